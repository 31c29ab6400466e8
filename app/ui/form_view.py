"""One form of the walk in one scroll: its pages as groups of field rows, of which one is open."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.checks import BrokenCheck
from app.domain.fact_sheet import FactSheet
from app.domain.form import Form, Page
from app.domain.terms import facts_of
from app.ui.field_row import FieldRow, Moment, Surroundings
from app.ui.theme import theme
from app.ui.widgets.scroll import VerticalScroll

#: Messages appear this long after the last key, so that half a number is not scolded.
_CALM_MS = 500


class FormView(VerticalScroll):
    """All rows of a form. ``left_end`` tells that one went on from the last field, or back from the first."""

    left_end = Signal(int)

    def __init__(self, form: Form, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.form, self._around = form, around
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.rows: dict[str, FieldRow] = {}
        self.open_row: FieldRow | None = None
        self.stale = True
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self.settle)
        content = QWidget(self.viewport())
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        offices = {page.office for page in form.pages}
        for page in form.pages:
            column.addWidget(_group_head(page, len(offices) > 1, content))
            for fact in page.facts:
                column.addWidget(self._make_row(fact.id, page, content))
        column.addStretch(1)
        self.set_content(content)
        self._parts = self._computed_from()

    def _make_row(self, identity: str, page: Page, content: QWidget) -> FieldRow:
        fact = self._around.model.session.fact(identity)
        row = FieldRow(fact, page.office, self._around, content)
        row.onward.connect(self.go_on)
        row.backward.connect(self.go_back)
        row.remark_wanted.connect(self._on_remark_wanted)
        self.rows[identity] = row
        return row

    def _computed_from(self) -> dict[str, list[str]]:
        """Return, by fact, the rows of this form that are computed from it."""
        parts: dict[str, list[str]] = {}
        for identity, row in self.rows.items():
            for part in facts_of(row.fact.computed) if row.fact.computed is not None else ():
                parts.setdefault(part, []).append(identity)
        return parts

    # Showing

    def refresh(self) -> None:
        """Show every row as it stands."""
        self._calm.stop()
        self.stale = False
        self._refresh(self.rows, calm=False)

    def refresh_facts(self, facts: Iterable[str]) -> None:
        """Show the rows that an edit touched; messages follow a moment later."""
        touched = [fact for fact in facts if fact in self.rows]
        touched += [row for fact in facts for row in self._parts.get(fact, ())]
        self._refresh(touched, calm=True)
        self._calm.start()

    def settle(self) -> None:
        """Let messages follow the answers now."""
        self._calm.stop()
        self._refresh(self.rows, calm=False)

    @property
    def unsettled(self) -> bool:
        """Whether messages wait for the typing to pause."""
        return self._calm.isActive()

    def _refresh(self, facts: Iterable[str], calm: bool) -> None:
        moment = self._moment(calm)
        for fact in facts:
            self.rows[fact].refresh(moment, calm)

    def _moment(self, calm: bool) -> Moment:
        """Return how things stand; broken checks are not looked at while somebody types."""
        session = self._around.model.session
        assessment = session.assessment
        explained = frozenset(check for check, text in assessment.explanations.items() if text.strip())
        now = FactSheet(session.rulebook.facts, assessment.answers)
        before = FactSheet(session.rulebook.facts, assessment.previous)
        broken = {} if calm else _by_fact(session.evaluation.checks)
        return Moment(now, before, broken, explained)

    # Going from row to row

    def go_on(self, fact: str) -> None:
        """Go to the field after one; tell when there is none."""
        self._go(fact, 1)

    def go_back(self, fact: str) -> None:
        """Go to the field before one; tell when there is none."""
        self._go(fact, -1)

    def _go(self, fact: str, step: int) -> None:
        self._around.model.leave_field()
        order = list(self.rows)
        place = order.index(fact) + step
        if 0 <= place < len(order):
            self.focus_fact(order[place])
        else:
            self.left_end.emit(step)

    def focus_fact(self, fact: str) -> None:
        """Put the cursor into a fact's field."""
        row = self.rows[fact]
        self.open(row)
        row.editor.take_focus()

    def open(self, row: FieldRow) -> None:
        """Open a row where it stands, and close the one that was open."""
        if row is self.open_row:
            return
        former, self.open_row = self.open_row, row
        above = row.y() - self.verticalScrollBar().value()
        if former is not None:
            former.set_open(False)
        row.set_open(True)
        self._lay_out()
        self.verticalScrollBar().setValue(row.y() - above)
        self.ensureWidgetVisible(row, 0, theme().px(8))

    def _lay_out(self) -> None:
        content = self.widget()
        layout = content.layout()
        if layout is not None:
            layout.activate()
            content.resize(content.width(), layout.totalHeightForWidth(content.width()))

    def _on_remark_wanted(self, fact: str) -> None:
        row = self.rows[fact]
        self.open(row)
        if row.detail is not None:
            row.detail.remark.setFocus()


def _by_fact(checks: Iterable[BrokenCheck]) -> Mapping[str, list[BrokenCheck]]:
    broken: dict[str, list[BrokenCheck]] = {}
    for check in checks:
        for fact in check.facts:
            broken.setdefault(fact, []).append(check)
    return broken


def _group_head(page: Page, with_office: bool, content: QWidget) -> QWidget:
    """Return the heading of a page of the form, with its office where a form has several."""
    head = QFrame(content)
    head.setProperty("role", "group-head")
    row = QHBoxLayout(head)
    px = theme().px
    row.setContentsMargins(px(24), px(4), px(24), px(4))
    title = QLabel(page.title)
    title.setProperty("role", "group")
    row.addWidget(title)
    row.addStretch(1)
    if with_office and page.office:
        office = QLabel(page.office)
        office.setProperty("role", "muted")
        row.addWidget(office)
    return head
