"""A row of segments of which one, or none, is chosen: answers in words, and units."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui.fields.editor import step_of
from app.ui.fields.painting import draw_waiting
from app.ui.fields.view import FieldState
from app.ui.theme import theme
from app.ui.widgets.painting import frame


class Switch(QAbstractButton):
    """Segments side by side. ← → and digits choose, Delete empties where that is allowed.

    ``picked`` tells the place of the chosen segment, -1 for none.
    """

    picked = Signal(int)
    onward = Signal()
    backward = Signal()

    def __init__(
        self, words: Sequence[str], small: bool = False, may_empty: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.words, self._small, self._may_empty = tuple(words), small, may_empty
        self.chosen, self.locked = -1, False
        self._state = FieldState.NORMAL
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_choice(self, chosen: int, state: FieldState = FieldState.NORMAL, locked: bool = False) -> None:
        """Show which segment is chosen."""
        self.chosen, self._state, self.locked = chosen, state, locked
        self.setAccessibleDescription(f"已选{self.words[chosen]}" if chosen >= 0 else "未选")
        self.update()

    def sizeHint(self) -> QSize:
        width = sum(self._widths())
        return QSize(width, theme().px(26 if self._small else 32))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = next(
            (i for i, rect in enumerate(self._cells()) if rect.contains(event.position().toPoint())), -1
        )
        if place >= 0:
            self._pick(-1 if place == self.chosen and self._may_empty else place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, key = step_of(event), event.key()
        number = key - Qt.Key.Key_1
        if step:
            (self.onward if step > 0 else self.backward).emit()
        elif event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()  # a plain button would lead the focus on with ← and →
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            move = 1 if key == Qt.Key.Key_Right else -1
            self._pick(min(max(self.chosen + move, 0), len(self.words) - 1))
        elif key == Qt.Key.Key_Space:
            self._pick((self.chosen + 1) % len(self.words))
        elif 0 <= number < len(self.words):
            self._pick(number)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._may_empty:
            self._pick(-1)
        else:
            event.ignore()  # a plain button would lead the focus on with ← and →

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), theme().px(4), theme().px(4))
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), theme().colour("sunken" if self._sunken else "surface"))
        if self._state is FieldState.UNANSWERED and not self.hasFocus():
            draw_waiting(painter, self)
        for place, cell in enumerate(self._cells()):
            self._paint_cell(painter, place, cell)
        painter.setClipping(False)
        self._paint_frame(painter)
        painter.end()

    @property
    def _sunken(self) -> bool:
        return self.locked or self._state is FieldState.NOT_APPLICABLE

    def _paint_cell(self, painter: QPainter, place: int, cell: QRect) -> None:
        on = place == self.chosen
        waiting = self._state is FieldState.UNANSWERED and not self.hasFocus()
        if on:
            painter.fillRect(cell, theme().colour("selected"))
        if place and not waiting:
            painter.fillRect(cell.left(), 0, 1, self.height(), theme().colour("line"))
        painter.setFont(self._font(on))
        painter.setPen(theme().colour("accent" if on else "text.muted" if self.locked else "text"))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, self.words[place])

    def _paint_frame(self, painter: QPainter) -> None:
        radius = theme().px(4)
        if self.hasFocus():
            frame(painter, self.rect(), theme().colour("focus"), radius=radius, width=2)
        elif self._state is not FieldState.UNANSWERED:
            line = "line" if self._sunken else "line.strong"
            frame(painter, self.rect(), theme().colour(line), radius=radius)

    def _pick(self, place: int) -> None:
        if place != self.chosen and not self.locked:
            self.chosen = place
            self.update()
            self.picked.emit(place)

    def _font(self, bold: bool) -> QFont:
        return theme().font(13 if self._small else 14, bold=bold)

    def _widths(self) -> list[int]:
        metrics, room = QFontMetrics(self._font(True)), theme().px(9 if self._small else 16)
        return [metrics.horizontalAdvance(word) + 2 * room for word in self.words]

    def _cells(self) -> list[QRect]:
        cells, left = [], 0
        for width in self._widths():
            cells.append(QRect(left, 0, width, self.height()))
            left += width
        return cells
