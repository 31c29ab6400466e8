"""What the worksheets say, in order; here those of conclusion, verdicts, and gaps with plans."""

from app.domain.assessment import Remedy
from app.domain.costs import budget_text
from app.domain.display import exact_text, round_up
from app.domain.gaps import Gap
from app.domain.standard import Reach
from app.domain.units import Kind
from app.domain.verdict import DeadlineState, Status, Verdict
from app.domain.wording import AREA_WORDS, FORCE_WORDS, SOURCE_WORDS, plain_status, status_word
from app.reports.chart import ORDER
from app.reports.excel import Marked, Number, Sheet, Value
from app.reports.excel_data import (
    SCOPES,
    countings_sheet,
    data_sheet,
    documents_sheet,
    sources_sheet,
    tasks_sheet,
)
from app.reports.excel_filing import filing_sheets
from app.reports.excel_rosters import rosters_sheets
from app.reports.material import Material
from app.reports.phrases import CODE_WORDS, long_date, unread_reason, year_words

_DEADLINES = {DeadlineState.NONE: "", DeadlineState.PENDING: "未到期", DeadlineState.PASSED: "已过"}
_YES = "是"


def sheets(material: Material) -> tuple[Sheet, ...]:
    """Return every worksheet in order."""
    return (
        _conclusion(material),
        _verdicts(material),
        _gaps(material),
        tasks_sheet(material),
        data_sheet(material),
        *rosters_sheets(material),
        countings_sheet(material),
        documents_sheet(material),
        sources_sheet(material),
        *filing_sheets(material),
    )


def _conclusion(material: Material) -> Sheet:
    evaluation = material.evaluation
    columns = (
        ("文件编号", 18.0),
        ("文件", 44.0),
        ("文号", 20.0),
        ("规划期内", 10.0),
        ("指标", 6.0),
        *((plain_status(status), 9.0) for status in ORDER),
        ("区域口径", 9.0),
        ("任务", 6.0),
        ("是否适用", 30.0),
        ("版本", 8.0),
        ("校验值", 20.0),
    )
    above: list[tuple[Value, ...]] = [
        ("学校", evaluation.school),
        ("学年", year_words(evaluation.year)),
        ("判定日期", long_date(evaluation.date)),
        *_standing(material),
    ]
    above += [(s.title, f"{s.text}{s.emphasis}") for s in material.conclusion.sentences]
    rows = tuple(_document_row(material, count.standard) for count in material.conclusion.counts)
    return Sheet("结论", columns, rows, (*above, ("",)))


def _standing(material: Material) -> tuple[tuple[Value, ...], ...]:
    """Say that this is a draft, or under which number and fingerprint it was filed."""
    if material.seal is None:
        return (("状态", "草稿，未编备案编号"),)
    occasion = material.seal.occasion
    told = (
        ("备案编号", str(occasion.number)),
        (CODE_WORDS, material.seal.code),
        ("冻结时间", occasion.frozen_at.isoformat(" ", "minutes")),
        ("更正备案", occasion.replaces),
        ("更正原因", occasion.reason),
    )
    return tuple((title, text) for title, text in told if text)


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
        count.area_total,
        sum(number for _, number in count.tasks),
        result.reason,
        pack.edition,
        pack.hash,
    )


_VERDICT_COLUMNS = (
    ("文件编号", 18.0),
    ("指标编号", 13.0),
    ("指标", 24.0),
    ("条款", 12.0),
    ("判定", 11.0),
    ("本校", 11.0),
    ("本校（精确值）", 12.0),
    ("单位", 6.0),
    ("要求", 11.0),
    ("要求（数值）", 9.0),
    ("要求（精确值）", 9.0),
    ("算式", 17.0),
    ("来源", 11.0),
    ("原因", 28.0),
    ("状态代码", 14.0),
    ("约束力", 8.0),
    ("范围", 9.0),
    ("口径", 18.0),
    ("期限", 12.0),
    ("期限情况", 9.0),
    ("最严", 6.0),
    ("缺少的数据项", 24.0),
    ("余量", 34.0),
)
#: The columns as far as the reasons are printed; codes and details are for the screen.
_VERDICTS_PRINTED = 14


def _verdicts(material: Material) -> Sheet:
    rows = tuple(_verdict_row(verdict) for verdict in material.all_rows())
    return Sheet("判定", _VERDICT_COLUMNS, rows, printed=_VERDICTS_PRINTED)


def _verdict_row(verdict: Verdict) -> tuple[Value, ...]:
    trace = verdict.trace
    required = trace.required_number
    return (
        verdict.standard,
        verdict.indicator,
        verdict.title,
        verdict.clause,
        Marked(status_word(verdict), verdict.status),
        verdict.value if trace.number is None else Number(trace.number, trace.places),
        verdict.exact,
        trace.unit if trace.number is not None else None,
        verdict.required,
        None if required is None else Number(required, trace.required_places),
        verdict.required_exact,
        trace.formula or None,
        SOURCE_WORDS[verdict.source] if verdict.source else None,
        unread_reason(verdict) or None,
        *_details(verdict),
    )


def _details(verdict: Verdict) -> tuple[Value, ...]:
    return (
        verdict.status.value,
        FORCE_WORDS[verdict.force],
        SCOPES[verdict.scope],
        AREA_WORDS if verdict.reach is Reach.AREA_RATE else None,
        _deadline(verdict),
        _DEADLINES[verdict.deadline_state] or None,
        _YES if verdict.strictest else None,
        "、".join(verdict.missing) or None,
        verdict.margin.text if verdict.margin else None,
    )


def _deadline(verdict: Verdict) -> str | None:
    if verdict.deadline is None:
        return None
    return verdict.deadline.date.isoformat() + ("（推定）" if verdict.deadline.inferred else "")


_GAP_COLUMNS = (
    ("文件编号", 18.0),
    ("指标编号", 13.0),
    ("指标", 20.0),
    ("判定", 11.0),
    ("办法序号", 5.0),
    ("办法代码", 14.0),
    ("数据项编号", 18.0),
    ("变化量", 10.0),
    ("变化量（精确值）", 10.0),
    ("单位", 6.0),
    ("办法", 34.0),
    ("原因", 18.0),
    ("整改措施", 24.0),
    ("责任部门", 9.0),
    ("责任人", 8.0),
    ("完成时限", 11.0),
    ("预计经费", 10.0),
)


def _gaps(material: Material) -> Sheet:
    missed = [v for v in material.evaluation.verdicts if v.status is Status.MISSED]
    rows = [row for verdict in missed for row in _gap_rows(material, verdict)]
    return Sheet("差距与整改", _GAP_COLUMNS, tuple(rows))


def _gap_rows(material: Material, verdict: Verdict) -> list[tuple[Value, ...]]:
    written = material.assessment.remedies.get(verdict.indicator, Remedy())
    budget = budget_text(written.budget)
    plan = (written.cause, written.measure, written.unit, written.person, written.due, budget)
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
