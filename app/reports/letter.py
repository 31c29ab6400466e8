"""The covering letter with which a report is sent in: one page in the manner of GB/T 9704."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.assessment import Assessment
from app.domain.conclusion import Conclusion
from app.domain.evaluation import Evaluation
from app.domain.filing import Evidence, Seal
from app.domain.rulebook import Rulebook
from app.domain.sentences import Sentence
from app.reports.framing import framed
from app.reports.material import Material
from app.reports.phrases import long_date, shortened, year_words
from app.reports.report import (
    Block,
    Manner,
    Paragraph,
    Report,
    Section,
    SignatureLines,
    StampPlace,
    say,
)
from app.reports.sections.front import recipient, signing_date

NAME = "报送函"
_ANYONE = "备案机关"
#: Longer names are shortened, so that the letter stays on its page; the report has them whole.
_LONGEST_NAME, _LONGEST_TITLE = 36, 40
_ENDED = "规划期已满"


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is sent with the letter: its title, and how much it is (28 页, 1 份)."""

    title: str
    extent: str


def letter(
    rulebook: Rulebook,
    assessment: Assessment,
    evaluation: Evaluation,
    conclusion: Conclusion,
    seal: Seal | None = None,
    evidence: Sequence[Evidence] = (),
    attachments: Sequence[Attachment] = (),
    brief: bool = False,
) -> Report:
    """Return the letter; a ``brief`` one leaves the conclusion to the report."""
    material = Material(rulebook, assessment, evaluation, conclusion, seal, tuple(evidence))
    blocks = (*_head(material), *_body(material, brief), *_attached(attachments), *_foot(material))
    return replace(framed(material, NAME, (Section(NAME, blocks),)), head="")


def _head(material: Material) -> tuple[Block, ...]:
    school = shortened(material.evaluation.school, _LONGEST_NAME)
    year = year_words(material.evaluation.year).replace(" ", "")
    to = shortened(recipient(material), _LONGEST_NAME) or _ANYONE
    return (
        Paragraph(say(f"{school}关于报送{year}办学标准达标自评报告的函"), Manner.TITLE),
        Paragraph(say(f"{to}："), Manner.ADDRESS),
    )


def _body(material: Material, brief: bool) -> tuple[Block, ...]:
    evaluation = material.evaluation
    count = sum(material.results[row.standard].applies is True for row in material.conclusion.counts)
    done = (
        f"我校对照适用的 {count} 件文件，完成了 {year_words(evaluation.year)}办学标准达标自评，"
        f"判定日期为 {long_date(evaluation.date)}，{_number(material)}。"
    )
    told = "自评结论见报告。" if brief else _concluded(material.conclusion.sentences)
    texts = (done + told, f"{_corrected(material)}现将有关材料报送，请予备案。")
    return tuple(Paragraph(say(text), Manner.STATEMENT) for text in texts)


def _number(material: Material) -> str:
    if material.seal is None:
        return "报告尚为草稿，未编备案编号"
    return f"备案编号为 {material.seal.occasion.number}，指纹为 {material.seal.code}"


def _corrected(material: Material) -> str:
    replaced = material.seal.occasion.replaces if material.seal else ""
    return f"本次备案更正 {replaced} 号备案，更正原因见报告。" if replaced else ""


def _concluded(sentences: Sequence[Sentence]) -> str:
    """Return the clauses that decide; of a plan whose period is over there is none."""
    deciding = [s for s in sentences if s.emphasis and _ENDED not in s.emphasis]
    parts = [f"{sentence.title}，{sentence.emphasis.rstrip('。')}" for sentence in deciding]
    return f"自评结论为：{'；'.join(parts)}。" if parts else "自评结论见报告。"


def _attached(attachments: Sequence[Attachment]) -> tuple[Block, ...]:
    texts = []
    for number, item in enumerate(attachments, start=1):
        lead = "附件：" if number == 1 else "\u3000\u3000\u3000"
        order = f"{number}. " if len(attachments) > 1 else ""
        texts.append(f"{lead}{order}{shortened(item.title, _LONGEST_TITLE)}（{item.extent}）")
    return (Paragraph(say("\n".join(("", *texts))), Manner.STATEMENT),) if texts else ()


def _foot(material: Material) -> tuple[Block, ...]:
    word = material.assessment.word
    school = shortened(material.evaluation.school, _LONGEST_NAME)
    return (
        StampPlace(school, signing_date(material)),
        SignatureLines(((("单位负责人", word("filing.principal")), ("联系电话", word("filing.phone"))),)),
    )
