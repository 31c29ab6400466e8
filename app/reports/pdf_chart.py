"""Draws the stacked bars and their legend on the printed page."""

from collections.abc import Iterable, Sequence

from app.domain.verdict import Status
from app.reports.chart import PATTERNS, Pattern, Scale, segments
from app.reports.pdf_pen import Pen
from app.reports.pdf_style import (
    BAR_FIGURE,
    FRAME,
    LEGEND,
    MET_BAR,
    MISSED_BAR,
    MISSED_HATCH,
    STATUS_FILL,
    STATUS_INK,
    WHITE,
)

BAR_HEIGHT = 11.25
_SWATCH_WIDTH, _SWATCH_HEIGHT = 10.5, 7.5
_HATCH_STEP = 2.2
_DASH = (2.0, 1.4)
_SWATCH_GAP, _ENTRY_GAP = 3.0, 9.0


def draw_bar(
    pen: Pen, counts: Iterable[tuple[Status, int]], scale: Scale, x: float, top: float, width: float
) -> None:
    """Draw one stacked bar; ``width`` is what the scale's 1 stands for."""
    for part in segments(counts, scale):
        left, size = x + part.start * width, part.width * width
        _draw_part(pen, part.status, left, top, size, BAR_HEIGHT)
        ink = WHITE if part.pattern in (Pattern.SOLID, Pattern.HATCHED) else STATUS_INK[part.status]
        pen.words(str(part.count), BAR_FIGURE.with_ink(ink), left, top, size, 0.5)


def _draw_part(pen: Pen, status: Status, x: float, top: float, width: float, height: float) -> None:
    match PATTERNS[status]:
        case Pattern.SOLID:
            pen.rect(x, top, width, height, fill=MET_BAR)
        case Pattern.HATCHED:
            pen.rect(x, top, width, height, fill=MISSED_BAR)
            pen.hatch(x, top, width, height, MISSED_HATCH, _HATCH_STEP)
        case Pattern.DASHED:
            fill = WHITE if status is Status.UNJUDGEABLE else STATUS_FILL[status]
            _framed(pen, x, top, width, height, fill, STATUS_INK[status], _DASH)
        case Pattern.FRAMED:
            ink = FRAME if status is Status.NOT_APPLICABLE else STATUS_INK[status]
            _framed(pen, x, top, width, height, STATUS_FILL[status], ink)


def _framed(
    pen: Pen,
    x: float,
    top: float,
    width: float,
    height: float,
    fill: str,
    ink: str,
    dash: Sequence[float] = (),
) -> None:
    line = 0.7
    inset = line / 2
    pen.rect(x + inset, top + inset, width - line, height - line, fill=fill, stroke=ink, line=line, dash=dash)


def draw_legend(pen: Pen, entries: Sequence[tuple[Status, str]], x: float, top: float, width: float) -> None:
    """Draw what the patterns mean, right-aligned."""
    sizes = [pen.fonts.text_width(text, LEGEND.face, LEGEND.size) for _, text in entries]
    total = sum(sizes) + len(sizes) * (_SWATCH_WIDTH + _SWATCH_GAP) + (len(sizes) - 1) * _ENTRY_GAP
    at = x + width - total
    for (status, text), size in zip(entries, sizes, strict=True):
        _draw_part(
            pen, status, at, top + (LEGEND.leading - _SWATCH_HEIGHT) / 2, _SWATCH_WIDTH, _SWATCH_HEIGHT
        )
        pen.words(text, LEGEND, at + _SWATCH_WIDTH + _SWATCH_GAP, top, size)
        at += _SWATCH_WIDTH + _SWATCH_GAP + size + _ENTRY_GAP
