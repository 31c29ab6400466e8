"""Ctrl+F: a fact is found by pinyin too, and one goes there by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.facts import Answer
from app.domain.measures import AllOf
from app.domain.rulebook import Rulebook
from app.services.finding import Entry, entries
from app.ui.finder import Finder
from app.ui.main_window import MainWindow
from app.ui.pages.documents_page import DocumentsPage
from app.ui.runner import Runner
from app.ui.theme import Theme


def everything(rulebook: Rulebook) -> list[Entry]:
    rows = [row.id for standard in rulebook.standards.values() for row in standard.indicators]
    return entries(rulebook, [*rows, *(task.fact for task in rulebook.tasks())])


@pytest.fixture
def finder(qtbot: QtBot, app_theme: Theme, shipped_rulebook: Rulebook) -> Iterator[Finder]:
    runner = Runner()
    dialog = Finder(everything(shipped_rulebook), runner)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog._readings is not None, timeout=5000)
    yield dialog
    runner.close()


def first(finder: Finder) -> str:
    return finder._list.item(0).text().partition("　")[0]


def test_initials_lead_to_the_field(qtbot: QtBot, finder: Finder) -> None:
    qtbot.keyClicks(finder._field, "zrjs")
    assert first(finder) == "专任教师数"
    with qtbot.waitSignal(finder.chosen) as chosen:
        qtbot.keyClick(finder._field, Qt.Key.Key_Return)
    assert chosen.args == ["teachers.full_time"]


def test_arrows_walk_the_list_while_one_types_on(qtbot: QtBot, finder: Finder) -> None:
    qtbot.keyClicks(finder._field, "jiaoshi")
    qtbot.keyClick(finder._field, Qt.Key.Key_Down)
    assert finder._list.currentRow() == 1
    qtbot.keyClicks(finder._field, "shu")
    assert finder._list.currentRow() == 0
    assert QApplication.focusWidget() is finder._field


def test_a_word_that_stands_nowhere_is_said_to_be_missing(qtbot: QtBot, finder: Finder) -> None:
    qtbot.keyClicks(finder._field, "qqqq")
    assert finder._list.count() == 0 and "没有找到" in finder._hint.text()


def test_words_typed_before_pinyin_is_understood_are_searched_again(
    qtbot: QtBot, app_theme: Theme, shipped_rulebook: Rulebook
) -> None:
    runner = Runner()
    dialog = Finder(everything(shipped_rulebook), runner)
    qtbot.addWidget(dialog)
    dialog._field.setText("zrjs")
    assert dialog._list.count() == 0
    qtbot.waitUntil(lambda: dialog._list.count() > 0, timeout=5000)
    assert first(dialog) == "专任教师数"
    runner.close()


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_no_line_has_to_be_scrolled_sideways_and_none_is_cut(
    qtbot: QtBot, app_theme: Theme, finder: Finder, scale: int
) -> None:
    app_theme.set_look(dark=False, scale=scale)
    finder.resize(420, 420)
    finder._field.setText("教师")
    assert finder._list.count() > 10
    assert finder._list.horizontalScrollBar().maximum() == 0
    room = finder._list.viewport().width()
    for place in range(finder._list.count()):
        item = finder._list.item(place)
        box = finder._list.visualItemRect(item)
        words = finder._list.fontMetrics().boundingRect(
            0, 0, box.width() - 8, 10_000, int(Qt.TextFlag.TextWordWrap), item.text()
        )
        assert box.width() <= room and box.height() >= words.height()


@pytest.fixture
def window(window: MainWindow, workspace_file: Path) -> MainWindow:
    assert window.open_file(workspace_file)
    return window


def opened(qtbot: QtBot, window: MainWindow) -> Finder:
    window.acts.open_finder()
    found = window.findChildren(Finder)[-1]
    qtbot.waitUntil(lambda: found._readings is not None, timeout=5000)
    return found


def test_an_indicator_leads_to_its_fact_with_its_verdict_beside(qtbot: QtBot, window: MainWindow) -> None:
    finder = opened(qtbot, window)
    assert window.work is not None
    window.work.go_to("overview")
    finder._field.setText("YZ-双师")
    assert "指标　" in finder._list.item(0).text()
    qtbot.keyClick(finder._field, Qt.Key.Key_Return)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.work.current == "fill" and window.work.fill.focused_fact() == "teachers.dual_qualified"
    assert window.work.panel.card("YZ-双师") is not None
    window.work.jumps.go_back()
    assert window.work.current == "overview"


def test_a_composite_leads_to_its_clause(qtbot: QtBot, window: MainWindow) -> None:
    assert window.work is not None and window.model is not None
    session = window.model.session
    composite = next(
        row.indicator
        for row in session.evaluation.verdicts
        if (found := session.feeds.indicator(row.indicator)) is not None and isinstance(found.measure, AllOf)
    )
    window.work.jumps.show_found(composite)
    assert window.work.current == "documents"
    page = window.work.page("documents")
    assert isinstance(page, DocumentsPage) and page.clauses.current_key() == composite


def test_of_an_indicator_a_missing_fact_comes_first(qtbot: QtBot, window: MainWindow) -> None:
    assert window.work is not None and window.model is not None
    window.model.set_answer("teachers.specialist", Answer())
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.work.jumps.show_found("YZ-双师")
    assert window.work.fill.focused_fact() == "teachers.specialist"
