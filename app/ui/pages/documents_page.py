"""适用文件: every document, whether it applies to the school and why, and what a person decided about it."""

from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.services.documents import DocumentState, document_states
from app.ui.navigation import Navigation
from app.ui.pages.page import Badge, Page
from app.ui.session_model import SessionModel
from app.ui.tables.document_panel import DocumentPanel
from app.ui.tables.document_table import DocumentDelegate, DocumentModel, document_groups
from app.ui.tables.view import TableView
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.scroll import VerticalScroll

_PANEL, _NARROW, _ANY = 372, 900, 16777215
_RULE = "是否适用由学校概况决定；人工添加或移除的须写明理由，理由随报告印出。"


class DocumentsPage(Page):
    """The documents at the left, the chosen one at the right (or instead, where the room is narrow)."""

    name = "documents"
    title = "适用文件"

    def __init__(self, model: SessionModel, navigation: Navigation, parent: QWidget | None = None) -> None:
        super().__init__(model, navigation, parent)
        self._undecided = self._count_undecided()
        self._stale, self._shown = True, ""
        self.view = TableView(DocumentModel(), DocumentDelegate(), "适用文件")
        self.panel = DocumentPanel(model)
        self._subtitle, self._rule = ElidedLabel(), ElidedLabel(_RULE)
        self._build()
        self._connect()
        self._on_theme()

    def _build(self) -> None:
        self._left = QWidget()
        self._column = QVBoxLayout(self._left)
        title, heading = QLabel(self.title), QHBoxLayout()
        title.setProperty("role", "title")
        self._subtitle.setProperty("role", "muted")
        heading.addWidget(title)
        heading.addWidget(self._subtitle, 1)
        self._column.addLayout(heading)
        sheet = QFrame()
        sheet.setProperty("role", "sheet")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.view)
        self._column.addWidget(sheet, 1)
        self._rule.setProperty("role", "faint")
        self._column.addWidget(self._rule)
        self._right = VerticalScroll(self.panel, "surface")
        self._edge = QWidget()
        self._edge.setFixedWidth(1)
        self._edge.setAutoFillBackground(True)
        self._edge.setBackgroundRole(QPalette.ColorRole.Mid)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left, 1)
        row.addWidget(self._edge)
        row.addWidget(self._right)

    def _connect(self) -> None:
        self.view.row_changed.connect(self._show_chosen)
        self.view.opened.connect(self._on_opened)
        self.panel.closed.connect(self._on_closed)
        self.panel.fact_wanted.connect(self.navigation.show_fact)
        self.model.verdicts_changed.connect(self._on_changed)
        theme().changed.connect(self._on_theme)

    def badge(self) -> Badge | None:
        """How many documents wait for the profile to be filled."""
        return Badge(self._undecided, "unanswered")

    def _count_undecided(self) -> int:
        return sum(result.applies is None for result in self.model.session.evaluation.standards)

    def on_shown(self) -> None:
        """Show the documents as they are now, ready for the keyboard."""
        if self._stale:
            self._refresh()
        self._arrange(writing=False)
        self.view.setFocus()

    def focus_document(self, standard: str) -> None:
        """Go to a document by its id."""
        self._refresh()
        self.view.set_current(standard)

    def _on_changed(self) -> None:
        before, self._undecided = self._undecided, self._count_undecided()
        if before != self._undecided:
            self.badge_changed.emit()
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        states = document_states(self.model.session)
        self.view.show_groups(document_groups(states))
        counted = [
            sum(state.result.applies is applies for state in states) for applies in (True, None, False)
        ]
        words = ("适用", "待定", "不适用")
        texts = [f"{word} {count} 件" for word, count in zip(words, counted, strict=True) if count]
        by_hand = sum(state.chosen is not None for state in states)
        texts += [f"其中人工决定 {by_hand} 件"] if by_hand else []
        self._subtitle.setText("，".join(texts))
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Show the current document; on a heading, the one before it stays."""
        key = self.view.current_key() or self._shown
        row = next((row for row in self.view.table.rows() if row.key == key), None)
        assert row is None or isinstance(row, DocumentState)
        self._shown = row.key if row is not None else ""
        self.panel.show_state(row)

    def _on_opened(self, _: object) -> None:
        self._arrange(writing=True)
        self.panel.start_writing()

    def _on_closed(self) -> None:
        self._arrange(writing=False)
        self.view.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        focused = self.focusWidget()
        self._arrange(writing=focused is not None and self._right.isAncestorOf(focused))

    def _arrange(self, writing: bool) -> None:
        """Show both sides, or where the room is narrow the one that is worked in."""
        narrow = self.width() < theme().px(_NARROW)
        self._right.setVisible(not narrow or writing)
        self._left.setVisible(not narrow or not writing)
        self._right.setMinimumWidth(theme().px(_PANEL) if not narrow else 0)
        self._right.setMaximumWidth(theme().px(_PANEL) if not narrow else _ANY)
        self._edge.setVisible(not narrow)
        self.panel.back.setVisible(narrow)

    def _on_theme(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(20), px(14), px(20), px(12))
        self._column.setSpacing(px(8))
        self._arrange(writing=False)
