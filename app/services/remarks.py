"""Remarks on content that is right and could be better kept: figures not looked at for a year, and the like."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from app.catalog.catalog import Content
from app.catalog.coverage import Coverage
from app.domain.checks import named_facts
from app.domain.conditions import Condition
from app.domain.facts import with_parts
from app.domain.judging import is_shown
from app.domain.measures import AllOf, measure_facts
from app.domain.rulebook import PROFILE, Rulebook
from app.domain.standard import Indicator, SourceState, Standard
from app.domain.terms import facts_of
from app.domain.verdict import Status

_YEAR = timedelta(days=365)


def remarks(content: Content, coverage: Coverage, on: date) -> Iterator[str]:
    """Yield what is worth looking at in content without faults, as of a day."""
    rulebook = content.rulebook
    for standard in rulebook.standards.values():
        seen = _expected(content, standard)
        for row in standard.indicators:
            yield from _stale(row, on)
            yield from _one_sided(row, seen[row.id])
            yield from _undated(content, standard, row)
    yield from _unused(rulebook)
    yield from (f"{row}：没有指标或任务填报这一条" for row, asked in coverage.rows.items() if not asked)


def _expected(content: Content, standard: Standard) -> Mapping[str, set[str]]:
    """Return the statuses that worked examples state, by row."""
    seen: dict[str, set[str]] = defaultdict(set)
    for example in content.examples[standard.id]:
        for row, status in example.expect:
            seen[row].add(status)
    return seen


def _stale(row: Indicator, on: date) -> Iterator[str]:
    for value in row.values:
        if value.checked is not None and on - value.checked > _YEAR:
            days = (on - value.checked).days
            yield f"{row.id}：自 {value.start} 起的数值 {days} 天未复核（上次 {value.checked}）"


def _one_sided(row: Indicator, seen: set[str]) -> Iterator[str]:
    state = row.values[-1].state if row.values else SourceState.READ
    if is_shown(row):
        wanted = {Status.SHOWN: "仅展示"}
    elif state is SourceState.RECALLED:
        wanted = {Status.UNJUDGEABLE: "无法判定"}
    else:
        wanted = {Status.MET: "达到", Status.MISSED: "未达到"}
    if isinstance(row.measure, AllOf) and Status.UNJUDGEABLE in seen:
        wanted.pop(Status.MET, None)  # out of reach while a document within it was not read to its end
    lacking = [word for status, word in wanted.items() if status not in seen]
    if lacking:
        yield f"{row.id}：缺少{'、'.join(lacking)}的算例"


def _undated(content: Content, standard: Standard, row: Indicator) -> Iterator[str]:
    """Yield changes of a figure that no example shows on the day itself and on the day before."""
    days = {example.date for example in content.examples[standard.id] if row.id in dict(example.expect)}
    for value in row.values[1:]:
        if not {value.start, value.start - timedelta(days=1)} <= days:
            yield f"{row.id}：缺少 {value.start} 当天和前一天的算例"


def _unused(rulebook: Rulebook) -> Iterator[str]:
    used = {
        part
        for fact in (*_named_by_packs(rulebook.standards.values()), *_named_by_forms(rulebook))
        for part in with_parts(fact, rulebook.facts)
    }
    for form in rulebook.forms:
        for fact in (fact for page in form.pages for fact in page.facts):
            if fact.id not in used and form.id != PROFILE:
                yield f"{fact.id}（{fact.name}）：没有指标、条件、校验或其他口径用到"


def _named_by_forms(rulebook: Rulebook) -> Iterator[str]:
    for check in rulebook.checks:
        yield from named_facts(check)
    for other in (other for fact in rulebook.facts.values() for other in fact.otherwise):
        yield from facts_of(other.term)


def _named_by_packs(standards: Iterable[Standard]) -> Iterator[str]:
    for standard in standards:
        yield from _named_by(standard.applies_to)
        for exclusion in standard.excludes:
            yield from _named_by(exclusion.when)
        for row in standard.indicators:
            yield from measure_facts(row.measure)
            yield from measure_facts(row.wider.measure) if row.wider else ()
            yield from _named_by(row.applies)
        for task in standard.tasks:
            yield from _named_by(task.applies)


def _named_by(conditions: Iterable[Condition]) -> Iterator[str]:
    return (condition.fact for condition in conditions)
