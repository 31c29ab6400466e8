"""What hands do in the tests of the window, and where the keyboard is; and which colours the eye sees."""

from collections.abc import Callable
from itertools import count
from typing import TypeVar

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.pages.page import Page

P = TypeVar("P", bound=Page)
#: Some twenty seconds.
_MOST_TRIES = 10_000


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


def colours_of(image: QImage) -> set[str]:
    """Return every colour in a picture."""
    places = (QPoint(x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(place).name() for place in places}


def when_asked(act: Callable[[], object]) -> None:
    """Do something as soon as a dialog stands there, however long what comes before it takes."""
    timer, tries = QTimer(QApplication.instance(), interval=2), count()

    def look() -> None:
        asked = QApplication.activeModalWidget() is not None
        if asked or next(tries) > _MOST_TRIES:
            timer.stop()
            timer.deleteLater()
            assert asked, "no dialog came up"
            act()

    timer.timeout.connect(look)
    timer.start()
