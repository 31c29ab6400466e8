"""What every field editor has in common, whatever its kind."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.facts import Fact
from app.ui.fields.view import FieldView


class FieldEditor(QWidget):
    """Edits the answer to one fact as a text, which the contract's parser understands.

    ``typed`` tells every change while somebody types, ``chosen`` a choice that is a step of its own.
    ``onward`` and ``backward`` ask for the neighbouring field, ``resized`` tells that the height wanted
    is another. A ``wide`` editor also takes the place of last year's figure.
    """

    typed = Signal(str)
    chosen = Signal(str)
    onward = Signal()
    backward = Signal()
    resized = Signal()
    wide = False

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fact = fact

    @property
    def unit(self) -> str:
        """The unit in which bare numbers are read."""
        return self.fact.base_unit

    def show_view(self, view: FieldView) -> None:
        """Show an answer; where the text is the same already the cursor stays."""
        raise NotImplementedError

    def focus_target(self) -> QWidget:
        """Return the widget that takes the keys."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the cursor into the field."""
        self.focus_target().setFocus(Qt.FocusReason.TabFocusReason)

    def describe(self, name: str, description: str) -> None:
        """Name the field for those who hear the window instead of seeing it."""
        self.focus_target().setAccessibleName(name)
        self.focus_target().setAccessibleDescription(description)


def step_of(event: QKeyEvent) -> int:
    """Return 1 for the keys that lead to the next field, -1 for those that lead back, else 0."""
    key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return 0
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return -1 if shift else 1
    return {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key), 0)
