"""What hands do in the tests of the window: Chinese by the input method, and where the keyboard is."""

from typing import TypeVar

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.pages.page import Page

P = TypeVar("P", bound=Page)


def shown_page(qtbot: QtBot, page: P) -> P:
    """Show a page as the main window does."""
    qtbot.addWidget(page)
    page.resize(1366, 660)
    with qtbot.waitExposed(page):
        page.show()
    page.on_shown()
    return page


def write(text: str) -> None:
    """Commit words as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focus(), event)


def focus() -> QWidget:
    """Return the widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
