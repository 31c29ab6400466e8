"""Stacked bars: parts in the order of the legend, widths by count, nothing beyond the frame."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.verdict import Status
from app.reports.chart import ORDER, PATTERNS, Pattern, scale_for, segments

_BARS = st.lists(
    st.lists(st.integers(0, 60), min_size=6, max_size=6).map(
        lambda counts: list(zip(ORDER, counts, strict=True))
    ),
    min_size=1,
    max_size=8,
)


def test_parts_stand_in_the_order_of_the_legend_and_empty_ones_are_left_out() -> None:
    counts = [(Status.SHOWN, 1), (Status.MET, 8), (Status.MISSED, 0), (Status.UNJUDGEABLE, 3)]
    parts = segments(counts, scale_for([counts], 0.02, 0.002))
    assert [(part.status, part.count) for part in parts] == [
        (Status.MET, 8),
        (Status.UNJUDGEABLE, 3),
        (Status.SHOWN, 1),
    ]


def test_widths_follow_the_counts() -> None:
    counts = [(Status.MET, 10), (Status.MISSED, 5)]
    met, missed = segments(counts, scale_for([counts], 0.01, 0.0))
    assert met.width == pytest.approx(2 * missed.width)
    assert missed.start == pytest.approx(met.width)


def test_judged_parts_are_solid_or_hatched_and_the_others_are_frames() -> None:
    assert PATTERNS[Status.MET] is Pattern.SOLID
    assert PATTERNS[Status.MISSED] is Pattern.HATCHED
    assert {PATTERNS[status] for status in ORDER[2:]} == {Pattern.DASHED, Pattern.FRAMED}


@given(_BARS)
def test_no_bar_is_wider_than_its_room_and_each_part_can_hold_its_figure(
    bars: list[list[tuple[Status, int]]],
) -> None:
    scale = scale_for(bars, least=0.05, gap=0.005)
    for bar in bars:
        parts = segments(bar, scale)
        assert sum(part.count for part in parts) == sum(count for _, count in bar)
        assert all(part.start + part.width <= 1.0001 for part in parts)
        assert all(part.width >= 0.0499 for part in parts)
