"""签署: who filled, checked and signed, and when; edited in place, or read where the year is frozen."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.domain.filing import SIGNERS
from app.ui.fields.calendar import add_calendar
from app.ui.fields.spelling import typed_text
from app.ui.fields.table import DATED
from app.ui.fields.value_edit import WORDS, ValueEdit
from app.ui.filing.parts import Sheet, line
from app.ui.session_model import SessionModel
from app.ui.theme import theme

_NOTE = "在纸质件上签字盖章，此处登记姓名与日期"
#: The facts of each column, from the top.
_COLUMNS = tuple(
    (name, date, more)
    for (name, date, _), more in zip(
        SIGNERS, ("filing.date", "filing.meeting", "filing.recipient"), strict=True
    )
)


class SignCard(Sheet):
    """Three columns, one per signature, and below them when and to whom it is reported and which meeting saw it."""

    def __init__(self, model: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__("签署", _NOTE, parent)
        self._model = model
        self._locked = model.session.read_only
        self.lines: dict[str, ValueEdit] = {}
        self._texts: dict[str, QLabel] = {}
        self._troubles: dict[str, QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme().px(14))
        self._grid.setVerticalSpacing(theme().px(3))
        self.body.addLayout(self._grid)
        for column, facts in enumerate(_COLUMNS):
            for row, fact in enumerate(facts):
                self._add(fact, column, row)
        self._arrange()
        self.refresh()
        model.answers_changed.connect(self._on_changed)

    def _arrange(self) -> None:
        """Lead Tab from a name to its date, then to the next name."""
        for column in range(3):
            self._grid.setColumnStretch(column, 1)
        lines = list(self.lines.values())
        for before, after in pairwise(lines):
            QWidget.setTabOrder(before, after)

    def _add(self, fact: str, column: int, row: int) -> None:
        title = line(self._model.session.fact(fact).name, "muted", wrap=False)
        self._grid.addWidget(title, 3 * row, column)
        if self._locked:
            self._texts[fact] = line("")
            self._texts[fact].setProperty("bold", "true")
            self._grid.addWidget(self._texts[fact], 3 * row + 1, column, Qt.AlignmentFlag.AlignTop)
            return
        self.lines[fact] = self._editor(fact)
        title.setBuddy(self.lines[fact])
        trouble = self._troubles[fact] = line("", "muted")
        trouble.setProperty("ink", "missed")
        self._grid.addWidget(self.lines[fact], 3 * row + 1, column)
        self._grid.addWidget(trouble, 3 * row + 2, column)

    def _editor(self, fact: str) -> ValueEdit:
        made, known = ValueEdit(), self._model.session.fact(fact)
        made.setFont(theme().font(14))
        made.setAlignment(WORDS)
        made.setAccessibleName(known.name)
        made.setAccessibleDescription(known.counting)
        made.setToolTip(known.counting)
        if known.kind in DATED or fact.endswith(("_on", ".date")):
            add_calendar(made)
        made.textEdited.connect(lambda text: self._model.type_text(fact, text))
        made.editingFinished.connect(self._model.leave_field)
        made.onward.connect(lambda: self.focusNextPrevChild(True))
        made.backward.connect(lambda: self.focusNextPrevChild(False))
        return made

    def focus_fact(self, fact: str) -> bool:
        """Go to the field of a fact; tell whether it is here."""
        if fact in self.lines:
            self.lines[fact].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return fact in self.lines

    def _on_changed(self, _: frozenset[str]) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Show the answers as they are."""
        session = self._model.session
        for fact, editor in self.lines.items():
            answer = session.answer(fact)
            # Who signed last year did not sign this year: nothing that was copied stands here.
            editor.show_text(typed_text(answer, session.fact(fact)) if answer.confirmed else "")
            problem = session.problem(fact)
            self._troubles[fact].setText(str(problem) if problem else "")
            self._troubles[fact].setVisible(problem is not None)
        for fact, label in self._texts.items():
            answer = session.answer(fact)
            told = typed_text(answer, session.fact(fact)) or answer.na_reason if answer.confirmed else ""
            label.setText(told or "—")
