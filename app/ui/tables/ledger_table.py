"""The table of the ledger: what is missed and by how much, what is done about it, by whom and when."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.domain.costs import budget_text
from app.ui.tables import pen
from app.ui.tables.columns import CENTRE, RIGHT, Column
from app.ui.tables.delegate import TableDelegate
from app.ui.tables.ledger_rows import LedgerRow
from app.ui.tables.model import GroupedModel, Row
from app.ui.theme import theme

_COLUMNS = (
    Column("序号", 46, align=CENTRE),
    Column("未达标项与差距", 264, stretch=4),
    Column("当前判定", 112),
    Column("整改措施", 176, stretch=4, drop=4),
    Column("责任部门", 92, drop=2),
    Column("预计经费", 96, drop=3, align=RIGHT),
    Column("完成时限", 106, drop=1),
)
_NO_MEASURE = "待写措施"
_PADDING, _MOST = 16, 2
_ROW, _UNIT = 1, 4


class LedgerModel(GroupedModel[LedgerRow]):
    """Missed rows by document."""

    def __init__(self) -> None:
        super().__init__(_COLUMNS)

    def words(self, row: LedgerRow, column: int) -> str:
        remedy = row.remedy
        match column:
            case 0:
                return str(row.number)
            case 1:
                return f"{row.verdict.title}\n{row.lack}"
            case 2:
                return row.word
            case 3:
                return remedy.measure or (_NO_MEASURE if row.waits else "")
            case 4:
                return "\n".join(text for text in (remedy.unit, remedy.person) if text)
            case 5:
                return budget_text(remedy.budget)
            case _:
                return remedy.due

    def spoken(self, row: LedgerRow) -> str:
        parts = (f"第 {row.number} 条", row.verdict.title, row.word, row.lack, self.words(row, 3))
        return "，".join(part for part in parts if part)


class LedgerDelegate(TableDelegate):
    """Paints two lines in a row: what counts above, what explains it below."""

    def row_height(self, row: Row, width: int) -> int:
        assert isinstance(row, LedgerRow)
        lines = max(self._lines_below(row.lack, _ROW), self._lines_below(row.remedy.person, _UNIT), 1)
        return pen.line_height(13) + pen.line_height(12) * lines + theme().px(13)

    def _lines_below(self, text: str, column: int) -> int:
        room = self.parent().columnWidth(column) - theme().px(_PADDING)  # type: ignore[attr-defined]
        return len(pen.lines_of(text, theme().font(12), room, _MOST)) if room > 0 else 0

    def paint_cell(
        self, painter: QPainter, rect: QRect, row: Row, column: int, option: QStyleOptionViewItem
    ) -> None:
        assert isinstance(row, LedgerRow)
        faint = "text.muted" if row.turned else "text"
        match column:
            case 0:
                pen.words(painter, rect, str(row.number), align=CENTRE)
            case 1:
                lack = f"{row.look}.text" if row.turned else "text.muted"
                _two(painter, rect, row.verdict.title, row.lack, faint, lack, bold=True)
            case 2:
                pen.status(painter, rect, row.look, row.word)
            case 3:
                _measure(painter, rect, row)
            case 4:
                _two(painter, rect, row.remedy.unit, row.remedy.person, faint, "text.muted")
            case 5:
                pen.figure(
                    painter,
                    rect,
                    budget_text(row.remedy.budget) or "—",
                    faint if row.remedy.budget else "text.faint",
                )
            case _:
                due = row.remedy.due or "—"
                pen.words(painter, rect, due, faint if row.remedy.due else "text.faint", most=2)


def _measure(painter: QPainter, rect: QRect, row: LedgerRow) -> None:
    if row.waits:
        start = pen.icon(painter, rect.left(), rect, "status_unanswered", "unanswered.text")
        room = rect.adjusted(start - rect.left(), 0, 0, 0)
        pen.words(painter, room, _NO_MEASURE, "unanswered.text", bold=True)
    else:
        pen.words(painter, rect, row.remedy.measure, "text.muted" if row.turned else "text", most=2)


def _two(
    painter: QPainter, rect: QRect, above: str, below: str, first: str, second: str, bold: bool = False
) -> None:
    if not below:
        pen.words(painter, rect, above or "—", first if above else "text.faint", bold=bold)
        return
    lines = len(pen.lines_of(below, theme().font(12), rect.width(), _MOST))
    high, low = pen.line_height(13), pen.line_height(12) * lines
    top = rect.top() + (rect.height() - high - low) // 2
    line = QRect(rect.left(), top, rect.width(), high)
    pen.words(painter, line, above or "—", first if above else "text.faint", bold=bold)
    pen.words(painter, QRect(rect.left(), top + high, rect.width(), low), below, second, 12, most=_MOST)
