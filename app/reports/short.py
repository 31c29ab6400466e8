"""The short form, two pages for the headmaster: whether the standards are met, what is missing, what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.assessment import Assessment, Remedy
from app.domain.conclusion import Conclusion
from app.domain.costs import budget_text
from app.domain.evaluation import Evaluation
from app.domain.filing import Evidence, Seal
from app.domain.rulebook import Rulebook
from app.domain.sentences import Sentence
from app.domain.standard import SourceState
from app.domain.verdict import Status, Verdict
from app.reports.framing import framed
from app.reports.material import Material
from app.reports.phrases import UNWRITTEN, cell, long_date, prose, short_title, shortened, year_words
from app.reports.report import (
    Align,
    Block,
    Cell,
    Chart,
    Column,
    Heading,
    Manner,
    Paragraph,
    Report,
    Row,
    Section,
    SignatureLines,
    Table,
    TextCell,
    muted,
    say,
    strong,
)
from app.reports.sections.conclusion import (
    Gap,
    chart_rows,
    emphasised,
    gaps,
    nothing_missed,
    plan_notes,
    source,
)
from app.reports.sections.plan import cost_table, planned

TITLE = "办学标准达标自评报告简本"
#: So many characters of a text are printed; the whole of it is in the full report.
_SENTENCE, _NAME, _MEASURE, _WORD = 320, 44, 64, 14
_MOST_SOURCES, _MOST_BARS = 2, 4


@dataclass(frozen=True, slots=True)
class Limits:
    """How many gaps stand on the first page, and how many measures on the second."""

    gaps: int
    measures: int


def short_report(
    rulebook: Rulebook,
    assessment: Assessment,
    evaluation: Evaluation,
    conclusion: Conclusion,
    seal: Seal | None = None,
    evidence: Sequence[Evidence] = (),
    limits: Limits = Limits(8, 8),
) -> Report:
    """Return the short form; lists longer than the limits end with how many more there are."""
    material = Material(rulebook, assessment, evaluation, conclusion, seal, tuple(evidence))
    first = (*_head(material), *_conclusion(material), *_missing(material, limits.gaps))
    second = (*_plan(material, limits.measures), *_costs(material), *_open(material), _SIGNED)
    return framed(material, TITLE, (Section("达标情况与差距", first), Section("整改、经费与时限", second)))


_SIGNED = SignatureLines(((("单位负责人阅", ""), ("日期", "")),))


def _head(material: Material) -> tuple[Block, ...]:
    evaluation = material.evaluation
    school = shortened(evaluation.school, _NAME)
    told = f"{year_words(evaluation.year)}，判定日期 {long_date(evaluation.date)}"
    return (
        Paragraph(say(TITLE), Manner.TITLE),
        Paragraph(say(strong(school) if school else "", "\u3000" if school else "", told), Manner.NOTE),
    )


def _conclusion(material: Material) -> tuple[Block, ...]:
    sentences = (_sentence(sentence) for sentence in material.conclusion.sentences)
    bars = chart_rows(material)
    chart = (
        (Heading("图 1　各文件判定情况（区域口径和任务另计）", 3), Chart(bars))
        if 0 < len(bars) <= _MOST_BARS
        else ()
    )
    return (Heading("一、是否达标", 1), *sentences, *chart)


def _sentence(sentence: Sentence) -> Paragraph:
    """Shorten the figures of a sentence, never the clause that decides."""
    text = shortened(prose(sentence.text), max(_SENTENCE - len(sentence.emphasis), _NAME))
    return Paragraph(say(strong(f"{sentence.title}。"), text, strong(prose(sentence.emphasis))))


_GAP_COLUMNS = (
    Column("序号", Align.CENTRE, fit=True),
    Column("还差什么", weight=1.5),
    Column("依据", weight=1.2, small=True),
)


def _missing(material: Material, most: int) -> tuple[Block, ...]:
    found = gaps(material)
    heading = Heading("二、还差什么", 1)
    if not found:
        return (heading, Paragraph(say(nothing_missed(material))))
    rows = tuple(_gap_row(material, number, gap) for number, gap in enumerate(found[:most], start=1))
    return (heading, Table(_GAP_COLUMNS, rows), *_more(len(found) - most), *plan_notes(found[:most]))


def _gap_row(material: Material, number: int, gap: Gap) -> Row:
    sources = [source(material, verdict) for verdict in gap.verdicts[:_MOST_SOURCES]]
    if (rest := len(gap.verdicts) - _MOST_SOURCES) > 0:
        sources.append(say(muted(f"等 {rest + _MOST_SOURCES} 项")))
    return Row((cell(str(number)), cell(emphasised(shortened(gap.text, _MEASURE))), TextCell(tuple(sources))))


def _more(rest: int) -> tuple[Block, ...]:
    return (Paragraph(say(f"另有 {rest} 项，见全文。"), Manner.NOTE),) if rest > 0 else ()


_PLAN_COLUMNS = (
    Column("序号", Align.CENTRE, fit=True),
    Column("事项", weight=1.6),
    Column("整改措施", weight=1.5),
    Column("责任部门", Align.CENTRE, fit=True, least=13, most=18),
    Column("完成时限", Align.CENTRE, fit=True, least=17.5, most=20),
    Column("预计经费", Align.RIGHT, fit=True, least=15, most=20),
)


def _plan(material: Material, most: int) -> tuple[Block, ...]:
    rows = planned(material)
    heading = Heading("三、怎样补、何时完成", 1)
    missed = sum(verdict.status is Status.MISSED for verdict in material.evaluation.verdicts)
    unplanned = f"未达到的指标和任务共 {missed} 项，已写整改安排 {len(rows)} 项。"
    blocks: list[Block] = [heading, Paragraph(say(unplanned), Manner.NOTE)]
    if rows:
        table = tuple(_plan_row(material, number, *row) for number, row in enumerate(rows[:most], start=1))
        blocks += [Table(_PLAN_COLUMNS, table), *_more(len(rows) - most)]
    return tuple(blocks)


def _plan_row(material: Material, number: int, verdict: Verdict, remedy: Remedy) -> Row:
    document = material.rulebook.standards[verdict.standard].document
    title = say(shortened(verdict.title, _NAME))
    words = (remedy.unit, remedy.due, budget_text(remedy.budget))
    return Row(
        (
            cell(str(number)),
            TextCell((title, say(muted(document.number or short_title(document))))),
            cell(prose(shortened(remedy.measure, _MEASURE) or UNWRITTEN)),
            *(_word(text) for text in words),
        )
    )


def _word(text: str) -> Cell:
    return cell(shortened(text, _WORD) or UNWRITTEN)


def _costs(material: Material) -> tuple[Block, ...]:
    heading = Heading("四、要花多少", 1)
    if not planned(material):
        return (heading, Paragraph(say("尚未写整改安排，经费无从计算。")))
    return (heading, cost_table(material))


def _open(material: Material) -> tuple[Block, ...]:
    """Say how much is not judged yet, and what that waits for."""
    rows = material.all_rows()
    missing = {fact for v in rows if v.status is Status.UNANSWERED for fact in v.missing}
    unjudged = [v for v in rows if v.status is Status.UNJUDGEABLE]
    unread = sum(v.source is SourceState.RECALLED for v in unjudged)
    parts = []
    if missing:
        waiting = sum(v.status is Status.UNANSWERED for v in rows)
        parts.append(f"{waiting} 项待填，缺 {len(missing)} 项数据")
    if unjudged:
        parts.append(f"{len(unjudged)} 项无法判定，其中 {unread} 项标准数值待主管部门确认")
    text = f"{'；'.join(parts)}。" if parts else "没有待填或无法判定的指标。"
    return (Heading("五、尚未判定的", 1), Paragraph(say(text)))
