"""How fast the window starts, follows a key, changes pages, and how long it ever stands still.

    python -m bench.window

Everything is done on the invented school, without a screen (Qt's offscreen platform).
"""

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.ui.main_window import MainWindow
from app.ui.pages.making import TITLES
from app.ui.theme import theme
from app.ui.work_area import WorkArea
from bench import Timing, child_environment, milliseconds, show, show_table
from bench.window_busy import many_years
from bench.window_open import opened, wait_for_work, work_of
from bench.window_soon import asking_soon
from bench.window_still import standing_still

STARTS = 15
KEYS = 300
FIELDS = ("teachers.full_time", "students.enrolled")
PAGES = tuple(name for name in TITLES if name != "fill")

#: A new process says that it is ready once its window is painted.
_READY = "import sys; print('ready', flush=True); sys.stdin.readline(); import os; os._exit(0)"
_BARE = f"""
from PySide6.QtWidgets import QApplication, QFormLayout, QLineEdit, QScrollArea, QWidget
app = QApplication([])
form = QWidget()
rows = QFormLayout(form)
for number in range(100):
    rows.addRow(str(number), QLineEdit())
area = QScrollArea()
area.setWidget(form)
area.resize(1366, 738)
area.show()
app.processEvents()
{_READY}
"""
_DABIAO = f"""
from app.cli import run
def painted(_):
    from PySide6.QtWidgets import QApplication
    QApplication.processEvents()
    while any(work and not work.settled for work in works(QApplication.topLevelWidgets())):
        QApplication.processEvents()
    {_READY}
def works(windows):
    return [getattr(window, 'work', None) for window in windows]
def prepare(*arguments):
    from PySide6.QtWidgets import QApplication
    QApplication.exec = painted
    from app.ui import application
    application.fit_to_screen = lambda *_: None  # the screen of this platform is 800 × 800
    from app.ui.application import run_window
    return run_window(*arguments)
from app.bootstrap import Program
Program.run_window = lambda self, *given: prepare(self.paths, lambda: self.rulebook, *given)
run(%s)
"""


def main() -> None:
    starting()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme().apply(app)
    gc.freeze()  # as the program does
    with tempfile.TemporaryDirectory() as folder:
        typing(app, Path(folder) / "typing")
        changing_pages(app, Path(folder) / "pages")
        asking_soon()
        standing_still(Path(folder) / "still")
        many_years(Path(folder) / "years")


# ---- start


def starting() -> None:
    with tempfile.TemporaryDirectory() as folder:
        bare = start("Qt alone, a form of 100 fields", _BARE, folder)
        empty = start("dabiao, the start page", _DABIAO % "[]", folder, bare)
        sample = start("dabiao open --sample", _DABIAO % "['open', '--sample']", folder, bare)
    show("Start: new process → painted window (files in the disk cache)", [bare, empty, sample])


def start(label: str, code: str, data: str, bare: Timing | None = None) -> Timing:
    seconds = [seconds_until_ready(code, data) for _ in range(STARTS + 1)]
    return Timing(label, seconds[1:], bare)


def seconds_until_ready(code: str, data: str) -> float:
    environment = child_environment() | {"DABIAO_DATA": data, "QT_QPA_PLATFORM": "offscreen"}
    began = time.perf_counter()
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as child:
        assert child.stdout is not None and child.stdin is not None
        line = child.stdout.readline()
        took = time.perf_counter() - began
        child.stdin.close()
    if line != b"ready\n":
        raise RuntimeError(f"the window did not open: {line!r}")
    return took


# ---- keys


def typing(app: QApplication, folder: Path) -> None:
    rows = [["", "median ms", "p95", "p99", "longest", "own CPU: median", "p99", ""]]
    with opened(folder) as window:
        labels = sum(label.isVisible() for label in work_of(window).findChildren(QLabel))
        bare = bare_keys(app, labels)
        rows.append(spread_cells(f"Qt alone: a field and {labels} labels set anew", bare, bare))
        QTest.qWait(3000)
        for fact in FIELDS:
            rows.append(spread_cells(f"a digit in {fact}", type_digits(app, window, fact), bare))
    show_table("Key → verdicts painted", rows)


def type_digits(app: QApplication, window: MainWindow, fact: str) -> "Keys":
    work_of(window).jumps.focus_fact(fact)
    QTest.qWait(700)
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    return keys(app, field)


@dataclass(frozen=True, slots=True)
class Keys:
    """How long each key took, by the clock and in processor time: others may be at work on the machine."""

    seconds: Sequence[float]
    own: Sequence[float]


def keys(app: QApplication, field: QLineEdit) -> Keys:
    """Type numbers of one to four digits, each over the last."""
    seconds, own = [], []
    for number in range(KEYS):
        if number % 4 == 0:
            field.selectAll()
        digit = str(number * 7 % 9 + 1)
        app.processEvents()
        began, used = time.perf_counter(), time.process_time()
        QTest.keyClicks(field, digit)
        app.processEvents()
        seconds.append(time.perf_counter() - began)
        own.append(time.process_time() - used)
    return Keys(seconds, own)


def bare_keys(app: QApplication, number: int) -> Keys:
    """Type into a field on each of whose keys so many labels in a scroll area get another text."""
    whole, inner, area, field = QWidget(), QWidget(), QScrollArea(), QLineEdit()
    column, lines = QVBoxLayout(whole), QVBoxLayout(inner)
    labels = [QLabel("—") for _ in range(number)]
    for label in labels:
        lines.addWidget(label)
    area.setWidget(inner)
    column.addWidget(field)
    column.addWidget(area)

    def set_labels(text: str) -> None:
        for label in labels:
            label.setText(text)

    field.textChanged.connect(set_labels)
    whole.resize(1366, 738)
    whole.show()
    taken = keys(app, field)
    whole.close()
    return taken


def spread_cells(label: str, taken: Keys, bare: Keys) -> list[str]:
    cuts, own = quantiles(taken.seconds, n=100), quantiles(taken.own, n=100)
    figures = [cuts[49], cuts[94], cuts[98], max(taken.seconds), own[49], own[98]]
    return [label, *map(milliseconds, figures), f"{own[49] / median(bare.own):.1f} times bare Qt's CPU"]


# ---- pages


def changing_pages(app: QApplication, folder: Path) -> None:
    rows = [["", "first visit", "again", "after an edit"]]
    with opened(folder / "later") as window:
        QTest.qWait(3000)
        idle = dict(visit_all(app, work_of(window), pause_ms=150))
        wait_for_work(window)
        later = dict(visit_all(app, work_of(window), pause_ms=150))
        edited = dict(visit_edited(app, window))
    for name in later:
        cells = (milliseconds(seconds[name]) for seconds in (idle, later))
        rows.append([name, *cells, milliseconds(edited[name]) if name in edited else ""])
    show_table("Changing pages, ms → painted", rows)


def visit_all(app: QApplication, work: WorkArea, pause_ms: int) -> Iterator[tuple[str, float]]:
    for step, title in work.steps.entries():
        if step != "tasks":
            QTest.qWait(pause_ms)
            yield f"step {title}", timed_visit(app, work, partial(work.steps.page_chosen.emit, step))
    for name in (*PAGES, "fill"):
        QTest.qWait(pause_ms)
        yield f"page {name}", timed_visit(app, work, partial(work.go_to, name))


def visit_edited(app: QApplication, window: MainWindow) -> Iterator[tuple[str, float]]:
    """Change a figure that turns verdicts, save it, and go to a page at once: all it says is made anew."""
    work = work_of(window)
    for number, name in enumerate(PAGES):
        wait_for_work(window)  # the report page had its preview made
        work.jumps.focus_fact(FIELDS[0])
        app.processEvents()
        field = window.focusWidget()
        assert isinstance(field, QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, ("12", "97")[number % 2])
        app.processEvents()
        assert window.model is not None
        window.model.leave_field()
        QTest.qWait(150)
        yield f"page {name}", timed_visit(app, work, partial(work.go_to, name))


def timed_visit(app: QApplication, work: WorkArea, go: Callable[[], None]) -> float:
    """Go to a page; return how long it took until it and the panel, some turns later, were painted."""
    began = time.perf_counter()
    go()
    app.processEvents()
    while not work.settled:
        app.processEvents()
    app.processEvents()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
