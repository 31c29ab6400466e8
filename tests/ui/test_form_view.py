"""A form's rows are made as they are needed: those in sight first, the others a moment later."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.form_view import FormView
from app.ui.navigation import Navigation
from app.ui.pages.fill_page import FillPage
from app.ui.session_model import SessionModel

FORM = "governance"


@pytest.fixture
def page(qtbot: QtBot, model: SessionModel, navigation: Navigation) -> FillPage:
    """The page as it is shown, before anything else had a turn."""
    page = FillPage(model, navigation)
    qtbot.addWidget(page)
    page.resize(742, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def labelled(page: FillPage) -> str:
    """Return the name of the field with the cursor."""
    widget = QApplication.focusWidget()
    return widget.accessibleName() if widget is not None else ""


def test_a_form_shows_its_first_rows_at_once_and_the_others_a_moment_later(
    qtbot: QtBot, page: FillPage
) -> None:
    page.show_page(FORM)
    view = page.view
    assert list(view.made) == view.facts[: len(view.made)]
    assert 0 < len(view.made) < len(view.facts)

    qtbot.waitUntil(lambda: view.complete)
    assert list(view.made) == view.facts
    assert all(row.isVisible() for row in view.made.values())


def test_rows_that_come_later_show_what_was_answered(
    qtbot: QtBot, page: FillPage, model: SessionModel
) -> None:
    page.show_page("teachers")
    view = page.view
    qtbot.waitUntil(lambda: view.complete)
    typed = [fact for fact in view.facts if model.session.answer(fact).typed and fact.startswith("teachers.")]
    assert typed
    for fact in typed:
        assert view.made[fact].editor.focus_target().property("state") != "unanswered"


def test_a_field_that_is_not_made_yet_takes_the_cursor_all_the_same(page: FillPage) -> None:
    page.show_page(FORM)
    last = page.view.facts[-1]
    assert last not in page.view.made
    page.focus_fact(last)
    assert labelled(page) == page.model.session.fact(last).name
    assert page.view.complete


def test_tab_leads_from_the_last_row_made_to_the_next(qtbot: QtBot, page: FillPage) -> None:
    page.show_page(FORM)
    view = page.view
    last = list(view.made)[-1]
    page.focus_fact(last)
    for _ in range(20):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if page.focused_fact() != last:
            break
    assert page.focused_fact() == view.facts[view.facts.index(last) + 1]


def test_the_later_forms_are_made_while_nothing_else_is_going_on(qtbot: QtBot, page: FillPage) -> None:
    page.start()
    forms = len(page.model.session.rulebook.forms)
    qtbot.waitUntil(lambda: len(page.findChildren(FormView)) == forms)
    qtbot.waitUntil(lambda: all(view.complete for view in page.findChildren(FormView)))


def test_what_is_asked_of_the_first_form_is_answered_before_it_is_shown(
    model: SessionModel, navigation: Navigation, qtbot: QtBot
) -> None:
    page = FillPage(model, navigation)
    qtbot.addWidget(page)
    page.start()
    first = page.current_page()
    assert page.view.form.id == first
    assert page.current_facts() == page.view.facts
