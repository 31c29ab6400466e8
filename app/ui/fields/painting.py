"""What the style sheet cannot draw in a field: the dashed frame, and the word in an empty one (look.md 9)."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.ui.theme import theme
from app.ui.widgets.painting import frame

WAITING = "待填"
NOT_APPLICABLE = "不适用"


def draw_waiting(painter: QPainter, widget: QWidget) -> None:
    """Draw the ground and the dashed frame of what waits to be filled."""
    line, fill = theme().colour("unanswered.text"), theme().colour("unanswered.back")
    frame(painter, widget.rect(), line, fill, radius=theme().px(4), dashed=True)


def draw_word(painter: QPainter, widget: QWidget, word: str, token: str) -> None:
    """Write a word into an empty field."""
    painter.setFont(theme().font(13))
    painter.setPen(theme().colour(token))
    rect = widget.rect().adjusted(theme().px(9), 0, -theme().px(4), 0)
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)


def repolish(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for, and style the widget anew if it changed."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
