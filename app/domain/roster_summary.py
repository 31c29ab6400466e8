"""What rosters add up to, without anything that tells of a person; and what of it stands for a typed answer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from app.domain.facts import Answer


@dataclass(frozen=True, slots=True)
class Undecided:
    """A row that no count may decide, and what it lacks; without anything that says who it is."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What a roster gives for one fact.

    ``figure`` is exact and in the fact's base unit; ``left_out`` tells how many rows each reason keeps out.
    """

    fact: str
    figure: int | Fraction
    counted: int
    left_out: tuple[tuple[str, int], ...] = ()
    undecided: tuple[Undecided, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Who marked a roster 已核对完整, and when."""

    by: str
    on: date


@dataclass(frozen=True, slots=True)
class RosterSummary:
    """What a filled roster adds up to; nothing in it tells of a person."""

    id: str
    title: str
    rows: int
    mark: Mark | None
    tallies: tuple[Tally, ...]

    def judges(self, tally: Tally) -> bool:
        """Whether a figure judges: a person marked the roster complete, and no row of that count is undecided."""
        return self.mark is not None and not tally.undecided


def judging_tallies(rosters: Iterable[RosterSummary]) -> Iterator[tuple[RosterSummary, Tally]]:
    """Yield the figures that judge, with their rosters."""
    for roster in rosters:
        for tally in roster.tallies:
            if roster.judges(tally):
                yield roster, tally


def with_rosters(answers: Mapping[str, Answer], rosters: Iterable[RosterSummary]) -> Mapping[str, Answer]:
    """Return the answers with figures of rosters in the place of typed ones, where they judge; notes stay."""
    counted = {
        tally.fact: replace(
            answers.get(tally.fact, Answer()), value=tally.figure, na_reason="", typed="", confirmed=True
        )
        for _, tally in judging_tallies(rosters)
    }
    return {**answers, **counted} if counted else answers
