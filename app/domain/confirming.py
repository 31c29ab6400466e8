"""Confirmed values put into standards, and taken out again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from app.domain.standard import Confirmation, DatedValue, Indicator, SourceState, Standard


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A confirmation whose figure was read: exact amounts, or words."""

    confirmation: Confirmation
    amounts: tuple[Fraction, ...]
    words: tuple[str, ...]

    def value(self, stated: DatedValue) -> DatedValue:
        """Return the value that judges in place of the one that the pack states."""
        return replace(
            stated,
            state=SourceState.CONFIRMED,
            text=self.confirmation.value,
            amounts=self.amounts,
            words=self.words,
            seen_in=self.confirmation.text,
            checked=self.confirmation.on,
            confirmation=self.confirmation,
            unconfirmed=stated,
        )

    def differs(self, stated: DatedValue) -> bool:
        """Whether the figure is another one than the pack's, which has one."""
        return bool(stated.text) and (self.amounts, self.words) != (stated.amounts, stated.words)


def stated(value: DatedValue) -> DatedValue:
    """Return a value as the pack states it."""
    return value.unconfirmed or value


def unconfirmed(standard: Standard) -> Standard:
    """Return a standard as its pack states it."""
    if not any(value.confirmation for row in standard.indicators for value in row.values):
        return standard
    rows = tuple(replace(row, values=tuple(map(stated, row.values))) for row in standard.indicators)
    return replace(standard, indicators=rows)


def with_confirmed(standard: Standard, confirmed: Iterable[Confirmed]) -> Standard:
    """Return a standard with confirmed values in the place of those that its pack states."""
    found = {(item.confirmation.indicator, item.confirmation.start): item for item in confirmed}
    rows = tuple(_row(row, found) for row in standard.indicators)
    return standard if rows == standard.indicators else replace(standard, indicators=rows)


def _row(row: Indicator, found: dict[tuple[str, date], Confirmed]) -> Indicator:
    if not any((row.id, value.start) in found for value in row.values):
        return row
    values = (
        found[row.id, value.start].value(stated(value)) if (row.id, value.start) in found else value
        for value in row.values
    )
    return replace(row, values=tuple(values))
