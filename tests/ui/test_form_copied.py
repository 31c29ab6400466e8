"""A year copied from last year: what may stand on a form is confirmed in one act, the rest one by one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.services.session import Session
from app.services.years import start_next_year
from app.storage.workspace import Workspace
from app.ui.navigation import Navigation
from app.ui.pages.fill_page import FillPage
from app.ui.session_model import SessionModel
from app.ui.theme import Theme
from tests.ui.people import teachers
from tests.ui.test_fill_page import shown


@pytest.fixture
def copied_file(workspace_file: Path, shipped_rulebook: Rulebook) -> Path:
    start_next_year(workspace_file, "李晓岚", shipped_rulebook)
    return workspace_file


@pytest.fixture
def model(app_theme: Theme, copied_file: Path, shipped_rulebook: Rulebook) -> Iterator[SessionModel]:
    made = SessionModel(Session.open_latest(Workspace.open(copied_file, who="李晓岚"), shipped_rulebook))
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, model: SessionModel, navigation: Navigation) -> FillPage:
    return shown(qtbot, model, navigation)


def waiting(model: SessionModel, form: str) -> set[str]:
    """Return the facts of a form whose answers were copied and not confirmed."""
    found = next(each for each in model.session.rulebook.forms if each.id == form)
    facts = [fact.id for page in found.pages for fact in page.facts]
    return {fact for fact in facts if model.session.answer(fact).copied}


def test_one_act_confirms_the_profile_and_the_documents_are_decided(
    qtbot: QtBot, page: FillPage, model: SessionModel
) -> None:
    assert page.current_page() == "school" and model.session.evaluation.school == ""
    assert any(result.applies is None for result in model.session.evaluation.standards)
    count = len(waiting(model, "school") - {"filing.meeting"}) - len(_days(model))
    assert page.copied.button.text() == f"本页沿用上年，全部确认（{count} 项）"
    qtbot.mouseClick(page.copied.button, Qt.MouseButton.LeftButton)
    assert model.session.evaluation.school == model.session.answer("school.name").value
    assert all(result.applies is not None for result in model.session.evaluation.standards)
    assert f"已确认 {count} 项" in page.copied.text


def test_a_figure_that_this_years_roster_contradicts_is_not_confirmed_with_the_others(
    page: FillPage, model: SessionModel
) -> None:
    model.import_roster("teachers", teachers())  # of part-time ones there are as many as last year
    page.show_page("teachers")
    page.confirm_copied()
    left = waiting(model, "teachers")
    assert "teachers.part_time" not in left and "teachers.dual_qualified" in left
    assert not [check for check in model.session.evaluation.checks if check.id.startswith("roster:")]


def _days(model: SessionModel) -> set[str]:
    return {fact for fact in waiting(model, "school") if fact.endswith("_on") or fact == "filing.date"}


def test_the_days_and_the_meeting_of_last_years_report_are_not_taken_over(
    page: FillPage, model: SessionModel
) -> None:
    page.confirm_copied()
    assert waiting(model, "school") == {
        fact
        for fact in (
            "filing.prepared_on",
            "filing.reviewed_on",
            "filing.signed_on",
            "filing.date",
            "filing.meeting",
        )
        if not model.session.previous(fact).blank
    }


def test_figures_of_a_past_year_are_confirmed_one_by_one(page: FillPage, model: SessionModel) -> None:
    page.show_page("students")
    before = waiting(model, "students")
    assert "students.enrolled" in before and "students.graduates" in before
    page.confirm_copied()
    left = waiting(model, "students")
    assert "students.enrolled" not in left and "students.graduates" in left
    assert {model.session.fact(fact).when.value for fact in left} <= {"Y", "C"}
    assert f"{len(left)} 项" in page.copied.text


def test_the_act_is_one_named_step_of_undo(page: FillPage, model: SessionModel) -> None:
    before = waiting(model, "school")
    page.confirm_copied()
    assert model.undo_stack.undoText().startswith("确认本页上年数据")
    model.undo_stack.undo()
    assert waiting(model, "school") == before
    assert page.copied.button.isVisible()


def test_the_act_is_reached_by_key_and_by_tab(qtbot: QtBot, page: FillPage, model: SessionModel) -> None:
    page.enter()
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is page.copied.button
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    page.enter()
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Return, both)
    assert not model.session.answer("school.kind").copied


def test_afterwards_the_keyboard_is_at_what_still_waits(page: FillPage, model: SessionModel) -> None:
    page.copied.button.setFocus()
    page.confirm_copied()
    assert page.focused_fact() in page.walk.open_facts(model.session.assessment)


def test_the_line_says_that_figures_are_to_be_looked_at(page: FillPage) -> None:
    assert "先看过" in page.copied.text


def test_without_copied_answers_there_is_no_line(page: FillPage, model: SessionModel) -> None:
    page.show_page("school")
    for fact in waiting(model, "school"):
        model.set_answer(fact, Answer())
    assert not page.copied.isVisible()


def test_a_reason_why_something_does_not_apply_can_be_confirmed_too(
    qtbot: QtBot, page: FillPage, model: SessionModel
) -> None:
    fact = next(
        fact
        for form in model.session.rulebook.forms
        for fact in waiting(model, form.id)
        if model.session.answer(fact).na_reason
    )
    page.focus_fact(fact)
    button = page.row(fact).head.confirm_button
    assert button is not None and button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert model.session.answer(fact).given and model.session.answer(fact).na_reason


def test_a_year_open_for_reading_offers_nothing(
    qtbot: QtBot, app_theme: Theme, copied_file: Path, shipped_rulebook: Rulebook, navigation: Navigation
) -> None:
    workspace = Workspace.open(copied_file, read_only=True)
    model = SessionModel(Session(workspace, shipped_rulebook, SchoolYear(2027)))
    page = shown(qtbot, model, navigation)
    assert not page.copied.isVisible()
    model.close()
