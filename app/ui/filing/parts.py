"""Small parts of the filing: white sheets with a heading, lines of text, buttons that look like links."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.theme import theme
from app.ui.verdict_body import WrappedLabel
from app.ui.widgets.separator import separator


class Sheet(QFrame):
    """A white sheet: a heading with a note beside it, then its ``body``."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self.setProperty("role", "sheet")
        self.note = line(note, "muted", wrap=False)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(px(14), px(9), px(14), px(9))
        self.head.setSpacing(px(8))
        name = QLabel(title)
        name.setProperty("role", "section")
        self.head.addWidget(name)
        self.head.addWidget(self.note, 0, Qt.AlignmentFlag.AlignBottom)
        self.head.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(px(14), px(10), px(14), px(12))
        self.body.setSpacing(px(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addWidget(separator())
        column.addLayout(self.body)


def line(text: str, role: str = "detail", wrap: bool = True) -> QLabel:
    """Return a line of plain text in a role of the style sheet."""
    made = WrappedLabel(text) if wrap else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setProperty("role", role)
    return made


def bold_line(text: str, size: int = 14) -> QLabel:
    """Return a bold line of plain text."""
    made = line(text, "")
    made.setProperty("px", size)
    made.setProperty("bold", "true")
    return made


def link(text: str, name: str, act: Callable[[], object]) -> QPushButton:
    """Return a button that looks like a link; ``name`` is what those hear who do not see what stands beside it."""
    made = QPushButton(text)
    made.setProperty("role", "link")
    made.setAccessibleName(name)
    made.clicked.connect(lambda: act())
    return made


def small_button(text: str, name: str, act: Callable[[], object]) -> QPushButton:
    """Return a small button."""
    made = link(text, name, act)
    made.setProperty("role", "small")
    return made


def beside(*widgets: QWidget, stretch: int = -1) -> QHBoxLayout:
    """Return widgets side by side; the one at ``stretch`` takes the room that is left, else nothing does."""
    row = QHBoxLayout()
    row.setSpacing(theme().px(8))
    for place, widget in enumerate(widgets):
        row.addWidget(widget, int(place == stretch))
    if stretch < 0:
        row.addStretch(1)
    return row


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; its widgets are deleted."""
    for place in reversed(range(layout.count())):
        item = layout.itemAt(place)
        assert item is not None
        widget, inner = item.widget(), item.layout()
        layout.removeItem(item)
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        if inner is not None:
            clear(inner)
            inner.deleteLater()
