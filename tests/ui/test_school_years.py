"""The school years of a file: each can be reached from the window, and a new one says what it is."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.services.session import Session
from app.services.years import start_next_year, year_states
from app.storage.workspace import Workspace
from app.ui import next_year
from app.ui.main_window import MainWindow
from app.ui.next_year import ask_next_year
from app.ui.theme import Theme, theme
from tests.ui.hands import colours_of

YEAR, NEXT = SchoolYear(2026), SchoolYear(2027)


def year(window: MainWindow) -> SchoolYear:
    assert window.model is not None
    return window.model.session.year


def listed(window: MainWindow) -> list[str]:
    assert window.work is not None
    window.work.nav.head.fill_menu()
    return [action.text() for action in window.work.nav.head.menu.actions() if action.text()]


def choose(window: MainWindow, words: str) -> None:
    assert window.work is not None
    window.work.nav.head.fill_menu()
    next(a for a in window.work.nav.head.menu.actions() if words in a.text()).trigger()


def test_every_year_of_the_file_is_listed_and_can_be_gone_back_to(
    window: MainWindow, workspace_file: Path, qtbot: QtBot
) -> None:
    start_next_year(workspace_file, "李晓岚", window.around.rulebook)
    assert window.open_file(workspace_file) and window.work is not None
    assert year(window) == NEXT
    assert [text[:7] for text in listed(window)[:2]] == ["2027-20", "2026-20"]
    window.work.go_to("overview")
    choose(window, "2026-2027")
    qtbot.waitUntil(lambda: year(window) == YEAR)
    assert window.work.current == "overview"
    assert "2026-2027 学年" in window.work.nav.head.year
    assert window.model is not None and not window.model.session.read_only


def test_one_sees_that_the_keyboard_is_at_the_years(window: MainWindow, workspace_file: Path) -> None:
    assert window.open_file(workspace_file) and window.work is not None
    head, ring = window.work.nav.head, theme().colour("focus").name()
    assert ring not in colours_of(head.grab().toImage())
    head.setFocus(Qt.FocusReason.TabFocusReason)
    assert head.hasFocus()
    assert ring in colours_of(head.grab().toImage())
    QTest.keyClick(head, Qt.Key.Key_Return)
    assert head.menu.isVisible()
    head.menu.close()


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_the_school_year_stands_whole_at_every_size(
    window: MainWindow, workspace_file: Path, app_theme: Theme, scale: int
) -> None:
    start_next_year(workspace_file, "李晓岚", window.around.rulebook)
    assert window.open_file(workspace_file) and year(window) == NEXT
    app_theme.set_look(dark=False, scale=scale)
    assert window.work is not None
    window.work.go_to("tasks")  # its button shows what waits, so there is less room
    QApplication.processEvents()
    head = window.work.nav.head
    words, arrow = QFontMetrics(app_theme.font(12)).horizontalAdvance("2027-2028 学年"), app_theme.px(18)
    assert head.year.startswith("2027-2028 学年")
    assert app_theme.px(16) + words + arrow + app_theme.px(8) <= head.width()


def test_what_was_typed_is_saved_before_another_year_is_shown(
    window: MainWindow, workspace_file: Path, qtbot: QtBot
) -> None:
    start_next_year(workspace_file, "李晓岚", window.around.rulebook)
    assert window.open_file(workspace_file, YEAR) and window.model is not None
    window.model.type_text("teachers.dual_qualified", "31")
    choose(window, "2027-2028")
    qtbot.waitUntil(lambda: year(window) == NEXT)
    assert window.model is not None
    stored = window.model.session.workspace.load(YEAR)
    assert stored.answers["teachers.dual_qualified"].value == 31


def test_a_file_opens_in_the_year_in_which_it_was_open_last(window: MainWindow, workspace_file: Path) -> None:
    start_next_year(workspace_file, "李晓岚", window.around.rulebook)
    assert window.open_file(workspace_file, YEAR)
    window.close_to_start()
    assert window.open_file(workspace_file)
    assert year(window) == YEAR


def test_the_next_year_is_begun_from_the_window_when_that_is_confirmed(
    window: MainWindow, workspace_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, asked = [False, True], list[str]()

    def ask(_: QWidget, _title: str, question: str, consequence: str, _verb: str) -> bool:
        asked.append(f"{question}{consequence}")
        return answers.pop(0)

    monkeypatch.setattr(next_year, "ask", ask)
    assert window.open_file(workspace_file)
    choose(window, "新建下一学年")
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert year(window) == YEAR
    choose(window, "新建下一学年")
    qtbot.waitUntil(lambda: year(window) == NEXT)
    assert "新建 2027-2028 学年" in asked[0] and "可回去" in asked[0]
    assert window.model is not None
    assert not window.model.session.answer("teachers.full_time").confirmed


@pytest.mark.parametrize(("today", "early"), [(date(2026, 11, 22), True), (date(2027, 9, 1), False)])
def test_a_year_whose_day_is_still_to_come_is_named_as_such(
    today: date, early: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(next_year, "ask", lambda *words: asked.append(words[2]))
    ask_next_year(QWidget.__new__(QWidget), "示例学校", NEXT, today)
    assert ("未到" in asked[0]) is early


def test_the_list_says_which_years_are_filed_open_or_still_to_come(
    workspace_file: Path, shipped_rulebook: Rulebook
) -> None:
    start_next_year(workspace_file, "李晓岚", shipped_rulebook)
    with Workspace.open(workspace_file) as workspace:
        workspace.save_answer(NEXT, "school.name", Answer("示例学校"))
        states = year_states(Session(workspace, shipped_rulebook, YEAR), date(2026, 11, 22))
    assert [(str(state.year), state.words, state.shown) for state in states] == [
        ("2027-2028", "统计时点 2027-09-01 未到", False),
        ("2026-2027", "填报中", True),
        ("2025-2026", "填报中", False),
    ]


def test_the_list_opens_by_keyboard(window: MainWindow, workspace_file: Path, qtbot: QtBot) -> None:
    assert window.open_file(workspace_file) and window.work is not None
    head = window.work.nav.head
    head.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(head, Qt.Key.Key_Space)
    qtbot.waitUntil(head.menu.isVisible)
    head.menu.close()


def test_in_a_copied_year_last_years_name_stands_greyed_until_it_is_confirmed(
    window: MainWindow, workspace_file: Path
) -> None:
    start_next_year(workspace_file, "李晓岚", window.around.rulebook)
    assert window.open_file(workspace_file, NEXT) and window.work is not None
    name = str(_session(window).answer("school.name").value)
    head = window.work.nav.head
    assert head.accessibleName().startswith(f"{name}（待确认）")
    window.work.fill.confirm_copied()
    assert head.accessibleName().startswith(f"{name}，")


def _session(window: MainWindow) -> Session:
    assert window.model is not None
    return window.model.session
