"""How groups and rows of a table are painted; what stands in a cell is for the subclass to draw."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.tables import pen
from app.ui.tables.model import ROW_ROLE, Group, Index, Row
from app.ui.theme import theme
from app.ui.widgets.painting import text_width

_GROUP_HEIGHT = 32


class TableDelegate(QStyledItemDelegate):
    """Paints a group as a heading with an arrow, and a row on its ground with a line under it."""

    def paint_cell(
        self, painter: QPainter, rect: QRect, row: Row, column: int, option: QStyleOptionViewItem
    ) -> None:
        """Draw what stands in a cell; ``rect`` is without the padding at the sides."""
        raise NotImplementedError

    def row_height(self, row: Row, width: int) -> int:
        """Return how high a row is in a table so wide."""
        raise NotImplementedError

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        item = index.data(ROW_ROLE)
        painter.save()
        if isinstance(item, Group):
            self._paint_group(painter, option, item)
        else:
            self._paint_ground(painter, option)
            painter.setClipRect(rect_of(option))
            self.paint_cell(painter, padded(rect_of(option)), item, index.column(), option)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        rect = rect_of(option)
        rect.setRight(self.parent().viewport().width())  # type: ignore[attr-defined]
        painter.fillRect(rect, theme().colour(_ground(state_of(option))))
        _under_line(painter, rect)

    def _paint_group(self, painter: QPainter, option: QStyleOptionViewItem, group: Group[Row]) -> None:
        rect = rect_of(option)
        rect.setRight(self.parent().viewport().width())  # type: ignore[attr-defined]
        painter.fillRect(rect, theme().colour("window"))
        _under_line(painter, rect)
        room = rect.adjusted(theme().px(10), 0, -theme().px(10), 0)
        is_open = bool(state_of(option) & QStyle.StateFlag.State_Open)
        start = room.left() + theme().px(19)
        if group.rows:
            pen.icon(painter, room.left(), room, "down" if is_open else "right", "text.muted", 14)
        token = f"{group.status}.text" if group.status else "accent"
        if group.icon:
            start = pen.icon(painter, start, room, group.icon, token, 18) + theme().px(2)
        title = room.adjusted(start - room.left(), 0, 0, 0)
        wide = text_width(theme().font(13, bold=True), group.title)
        pen.words(painter, title, group.title, token, bold=True)
        note = title.adjusted(wide + theme().px(12), 0, 0, 0)
        if note.width() > theme().px(40):
            pen.words(painter, note, group.note, "text.muted", 12)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        item = index.data(ROW_ROLE) if index.column() == 0 else None  # the first column tells for all
        if isinstance(item, Group):
            return QSize(0, max(theme().px(_GROUP_HEIGHT), pen.line_height(13) + theme().px(8)))
        if item is None:
            return QSize(0, 0)
        view = self.parent()
        return QSize(0, self.row_height(item, view.viewport().width()))  # type: ignore[attr-defined]

    def pressed(self, index: Index, position: QPoint, rect: QRect) -> str:
        """Return the name of what was clicked inside a cell, "" for nothing in particular."""
        return ""


def rect_of(option: QStyleOptionViewItem) -> QRect:
    """Return the room of a cell (the attribute is missing in PySide's type stubs)."""
    return QRect(option.rect)  # type: ignore[attr-defined]


def state_of(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    """Return how a cell stands: selected, hovered, open."""
    state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
    return state


def padded(rect: QRect) -> QRect:
    """Return a cell without the padding at its sides."""
    return rect.adjusted(theme().px(8), 0, -theme().px(8), 0)


def _ground(state: QStyle.StateFlag) -> str:
    if state & QStyle.StateFlag.State_Selected:
        return "selected"
    return "hover" if state & QStyle.StateFlag.State_MouseOver else "surface"


def _under_line(painter: QPainter, rect: QRect) -> None:
    painter.setPen(theme().colour("line"))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
