"""The stacked bars of verdicts as plain values: one model for the printed page and the window."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from app.domain.verdict import Status

#: The order of the parts of a bar: judged first, solid before hollow.
ORDER = (
    Status.MET,
    Status.MISSED,
    Status.UNANSWERED,
    Status.UNJUDGEABLE,
    Status.NOT_APPLICABLE,
    Status.SHOWN,
)


class Pattern(Enum):
    """How a part is filled, so that a black-and-white print can be read."""

    SOLID = auto()
    HATCHED = auto()
    DASHED = auto()
    FRAMED = auto()


PATTERNS = {
    Status.MET: Pattern.SOLID,
    Status.MISSED: Pattern.HATCHED,
    Status.UNANSWERED: Pattern.DASHED,
    Status.UNJUDGEABLE: Pattern.DASHED,
    Status.NOT_APPLICABLE: Pattern.FRAMED,
    Status.SHOWN: Pattern.FRAMED,
}


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bar, placed in parts of the bar's full width."""

    status: Status
    count: int
    start: float
    width: float
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Scale:
    """How counts become widths: ``unit`` for each row, never less than ``least``; ``gap`` between parts."""

    unit: float
    least: float
    gap: float

    def width(self, count: int) -> float:
        """Return the width of a part with so many rows."""
        return max(self.least, self.unit * count)


def scale_for(bars: Iterable[Iterable[tuple[Status, int]]], least: float, gap: float) -> Scale:
    """Return the greatest scale at which the longest of several bars fits into the width 1."""
    counts = [[count for _, count in bar if count] for bar in bars]
    unit = 1 / max((sum(bar) for bar in counts), default=1) if any(counts) else 1.0
    while any(_length(Scale(unit, least, gap), bar) > 1 for bar in counts):
        unit *= 0.98
        if unit < least / 1000:
            return Scale(0, min(least, 1 / (2 * max(len(bar) for bar in counts))), 0)
    return Scale(unit, least, gap)


def _length(scale: Scale, bar: list[int]) -> float:
    return sum(scale.width(count) for count in bar) + scale.gap * max(len(bar) - 1, 0)


def segments(counts: Iterable[tuple[Status, int]], scale: Scale) -> tuple[Segment, ...]:
    """Return the parts of one bar, in the order of the legend; statuses without rows have no part."""
    by_status, parts, start = dict(counts), list[Segment](), 0.0
    for status in ORDER:
        count = by_status.get(status, 0)
        if count:
            width = scale.width(count)
            parts.append(Segment(status, count, start, width, PATTERNS[status]))
            start += width + scale.gap
    return tuple(parts)
