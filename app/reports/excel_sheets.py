"""What the worksheets say: conclusion, verdicts, gaps and plans, tasks, data and sources."""

from app.domain.assessment import Remedy
from app.domain.display import exact_text, half_up, round_up
from app.domain.fact_sheet import FactSheet
from app.domain.facts import Answer, Fact
from app.domain.gaps import Gap
from app.domain.standard import Reach, Scope
from app.domain.terms import Known
from app.domain.units import Kind
from app.domain.verdict import DeadlineState, Status, Verdict
from app.domain.wording import AREA_WORDS, FORCE_WORDS, SOURCE_WORDS, plain_status, status_word
from app.reports.chart import ORDER
from app.reports.excel import Marked, Number, Sheet, Value
from app.reports.material import Material
from app.reports.phrases import long_date, year_words

_SCOPES = {Scope.SCHOOL: "本校", Scope.CONTRIBUTION: "报送贡献", Scope.CONTEXT: "仅供了解"}
_DEADLINES = {DeadlineState.NONE: "", DeadlineState.PENDING: "未到期", DeadlineState.PASSED: "已过"}
_YES = "是"


def sheets(material: Material) -> tuple[Sheet, ...]:
    """Return every worksheet in order."""
    return (
        _conclusion(material),
        _verdicts(material),
        _gaps(material),
        _tasks(material),
        _data(material),
        _sources(material),
    )


def _conclusion(material: Material) -> Sheet:
    evaluation = material.evaluation
    columns = (
        ("文件编号", 20.0),
        ("文件", 46.0),
        ("文号", 24.0),
        ("规划期内", 10.0),
        ("指标", 8.0),
        *((plain_status(status), 9.0) for status in ORDER),
        ("任务", 8.0),
        ("是否适用", 40.0),
        ("版本", 10.0),
        ("校验值", 22.0),
    )
    above: list[tuple[Value, ...]] = [
        ("学校", evaluation.school),
        ("学年", year_words(evaluation.year)),
        ("判定日期", long_date(evaluation.date)),
        ("状态", "草稿，未编备案编号"),
    ]
    above += [(s.title, f"{s.text}{s.emphasis}") for s in material.conclusion.sentences]
    rows = tuple(_document_row(material, count.standard) for count in material.conclusion.counts)
    return Sheet("结论", columns, rows, (*above, ("",)))


def _document_row(material: Material, standard: str) -> tuple[Value, ...]:
    pack, result = material.rulebook.standards[standard], material.results[standard]
    count = next(count for count in material.conclusion.counts if count.standard == standard)
    return (
        standard,
        count.title,
        count.number,
        _YES if count.in_period else "规划期已满",
        count.total,
        *(count.of(status) for status in ORDER),
        sum(number for _, number in count.tasks),
        result.reason,
        pack.edition,
        pack.hash,
    )


_VERDICT_COLUMNS = (
    ("文件编号", 18.0),
    ("指标编号", 16.0),
    ("指标", 30.0),
    ("条款", 16.0),
    ("判定", 12.0),
    ("状态代码", 14.0),
    ("本校", 14.0),
    ("本校（精确值）", 16.0),
    ("单位", 8.0),
    ("要求", 16.0),
    ("要求（数值）", 12.0),
    ("要求（精确值）", 12.0),
    ("算式", 26.0),
    ("来源", 12.0),
    ("约束力", 10.0),
    ("范围", 10.0),
    ("口径", 18.0),
    ("期限", 12.0),
    ("期限情况", 10.0),
    ("最严", 8.0),
    ("缺少的数据项", 24.0),
    ("原因", 40.0),
    ("余量", 34.0),
)


def _verdicts(material: Material) -> Sheet:
    return Sheet("判定", _VERDICT_COLUMNS, tuple(_verdict_row(v) for v in material.all_rows()))


def _verdict_row(verdict: Verdict) -> tuple[Value, ...]:
    trace = verdict.trace
    required = trace.required_number
    return (
        verdict.standard,
        verdict.indicator,
        verdict.title,
        verdict.clause,
        Marked(status_word(verdict), verdict.status),
        verdict.status.value,
        verdict.value if trace.number is None else Number(trace.number, trace.places),
        verdict.exact,
        trace.unit if trace.number is not None else None,
        verdict.required,
        None if required is None else Number(required, trace.required_places),
        verdict.required_exact,
        trace.formula or None,
        SOURCE_WORDS[verdict.source] if verdict.source else None,
        FORCE_WORDS[verdict.force],
        _SCOPES[verdict.scope],
        AREA_WORDS if verdict.reach is Reach.AREA_RATE else None,
        _deadline(verdict),
        _DEADLINES[verdict.deadline_state] or None,
        _YES if verdict.strictest else None,
        "、".join(verdict.missing) or None,
        verdict.reason or None,
        verdict.margin.text if verdict.margin else None,
    )


def _deadline(verdict: Verdict) -> str | None:
    if verdict.deadline is None:
        return None
    return verdict.deadline.date.isoformat() + ("（推定）" if verdict.deadline.inferred else "")


_GAP_COLUMNS = (
    ("文件编号", 18.0),
    ("指标编号", 16.0),
    ("指标", 28.0),
    ("判定", 12.0),
    ("办法序号", 9.0),
    ("办法代码", 20.0),
    ("数据项编号", 24.0),
    ("变化量", 14.0),
    ("变化量（精确值）", 16.0),
    ("单位", 8.0),
    ("办法", 50.0),
    ("原因", 30.0),
    ("整改措施", 36.0),
    ("责任部门", 12.0),
    ("责任人", 10.0),
    ("完成时限", 14.0),
    ("预计经费", 14.0),
)


def _gaps(material: Material) -> Sheet:
    missed = [v for v in material.evaluation.verdicts if v.status is Status.MISSED]
    rows = [row for verdict in missed for row in _gap_rows(material, verdict)]
    return Sheet("差距与整改", _GAP_COLUMNS, tuple(rows))


def _gap_rows(material: Material, verdict: Verdict) -> list[tuple[Value, ...]]:
    written = material.assessment.remedies.get(verdict.indicator, Remedy())
    plan = (written.cause, written.measure, written.unit, written.person, written.due, written.budget)
    head = (verdict.standard, verdict.indicator, verdict.title, Marked(status_word(verdict), verdict.status))
    ways: list[tuple[Value, ...]] = [
        (number, *_way(material, gap)) for number, gap in enumerate(verdict.gap, start=1)
    ]
    return [(*head, *way, *plan) for way in ways or [(None,) * 7]]


def _way(material: Material, gap: Gap) -> tuple[Value, ...]:
    amount = None if gap.amount is None else _rounded_up(material, gap)
    return (gap.way.value if gap.way else None, gap.fact, amount, exact_text(gap.amount), gap.unit, gap.text)


def _rounded_up(material: Material, gap: Gap) -> Number:
    assert gap.amount is not None
    whole = gap.fact is not None and material.fact(gap.fact).kind in (Kind.COUNT, Kind.CHOICES, Kind.YEAR)
    places = 0 if whole else 2
    return Number(round_up(gap.amount, places), places)


_TASK_COLUMNS = (
    ("文件编号", 18.0),
    ("任务编号", 24.0),
    ("序号", 7.0),
    ("任务", 50.0),
    ("条款", 18.0),
    ("牵头单位", 14.0),
    ("责任单位", 28.0),
    ("范围", 10.0),
    ("完成情况", 12.0),
    ("状态代码", 14.0),
    ("填报", 8.0),
    ("日期", 12.0),
    ("说明", 36.0),
    ("原因", 30.0),
)


def _tasks(material: Material) -> Sheet:
    rows = [
        _task_row(material, v)
        for standard, _ in material.documents()
        for v in material.task_rows(standard.id)
    ]
    return Sheet("任务", _TASK_COLUMNS, tuple(rows))


def _task_row(material: Material, verdict: Verdict) -> tuple[Value, ...]:
    task = material.tasks[verdict.indicator]
    answer = material.answer(verdict.indicator) or Answer()
    return (
        verdict.standard,
        verdict.indicator,
        task.no,
        task.text,
        task.clause,
        task.lead,
        "、".join(task.responsible),
        _SCOPES[task.scope],
        Marked(status_word(verdict), verdict.status),
        verdict.status.value,
        verdict.value,
        answer.date.isoformat() if answer.date else None,
        answer.note or None,
        verdict.reason or None,
    )


_DATA_COLUMNS = (
    ("数据项编号", 30.0),
    ("数据项", 28.0),
    ("处室", 10.0),
    ("统计时点", 22.0),
    ("本年", 16.0),
    ("本年（精确值）", 16.0),
    ("上年", 16.0),
    ("上年（精确值）", 16.0),
    ("单位", 8.0),
    ("填报原文", 16.0),
    ("不适用的理由", 24.0),
    ("日期", 12.0),
    ("备注", 30.0),
    ("口径", 44.0),
)


def _data(material: Material) -> Sheet:
    facts = [fact for fact in material.rulebook.facts.values() if fact.id not in material.tasks]
    return Sheet("数据", _DATA_COLUMNS, tuple(_data_row(material, fact) for fact in facts))


def _data_row(material: Material, fact: Fact) -> tuple[Value, ...]:
    answer = material.answer(fact.id) or Answer()
    return (
        fact.id,
        fact.name,
        fact.office or None,
        material.evaluation.year.describe(fact.when) or None,
        *_amounts(material, fact, material.now),
        *_amounts(material, fact, material.before),
        fact.base_unit or None,
        answer.typed or None,
        answer.na_reason or None,
        answer.date.isoformat() if answer.date else None,
        answer.note or None,
        fact.counting or None,
    )


def _amounts(material: Material, fact: Fact, sheet: FactSheet) -> tuple[Value, Value]:
    """Return a fact's value as a number in its base unit with the exact value beside, or as words."""
    if not fact.kind.is_number:
        return material.shown(fact.id, sheet) or None, None
    outcome = sheet.number(fact.id)
    if not isinstance(outcome, Known):
        return None, None
    scale = 100 if fact.kind is Kind.SHARE else 1
    places = 0 if fact.kind in (Kind.COUNT, Kind.YEAR) else 2
    return Number(half_up(outcome.amount * scale, places), places), exact_text(outcome.amount)


_SOURCE_COLUMNS = (
    ("文件编号", 18.0),
    ("文件", 36.0),
    ("文号", 22.0),
    ("发布单位", 18.0),
    ("指标编号", 16.0),
    ("指标", 28.0),
    ("要求", 16.0),
    ("施行日期", 12.0),
    ("核对情况", 12.0),
    ("见于", 44.0),
    ("核对日期", 12.0),
    ("说明", 44.0),
)


def _sources(material: Material) -> Sheet:
    return Sheet("来源", _SOURCE_COLUMNS, tuple(_source_row(material, v) for v in material.all_rows()))


def _source_row(material: Material, verdict: Verdict) -> tuple[Value, ...]:
    document = material.rulebook.standards[verdict.standard].document
    value = material.value_in_force(verdict)
    return (
        verdict.standard,
        document.title,
        document.number,
        document.issuer,
        verdict.indicator,
        verdict.title,
        verdict.required,
        value.start.isoformat() if value else None,
        SOURCE_WORDS[value.state] if value else None,
        (value.seen_in or None) if value else None,
        value.checked.isoformat() if value and value.checked else None,
        verdict.note or None,
    )
