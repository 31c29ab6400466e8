"""The table of schools: number, day, file and paper, figures, state; what is not counted in one sentence."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from app.ui.district.rows import DeskRow, Mark
from app.ui.tables import pen
from app.ui.tables.columns import RIGHT, Column
from app.ui.tables.delegate import TableDelegate
from app.ui.tables.model import Group, GroupedModel, Row
from app.ui.tables.view import TableView
from app.ui.theme import theme

_NAME, _NUMBER, _DAY, _CHECK, _PAPER, _CONDITIONS, _MISSED, _STATE = range(8)
_COLUMNS = (
    Column("学校", 168, stretch=1),
    Column("编号", 72, drop=2),
    Column("冻结日期", 78, drop=1),
    Column("文件校验", 80, drop=3),
    Column("纸质码", 92),
    Column("九项", 50, align=RIGHT),
    Column("未达标", 62, align=RIGHT),
    Column("状态", 98),
)
_HEIGHT, _PADDING, _MOST = 44, 8, 4


class SchoolModel(GroupedModel[DeskRow]):
    """Schools, then files that are not counted."""

    def __init__(self) -> None:
        super().__init__(_COLUMNS)

    def words(self, row: DeskRow, column: int) -> str:
        if row.told and column not in (_NAME, _STATE):
            return row.told if column == _NUMBER else ""
        match column:
            case 0:
                return f"{row.name}\n{row.below}".strip()
            case 1:
                return row.number
            case 2:
                return f"{row.day} {row.day_note}".strip()
            case 3:
                return row.check.word if row.check else ""
            case 4:
                return row.paper.word if row.paper else ""
            case 5:
                return row.conditions
            case 6:
                return row.missed
            case _:
                return row.state.word

    def spoken(self, row: DeskRow) -> str:
        if row.told:
            return "，".join(part for part in (row.name, row.below, row.told, row.state.word) if part)
        told = [
            f"{column.title} {self.words(row, place)}"
            for place, column in enumerate(_COLUMNS)
            if place not in (_NAME, _STATE)
        ]
        return "，".join(part for part in (row.name, row.below, *told, row.state.word) if part)


class SchoolDelegate(TableDelegate):
    """Paints a school in two lines; a row that is told in a sentence takes the whole width."""

    def row_height(self, row: Row, width: int) -> int:
        assert isinstance(row, DeskRow)
        high = pen.line_height(13) + pen.line_height(12)
        if row.told:
            room = self._told_room().width()
            lines = pen.lines_of(row.told, theme().font(12), room, _MOST)
            high = max(high, len(lines) * pen.line_height(12))
        return max(theme().px(_HEIGHT), high + theme().px(10))

    def paint_cell(
        self, painter: QPainter, rect: QRect, row: Row, column: int, option: QStyleOptionViewItem
    ) -> None:
        assert isinstance(row, DeskRow)
        if row.told:
            self._paint_told(painter, rect, row)
            return
        text = SchoolModel.words(self.parent().table, row, column)  # type: ignore[attr-defined]
        match column:
            case 0:
                _two_lines(painter, rect, row.name, row.below)
            case 2:
                _two_lines(painter, rect, row.day, row.day_note, bold=False, token="unanswered.text")
            case 3 | 4 | 7:
                mark = {_CHECK: row.check, _PAPER: row.paper}.get(column, row.state)
                if mark is not None:
                    paint_mark(painter, rect, mark)
            case 5 | 6:
                pen.figure(painter, rect, text)
            case _:
                pen.words(painter, rect, text)

    def _paint_told(self, painter: QPainter, rect: QRect, row: DeskRow) -> None:
        table, pad = self._table(), theme().px(_PADDING)
        name = QRect(rect.left(), rect.top(), table.columnWidth(_NAME) - 2 * pad, rect.height())
        _two_lines(painter, name, row.name, row.below)
        room = self._told_room()
        told = QRect(room.left(), rect.top(), room.width(), rect.height())
        pen.words(painter, told, row.told, "text.muted", 12, most=_MOST)
        left = table.header().sectionPosition(_STATE) + pad
        wide = table.columnWidth(_STATE) - 2 * pad
        paint_mark(painter, QRect(left, rect.top(), wide, rect.height()), row.state)

    def _told_room(self) -> QRect:
        """Return from where to where a sentence may go."""
        table, pad = self._table(), theme().px(_PADDING)
        left = table.columnWidth(_NAME) + pad
        right = table.header().sectionPosition(_STATE) - pad
        return QRect(left, 0, max(right - left, 1), 1)

    def _table(self) -> "SchoolTable":
        table = self.parent()
        assert isinstance(table, SchoolTable)
        return table


class SchoolTable(TableView):
    """The schools; rows that are told in a sentence span all columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(SchoolModel(), SchoolDelegate(), "各校备案", parent)

    def show_groups(self, groups: Sequence[Group[Any]]) -> None:
        super().show_groups(groups)
        for place, group in enumerate(groups):
            index = self.table.group_index(place)
            for number, row in enumerate(group.rows):
                self.setFirstColumnSpanned(number, index, bool(row.told))
        self.scheduleDelayedItemsLayout()

    def fit_columns(self) -> None:
        super().fit_columns()
        self.scheduleDelayedItemsLayout()


def paint_mark(painter: QPainter, rect: QRect, mark: Mark) -> None:
    """Draw icon and word of how something stands."""
    start = pen.icon(painter, rect.left(), rect, mark.icon or f"status_{mark.status}", f"{mark.status}.text")
    room = rect.adjusted(start - rect.left(), 0, theme().px(_PADDING), 0)
    pen.words(painter, room, mark.word, f"{mark.status}.text", bold=True)


def _two_lines(
    painter: QPainter,
    rect: QRect,
    upper: str,
    lower: str,
    *,
    bold: bool = True,
    token: str = "text.muted",
) -> None:
    high, low = pen.line_height(13), pen.line_height(12) if lower else 0
    top = rect.top() + (rect.height() - high - low) // 2
    pen.words(painter, QRect(rect.left(), top, rect.width(), high), upper, bold=bold)
    if lower:
        pen.words(painter, QRect(rect.left(), top + high, rect.width(), low), lower, token, 12)
