"""Which facts each row rests on, so that an edit judges anew only what it can change."""

from collections.abc import Iterable, Iterator, Mapping

from app.domain.facts import Fact, with_parts
from app.domain.measures import AllOf, measure_facts
from app.domain.standard import Indicator, Standard


class Dependence:
    """Facts behind rows and documents of one rulebook."""

    def __init__(self, facts: Mapping[str, Fact], standards: Iterable[Standard]) -> None:
        self._facts = facts
        packs = tuple(standards)
        #: Facts that decide which documents apply and who is taken out: an edit of one may change everything.
        self.deciding = frozenset(_deciding(packs, facts))
        self._rows = {
            row.id: frozenset(self._behind(row))
            for standard in packs
            for row in standard.indicators
            if not isinstance(row.measure, AllOf)
        }
        self._rows |= {
            task.fact: frozenset({task.fact, *(condition.fact for condition in task.applies)})
            for standard in packs
            for task in standard.tasks
        }

    def behind(self, row: str) -> frozenset[str] | None:
        """Return the facts that an indicator or task rests on; None for a composite, which rests on its members."""
        return self._rows.get(row)

    def _behind(self, row: Indicator) -> Iterator[str]:
        named = [*measure_facts(row.measure), *(condition.fact for condition in row.applies)]
        if row.wider is not None:
            named += measure_facts(row.wider.measure)
        for fact in named:
            yield from with_parts(fact, self._facts)


def _deciding(standards: Iterable[Standard], facts: Mapping[str, Fact]) -> Iterator[str]:
    for standard in standards:
        for condition in (*standard.applies_to, *(c for ex in standard.excludes for c in ex.when)):
            yield from with_parts(condition.fact, facts)
