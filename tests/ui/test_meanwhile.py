"""The window goes on while something is done with a file that may take long: on a stick, an old disk, a big file."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import app.ui.settings as settings_module
from app.domain.assessment import Remedy
from app.domain.roster_count import Row
from app.errors import UnreachableFileError
from app.storage.workspace import Workspace
from app.ui import messages
from app.ui.main_window import MainWindow
from app.ui.runner import Job
from app.ui.session_model import SessionModel
from app.ui.system_look import SystemLook
from app.ui.theme import theme

ROWS = (Row(2, {"name": "张三", "id_number": "", "employment": "在编"}),)


def model_of(window: MainWindow) -> SessionModel:
    assert window.model is not None
    return window.model


def open_first_year(window: MainWindow) -> None:
    window.open_year(model_of(window).session.workspace.years()[0])


def import_teachers(window: MainWindow) -> None:
    model_of(window).import_roster("teachers", ROWS)


def mark_teachers(window: MainWindow) -> None:
    model_of(window).mark_roster("teachers", True)


def save_elsewhere(window: MainWindow) -> None:
    path = model_of(window).session.workspace.path
    model_of(window).save_as(path.with_name("另存.dabiao"))


def begin_next_year(window: MainWindow) -> None:
    path = model_of(window).session.workspace.path
    window.close_to_start()
    window.files.next_year(path)


@pytest.mark.parametrize(
    ("method", "act"),
    [
        ("load", open_first_year),
        ("save_roster", import_teachers),
        ("mark_roster", mark_teachers),
        ("save_as", save_elsewhere),
        ("start_year", begin_next_year),
    ],
)
def test_the_window_goes_on_meanwhile(
    window: MainWindow,
    workspace_file: Path,
    method: str,
    act: Callable[[MainWindow], None],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    assert window.open_file(workspace_file)
    turned = held_until_a_turn(monkeypatch, method)
    act(window)
    assert turned and all(turned)
    assert window.work is not None and not model_of(window).session.dirty


def test_it_goes_on_while_a_file_is_opened(
    window: MainWindow, workspace_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turned = held_until_a_turn(monkeypatch, "years")
    assert window.open_file(workspace_file) and window.work is not None
    assert turned and turned[0]


def test_opening_waits_for_no_slow_work(window: MainWindow, workspace_file: Path) -> None:
    go_on = threading.Event()
    job = window.runner.run(lambda _: go_on.wait(20), lambda _: None, lambda _: None)
    assert window.open_file(workspace_file)
    assert not job.cancelled and window.runner.busy
    go_on.set()


def test_what_cannot_be_saved_elsewhere_is_still_saved_in_its_own_file(
    window: MainWindow, workspace_file: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    assert window.open_file(workspace_file)
    model = model_of(window)

    def refuse(*_: object) -> None:
        raise UnreachableFileError(workspace_file, "没有权限")

    monkeypatch.setattr(Workspace, "save_as", refuse)
    told = list[Exception]()
    monkeypatch.setattr(messages, "show_error", lambda _, error: told.append(error))
    model.type_text("teachers.full_time", "77")
    assert not messages.attempt(window, lambda: save_elsewhere(window)) and len(told) == 1
    assert model.session.dirty
    qtbot.waitUntil(lambda: not model.session.dirty, timeout=20000)


def test_what_is_edited_while_the_file_is_saved_elsewhere_is_in_the_new_file(
    window: MainWindow, workspace_file: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """As a word that an input method had still to bring."""
    assert window.open_file(workspace_file)
    model = model_of(window)
    held_until_a_turn(monkeypatch, "save_as", lambda: model.type_text("teachers.full_time", "77"))
    save_elsewhere(window)
    qtbot.waitUntil(lambda: not model.session.dirty, timeout=20000)
    stored = model.session.workspace.load(model.session.year)
    assert model.session.workspace.path.name == "另存.dabiao"
    assert stored.answers["teachers.full_time"].value == 77


def test_what_is_edited_while_a_year_is_read_is_in_the_year_that_is_shown(
    window: MainWindow, workspace_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.open_file(workspace_file)
    former = model_of(window)
    held_until_a_turn(monkeypatch, "load", lambda: former.type_text("teachers.full_time", "77"))
    window.open_anew()
    assert model_of(window) is not former and not former.session.dirty
    assert model_of(window).session.answer("teachers.full_time").value == 77


def test_a_copy_of_the_day_that_falls_due_meanwhile_is_told(
    window: MainWindow, workspace_file: Path, qtbot: QtBot
) -> None:
    assert window.open_file(workspace_file)
    model, told = model_of(window), list[object]()
    model.backed_up.connect(told.append)
    workspace = model.session.workspace
    model.meanwhile(lambda: workspace.save_remedy(model.session.year, "YZ-双师", Remedy(cause="缺编")))
    assert told == [workspace.last_backup] and workspace.last_backup is not None


def test_a_copy_of_the_day_that_other_work_makes_is_handed_on_by_the_main_thread(
    window: MainWindow, workspace_file: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """As evidence is added: a runner takes work from the main thread only."""
    assert window.open_file(workspace_file)
    model, handed = model_of(window), list[threading.Thread]()
    workspace, year, run = model.session.workspace, model.session.year, model._runner.run

    def noted(*given: Any, **named: Any) -> Job:
        handed.append(threading.current_thread())
        return run(*given, **named)

    monkeypatch.setattr(model._runner, "run", noted)
    with qtbot.waitSignal(model.backed_up, timeout=20000):
        window.runner.run(
            lambda _: workspace.save_remedy(year, "YZ-双师", Remedy(cause="缺编")),
            lambda _: None,
            lambda error: pytest.fail(str(error)),
        )
    assert handed == [threading.main_thread()]


def test_the_look_of_the_window_does_not_change_under_what_waits(
    qapp: QApplication,
    window: MainWindow,
    workspace_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    """The pages would be made anew, and the one that waits be gone when its work is done."""
    assert window.open_file(workspace_file)
    look, work = SystemLook(qapp, window.around.settings), window.work
    monkeypatch.setattr(settings_module, "is_dark", lambda _: True)
    held_until_a_turn(monkeypatch, "mark_roster", look.follow)
    mark_teachers(window)
    assert window.work is work and not theme().dark
    qtbot.waitUntil(lambda: theme().dark, timeout=20000)
    qapp.styleHints().colorSchemeChanged.disconnect(look.follow)
    look.deleteLater()


def test_a_closed_window_leaves_no_thread_behind(window: MainWindow) -> None:
    former = set(threading.enumerate())
    window.files.open_sample()
    assert set(threading.enumerate()) - former
    assert window.close()
    assert not set(threading.enumerate()) - former


def held_until_a_turn(
    monkeypatch: pytest.MonkeyPatch, method: str, act: Callable[[], object] = lambda: None
) -> list[bool]:
    """Let a method of the workspace wait until the window has had a turn; return whether it had, for each call.

    ``act`` is what happens in that turn.
    """
    original, turn, turned = getattr(Workspace, method), threading.Event(), list[bool]()

    def take_turn() -> None:
        act()
        turn.set()

    def hold(*given: object, **named: object) -> object:
        turned.append(turn.wait(5))
        return original(*given, **named)

    monkeypatch.setattr(Workspace, method, hold)
    QTimer.singleShot(0, take_turn)
    return turned
