"""The right side of the ledger: one missed row in full, and the boxes in which its remedy is written."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app.domain.assessment import Remedy
from app.ui.fields.calendar import add_calendar
from app.ui.session_model import SessionModel
from app.ui.tables.ledger_facts import LedgerFacts
from app.ui.tables.ledger_rows import LedgerRow, budget_note, due_note
from app.ui.tables.side_panel import SidePanel
from app.ui.tables.text_box import TextBox, put_line
from app.ui.theme import theme
from app.ui.widgets.status import StatusChip

_LINES = (("unit", "责任部门"), ("person", "责任人"), ("due", "完成时限"), ("budget", "预计经费"))
_HINTS = {"due": "2027-06-30", "budget": "3.5万元"}


class LedgerPanel(SidePanel):
    """Shows a row and edits its remedy as one types.

    ``closed`` asks to go back to the table, ``basis_wanted`` to be shown how the verdict came about.
    """

    basis_wanted = Signal(str)
    _between = (6, 4)

    def __init__(self, model: SessionModel, facts: LedgerFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._row, self.facts = model, None, facts
        self.cause, self.measure = TextBox("原因"), TextBox("整改措施")
        self.lines = {name: QLineEdit() for name, _ in _LINES}
        self._notes = {name: QLabel() for name in _HINTS}
        self._title, self._chip, self.back = QLabel(), StatusChip("missed", ""), QPushButton("返回台账")
        self.basis = QPushButton("看依据与判定")
        self._build()
        self._connect()
        self._on_theme()

    _row: LedgerRow | None

    def _build(self) -> None:
        self._title.setProperty("role", "section")
        self.back.setProperty("role", "small")
        self.back.setAccessibleName("返回台账")
        self.back.hide()
        head = QHBoxLayout()
        for widget in (self._title, self._chip):
            head.addWidget(widget)
        self.basis.setProperty("role", "link")
        self.basis.setAccessibleName("看依据与判定")
        head.addStretch(1)
        head.addWidget(self.basis)
        head.addWidget(self.back)
        rule = QFrame()
        rule.setProperty("role", "separator")
        self._column.addLayout(head)
        self._column.addWidget(self.facts)
        self._column.addWidget(rule)
        self._add_boxes()
        self._column.addStretch(1)

    def _add_boxes(self) -> None:
        for box in (self.cause, self.measure):
            self._column.addWidget(_label(box.accessibleName(), box))
            self._column.addWidget(box)
        for place, (name, label) in enumerate(_LINES):
            editor = self.lines[name]
            editor.setAccessibleName(label)
            editor.setPlaceholderText(_HINTS.get(name, ""))
            row, column = place // 2 * 3, place % 2
            self._grid.addWidget(_label(label, editor), row, column)
            self._grid.addWidget(editor, row + 1, column)
            if name in self._notes:
                self._notes[name].setWordWrap(True)
                self._notes[name].setProperty("role", "faint")
                self._grid.addWidget(self._notes[name], row + 2, column, Qt.AlignmentFlag.AlignTop)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        add_calendar(self.lines["due"])
        self._column.addLayout(self._grid)

    def _connect(self) -> None:
        boxes = (self.cause, self.measure)
        for box in boxes:
            box.typed.connect(self._on_typed)
            box.finished.connect(self.focusNextChild)
            box.left.connect(self._model.leave_field)
        for editor in self.lines.values():
            editor.textEdited.connect(self._on_typed)
            editor.editingFinished.connect(self._model.leave_field)
            editor.returnPressed.connect(self._on_enter)
        self.back.clicked.connect(self.closed)
        self.basis.clicked.connect(self._on_basis)
        theme().changed.connect(self._on_theme)

    def show_row(self, row: LedgerRow | None) -> None:
        """Show another row, or the same one after a change."""
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        self._title.setText(f"第 {row.number} 条")
        self._chip.set_status(row.look, row.word)
        self.facts.show_row(row)
        self.basis.setVisible(not row.verdict.task)
        self.cause.put(row.remedy.cause)
        self.measure.put(row.remedy.measure)
        locked = self._model.session.read_only
        for name, editor in self.lines.items():
            put_line(editor, getattr(row.remedy, name))
            editor.setReadOnly(locked)
        for box in (self.cause, self.measure):
            box.setReadOnly(locked)
        self._show_notes(row)

    def _show_notes(self, row: LedgerRow) -> None:
        today = self._model.session.judged_on
        notes = {
            "budget": budget_note(row.remedy.budget),
            "due": due_note(row.remedy.due, today, row.turned),
        }
        for name, (text, wrong) in notes.items():
            label = self._notes[name]
            label.setText(text)
            if label.property("ink") != (ink := "unanswered" if wrong else "faint"):
                label.setProperty("ink", ink)
                label.style().polish(label)

    def start_writing(self) -> None:
        """Go to the first box that is empty, else to the first."""
        boxes: list[TextBox | QLineEdit] = [self.cause, self.measure, *self.lines.values()]
        written = [bool(self._text(box).strip()) for box in boxes]
        box = boxes[written.index(False)] if False in written else boxes[0]
        box.setFocus(Qt.FocusReason.TabFocusReason)

    def _text(self, box: TextBox | QLineEdit) -> str:
        return box.toPlainText() if isinstance(box, TextBox) else box.text()

    def _on_typed(self, _: str) -> None:
        if self._row is None:
            return
        texts = {name: editor.text() for name, editor in self.lines.items()}
        remedy = Remedy(self.cause.toPlainText(), self.measure.toPlainText(), **texts)
        self._row = replace(self._row, remedy=remedy)
        self._model.set_remedy(self._row.key, remedy, self._row.verdict.title)

    def _on_basis(self) -> None:
        if self._row is not None:
            self.basis_wanted.emit(self._row.key)

    def _on_enter(self) -> None:
        if self.lines["budget"].hasFocus():
            self.closed.emit()
        else:
            self.focusNextChild()


def _label(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "detail")
    label.setBuddy(buddy)
    return label
