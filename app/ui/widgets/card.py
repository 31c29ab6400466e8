"""Sheets with a bar at their left edge: solid when judged, dashed when not."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.theme import theme
from app.ui.widgets.painting import BAR, JUDGED, edge_bar, frame

_RADIUS = 3


class BarFrame(QFrame):
    """A frame on a ground, with a 4 px bar at its left edge."""

    def __init__(self, ground: str, bar: str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground, self._bar, self._dashed = ground, bar, False
        theme().changed.connect(self._on_theme)

    def set_bar(self, status: str | None) -> None:
        """Show the bar of a status, or none."""
        bar, dashed = f"{status}.text" if status else None, status not in JUDGED
        if (bar, dashed) != (self._bar, self._dashed):
            self._bar, self._dashed = bar, dashed
            self.update()

    def _on_theme(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, radius = QPainter(self), theme().px(_RADIUS)
        if self.rect().adjusted(theme().px(BAR), radius, -radius, -radius).contains(event.rect()):
            painter.fillRect(event.rect(), theme().colour(self._ground))
            return
        frame(painter, self.rect(), theme().colour("line"), theme().colour(self._ground), radius=radius)
        if self._bar is not None:
            edge_bar(painter, self.rect(), theme().colour(self._bar), radius=radius, dashed=self._dashed)


class Card(BarFrame):
    """A white sheet for one verdict."""

    def __init__(self, status: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__("surface", None, parent)
        self.set_bar(status)
