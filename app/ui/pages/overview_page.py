"""总览: the conclusion, the monitored conditions, the documents, and every requirement, strictest first."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.conclusion import Conclusion
from app.domain.verdict import Status, Verdict
from app.domain.wording import PARTLY_DONE, status_word
from app.services.tasks import own_tasks
from app.ui.navigation import Navigation
from app.ui.pages.overview_rows import ALL, MISSED, RequirementRow, missed_count, requirement_groups
from app.ui.pages.overview_sheets import ConclusionSheet, ConditionsSheet, Sheet
from app.ui.pages.overview_tables import (
    DocumentDelegate,
    DocumentModel,
    DocumentRow,
    FlatTable,
    RequirementDelegate,
    RequirementModel,
    document_rows,
)
from app.ui.pages.page import Page
from app.ui.session_model import SessionModel
from app.ui.tables.view import TableView
from app.ui.theme import theme
from app.ui.verdict_body import label, show_part, show_text
from app.ui.verdict_lookup import VerdictLookup
from app.ui.verdict_texts import document_name
from app.ui.widgets.bars import BarLegend
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.scroll import VerticalScroll
from app.ui.widgets.segment import Segment

#: Narrower than this, the sheets stand one under the other.
_TWO_COLUMNS = 1080
#: The least heights of tables: side by side, and one under the other.
_LOW, _MIDDLE, _HIGH = 150, 230, 420
_HEAD, _DOCUMENT, _MOST_DOCUMENTS = 34, 48, 6
_EVERY = "全部文件"


class OverviewPage(Page):
    """Four sheets; every row and cell leads to its fact, and the window leads back."""

    name = "overview"
    title = "总览"

    def __init__(self, model: SessionModel, navigation: Navigation, parent: QWidget | None = None) -> None:
        super().__init__(model, navigation, parent)
        self._feeds = model.session.feeds
        self._stale, self._seen, self._columns = True, False, 0
        self.conclusion, self.conditions = ConclusionSheet(), ConditionsSheet()
        self.documents = FlatTable(DocumentModel(), DocumentDelegate(), "按文件")
        self.requirements = TableView(RequirementModel(), RequirementDelegate(), "最严要求优先")
        self.filter = Segment([(ALL, "全部"), (MISSED, "只看未达标")], name="显示")
        self.document = QComboBox()
        self.document.setAccessibleName("按文件筛选")
        self._build()
        self._connect()

    def get_ready(self) -> None:
        if self._stale:
            self.refresh()

    def on_shown(self) -> None:
        """Catch up with what changed while hidden, ready for the keyboard; the first look is at what is missed."""
        if self._stale:
            self.refresh()
        if not self._seen:  # rows made ahead may have moved down since
            self._seen = True
            self.requirements.choose_first()
        self.requirements.setFocus()

    def refresh(self) -> None:
        """Show the verdicts as they are now, each in its place."""
        self._stale = False
        session = self.model.session
        lookup, conclusion = VerdictLookup(session, self._feeds), session.conclusion()
        self.conclusion.show_conclusion(conclusion, lookup)
        self._show_conditions(conclusion, lookup)
        self.documents.show_rows(document_rows(conclusion.counts))
        self._show_total(conclusion)
        self._show_tasks(lookup)
        self._show_documents_to_choose(conclusion, lookup)
        self._show_requirements(conclusion, lookup)

    def _show_conditions(self, conclusion: Conclusion, lookup: VerdictLookup) -> None:
        parts = lookup.rulebook.conclusion
        names = parts[0].standards if parts else ()
        rows = [verdict for name in names for verdict in lookup.evaluation.of(name) if not verdict.task]
        title = conclusion.sentences[0].title if conclusion.sentences else ""
        why_none = conclusion.sentences[0].text if conclusion.sentences else ""
        self.conditions.show_rows(title, rows, lookup, why_none)

    def _show_total(self, conclusion: Conclusion) -> None:
        met = conclusion.of(Status.MET)
        documents = _documents_words(conclusion)
        show_text(self._total, f"合计　{documents}；{conclusion.indicators_text}，达标 {met} 项")

    @property
    def total(self) -> str:
        """What stands under the documents."""
        return self._total.text()

    def _show_tasks(self, lookup: VerdictLookup) -> None:
        """Tell of the tasks apart from the indicators, in the words that tasks have."""
        tasks = own_tasks(lookup.evaluation)
        told = f"任务清单（另计）　由本校承担 {len(tasks)} 项：{_tally(tasks)}"
        show_text(self._tasks, told if tasks else "")
        show_part(self._to_tasks, bool(tasks))

    def _show_documents_to_choose(self, conclusion: Conclusion, lookup: VerdictLookup) -> None:
        """Offer the documents that are listed; what was chosen stays chosen."""
        wanted = [count.standard for count in conclusion.counts]
        present = [str(self.document.itemData(place)) for place in range(1, self.document.count())]
        if wanted == present and self.document.count():
            return
        chosen = str(self.document.currentData() or "")
        self.document.blockSignals(True)
        self.document.clear()
        self.document.addItem(_EVERY, "")
        for name in wanted:
            self.document.addItem(document_name(lookup.rulebook.standards[name]), name)
        self.document.setCurrentIndex(max(self.document.findData(chosen), 0))
        self.document.blockSignals(False)

    def _show_requirements(self, conclusion: Conclusion, lookup: VerdictLookup) -> None:
        document = str(self.document.currentData() or "")
        every = requirement_groups(lookup, conclusion, ALL, document)
        chosen = self.filter.current
        self.requirements.show_groups(
            every if chosen == ALL else requirement_groups(lookup, conclusion, chosen, document)
        )
        shown = sum(len(group.rows) for group in every)
        self.filter.set_counts({ALL: shown, MISSED: missed_count(conclusion, document)})

    def _connect(self) -> None:
        self.model.verdicts_changed.connect(self._on_verdicts_changed)
        self.filter.chosen.connect(self._on_filter)
        self.document.currentIndexChanged.connect(self._on_filter)
        self.requirements.opened.connect(self._on_requirement)
        self.documents.opened.connect(self._on_document)
        self.conditions.chosen.connect(self.navigation.show_fact)
        self._to_tasks.clicked.connect(self._on_tasks)
        self._to_documents.clicked.connect(self._on_documents)
        theme().changed.connect(self._on_theme)

    def _on_verdicts_changed(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _on_filter(self, *_: object) -> None:
        session = self.model.session
        self._show_requirements(session.conclusion(), VerdictLookup(session, self._feeds))

    def _on_requirement(self, row: object) -> None:
        if isinstance(row, RequirementRow) and row.fact:
            self.navigation.show_fact(row.fact)

    def _on_document(self, row: object) -> None:
        """Show the rows of a document, every one of them."""
        if isinstance(row, DocumentRow):
            self.document.setCurrentIndex(self.document.findData(row.key))
            self.requirements.setFocus()

    def _on_tasks(self) -> None:
        self.navigation.show_page("tasks")

    def _on_documents(self) -> None:
        self.navigation.show_page("documents")

    def _build(self) -> None:
        self._by_document, self._strictest = Sheet("按文件"), Sheet("最严要求优先")
        self._total, self._tasks = label(13, bold=True, wrap=True), label(12, ink="muted", wrap=True)
        self._note = ElidedLabel("同一事项有多件文件时取最严；回车或双击到填报处")
        self._to_tasks, self._to_documents = QPushButton("任务清单…"), QPushButton("适用文件…")
        self._build_documents()
        self._build_requirements()
        content = QWidget()
        self._grid = QGridLayout(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(VerticalScroll(content))
        self._arrange()
        self._on_theme()

    def _build_documents(self) -> None:
        self._to_documents.setProperty("role", "link")
        self._to_documents.setAccessibleName("到适用文件")
        self._by_document.head.addStretch(1)
        self._by_document.head.addWidget(BarLegend())
        self._foot = QWidget()
        self._foot.setProperty("role", "sunken")
        self._foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._to_tasks.setProperty("role", "link")
        self._to_tasks.setAccessibleName("到任务清单")
        self._foot_column, above, line = QVBoxLayout(self._foot), QHBoxLayout(), QHBoxLayout()
        above.addWidget(self._total, 1)
        above.addWidget(self._to_documents)
        line.addWidget(self._tasks, 1)
        line.addWidget(self._to_tasks)
        self._foot_column.addLayout(above)
        self._foot_column.addLayout(line)
        self._by_document.column.addWidget(self.documents, 1)
        self._by_document.column.addWidget(self._foot)

    def _build_requirements(self) -> None:
        self._note.setProperty("px", 12)
        self._note.setProperty("ink", "muted")
        self._strictest.head.addWidget(self._note, 1)
        self._bar = QHBoxLayout()
        self._bar.addWidget(self.filter)
        self._bar.addWidget(self.document)
        self._bar.addStretch(1)
        self._strictest.column.addLayout(self._bar)
        self._strictest.column.addWidget(self.requirements, 1)

    def _arrange(self) -> None:
        """Put the sheets side by side where there is room, else one under the other."""
        columns = 2 if self.width() >= theme().px(_TWO_COLUMNS) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for place, sheet in enumerate((self.conclusion, self.conditions, self._by_document, self._strictest)):
            self._grid.removeWidget(sheet)
            self._grid.addWidget(sheet, *divmod(place, columns))
        self._grid.setRowStretch(0, 0)
        for row in range(4):
            self._grid.setRowStretch(row, 1 if row == 1 and columns == 2 else 0)
        self._grid.setColumnStretch(0, 46)
        self._grid.setColumnStretch(1, 54 if columns == 2 else 0)
        self._give_heights()

    def _give_heights(self) -> None:
        """Let the tables share a screen side by side; one under the other the page scrolls, and they are long."""
        px, side_by_side = theme().px, self._columns == 2
        rows = min(max(len(self.model.session.rulebook.standards), 2), _MOST_DOCUMENTS)
        self.documents.setMinimumHeight(px(_LOW if side_by_side else _HEAD + rows * _DOCUMENT))
        self.requirements.setMinimumHeight(px(_MIDDLE if side_by_side else _HIGH))

    def _on_theme(self) -> None:
        px = theme().px
        self._grid.setContentsMargins(px(20), px(14), px(20), px(12))
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(12))
        self._foot_column.setContentsMargins(px(14), px(6), px(14), px(6))
        self._foot_column.setSpacing(px(2))
        self._bar.setContentsMargins(px(14), 0, px(14), px(8))
        self._bar.setSpacing(px(10))
        self._arrange()
        self._give_heights()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


def _documents_words(conclusion: Conclusion) -> str:
    """Say in few words how many documents are listed, and why."""
    words: dict[bool | None, str] = {True: "适用", None: "待定", False: "另行列出"}
    found = Counter(count.applies for count in conclusion.counts)
    return "，".join(f"{word} {found[key]} 件" for key, word in words.items() if found[key] or key)


def _tally(tasks: list[Verdict]) -> str:
    counted = Counter(status_word(task) for task in tasks)
    words = dict.fromkeys(("已完成", PARTLY_DONE, "未完成", *counted))
    return "，".join(f"{word} {counted[word]}" for word in words if counted[word])
