"""The editor of a choice: one word of a list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.domain.facts import Fact
from app.ui.fields.editor import FieldEditor, step_of
from app.ui.fields.painting import NOT_APPLICABLE, WAITING, draw_waiting, draw_word, repolish
from app.ui.fields.view import FieldState, FieldView
from app.ui.theme import theme

_NONE, _LOCKED = "（未填）", "locked"


class ChoiceBox(QComboBox):
    """A list that opens on Space; the wheel scrolls the page and not the choice."""

    onward = Signal()
    backward = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.locked, self._state = False, FieldState.NORMAL
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(14)

    def set_state(self, state: FieldState) -> None:
        """Show how the answer stands."""
        self._state = state
        self.update()

    def showPopup(self) -> None:
        if not self.locked:
            super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = step_of(event)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if step:
            (self.onward if step > 0 else self.backward).emit()
        elif event.key() == Qt.Key.Key_Space or (alt and event.key() == Qt.Key.Key_Down):
            self.showPopup()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self.locked:
            self.activated.emit(0)
        elif self.locked or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.currentIndex() >= 0:
            return
        painter = QPainter(self)
        if self._state is FieldState.UNANSWERED:
            if not self.hasFocus():
                draw_waiting(painter, self)
            draw_word(painter, self, WAITING, "unanswered.text")
        elif self._state is FieldState.NOT_APPLICABLE:
            draw_word(painter, self, NOT_APPLICABLE, "not_applicable.text")
        painter.end()


class ChoiceEditor(FieldEditor):
    """A drop-down list of the fact's choices; its first line empties the field."""

    wide = True

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(fact, parent)
        self.box = ChoiceBox(self)
        self.box.addItems([_NONE, *fact.choices])
        self.box.setCurrentIndex(-1)
        self.box.activated.connect(self._on_activated)
        self.box.onward.connect(self.onward)
        self.box.backward.connect(self.backward)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        row.addStretch(1)
        self.box.setMinimumWidth(theme().px(200))
        self.box.view().setAccessibleName(f"{fact.name}的选项")

    def show_view(self, view: FieldView) -> None:
        value = view.answer.value
        self.box.locked = view.locked
        if view.locked or self.box.property(_LOCKED):  # styling costs; most are never locked
            repolish(self.box, _LOCKED, "true" if view.locked else "false")
        self.box.setCurrentIndex(self.box.findText(value) if isinstance(value, str) else -1)
        self.box.set_state(view.state)

    def focus_target(self) -> QWidget:
        return self.box

    def _on_activated(self, place: int) -> None:
        if place == 0:
            self.box.setCurrentIndex(-1)
        self.chosen.emit(self.fact.choices[place - 1] if place > 0 else "")
