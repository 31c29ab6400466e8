"""The table of tasks: its columns, its words, and the choice painted in each row."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.ui.tables import pen
from app.ui.tables.columns import CENTRE, Column
from app.ui.tables.delegate import TableDelegate, padded
from app.ui.tables.model import GroupedModel, Index, Row
from app.ui.tables.task_rows import CHOICES, TaskRow, TaskState
from app.ui.theme import theme
from app.ui.widgets.painting import back, frame, ink, text_width

_NO, _TEXT, _TAG, _LEAD, _UNITS, _STATE, _DATE, _NOTE = range(8)
_COLUMNS = (
    Column("序号", 48, align=CENTRE),
    Column("任务", 250, stretch=5),
    Column("性质", 86, drop=2),
    Column("牵头单位", 96, drop=4),
    Column("责任单位", 132, stretch=1, drop=5),
    Column("完成情况", 300),
    Column("日期", 94, drop=1),
    Column("说明", 130, stretch=3, drop=3),
)
_PADDING = 16


class TaskModel(GroupedModel[TaskRow]):
    """Tasks by document and by whom they speak to."""

    def __init__(self) -> None:
        super().__init__(_COLUMNS)

    def words(self, row: TaskRow, column: int) -> str:
        match column:
            case 0:
                return row.task.no
            case 1:
                return row.task.text
            case 2:
                return row.tag[0]
            case 3:
                return row.task.lead
            case 4:
                return "、".join(row.task.responsible)
            case 5:
                return row.state.value
            case 6:
                return row.day
            case _:
                return row.note

    def spoken(self, row: TaskRow) -> str:
        parts = (f"第 {row.task.no} 项", row.task.text, row.tag[0], self.words(row, _STATE), row.note)
        return "，".join(part for part in parts if part)


class TaskDelegate(TableDelegate):
    """Paints tasks; the choice of a row can be clicked."""

    def row_height(self, row: Row, width: int) -> int:
        assert isinstance(row, TaskRow)
        lines = 1
        for column, text in (
            (_TEXT, row.task.text),
            (_UNITS, "、".join(row.task.responsible)),
            (_NOTE, row.note),
        ):
            room = self.parent().columnWidth(column) - theme().px(_PADDING)  # type: ignore[attr-defined]
            if room > 0:
                lines = max(lines, len(pen.lines_of(text, theme().font(13), room, 2)))
        return max(theme().px(36), lines * pen.line_height(13) + theme().px(10))

    def paint_cell(
        self, painter: QPainter, rect: QRect, row: Row, column: int, option: QStyleOptionViewItem
    ) -> None:
        assert isinstance(row, TaskRow)
        match column:
            case 0:
                pen.words(painter, rect, row.task.no, align=CENTRE)
            case 1:
                pen.words(painter, rect, row.task.text, most=2)
            case 2:
                pen.tag(painter, rect, *row.tag)
            case 3:
                pen.words(painter, rect, row.task.lead, most=2)
            case 4:
                pen.words(painter, rect, "、".join(row.task.responsible), "text.muted", most=2)
            case 5:
                _paint_state(painter, rect, row)
            case 6:
                pen.words(painter, rect, row.day)
            case _:
                pen.words(painter, rect, row.note, "text.muted", most=2)

    def pressed(self, index: Index, position: QPoint, rect: QRect) -> str:
        row = index.data(Qt.ItemDataRole.UserRole)
        if index.column() != _STATE or not isinstance(row, TaskRow) or not row.asked:
            return ""
        boxes = zip(CHOICES, choice_boxes(padded(rect), row.state), strict=True)
        return next((state.value for state, box in boxes if box.contains(position)), "")


def choice_boxes(rect: QRect, chosen: TaskState) -> list[QRect]:
    """Return where each choice stands; the chosen one has room for its icon."""
    high = max(theme().px(26), pen.line_height(13) + theme().px(4))
    top, left, boxes = rect.top() + (rect.height() - high) // 2, rect.left(), []
    for state in CHOICES:
        wide = text_width(theme().font(13, bold=state is chosen), state.value) + theme().px(12)
        wide += theme().px(17) if state is chosen else 0
        boxes.append(QRect(left, top, wide, high))
        left += wide
    return boxes


def _paint_state(painter: QPainter, rect: QRect, row: TaskRow) -> None:
    if not row.asked:
        word = row.state.value if row.state is TaskState.NOT_ASKED else f"{row.state.value}，不需填报"
        pen.words(painter, rect, word, "text.faint", 12)
        return
    boxes = choice_boxes(rect, row.state)
    for state, box in zip(CHOICES, boxes, strict=True):
        _paint_choice(painter, box, state, chosen=state is row.state)
    whole = boxes[0].united(boxes[-1])
    is_open = row.state is TaskState.OPEN
    line = ink("unanswered") if is_open else theme().colour("line.strong")
    frame(painter, whole, line, radius=theme().px(4), dashed=is_open)
    if is_open:
        room = rect.adjusted(whole.right() + theme().px(8) - rect.left(), 0, 0, 0)
        pen.status(painter, room, row.state.look, row.state.value, 12)
    for box in boxes[1:]:
        painter.fillRect(QRect(box.left(), box.top() + 1, 1, box.height() - 2), theme().colour("line"))


def _paint_choice(painter: QPainter, box: QRect, state: TaskState, chosen: bool) -> None:
    if not chosen:
        pen.words(painter, box, state.value, "text.muted", align=CENTRE)
        return
    painter.fillRect(box.adjusted(1, 1, 0, -1), back(state.look))
    start = pen.icon(
        painter, box.left() + theme().px(6), box, f"status_{state.look}", f"{state.look}.text", 12
    )
    room = box.adjusted(start - box.left(), 0, 0, 0)
    pen.words(painter, room, state.value, f"{state.look}.text", bold=True)
