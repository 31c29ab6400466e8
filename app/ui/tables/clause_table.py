"""The table of one document's rows: clause, what is required, how surely that is known, and how the school stands."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.domain.wording import SOURCE_WORDS, status_word
from app.reports.phrases import figure, tally
from app.services.clauses import ClauseRow
from app.ui.tables import pen
from app.ui.tables.columns import Column
from app.ui.tables.delegate import TableDelegate
from app.ui.tables.model import Group, GroupedModel, Row
from app.ui.theme import theme
from app.ui.verdict_texts import look, required_words
from app.ui.widgets.status import SOURCE_LOOKS

_COLUMNS = (
    Column("条款", 84, stretch=2),
    Column("指标", 150, stretch=5),
    Column("要求", 106, stretch=2),
    Column("来源", 104, drop=1),
    Column("本校判定", 104),
)
_PADDING, _MOST = 16, 3
NOT_JUDGED = "不判定"


def clause_groups(rows: Sequence[ClauseRow]) -> list[Group[ClauseRow]]:
    """Return the rows of a document under one heading that counts them."""
    counted = tally(row.verdict for row in rows if row.verdict is not None)
    return [Group("rows", f"指标 {len(rows)} 项", tuple(rows), counted)] if rows else []


def asked(row: ClauseRow) -> str:
    """Return what a row requires, as the verdict of this school has it if there is one."""
    return (required_words(row.verdict) if row.verdict is not None else "") or figure(row.required)


def outcome(row: ClauseRow) -> str:
    """Return the school's status in the word that the row's force asks for."""
    return status_word(row.verdict) if row.verdict is not None else NOT_JUDGED


class ClauseModel(GroupedModel[ClauseRow]):
    """The rows of a document in its order."""

    def __init__(self) -> None:
        super().__init__(_COLUMNS)

    def words(self, row: ClauseRow, column: int) -> str:
        match column:
            case 0:
                return row.indicator.clause
            case 1:
                return row.indicator.title
            case 2:
                return asked(row)
            case 3:
                return SOURCE_WORDS[row.source] if row.source else ""
            case _:
                return outcome(row)


class ClauseDelegate(TableDelegate):
    """Paints clause, title and requirement as they wrap; source and status with their shapes."""

    def row_height(self, row: Row, width: int) -> int:
        assert isinstance(row, ClauseRow)
        texts = (row.indicator.clause, row.indicator.title, asked(row))
        lines = max(self._lines(column, text) for column, text in enumerate(texts))
        return pen.line_height(13) * lines + theme().px(9)

    def _lines(self, column: int, text: str) -> int:
        table = self.parent()
        room = table.columnWidth(column) - theme().px(_PADDING)  # type: ignore[attr-defined]
        return len(pen.lines_of(text, theme().font(12 if column == 0 else 13), room, _MOST))

    def paint_cell(
        self, painter: QPainter, rect: QRect, row: Row, column: int, option: QStyleOptionViewItem
    ) -> None:
        assert isinstance(row, ClauseRow)
        text = ClauseModel.words(self.parent().table, row, column)  # type: ignore[attr-defined]
        match column:
            case 0:
                pen.words(painter, rect, text, "text.muted", 12, most=_MOST)
            case 3 if row.source is not None:
                icon, colour = SOURCE_LOOKS[row.source]
                start = pen.icon(painter, rect.left(), rect, icon, f"{colour}.text")
                pen.words(painter, rect.adjusted(start - rect.left(), 0, 0, 0), text, f"{colour}.text", 12)
            case 4 if row.verdict is not None:
                pen.status(painter, rect, look(row.verdict.status, text), text)
            case 4:
                pen.words(painter, rect, text, "text.muted")
            case _:
                pen.words(painter, rect, text, most=_MOST)
