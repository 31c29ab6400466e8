"""What every layout of a result has round it: head, foot, number and fingerprint, or that it is a draft."""

from dataclasses import dataclass

from app.reports.material import Material
from app.reports.phrases import chinese, year_words
from app.reports.report import Block, Heading, Report, Section

UNNUMBERED = "（草稿，未编号）"
DRAFT_NOTE = "草稿：数据未冻结，未编备案编号，不生成指纹，不得作为备案依据。"


@dataclass(frozen=True, slots=True)
class Part:
    """A section before it has its number; ``shorter`` ones say the same with fewer rows."""

    title: str
    blocks: tuple[Block, ...]
    new_page: bool = False
    one_page: bool = False
    shorter: tuple[tuple[Block, ...], ...] = ()


def framed(material: Material, title: str, sections: tuple[Section, ...]) -> Report:
    """Put sections into a document that bears the seal of its filing, or says on each page that it has none."""
    evaluation, seal = material.evaluation, material.seal
    year, day = year_words(evaluation.year), f"判定日期 {evaluation.date.isoformat()}"
    number = str(seal.occasion.number) if seal else ""
    return Report(
        title=title,
        school=evaluation.school,
        sections=sections,
        head=f"{title}（{year}）",
        foot_left=f"备案编号 {number}" if number else f"备案编号{UNNUMBERED}",
        foot_right=day,
        draft=seal is None,
        subject="，".join(part for part in (year, day, f"备案编号 {number}" if number else "") if part),
        number=number,
        code=seal.code if seal else "",
        scanned=seal.scanned if seal else "",
    )


def number_words(material: Material) -> str:
    """Return the number of the filing, or that there is none."""
    return str(material.seal.occasion.number) if material.seal else UNNUMBERED


def numbered(parts: tuple[Part, ...]) -> tuple[Section, ...]:
    """Number the sections that have anything to say."""
    present = [part for part in parts if part.blocks]
    return tuple(_section(number, part) for number, part in enumerate(present, start=1))


def _section(number: int, part: Part) -> Section:
    title = f"{chinese(number)}、{part.title}"
    heading = Heading(title, 1)
    shorter = tuple((heading, *blocks) for blocks in part.shorter)
    return Section(title, (heading, *part.blocks), part.new_page, part.one_page, shorter)
