import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.ui.runner import Progress, Runner


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


def test_progress_is_told_while_work_goes_on(qtbot: QtBot, runner: Runner) -> None:
    told: list[tuple[int, int]] = []
    done: list[object] = []

    def work(progress: Progress) -> None:
        for step in range(1, 4):
            progress.step(step, 3)

    runner.run(work, done.append, done.append, on_progress=lambda *step: told.append(step))
    qtbot.waitUntil(lambda: bool(done))
    assert told == [(1, 3), (2, 3), (3, 3)]
