"""The conclusion page: three sentences, the bars by document, and the gaps with what is planned."""

from dataclasses import dataclass

from app.domain.assessment import Remedy
from app.domain.standard import Reach, Scope, SourceState
from app.domain.verdict import Status, Verdict
from app.domain.wording import AREA_WORDS
from app.reports.material import Material
from app.reports.phrases import long_date, prose, short_title
from app.reports.report import (
    Align,
    BlankCell,
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
_AREA_NOTE = f"标有“{AREA_WORDS}”的是全区的比例，本校数据只作对照，不计入达标结论。"


def conclusion(material: Material) -> tuple[Block, ...]:
    """Return what the headmaster reads first."""
    sentences = [
        Paragraph(say(strong(f"{sentence.title}。"), prose(sentence.text), strong(prose(sentence.emphasis))))
        for sentence in material.conclusion.sentences
    ]
    charts = [
        ChartRow(short_title(standard.document), count.rows) for standard, count in material.documents()
    ]
    chart: list[Block] = [Heading("图 1　各文件判定情况", 3), Chart(tuple(charts))] if charts else []
    return (Paragraph(say(_opening(material))), *sentences, *chart, *_plan(material))


def _opening(material: Material) -> str:
    rows = material.all_rows()
    judged = sum(verdict.judged for verdict in rows)
    day = long_date(material.evaluation.date)
    return f"截至 {day}，{documents_text(material)}，共有指标 {len(rows)} 项，其中可判定 {judged} 项。"


def documents_text(material: Material) -> str:
    """Say how many documents apply, and of how many it is not known yet."""
    applies = [material.results[count.standard].applies for count in material.conclusion.counts]
    text = f"适用本校的文件 {applies.count(True)} 件"
    if undecided := applies.count(None):
        text += f"，尚不能确定是否适用的 {undecided} 件"
    if forced := applies.count(False):
        text += f"，另行列出的 {forced} 件"
    return text


@dataclass(frozen=True, slots=True)
class _Gap:
    """One thing that is lacking, and every row that lacks it."""

    text: str
    verdicts: tuple[Verdict, ...]


def missed_rows(material: Material) -> list[Verdict]:
    """Return the missed indicators that speak to the school, in the order of the conclusion."""
    return [v for v in material.all_rows() if v.status is Status.MISSED and v.scope is Scope.SCHOOL]


def _gaps(material: Material) -> list[_Gap]:
    """Put rows that lack the same thing together; composites only repeat their members."""
    grouped: dict[str, list[Verdict]] = {}
    for verdict in missed_rows(material):
        if not verdict.trace.members:
            text = verdict.gap[0].text.split("（")[0] if verdict.gap else verdict.title
            grouped.setdefault(text, []).append(verdict)
    return [_Gap(text, tuple(verdicts)) for text, verdicts in grouped.items()]


_PLAN_COLUMNS = (
    Column("差距", weight=1),
    Column("依据", weight=1.4),
    Column("整改措施", weight=1.35),
    Column("责任部门", Align.CENTRE, fit=True, least=13, most=17),
    Column("经费", Align.CENTRE, fit=True, least=13, most=17),
    Column("完成时限", Align.CENTRE, fit=True, least=17.5, most=20),
)


def _plan(material: Material) -> tuple[Block, ...]:
    gaps = _gaps(material)
    heading = Heading("表 1　差距与整改安排", 3)
    if not gaps:
        return (heading, Paragraph(say("目前没有判定为未达标的指标。"), Manner.NOTE))
    rows = tuple(_plan_row(material, gap) for gap in gaps)
    return (heading, Table(_PLAN_COLUMNS, rows), *_plan_notes(gaps))


def _plan_row(material: Material, gap: _Gap) -> Row:
    remedy = _remedy(material, gap)
    texts = (remedy.measure, remedy.unit, remedy.budget, remedy.due)
    sources = tuple(_source(material, verdict) for verdict in gap.verdicts)
    cells: tuple[Cell, ...] = (TextCell((_emphasised(gap.text),)), TextCell(sources), *map(_written, texts))
    return Row(cells)


def _written(text: str) -> Cell:
    return TextCell((say(text),)) if text else BlankCell()


def _emphasised(text: str) -> Text:
    """Set what is lacking in bold: 校舍建筑面积 **还差 520 ㎡**."""
    head, mark, tail = prose(text).partition("还差")
    return say(head, strong(mark + tail)) if mark else say(strong(head))


def _source(material: Material, verdict: Verdict) -> Text:
    document = material.rulebook.standards[verdict.standard].document
    star = _STAR if verdict.source is SourceState.SECONDARY else ""
    parts: list[str | Span] = [f"{document.number or short_title(document)} {verdict.clause}{star}"]
    if verdict.reach is Reach.AREA_RATE:
        parts.append(muted(f"（{AREA_WORDS}）"))
    return say(*parts)


def _remedy(material: Material, gap: _Gap) -> Remedy:
    written = (material.assessment.remedies.get(verdict.indicator) for verdict in gap.verdicts)
    return next((remedy for remedy in written if remedy), Remedy())


def _plan_notes(gaps: list[_Gap]) -> tuple[Block, ...]:
    verdicts = [verdict for gap in gaps for verdict in gap.verdicts]
    notes = []
    if any(verdict.source is SourceState.SECONDARY for verdict in verdicts):
        notes.append(_STAR_NOTE)
    if any(verdict.reach is Reach.AREA_RATE for verdict in verdicts):
        notes.append(_AREA_NOTE)
    return tuple(Paragraph(say(note), Manner.NOTE) for note in notes)
