"""How the filing page is laid out: steps at the left, cards in the middle, a report at the right; narrow, one column."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.pages.page import Page
from app.ui.theme import theme
from app.ui.widgets.scroll import VerticalScroll
from app.ui.widgets.separator import separator

_LEFT, _RIGHT, _SHEET_HIGH, _ANY_WIDTH = 300, 334, 620, 16777215
#: Logical widths below which the right pane stands below the rest, and the left one above it.
_RIGHT_BELOW, _LEFT_ABOVE = 1180, 900


class ThreePanes(Page):
    """A page of three panes. Subclasses fill ``column``, then call ``lay_out``."""

    _left: QWidget
    _pane: VerticalScroll
    _centre: VerticalScroll
    side: QWidget

    def make_middle(self) -> QVBoxLayout:
        """Return the column of the middle pane, to be filled."""
        px = theme().px
        self._middle = QWidget()
        self._column = QVBoxLayout(self._middle)
        self._column.setContentsMargins(px(20), px(14), px(20), px(20))
        self._column.setSpacing(px(12))
        return self._column

    def lay_out(self, left: QWidget, side: QWidget) -> None:
        """Put the panes side by side; the right one waits until something is shown in it."""
        self._left, self.side, self._narrow = left, side, (False, False)
        self._column.addStretch(1)
        self._pane, self._centre = VerticalScroll(left, "surface"), VerticalScroll(self._middle)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._edges = (separator(vertical=True), separator(vertical=True))
        for widget in (self._pane, self._edges[0], self._centre, self._edges[1], side):
            self._row.addWidget(widget, int(widget is self._centre))

    def show_side(self) -> None:
        """Show the right pane."""
        self.side.show()
        self.arrange()

    def reveal_side(self) -> None:
        """Scroll to the right pane, where it stands below the rest."""
        if self._narrow[0]:
            self._centre.reveal(self.side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Put left and right pane beside the rest, or above and below it where the width is short."""
        logical = self.width() * 100 // theme().scale
        below, above = logical < _RIGHT_BELOW, logical < _LEFT_ABOVE
        self._pane.setFixedWidth(theme().px(_LEFT))
        self.side.setMinimumHeight(theme().px(_SHEET_HIGH) if below else 0)
        if below:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(_ANY_WIDTH)
        else:
            self.side.setFixedWidth(theme().px(_RIGHT))
        self._edges[1].setVisible(not below and self.side.isVisibleTo(self))
        former, self._narrow = self._narrow, (below, above)
        if below != former[0]:
            self._move_side(below)
        if above != former[1]:
            self._move_left(above)

    def _move_side(self, below: bool) -> None:
        visible = self.side.isVisibleTo(self)
        if below:
            self._row.removeWidget(self.side)
            self._column.insertWidget(self._column.count() - 1, self.side)
        else:
            self._column.removeWidget(self.side)
            self._row.addWidget(self.side)
        self.side.setVisible(visible)

    def _move_left(self, above: bool) -> None:
        if above:
            self._left = self._pane.takeWidget()
            self._left.setMaximumWidth(_ANY_WIDTH)
            self._column.insertWidget(0, self._left)
        else:
            self._column.removeWidget(self._left)
            self._pane.set_content(self._left)
        self._left.show()
        self._pane.setVisible(not above)
        self._edges[0].setVisible(not above)
