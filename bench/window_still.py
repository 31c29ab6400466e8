"""For how long the window ever stands still: while one types, saves, exports, opens and closes."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from app.services.exports import Judged, write_judged
from app.services.writing import Output
from app.ui.main_window import MainWindow
from app.ui.pages.making import TITLES
from app.ui.printing import print_pages
from app.ui.theme import theme
from bench import milliseconds, show_table
from bench.window_open import opened, work_of

BEAT_MS = 5
FIELD = "teachers.full_time"


class Heartbeat(QObject):
    """Beats every few milliseconds; the longest pause is how long the main thread did nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self.longest, self._last = 0.0, 0.0

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last - BEAT_MS / 1000)
        self._last = now

    def during(self, act: Callable[[], object], wait: Callable[[], bool], settle_ms: int = 300) -> float:
        """Do something in the running loop and wait for its end; return the longest pause in seconds."""
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer.start()
        QTimer.singleShot(0, act)
        QTest.qWait(settle_ms)
        while wait():
            QTest.qWait(20)
        self._timer.stop()
        return self.longest


def standing_still(folder: Path) -> None:
    beat = Heartbeat()
    rows = [["", "longest ms"], ["nothing going on", milliseconds(beat.during(lambda: None, never))]]

    def measure(
        label: str, act: Callable[[], object], wait: Callable[[], bool] = lambda: False, settle_ms: int = 300
    ) -> None:
        rows.append([label, milliseconds(max(beat.during(act, wait, settle_ms) for _ in range(3)))])

    with opened(folder) as window:
        QTest.qWait(3000)
        work = work_of(window)
        work.jumps.focus_fact(FIELD)
        QTest.qWait(700)
        measure("typing with pauses, saving after them", lambda: type_slowly(window), settle_ms=1500)
        measure("saving on leaving a field", lambda: type_and_save(window))
        target = folder / "自评报告.pdf"
        measure(
            "exporting a PDF in the background", lambda: export(window, target), lambda: window.runner.busy
        )
        printer = paper(folder / "打印.pdf")
        measure(
            "printing the report in the background",
            lambda: print_report(window, target, printer),
            lambda: window.runner.busy,
        )
        measure("the preview of the report", lambda: work.go_to("report"), lambda: window.runner.busy)
        path = window.model.session.workspace.path if window.model else Path()
        closing, opening = close_and_open(beat, window, path)
        rows += [["closing a file", milliseconds(closing)], ["opening a file", milliseconds(opening)]]
        walking = max(walk_at_once(beat, window, path) for _ in range(3))
        rows.append(["opening a file and asking for each of its pages", milliseconds(walking)])
        measure("undoing a hundred answers", partial(undo_many, window), settle_ms=1000)
        measure("turning to the dark theme and back", partial(turn_over, window), settle_ms=1500)
        measure("opening and closing help", partial(open_help, window), settle_ms=800)
    show_table("Longest time in which the window did not answer", rows)


def never() -> bool:
    return False


def type_slowly(window: MainWindow) -> None:
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    for digit in "4711":
        QTest.keyClicks(field, digit)
        QTest.qWait(90)


def type_and_save(window: MainWindow) -> None:
    field, model = window.focusWidget(), window.model
    assert isinstance(field, QLineEdit) and model is not None
    field.selectAll()
    QTest.keyClicks(field, str(int(field.text() or 0) % 89 + 10))
    model.leave_field()


def export(window: MainWindow, target: Path) -> None:
    assert window.model is not None
    session, paths = window.model.session, window.around.paths
    judged = Judged(session.assessment, session.evaluation, session.rulebook, paths)
    window.runner.run(lambda _: write_judged(judged, {Output.PDF: target}), lambda _: None, _raise)


def paper(target: Path) -> QPrinter:
    """A printer whose paper is a file: Qt's own, the slowest there is."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    return printer


def print_report(window: MainWindow, report: Path, printer: QPrinter) -> None:
    window.runner.run(partial(print_pages, report.read_bytes(), printer), lambda _: None, _raise)


def close_and_open(beat: Heartbeat, window: MainWindow, path: Path) -> tuple[float, float]:
    """Close and open a file three times; return the longest pause of each."""
    pauses = []
    for _ in range(3):
        closing = beat.during(window.close_to_start, never, settle_ms=800)
        pauses.append((closing, beat.during(partial(window.open_file, path), never, settle_ms=2500)))
    return max(closing for closing, _ in pauses), max(opening for _, opening in pauses)


def walk_at_once(beat: Heartbeat, window: MainWindow, path: Path) -> float:
    """Open a file anew, and ask for another of its pages while the one before is made."""
    beat.during(window.close_to_start, never, settle_ms=800)
    return beat.during(partial(open_and_walk, window, path), never, settle_ms=3500)


def open_and_walk(window: MainWindow, path: Path) -> None:
    window.open_file(path)
    work = work_of(window)
    walk = [partial(work.steps.page_chosen.emit, step) for step, _ in work.steps.entries()]
    walk += [partial(work.go_to, name) for name in TITLES]
    for place, go in enumerate(walk, start=1):
        QTimer.singleShot(place * 60, work, go)


def undo_many(window: MainWindow) -> None:
    model = window.model
    assert model is not None
    session = model.session
    given = {fact: session.answer(fact) for fact in session.rulebook.facts if session.answer(fact).typed}
    changed = {fact: replace(answer, note="…") for fact, answer in list(given.items())[:100]}
    model.set_answers(changed, "注")
    QTimer.singleShot(100, model.undo_stack.undo)


def turn_over(window: MainWindow) -> None:
    theme().set_dark(not theme().dark)
    QTimer.singleShot(500, window, lambda: theme().set_dark(not theme().dark))


def open_help(window: MainWindow) -> None:
    window.acts.show_help()
    QTimer.singleShot(200, close_dialogs)


def close_dialogs() -> None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog):
            widget.close()


def _raise(error: BaseException) -> None:
    raise error
