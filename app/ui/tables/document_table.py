"""The table of documents: whether each applies to the school, why, and how much of its text was read."""

from collections.abc import Iterable

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.domain.assessment import Choice
from app.reports.phrases import full_title
from app.services.documents import DocumentState
from app.ui.tables import pen
from app.ui.tables.columns import CENTRE, Column
from app.ui.tables.delegate import TableDelegate
from app.ui.tables.model import Group, GroupedModel, Row
from app.ui.theme import theme
from app.ui.verdict_texts import prose

_COLUMNS = (
    Column("文件", 190, stretch=5),
    Column("是否适用", 96),
    Column("理由", 150, stretch=5),
    Column("版本", 72, drop=2, align=CENTRE),
    Column("原文", 72, drop=1, align=CENTRE),
    Column("待填", 58, drop=3, align=CENTRE),
)
_PADDING, _MOST = 16, 3
WORDS = {True: "适用", False: "不适用", None: "待定"}
_TITLES = {True: "适用本校", None: "尚不能确定", False: "不适用本校"}
_NOTES = {
    True: "逐条判定，列入报告",
    None: "学校概况填齐后自动确定，之前各项按待填列出",
    False: "不判定；报告中只列文件名和理由",
}
BY_HAND = {Choice.ADD: "人工添加", Choice.DROP: "人工移除"}
_READ, _NOT_READ = "已读全", "未读全"


def document_groups(states: Iterable[DocumentState]) -> list[Group[DocumentState]]:
    """Return the documents that apply, those undecided, and the others."""
    states = list(states)
    groups = []
    for applies, title in _TITLES.items():
        rows = tuple(state for state in states if state.result.applies is applies)
        if rows:
            groups.append(Group(WORDS[applies], f"{title} {len(rows)} 件", rows, _NOTES[applies]))
    return groups


class DocumentModel(GroupedModel[DocumentState]):
    """Documents by whether they apply."""

    def __init__(self) -> None:
        super().__init__(_COLUMNS)

    def words(self, row: DocumentState, column: int) -> str:
        match column:
            case 0:
                return full_title(row.standard.document)
            case 1:
                return BY_HAND[row.chosen.choice] if row.chosen else WORDS[row.result.applies]
            case 2:
                return prose(row.result.reason)
            case 3:
                return row.standard.edition
            case 4:
                return _READ if row.standard.complete else _NOT_READ
            case _:
                return str(row.open_rows) if row.result.listed else "—"

    def spoken(self, row: DocumentState) -> str:
        read = f"原文{self.words(row, 4)}"
        waiting = f"待填 {row.open_rows} 项" if row.open_rows else ""
        parts = (self.words(row, 0), self.words(row, 1), self.words(row, 2), read, waiting)
        return "，".join(part for part in parts if part)


class DocumentDelegate(TableDelegate):
    """Paints title and number in two lines, and the reason as it wraps."""

    def row_height(self, row: Row, width: int) -> int:
        assert isinstance(row, DocumentState)
        table = self.parent()
        room = table.columnWidth(2) - theme().px(_PADDING)  # type: ignore[attr-defined]
        reason = pen.lines_of(prose(row.result.reason), theme().font(12), room, _MOST)
        room = table.columnWidth(0) - theme().px(_PADDING)  # type: ignore[attr-defined]
        title = pen.lines_of(row.standard.document.title, theme().font(13, bold=True), room, 2)
        left = pen.line_height(13) * len(title) + pen.line_height(12)
        return max(left, pen.line_height(12) * len(reason)) + theme().px(13)

    def paint_cell(
        self, painter: QPainter, rect: QRect, row: Row, column: int, option: QStyleOptionViewItem
    ) -> None:
        assert isinstance(row, DocumentState)
        text = DocumentModel.words(self.parent().table, row, column)  # type: ignore[attr-defined]
        match column:
            case 0:
                self._title(painter, rect, row)
            case 1:
                self._applies(painter, rect, row, text)
            case 2:
                pen.words(painter, rect, text, "text.muted", 12, most=_MOST)
            case 4:
                token = "text.muted" if row.standard.complete else "unanswered.text"
                pen.words(painter, rect, text, token, 12, align=CENTRE)
            case _:
                pen.words(painter, rect, text, "text.muted", 12, align=CENTRE)

    def _title(self, painter: QPainter, rect: QRect, row: DocumentState) -> None:
        document = row.standard.document
        token = "text" if row.result.applies is not False else "text.muted"
        lines = len(pen.lines_of(document.title, theme().font(13, bold=True), rect.width(), 2))
        high, low = pen.line_height(13) * lines, pen.line_height(12)
        top = rect.top() + (rect.height() - high - low) // 2
        title = QRect(rect.left(), top, rect.width(), high)
        pen.words(painter, title, document.title, token, bold=True, most=2)
        number = QRect(rect.left(), top + high, rect.width(), low)
        pen.words(painter, number, document.number or document.issuer, "text.muted", 12)

    def _applies(self, painter: QPainter, rect: QRect, row: DocumentState, text: str) -> None:
        if row.chosen is not None:
            pen.tag(painter, rect, text, "accent")
            return
        if row.result.applies:
            pen.words(painter, rect, text, bold=True)
            return
        undecided = row.result.applies is None
        name = "status_unanswered" if undecided else "status_not_applicable"
        token = "unanswered.text" if undecided else "text.muted"
        start = pen.icon(painter, rect.left(), rect, name, token)
        pen.words(painter, rect.adjusted(start - rect.left(), 0, 0, 0), text, token)
