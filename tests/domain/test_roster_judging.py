"""What rosters give stands for typed answers where it may judge, and a difference needs a sentence (contract 5)."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.assessment import Assessment
from app.domain.checks import EXPERIENCE, roster_check
from app.domain.evaluation import evaluate, reevaluate
from app.domain.facts import Answer
from app.domain.roster_summary import Mark, RosterSummary, Tally, Undecided
from app.domain.standard import Comparison
from app.domain.verdict import Status
from tests.builders import TODAY, assessment, indicator, not_applicable, rulebook, standard, value_of

MARK = Mark("李晓岚", date(2026, 10, 12))
BOOK = rulebook(standard(indicator(value_of("teachers"), Comparison.AT_LEAST, 60)))


def summary(figure: int, mark: Mark | None = MARK, undecided: int = 0) -> RosterSummary:
    lacking = tuple(Undecided(row, "岗位类别未填") for row in range(2, 2 + undecided))
    tally = Tally("teachers", figure, figure, (("非专任", 3),), lacking)
    return RosterSummary("teachers", "教师花名册", figure + 3 + undecided, mark, (tally,))


def school(summarised: RosterSummary, **typed: int) -> Assessment:
    return replace(assessment(typed), rosters=(summarised,))


def status(given: Assessment) -> Status:
    (verdict,) = evaluate(BOOK, given, TODAY).verdicts
    return verdict.status


@pytest.mark.parametrize(
    ("summarised", "expected"),
    [
        (summary(60), Status.MET),
        (summary(59), Status.MISSED),
        (summary(60, mark=None), Status.MISSED),
        (summary(60, undecided=1), Status.MISSED),
    ],
)
def test_a_figure_judges_only_when_marked_and_nothing_is_undecided(
    summarised: RosterSummary, expected: Status
) -> None:
    assert status(school(summarised, teachers=50)) is expected


def test_a_complete_roster_answers_what_nobody_typed_and_an_incomplete_one_does_not() -> None:
    assert status(school(summary(60))) is Status.MET
    assert status(school(summary(60, mark=None))) is Status.UNANSWERED


def test_a_note_stays_beside_the_figure_and_what_was_typed_stays_as_it_was() -> None:
    given = replace(school(summary(60)), answers={"teachers": Answer(50, typed="50人", note="见附表")})
    judged = given.judged_answers["teachers"]
    assert (judged.value, judged.note, judged.typed) == (60, "见附表", "")
    assert given.answers["teachers"].typed == "50人"


def test_without_rosters_the_answers_are_those_that_were_typed() -> None:
    given = assessment({"teachers": 50})
    assert given.judged_answers is given.answers


@pytest.mark.parametrize("mark", [MARK, None])
def test_a_difference_is_told_whichever_of_the_two_judges(mark: Mark | None) -> None:
    (check,) = evaluate(BOOK, school(summary(43, mark), teachers=44), TODAY).checks
    assert (check.id, check.kind, check.facts) == (roster_check("teachers"), EXPERIENCE, ("teachers",))
    assert check.text.startswith("教师花名册统计")
    assert "43 名，填报 44 名，相差 1 名，请核对或说明原因" in check.text


def test_what_is_undecided_is_told_with_the_difference() -> None:
    (check,) = evaluate(BOOK, school(summary(43, undecided=2), teachers=44), TODAY).checks
    assert "43 名（另有 2 行未定），填报 44 名" in check.text


def test_not_applicable_differs_from_any_figure() -> None:
    given = replace(school(summary(0)), answers={"teachers": not_applicable("无")})
    (check,) = evaluate(BOOK, given, TODAY).checks
    assert check.text.endswith("填报为不适用，请核对或说明原因")


@pytest.mark.parametrize("given", [school(summary(44), teachers=44), school(summary(44))])
def test_equal_figures_and_untyped_ones_need_no_sentence(given: Assessment) -> None:
    assert evaluate(BOOK, given, TODAY).checks == ()


def test_a_copied_answer_that_nobody_confirmed_is_no_typed_figure() -> None:
    given = replace(school(summary(44)), answers={"teachers": Answer(40, confirmed=False)})
    assert evaluate(BOOK, given, TODAY).checks == ()


@pytest.mark.parametrize("before", [43, 44])
@pytest.mark.parametrize("after", [43, 44])
def test_judging_again_after_an_edit_gives_what_judging_anew_gives(before: int, after: int) -> None:
    earlier = evaluate(BOOK, school(summary(43), teachers=before), TODAY)
    edited = school(summary(43), teachers=after)
    assert reevaluate(BOOK, edited, earlier, {"teachers"}) == evaluate(BOOK, edited, TODAY)
