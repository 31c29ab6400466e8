"""The right side of the standards page while a document's rows are shown: one row in full."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.domain.fact_sheet import FactSheet
from app.domain.standard import Indicator
from app.domain.verdict import Verdict
from app.services.clauses import (
    ClauseRow,
    addressed,
    can_be_confirmed,
    counting_words,
    force_of,
    history,
    other_rows,
)
from app.ui.navigation import Navigation
from app.ui.session_model import SessionModel
from app.ui.tables.clause_history import HistoryList
from app.ui.tables.clause_table import asked, outcome
from app.ui.tables.side_panel import SidePanel
from app.ui.theme import theme
from app.ui.verdict_body import label
from app.ui.verdict_texts import explanation, formula, look, other_line, prose, row_end
from app.ui.widgets.status import StatusChip

_NAMES = ("条款", "算法", "要求", "效力", "针对", "本校")
_LINKS = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
_NOTE, _NOTE_BEFORE = "说明", "程序原注（数值已确认，以确认的为准）"
_NOT_JUDGED = "本文件或本条不用于判定本校"


class ClausePanel(SidePanel):
    """Shows a row of a document; ``closed`` asks to go back to the table, the others to confirm its figure or take that back."""

    confirm_wanted = Signal(object)
    withdraw_wanted = Signal(object)

    def __init__(self, model: SessionModel, navigation: Navigation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._navigation = model, navigation
        self._row: ClauseRow | None = None
        self._title, self._chip, self.back = QLabel(), StatusChip("shown", ""), QPushButton("返回列表")
        self._labels = {name: (QLabel(name), QLabel()) for name in _NAMES}
        self.history = HistoryList()
        self.others = label(13, wrap=True)
        self._others_title, self._note_title, self._note = (
            QLabel("同一指标的其他要求"),
            QLabel(_NOTE),
            QLabel(),
        )
        self.to_verdict = QPushButton("查看判定依据")
        self.confirm, self.withdraw = QPushButton("确认数值…"), QPushButton("撤销确认")
        self._build()
        theme().changed.connect(self._on_theme)
        self._on_theme()

    def _build(self) -> None:
        self._title.setWordWrap(True)
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setProperty("role", "detail")
        self.back.setProperty("role", "small")
        self.back.hide()
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        self._column.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(self.fill_grid(self._labels.values()))
        self.to_verdict.setProperty("role", "link")
        self._column.addWidget(self.to_verdict, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (_section("数值沿革"), self.history, self._others_title, self.others):
            self._column.addWidget(widget)
        self._column.addWidget(self._note_title)
        self._column.addWidget(self._note)
        acts = QHBoxLayout()
        for button in (self.confirm, self.withdraw):
            acts.addWidget(button)
        acts.addStretch(1)
        self._column.addLayout(acts)
        self._column.addStretch(1)
        self._dress()

    def _dress(self) -> None:
        for title in (self._title, self._others_title, self._note_title):
            title.setProperty("role", "section")
        self.others.setTextFormat(Qt.TextFormat.RichText)
        self.others.setTextInteractionFlags(_LINKS)
        self.others.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.others.setAccessibleName(self._others_title.text())
        self.others.linkActivated.connect(self._navigation.show_clause)
        self.to_verdict.clicked.connect(self._on_verdict)
        self.back.clicked.connect(self.closed)
        self.confirm.clicked.connect(self._on_confirm)
        self.withdraw.clicked.connect(self._on_withdraw)
        for button in (self.back, self.to_verdict, self.confirm, self.withdraw):
            button.setAccessibleName(button.text())

    @property
    def row(self) -> ClauseRow | None:
        """The row that is shown."""
        return self._row

    def said(self, name: str) -> str:
        """Return what stands beside one of the names at the top."""
        return self._labels[name][1].text()

    def show_row(self, row: ClauseRow | None) -> None:
        """Show another row, or the same one after a change."""
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        session, verdict = self._model.session, row.verdict
        self._title.setText(row.indicator.title)
        word = outcome(row)
        self._chip.set_status(look(verdict.status, word) if verdict else "not_applicable", word)
        for name, text in self._texts(row).items():
            for one in self._labels[name]:
                one.setVisible(bool(text))
            self._labels[name][1].setText(text)
        self.to_verdict.setVisible(verdict is not None)
        self._show_acts(row.indicator)
        self.history.show_stages(history(row.indicator, session.rulebook.facts, session.judged_on))
        self._show_others(row)
        note = prose("\n".join(part for part in (row.indicator.note, row.indicator.advice) if part))
        confirmed = any(value.confirmation for value in row.indicator.values)
        self._note_title.setText(_NOTE_BEFORE if confirmed else _NOTE)
        self._note.setText(note)
        for widget in (self._note_title, self._note):
            widget.setVisible(bool(note))

    def _show_acts(self, indicator: Indicator) -> None:
        free = not self._model.session.read_only
        self.confirm.setVisible(free and can_be_confirmed(indicator))
        self.withdraw.setVisible(free and any(value.confirmation for value in indicator.values))

    def _texts(self, row: ClauseRow) -> dict[str, str]:
        book = self._model.session.rulebook
        return {
            "条款": f"{row.standard.document.number} {row.indicator.clause}".strip(),
            "算法": counting_words(row.indicator, book),
            "要求": asked(row),
            "效力": force_of(row.indicator),
            "针对": addressed(row.indicator, book.facts),
            "本校": self._standing(row.verdict, row) if row.verdict else _NOT_JUDGED,
        }

    def _standing(self, verdict: Verdict, row: ClauseRow) -> str:
        """Say in one line what the school has, and what is lacking or left; then why, where it is not judged."""
        session = self._model.session
        sheet = FactSheet(session.rulebook.facts, session.assessment.judged_answers)
        arithmetic, end = formula(verdict, row.indicator, sheet), row_end(verdict, sheet)
        figures = " = ".join(part for part in (arithmetic.left, arithmetic.value) if part)
        figures = figures.removeprefix("本校 ")
        line = "，".join(part for part in (figures, "" if end in figures else end) if part)
        said = explanation(verdict) if not verdict.judged else ""
        return "\n".join(part for part in (line, said) if part) or outcome(row)

    def _show_others(self, row: ClauseRow) -> None:
        others = tuple(other_rows(self._model.session, row.indicator, row.standard.id))
        for widget in (self._others_title, self.others):
            widget.setVisible(bool(others))
        colour = theme().colour("accent").name()
        standards = self._model.session.rulebook.standards
        links = (
            f'<a href="{escape(other.indicator)}" style="color:{colour}">'
            f"{escape(other_line(other, standards[other.standard]))}</a>"
            for other in others
        )
        self.others.setText("<br>".join(links))

    def enter(self) -> None:
        """Go to the first thing that can be pressed."""
        first = next((each for each in (self.to_verdict, self.others, self.back) if each.isVisible()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_verdict(self) -> None:
        if self._row is not None:
            self._navigation.show_verdict(self._row.key)

    def _on_confirm(self) -> None:
        self.confirm_wanted.emit(self._row)

    def _on_withdraw(self) -> None:
        self.withdraw_wanted.emit(self._row)

    def _on_theme(self) -> None:
        super()._on_theme()
        if self._row is not None:
            self.show_row(self._row)


def _section(text: str) -> QLabel:
    made = QLabel(text)
    made.setProperty("role", "section")
    return made
