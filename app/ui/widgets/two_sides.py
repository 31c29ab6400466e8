"""A table at the left and what belongs to its row at the right; where it is narrow, the side that is worked in."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.ui.theme import theme

_RIGHT, _NARROW, _ANY = 372, 900, 16777215


class Panel(Protocol):
    """What stands at the right; ``back`` leads to the left where only one side is shown."""

    back: QPushButton


class TwoSides(QWidget):
    """Shows both sides, or one of them where there is no room for both."""

    def __init__(self, left: QWidget, right: QWidget, panels: Sequence[Panel], parent: QWidget) -> None:
        super().__init__(parent)
        self._left, self._right, self._panels = left, right, panels
        self._edge = QWidget()
        self._edge.setFixedWidth(1)
        self._edge.setAutoFillBackground(True)
        self._edge.setBackgroundRole(QPalette.ColorRole.Mid)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(self._edge)
        row.addWidget(right)

    @property
    def narrow(self) -> bool:
        """Whether there is room for one side only."""
        return self.width() < theme().px(_NARROW)

    def arrange(self, writing: bool) -> None:
        """Show both sides; where it is narrow the right one while it is worked in, else the left one."""
        narrow = self.narrow
        self._right.setVisible(not narrow or writing)
        self._left.setVisible(not narrow or not writing)
        self._right.setMinimumWidth(theme().px(_RIGHT) if not narrow else 0)
        self._right.setMaximumWidth(theme().px(_RIGHT) if not narrow else _ANY)
        self._edge.setVisible(not narrow)
        for panel in self._panels:
            panel.back.setVisible(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        focused = self.focusWidget()
        self.arrange(writing=focused is not None and self._right.isAncestorOf(focused))
