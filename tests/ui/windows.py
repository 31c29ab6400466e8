"""The main window as tests show it and take it away."""

from collections.abc import Iterator
from contextlib import contextmanager

from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow, Surroundings


@contextmanager
def shown_window(qtbot: QtBot, around: Surroundings) -> Iterator[MainWindow]:
    """Show a window; in the end what is open in it is closed, and its work is over."""
    made = MainWindow(around)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made)
    yield made
    made.close_session()
    made.runner.close()
