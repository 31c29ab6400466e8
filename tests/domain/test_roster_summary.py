"""A roster's figure judges when a person marked it complete and no row of the count is undecided (contract 5)."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from fractions import Fraction

import pytest

from app.domain.facts import Answer
from app.domain.roster_summary import (
    Mark,
    RosterSummary,
    Tally,
    Undecided,
    judging_tallies,
    with_rosters,
)

MARK = Mark("李晓岚", date(2026, 10, 12))
WHOLE = Tally("teachers", 42, 42, (("非专任", 3),))
OPEN = Tally("dual", 20, 20, (), (Undecided(7, "有效期至未填"),))


def summary(*tallies: Tally, mark: Mark | None = MARK) -> RosterSummary:
    return RosterSummary("teachers", "教师花名册", 45, mark, tallies)


@pytest.mark.parametrize(
    ("tally", "mark", "expected"),
    [(WHOLE, MARK, True), (WHOLE, None, False), (OPEN, MARK, False), (OPEN, None, False)],
)
def test_a_figure_judges_only_with_a_mark_and_without_undecided_rows(
    tally: Tally, mark: Mark | None, expected: bool
) -> None:
    assert summary(tally, mark=mark).judges(tally) is expected


def test_one_undecided_count_does_not_stop_the_others_of_its_roster() -> None:
    held = summary(WHOLE, OPEN)
    assert list(judging_tallies([held, summary(WHOLE, mark=None)])) == [(held, WHOLE)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, Answer(42)),
        ({"teachers": Answer(40, typed="40人", note="见附表")}, Answer(42, note="见附表")),
        ({"teachers": Answer(40, typed="40", confirmed=False)}, Answer(42)),
        ({"teachers": Answer(typed="四十")}, Answer(42)),
        ({"teachers": Answer(na_reason="没有教师")}, Answer(42)),
    ],
)
def test_the_figure_takes_the_place_of_whatever_was_typed(
    typed: Mapping[str, Answer], expected: Answer
) -> None:
    assert with_rosters(typed, [summary(WHOLE)])["teachers"] == expected


def test_answers_that_no_roster_decides_stay_as_they_are() -> None:
    typed = {"dual": Answer(19, typed="19"), "students": Answer(1480, typed="1,480")}
    judged = with_rosters(typed, [summary(WHOLE, OPEN)])
    assert judged == {**typed, "teachers": Answer(42)}
    assert set(typed) == {"dual", "students"}


@pytest.mark.parametrize("rosters", [[], [summary(OPEN)], [summary(WHOLE, mark=None)]])
def test_without_a_figure_that_judges_the_typed_answers_are_what_they_were(
    rosters: list[RosterSummary],
) -> None:
    typed = {"teachers": Answer(40, typed="40"), "dual": Answer(19)}
    assert with_rosters(typed, rosters) == typed


def test_a_sum_stays_exact() -> None:
    income = Tally("training.income", Fraction(1, 3), 2)
    assert with_rosters({}, [summary(income)])["training.income"].value == Fraction(1, 3)


def test_nothing_in_a_summary_has_room_for_a_row() -> None:
    """Numbers and reasons only: a new field must be looked at before it may hold anything of a person."""
    assert {
        kind.__name__: [field.name for field in fields(kind)] for kind in (RosterSummary, Tally, Undecided)
    } == {
        "RosterSummary": ["id", "title", "rows", "mark", "tallies"],
        "Tally": ["fact", "figure", "counted", "left_out", "undecided"],
        "Undecided": ["row", "reason"],
    }
