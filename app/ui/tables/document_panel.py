"""The right side of the documents page: one document in full, and how a person puts it in or takes it out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.domain.assessment import Choice, Chosen
from app.domain.describing import conditions_words
from app.domain.fact_sheet import FactSheet
from app.domain.wording import local_words
from app.reports.phrases import short_title
from app.services.documents import DocumentState
from app.ui.session_model import SessionModel
from app.ui.tables.document_table import BY_HAND, WORDS
from app.ui.tables.side_panel import SidePanel
from app.ui.tables.text_box import TextBox
from app.ui.theme import theme
from app.ui.verdict_texts import fact_name, prose

_NAMES = ("文号", "发布单位", "有效期", "是否适用", "按学校概况", "适用对象", "例外", "版本", "原文", "内容")
_VERBS = {Choice.ADD: "添加本文件", Choice.DROP: "移除本文件"}
_STEPS = {Choice.ADD: "添加适用文件", Choice.DROP: "移除适用文件"}
_REQUIRED = "须写明理由，理由随报告和 Excel 印出。"
_DROPPED = "移除后不再逐条判定；其他文件要求达到它的，仍按它判定。"
_OUT_OF_FORCE = "判定日期不在本文件的有效期内，不能人工添加或移除。"
_HASH = 12


class DocumentPanel(SidePanel):
    """Shows a document; ``closed`` asks to go back to the table, ``fact_wanted`` to go to a profile fact.

    ``clauses_wanted`` asks for the rows of the document, ``removal_wanted`` to take a pack of one's own out.
    """

    fact_wanted = Signal(str)
    clauses_wanted = Signal(str)
    removal_wanted = Signal(str)

    def __init__(self, model: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._state: DocumentState | None = None
        self._title, self.back = QLabel(), QPushButton("返回列表")
        self._labels = {name: (QLabel(name), QLabel()) for name in _NAMES}
        self.reason = TextBox("添加或移除的理由")
        self.buttons = {choice: QPushButton(verb) for choice, verb in _VERBS.items()}
        self.clear, self.to_profile = QPushButton("恢复按学校概况判断"), QPushButton()
        self.to_clauses, self.remove = QPushButton(), QPushButton("移除增补的标准…")
        self._hint, self._asked = QLabel(), QLabel("理由")
        self._build()
        self._connect()
        self._on_theme()

    def _build(self) -> None:
        self._title.setProperty("role", "section")
        self._title.setWordWrap(True)
        self.back.setProperty("role", "small")
        self.back.hide()
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        self._column.addLayout(self.fill_grid(self._labels.values()))
        self.to_profile.setProperty("role", "link")
        for button in (self.to_profile, self.to_clauses, self.remove):
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        rule = QFrame()
        rule.setProperty("role", "separator")
        self._column.addWidget(rule)
        self._add_choice()
        self._column.addStretch(1)
        for button in (self.back, self.clear, self.remove, *self.buttons.values()):
            button.setAccessibleName(button.text())

    def _add_choice(self) -> None:
        self._asked.setProperty("role", "detail")
        self._asked.setBuddy(self.reason)
        self._hint.setProperty("role", "faint")
        self._hint.setWordWrap(True)
        for widget in (self._asked, self.reason, self._hint):
            self._column.addWidget(widget)
        self._acts = QHBoxLayout()
        for button in (*self.buttons.values(), self.clear):
            self._acts.addWidget(button)
        self._acts.addStretch(1)
        self._column.addLayout(self._acts)

    def _connect(self) -> None:
        self.reason.typed.connect(self._on_typed)
        self.reason.finished.connect(self.focusNextChild)
        self.buttons[Choice.ADD].clicked.connect(self._on_add)
        self.buttons[Choice.DROP].clicked.connect(self._on_drop)
        self.clear.clicked.connect(self._on_clear)
        self.back.clicked.connect(self.closed)
        self.to_profile.clicked.connect(self._on_to_profile)
        self.to_clauses.clicked.connect(self._on_to_clauses)
        self.remove.clicked.connect(self._on_remove)
        theme().changed.connect(self._on_theme)

    # Showing

    def show_state(self, state: DocumentState | None) -> None:
        """Show another document, or the same one after a change; what is being written about it stays."""
        former, self._state = self._state, state
        self.setVisible(state is not None)
        if state is None:
            return
        other = former is None or former.key != state.key
        if other or (former is not None and former.chosen != state.chosen):
            self.reason.put(state.chosen.reason if state.chosen is not None else "")
        self._title.setText(state.standard.document.title)
        for name, text in self._texts(state).items():
            for label in self._labels[name]:
                label.setVisible(bool(text))
            self._labels[name][1].setText(text)
        missing = [fact_name(fact, self._sheet()) for fact in state.missing]
        self.to_profile.setText(f"去填{'、'.join(missing)}")
        self.to_profile.setAccessibleName(self.to_profile.text())
        self.to_profile.setVisible(bool(missing))
        self.to_clauses.setText(f"查看条款 {state.rows} 项…")
        self.to_clauses.setAccessibleName(self.to_clauses.text())
        self.to_clauses.setVisible(bool(state.rows))
        self.remove.setVisible(state.standard.local and not self._model.session.read_only)
        self._show_choice(state)

    def _texts(self, state: DocumentState) -> dict[str, str]:
        standard, document = state.standard, state.standard.document
        facts = self._model.session.rulebook.facts
        end = f"至 {document.end.isoformat()}" if document.end else "起"
        word = WORDS[state.result.applies]
        if state.chosen is not None:
            word = f"{word}（{BY_HAND[state.chosen.choice]}）"
        edition = f"{standard.edition}，校验值 {standard.hash[:_HASH]}"
        read = "已读全" if standard.complete else "未读全"
        return {
            "文号": document.number,
            "发布单位": document.issuer,
            "有效期": f"{document.start.isoformat()} {end}",
            "是否适用": word,
            "按学校概况": prose(state.profile_reason),
            "适用对象": conditions_words(standard.applies_to, facts) or "所有学校",
            "例外": "；".join(exclusion.text for exclusion in standard.excludes),
            "版本": "；".join(filter(None, (edition, local_words(standard)))),
            "原文": prose(f"{read}。{standard.lacking}" if standard.lacking else f"{read}。"),
            "内容": f"指标 {state.rows} 项，任务 {state.tasks} 项，本校待填 {state.open_rows} 项",
        }

    def _sheet(self) -> FactSheet:
        session = self._model.session
        return FactSheet(session.rulebook.facts, session.assessment.judged_answers)

    def _show_choice(self, state: DocumentState) -> None:
        """Show what a person may do: against the profile, or while it is not known."""
        locked = self._model.session.read_only
        free = state.in_force and not locked
        for widget in (self._asked, self.reason):
            widget.setVisible(state.in_force)
        self.reason.setReadOnly(locked)
        for choice, button in self.buttons.items():
            chosen = state.chosen is not None and state.chosen.choice is choice
            button.setText(f"改写{_VERBS[choice][:2]}理由" if chosen else _VERBS[choice])
            button.setAccessibleName(button.text())
            button.setVisible(free and (chosen or state.may(choice)))
        self.clear.setVisible(free and state.chosen is not None)
        may_drop = state.may(Choice.DROP)
        self._hint.setText(_REQUIRED + (_DROPPED if may_drop else "") if state.in_force else _OUT_OF_FORCE)
        self._allow(state)

    def _allow(self, state: DocumentState) -> None:
        """Let a decision be made once its reason is written, and is another than before."""
        written = self.reason.toPlainText().strip()
        for choice, button in self.buttons.items():
            button.setEnabled(bool(written) and Chosen(choice, written) != state.chosen)

    # Deciding

    def start_writing(self) -> None:
        """Go to the reason."""
        if self.reason.isVisible():
            self.reason.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_typed(self, _: str) -> None:
        if self._state is not None:
            self._allow(self._state)

    def _on_add(self) -> None:
        self._choose(Choice.ADD)

    def _on_drop(self) -> None:
        self._choose(Choice.DROP)

    def _choose(self, choice: Choice) -> None:
        reason = self.reason.toPlainText().strip()
        if self._state is not None and reason:
            self._decide(Chosen(choice, reason), _STEPS[choice])

    def _on_clear(self) -> None:
        self._decide(None, "恢复按学校概况判断")

    def _decide(self, chosen: Chosen | None, step: str) -> None:
        assert self._state is not None
        standard = self._state.standard
        self._model.choose(standard.id, chosen, f"{step}：{short_title(standard.document)}")
        self._model.save_now()
        self.closed.emit()

    def _on_to_profile(self) -> None:
        if self._state is not None and self._state.missing:
            self.fact_wanted.emit(self._state.missing[0])

    def _on_to_clauses(self) -> None:
        if self._state is not None:
            self.clauses_wanted.emit(self._state.key)

    def _on_remove(self) -> None:
        if self._state is not None:
            self.removal_wanted.emit(self._state.key)
