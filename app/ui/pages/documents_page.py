"""标准: every document, whether it applies and why; and its rows, with the history of each figure."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.paths import Paths
from app.reports.phrases import full_title
from app.services.clauses import ClauseRow, clause_rows
from app.services.documents import DocumentState, document_states
from app.ui.navigation import Navigation
from app.ui.pages.page import Badge, Page, Place
from app.ui.session_model import SessionModel
from app.ui.standards.edition_acts import EditionActs
from app.ui.standards.editions_banner import EditionsBanner
from app.ui.standards.own_acts import OwnActs
from app.ui.tables.clause_panel import ClausePanel
from app.ui.tables.clause_table import ClauseDelegate, ClauseModel, clause_groups
from app.ui.tables.document_panel import DocumentPanel
from app.ui.tables.document_table import DocumentDelegate, DocumentModel, document_groups
from app.ui.tables.view import TableView
from app.ui.theme import theme
from app.ui.widgets.banner import Banner
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.scroll import VerticalScroll
from app.ui.widgets.stack import PageStack
from app.ui.widgets.two_sides import TwoSides

_RULE = "是否适用由学校概况决定；人工添加或移除的须写明理由，理由随报告印出。"


class DocumentsPage(Page):
    """Documents, or the rows of one, at the left; the chosen one at the right (or instead, where it is narrow)."""

    name = "documents"
    title = "标准"

    def __init__(
        self, model: SessionModel, navigation: Navigation, paths: Paths, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, navigation, parent)
        self._undecided = self._count_undecided()
        self._stale, self._shown, self._opened, self._added = True, "", "", ""
        self.view = TableView(DocumentModel(), DocumentDelegate(), "适用文件")
        self.clauses = TableView(ClauseModel(), ClauseDelegate(), "条款")
        self.panel, self.clause = DocumentPanel(model), ClausePanel(model, navigation)
        self._title, self._subtitle, self._rule = ElidedLabel(self.title), ElidedLabel(), ElidedLabel(_RULE)
        self.back, self.add = QPushButton("返回文件列表"), QPushButton("增加标准…")
        self.editions, self.told = EditionsBanner(model.session), Banner("met")
        self._editing = EditionActs(model, navigation, self)
        self.own = OwnActs(model, navigation, paths, self)
        self._build()
        self._connect()
        self._on_theme()

    def _build(self) -> None:
        left = QWidget()
        self._column = QVBoxLayout(left)
        self._column.addLayout(self._heading())
        self._column.addWidget(self.editions)
        self._column.addWidget(self.told)
        self.told.hide()
        self._tables, self._panels = PageStack(), PageStack()
        for view in (self.view, self.clauses):
            self._tables.addWidget(_sheet(view))
        for panel in (self.panel, self.clause):
            self._panels.addWidget(VerticalScroll(panel, "surface"))
        self._column.addWidget(self._tables, 1)
        self._rule.setProperty("role", "faint")
        self._column.addWidget(self._rule)
        self.sides = TwoSides(left, self._panels, (self.panel, self.clause), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sides)

    def _heading(self) -> QHBoxLayout:
        self._title.setProperty("role", "title")
        self._subtitle.setProperty("role", "muted")
        for button in (self.back, self.add):
            button.setProperty("role", "small")
            button.setAccessibleName(button.text())
        if self.model.session.read_only:
            self.add.hide()
        self.back.hide()
        words, heading = QVBoxLayout(), QHBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        heading.addLayout(words, 1)
        heading.addWidget(self.back)
        heading.addWidget(self.add)
        return heading

    def _connect(self) -> None:
        self.view.row_changed.connect(self._show_chosen)
        self.view.opened.connect(self._on_opened)
        self.clauses.row_changed.connect(self._show_clause)
        self.clauses.opened.connect(self._on_clause_opened)
        self.panel.closed.connect(self._on_closed)
        self.clause.closed.connect(self._on_closed)
        self.panel.fact_wanted.connect(self.navigation.show_fact)
        self.panel.clauses_wanted.connect(self.open_clauses)
        self.back.clicked.connect(self.close_clauses)
        self.add.clicked.connect(self.own.choose_file)
        self.panel.removal_wanted.connect(self.own.remove)
        self.clause.confirm_wanted.connect(self.own.confirm)
        self.clause.withdraw_wanted.connect(self.own.withdraw)
        self.own.done.connect(self._on_done)
        self._editing.done.connect(self._on_done)
        self.editions.compared.connect(self._editing.compare)
        self.editions.adopted.connect(self._editing.adopt)
        self._key(self.view, Qt.Key.Key_Right, self._on_right)
        self._key(self.clauses, Qt.Key.Key_Left, self.close_clauses)
        self._key(self.clauses, Qt.Key.Key_Escape, self.close_clauses)
        self.model.verdicts_changed.connect(self._on_changed)
        theme().changed.connect(self._on_theme)

    def _key(self, view: TableView, key: Qt.Key, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(key), view, context=Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(act)

    def badge(self) -> Badge | None:
        """How many documents wait for the profile to be filled."""
        return Badge(self._undecided, "unanswered")

    def _count_undecided(self) -> int:
        return sum(result.applies is None for result in self.model.session.evaluation.standards)

    def get_ready(self) -> None:
        if self._stale:
            self._refresh()

    def on_shown(self) -> None:
        """Show the documents (or the rows that were open) as they are now, ready for the keyboard."""
        self._tell("")
        if self._stale:
            self._refresh()
        self.sides.arrange(writing=False)
        self._table.setFocus()

    def place(self) -> Place:
        """Return the document that is open, the row that is chosen (or was added), and what was done there."""
        opened = "" if self._added else self._opened
        return Place((opened, self._added or self._table.current_key() or self._shown), self.told.message)

    def take_place(self, place: Place) -> None:
        """Go to the same row, and say what was done."""
        opened, key = place.keys
        if opened in self.model.session.rulebook.standards:
            self.open_clauses(opened)
        elif not opened:
            self.focus_document(key)
        self._table.set_current(key)
        self._tell(place.told)

    def _on_done(self, told: str, added: str) -> None:
        """Something was done; the page that follows says it, and shows the document that was added, if any."""
        self._added = added
        self._tell(told)

    def _tell(self, told: str) -> None:
        self.told.set_message("met", "", told)
        self.told.setVisible(bool(told))

    @property
    def _table(self) -> TableView:
        """The table in front."""
        return self.clauses if self._opened else self.view

    def focus_document(self, standard: str) -> None:
        """Go to a document by its id."""
        self.close_clauses()
        self._refresh()
        self.view.set_current(standard)

    def focus_clause(self, indicator: str) -> None:
        """Go to a row by its id, in the rows of its document."""
        home = self.model.session.rulebook.home.get(indicator)
        if home is not None:
            self.open_clauses(home[0].id)
            self.clauses.set_current(indicator)

    def open_clauses(self, standard: str) -> None:
        """Show the rows of a document in the place of the documents."""
        with QSignalBlocker(self.view):
            self.view.set_current(standard)
        self._opened, self._shown = standard, standard
        self._bring_forward()

    def close_clauses(self) -> None:
        """Go back from the rows to their document."""
        former, self._opened = self._opened, ""
        self._bring_forward()
        if former:
            self.view.set_current(former)

    def _bring_forward(self) -> None:
        for stack in (self._tables, self._panels):
            stack.setCurrentWidget(stack.widget(int(bool(self._opened))))
        self.back.setVisible(bool(self._opened))
        self.add.setVisible(not self._opened and not self.model.session.read_only)
        self._rule.setVisible(not self._opened)
        self._refresh()
        self.sides.arrange(writing=False)
        if self.isVisible():
            self._table.setFocus()

    def _on_right(self) -> None:
        """→: the rows of a document; a folded group is opened."""
        row = self.view.current_row()
        if isinstance(row, DocumentState):
            if row.rows:
                self.open_clauses(row.key)
        else:
            self.view.expand(self.view.currentIndex())

    def _on_changed(self) -> None:
        before, self._undecided = self._undecided, self._count_undecided()
        if before != self._undecided:
            self.badge_changed.emit()
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        if self._opened:
            self._refresh_clauses()
        else:
            self._refresh_documents()

    def _refresh_documents(self) -> None:
        states = document_states(self.model.session)
        self.view.show_groups(document_groups(states))
        self._title.setText(self.title)
        self._subtitle.setText(_counted(states))
        self._show_chosen()

    def _refresh_clauses(self) -> None:
        session = self.model.session
        pack = session.rulebook.standards[self._opened]
        self.clauses.show_groups(clause_groups(clause_rows(session, self._opened)))
        self._title.setText(pack.document.title)
        tasks = f"任务 {len(pack.tasks)} 项见任务清单" if pack.tasks else ""
        parts = (pack.document.number, pack.document.issuer, f"{pack.document.start.isoformat()} 起", tasks)
        self._subtitle.setText(" · ".join(part for part in parts if part))
        self.clauses.setAccessibleName(f"条款：{full_title(pack.document)}")
        self._show_clause()

    def _show_clause(self) -> None:
        """Show the current row; on the heading, the one before it stays."""
        former = self.clause.row.key if self.clause.row is not None else ""
        key = self.clauses.current_key() or former
        row = next((row for row in self.clauses.table.rows() if row.key == key), None)
        assert row is None or isinstance(row, ClauseRow)
        self.clause.show_row(row)

    def _show_chosen(self) -> None:
        """Show the current document; on a heading, the one before it stays."""
        key = self.view.current_key() or self._shown
        row = next((row for row in self.view.table.rows() if row.key == key), None)
        assert row is None or isinstance(row, DocumentState)
        self._shown = row.key if row is not None else ""
        self.panel.show_state(row)

    def _on_opened(self, _: object) -> None:
        self.sides.arrange(writing=True)
        self.panel.start_writing()

    def _on_clause_opened(self, _: object) -> None:
        self.sides.arrange(writing=True)
        self.clause.enter()

    def _on_closed(self) -> None:
        self.sides.arrange(writing=False)
        self._table.setFocus()

    def _on_theme(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(20), px(14), px(20), px(12))
        self._column.setSpacing(px(8))
        self.sides.arrange(writing=False)


def _sheet(view: TableView) -> QFrame:
    sheet = QFrame()
    sheet.setProperty("role", "sheet")
    inside = QVBoxLayout(sheet)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.addWidget(view)
    return sheet


def _counted(states: Sequence[DocumentState]) -> str:
    """Count the documents by whether they apply."""
    counted = [sum(state.result.applies is applies for state in states) for applies in (True, None, False)]
    words = ("适用", "待定", "不适用")
    texts = [f"{word} {count} 件" for word, count in zip(words, counted, strict=True) if count]
    by_hand = sum(state.chosen is not None for state in states)
    return "，".join([*texts, f"其中人工决定 {by_hand} 件"] if by_hand else texts)
