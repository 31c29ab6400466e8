"""Pictures of every page, light and dark, and of the main ones at 150 %: ``python -m tests.ui.screens FOLDER``."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap import Program
from app.paths import Paths, program_folder
from app.services.recent import RecentFiles
from app.services.sample import write_sample, write_sample_reports
from app.ui.main_window import MainWindow, Surroundings
from app.ui.settings import SettingsStore
from app.ui.theme import theme

#: The smallest window that the program is made for, less the title bar and taskbar of the system.
SIZE = QSize(1366, 738)
PAGES = (
    "fill",
    "overview",
    "ledger",
    "tasks",
    "checks",
    "report",
    "evidence",
    "filing",
    "documents",
    "clauses",
)
LARGE = ("fill", "overview", "tasks")
REPORT_PAGES = {"report-cover": 0, "report-statement": 1, "report-conclusion": 3, "report-verdicts": 4}


def window(folder: Path) -> MainWindow:
    paths = Paths(program_folder(), folder / "data")
    program = Program(paths)
    settings = SettingsStore(paths.data)
    settings.change(typist="李晓岚")
    return MainWindow(Surroundings(paths, program.rulebook, settings, RecentFiles(paths.data)))


def settle(shown: MainWindow, milliseconds: int = 300) -> None:
    for _ in range(3):  # work that is done may start more: a report is made, then its pages are drawn
        QTest.qWait(milliseconds)
        while shown.runner.busy:
            QTest.qWait(50)


def pictures(shown: MainWindow, names: tuple[str, ...], suffix: str) -> Iterator[tuple[str, QImage]]:
    for name in names:
        assert shown.work is not None
        if name == "clauses":
            shown.work.navigation.show_clause("YZ-双师")
        else:
            shown.work.go_to(name)
        if name == "fill":
            shown.work.fill.focus_fact("teachers.dual_qualified")
        settle(shown)
        yield f"{name}{suffix}", shown.grab().toImage()


def all_pictures(folder: Path) -> Iterator[tuple[str, QImage]]:
    shown = window(folder)
    shown.resize(SIZE)
    shown.show()
    for dark in (False, True):
        suffix = "-dark" if dark else ""
        theme().set_look(dark, 100)
        shown.open_sample()
        settle(shown)
        shown._close_to_start()
        settle(shown)
        yield f"start{suffix}", shown.grab().toImage()
        shown.open_sample()
        yield from pictures(shown, PAGES, suffix)
    theme().set_look(False, 150)
    settle(shown)
    yield from pictures(shown, LARGE, "-150")
    theme().set_look(False, 100)
    shown.close()


def report_pictures(folder: Path) -> Iterator[tuple[str, QImage]]:
    from app.ui.preview import draw_page

    paths = Paths(program_folder(), folder / "data")
    program = Program(paths)
    list(write_sample(folder, program.rulebook, paths))
    list(write_sample_reports(folder, program.rulebook, paths))
    pdf = (folder / "自评报告.pdf").read_bytes()
    for name, number in REPORT_PAGES.items():
        yield name, draw_page(pdf, number, 1.3)


def main(target: Path) -> None:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme().apply(app)
    target.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.gettempdir()) / "dabiao"  # seen on the start page, so the same each time
    shutil.rmtree(folder, ignore_errors=True)
    try:
        for name, image in chain(all_pictures(folder), report_pictures(folder)):
            small = image.convertToFormat(QImage.Format.Format_RGB32)
            small.save(str(target / f"{name}.png"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
