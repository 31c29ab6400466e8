import gc
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import ANY

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.errors import UnreachableFileError
from app.ui.runner import Cancelled, Progress, Runner
from app.ui.theme import Theme
from app.ui.widgets.one_job import OneJob
from app.ui.widgets.working import Working


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    made = Runner()
    yield made
    made.close()


def test_results_come_back_on_the_main_thread_in_order(qtbot: QtBot, runner: Runner) -> None:
    heard: list[tuple[int, bool]] = []
    main = threading.current_thread()
    for number in range(50):
        runner.run(
            lambda _, n=number: n,  # type: ignore[misc]
            lambda result: heard.append((result, threading.current_thread() is main)),
            lambda error: pytest.fail(str(error)),
        )
    qtbot.waitUntil(lambda: len(heard) == 50)
    assert heard == [(number, True) for number in range(50)]
    assert not runner.busy


def test_an_error_comes_back_as_itself(qtbot: QtBot, runner: Runner) -> None:
    heard: list[BaseException] = []

    def break_down(_: Progress) -> None:
        raise ValueError("坏了")

    runner.run(break_down, lambda _: None, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], ValueError)


def test_cancelled_work_stops_at_its_next_step_and_gives_no_result(qtbot: QtBot, runner: Runner) -> None:
    started, go_on = threading.Event(), threading.Event()
    heard: list[object] = []
    steps: list[int] = []

    def work(progress: Progress) -> str:
        started.set()
        go_on.wait(5)
        for step in range(10):
            progress.step(step, 10)
            steps.append(step)
        return "fertig"

    job = runner.run(work, heard.append, heard.append)
    started.wait(5)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert heard == [] and steps == []


def test_nobody_hears_of_trouble_in_work_that_was_cancelled(qtbot: QtBot, runner: Runner) -> None:
    heard: list[BaseException] = []
    go_on = threading.Event()

    def break_down(_: Progress) -> None:
        go_on.wait(30)
        raise ValueError("what it worked on was closed meanwhile")

    job = runner.run(break_down, lambda _: pytest.fail("it was cancelled"), heard.append)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not runner.busy, timeout=20000)
    assert heard == []


def test_trouble_in_work_that_was_dropped_leaves_the_next_alone(
    qtbot: QtBot, app_theme: Theme, runner: Runner
) -> None:
    page, go_on, done = QWidget(), threading.Event(), list[object]()
    qtbot.addWidget(page)
    jobs = OneJob(runner, Working(page))

    def break_down(_: Progress) -> None:
        go_on.wait(30)
        raise ValueError("坏了")

    jobs.start(break_down, done.append, "前一件")
    jobs.start(lambda _: "好了", done.append, "后一件")
    go_on.set()
    qtbot.waitUntil(lambda: not runner.busy, timeout=20000)
    assert done == ["好了"] and not jobs.busy


def test_progress_is_told_while_work_goes_on(qtbot: QtBot, runner: Runner) -> None:
    told: list[tuple[int, int]] = []
    done: list[object] = []

    def work(progress: Progress) -> None:
        for step in range(1, 4):
            progress.step(step, 3)

    runner.run(work, done.append, done.append, on_progress=lambda *step: told.append(step))
    qtbot.waitUntil(lambda: bool(done))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_garbage_with_widgets_in_it_is_never_taken_away_by_another_thread(
    qtbot: QtBot, runner: Runner
) -> None:
    """Qt's objects must go in the main thread: elsewhere the window hangs or breaks off."""
    gone: list[bool] = []

    class Ring(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.itself = self
            weakref.finalize(self, lambda: gone.append(threading.current_thread() is threading.main_thread()))

    def make_garbage(_: Progress) -> int:
        kept = []
        for _number in range(100_000):
            ring: list[object] = []
            ring.append(ring)
            kept.append((ring,))
        return len(kept)

    heard: list[int] = []
    for _ in range(3):
        Ring()
        runner.run(make_garbage, heard.append, lambda error: pytest.fail(str(error)))
    qtbot.waitUntil(lambda: len(heard) == 3, timeout=20_000)
    gc.collect()
    assert gone == [True, True, True]


def test_garbage_is_collected_again_when_all_work_is_done(qtbot: QtBot) -> None:
    runners, go_on = (Runner(), Runner()), threading.Event()
    seen: list[bool] = []
    assert gc.isenabled()

    def work(_: Progress) -> None:
        seen.append(gc.isenabled())
        go_on.wait(5)

    for runner in runners:
        runner.run(work, lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: len(seen) == 2)
    go_on.set()
    qtbot.waitUntil(lambda: not any(runner.busy for runner in runners))
    assert seen == [False, False]
    assert gc.isenabled()
    for runner in runners:
        runner.close()


def test_a_runner_that_is_closed_at_work_lets_garbage_be_collected_again(qtbot: QtBot) -> None:
    runner = Runner()
    runner.run(lambda _: None, lambda _: None, lambda _: None)
    runner.close()
    assert gc.isenabled() and not runner.busy
    qtbot.wait(20)


def test_a_closed_runner_takes_no_work_and_holds_nothing_back(qtbot: QtBot) -> None:
    runner = Runner()
    runner.close()
    with pytest.raises(RuntimeError):
        runner.run(lambda _: None, lambda _: None, lambda _: None)
    assert gc.isenabled() and not runner.busy


def test_a_closed_runner_keeps_nothing_of_what_it_did(qtbot: QtBot) -> None:
    class Material:
        """Something that work refers to, such as a printer, which must not outlive the window."""

    runner, material = Runner(), Material()
    gone = weakref.ref(material)
    runner.run(lambda _, held=material: None, lambda _: None, lambda _: None)  # type: ignore[misc]
    del material
    qtbot.waitUntil(lambda: not runner.busy, timeout=20000)
    assert gone() is not None
    runner.close()
    assert gone() is None


def test_waiting_gives_the_result_while_the_window_goes_on(qtbot: QtBot, runner: Runner) -> None:
    turns, go_on, timer = list[bool](), threading.Event(), QTimer()

    def take_turn() -> None:
        turns.append(runner.busy)
        if len(turns) > 3:
            go_on.set()

    timer.timeout.connect(take_turn)
    timer.start(0)
    assert runner.wait_for(lambda: (go_on.wait(20), threading.current_thread())) == (True, ANY)
    assert turns.count(True) > 3
    assert not runner.busy


def test_waiting_raises_what_the_work_raises(qtbot: QtBot, runner: Runner) -> None:
    def work() -> None:
        raise UnreachableFileError(Path("a"), "没有权限")

    with pytest.raises(UnreachableFileError, match="没有权限"):
        runner.wait_for(work)
    assert runner.wait_for(lambda: None) is None


def test_a_cursor_shows_who_waits_long(qtbot: QtBot, runner: Runner) -> None:
    shown = list[bool]()
    go_on = threading.Event()

    def look() -> None:
        if QGuiApplication.overrideCursor() is not None:
            shown.append(True)
            go_on.set()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(5)
    runner.wait_for(lambda: go_on.wait(20))
    assert shown and QGuiApplication.overrideCursor() is None
    runner.wait_for(lambda: None)
    assert QGuiApplication.overrideCursor() is None


def test_who_waits_hears_when_the_runner_is_closed(qtbot: QtBot) -> None:
    runner, go_on = Runner(), threading.Event()

    def close() -> None:
        go_on.set()
        runner.close()

    QTimer.singleShot(0, close)
    with pytest.raises(Cancelled):
        runner.wait_for(lambda: go_on.wait(20))
