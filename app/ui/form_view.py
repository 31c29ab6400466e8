"""One form of the walk in one scroll: its pages as groups of field rows, of which one is open."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.form import Form
from app.domain.terms import facts_of
from app.ui.field_moment import Surroundings
from app.ui.field_row import FieldRow
from app.ui.form_facts import ShownFacts, moment_of
from app.ui.form_groups import GroupFoot, group_head, nothing_asked
from app.ui.tab_order import chain_tabs, tab_stops
from app.ui.theme import theme
from app.ui.widgets.scroll import VerticalScroll

#: Messages appear this long after the last key, so that half a number is not scolded.
_CALM_MS = 500


class FormView(VerticalScroll):
    """The rows of a form that the school is asked, made from the top as ``make_rows`` is called.

    Facts that its documents do not need are left out until one asks for them, at the foot of their page or
    by going there. ``left_end`` tells that one went on from the last field, or back from the first.
    """

    left_end = Signal(int)

    def __init__(self, form: Form, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.form, self._around = form, around
        self._shown = ShownFacts(form, around)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.made: dict[str, FieldRow] = {}
        self.open_row: FieldRow | None = None
        self.stale = True
        self._put_away = set[str]()
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self.settle)
        self._keep = QTimer(self, singleShot=True, interval=0)
        self._keep.timeout.connect(self._keep_in_sight)
        self.verticalScrollBar().rangeChanged.connect(self._on_range)
        self._parts = self._computed_from()
        self._offices = {page.office for page in form.pages}
        self._feet: dict[str, GroupFoot] = {}
        self._content = QWidget(self.viewport())
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._nothing = nothing_asked(self._content)
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)
        self.set_content(self._content)
        self._ask()

    # Which rows are shown

    def follow(self) -> None:
        """Show the rows that the school is asked now; the open row stays where it is."""
        former = self.facts
        self._ask()
        if self.facts == former:
            return
        above = self.open_row.y() - self.verticalScrollBar().value() if self.open_row is not None else 0
        away = self.made.keys() - set(self.facts)
        for identity in away ^ self._put_away:
            self.made[identity].setVisible(identity not in away)
        self._put_away = set(away)
        last = max((place for place, identity in enumerate(self.facts) if identity in self.made), default=-1)
        self.make_rows(sum(identity not in self.made for identity in self.facts[:last]))
        self._chain_all()
        self._lay_out()
        if self.open_row is not None:
            self.verticalScrollBar().setValue(self.open_row.y() - above)

    @property
    def facts(self) -> list[str]:
        """The facts that are shown, in their order."""
        return self._shown.order

    def _ask(self) -> None:
        """Work out which facts are shown, and what the feet say of the others."""
        self._shown.ask(self.open_row.fact.id if self.open_row is not None else "")
        self._to_make = [identity for identity in self.facts if identity not in self.made]
        for identity in self._feet:
            self._show_foot(identity)
        self._nothing.setVisible(not self.facts)

    def foot(self, page: str) -> GroupFoot:
        """Return the line under the rows of a page."""
        self.make_rows(len(self._to_make))
        return self._feet[page]

    def _show_foot(self, page: str) -> None:
        self._feet[page].show_hidden(self._shown.left_out[page], self._shown.is_revealed(page))

    def _on_toggled(self, page: str) -> None:
        """Show what a page leaves out, or leave it out again; the line itself stays under the cursor."""
        self._around.model.leave_field()
        foot, bar = self._feet[page], self.verticalScrollBar()
        above = foot.y() - bar.value()
        self._shown.toggle(page)
        self.follow()
        if not self._shown.is_revealed(page):
            bar.setValue(foot.y() - above)

    def forget_reached(self) -> None:
        """Leave out again what one only came by to see, when the form is shown the next time."""
        self.stale = self._shown.forget_reached() or self.stale

    def enter(self) -> None:
        """Put the cursor into the first field; where none is asked, on the line that shows the others."""
        if self.facts:
            self.focus_fact(self.facts[0])
            return
        self.make_rows(0)
        self._feet[self.form.pages[0].id].button.setFocus(Qt.FocusReason.OtherFocusReason)

    def reach(self, fact: str) -> None:
        """See to it that a fact has a row, also one that the school is not asked."""
        if fact not in self.facts:
            self._shown.reach(fact)
            self.follow()

    # Making

    @property
    def rows(self) -> dict[str, FieldRow]:
        """Every row that is shown by its fact, in their order."""
        self.make_rows(len(self._to_make))
        return {identity: self.made[identity] for identity in self.facts}

    @property
    def complete(self) -> bool:
        """Whether every row is made."""
        return not self._to_make and len(self._feet) == len(self.form.pages)

    def make_rows(self, number: int) -> None:
        """Make the next rows from the top; they show how things stand if the others do."""
        batch, self._to_make = self._to_make[:number], self._to_make[number:]
        above = self._made_before(batch[0]) if batch else []
        parts = [] if self.complete else self._frames(batch)
        for identity in batch:
            self.made[identity] = self._make_row(identity)
        if batch:
            self._order_tabs(above, batch)
            if not self.stale:
                self._refresh(batch, calm=False)
        if parts or batch:
            self._add(parts, batch)

    def _made_before(self, fact: str) -> list[FieldRow]:
        """Return the row that is made already and stands before a fact, if any."""
        before = self.facts[: self.facts.index(fact)]
        return [self.made[identity] for identity in before if identity in self.made][-1:]

    def _frames(self, batch: Sequence[str]) -> list[QWidget]:
        """Make heads and feet of the pages down to the last row of a batch; of all when nothing is left."""
        pages = list(self.form.pages)
        if self._to_make:
            last = pages.index(self._shown.pages[batch[-1]]) if batch else -1
            pages = pages[: last + 1]
        parts: list[QWidget] = []
        for page in pages[len(self._feet) :]:
            self._feet[page.id] = foot = GroupFoot(page, self._content)
            foot.toggled.connect(self._on_toggled)
            self._show_foot(page.id)
            parts += [group_head(page, len(self._offices) > 1, self._content), foot]
        return parts

    def _add(self, frames: Sequence[QWidget], batch: Sequence[str]) -> None:
        """Put parts in their places; shown at once, as Qt does it a turn later and Tab passes them over."""
        shown = self._content.isVisible()
        self._column.setEnabled(False)
        for frame in frames:
            self._column.insertWidget(self._column.count() - 1, frame)
            if shown and not isinstance(frame, GroupFoot):
                frame.show()
        for identity in reversed(batch):
            self._column.insertWidget(self._place(identity), self.made[identity])
            if shown:
                self.made[identity].show()
        self._column.setEnabled(True)
        if shown:
            self._lay_out()

    def _place(self, fact: str) -> int:
        """Return where a row belongs: before the next row of its page, or before the page's foot."""
        page = self._shown.pages[fact]
        order = [each.id for each in page.facts]
        later = (self.made.get(identity) for identity in order[order.index(fact) + 1 :])
        placed = (self._column.indexOf(row) for row in later if row is not None)
        return next((place for place in placed if place >= 0), self._column.indexOf(self._feet[page.id]))

    def _make_row(self, identity: str) -> FieldRow:
        page = self._shown.pages[identity]
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

    def _chain_all(self) -> None:
        """Let Tab lead through rows and feet as they stand."""
        stops: list[QWidget] = []
        for page in self.form.pages:
            facts = [fact.id for fact in page.facts if fact.id in self.made and fact.id in self.facts]
            stops += [stop for identity in facts for stop in tab_stops(self.made[identity])]
            stops += [self._feet[page.id].button] if page.id in self._feet else []
        chain_tabs(stops)

    def _computed_from(self) -> dict[str, list[str]]:
        """Return, by fact, the rows of this form that are computed from it."""
        parts: dict[str, list[str]] = {}
        for identity in self._shown.pages:
            computed = self._around.model.session.fact(identity).computed
            for part in facts_of(computed) if computed is not None else ():
                parts.setdefault(part, []).append(identity)
        return parts

    # Showing

    def refresh(self) -> None:
        """Show every row that is asked and made as it stands."""
        self._calm.stop()
        self.follow()
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
        moment = moment_of(self._around.model.session, calm)
        for fact in facts:
            self.made[fact].refresh(moment, calm)

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
        self.reach(fact)
        if fact in self._to_make:
            self.make_rows(self._to_make.index(fact) + 1)
        row = self.made[fact]
        self.open(row)
        row.editor.take_focus()

    def open(self, row: FieldRow) -> None:
        """Open a row where it stands, and close the one that was open."""
        if row is self.open_row:
            return
        if self._to_make and self.facts.index(row.fact.id) + 1 == self.facts.index(self._to_make[0]):
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
