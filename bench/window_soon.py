"""A page asked for in the first moment after opening a school: when it answers, when it is whole, the longest block.

    python -m bench.window_soon [PAGE [key]]

Each try is a new process that has loaded nothing of the page; with PAGE it is done in this one. "key" also types one in
the turn after, which waits for the page.
"""

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.main_window import MainWindow
from app.ui.pages.making import TITLES
from app.ui.theme import theme
from app.ui.work_area import WorkArea
from bench import child_environment, milliseconds, show_table
from bench.window_open import opened, wait_for_work, work_of
from bench.window_still import Heartbeat, never

TRIES = 5
STEPS = ("campus", "teachers", "students", "teaching", "governance")
PAGES = tuple(name for name in TITLES if name != "fill")
#: For so long after asking, every turn of the window is timed.
_WATCHED_SECONDS = 2.0


def main() -> None:
    if sys.argv[1:]:
        print(json.dumps(asked_for(*sys.argv[1:])))
    else:
        asking_soon()


def asking_soon() -> None:
    rows = [["", "answers", "whole", "longest block", "own CPU of it", "… with a key"]]
    for name in (*STEPS, *PAGES):
        label = f"step {name}" if name in STEPS else f"page {name}"
        figures = [*_in_new_processes(name), *(_in_new_processes(name, "key") if name in PAGES else ())]
        rows.append([label, *map(milliseconds, figures)])
    rows = [[*row, "—"][: len(rows[0])] for row in rows]
    show_table(f"A page asked for right after opening, ms, median of {TRIES} new processes", rows)


def _in_new_processes(*given: str) -> list[float]:
    tries = [_in_new_process(*given) for _ in range(TRIES)]
    return [median(figures) for figures in zip(*tries, strict=True)]


def _in_new_process(*given: str) -> list[float]:
    environment = child_environment() | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "bench.window_soon", *given]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return list(json.loads(done.stdout))


def asked_for(name: str, key: str = "") -> list[float]:
    """Ask for a page in the first turn; return when it answers and is whole, and the longest turn, also in own CPU.

    With a key, return only for how long the window did not answer.
    """
    app = QApplication([])
    theme().apply(app)
    gc.freeze()  # as the program does
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as window:
        taken = (
            [Heartbeat().during(partial(go_and_type, window, name), never)]
            if key
            else ask(work_of(window), name)
        )
        wait_for_work(window)
    return taken


def ask(work: WorkArea, name: str) -> list[float]:
    began = time.perf_counter()
    turns = [turn(partial(go_and_paint, work, name))]
    answered, whole = time.perf_counter() - began, 0.0
    while not whole or time.perf_counter() < began + _WATCHED_SECONDS:
        settled = work.settled
        turns.append(turn(QApplication.processEvents))
        if settled and not whole:
            whole = time.perf_counter() - began
    return [answered, whole, max(clock for clock, _ in turns), max(own for _, own in turns)]


def turn(act: Callable[[], None]) -> tuple[float, float]:
    """Let the window do something; return how long it took, by the clock and in processor time of this thread."""
    began, used = time.perf_counter(), time.thread_time()
    act()
    return time.perf_counter() - began, time.thread_time() - used


def go_and_paint(work: WorkArea, name: str) -> None:
    if name in STEPS:
        work.steps.page_chosen.emit(name)
    else:
        work.go_to(name)
    QApplication.sendPostedEvents()  # lays out and paints, and nothing else


def go_and_type(window: MainWindow, name: str) -> None:
    work_of(window).go_to(name)
    QApplication.processEvents()
    handle = window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_Down)


if __name__ == "__main__":
    main()
