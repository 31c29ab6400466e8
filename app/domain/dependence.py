"""Which facts each row rests on, so that an edit judges anew only what it can change."""

from collections.abc import Iterable, Iterator, Mapping

from app.domain.checks import named_facts, sum_check
from app.domain.facts import Fact, with_parts
from app.domain.measures import AllOf, measure_facts
from app.domain.standard import Check, Indicator, Standard, Task


class Dependence:
    """Facts behind rows, documents and checks of one rulebook."""

    def __init__(
        self, facts: Mapping[str, Fact], standards: Iterable[Standard], checks: Iterable[Check] = ()
    ) -> None:
        self._facts = facts
        packs = tuple(standards)
        #: Facts that decide which documents apply and who is taken out: an edit of one may change everything.
        self.deciding = frozenset(_deciding(packs, facts))
        self._rows = {
            row.id: self._behind(row)
            for standard in packs
            for row in standard.indicators
            if not isinstance(row.measure, AllOf)
        }
        self._members = {
            row.id: row.measure.members
            for standard in packs
            for row in standard.indicators
            if isinstance(row.measure, AllOf)
        }
        self._rows |= {task.fact: self._behind_task(task) for standard in packs for task in standard.tasks}
        self._checks = {sum_check(key): _with_all_parts([key], facts) for key in facts if facts[key].computed}
        self._checks |= {check.id: _with_all_parts(named_facts(check), facts) for check in checks}
        #: The place of each check among those that are told.
        self.check_places = {check: place for place, check in enumerate(self._checks)}

    def checks_on(self, changed: frozenset[str]) -> frozenset[str]:
        """Return the checks that rest on any of some facts."""
        return frozenset(check for check, facts in self._checks.items() if not facts.isdisjoint(changed))

    def behind(self, row: str) -> frozenset[str] | None:
        """Return the facts that an indicator or task rests on; None for a composite, which rests on its members."""
        return self._rows.get(row)

    def _behind_task(self, task: Task) -> frozenset[str]:
        named = {task.fact, *(condition.fact for condition in task.applies)}
        return frozenset(named).union(*map(self._behind_matter, task.answered_by))

    def _behind_matter(self, row: str) -> frozenset[str]:
        """Return the facts behind a row, or behind all parts of a composite."""
        parts = self._members.get(row)
        if parts is None:
            return self._rows.get(row, frozenset())
        return frozenset().union(*map(self._behind_matter, parts))

    def _behind(self, row: Indicator) -> frozenset[str]:
        named = [*measure_facts(row.measure), *(condition.fact for condition in row.applies)]
        if row.wider is not None:
            named += measure_facts(row.wider.measure)
        return _with_all_parts(named, self._facts)


def _with_all_parts(named: Iterable[str], facts: Mapping[str, Fact]) -> frozenset[str]:
    return frozenset(part for fact in named for part in with_parts(fact, facts))


def _deciding(standards: Iterable[Standard], facts: Mapping[str, Fact]) -> Iterator[str]:
    for standard in standards:
        for condition in (*standard.applies_to, *(c for ex in standard.excludes for c in ex.when)):
            yield from with_parts(condition.fact, facts)
