"""Editors of answers in a word: 是 / 否, 是 / 部分 / 否, and how far a task is done."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.domain.facts import Fact
from app.domain.units import NO, PARTLY, YES, Kind
from app.ui.fields.editor import FieldEditor
from app.ui.fields.painting import NOT_APPLICABLE, WAITING, repolish
from app.ui.fields.switch import Switch
from app.ui.fields.view import FieldState, FieldView
from app.ui.theme import theme

_STATE_WORDS = {FieldState.UNANSWERED: WAITING, FieldState.NOT_APPLICABLE: NOT_APPLICABLE}


class AnswerEditor(FieldEditor):
    """Segments of which one is the answer; a word beside them says where there is none."""

    answers: tuple[str, ...] = (YES, PARTLY, NO)
    words: tuple[str, ...] = (YES, PARTLY, NO)

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(fact, parent)
        if fact.kind is Kind.YES_NO:
            self.answers = self.words = (YES, NO)
        self.switch = Switch(self.words)
        self.switch.picked.connect(self._on_picked)
        self.switch.onward.connect(self.onward)
        self.switch.backward.connect(self.backward)
        self._word = QLabel()
        self._word.setProperty("px", "13")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        row.addWidget(self.switch)
        row.addWidget(self._word)
        row.addStretch(1)

    def show_view(self, view: FieldView) -> None:
        value = view.answer.value
        chosen = self.answers.index(value) if isinstance(value, str) and value in self.answers else -1
        self.switch.show_choice(chosen, view.state, view.locked)
        self._word.setText(_STATE_WORDS.get(view.state, ""))
        repolish(self._word, "ink", view.state.value if view.state in _STATE_WORDS else "muted")

    def focus_target(self) -> QWidget:
        return self.switch

    def take_focus(self) -> None:
        self.switch.setFocus(Qt.FocusReason.TabFocusReason)

    def describe(self, name: str, description: str) -> None:
        self.switch.setAccessibleName(name)

    def _on_picked(self, place: int) -> None:
        self.chosen.emit(self.answers[place] if place >= 0 else "")


class TaskEditor(AnswerEditor):
    """How far a task is done."""

    words = ("已完成", "部分完成", "未完成")
