"""A page or panel that scrolls up and down, never sideways."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_GROUNDS = {"window": QPalette.ColorRole.Window, "surface": QPalette.ColorRole.Base}


class VerticalScroll(QScrollArea):
    """Scrolls its content vertically; the content gets exactly the width there is."""

    def __init__(
        self, content: QWidget | None = None, ground: str = "window", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ground = _GROUNDS[ground]
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if content is not None:
            self.set_content(content)

    def set_content(self, content: QWidget) -> None:
        """Show a widget; a former one is deleted."""
        content.setBackgroundRole(self._ground)
        self.setWidget(content)
        content.setMaximumWidth(self.viewport().width())

    def reveal(self, widget: QWidget) -> None:
        """Scroll until a widget inside can be seen, with a little room round it."""
        self.ensureWidgetVisible(widget, 0, widget.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.widget() is not None:
            self.widget().setMaximumWidth(self.viewport().width())
        super().resizeEvent(event)
