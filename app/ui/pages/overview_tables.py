"""The two tables of the overview: documents with their bars, and requirements, strictest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.domain.conclusion import DocumentCount
from app.domain.verdict import Status
from app.ui.pages.overview_rows import RequirementRow
from app.ui.tables import pen
from app.ui.tables.columns import RIGHT, Column
from app.ui.tables.delegate import TableDelegate
from app.ui.tables.model import Group, GroupedModel, Row
from app.ui.tables.view import TableView
from app.ui.theme import theme
from app.ui.verdict_texts import look
from app.ui.widgets.bars import Counts, bar_scale, counts_text, paint_bar
from app.ui.widgets.painting import text_width

_ROW, _HIGH_ROW, _BAR = 36, 46, 18
_DOCUMENT_COLUMNS = (
    Column("文件", 200, stretch=3),
    Column("指标", 52, align=RIGHT),
    Column("判定", 210, stretch=2),
)
_REQUIREMENT_COLUMNS = (
    Column("判定", 94),
    Column("指标", 118, stretch=4),
    Column("本校", 104, align=RIGHT),
    Column("最严要求", 94),
    Column("出处", 144, drop=1),
    Column("差距或余量", 112, stretch=2),
)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document as the table tells it."""

    key: str
    title: str
    number: str
    period: str
    total: int
    counts: Counts


_ENDED, _UNDECIDED = "规划期已满", "待定"


def _standing(count: DocumentCount) -> str:
    if count.applies is None:
        return _UNDECIDED
    return "" if count.in_period else _ENDED


def document_rows(counts: Sequence[DocumentCount]) -> tuple[DocumentRow, ...]:
    """Return the documents that are listed."""
    return tuple(
        DocumentRow(
            count.standard,
            count.title,
            count.number,
            _standing(count),
            count.total,
            count.rows,
        )
        for count in counts
    )


class DocumentModel(GroupedModel[DocumentRow]):
    """Documents in the order of the conclusion."""

    def __init__(self) -> None:
        super().__init__(_DOCUMENT_COLUMNS)

    def words(self, row: DocumentRow, column: int) -> str:
        match column:
            case 0:
                return "　".join(text for text in (row.title, row.number, row.period) if text)
            case 1:
                return str(row.total)
            case _:
                return counts_text(row.counts)


class DocumentDelegate(TableDelegate):
    """Paints a document in two lines, and its bar."""

    def row_height(self, row: Row, width: int) -> int:
        return max(theme().px(_HIGH_ROW), pen.line_height(13) + pen.line_height(12) + theme().px(8))

    def paint_cell(
        self, painter: QPainter, rect: QRect, row: Any, column: int, option: QStyleOptionViewItem
    ) -> None:
        match column:
            case 0:
                self._paint_document(painter, rect, row)
            case 1:
                pen.figure(painter, rect, str(row.total))
            case _:
                high = theme().px(_BAR)
                bar = QRect(rect.left(), rect.top() + (rect.height() - high) // 2, rect.width(), high)
                paint_bar(painter, bar, row.counts, bar_scale(self._among(), bar.width()))

    def _paint_document(self, painter: QPainter, rect: QRect, row: DocumentRow) -> None:
        first = max(pen.line_height(13), theme().px(18))
        top = rect.top() + (rect.height() - first - pen.line_height(12)) // 2
        pen.words(painter, QRect(rect.left(), top, rect.width(), first), row.title)
        below = QRect(rect.left(), top + first, rect.width(), pen.line_height(12))
        pen.words(painter, below, row.number, "text.faint", 12)
        if row.period:
            start = text_width(theme().font(12), row.number) + theme().px(10) if row.number else 0
            room = below.adjusted(start, 0, 0, 0)
            icon = "lock" if row.period == _ENDED else "status_unanswered"
            start = pen.icon(painter, room.left(), room, icon, "text.muted", 12)
            pen.words(painter, room.adjusted(start - room.left(), 0, 0, 0), row.period, "text.muted", 12)

    def _among(self) -> list[Counts]:
        view = self.parent()
        assert isinstance(view, TableView)
        return [row.counts for row in view.table.rows()]


class RequirementModel(GroupedModel[RequirementRow]):
    """Requirements, strictest first."""

    def __init__(self) -> None:
        super().__init__(_REQUIREMENT_COLUMNS)

    def words(self, row: RequirementRow, column: int) -> str:
        return (row.word, row.title, row.value, row.required, row.source, row.end)[column]

    def spoken(self, row: RequirementRow) -> str:
        parts = (row.word, row.title, f"本校 {row.value}", f"要求 {row.required}", row.source, row.end)
        return "，".join(part for part in parts if part)

    def _row_data(self, row: RequirementRow, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.ToolTipRole and column == len(self.columns) - 1:
            return row.whole or row.end
        return super()._row_data(row, column, role)


class RequirementDelegate(TableDelegate):
    """Paints a requirement; the school's own figure is bold, and so is a gap."""

    def row_height(self, row: Row, width: int) -> int:
        return max(theme().px(_ROW), 2 * pen.line_height(12) + theme().px(4))

    def paint_cell(
        self, painter: QPainter, rect: QRect, row: Any, column: int, option: QStyleOptionViewItem
    ) -> None:
        missed = row.status is Status.MISSED
        match column:
            case 0:
                pen.status(painter, rect, look(row.status, row.word), row.word)
            case 1:
                pen.words(painter, rect, row.title, most=2)
            case 2:
                pen.words(painter, rect, row.value, bold=True, most=2, align=RIGHT)
            case 3:
                pen.words(painter, rect, row.required, most=2)
            case 4:
                self._paint_source(painter, rect, row)
            case _:
                pen.words(painter, rect, row.end, size=12, bold=missed, most=2)

    def _paint_source(self, painter: QPainter, rect: QRect, row: RequirementRow) -> None:
        high = pen.line_height(12)
        above = QRect(rect.left(), rect.top() + (rect.height() - 2 * high) // 2, rect.width(), high)
        pen.words(painter, above, row.document, "text.muted", 12)
        pen.words(painter, above.translated(0, high), row.clause, "text.muted", 12)


class FlatTable(TableView):
    """A table whose rows stand under no heading."""

    def show_rows(self, rows: Sequence[DocumentRow]) -> None:
        """Show rows, in place where they are the same."""
        self.show_groups((Group("all", "", tuple(rows)),))
        if not self.rootIndex().isValid():  # a reset takes it away; setting it anew lays all rows out
            self.setRootIndex(self.table.group_index(0))

    def current_row(self) -> DocumentRow | None:
        row = self.table.row_at(self.currentIndex())
        assert row is None or isinstance(row, DocumentRow)
        return row
