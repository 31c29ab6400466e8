"""Worksheets of tasks, answered data, counting rules, documents and sources."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.countings import Counting, Other
from app.domain.display import exact_text, half_up
from app.domain.fact_sheet import FactSheet
from app.domain.facts import Answer, Fact
from app.domain.roster_summary import judging_tallies
from app.domain.standard import Scope
from app.domain.terms import Known
from app.domain.units import Kind
from app.domain.verdict import StandardResult, Verdict
from app.domain.wording import SOURCE_WORDS, local_words, seen_words, stated_words, status_word
from app.reports.excel import Marked, Number, Sheet, Value
from app.reports.material import Material
from app.reports.sections.countings import countings_of
from app.reports.sections.tasks import given_answer

_YES, _NO = "是", "否"
SCOPES = {Scope.SCHOOL: "本校", Scope.CONTRIBUTION: "报送贡献", Scope.CONTEXT: "仅供了解"}

_TASK_COLUMNS = (
    ("文件编号", 18.0),
    ("任务编号", 16.0),
    ("序号", 5.0),
    ("任务", 40.0),
    ("条款", 14.0),
    ("牵头单位", 10.0),
    ("责任单位", 18.0),
    ("范围", 9.0),
    ("完成情况", 11.0),
    ("状态代码", 12.0),
    ("填报", 6.0),
    ("日期", 11.0),
    ("说明", 22.0),
    ("原因", 18.0),
)


_INAPPLICABLE = "不适用"


def tasks_sheet(material: Material) -> Sheet:
    """Return every task with what was answered."""
    rows = [
        _task_row(material, v)
        for standard, _ in material.documents()
        for v in material.task_rows(standard.id)
    ]
    return Sheet("任务", _TASK_COLUMNS, tuple(rows))


def _task_row(material: Material, verdict: Verdict) -> tuple[Value, ...]:
    task = material.tasks[verdict.indicator]
    answer = given_answer(material, verdict.indicator)
    return (
        verdict.standard,
        verdict.indicator,
        task.no,
        task.text,
        task.clause,
        task.lead,
        "、".join(task.responsible),
        SCOPES[task.scope],
        Marked(status_word(verdict), verdict.status),
        verdict.status.value,
        verdict.value or (_INAPPLICABLE if answer.na_reason else None),
        answer.date.isoformat() if answer.date else None,
        answer.note or None,
        verdict.reason or None,
    )


_DATA_COLUMNS = (
    ("数据项编号", 22.0),
    ("数据项", 22.0),
    ("处室", 8.0),
    ("统计时点", 13.0),
    ("本年", 14.0),
    ("本年（精确值）", 12.0),
    ("上年", 14.0),
    ("上年（精确值）", 12.0),
    ("单位", 6.0),
    ("填报原文", 14.0),
    ("不适用的理由", 16.0),
    ("日期", 11.0),
    ("备注", 18.0),
    ("口径", 30.0),
)


_COUNTED, _COPIED = "花名册统计", "上年数，待确认"


def data_sheet(material: Material) -> Sheet:
    """Return every fact as it was answered, this year and last."""
    facts = [fact for fact in material.rulebook.facts.values() if fact.id not in material.tasks]
    counted = {tally.fact for _, tally in judging_tallies(material.assessment.rosters)}
    rows = tuple(_data_row(material, fact, fact.id in counted) for fact in facts)
    return Sheet("数据", _DATA_COLUMNS, rows)


def _data_row(material: Material, fact: Fact, counted: bool) -> tuple[Value, ...]:
    answer = material.assessment.answers.get(fact.id, Answer())
    return (
        fact.id,
        fact.name,
        fact.office or None,
        material.evaluation.year.describe(fact.when) or None,
        *_amounts(material, fact, material.now),
        *_amounts(material, fact, material.before),
        fact.base_unit or None,
        answer.typed or None,
        None if counted else answer.na_reason or None,
        answer.date.isoformat() if answer.date else None,
        "；".join(_remarks(answer, counted)) or None,
        fact.counting or None,
    )


def _remarks(answer: Answer, counted: bool) -> Iterator[str]:
    """Yield how a figure came about where that is not as usual, and what was noted."""
    if counted:
        yield _COUNTED
    elif answer.copied:
        yield _COPIED
    if answer.note:
        yield answer.note


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


_COUNTING_COLUMNS = (
    ("文件编号", 18.0),
    ("指标编号", 13.0),
    ("指标", 24.0),
    ("事项", 22.0),
    ("所用口径", 36.0),
    ("所用口径的说明", 34.0),
    ("另一口径", 36.0),
    ("另一口径的结果", 14.0),
    ("按另一口径比较", 11.0),
    ("判定", 11.0),
    ("比较结果是否不同", 10.0),
    ("说明", 34.0),
)


def countings_sheet(material: Material) -> Sheet:
    """Return by which rules rows were counted, and what another rule would give."""
    return Sheet("口径", _COUNTING_COLUMNS, tuple(_counting_row(*found) for found in countings_of(material)))


def _counting_row(verdict: Verdict, counting: Counting, other: Other) -> tuple[Value, ...]:
    compared = None
    if other.status is not None:
        compared = Marked(status_word(replace(verdict, status=other.status, reason="")), other.status)
    return (
        verdict.standard,
        verdict.indicator,
        verdict.title,
        counting.subject,
        counting.rule,
        counting.origin,
        other.rule,
        other.value or None,
        compared,
        Marked(status_word(verdict), verdict.status),
        None if other.turns is None else _YES if other.turns else _NO,
        other.reason or other.why or None,
    )


_DOCUMENT_COLUMNS = (
    ("文件编号", 18.0),
    ("文件", 34.0),
    ("文号", 18.0),
    ("发布单位", 14.0),
    ("是否适用", 10.0),
    ("理由", 40.0),
    ("人工添加或移除", 10.0),
    ("添加或移除的理由", 30.0),
    ("版本", 8.0),
    ("原文", 9.0),
    ("未读到的部分", 40.0),
    ("增补", 20.0),
)
_APPLIES = {True: "适用", False: "不适用", None: "待定"}


def documents_sheet(material: Material) -> Sheet:
    """Return every document: whether it applies and why, and what was decided by hand."""
    rows = tuple(_document_row(material, result) for result in material.evaluation.standards)
    return Sheet("适用文件", _DOCUMENT_COLUMNS, rows)


def _document_row(material: Material, result: StandardResult) -> tuple[Value, ...]:
    standard = material.rulebook.standards[result.id]
    added = material.assessment.added.get(result.id)
    dropped = material.assessment.dropped.get(result.id)
    return (
        result.id,
        standard.document.title,
        standard.document.number,
        standard.document.issuer,
        _APPLIES[result.applies],
        result.reason,
        "移除" if dropped is not None else "添加" if added is not None else None,
        dropped if dropped is not None else added,
        result.edition,
        "已读全" if standard.complete else "未读全",
        standard.lacking or None,
        local_words(standard) or None,
    )


_SOURCE_COLUMNS = (
    ("文件编号", 18.0),
    ("文件", 24.0),
    ("文号", 14.0),
    ("发布单位", 12.0),
    ("指标编号", 13.0),
    ("指标", 22.0),
    ("要求", 11.0),
    ("施行日期", 11.0),
    ("核对情况", 11.0),
    ("见于", 30.0),
    ("核对日期", 11.0),
    ("说明", 34.0),
    ("确认人", 11.0),
    ("程序所载", 20.0),
    ("增补", 20.0),
)
#: The columns as far as the remarks are printed; where a value was seen names also who confirmed it.
_SOURCES_PRINTED = 12


def sources_sheet(material: Material) -> Sheet:
    """Return where every required value was seen and how surely it is known."""
    rows = tuple(_source_row(material, verdict) for verdict in material.all_rows())
    return Sheet("来源", _SOURCE_COLUMNS, rows, printed=_SOURCES_PRINTED)


def _source_row(material: Material, verdict: Verdict) -> tuple[Value, ...]:
    standard = material.rulebook.standards[verdict.standard]
    document = standard.document
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
        (seen_words(value) or None) if value else None,
        value.checked.isoformat() if value and value.checked else None,
        verdict.note or None,
        value.confirmation.by if value and value.confirmation else None,
        (stated_words(value).strip("（）") or None) if value else None,
        local_words(standard) or None,
    )
