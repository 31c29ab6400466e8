"""Editors of one line: numbers with a unit behind them, texts, years and dates."""

from datetime import date

from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.domain.facts import Answer, Fact
from app.ui.fields.calendar import add_calendar
from app.ui.fields.editor import FieldEditor
from app.ui.fields.spelling import SWITCHED, shown_text, stored_text, unit_for
from app.ui.fields.switch import Switch
from app.ui.fields.value_edit import FIGURES, WORDS, ValueEdit
from app.ui.fields.view import WORKED_OUT, FieldView
from app.ui.theme import theme

_FIGURE_WIDTH, _DATE_WIDTH = 104, 148
#: What the frame of a line and the space inside it take.
_EDGES = 22
_NOTHING = Answer()
#: Long figures are set smaller rather than cut.
_SIZES = (16, 14, 13, 12)


class LineEditor(FieldEditor):
    """An input line; ``typed`` gives the text as it shall be stored."""

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(fact, parent)
        self.line = ValueEdit(self)
        self.line.textEdited.connect(self._on_edited)
        self.line.onward.connect(self.onward)
        self.line.backward.connect(self.backward)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme().px(8))
        self._row.addWidget(self.line)

    def show_view(self, view: FieldView) -> None:
        self.line.setReadOnly(view.locked)
        self.line.set_state(view.state)
        self._show_text(view)

    def _show_text(self, view: FieldView) -> None:
        """Show the text, unless what stands there is stored as the same."""
        if (
            view.state in WORKED_OUT
            or stored_text(self.line.text(), self.fact.kind, self.unit) != view.answer.typed
        ):
            self.line.show_text(shown_text(view.answer, self.fact.kind, self.unit))

    def focus_target(self) -> QWidget:
        return self.line

    def take_focus(self) -> None:
        super().take_focus()
        self.line.selectAll()

    def _on_edited(self, text: str) -> None:
        self.typed.emit(stored_text(text, self.fact.kind, self.unit))


class TextEditor(LineEditor):
    """Words: a name, a telephone number."""

    wide = True

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(fact, parent)
        self.line.setAlignment(WORDS)
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line.setFont(theme().font(14))


class DateEditor(LineEditor):
    """A day, typed in any of the spellings that are read; once the field is left it is shown in one form."""

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(fact, parent)
        self.line.setAlignment(WORDS)
        self.line.setFixedWidth(theme().px(_DATE_WIDTH))
        add_calendar(self.line)
        self._row.addStretch(1)
        self._view = FieldView(_NOTHING)
        self.line.editingFinished.connect(lambda: self._show_text(self._view))

    def _show_text(self, view: FieldView) -> None:
        self._view = view
        value, typed = view.answer.value, view.answer.typed
        if not isinstance(value, date):
            super()._show_text(view)
        elif not (self.line.hasFocus() and self.line.text() == typed):
            self.line.show_text(value.isoformat())


class NumberEditor(LineEditor):
    """A figure with its unit behind it."""

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(fact, parent)
        self.line.setAlignment(FIGURES)
        self.line.setFixedWidth(theme().px(_FIGURE_WIDTH))
        self._add_unit()
        self._row.addStretch(1)
        self.line.textChanged.connect(self._fit)

    def _add_unit(self) -> None:
        self._label = QLabel(self.fact.base_unit)
        self._label.setProperty("ink", "muted")
        self._row.addWidget(self._label)

    def show_view(self, view: FieldView) -> None:
        marked = self.line.mark_width
        super().show_view(view)
        if self.line.mark_width != marked:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Set a long figure smaller; one that is too long all the same gets the room that there is."""
        base, edges = theme().px(_FIGURE_WIDTH), theme().px(_EDGES) + self.line.mark_width
        fonts, text = [theme().font(size) for size in _SIZES], self.line.text()
        fitting = (font for font in fonts if _wide(font, text) + edges <= base)
        font = next(fitting, fonts[-1])
        if self.line.font().pixelSize() != font.pixelSize():
            self.line.setFont(font)
        self._widen(base, _wide(font, text) + edges)

    def _widen(self, base: int, wanted: int) -> None:
        room = self.width() - self._label.sizeHint().width() - self._row.spacing()
        self.line.setFixedWidth(max(base, min(wanted, room)))


class SwitchedEditor(NumberEditor):
    """An area or a sum of money: a switch says in which unit a bare number is read and shown.

    Switching never changes what is stored.
    """

    def _add_unit(self) -> None:
        self._units = SWITCHED[self.fact.kind]
        self._unit, self._view = self._units[-1], FieldView(_NOTHING)
        self._settled = False
        self.switch = Switch(self._units, small=True, may_empty=False)
        self.switch.setAccessibleName(f"{self.fact.name}的单位")
        self.switch.picked.connect(self._on_switched)
        self.switch.onward.connect(self.onward)
        self.switch.backward.connect(self.backward)
        self.switch.show_choice(self._units.index(self._unit))
        self._row.addWidget(self.switch)
        self.line.editingFinished.connect(self._on_left)

    @property
    def unit(self) -> str:
        return self._unit

    @property
    def view(self) -> FieldView:
        """What is shown."""
        return self._view

    def prefer(self, unit: str | None) -> None:
        """Begin with a unit while nobody has typed or switched yet: last year's."""
        if unit is not None and not self._settled:
            self._set_unit(unit)

    def show_view(self, view: FieldView) -> None:
        if view.answer.typed != self._view.answer.typed or not self._settled:
            self._follow(view)
        self._view = view
        super().show_view(view)

    def _follow(self, view: FieldView) -> None:
        """Let the switch follow a unit that was typed, so that what is read is what is shown."""
        unit = unit_for(view.answer, self.fact.kind)
        if unit is not None:
            self._settled = True
            self._set_unit(unit)

    def _set_unit(self, unit: str) -> None:
        self._unit = unit
        self.switch.show_choice(self._units.index(unit))

    def _on_switched(self, place: int) -> None:
        self._settled = True
        self._set_unit(self._units[place])
        if self._view.answer.value is not None:
            self.line.show_text(shown_text(self._view.answer, self.fact.kind, self._unit))
        self.resized.emit()

    def _on_edited(self, text: str) -> None:
        self._settled = True
        super()._on_edited(text)

    def _widen(self, base: int, wanted: int) -> None:
        """Lend the line the room of the switch as long as one types: a unit that is typed moves the switch."""
        lent = wanted > base and self.line.hasFocus()
        self.switch.setVisible(not lent)
        self.line.setFixedWidth(max(base, min(wanted, self.width())) if lent else base)

    def _on_left(self) -> None:
        if self._view.answer.value is not None:
            self.line.show_text(shown_text(self._view.answer, self.fact.kind, self._unit))
        self._fit()


def _wide(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text)
