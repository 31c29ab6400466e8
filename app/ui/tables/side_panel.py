"""What the panels beside a table have in common: a column with a grid in it, and Escape that goes back to the table."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.ui.theme import theme


class SidePanel(QWidget):
    """Shows one row in full; ``closed`` asks to go back to the table. Subclasses fill ``_column`` and ``_grid``."""

    closed = Signal()
    #: Logical pixels between parts, and between the lines of the grid.
    _between = (8, 5)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column, self._grid = QVBoxLayout(self), QGridLayout()

    def fill_grid(self, labels: Iterable[tuple[QLabel, QLabel]]) -> QGridLayout:
        """Put names and values into the grid; return it."""
        self._grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(labels):
            name.setProperty("ink", "muted")
            value.setWordWrap(True)
            value.setTextFormat(Qt.TextFormat.PlainText)
            for label in (name, value):
                label.setProperty("role", "detail")
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
        return self._grid

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on_theme(self) -> None:
        px, (parts, lines) = theme().px, self._between
        self._column.setContentsMargins(px(16), px(14), px(16), px(16))
        self._column.setSpacing(px(parts))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(lines))
