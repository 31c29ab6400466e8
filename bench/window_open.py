"""The window with the invented school in it, for whatever is measured in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap import Program
from app.paths import Paths, program_folder
from app.services.recent import RecentFiles
from app.ui.main_window import MainWindow, Surroundings
from app.ui.settings import SettingsStore
from app.ui.work_area import WorkArea


@contextmanager
def opened(folder: Path) -> Iterator[MainWindow]:
    """Show the window with the invented school in it, and close it in the end."""
    paths = Paths(program_folder(), folder / "data")
    program, settings = Program(paths), SettingsStore(paths.data)
    window = MainWindow(Surroundings(paths, program.rulebook, settings, RecentFiles(paths.data)))
    window.resize(1366, 738)
    window.show()
    window.files.open_sample()
    window.activateWindow()
    QApplication.processEvents()
    yield window
    wait_for_work(window)
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def wait_for_work(window: MainWindow) -> None:
    while window.runner.busy:
        QTest.qWait(20)


def work_of(window: MainWindow) -> WorkArea:
    assert window.work is not None
    return window.work
