"""The list of checks: what is wrong, with which figures, and painted buttons that lead there."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.ui.tables import pen
from app.ui.tables.check_rows import LOOKS, CheckKind, CheckRow, action_of
from app.ui.tables.columns import Column
from app.ui.tables.delegate import TableDelegate, padded
from app.ui.tables.model import GroupedModel, Index, Row
from app.ui.theme import theme

GO, EXPLAIN = "go", "explain"
_ICON, _PLACE, _TEXT, _ACTION = range(4)
_COLUMNS = (
    Column("", 38),
    Column("页面或处室", 112, drop=1),
    Column("事项", 250, stretch=1),
    Column("办理", 200),
)
_PADDING, _MOST = 16, 2


class CheckModel(GroupedModel[CheckRow]):
    """Rows by kind of check."""

    def __init__(self) -> None:
        super().__init__(_COLUMNS)

    def words(self, row: CheckRow, column: int) -> str:
        match column:
            case 1:
                return row.place
            case 2:
                return "\n".join(text for text in (row.head, row.detail, row.explanation) if text)
            case 3:
                return "已说明" if row.settled else action_of(row)
            case _:
                return ""

    def spoken(self, row: CheckRow) -> str:
        said = f"说明：{row.explanation}" if row.settled else ""
        parts = (LOOKS[row.kind].title, row.place, row.head, row.detail, said)
        return "，".join(part for part in parts if part)


class CheckDelegate(TableDelegate):
    """Paints what is wrong in bold, the figures under it, and an explanation with a bar before it."""

    def row_height(self, row: Row, width: int) -> int:
        assert isinstance(row, CheckRow)
        room = self.parent().columnWidth(_TEXT) - theme().px(_PADDING)  # type: ignore[attr-defined]
        return sum(high for _, high, _ in _parts(row, room)) + theme().px(12)

    def paint_cell(
        self, painter: QPainter, rect: QRect, row: Row, column: int, option: QStyleOptionViewItem
    ) -> None:
        assert isinstance(row, CheckRow)
        look = LOOKS[row.kind]
        match column:
            case 0:
                pen.icon(painter, rect.left() + theme().px(4), rect, look.icon, _ink(row), 18)
            case 1:
                pen.words(painter, rect, row.place, "text.muted", most=2)
            case 2:
                _paint_text(painter, rect, row)
            case _:
                _paint_actions(painter, rect, row)

    def pressed(self, index: Index, position: QPoint, rect: QRect) -> str:
        row = index.data(Qt.ItemDataRole.UserRole)
        if index.column() != _ACTION or not isinstance(row, CheckRow):
            return ""
        found = (name for name, _, box in _buttons(padded(rect), row) if box.contains(position))
        return next(found, "")


def _ink(row: CheckRow) -> str:
    status = LOOKS[row.kind].status
    return f"{status}.text" if status else "text.muted"


def _parts(row: CheckRow, room: int) -> list[tuple[str, int, int]]:
    """Return what stands in the middle: text, height, number of lines."""
    parts = []
    inset = theme().px(11)
    for text, size, width in (
        (row.head, 13, room),
        (row.detail, 12, room),
        (row.explanation, 12, room - inset),
    ):
        lines = len(pen.lines_of(text, theme().font(size, bold=size == 13), width, _MOST))
        if lines:
            parts.append((text, lines * pen.line_height(size) + theme().px(2), lines))
    return parts


def _paint_text(painter: QPainter, rect: QRect, row: CheckRow) -> None:
    parts = _parts(row, rect.width())
    top = rect.top() + (rect.height() - sum(high for _, high, _ in parts)) // 2
    for place, (text, high, lines) in enumerate(parts):
        line = QRect(rect.left(), top, rect.width(), high)
        if place == 0:
            pen.words(painter, line, text, bold=True, most=lines)
        elif text == row.explanation and place == len(parts) - 1:
            bar = QRect(line.left(), line.top() + 2, theme().px(3), line.height() - 2)
            painter.fillRect(bar, theme().colour("line.strong"))
            pen.words(painter, line.adjusted(theme().px(11), 0, 0, 0), text, "text", 12, most=lines)
        else:
            pen.words(painter, line, text, "text.muted", 12, most=lines)
        top += high


def _buttons(rect: QRect, row: CheckRow) -> list[tuple[str, str, QRect]]:
    """Return the painted buttons from the right: name, word, place."""
    wanted = [(GO, action_of(row))]
    if row.kind is CheckKind.EXPERIENCE:
        wanted = [(EXPLAIN, "改说明" if row.settled else "填写说明"), (GO, "去核对")]
        wanted = wanted[:1] if row.settled else wanted
    high = max(theme().px(26), pen.line_height(13) + theme().px(4))
    right, top, made = rect.right() + 1, rect.top() + (rect.height() - high) // 2, []
    for name, word in wanted:
        wide = pen.button_width(word)
        made.append((name, word, QRect(right - wide, top, wide, high)))
        right -= wide + theme().px(8)
    return made


def _paint_actions(painter: QPainter, rect: QRect, row: CheckRow) -> None:
    buttons = _buttons(rect, row)
    for _, word, box in buttons:
        pen.button(painter, box, word, primary=row.kind in (CheckKind.LOGIC, CheckKind.TYPED))
    if row.settled:
        end = buttons[-1][2].left() - theme().px(12)
        wide = pen.status_width("已说明")
        pen.status(painter, QRect(end - wide, rect.top(), wide, rect.height()), "met", "已说明")
