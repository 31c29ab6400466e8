"""One editor per kind of fact: a new kind is a small class and one line here."""

from PySide6.QtWidgets import QWidget

from app.domain.facts import Fact
from app.domain.units import Kind
from app.ui.fields.answer_editor import AnswerEditor, TaskEditor
from app.ui.fields.choice_editor import ChoiceEditor
from app.ui.fields.choices_editor import ChoicesEditor
from app.ui.fields.editor import FieldEditor
from app.ui.fields.line_editor import DateEditor, NumberEditor, SwitchedEditor, TextEditor

EDITORS: dict[Kind, type[FieldEditor]] = {
    Kind.COUNT: NumberEditor,
    Kind.AREA: SwitchedEditor,
    Kind.MONEY: SwitchedEditor,
    Kind.LENGTH: NumberEditor,
    Kind.MONTHS: NumberEditor,
    Kind.HOURS: NumberEditor,
    Kind.SHARE: NumberEditor,
    Kind.YEAR: NumberEditor,
    Kind.YES_NO: AnswerEditor,
    Kind.YES_PARTLY_NO: AnswerEditor,
    Kind.CHOICE: ChoiceEditor,
    Kind.CHOICES: ChoicesEditor,
    Kind.TEXT: TextEditor,
    Kind.DATE: DateEditor,
}

#: Kinds of which the day and the proof are asked beside the answer.
DATED = frozenset({Kind.YES_NO, Kind.YES_PARTLY_NO})


def make_editor(fact: Fact, parent: QWidget | None = None) -> FieldEditor:
    """Return a new editor for a fact; answers to tasks have words of their own."""
    editor = TaskEditor if fact.id.startswith("task.") else EDITORS[fact.kind]
    return editor(fact, parent)
