"""The rows of the step list: a model of figures, a delegate that draws them, a view that walks them."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.services.progress import TASKS, TASKS_TITLE, Figures, Progress, Walk
from app.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex

_COLUMNS = (46, 36, 46)
_GAP, RIGHT, _BAR, _ICON = 2, 10, 4, 13
_NOTHING = "—"
NOT_ASKED = "本校无需填写"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a step: its text, its colour, whether it stands out, and an icon before it."""

    text: str
    token: str
    bold: bool = False
    icon: str = ""


def cells(figures: Figures) -> tuple[Cell, Cell, Cell]:
    """Return the three figures of a step as they are shown."""
    full = figures.open == 0
    filled = Cell(f"{figures.filled}/{figures.asked}", "met.text" if full else "unanswered.text", not full)
    if not figures.judged:
        return filled, _check_cell(figures), Cell(_NOTHING, "text.muted")
    all_met = figures.met == figures.judged
    met = Cell(f"{figures.met}/{figures.judged}", "met.text" if all_met else "text.muted")
    return filled, _check_cell(figures), met


def _check_cell(figures: Figures) -> Cell:
    if wrong := figures.logic + figures.unread:
        return Cell(str(wrong), "missed.text", True, "error")
    if figures.experience:
        return Cell(str(figures.experience), "unanswered.text", True, "warn")
    return Cell("0", "text.faint")


def spoken(title: str, figures: Figures) -> str:
    """Say a step's figures in words."""
    if not figures.asked:
        return f"{title}，{NOT_ASKED}"
    word = "已完成" if title == TASKS_TITLE else "达标"
    met = f"{word} {figures.met}/{figures.judged}" if figures.judged else "无判定"
    checks = f"校验 {figures.logic + figures.unread + figures.experience}"
    return f"{title}，已填 {figures.filled}/{figures.asked}，{checks}，{met}"


class StepModel(QAbstractListModel):
    """The steps with their figures; the tasks come last."""

    def __init__(self, walk: Walk, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries = [(step.id, step.title) for step in walk.steps] + [(TASKS, TASKS_TITLE)]
        self._figures = [Figures()] * len(self.entries)

    def show_progress(self, progress: Progress) -> None:
        """Take new figures; only rows that changed are drawn again."""
        new = [progress.steps.get(identity, progress.tasks) for identity, _ in self.entries]
        changed = [row for row, figures in enumerate(new) if figures != self._figures[row]]
        self._figures = new
        for row in changed:
            self.dataChanged.emit(self.index(row), self.index(row))

    def figures(self, row: int) -> Figures:
        """Return the figures of a row."""
        return self._figures[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        title = self.entries[index.row()][1]
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return spoken(title, self._figures[index.row()])
        return None


def figure_rects(right: int, top: int, height: int) -> list[QRect]:
    """Return where the three figures of a row stand, from the left."""
    px = theme().px
    rects: list[QRect] = []
    for width in reversed(_COLUMNS):
        rects.insert(0, QRect(right - px(width), top, px(width), height))
        right -= px(width) + px(_GAP)
    return rects


class StepDelegate(QStyledItemDelegate):
    """Draws a step: name and three figures, the current one with a bar at its left."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().px(160), theme().px(38))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, model = option.widget, index.model()  # type: ignore[attr-defined]
        assert isinstance(model, StepModel) and isinstance(view, QAbstractItemView)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        current = view.currentIndex().row() == index.row()
        painter.save()
        self._paint_ground(painter, rect, current, bool(state & QStyle.StateFlag.State_MouseOver))
        figures = model.figures(index.row())
        self._paint_name(painter, rect, model.entries[index.row()][1], current, bool(figures.asked))
        right = rect.right() + 1 - theme().px(RIGHT)
        places = figure_rects(right, rect.top(), rect.height())
        if figures.asked:
            for place, cell in zip(places, cells(figures), strict=True):
                _paint_cell(painter, place, cell)
        else:
            _paint_cell(painter, places[0].united(places[-1]), Cell(NOT_ASKED, "text.faint"))
        if model.entries[index.row()][0] == TASKS:
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, theme().colour("line"))
        if current and view.hasFocus():
            painter.setPen(theme().colour("focus"))
            for inset in (0, 1):
                painter.drawRect(rect.adjusted(inset, inset, -inset - 1, -inset - 1))
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, current: bool, hovered: bool) -> None:
        if current:
            painter.fillRect(rect, theme().colour("selected"))
            bar = QRect(rect.left(), rect.top(), theme().px(_BAR), rect.height())
            painter.fillRect(bar, theme().colour("accent"))
        elif hovered:
            painter.fillRect(rect, theme().colour("hover"))

    def _paint_name(self, painter: QPainter, rect: QRect, title: str, current: bool, asked: bool) -> None:
        px = theme().px
        font = theme().font(14, bold=current)
        figures = sum(_COLUMNS) + _GAP * len(_COLUMNS)
        room = rect.adjusted(px(20), 0, -px(RIGHT + figures), 0)
        painter.setFont(font)
        painter.setPen(theme().colour("accent" if current else "text" if asked else "text.faint"))
        shown = QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)


def _paint_cell(painter: QPainter, rect: QRect, cell: Cell) -> None:
    font: QFont = theme().font(12, bold=cell.bold)
    painter.setFont(font)
    painter.setPen(theme().colour(cell.token))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, cell.text)
    if cell.icon:
        size = theme().px(_ICON)
        left = rect.right() + 1 - QFontMetrics(font).horizontalAdvance(cell.text) - theme().px(2) - size
        top = rect.top() + (rect.height() - size) // 2
        painter.drawPixmap(left, top, theme().pixmap(cell.icon, cell.token, _ICON))


class StepView(QListView):
    """The list of steps; ``entered`` asks for the first field of the current one."""

    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "inner")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(StepDelegate(self))
        self.setAccessibleName("填报步骤")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
