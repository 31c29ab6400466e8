"""Which indicators a fact feeds: by their measures, through computed facts, and as members of composites."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from app.domain.facts import with_parts
from app.domain.measures import AllOf, measure_facts
from app.domain.rulebook import Rulebook
from app.domain.standard import Indicator, Standard

_PREVIOUS = "previous."


class Feeds:
    """The indicators of a rulebook looked up by fact, in the order in which the conclusion names documents."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._rows = {row.id: row for standard in _ordered(rulebook) for row in standard.indicators}
        self._home = {
            row.id: standard for standard in rulebook.standards.values() for row in standard.indicators
        }
        self._uses = self._by_fact(_measured)
        self._direct = self._by_fact(_measured, _conditions)
        self._composites = {
            row.id: frozenset(self._members(row))
            for row in self._rows.values()
            if isinstance(row.measure, AllOf)
        }

    def uses(self, fact: str) -> tuple[str, ...]:
        """Return the indicators whose measure a fact is put into, itself or through computed facts."""
        return self._uses.get(fact.removeprefix(_PREVIOUS), ())

    def direct(self, fact: str) -> tuple[str, ...]:
        """Return the indicators that a fact is put into, or that apply or not by it."""
        return self._direct.get(fact.removeprefix(_PREVIOUS), ())

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

    def _by_fact(self, *named: Callable[[Indicator], Iterable[str]]) -> dict[str, tuple[str, ...]]:
        """Return the rows by the facts that they name, and by what these are computed from; tasks last."""
        rows: dict[str, dict[str, None]] = {}
        for row in self._rows.values():
            for fact in self._with_parts(fact for names in named for fact in names(row)):
                rows.setdefault(fact, {})[row.id] = None
        for task in self._rulebook.tasks():
            rows.setdefault(task.fact, {})[task.fact] = None
        return {fact: tuple(found) for fact, found in rows.items()}

    def _with_parts(self, facts: Iterable[str]) -> Iterator[str]:
        for fact in facts:
            yield from with_parts(fact, self._rulebook.facts)

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


def _measured(row: Indicator) -> Iterator[str]:
    """Yield the facts of a row's measure and of its widest counting."""
    yield from measure_facts(row.measure)
    if row.wider is not None:
        yield from measure_facts(row.wider.measure)


def _conditions(row: Indicator) -> Iterator[str]:
    """Yield the facts by which a row applies or not."""
    return (condition.fact for condition in row.applies)


def _ordered(rulebook: Rulebook) -> list[Standard]:
    named = [name for part in rulebook.conclusion for name in part.standards]
    others = sorted(set(rulebook.standards) - set(named))
    return [rulebook.standards[name] for name in (*named, *others) if name in rulebook.standards]
