"""Which indicators a fact feeds: by their measures, through computed facts, and as members of composites."""

from collections.abc import Iterable, Iterator, Sequence

from app.domain.measures import AllOf, measure_facts
from app.domain.rulebook import Rulebook
from app.domain.standard import Indicator, Standard
from app.domain.terms import facts_of

_PREVIOUS = "previous."


class Feeds:
    """The indicators of a rulebook looked up by fact, in the order in which the conclusion names documents."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._rows = {row.id: row for standard in _ordered(rulebook) for row in standard.indicators}
        self._home = {
            row.id: standard for standard in rulebook.standards.values() for row in standard.indicators
        }
        self._direct: dict[str, list[str]] = {}
        for row in self._rows.values():
            for fact in self._facts_of(row):
                self._direct.setdefault(fact, []).append(row.id)
        for task in rulebook.tasks():
            self._direct.setdefault(task.fact, []).append(task.fact)
        self._composites = {
            row.id: frozenset(self._members(row))
            for row in self._rows.values()
            if isinstance(row.measure, AllOf)
        }

    def direct(self, fact: str) -> tuple[str, ...]:
        """Return the indicators that a fact is put into, itself or through computed facts."""
        return tuple(self._direct.get(fact.removeprefix(_PREVIOUS), ()))

    def composites(self, fact: str) -> tuple[str, ...]:
        """Return the composites over what a fact is put into."""
        fed = set(self.direct(fact))
        return tuple(row for row, members in self._composites.items() if fed & members)

    def of(self, fact: str) -> tuple[str, ...]:
        """Return every indicator that a fact feeds, composites last."""
        return tuple(dict.fromkeys((*self.direct(fact), *self.composites(fact))))

    def of_all(self, facts: Iterable[str]) -> tuple[str, ...]:
        """Return every indicator that some facts feed, each once, composites last."""
        facts = tuple(facts)
        direct = [row for fact in facts for row in self.direct(fact)]
        above = [row for fact in facts for row in self.composites(fact)]
        return tuple(dict.fromkeys(self._sorted(direct) + self._sorted(above)))

    def indicator(self, indicator: str) -> Indicator | None:
        """Return an indicator by id; None for a task."""
        return self._rows.get(indicator)

    def standard(self, indicator: str) -> Standard | None:
        """Return the document of an indicator; None for a task."""
        return self._home.get(indicator)

    def facts(self, indicator: str) -> tuple[str, ...]:
        """Return the facts of an indicator's measure, first those that it names; a composite's members' facts."""
        row = self._rows.get(indicator)
        if row is None:
            return (indicator,) if indicator in self._rulebook.facts else ()
        if isinstance(row.measure, AllOf):
            members = (fact for member in self._members(row) for fact in self.facts(member))
            return tuple(dict.fromkeys(members))
        return tuple(dict.fromkeys(self._with_parts(measure_facts(row.measure))))

    def _facts_of(self, row: Indicator) -> tuple[str, ...]:
        named = list(measure_facts(row.measure))
        if row.wider is not None:
            named += measure_facts(row.wider.measure)
        named += (condition.fact for condition in row.applies)
        return tuple(dict.fromkeys(self._with_parts(named)))

    def _with_parts(self, facts: Iterable[str]) -> Iterator[str]:
        for fact in facts:
            yield fact
            computed = self._rulebook.facts[fact].computed
            if computed is not None:
                yield from self._with_parts(facts_of(computed))

    def _members(self, row: Indicator) -> Iterator[str]:
        """Yield what a composite rests on, down to the last member."""
        assert isinstance(row.measure, AllOf)
        for name in row.measure.members:
            pack = self._rulebook.standards.get(name)
            for member in pack.indicators if pack else (self._rows[name],):
                yield member.id
                if isinstance(member.measure, AllOf):
                    yield from self._members(member)

    def _sorted(self, rows: Sequence[str]) -> list[str]:
        """Put rows into the order of the documents; tasks last."""
        places = {row: place for place, row in enumerate(self._rows)}
        return sorted(rows, key=lambda row: places.get(row, len(places)))


def _ordered(rulebook: Rulebook) -> list[Standard]:
    named = [name for part in rulebook.conclusion for name in part.standards]
    others = sorted(set(rulebook.standards) - set(named))
    return [rulebook.standards[name] for name in (*named, *others) if name in rulebook.standards]
