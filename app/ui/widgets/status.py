"""A status as the eye finds it: shape, word and colour together, as a chip, plain or alone."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.domain.standard import SourceState
from app.domain.wording import SOURCE_WORDS
from app.ui.theme import theme
from app.ui.widgets.painting import back, frame, ink

#: How a source state looks: its icon and the status whose colours it borrows.
SOURCE_LOOKS = {
    SourceState.READ: ("src_read", "met"),
    SourceState.SECONDARY: ("src_secondary", "unanswered"),
    SourceState.RECALLED: ("src_recalled", "unjudgeable"),
    SourceState.CONFIRMED: ("src_read", "shown"),
}


class IconWord(QLabel):
    """An icon with a word beside it in one colour; the word is its accessible name.

    A label that paints itself: so it is a text to those who hear the window.
    """

    _icon_size, _size, _bold = 14, 13, True
    _left, _gap, _right, _height = 0, 5, 0, 18

    def __init__(self, icon: str, word: str, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._icon, self._word, self._colour = icon, word, colour
        self._hint, self._hinted = QSize(), ("", theme().metrics)
        self.setAccessibleName(word)
        theme().changed.connect(self._on_theme)

    @property
    def word(self) -> str:
        """The word beside the icon."""
        return self._word

    def _show(self, icon: str, word: str, colour: str) -> None:
        if (icon, word, colour) == (self._icon, self._word, self._colour):
            return
        former = self.sizeHint()
        self._icon, self._word, self._colour = icon, word, colour
        self.setAccessibleName(word)
        if self.sizeHint() != former:
            self.updateGeometry()
        self.update()

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        return theme().font(self._size, self._bold)

    def sizeHint(self) -> QSize:
        """Return the room that icon and word need; asked for often, it is measured once."""
        if self._hinted != (self._word, theme().metrics) or not self._hint.isValid():
            self._hint, self._hinted = self._measured(), (self._word, theme().metrics)
        return QSize(self._hint)

    def _measured(self) -> QSize:
        metrics, px = QFontMetrics(self._font()), theme().px
        beside = px(self._gap) + metrics.horizontalAdvance(self._word) if self._word else 0
        width = px(self._left + self._icon_size + self._right) + beside
        return QSize(width, max(px(self._height), metrics.height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, px = QPainter(self), theme().px
        left, size = px(self._left), px(self._icon_size)
        pixmap = theme().pixmap(self._icon, f"{self._colour}.text", self._icon_size)
        painter.drawPixmap(QPoint(left, (self.height() - size) // 2), pixmap)
        painter.setFont(self._font())
        painter.setPen(self._word_colour())
        start = left + size + px(self._gap)
        room = QRect(start, 0, self.width() - start, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._word)

    def _word_colour(self) -> QColor:
        return ink(self._colour)


class StatusPlain(IconWord):
    """Icon and word, for tables and summaries."""

    def __init__(self, status: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(f"status_{status}", word, status, parent)

    def set_status(self, status: str, word: str) -> None:
        """Show another status."""
        self._show(f"status_{status}", word, status)


class StatusChip(StatusPlain):
    """Icon and word on the status's ground, for the head of a card.

    ``set_marked`` draws a frame round it: the sign that the verdict has just turned.
    """

    _left, _gap, _right, _height = 6, 4, 8, 22

    def __init__(self, status: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(status, word, parent)
        self._marked = False

    @property
    def marked(self) -> bool:
        """Whether the frame is there."""
        return self._marked

    def set_marked(self, marked: bool) -> None:
        """Frame the chip, or take the frame away."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, radius = QPainter(self), theme().px(3)
        line = ink(self._colour) if self._marked else None
        frame(painter, self.rect(), line, back(self._colour), radius=radius, width=theme().px(2))
        painter.end()
        super().paintEvent(event)


class StatusGlyph(StatusPlain):
    """The icon alone, only where its word stands in the same row or heading."""

    _right = 0

    def __init__(self, status: str, word: str, size: int = 16, parent: QWidget | None = None) -> None:
        self._icon_size = size
        super().__init__(status, "", parent)
        self._name(word)

    def set_status(self, status: str, word: str) -> None:
        """Show another status."""
        super().set_status(status, "")
        self._name(word)

    def _name(self, word: str) -> None:
        self.setAccessibleName(word)
        self.setToolTip(word)


class SourceLabel(IconWord):
    """How surely a required value is known."""

    _icon_size, _size, _bold, _gap, _height = 15, 12, False, 3, 17

    def __init__(self, state: SourceState, parent: QWidget | None = None) -> None:
        icon, colour = SOURCE_LOOKS[state]
        super().__init__(icon, SOURCE_WORDS[state], colour, parent)

    def set_state(self, state: SourceState) -> None:
        """Show another state."""
        icon, colour = SOURCE_LOOKS[state]
        self._show(icon, SOURCE_WORDS[state], colour)
