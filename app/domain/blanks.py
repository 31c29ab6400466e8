"""Verdicts before any answer: what a row's verdict says of the document alone, worked out once per date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.domain.display import Format, finite_places, format_of, required_text
from app.domain.facts import Fact, with_parts
from app.domain.measures import AllOf, measure_facts
from app.domain.standard import DatedValue, Indicator, Standard
from app.domain.verdict import DeadlineState, Status, Trace, Verdict

#: A topic with a direction, and how much is asked there.
Rank = tuple[tuple[str, bool], tuple[Fraction, bool]]
#: What is required is written with so many decimals, unless the value beside it needs more.
_PLACES = 2


@dataclass(frozen=True, slots=True)
class Blank:
    """What is known of a row on a date without any answer: the value in force, how it is written, its verdict.

    ``form`` is how amounts are written beside the value in force; one that is zero, or none at all, leaves
    it to the measured amount whether 元 or 万元 are written. ``facts`` are those that the measure rests on,
    with the parts of computed ones. ``rank`` is how much the row asks within its topic and direction; None
    where it asks for no more than a word.
    """

    row: Indicator
    value: DatedValue | None
    form: Format
    verdict: Verdict
    facts: tuple[str, ...]
    rank: Rank | None

    @property
    def amounts(self) -> tuple[Fraction, ...]:
        """The required amounts."""
        return self.value.amounts if self.value else ()

    def required_beside(self, form: Format, places: int) -> str | None:
        """Write what is required as it stands beside a value with so many decimals."""
        if form is self.form and places <= _PLACES:
            return self.verdict.required
        return required_text(self.row.requirement, self.value, form, places)


class Blanks:
    """The blanks of one rulebook; those of the date that was asked for last are kept."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self._facts = facts
        self._kept: tuple[date, dict[str, Blank]] = (date.min, {})

    def of(self, standard: Standard, row: Indicator, on: date) -> Blank:
        """Return the blank of a row on a date."""
        day, kept = self._kept
        if day != on:
            kept = {}
            self._kept = (on, kept)
        blank = kept.get(row.id)
        if blank is None:
            blank = kept[row.id] = self._make(standard, row, on)
        return blank

    def form_for(self, blank: Blank, amount: Fraction) -> Format:
        """Return how a measured amount of a row is written."""
        if any(blank.amounts):
            return blank.form
        return format_of(blank.row.style, blank.row.measure, self._facts, (*blank.amounts, amount))

    def _make(self, standard: Standard, row: Indicator, on: date) -> Blank:
        value = row.value_on(on)
        amounts = value.amounts if value else ()
        composite = isinstance(row.measure, AllOf)
        form = Format() if composite else format_of(row.style, row.measure, self._facts, amounts)
        named = dict.fromkeys(
            part for fact in measure_facts(row.measure) for part in with_parts(fact, self._facts)
        )
        return Blank(
            row, value, form, _verdict(standard, row, value, form, on), tuple(named), _rank(row, value)
        )


def _verdict(standard: Standard, row: Indicator, value: DatedValue | None, form: Format, on: date) -> Verdict:
    amounts = value.amounts if value else ()
    shown = form.shown(amounts[0]) if len(amounts) == 1 else None
    places = (finite_places(amounts[0] * form.scale) if amounts else None) or 0
    state = DeadlineState.NONE
    if row.deadline is not None:
        state = DeadlineState.PASSED if on > row.deadline.date else DeadlineState.PENDING
    return Verdict(
        standard=standard.id,
        indicator=row.id,
        title=row.title,
        topic=row.topic,
        clause=row.clause,
        status=Status.SHOWN,
        force=row.force,
        scope=row.scope,
        reach=row.reach,
        required=required_text(row.requirement, value, form),
        required_exact=_required_exact(row, value),
        value_from=value.start if value else None,
        source=value.state if value else None,
        deadline=row.deadline,
        deadline_state=state,
        trace=Trace(required_number=shown, required_places=places, unit=form.suffix),
        note=row.note,
        advice=row.advice,
    )


def _rank(row: Indicator, value: DatedValue | None) -> Rank | None:
    requirement = row.requirement
    if not row.topic or value is None or not value.amounts or requirement is None:
        return None
    if not (requirement.is_floor or requirement.is_ceiling):
        return None
    amount = value.amounts[0] if requirement.is_floor else -value.amounts[0]
    return (row.topic, requirement.is_floor), (amount, requirement.is_strict)


def _required_exact(row: Indicator, value: DatedValue | None) -> str | None:
    if value is None or not value.amounts:
        return None
    scale = 100 if row.style == "per_100" else 1
    return "–".join(str(amount * scale) for amount in value.amounts)
