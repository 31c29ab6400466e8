"""Which facts a school is asked: those that the documents speaking of it need; the rest is there on request."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from app.domain.applicability import Decision, decide_all, exclusion_of
from app.domain.assessment import Assessment
from app.domain.conditions import check_all
from app.domain.fact_sheet import FactSheet
from app.domain.facts import Fact, with_parts
from app.domain.measures import AllOf, measure_facts
from app.domain.standard import Indicator, Standard, Task
from app.domain.terms import facts_of

_Key = tuple[object, ...]


class Needs:
    """The facts that documents need of a school; worked out anew only where the profile can change them.

    ``always`` are asked of every school: its profile, and what the filing prints.
    """

    def __init__(
        self, facts: Mapping[str, Fact], standards: Mapping[str, Standard], always: Iterable[str] = ()
    ) -> None:
        self._facts, self._standards = facts, standards
        self._always = frozenset(self._with_parts(always))
        self._home = {row.id: (pack, row) for pack in standards.values() for row in pack.indicators}
        #: Facts by which a document, a row or a task speaks of a school or not.
        self.deciding = frozenset(self._with_parts(_conditions(standards.values())))
        self._order = sorted(self.deciding)
        self._kept: tuple[_Key, frozenset[str]] | None = None

    def of(self, assessment: Assessment, on: date) -> frozenset[str]:
        """Return the facts, tasks among them, of all rows that speak of a school on a date, or may yet."""
        key = self._key(assessment, on)
        if self._kept is None or self._kept[0] != key:
            self._kept = (key, frozenset(self._work_out(assessment, on)))
        return self._kept[1]

    def _key(self, assessment: Assessment, on: date) -> _Key:
        given = tuple(assessment.judged_answers.get(fact) for fact in self._order)
        return (on, given, frozenset(assessment.added), frozenset(assessment.dropped))

    def _work_out(self, assessment: Assessment, on: date) -> Iterator[str]:
        sheet = FactSheet(self._facts, assessment.judged_answers)
        decisions = decide_all(self._standards, assessment, sheet, on)
        yield from self._always
        rows = _Rows(self._standards, self._home, decisions, sheet, on)
        yield from self._with_parts(self._named(rows))

    def _named(self, rows: "_Rows") -> Iterator[str]:
        for standard in rows.asking():
            yield from (condition.fact for condition in standard.applies_to)
            yield from (condition.fact for exclusion in standard.excludes for condition in exclusion.when)
        for row in rows.all():
            yield from _row_facts(row)

    def _with_parts(self, named: Iterable[str]) -> Iterator[str]:
        for fact in named:
            apart = (name for other in self._facts[fact].otherwise for name in facts_of(other.term))
            for name in (fact, *apart):
                yield from with_parts(name, self._facts)


class _Rows:
    """The rows and tasks that speak of one school on one date, those under composites among them."""

    def __init__(
        self,
        standards: Mapping[str, Standard],
        home: Mapping[str, tuple[Standard, Indicator]],
        decisions: Mapping[str, Decision],
        sheet: FactSheet,
        on: date,
    ) -> None:
        self._standards, self._home, self._decisions = standards, home, decisions
        self._sheet, self._on = sheet, on
        self._seen: set[str] = set()

    def asking(self) -> Iterator[Standard]:
        """Yield the documents that apply or may apply."""
        for key, standard in self._standards.items():
            if self._decisions[key].applies is not False:
                yield standard

    def all(self) -> Iterator[Indicator | Task]:
        """Yield every row and task that speaks of the school, each once."""
        for standard in self.asking():
            for row in standard.indicators:
                yield from self._row(standard, row)
            yield from (task for task in standard.tasks if self._speaks(standard, task))

    def _row(self, standard: Standard, row: Indicator) -> Iterator[Indicator]:
        in_force = not row.values or row.value_on(self._on) is not None
        if row.id in self._seen or not in_force or not self._speaks(standard, row):
            return
        self._seen.add(row.id)
        yield row
        if isinstance(row.measure, AllOf):
            for name in row.measure.members:
                yield from self._member(name)

    def _member(self, name: str) -> Iterator[Indicator]:
        """Yield the rows of a composite's member; those of a document dropped by hand count there still."""
        if name in self._standards:
            pack = self._standards[name]
            rows = [(pack, row) for row in pack.indicators]
        else:
            rows = [self._home[name]]
        for home, row in rows:
            if self._decisions[home.id].by_profile is not False:
                yield from self._row(home, row)

    def _speaks(self, standard: Standard, row: Indicator | Task) -> bool:
        return exclusion_of(standard, self._sheet) is None and not check_all(row.applies, self._sheet).failed


def _row_facts(row: Indicator | Task) -> Iterator[str]:
    yield from (condition.fact for condition in row.applies)
    if isinstance(row, Task):
        yield row.fact
        return
    yield from measure_facts(row.measure)
    if row.wider is not None:
        yield from measure_facts(row.wider.measure)


def _conditions(standards: Iterable[Standard]) -> Iterator[str]:
    for standard in standards:
        yield from (condition.fact for condition in standard.applies_to)
        yield from (condition.fact for exclusion in standard.excludes for condition in exclusion.when)
        rows: tuple[Indicator | Task, ...] = (*standard.indicators, *standard.tasks)
        yield from (condition.fact for row in rows for condition in row.applies)
