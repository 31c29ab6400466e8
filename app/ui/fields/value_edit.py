"""The input line of a field: its states, its keys, and its silence while an input method composes."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.fields.editor import step_of
from app.ui.fields.one_line import OneLine
from app.ui.fields.painting import NOT_APPLICABLE, WAITING, draw_waiting, draw_word, repolish
from app.ui.fields.view import FieldState
from app.ui.theme import theme

_MARK = 16


class ValueEdit(QLineEdit):
    """A line of text. Undo belongs to the whole window, so its own undo keys are passed on."""

    onward = Signal()
    backward = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = FieldState.NORMAL
        self._composing = False
        self.setValidator(OneLine(self))
        self.setFont(theme().font(16))
        self.setFixedHeight(max(theme().px(32), self.fontMetrics().height() + theme().px(8)))

    @property
    def composing(self) -> bool:
        """Whether an input method is in the middle of a word."""
        return self._composing

    @property
    def mark_width(self) -> int:
        """What the mark of a figure that a roster gives takes of the room."""
        return theme().px(_MARK + 4) if self._state is FieldState.ROSTER else 0

    def set_state(self, state: FieldState) -> None:
        """Show how the answer stands."""
        self._state = state
        repolish(self, "state", state.value)
        self.update()

    def show_text(self, text: str) -> None:
        """Show a text; the cursor stays where it is in a text that is the same."""
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(len(text) if self.hasFocus() else 0)

    def event(self, event: QEvent) -> bool:
        """Keep the window's shortcuts quiet while composing, and leave undo to the window."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._composing:
                event.accept()
                return True
            if _undoes(event):
                event.ignore()
                return False
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = 0 if self._composing else step_of(event)
        if step:
            (self.onward if step > 0 else self.backward).emit()
        elif _undoes(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._composing = False
        super().focusOutEvent(event)
        self.setCursorPosition(0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._state is FieldState.ROSTER:
            self._paint_mark()
        if self.text() or self._composing:
            return
        painter = QPainter(self)
        if self._state is FieldState.UNANSWERED:
            if not self.hasFocus():
                draw_waiting(painter, self)
            draw_word(painter, self, WAITING, "unanswered.text")
        elif self._state is FieldState.NOT_APPLICABLE:
            draw_word(painter, self, NOT_APPLICABLE, "not_applicable.text")
        painter.end()

    def _paint_mark(self) -> None:
        """Draw the mark of a figure that a roster gives."""
        mark = theme().pixmap("roster", "text.muted", _MARK)
        top = (self.height() - theme().px(_MARK)) // 2
        painter = QPainter(self)
        painter.drawPixmap(theme().px(8), top, mark)
        painter.end()


def _undoes(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


#: Figures stand at the right of a field, words at its left.
FIGURES = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WORDS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
