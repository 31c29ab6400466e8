"""The conclusion page: its sentences, the bars by document, and the gaps with what is planned."""

from dataclasses import dataclass

from app.domain.assessment import Remedy
from app.domain.conclusion import ORDER
from app.domain.costs import budget_text
from app.domain.standard import Reach, Scope, SourceState
from app.domain.verdict import Status, Verdict
from app.domain.wording import AREA_WORDS
from app.reports.framing import Part
from app.reports.material import Material
from app.reports.phrases import long_date, prose, short_title, shortened, written_cell
from app.reports.report import (
    Align,
    Block,
    Cell,
    Chart,
    ChartRow,
    Column,
    Heading,
    Manner,
    Paragraph,
    Row,
    Span,
    Table,
    Text,
    TextCell,
    muted,
    say,
    strong,
)

_STAR = "＊"
_STAR_NOTE = "＊ 待核对原文：该数值见于二手资料，已据以判定，尚未与原文核对。"
#: Of more documents than this the bars of one sentence would push its table off the page.
_MOST_BARS = 4
#: On the one page of the conclusion so many gaps are listed, and so many characters of each text.
_MOST_GAPS, _LEAST_GAPS = 8, 2
_TEXTS = ((64, 14), (32, 8))
_AREA_NOTE = f"标有“{AREA_WORDS}”的是全区的比例，本校数据只作对照，不计入达标结论。"


@dataclass(frozen=True, slots=True)
class Room:
    """How much the table of gaps may hold: rows, and characters of a measure and of each other text."""

    gaps: int
    measure: int
    word: int


def conclusion_part(material: Material, public: bool = False) -> Part:
    """Return what the headmaster reads first, on one page: with shorter texts, then fewer gaps, if need be."""
    found = min(len(gaps(material)), _MOST_GAPS)
    counts = range(found, min(found, _LEAST_GAPS) - 1, -1)
    rooms = (Room(count, *texts) for count in counts for texts in _TEXTS)
    whole, *shorter = (conclusion(material, public, room) for room in rooms)
    return Part("结论", whole, new_page=True, one_page=True, shorter=tuple(shorter))


def conclusion(material: Material, public: bool, room: Room) -> tuple[Block, ...]:
    """Return sentences, chart and gaps; in ``public`` without who does it and what it costs."""
    sentences = [
        Paragraph(say(strong(f"{sentence.title}。"), prose(sentence.text), strong(prose(sentence.emphasis))))
        for sentence in material.conclusion.sentences
    ]
    bars = chart_rows(material)
    chart: list[Block] = (
        [Heading("图 1　各文件判定情况（区域口径和任务另计）", 3), Chart(bars)] if bars else []
    )
    return (Paragraph(say(_opening(material))), *sentences, *chart, *_plan(material, public, room))


def chart_rows(material: Material) -> tuple[ChartRow, ...]:
    """Return how the rows of each document came out; many documents of one sentence share a bar."""
    return tuple(
        bar for title, bars in _bars_by_sentence(material).items() for bar in _shared(title, tuple(bars))
    )


def _bars_by_sentence(material: Material) -> dict[str, list[ChartRow]]:
    parts = material.rulebook.conclusion
    titles = {name: part.title for part in parts for name in part.standards}
    rest = parts[-1].title if parts else ""
    bars: dict[str, list[ChartRow]] = {}
    for standard, count in material.documents():
        bar = ChartRow(short_title(standard.document), count.rows)
        if bar.total == 0:
            continue
        bars.setdefault(titles.get(standard.id, rest), []).append(bar)
    return bars


def _shared(title: str, bars: tuple[ChartRow, ...]) -> tuple[ChartRow, ...]:
    if len(bars) <= _MOST_BARS:
        return bars
    counts = tuple((status, sum(bar.count(status) for bar in bars)) for status in ORDER)
    return (ChartRow(f"{title} {len(bars)} 件", counts),)


def _opening(material: Material) -> str:
    day, conclusion = long_date(material.evaluation.date), material.conclusion
    indicators = (
        f"指标 {conclusion.total} 项，已判定 {conclusion.judged} 项"  # the chart says what stands apart
    )
    return f"截至 {day}，{conclusion.documents_text}，{indicators}。"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is lacking, and every row that lacks it."""

    text: str
    verdicts: tuple[Verdict, ...]


def missed_rows(material: Material) -> list[Verdict]:
    """Return the missed indicators that speak to the school, in the order of the conclusion."""
    return [v for v in material.all_rows() if v.status is Status.MISSED and v.scope is Scope.SCHOOL]


def gaps(material: Material) -> list[Gap]:
    """Put rows that lack the same thing together; composites only repeat their members."""
    grouped: dict[str, list[Verdict]] = {}
    for verdict in missed_rows(material):
        if not verdict.trace.members:
            text = verdict.gap[0].text.split("（")[0] if verdict.gap else verdict.title
            grouped.setdefault(text, []).append(verdict)
    return [Gap(text, tuple(verdicts)) for text, verdicts in grouped.items()]


_PLAN_COLUMNS = (
    Column("差距", weight=1.2),
    Column("依据", weight=1.35, small=True),
    Column("整改措施", weight=1.35),
    Column("责任部门", Align.CENTRE, fit=True, least=13, most=17),
    Column("经费", Align.CENTRE, fit=True, least=13, most=17),
    Column("完成时限", Align.CENTRE, fit=True, least=17.5, most=20),
)


#: The columns that are left out in public: 责任部门, 经费.
_INTERNAL = (3, 4)


def _plan(material: Material, public: bool, room: Room) -> tuple[Block, ...]:
    found = gaps(material)
    heading = Heading("表 1　差距与整改安排", 3)
    if not found:
        return (heading, Paragraph(say(nothing_missed(material)), Manner.NOTE))
    shown = [n for n in range(len(_PLAN_COLUMNS)) if not (public and n in _INTERNAL)]
    rows = tuple(_plan_row(material, gap, shown, room, public) for gap in found[: room.gaps])
    rest = len(found) - room.gaps
    told = "判定表" if public else "差距与整改"
    more = (Paragraph(say(f"另有 {rest} 项，见“{told}”。"), Manner.NOTE),) if rest > 0 else ()
    table = Table(tuple(_PLAN_COLUMNS[n] for n in shown), rows)
    return (heading, table, *more, *plan_notes(found[: room.gaps]))


def nothing_missed(material: Material) -> str:
    """Say that nothing is missed, and how much that may only be because it was not answered."""
    waiting = material.conclusion.of(Status.UNANSWERED)
    return "目前没有判定为未达标的指标" + (f"，尚有 {waiting} 项待填。" if waiting else "。")


def _plan_row(material: Material, gap: Gap, shown: list[int], room: Room, public: bool) -> Row:
    remedy = _remedy(material, gap)
    words = (remedy.unit, budget_text(remedy.budget), remedy.due)
    closed = public or material.seal is not None
    sources = tuple(source(material, verdict) for verdict in gap.verdicts)
    cells: tuple[Cell, ...] = (
        TextCell((emphasised(gap.text),)),
        TextCell(sources),
        written_cell(shortened(remedy.measure, room.measure), closed),
        *(written_cell(shortened(word, room.word), closed) for word in words),
    )
    return Row(tuple(cells[n] for n in shown))


def emphasised(text: str) -> Text:
    """Set what is lacking in bold: 校舍建筑面积 **还差 520 ㎡**."""
    head, mark, tail = prose(text).partition("还差")
    return say(head, strong(mark + tail)) if mark else say(strong(head))


def source(material: Material, verdict: Verdict) -> Text:
    """Say which document and clause asks for it."""
    document = material.rulebook.standards[verdict.standard].document
    star = _STAR if verdict.source is SourceState.SECONDARY else ""
    parts: list[str | Span] = [f"{document.number or short_title(document)} {verdict.clause}{star}"]
    if verdict.reach is Reach.AREA_RATE:
        parts.append(muted(f"（{AREA_WORDS}）"))
    return say(*parts)


def _remedy(material: Material, gap: Gap) -> Remedy:
    written = (material.assessment.remedies.get(verdict.indicator) for verdict in gap.verdicts)
    return next((remedy for remedy in written if remedy), Remedy())


def plan_notes(gaps: list[Gap]) -> tuple[Block, ...]:
    """Return what the marks beside the sources of gaps mean."""
    verdicts = [verdict for gap in gaps for verdict in gap.verdicts]
    notes = []
    if any(verdict.source is SourceState.SECONDARY for verdict in verdicts):
        notes.append(_STAR_NOTE)
    if any(verdict.reach is Reach.AREA_RATE for verdict in verdicts):
        notes.append(_AREA_NOTE)
    return tuple(Paragraph(say(note), Manner.NOTE) for note in notes)
