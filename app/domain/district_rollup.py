"""The roll-up of a district: lines by indicator, what is needed in all, the district's own rates, contributions."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.district import Collection, FiledRow, Standing
from app.domain.district_lines import Line, lines_of
from app.domain.district_needs import Need, Unmeasured, needs_of, unmeasured
from app.domain.district_rates import Total, can_be_summed, installed, not_installed, total_of
from app.domain.measures import AllOf, AnswerTo, Chosen
from app.domain.rulebook import Rulebook
from app.domain.standard import Reach, Scope


@dataclass(frozen=True, slots=True)
class Contribution:
    """What the schools give to a target of the district: added up where that makes sense, else counted by word.

    ``reason`` says why nothing is added up; the parts stand beside in any case.
    """

    line: Line
    parts: tuple[tuple[Standing, FiledRow], ...]
    total: Total | None = None
    words: tuple[tuple[str, int], ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RollUp:
    """What a district learns from the filings of one year."""

    collection: Collection
    lines: tuple[Line, ...]
    needs: tuple[Need, ...]
    unmeasured: tuple[Unmeasured, ...]
    rates: tuple[tuple[Line, Total], ...]
    contributions: tuple[Contribution, ...]

    def monitored(self, rulebook: Rulebook) -> tuple[Line, ...]:
        """Return the lines of the documents of which the first sentence of the conclusion speaks."""
        names = rulebook.conclusion[0].standards if rulebook.conclusion else ()
        of_schools = (line for line in self.lines if line.key.standard in names and not line.key.task)
        return tuple(sorted(of_schools, key=lambda line: names.index(line.key.standard)))


def roll_up(collection: Collection, rulebook: Rulebook) -> RollUp:
    """Return the roll-up of what was collected; the rulebook says how figures are added up."""
    lines = lines_of(collection)
    rates = (line for line in lines if line.key.reach is Reach.AREA_RATE)
    return RollUp(
        collection=collection,
        lines=lines,
        needs=needs_of(collection, rulebook.facts),
        unmeasured=unmeasured(collection),
        rates=tuple((line, total_of(line, rulebook, compare=True)) for line in rates),
        contributions=tuple(_contributions(lines, rulebook)),
    )


def _contributions(lines: tuple[Line, ...], rulebook: Rulebook) -> Iterator[Contribution]:
    for line in lines:
        if line.key.scope is Scope.CONTRIBUTION and line.key.reach is Reach.EACH_SCHOOL:
            contribution = _contribution(line, rulebook)
            if contribution is not None:
                yield contribution


def _contribution(line: Line, rulebook: Rulebook) -> Contribution | None:
    parts = tuple(pair for pair in line.rows if pair[1].value)
    if line.key.task:
        return Contribution(line, parts, words=_words(parts))
    row = installed(line.key, rulebook)
    if row is None:
        return Contribution(line, parts, words=_words(parts), reason=not_installed(line.key))
    match row.measure:
        case AllOf():
            return None
        case AnswerTo():
            return Contribution(line, parts, words=_words(parts))
        case Chosen():
            return Contribution(line, parts, reason="各校所选可能相同，不相加")
    if not can_be_summed(row):
        return Contribution(line, parts, reason="变化量不相加，逐校列出")
    return Contribution(line, parts, total_of(line, rulebook, compare=False))


def _words(parts: tuple[tuple[Standing, FiledRow], ...]) -> tuple[tuple[str, int], ...]:
    """Count how often each word was answered."""
    return tuple(Counter(row.value for _, row in parts if not row.exact).most_common())
