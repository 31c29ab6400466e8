"""Which of two figures judges and why, how they are told beside each other, and what a mark would change."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from app.domain.assessment import Assessment
from app.domain.facts import Answer, Fact
from app.domain.roster_summary import Mark, RosterSummary, Tally, Undecided
from app.domain.roster_words import differs
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.domain.units import Kind
from app.services.roster_figures import (
    RosterFigure,
    apart,
    compared,
    contradictions_in,
    if_marked,
    left_out,
    roster_figures,
    roster_of,
    turned,
    undecided,
)
from app.services.session import Session
from app.storage.workspace import Workspace

from .rosters import ROWS, TEACHERS, with_roster

STAFF = Fact("staff", "教师数", Kind.COUNT, "人")
INCOME = Fact("income", "收入", Kind.MONEY)
MARK = Mark("李晓岚", date(2026, 11, 21))
UNKNOWN = (Undecided(4, "任教类型未填"), Undecided(9, "任教类型未填"), Undecided(11, "身份证号未填"))


def summary(mark: Mark | None, *lacking: Undecided) -> RosterSummary:
    tally = Tally("staff", 43, 43, (("非专任", 10), ("证书已过期", 2)), lacking)
    return RosterSummary("teachers", "教师花名册", 60, mark, (tally,))


@pytest.mark.parametrize(
    ("mark", "rows", "lacking"),
    [
        (None, 0, "尚未核对完整"),
        (None, 2, "尚未核对完整，有 2 行未定"),
        (MARK, 2, "有 2 行未定"),
        (MARK, 0, ""),
    ],
)
def test_a_figure_tells_what_keeps_it_from_judging(mark: Mark | None, rows: int, lacking: str) -> None:
    figure = roster_figures([summary(mark, *UNKNOWN[:rows])])["staff"]
    assert (figure.lacking, figure.judges) == (lacking, not lacking)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (Answer(44), "花名册统计 43 名，填报 44 名，相差 1 名"),
        (Answer(43), "花名册统计 43 名，填报 43 名"),
        (Answer(0), "花名册统计 43 名，填报 0 名，相差 43 名"),
        (Answer(), "花名册统计 43 名"),
        (Answer(na_reason="本年度无"), "花名册统计 43 名，填报 不适用"),
        (Answer(typed="四十"), "花名册统计 43 名"),
    ],
)
def test_counted_and_typed_stand_beside_each_other(answer: Answer, text: str) -> None:
    assert compared(STAFF, summary(None).tallies[0], answer) == text


def test_what_is_not_whole_is_compared_exactly() -> None:
    tally = Tally("income", Fraction(100_001, 2), 3)
    assert apart(tally, Answer(50_000)) == Fraction(1, 2)
    assert differs(tally, Answer(50_000)) and not differs(tally, Answer(Fraction(100_001, 2)))
    said = compared(INCOME, tally, Answer(39_320_000))
    assert said.startswith("花名册统计 5.00005 万元，填报 3,932 万元，相差 3,926.99995 万元")


def test_rows_that_are_not_in_are_told_by_reason_and_number_alone() -> None:
    tally = summary(None, *UNKNOWN).tallies[0]
    assert left_out(tally) == "未计入：非专任 10 行；证书已过期 2 行"
    assert undecided(tally) == "未定：任教类型未填 2 行；身份证号未填 1 行"
    assert (left_out(Tally("staff", 1, 1)), undecided(Tally("staff", 1, 1))) == ("", "")


def test_the_roster_of_a_fact_is_the_one_that_counts_it(shipped_rulebook: Rulebook) -> None:
    found = [roster_of(shipped_rulebook, fact) for fact in ("teachers.full_time", "training.income")]
    assert [roster.id for roster in found if roster] == ["teachers", "training"]
    assert roster_of(shipped_rulebook, "students.enrolled") is None


@pytest.fixture
def session(tmp_path: Path, shipped_rulebook: Rulebook) -> Iterator[Session]:
    answers = {
        "school.category": Answer("一般类", typed="一般类"),
        "school.kind": Answer("职业高中", typed="职业高中"),
        "teachers.full_time": Answer(72, typed="72"),
        "teachers.dual_qualified": Answer(1, typed="1"),
    }
    with Workspace.create(tmp_path / "学校.dabiao", "李晓岚") as workspace:
        workspace.import_assessment(Assessment(SchoolYear(2026), answers))
        yield Session.open_latest(workspace, with_roster(shipped_rulebook))


def test_what_a_mark_would_change_is_what_it_then_changes(session: Session) -> None:
    unknown = replace(ROWS[0], cells={**ROWS[0].cells, "practice": "很多"})
    session.import_roster("teachers", (unknown, *ROWS[1:]))
    before, effect = session.evaluation, if_marked(session, TEACHERS.id, MARK)
    assert session.evaluation is before and session.kept_rosters["teachers"].mark is None
    assert [tally.fact for tally in effect.replaced] == ["teachers.full_time"]
    assert [tally.fact for tally in effect.undecided] == ["teachers.enterprise_practice_met"]
    session.mark_roster("teachers", True)
    assert effect.turned == turned(before, session.evaluation) > 0
    assert [check.text for check in contradictions_in(session.evaluation)] == list(effect.contradictions)
    assert session.assessment.judged_answers["teachers.full_time"].value == 2


def test_a_figure_knows_the_roster_that_it_is_of() -> None:
    whole = summary(MARK)
    assert roster_figures([whole]) == {"staff": RosterFigure(whole, whole.tallies[0])}
