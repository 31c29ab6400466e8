"""校验: contradictions, unusual figures with their explanations, and what is missing, in one list."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.navigation import Navigation
from app.ui.pages.page import Badge, Page
from app.ui.session_model import SessionModel
from app.ui.tables.check_editor import CheckEditor
from app.ui.tables.check_rows import CheckKind, CheckRow, check_rows, groups_of, logic_count
from app.ui.tables.check_table import EXPLAIN, CheckDelegate, CheckModel
from app.ui.tables.view import TableView
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.segment import Segment

_ALL, _OPEN = "all", "open"
_LOW = 420
_HELP = "↑↓ 选择 · 回车前往该数据项 · F2 填写说明"


class ChecksPage(Page):
    """One list of everything that is to be mended, explained or supplied; Enter goes there."""

    name = "checks"
    title = "校验"

    def __init__(self, model: SessionModel, navigation: Navigation, parent: QWidget | None = None) -> None:
        super().__init__(model, navigation, parent)
        self._logic = logic_count(model.session)
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
        """How many contradictions there are."""
        return Badge(self._logic, "missed")

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
        before, self._logic = self._logic, logic_count(self.model.session)
        if before != self._logic:
            self.badge_changed.emit()
        self._on_changed()

    def _on_changed(self, *_: object) -> None:
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
        self._subtitle.setText(_summary(unsettled))
        self.editor.setVisible(bool(rows))
        self._show_chosen()

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


def _summary(rows: list[CheckRow]) -> str:
    counted = {kind: sum(row.kind is kind for row in rows) for kind in CheckKind}
    mend = counted[CheckKind.LOGIC] + counted[CheckKind.TYPED]
    texts = [(mend, "须改正 {} 处"), (counted[CheckKind.EXPERIENCE], "须说明 {} 处")]
    texts.append((counted[CheckKind.MISSING], "待填 {} 项"))
    return "，".join(text.format(count) for count, text in texts if count) or "没有待处理的事项"
