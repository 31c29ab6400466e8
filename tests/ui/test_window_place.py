"""The window stands on the screen that there is, whatever size and place it was left at."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from app.paths import Paths
from app.ui.finder import Finder
from app.ui.help import HelpDialog, Manual
from app.ui.main_window import MainWindow
from app.ui.theme import Theme
from app.ui.window_place import SMALLEST, WANTED, fit_to_screen

LARGE, OFFICE, ENLARGED = QRect(0, 0, 1920, 1040), QRect(0, 0, 1366, 728), QRect(0, 0, 911, 485)


def made(qtbot: QtBot, at: QRect) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setMinimumSize(SMALLEST)
    window.setGeometry(at)
    return window


def fits(dialog: QWidget) -> bool:
    room = dialog.screen().availableGeometry()
    return dialog.width() <= room.width() and dialog.height() < room.height()


@pytest.mark.parametrize("room", [OFFICE, ENLARGED])
def test_a_screen_that_is_too_small_is_filled(qtbot: QtBot, room: QRect) -> None:
    window = made(qtbot, QRect(0, 0, WANTED.width(), WANTED.height()))
    fit_to_screen(window, room)
    assert window.isMaximized()
    assert room.contains(window.normalGeometry().adjusted(0, 0, 0, 0))
    assert window.minimumHeight() <= room.height()


def test_a_window_that_fits_stays_where_it_is(qtbot: QtBot) -> None:
    window = made(qtbot, QRect(100, 60, 1366, 738))
    fit_to_screen(window, LARGE)
    assert window.geometry() == QRect(100, 60, 1366, 738)
    assert not window.isMaximized()


@pytest.mark.parametrize("left", [QRect(1800, 900, 1000, 600), QRect(-700, -40, 1000, 600)])
def test_a_window_that_was_left_outside_comes_back(qtbot: QtBot, left: QRect) -> None:
    window = made(qtbot, left)
    fit_to_screen(window, LARGE)
    assert LARGE.contains(window.geometry())
    assert window.size() == left.size()


def test_the_manual_is_no_larger_than_the_screen_at_twice_the_size(
    qtbot: QtBot, app_theme: Theme, shipped: Paths
) -> None:
    app_theme.set_scale(200)
    dialog = HelpDialog(Manual(shipped.manual))
    qtbot.addWidget(dialog)
    dialog.show()
    assert fits(dialog)


def test_the_finder_is_no_larger_than_the_screen_at_twice_the_size(
    app_theme: Theme, window: MainWindow
) -> None:
    window.files.open_sample()
    app_theme.set_scale(200)
    window.acts.open_finder()
    finder = window.findChild(Finder)
    assert finder is not None and fits(finder)
    finder.reject()
