"""One form of the walk in one scroll: its pages as groups of field rows, of which one is open."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.checks import BrokenCheck
from app.domain.fact_sheet import FactSheet
from app.domain.form import Form, Page
from app.domain.terms import facts_of
from app.ui.field_row import FieldRow, Moment, Surroundings
from app.ui.tab_order import chain_tabs, tab_stops
from app.ui.theme import theme
from app.ui.widgets.scroll import VerticalScroll

#: Messages appear this long after the last key, so that half a number is not scolded.
_CALM_MS = 500


class FormView(VerticalScroll):
    """All rows of a form, made from the top as ``make_rows`` is called, and wholly when all are asked for.

    ``left_end`` tells that one went on from the last field, or back from the first.
    """

    left_end = Signal(int)

    def __init__(self, form: Form, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.form, self._around = form, around
        self.facts = [fact.id for page in form.pages for fact in page.facts]
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.made: dict[str, FieldRow] = {}
        self.open_row: FieldRow | None = None
        self.stale = True
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self.settle)
        self._keep = QTimer(self, singleShot=True, interval=0)
        self._keep.timeout.connect(self._keep_in_sight)
        self.verticalScrollBar().rangeChanged.connect(self._on_range)
        self._parts = self._computed_from()
        self._offices = {page.office for page in form.pages}
        self._to_make = [(page, fact.id) for page in form.pages for fact in page.facts]
        self._content = QWidget(self.viewport())
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.set_content(self._content)

    # Making

    @property
    def rows(self) -> dict[str, FieldRow]:
        """Every row by its fact, in their order."""
        self.make_rows(len(self._to_make))
        return self.made

    @property
    def complete(self) -> bool:
        """Whether every row is made."""
        return not self._to_make

    def make_rows(self, number: int) -> None:
        """Make the next rows from the top; they show how things stand if the others do."""
        batch, self._to_make = self._to_make[:number], self._to_make[number:]
        if not batch:
            return
        above, parts = list(self.made.values())[-1:], list[QWidget]()
        for page, identity in batch:
            if page.facts[0].id == identity:
                parts.append(_group_head(page, len(self._offices) > 1, self._content))
            self.made[identity] = self._make_row(identity, page)
            parts.append(self.made[identity])
        new = [identity for _, identity in batch]
        self._order_tabs(above, new)
        if not self.stale:
            self._refresh(new, calm=False)
        self._add(parts)

    def _add(self, parts: Sequence[QWidget]) -> None:
        """Put parts below the others; shown at once, as Qt does it a turn later and Tab passes them over."""
        shown = self._content.isVisible()
        self._column.setEnabled(False)
        for part in parts:
            self._column.insertWidget(self._column.count() - 1, part)
            if shown:
                part.show()
        self._column.setEnabled(True)
        if shown:
            self._lay_out()

    def _make_row(self, identity: str, page: Page) -> FieldRow:
        row = FieldRow(self._around.model.session.fact(identity), page.office, self._around, self._content)
        row.onward.connect(self.go_on)
        row.backward.connect(self.go_back)
        row.remark_wanted.connect(self._on_remark_wanted)
        return row

    def _order_tabs(self, above: Sequence[FieldRow], new: Sequence[str]) -> None:
        """Let Tab lead from the rows made before to the new ones; other things were made in between."""
        if above:
            stops = [stop for identity in new for stop in tab_stops(self.made[identity])]
            chain_tabs([*tab_stops(above[0])[-1:], *stops])

    def _computed_from(self) -> dict[str, list[str]]:
        """Return, by fact, the rows of this form that are computed from it."""
        parts: dict[str, list[str]] = {}
        for identity in self.facts:
            computed = self._around.model.session.fact(identity).computed
            for part in facts_of(computed) if computed is not None else ():
                parts.setdefault(part, []).append(identity)
        return parts

    # Showing

    def refresh(self) -> None:
        """Show every row that is made as it stands."""
        self._calm.stop()
        self.stale = False
        self._refresh(self.made, calm=False)

    def refresh_facts(self, facts: Iterable[str]) -> None:
        """Show the rows that an edit touched; messages follow a moment later."""
        touched = [fact for fact in facts if fact in self.made]
        touched += [row for fact in facts for row in self._parts.get(fact, ()) if row in self.made]
        self._refresh(touched, calm=True)
        self._calm.start()

    def settle(self) -> None:
        """Let messages follow the answers now."""
        self._calm.stop()
        self._refresh(self.made, calm=False)

    @property
    def unsettled(self) -> bool:
        """Whether messages wait for the typing to pause."""
        return self._calm.isActive()

    def _refresh(self, facts: Iterable[str], calm: bool) -> None:
        moment = self._moment(calm)
        for fact in facts:
            self.made[fact].refresh(moment, calm)

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
        place = self.facts.index(fact) + step
        if 0 <= place < len(self.facts):
            self.focus_fact(self.facts[place])
        else:
            self.left_end.emit(step)

    def focus_fact(self, fact: str) -> None:
        """Put the cursor into a fact's field."""
        self.make_rows(max(0, self.facts.index(fact) + 1 - len(self.made)))
        row = self.made[fact]
        self.open(row)
        row.editor.take_focus()

    def open(self, row: FieldRow) -> None:
        """Open a row where it stands, and close the one that was open."""
        if row is self.open_row:
            return
        if row.fact.id == list(self.made)[-1]:
            self.make_rows(len(self._to_make))  # Tab shall find the next row
        former, self.open_row = self.open_row, row
        above = row.y() - self.verticalScrollBar().value()
        if former is not None:
            former.set_open(False)
        row.set_open(True)
        self._lay_out()
        self.verticalScrollBar().setValue(row.y() - above)
        self.ensureWidgetVisible(row, 0, theme().px(8))

    def _on_range(self, _least: int, _most: int) -> None:
        self._keep.start()

    def _keep_in_sight(self) -> None:
        """Keep the row that is worked in wholly in sight when the room, or what stands in it, has another height."""
        row, focused = self.open_row, self.focusWidget()
        if row is not None and focused is not None and row.isAncestorOf(focused):
            self.ensureWidgetVisible(row, 0, theme().px(8))
            self.ensureWidgetVisible(focused, 0, theme().px(8))

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
