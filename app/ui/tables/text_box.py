"""A box for a few lines of text, as high as what is written in it; Enter goes on, Shift+Enter breaks the line."""

from math import ceil

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from app.ui.theme import theme

_LEAST, _MOST = 2, 6
_PADDING, _BORDER = 4, 3


class TextBox(QPlainTextEdit):
    """Several lines of plain text. ``typed`` comes with every change by a person."""

    typed = Signal(str)
    finished = Signal()
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self._on_text)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size)
        theme().changed.connect(self._on_size)
        self._on_size()

    def put(self, text: str) -> None:
        """Show a text that came from elsewhere; the one that is there already stays untouched."""
        if self.toPlainText() != text:
            blocker = QSignalBlocker(self)
            self.setPlainText(text)
            blocker.unblock()
            self._on_size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _on_text(self) -> None:
        self.typed.emit(self.toPlainText())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_size()

    def _line_count(self) -> int:
        """Return how many lines there are; Qt breaks a paragraph that was not yet seen only when asked for it."""
        document = self.document()
        block = document.begin()
        while block.isValid():
            document.documentLayout().blockBoundingRect(block)
            block = block.next()
        return int(document.size().height())

    def _on_size(self, *_: object) -> None:
        lines = min(max(self._line_count(), _LEAST), _MOST)
        high = ceil(QFontMetricsF(self.font()).lineSpacing()) * lines
        self.setFixedHeight(high + theme().px(2 * _PADDING) + 2 * _BORDER)


def put_line(editor: QLineEdit, text: str) -> None:
    """Show a text that came from elsewhere, from its beginning; the one that is there already stays untouched."""
    if editor.text() != text:
        editor.setText(text)
        if not editor.hasFocus():
            editor.setCursorPosition(0)
