"""填报步骤: the walk on the left, each step with three separate figures, and the totals at the foot."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.services.progress import TASKS, TASKS_TITLE, Concern, Figures, Progress, Walk, concern
from app.ui.session_model import SessionModel
from app.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex

_COLUMNS = (46, 36, 46)
_HEADS = ("已填", "校验", "达标")
_GAP, _RIGHT, _BAR, _ICON = 2, 10, 4, 13
_NOTHING = "—"
_ICONS = {"missed": "error", "unanswered": "warn", "met": "check"}


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
    if figures.logic:
        return Cell(str(figures.logic), "missed.text", True, "error")
    if figures.experience:
        return Cell(str(figures.experience), "unanswered.text", True, "warn")
    return Cell("0", "text.faint")


def spoken(title: str, figures: Figures) -> str:
    """Say a step's figures in words."""
    met = f"达标 {figures.met}/{figures.judged}" if figures.judged else "无判定"
    checks = f"校验 {figures.logic + figures.experience}"
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


def _figure_rects(right: int, top: int, height: int) -> list[QRect]:
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
        self._paint_name(painter, rect, model.entries[index.row()][1], current)
        right = rect.right() + 1 - theme().px(_RIGHT)
        for place, cell in zip(
            _figure_rects(right, rect.top(), rect.height()), cells(model.figures(index.row())), strict=True
        ):
            _paint_cell(painter, place, cell)
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

    def _paint_name(self, painter: QPainter, rect: QRect, title: str, current: bool) -> None:
        px = theme().px
        font = theme().font(14, bold=current)
        figures = sum(_COLUMNS) + _GAP * len(_COLUMNS)
        room = rect.adjusted(px(20), 0, -px(_RIGHT + figures), 0)
        painter.setFont(font)
        painter.setPen(theme().colour("accent" if current else "text"))
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
        self.setProperty("role", "steps")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QListView { border: none; }")
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


class _Bar(QWidget):
    """A thin bar: how much of a whole."""

    def __init__(self, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token, self._part, self._whole = token, 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme().px(6))

    def show_part(self, part: int, whole: int) -> None:
        self._part, self._whole = part, whole
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("bar.track"))
        if self._whole:
            width = self.width() * self._part // self._whole
            painter.fillRect(0, 0, width, self.height(), theme().colour(self._token))
        painter.end()


class _Foot(QWidget):
    """The totals of all forms, and the worst thing that stands open."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        px = theme().px
        grid = QGridLayout(self)
        grid.setContentsMargins(px(16), px(10), px(16), px(12))
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(5))
        self._bars = (_Bar("accent"), _Bar("met.bar"))
        self._counts = (QLabel(), QLabel())
        for row, title in enumerate(("已填", "达标")):
            name = QLabel(title)
            name.setProperty("role", "muted")
            self._counts[row].setProperty("px", "12")
            self._counts[row].setProperty("bold", "true")
            self._counts[row].setAlignment(Qt.AlignmentFlag.AlignRight)
            self._counts[row].setMinimumWidth(px(44))
            grid.addWidget(name, row, 0)
            grid.addWidget(self._bars[row], row, 1)
            grid.addWidget(self._counts[row], row, 2)
        grid.addLayout(self._make_concern(), 2, 0, 1, 3)
        grid.setColumnStretch(1, 1)

    def _make_concern(self) -> QHBoxLayout:
        self._icon, self._words = QLabel(), QLabel()
        self._words.setProperty("px", "12")
        self._words.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(theme().px(4))
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        return row

    def show_total(self, total: Figures) -> None:
        """Show the totals."""
        for place, (part, whole) in enumerate(((total.filled, total.asked), (total.met, total.judged))):
            self._bars[place].show_part(part, whole)
            self._counts[place].setText(f"{part}/{whole}")
        self._show_concern(concern(total))

    def _show_concern(self, worst: Concern) -> None:
        token = f"{worst.status}.text"
        self._icon.setPixmap(theme().pixmap(_ICONS[worst.status], token, 14))
        self._words.setText(worst.text)
        if self._words.property("ink") != worst.status:
            self._words.setProperty("ink", worst.status)
            self._words.style().unpolish(self._words)
            self._words.style().polish(self._words)


class _Heads(QWidget):
    """The words over the three figures."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme().font(12))
        painter.setPen(theme().colour("text.faint"))
        left = self.rect().adjusted(theme().px(20), 0, 0, 0)
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, "填报步骤")
        for rect, word in zip(
            _figure_rects(self.width() - theme().px(_RIGHT), 0, self.height()), _HEADS, strict=True
        ):
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, word)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().colour("line"))
        painter.end()


class StepList(QWidget):
    """The walk. ``page_chosen`` names a form, or ``tasks``; ``page_entered`` asks for its first field too."""

    page_chosen = Signal(str)
    page_entered = Signal(str)

    def __init__(self, model: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._walk = model, Walk(model.session.rulebook)
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.rows = StepModel(self._walk, self)
        self.view = StepView(self)
        self.view.setModel(self.rows)
        self._foot = _Foot(self)
        self._build()
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.entered.connect(self._on_entered)
        model.answers_changed.connect(self.refresh)
        model.verdicts_changed.connect(self.refresh)
        model.explanations_changed.connect(self.refresh)
        self._choosing = False
        self.refresh()

    def _build(self) -> None:
        heads = _Heads(self)
        heads.setFixedHeight(theme().px(32))
        rule = QFrame()
        rule.setProperty("role", "separator")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(heads)
        column.addWidget(self.view, 1)
        column.addWidget(rule)
        column.addWidget(self._foot)

    def entries(self) -> list[tuple[str, str]]:
        """Return id and title of every step, the tasks last."""
        return list(self.rows.entries)

    def select(self, identity: str) -> None:
        """Mark a step as the one in front, without telling."""
        row = next((row for row, entry in enumerate(self.rows.entries) if entry[0] == identity), -1)
        if row >= 0 and row != self.view.currentIndex().row():
            self._choosing = True
            self.view.setCurrentIndex(self.rows.index(row))
            self._choosing = False

    def refresh(self) -> None:
        """Count anew."""
        session = self._model.session
        progress = self._walk.progress(session.evaluation, session.assessment)
        self.rows.show_progress(progress)
        self._foot.show_total(progress.total)

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and not self._choosing:
            self.page_chosen.emit(self.rows.entries[current.row()][0])

    def _on_entered(self) -> None:
        row = self.view.currentIndex().row()
        if row >= 0:
            self.page_entered.emit(self.rows.entries[row][0])
