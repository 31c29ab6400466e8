"""What is missed and how it can be closed; what is planned; and what is met by a narrow margin."""

from fractions import Fraction

from app.domain.assessment import Remedy
from app.domain.costs import budget_text
from app.domain.terms import Known
from app.domain.verdict import Status, Verdict
from app.domain.wording import force_text
from app.reports.material import Material
from app.reports.phrases import (
    CIRCLED,
    DASH,
    NO_WAY,
    UNWRITTEN,
    all_beside_or_below,
    cell,
    chinese,
    figure,
    full_title,
    prose,
    short_title,
    status_cell,
    without_unit,
    written_cell,
)
from app.reports.report import (
    Align,
    Block,
    Column,
    Field,
    Heading,
    Manner,
    Paragraph,
    Record,
    Row,
    Table,
    Text,
    muted,
    say,
    strong,
)
from app.reports.sections.conclusion import missed_rows

#: A margin below this part of the fact's present amount is close.
_CLOSE = Fraction(1, 10)
_TO_WRITE = 2
_INTRODUCTION = "差距按精确值计算，进位取整；列出的每一种办法单独采用即可使该项达到要求。"
_TO_BE_WRITTEN = "空白处由学校填写原因、整改措施、责任部门、责任人、完成时限和预计经费。"


def gap_blocks(material: Material) -> tuple[Block, ...]:
    """Return missed rows with gaps and plans, unfinished tasks, and close margins."""
    parts = (
        ("未达标指标", _missed(material)),
        ("未完成的任务", _unfinished(material)),
        ("余量较小的指标", _narrow(material)),
    )
    present = [(title, blocks) for title, blocks in parts if blocks]
    numbered = enumerate(present, start=1)
    return tuple(
        block
        for number, (title, blocks) in numbered
        for block in (Heading(f"（{chinese(number)}）{title}"), *blocks)
    )


def _missed(material: Material) -> tuple[Block, ...]:
    rows = missed_rows(material)
    records = tuple(_record(material, number, verdict) for number, verdict in enumerate(rows, start=1))
    told = _INTRODUCTION if material.seal else _INTRODUCTION + _TO_BE_WRITTEN
    return (Paragraph(say(told), Manner.NOTE), *records) if records else ()


def _record(material: Material, number: int, verdict: Verdict) -> Record:
    remedy = material.assessment.remedies.get(verdict.indicator)
    written = remedy or Remedy()
    standard = material.rulebook.standards[verdict.standard]
    rows: list[tuple[Field, ...]] = [
        (Field("依据", (say(f"{full_title(standard.document)} {verdict.clause}；{force_text(verdict)}"),)),),
        (Field("判定", (_judgement(verdict),)),),
        (Field("差距与办法", _ways(verdict)),),
    ]
    if verdict.advice:
        rows.append((Field("建议", (say(prose(verdict.advice)),)),))
    closed = material.seal is not None
    rows += [
        (_field("原因", written.cause, closed, _TO_WRITE),),
        (_field("整改措施", written.measure, closed, _TO_WRITE),),
        (_field("责任部门", written.unit, closed), _field("责任人", written.person, closed)),
        (_field("完成时限", written.due, closed), _field("预计经费", budget_text(written.budget), closed)),
    ]
    return Record(tuple(rows), say(f"{number}. {verdict.title}"), status_cell(verdict))


def _field(label: str, text: str, closed: bool, ruled: int = 1) -> Field:
    if closed and not text:
        return Field(label, (say(muted(UNWRITTEN)),))
    return Field(label, (say(text),) if text else (), ruled)


def _judgement(verdict: Verdict) -> Text:
    if verdict.trace.members:
        return say(verdict.reason)
    if not verdict.trace.formula:
        return say("本校为“", strong(verdict.value or DASH), f"”，要求为“{verdict.required}”")
    wider = f"；{prose(verdict.trace.wider)}" if verdict.trace.wider else ""
    formula, value = figure(verdict.trace.formula), figure(verdict.value)
    return say(
        "本校 " if formula in value else f"{formula} = ",
        strong(value),
        f"，要求 {figure(verdict.required)}{wider}",
    )


def _ways(verdict: Verdict) -> tuple[Text, ...]:
    """Return every way of closing the gap; several are alternatives."""
    texts = [prose(gap.text) for gap in verdict.gap]
    if not texts:
        return (say(NO_WAY),)
    if len(texts) == 1:
        return (say(texts[0]),)
    last = len(texts) - 1
    return tuple(
        say(f"{CIRCLED[number]} {text}{'；或' if number < last else '。'}")
        for number, text in enumerate(texts)
    )


_TASK_COLUMNS = (
    Column("任务", weight=2.2),
    Column("完成情况", fit=True),
    Column("原因", weight=1.3),
    Column("整改措施", weight=1.5),
    Column("责任部门", Align.CENTRE, fit=True, least=14, most=20),
    Column("完成时限", Align.CENTRE, fit=True, least=17.5, most=20),
)
#: So many characters stand in each column; a longer text takes the width of the page below its row.
_PLACES = (("原因", 100), ("整改措施", 120), ("责任部门", 40), ("完成时限", 40))


def _unfinished(material: Material) -> tuple[Block, ...]:
    rows = [
        _task_row(material, verdict)
        for standard, _ in material.documents()
        for verdict in material.task_rows(standard.id)
        if verdict.status is Status.MISSED
    ]
    return (Table(_TASK_COLUMNS, tuple(rows), remark_from=0),) if rows else ()


def _task_row(material: Material, verdict: Verdict) -> Row:
    remedy = material.assessment.remedies.get(verdict.indicator)
    texts = (remedy.cause, remedy.measure, remedy.unit, remedy.due) if remedy else ("",) * 4
    beside, below = all_beside_or_below(texts, _PLACES)
    written = [written_cell(text, material.seal is not None, 2) for text in beside]
    task = material.tasks[verdict.indicator]
    return Row((cell(f"{task.no}　{verdict.title}"), status_cell(verdict), *written), below)


_MARGIN_COLUMNS = (
    Column("指标", weight=1.2),
    Column("文件", fit=True, most=34, small=True),
    Column("本校", Align.RIGHT, fit=True),
    Column("要求", fit=True),
    Column("余量", weight=1.7),
)


def _narrow(material: Material) -> tuple[Block, ...]:
    close = [verdict for verdict in material.all_rows() if _is_close(material, verdict)]
    if not close:
        return ()
    note = "以下各项已达到要求，但相关数据变动不足一成即会改变判定。"
    rows = tuple(_margin_row(material, verdict) for verdict in close)
    return (Paragraph(say(note), Manner.NOTE), Table(_MARGIN_COLUMNS, rows))


def _margin_row(material: Material, verdict: Verdict) -> Row:
    assert verdict.margin is not None
    document = material.rulebook.standards[verdict.standard].document
    return Row(
        (
            cell(verdict.title),
            cell(document.number or short_title(document)),
            cell(figure(verdict.value)),
            cell(without_unit(verdict.required, verdict.trace.unit)),
            cell(prose(verdict.margin.text)),
        )
    )


def _is_close(material: Material, verdict: Verdict) -> bool:
    if verdict.margin is None or verdict.status is not Status.MET:
        return False
    outcome = material.now.number(verdict.margin.fact)
    return isinstance(outcome, Known) and verdict.margin.amount < outcome.amount * _CLOSE
