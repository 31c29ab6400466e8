"""What an empty page says: what is not there yet, how to begin, and one button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.theme import theme


class EmptyState(QWidget):
    """An icon, one bold sentence, how to begin, one button. ``pressed`` comes when the button is used."""

    pressed = Signal()

    def __init__(
        self, icon: str, bold: str, text: str = "", button: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._picture, self._bold, self._text = QLabel(), QLabel(bold), QLabel(text)
        self._bold.setProperty("bold", "true")
        self._text.setProperty("role", "muted")
        for label in (self._picture, self._bold, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self.button = QPushButton(button)
        self.button.setProperty("role", "small")
        self.button.setAccessibleName(button.rstrip("…"))
        self.button.clicked.connect(self.pressed)
        self._column = QVBoxLayout(self)
        self._fill()
        self.button.setVisible(bool(button))  # once it has its place: else it would be a window for a moment
        self._on_theme()
        theme().changed.connect(self._on_theme)

    def set_words(self, bold: str, text: str = "") -> None:
        """Say something else."""
        self._bold.setText(bold)
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def _fill(self) -> None:
        self._column.addStretch(1)
        for label in (self._picture, self._bold, self._text):
            self._column.addWidget(label)
        self._column.addSpacing(theme().px(6))
        self._column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)

    def _on_theme(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(16), px(22), px(16), px(22))
        self._column.setSpacing(px(4))
        self._picture.setPixmap(theme().pixmap(self._icon, "text.faint", 32))
