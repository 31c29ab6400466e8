"""The column in which the cards of the right panel stand, each as high as what it says."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme import theme

_ABOVE, _BELOW = 4, 8
#: As wide as look.md draws the panel.
_WIDTH = 376


class CardColumn(QWidget):
    """Widgets one below the other, the hidden ones left out.

    A box layout would ask every card at three widths how high it is, after each key; here only the width there is
    counts.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []

    def show_widgets(self, widgets: Iterable[QWidget]) -> None:
        """Let these stand in the column, in this order."""
        self._widgets = list(widgets)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(_WIDTH), self.minimumHeight())

    def arrange(self) -> None:
        """Give every widget its place now."""
        top, width = theme().px(_ABOVE), self.width()
        for widget in self._widgets:
            if not widget.isHidden():
                height = _height(widget, width)
                widget.setGeometry(0, top, width, height)
                top += height
        self.setMinimumHeight(top + theme().px(_BELOW))
        viewport = self.parentWidget()
        self.resize(width, max(self.minimumHeight(), viewport.height() if viewport else 0))

    def event(self, event: QEvent) -> bool:
        """A card asks for more room, or for less."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.arrange()


def _height(widget: QWidget, width: int) -> int:
    return widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()
