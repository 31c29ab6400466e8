"""Pages in a stack: one in front, painted once when it gets there."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.scroll import VerticalScroll
from app.ui.widgets.stack import PageStack


class Part(QWidget):
    """Counts how often it is painted."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted += 1


def page_of(part: QWidget) -> VerticalScroll:
    content = QWidget()
    QVBoxLayout(content).addWidget(part)
    return VerticalScroll(content)


def shown_stack(qtbot: QtBot, *pages: QWidget) -> PageStack:
    stack = PageStack()
    qtbot.addWidget(stack)
    for page in pages:
        stack.addWidget(page)
    stack.resize(400, 300)
    with qtbot.waitExposed(stack):
        stack.show()
    QApplication.processEvents()
    return stack


def test_a_page_that_comes_to_the_front_is_painted_once(qtbot: QtBot) -> None:
    first, second = Part(), Part()
    pages = page_of(first), page_of(second)
    stack = shown_stack(qtbot, *pages)
    for page in (pages[1], pages[0]):  # the first visit lays it out as well
        stack.setCurrentWidget(page)
        QApplication.processEvents()
    second.painted = 0

    stack.setCurrentWidget(pages[1])
    QApplication.processEvents()

    assert stack.currentWidget() is pages[1]
    assert second.painted == 1


def test_the_page_in_front_is_left_alone_when_asked_for_again(qtbot: QtBot) -> None:
    part = Part()
    page = page_of(part)
    stack = shown_stack(qtbot, page)
    part.painted = 0

    stack.setCurrentWidget(page)
    QApplication.processEvents()

    assert stack.currentWidget() is page
    assert part.painted == 0
