"""整改台账: one row per missed row, with its gap, what is done about it, by whom, until when and for how much."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.verdict import Status
from app.ui.navigation import Navigation
from app.ui.pages.page import Badge, Page
from app.ui.session_model import SessionModel
from app.ui.tables.ledger_facts import LedgerFacts
from app.ui.tables.ledger_panel import LedgerPanel
from app.ui.tables.ledger_rows import ledger_groups, total_text, without_measure
from app.ui.tables.ledger_table import LedgerDelegate, LedgerModel
from app.ui.tables.view import TableView
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.scroll import VerticalScroll
from app.ui.widgets.two_sides import TwoSides

_RULE = "数据改正后判定自动更新，转为达标的由程序标明，不能人为勾选。"
_NONE = "没有未达标的指标和未完成的任务"
_NONE_YET = "已判定的各项中没有未达标、未完成的"
_HOW = "出现未达标项后，在这里写原因、措施、责任和期限"
_NOT_YET = "尚有 {} 项指标待填，填报后才能判定"


class LedgerPage(Page):
    """The table at the left, the chosen row in full at the right (or instead, where the room is narrow)."""

    name = "ledger"
    title = "整改台账"

    def __init__(self, model: SessionModel, navigation: Navigation, parent: QWidget | None = None) -> None:
        super().__init__(model, navigation, parent)
        self._waiting, self._shown = without_measure(model.session), ""
        self.view = TableView(LedgerModel(), LedgerDelegate(), "整改台账")
        self.panel = LedgerPanel(model, LedgerFacts(model, navigation))
        self._subtitle, self._total, self._rule = ElidedLabel(), QLabel(), ElidedLabel(_RULE)
        self._empty = EmptyState("ledger", _NONE, _HOW)
        self._build()
        self._connect()
        self._on_theme()

    def _build(self) -> None:
        left = QWidget()
        self._column = QVBoxLayout(left)
        self._column.addLayout(self._heading())
        self._column.addWidget(self._table(), 1)
        self._rule.setProperty("role", "faint")
        self._column.addWidget(self._rule)
        self.sides = TwoSides(left, VerticalScroll(self.panel, "surface"), (self.panel,), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sides)

    def _heading(self) -> QHBoxLayout:
        title = QLabel(self.title)
        title.setProperty("role", "title")
        self._subtitle.setProperty("role", "muted")
        heading = QHBoxLayout()
        heading.addWidget(title)
        heading.addWidget(self._subtitle, 1)
        return heading

    def _table(self) -> QFrame:
        sheet = QFrame()
        sheet.setProperty("role", "sheet")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        self._foot = QFrame()
        self._foot.setProperty("role", "sunken")
        name = QLabel("预计经费合计")
        for label in (name, self._total):
            label.setProperty("role", "detail")
            label.setProperty("bold", "true")
        self._total.setWordWrap(True)
        self._foot_row = QHBoxLayout(self._foot)
        self._foot_row.addWidget(name)
        self._foot_row.addWidget(self._total, 1)
        for widget in (self.view, self._empty):
            inside.addWidget(widget, 1)
        inside.addWidget(self._foot)
        return sheet

    def _connect(self) -> None:
        self.view.row_changed.connect(self._show_chosen)
        self.view.opened.connect(self._on_opened)
        self.panel.closed.connect(self._on_closed)
        self.panel.basis_wanted.connect(self.navigation.show_verdict)
        self.model.remedies_changed.connect(self._on_changed)
        self.model.verdicts_changed.connect(self._on_changed)
        theme().changed.connect(self._on_theme)

    def badge(self) -> Badge | None:
        """How many missed rows have no measure yet."""
        return Badge(self._waiting, "unanswered")

    def get_ready(self) -> None:
        self._refresh()

    def on_shown(self) -> None:
        """Show the ledger as it is now, ready for the keyboard."""
        self._refresh()
        self.sides.arrange(writing=False)
        self.view.setFocus()

    def focus_row(self, indicator: str) -> None:
        """Go to a row by its indicator (or the fact of its task)."""
        self._refresh()
        self.view.set_current(indicator)
        self.sides.arrange(writing=False)
        self.view.setFocus()

    def _on_changed(self, *_: object) -> None:
        before, self._waiting = self._waiting, without_measure(self.model.session)
        if before != self._waiting:
            self.badge_changed.emit()
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        groups = ledger_groups(self.model.session)
        self.view.show_groups(groups)
        rows = [row for group in groups for row in group.rows]
        turned = sum(row.turned for row in rows)
        texts = [f"{len(rows)} 条", f"待写措施 {self._waiting}" if self._waiting else ""]
        texts.append(f"判定已转 {turned}" if turned else "")
        self._subtitle.setText("，".join(text for text in texts if text) if rows else "")
        self._total.setText(total_text(rows))
        for widget in (self.view, self._foot, self._rule):
            widget.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        waiting = self.model.session.conclusion().of(Status.UNANSWERED)
        self._empty.set_words(_NONE_YET if waiting else _NONE, _NOT_YET.format(waiting) if waiting else _HOW)
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Show the current row; on a heading, the one before it stays."""
        key = self.view.current_key() or self._shown
        row = next((row for row in self.view.table.rows() if row.key == key), None)
        self._shown = row.key if row is not None else ""
        self.panel.show_row(row)

    def _on_opened(self, _: object) -> None:
        self.sides.arrange(writing=True)
        self.panel.start_writing()

    def _on_closed(self) -> None:
        self.model.leave_field()
        self.sides.arrange(writing=False)
        self.view.setFocus()

    def _on_theme(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(20), px(14), px(20), px(12))
        self._column.setSpacing(px(8))
        self._foot_row.setContentsMargins(px(8), px(7), px(8), px(7))
        self._foot_row.setSpacing(px(12))
        self.sides.arrange(writing=False)
