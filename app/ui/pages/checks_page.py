"""校验: contradictions, unusual figures with their explanations, and what is missing, in one list."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.fact_sheet import FactSheet
from app.services.tasks import task_counts
from app.ui.navigation import Navigation
from app.ui.pages.page import Badge, Page
from app.ui.session_model import SessionModel
from app.ui.tables.check_editor import CheckEditor
from app.ui.tables.check_rows import (
    TYPED,
    CheckKind,
    CheckRow,
    check_rows,
    groups_of,
    is_previous,
    mend_count,
)
from app.ui.tables.check_table import EXPLAIN, CheckDelegate, CheckModel
from app.ui.tables.view import TableView
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.segment import Segment

_ALL, _OPEN = "all", "open"
_LOW = 420
_HELP = "↑↓ 选择 · 回车前往该数据项 · F2 填写说明"
_READ_ONLY = "只读，不能修改 · ↑↓ 选择 · 回车前往该数据项"


class ChecksPage(Page):
    """One list of everything that is to be mended, explained or supplied; Enter goes there."""

    name = "checks"
    title = "校验"

    def __init__(self, model: SessionModel, navigation: Navigation, parent: QWidget | None = None) -> None:
        super().__init__(model, navigation, parent)
        self._mend = mend_count(model.session)
        self._settled: frozenset[str] = frozenset()
        self.filter = Segment([(_ALL, "全部"), (_OPEN, "待处理")], name="校验")
        self.view = TableView(CheckModel(), CheckDelegate(), "校验")
        self.view.setHeaderHidden(True)
        self.editor = CheckEditor(model)
        self._subtitle, self._help = ElidedLabel(), ElidedLabel(_HELP)
        self._build()
        self._connect()
        self._on_theme()

    def _build(self) -> None:
        title = QLabel(self.title)
        title.setProperty("role", "title")
        self._subtitle.setProperty("role", "muted")
        self._help.setProperty("role", "faint")
        self._head = QHBoxLayout()
        self._head.addWidget(title)
        self._head.addWidget(self._subtitle, 1)
        self._head.addWidget(self.filter)
        sheet = QFrame()
        sheet.setProperty("role", "sheet")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.view)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._help)
        self._column.addWidget(sheet, 1)
        self._column.addWidget(self.editor)

    def _connect(self) -> None:
        self.filter.chosen.connect(self._on_filter)
        self.view.row_changed.connect(self._show_chosen)
        self.view.opened.connect(self._go)
        self.view.part_pressed.connect(self._on_part)
        self.view.key_pressed.connect(self._on_key)
        self.editor.go.connect(self._go)
        self.editor.left.connect(self.view.setFocus)
        for signal in (self.model.answers_changed, self.model.explanations_changed):
            signal.connect(self._on_changed)
        self.model.verdicts_changed.connect(self._on_verdicts)
        theme().changed.connect(self._on_theme)

    def badge(self) -> Badge | None:
        """How much must be mended, as the heading says."""
        return Badge(self._mend, "missed")

    def get_ready(self) -> None:
        self._refresh()

    def on_shown(self) -> None:
        """Show what is to be done now, ready for the keyboard."""
        self._choose_rows()
        self._refresh()
        self.view.setFocus()

    def focus_check(self, check: str) -> None:
        """Go to a check, ready to write why the figure is right; a filter that hides it is taken off."""
        self._refresh()
        if not self.view.set_current(check):
            self.filter.choose(_ALL)
            self._on_filter(_ALL)
            self.view.set_current(check)
        self.view.setFocus()
        self.editor.write()

    def _on_verdicts(self) -> None:
        self._on_changed()

    def _on_changed(self, *_: object) -> None:
        before, self._mend = self._mend, mend_count(self.model.session)
        if before != self._mend:
            self.badge_changed.emit()
        if self.isVisible():
            self._refresh()

    def _on_filter(self, _: str) -> None:
        self._choose_rows()
        self._refresh()

    def _choose_rows(self) -> None:
        """Apply the filter: a row explained afterwards stays until it is applied again."""
        rows = check_rows(self.model.session) if self.filter.current == _OPEN else []
        self._settled = frozenset(row.key for row in rows if row.settled)

    def _refresh(self) -> None:
        rows = check_rows(self.model.session)
        self.view.show_groups(groups_of(rows, [row for row in rows if row.key not in self._settled]))
        unsettled = [row for row in rows if not row.settled]
        self.filter.set_counts({_ALL: len(rows), _OPEN: len(unsettled)})
        self._subtitle.setText(self._summary(unsettled))
        self._help.setText(_READ_ONLY if self.model.session.read_only else _HELP)
        self.editor.setVisible(bool(rows))
        self._show_chosen()

    def _summary(self, rows: list[CheckRow]) -> str:
        """Say what is to be done; 待填 is what the forms still ask, as the tab of 填报 counts it."""
        session = self.model.session
        tasks = task_counts(
            session.evaluation, FactSheet(session.rulebook.facts, session.assessment.judged_answers)
        )
        counted = {kind: sum(row.kind is kind for row in rows) for kind in CheckKind}
        waiting = session.walk.open_facts(session.assessment)
        typed = sum(row.key.startswith(TYPED) and row.fact in waiting for row in rows)
        unread = f"（含未能识别的 {typed} 项）" if typed else ""
        texts = (
            (counted[CheckKind.LOGIC] + counted[CheckKind.TYPED], "须改正 {} 处"),
            (counted[CheckKind.EXPERIENCE], "须说明 {} 处"),
            (len(waiting), f"待填 {{}} 项{unread}"),
            (sum(is_previous(row) for row in rows), "缺上年数据 {} 项"),
            (tasks.own.open, "任务未填 {} 项"),
            (tasks.reported.open, "报送贡献未填 {} 项"),
        )
        said = "，".join(text.format(count) for count, text in texts if count)
        return said or "没有待处理的事项"

    def _show_chosen(self) -> None:
        row, group = self.view.current_row(), self.view.current_group()
        heading = (group.title, group.note) if group is not None else ("", "")
        self.editor.show_row(row if isinstance(row, CheckRow) else None, heading)

    def _go(self, *_: object) -> None:
        row = self.view.current_row()
        if isinstance(row, CheckRow):
            self.navigation.show_fact(row.fact)

    def _on_part(self, _: object, part: str) -> None:
        self.editor.write() if part == EXPLAIN else self._go()

    def _on_key(self, key: str) -> None:
        if key == "F2":
            self.editor.write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        low = self.height() < theme().px(_LOW)
        self._help.setVisible(not low)
        self.editor.set_compact(low)

    def _on_theme(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(20), px(14), px(20), px(12))
        self._column.setSpacing(px(8))
        self._head.setSpacing(px(8))
        self._arrange()
