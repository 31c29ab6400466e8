"""Pages that are asked for before they are made: their title at once, the page in the next turns."""

from importlib import import_module
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.facts import Answer
from app.domain.verdict import Status
from app.ui.main_window import MainWindow
from app.ui.pages import making
from app.ui.pages.checks_page import ChecksPage
from app.ui.pages.coming import ComingPage
from app.ui.pages.documents_page import DocumentsPage
from app.ui.pages.filing_page import FilingPage
from app.ui.pages.ledger_page import LedgerPage
from app.ui.pages.making import TITLES
from app.ui.pages.overview_page import OverviewPage
from app.ui.pages.page import Page
from app.ui.pages.tasks_page import TasksPage
from app.ui.work_area import WorkArea

LATER = [name for name in TITLES if name != "fill"]


@pytest.fixture
def work(window: MainWindow, workspace_file: Path) -> WorkArea:
    """A school opened this very moment: no turn of the window has passed yet."""
    assert window.open_file(workspace_file) and window.work is not None
    return window.work


def in_front(work: WorkArea) -> QWidget:
    shown = work._stack.currentWidget()
    assert shown is not None
    return shown


def press(
    work: WorkArea, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key as the system does: it goes where the focus is when it arrives."""
    handle = work.window().windowHandle()
    assert handle is not None
    QTest.keyClick(handle, key, modifier)


def wait_for(work: WorkArea, kind: type[Page], qtbot: QtBot) -> Page:
    qtbot.waitUntil(lambda: isinstance(in_front(work), kind))
    page = in_front(work)
    assert isinstance(page, Page)
    return page


@pytest.mark.parametrize("name", LATER)
def test_a_page_asked_for_in_the_first_turn_is_named_at_once_and_whole_soon(
    work: WorkArea, name: str, qtbot: QtBot
) -> None:
    work.go_to(name)
    frame = in_front(work)
    assert isinstance(frame, ComingPage) and frame.text() == TITLES[name]
    assert frame.hasFocus() and work.current == name
    qtbot.waitUntil(lambda: isinstance(in_front(work), Page))
    page = in_front(work)
    assert isinstance(page, Page) and page.name == name and work.current == name
    focused = QApplication.focusWidget()
    assert focused is not None and page.isAncestorOf(focused)


def test_its_parts_have_their_places_before_it_comes_to_the_front(work: WorkArea, qtbot: QtBot) -> None:
    work.go_to("ledger")
    page = wait_for(work, LedgerPage, qtbot)
    assert isinstance(page, LedgerPage)
    assert page.size() == work._stack.size() and page.view.width() > page.width() // 2
    assert page.view.table.rows() and page.panel.isVisible()


def test_a_page_that_is_whole_comes_at_once(work: WorkArea, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: work.complete, timeout=30000)
    for name in LATER:
        work.go_to(name)
        assert in_front(work) is work.page(name)


def test_a_key_typed_while_a_page_is_made_goes_to_the_page(work: WorkArea) -> None:
    work.go_to("tasks")
    press(work, Qt.Key.Key_Down)
    page = in_front(work)
    assert isinstance(page, TasksPage) and page.view.hasFocus()
    row = page.view.current_row()
    assert row is not None and row.key == list(page.view.table.rows())[1].key


def test_the_window_goes_on_while_the_key_waits(work: WorkArea) -> None:
    work.go_to("overview")
    turns, timer = list[str](), QTimer(work)
    timer.timeout.connect(lambda: turns.append(in_front(work).metaObject().className()))
    timer.start()
    press(work, Qt.Key.Key_Down)
    assert isinstance(in_front(work), OverviewPage)
    assert turns.count("ComingPage") > 5


def test_a_key_for_a_page_that_cannot_be_made_is_not_waited_for(
    work: WorkArea, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def fail(*_: object) -> Page:
        raise OSError("no such page")

    monkeypatch.setattr("app.ui.work_area.make_page", fail)
    with qtbot.captureExceptions() as told:
        work.go_to("tasks")
        press(work, Qt.Key.Key_Down)
    assert isinstance(in_front(work), ComingPage) and [str(error) for _, error, _ in told] == ["no such page"]


def test_so_does_a_shortcut_of_the_page(work: WorkArea) -> None:
    work.go_to("documents")
    press(work, Qt.Key.Key_Right)
    page = in_front(work)
    assert isinstance(page, DocumentsPage) and page.clauses.isVisible() and page.clauses.hasFocus()


def test_a_key_of_the_window_does_what_it_always_does(work: WorkArea, qtbot: QtBot) -> None:
    work.go_to("filing")
    press(work, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert work.current == "overview" and isinstance(in_front(work), ComingPage)
    page = wait_for(work, OverviewPage, qtbot)
    assert isinstance(page, OverviewPage) and page.requirements.hasFocus()
    press(work, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert work.current == "fill" and in_front(work) is work.splitter


def test_a_page_that_was_left_before_it_was_made_does_not_come_to_the_front(
    work: WorkArea, qtbot: QtBot
) -> None:
    work.go_to("filing")
    work.go_to("fill")
    qtbot.waitUntil(lambda: work.complete, timeout=30000)
    assert work.current == "fill" and in_front(work) is work.splitter


def test_a_jump_to_a_row_waits_for_its_page(work: WorkArea, qtbot: QtBot) -> None:
    work.jumps.focus_fact("teachers.dual_qualified")
    work.navigation.show_remedy("YZ-双师")
    assert isinstance(in_front(work), ComingPage)
    page = wait_for(work, LedgerPage, qtbot)
    assert isinstance(page, LedgerPage) and page.view.current_key() == "YZ-双师" and page.view.hasFocus()
    work.jumps.go_back()
    assert work.current == "fill" and work.fill.focused_fact() == "teachers.dual_qualified"


def test_a_jump_into_a_field_of_a_page_waits_for_it_too(work: WorkArea, qtbot: QtBot) -> None:
    work.model.set_answer("teachers.staff", Answer(300, typed="300"))
    work.navigation.show_check("teachers-staff-jump")
    page = wait_for(work, ChecksPage, qtbot)
    assert isinstance(page, ChecksPage) and page.view.current_key() == "teachers-staff-jump"
    assert page.editor.text.hasFocus()


def test_a_jump_has_been_made_when_one_goes_on_at_once(work: WorkArea, qtbot: QtBot) -> None:
    rows = work.model.session.rulebook
    task = next(fact for fact in rows.facts if fact.startswith("task.yuzhong"))
    work.navigation.show_fact(task)
    work.navigation.show_fact("teachers.dual_qualified")
    page = work.page("tasks")
    assert isinstance(page, TasksPage) and page.view.current_key() == task
    assert work.current == "fill" and work.fill.focused_fact() == "teachers.dual_qualified"
    work.jumps.go_back()
    assert work.current == "tasks"


def test_whoever_cannot_wait_gets_the_whole_page_now(work: WorkArea) -> None:
    work.go_to("filing")
    page = work.page("filing")
    assert isinstance(page, FilingPage) and in_front(work) is page and page.banner.isVisible()


def test_a_change_while_a_page_is_made_is_on_it_when_it_comes(work: WorkArea, qtbot: QtBot) -> None:
    work.go_to("overview")
    qtbot.waitUntil(lambda: bool(work._later.pages))
    before = work.model.session.conclusion().of(Status.MET)
    work.model.set_answer("students.enrolled", Answer(9000, typed="9000"))
    after = work.model.session.conclusion().of(Status.MET)
    assert after != before
    page = wait_for(work, OverviewPage, qtbot)
    assert isinstance(page, OverviewPage) and page.total.endswith(f"达标 {after} 项")


def test_nothing_is_made_ahead_while_other_work_goes_on(
    window: MainWindow, work: WorkArea, qtbot: QtBot
) -> None:
    gate, told = Event(), list[bool]()
    window.runner.run(lambda _: gate.wait(30), told.append, lambda error: pytest.fail(str(error)))
    qtbot.wait(200)
    assert work._later.pages == []
    gate.set()
    qtbot.waitUntil(lambda: work.complete, timeout=30000)
    assert told == [True]


def test_a_page_that_cannot_be_made_is_tried_again_when_it_is_asked_for_again(
    work: WorkArea, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("out of order")

    with monkeypatch.context() as patch:
        patch.setattr(LedgerPage, "get_ready", broken)
        for _ in range(2):
            with pytest.raises(RuntimeError):
                work.page("ledger")
    work.go_to("ledger")
    assert isinstance(wait_for(work, LedgerPage, qtbot), LedgerPage)
    assert len(work._stack.findChildren(LedgerPage)) == 1


def test_every_page_has_a_module_of_its_name() -> None:
    for name in TITLES:
        pages = vars(import_module(making.module_of(name))).values()
        assert any(isinstance(page, type) and getattr(page, "name", "") == name for page in pages)
