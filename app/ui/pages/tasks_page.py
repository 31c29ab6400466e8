"""任务清单: the numbered tasks of each document, how far each is, with date and note."""

from operator import is_

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.domain.fact_sheet import FactSheet
from app.domain.verdict import Verdict
from app.services.session import Session
from app.services.tasks import TaskCounts, task_counts
from app.ui.navigation import Navigation
from app.ui.pages.page import Badge, Page
from app.ui.session_model import SessionModel
from app.ui.tables.task_editor import TaskEditor
from app.ui.tables.task_rows import FILTERS, TaskRow, TaskState, counts, in_state, task_groups
from app.ui.tables.task_table import TaskDelegate, TaskModel
from app.ui.tables.view import TableView
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.segment import Segment

_ALL = "全部"
_NARROW, _LOW = 900, 420
_KEYS = {
    "1": TaskState.DONE,
    "2": TaskState.PARTLY,
    "3": TaskState.NOT_DONE,
    "0": TaskState.NOT_APPLICABLE,
}
_HELP = "1 已完成 · 2 部分完成 · 3 未完成 · 0 不适用 · 回车写说明 · 按住 Shift 可选多项"
_READ_ONLY = "只读，不能修改 · ↑↓ 选择"
_NONE = "适用的文件中没有任务清单"
_NO_MATCH = "没有这一状态的任务"


class TasksPage(Page):
    """The table of tasks above, the chosen task below; keys set how far a task is."""

    name = "tasks"
    title = "任务清单"

    def __init__(self, model: SessionModel, navigation: Navigation, parent: QWidget | None = None) -> None:
        super().__init__(model, navigation, parent)
        self._counts, self._total = counts(model.session), _count(model.session)
        #: Verdicts that no edit reached are the same objects as before: then there is nothing to count.
        self._judged = _task_verdicts(model.session)
        self._only: frozenset[str] | None = None
        options = [(_ALL, _ALL), *((state.value, state.value) for state in FILTERS)]
        self.filter = Segment(options, name="任务状态")
        self.view = TableView(TaskModel(), TaskDelegate(), "任务清单")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.editor = TaskEditor(model)
        self._subtitle, self._help, self._empty = (
            ElidedLabel(),
            ElidedLabel(_HELP),
            EmptyState("tasks", _NONE),
        )
        self._build()
        self._connect()
        self._on_theme()

    def _build(self) -> None:
        title = QLabel(self.title)
        title.setProperty("role", "title")
        self._subtitle.setProperty("role", "muted")
        self._help.setProperty("role", "faint")
        names = QHBoxLayout()
        names.addWidget(title)
        names.addWidget(self._subtitle, 1)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.addLayout(names, 1)
        self._head.addWidget(self.filter)
        self._sheet = QFrame()
        self._sheet.setProperty("role", "sheet")
        inside = QVBoxLayout(self._sheet)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.view)
        inside.addWidget(self._empty)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._help)
        self._column.addWidget(self._sheet, 1)
        self._column.addWidget(self.editor)

    def _connect(self) -> None:
        self.filter.chosen.connect(self._on_filter)
        self.view.row_changed.connect(self._show_chosen)
        self.view.key_pressed.connect(self._on_key)
        self.view.opened.connect(self._on_opened)
        self.view.part_pressed.connect(self._on_part)
        self.editor.left.connect(self.view.setFocus)
        self.model.answers_changed.connect(self._on_answers)
        self.model.verdicts_changed.connect(self._on_verdicts)
        theme().changed.connect(self._on_theme)

    def badge(self) -> Badge | None:
        """How many of the school's own tasks wait for an answer, as in the step of the walk."""
        return Badge(self._total.own.open, "unanswered")

    def get_ready(self) -> None:
        self._refresh()

    def on_shown(self) -> None:
        """Show the tasks as they are now, ready for the keyboard."""
        self._choose_rows()
        self._refresh()
        self.view.setFocus()

    def focus_task(self, fact: str) -> None:
        """Go to a task by the id of its fact; a filter that hides it is taken off."""
        self._refresh()
        if not self.view.set_current(fact):
            self.filter.choose(_ALL)
            self._choose_rows()
            self._refresh()
            self.view.set_current(fact)
        self.view.setFocus()

    def _on_verdicts(self) -> None:
        judged = _task_verdicts(self.model.session)
        if len(judged) == len(self._judged) and all(map(is_, judged, self._judged)):
            return
        self._judged = judged
        self._counts = counts(self.model.session)
        before, self._total = self._total, _count(self.model.session)
        if before != self._total:
            self.badge_changed.emit()
        if self.isVisible():
            self._refresh()

    def _on_answers(self, _: object) -> None:
        if self.isVisible():
            self._refresh()

    def _on_filter(self, _: str) -> None:
        self._choose_rows()
        self._refresh()
        self.view.expand_all_groups(self._only is not None)

    def _choose_rows(self) -> None:
        """Apply the filter: a row that changes its state afterwards stays until it is applied again."""
        state = None if self.filter.current == _ALL else TaskState(self.filter.current)
        self._only = in_state(self.model.session, state) if state is not None else None

    def _refresh(self) -> None:
        groups = task_groups(self.model.session, self._only)
        self.view.show_groups(groups)
        total = sum(self._counts.values())
        shown = {state.value: self._counts.get(state, 0) for state in FILTERS}
        self.filter.set_counts({_ALL: total, **shown})
        self._subtitle.setText(self._total.text)
        self._help.setText(_READ_ONLY if self.model.session.read_only else _HELP)
        self._empty.set_words(_NO_MATCH if total else _NONE)
        self.view.setVisible(bool(groups))
        self._empty.setVisible(not groups)
        self.editor.setVisible(bool(groups))
        self._show_chosen()

    def _show_chosen(self) -> None:
        rows = [row for row in self.view.chosen_rows() if isinstance(row, TaskRow)]
        group = self.view.current_group()
        self.editor.show_rows(rows, group.title if group is not None else "")

    def _on_key(self, key: str) -> None:
        if key in _KEYS:
            self.editor.set_state(_KEYS[key])

    def _on_opened(self, _: object) -> None:
        self.editor.edit_words()

    def _on_part(self, row: TaskRow, part: str) -> None:
        if row.key in {chosen.key for chosen in self.view.chosen_rows()}:
            self.editor.set_state(TaskState(part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < theme().px(_NARROW)
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._head.setDirection(down if narrow else right)
        low = self.height() < theme().px(_LOW)
        self._help.setVisible(not narrow and not low)
        self.editor.set_compact(low)

    def _on_theme(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(20), px(14), px(20), px(12))
        self._column.setSpacing(px(8))
        self._head.setSpacing(px(8))
        self._arrange()


def _count(session: Session) -> TaskCounts:
    sheet = FactSheet(session.rulebook.facts, session.assessment.judged_answers)
    return task_counts(session.evaluation, sheet)


def _task_verdicts(session: Session) -> list[Verdict]:
    return [verdict for verdict in session.evaluation.verdicts if verdict.task]
