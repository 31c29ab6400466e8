"""填报: the forms of the walk, one in front at a time, filled from the first field to the last by keyboard."""

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.form import Form
from app.services.progress import TASKS, TASKS_TITLE
from app.ui.field_moment import Surroundings
from app.ui.field_row import FieldRow
from app.ui.fill_foot import FillFoot
from app.ui.form_copied import CopiedLine
from app.ui.form_head import FormHead
from app.ui.form_view import FormView
from app.ui.idle import IdleWork
from app.ui.navigation import Navigation
from app.ui.pages.page import Badge, Page
from app.ui.session_model import SessionModel
from app.ui.tab_order import lead_to, tab_stops
from app.ui.theme import theme
from app.ui.widgets.separator import separator
from app.ui.widgets.stack import PageStack

#: Rows that cannot be seen yet are made in such pauses, so many at a time; those that can, in turn after turn.
_IDLE_MS, _AT_A_TIME = 15, 6
_ROW = 44


class FillPage(Page):
    """Shows a form per step, made when first shown and kept.

    ``page_shown`` gives the facts of the form in front, ``filled`` tells that its rows fill the screen,
    ``fact_focused`` gives the fact whose field has the cursor.
    """

    name = "fill"
    title = "填报"
    page_shown = Signal(list)
    filled = Signal()
    fact_focused = Signal(str)

    def __init__(self, model: SessionModel, navigation: Navigation, parent: QWidget | None = None) -> None:
        super().__init__(model, navigation, parent)
        self.walk = model.session.walk
        self._around = Surroundings(model, navigation, self.walk)
        self._forms: dict[str, Form] = {form.id: form for form in model.session.rulebook.forms}
        self._views: dict[str, FormView] = {}
        self._current, self._focused = "", ""
        self._open_count = -1
        self._needed: frozenset[str] | None = None
        self._ahead = IdleWork(self._make_ahead, _IDLE_MS, self)
        self._filling = IdleWork(self._fill_screen, 0, self)
        self._start = QTimer(self, singleShot=True, interval=0)
        self._start.timeout.connect(self._begin)
        self._build()
        self._add_keys()
        model.answers_changed.connect(self._on_answers_changed)
        model.verdicts_changed.connect(self._tell_open)
        model.explanations_changed.connect(self._on_explanations_changed)
        model.documents_changed.connect(self._on_documents_changed)
        model.evidence_changed.connect(self._on_documents_changed)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]

    # Building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = FormHead(self)
        column.addWidget(self.head)
        column.addWidget(separator())
        self.copied = CopiedLine(self.model, self)
        self.copied.confirm_wanted.connect(self.confirm_copied)
        column.addWidget(self.copied)
        self._stack = PageStack()
        column.addWidget(self._stack, 1)
        column.addWidget(separator())
        self.foot = FillFoot()
        self.foot.back_wanted.connect(self.go_back)
        self.foot.next_wanted.connect(self.go_on)
        self.foot.open_wanted.connect(self.go_to_open)
        column.addWidget(self.foot)

    def _add_keys(self) -> None:
        for keys, act in (
            ("Alt+Left", self.go_back),
            ("Alt+Right", self.go_on),
            ("Ctrl+J", self.go_to_open),
            ("Ctrl+Shift+Return", self.confirm_copied),
            ("Ctrl+Shift+Enter", self.confirm_copied),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # Which form is in front

    def start(self) -> None:
        """Begin with the first form that waits for answers, or the first of all.

        Its fields are made as soon as the window has its frame, or when one asks for them before.
        """
        waiting = self.walk.open_facts(self.model.session.assessment)
        self._current = self.walk.step_of(waiting[0]) if waiting else next(iter(self._forms))
        self._name_form(self._forms[self._current])
        self._start.start()

    def _begin(self) -> None:
        self._start.stop()
        self._show_form(self._forms[self._current])
        self.page_shown.emit(self.current_facts())

    def show_page(self, identity: str) -> None:
        """Show a form, named by its id or by the id of one of its pages."""
        form = self._form(identity)
        if form is None:
            return
        if form.id != self._current:
            self._start.stop()
            self.model.leave_field()
            if self._current in self._views:
                self._views[self._current].forget_reached()
            self._current, self._focused = form.id, ""
            self._name_form(form)
            self._show_form(form)
        if not self._start.isActive():
            self.page_shown.emit(self.current_facts())

    def current_page(self) -> str:
        """Return the id of the form in front."""
        return self._current

    def current_facts(self) -> list[str]:
        """Return the facts of the form in front, in their order."""
        return list(self.view.facts)

    def focused_fact(self) -> str:
        """Return the fact whose row is open; "" for none."""
        return self._focused

    def focus_fact(self, fact: str) -> None:
        """Show a fact's form and put the cursor into its field."""
        step = self.walk.step_of(fact)
        if step in self._forms:
            self.show_page(step)
            self.view.focus_fact(fact)

    def enter(self) -> None:
        """Put the cursor into the first field of the form in front."""
        self.view.enter()

    @property
    def views(self) -> list[FormView]:
        """The forms that were made."""
        return list(self._views.values())

    @property
    def view(self) -> FormView:
        """The form in front."""
        if self._start.isActive():
            self._begin()
        return self._views[self._current]

    def row(self, fact: str) -> FieldRow:
        """Return the row of a fact of the form in front."""
        return self.view.rows[fact]

    def _form(self, identity: str) -> Form | None:
        if identity in self._forms:
            return self._forms[identity]
        return next(
            (form for form in self._forms.values() if identity in (page.id for page in form.pages)), None
        )

    def _show_form(self, form: Form) -> None:
        view = self._views.get(form.id) or self._make_view(form)
        if view.stale:
            view.follow()
        view.make_rows(min(_AT_A_TIME, self._unmade(view)))
        if view.stale:
            view.refresh()
        self._stack.setCurrentWidget(view)
        if view.facts:
            lead_to(self.copied.button, tab_stops(view.made[view.facts[0]])[0])
        if view.open_row is not None:
            self._focused = view.open_row.fact.id
        if self._unmade(view):
            self._filling.begin()
        self._ahead.begin_later()

    @property
    def filling(self) -> bool:
        """Whether rows of the form in front are still to be made that can be seen."""
        return self._filling.waiting

    def _unmade(self, view: FormView) -> int:
        """Return how many rows of a form are still to be made until the screen is full."""
        room = self._stack.height() // theme().px(_ROW) + 1
        return 0 if view.complete else max(0, room - len(view.made))

    def _fill_screen(self) -> bool:
        """Make a few more rows of the form in front; tell whether there is room for more."""
        view = self.view
        view.make_rows(min(_AT_A_TIME, self._unmade(view)))
        if not self._unmade(view):
            self.filled.emit()
        return self._unmade(view) > 0

    def _name_form(self, form: Form) -> None:
        self.head.show_form(form, self.model.session.year)
        self._name_neighbours(form)
        self.copied.show_form(tuple(fact.id for page in form.pages for fact in page.facts))

    def _make_view(self, form: Form) -> FormView:
        view = FormView(form, self._around)
        view.left_end.connect(self._on_left_end)
        self._views[form.id] = view
        self._stack.addWidget(view)
        return view

    def _make_ahead(self) -> bool:
        """Make a few more rows: of the form in front, then of those after it, then of the others; tell of any."""
        forms = list(self._forms)
        here = forms.index(self._current)
        views = ((form, self._views.get(form)) for form in forms[here:] + forms[:here])
        identity = next((form for form, view in views if view is None or not view.complete), None)
        if identity is None or not self.isVisible():
            return False
        view = self._views.get(identity) or self._make_view(self._forms[identity])
        if not view.made:
            view.refresh()
        view.make_rows(_AT_A_TIME)
        if view.complete:
            view.resize(self._stack.size())
            view.grab(QRect(0, 0, 1, 1))  # lays it out and dresses it, as showing it would
        return True

    def _name_neighbours(self, form: Form) -> None:
        order = self._order()
        place = order.index(form.id)
        before = self._forms[order[place - 1]].title if place else ""
        after = self._forms[order[place + 1]].title if place + 1 < len(order) else TASKS_TITLE
        self.foot.name_neighbours(before, after)

    def _order(self) -> list[str]:
        """Return the forms of which the school is asked anything, and the one in front."""
        asked = self.walk.asked(self.model.session.assessment).shown
        return [
            step.id
            for step in self.walk.steps
            if step.id == self._current or not asked.isdisjoint(step.facts)
        ]

    # Going from form to form

    def go_on(self) -> None:
        """Go to the next form; after the last one to the list of tasks."""
        self._step(1)

    def go_back(self) -> None:
        """Go to the form before."""
        self._step(-1)

    def go_to_open(self) -> None:
        """Go to the next field that waits for an answer, after the open one and round to the first."""
        waiting = self.walk.open_facts(self.model.session.assessment)
        if not waiting:
            return
        order = [fact for step in self.walk.steps for fact in step.facts]
        first = self._forms[self._current].pages[0].facts[0].id
        here = order.index(self._focused) if self._focused in order else order.index(first) - 1
        later = [fact for fact in waiting if order.index(fact) > here]
        self.focus_fact((later or waiting)[0])

    def confirm_copied(self) -> None:
        """Confirm what was copied from last year and may stand, and go to what still waits on this form."""
        self.model.leave_field()
        if not self.copied.confirm():
            return
        self._follow()
        waiting = self.walk.asked(self.model.session.assessment).waiting
        left = [fact for fact in self.view.facts if fact in waiting]
        if left:
            self.focus_fact(left[0])
        else:
            self.foot.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, step: int) -> None:
        self.model.leave_field()
        order = self._order()
        place = order.index(self._current) + step
        if 0 <= place < len(order):
            self.show_page(order[place])
            self.enter()
        elif step > 0:
            self.navigation.show_page(TASKS)

    def _on_left_end(self, step: int) -> None:
        if step > 0:
            self.foot.next_button.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._order().index(self._current):
            self.foot.back_button.setFocus(Qt.FocusReason.BacktabFocusReason)

    # Keeping current

    def badge(self) -> Badge | None:
        """Return how many answers are still to be given."""
        waiting = len(self.walk.open_facts(self.model.session.assessment))
        return Badge(waiting, "unanswered") if waiting else None

    def on_shown(self) -> None:
        if self._current in self._views and self.view.stale:
            self.view.refresh()
            self._name_neighbours(self._forms[self._current])

    def _on_answers_changed(self, facts: frozenset[str]) -> None:
        self.copied.refresh()
        for view in self._views.values():
            if view is self._views.get(self._current) and self.isVisible():
                view.refresh_facts(facts)
            else:
                view.stale = True

    def _on_explanations_changed(self) -> None:
        for view in self._views.values():
            view.stale = True
        self.on_shown()

    def _tell_open(self) -> None:
        waiting = len(self.walk.open_facts(self.model.session.assessment))
        if waiting != self._open_count:
            self._open_count = waiting
            self.foot.open_button.setEnabled(waiting > 0)
            self.badge_changed.emit()

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        """The cursor went somewhere: what was left is saved, and the row that has it opens."""
        left, entered = _row_of(old), _row_of(new)
        if left is entered or self._current not in self._views or not self.isVisible():
            return
        if left is not None and left.fact.id in self.view.made:
            self.model.leave_field()
            self.view.settle()
            self._follow()
        if entered is not None and self.view.made.get(entered.fact.id) is entered:
            self.view.open(entered)
            self._tell_focus(entered.fact.id)

    def _follow(self) -> None:
        """A field was left: if it changed what the school is asked, the form in front follows now."""
        session = self.model.session
        needed = session.rulebook.needs.of(session.assessment, session.judged_on)
        if needed is not self._needed:
            self._needed = needed
            self.view.follow()
            self._name_neighbours(self._forms[self._current])

    def _on_documents_changed(self) -> None:
        for view in self._views.values():
            view.stale = True
        if self.isVisible():
            self.on_shown()

    def _tell_focus(self, fact: str) -> None:
        if fact != self._focused:
            self._focused = fact
            self.fact_focused.emit(fact)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press buttons and Ctrl+Enter confirm last year's value; undo where no window takes it."""
        pressed, enter = self.focusWidget(), event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if enter and control and self._focused in self.view.made:
            self.row(self._focused).confirm()
            self.view.go_on(self._focused)
        elif enter and isinstance(pressed, QPushButton):
            pressed.click()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.model.undo_stack.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.model.undo_stack.redo()
        else:
            super().keyPressEvent(event)


def _row_of(widget: QWidget | None) -> FieldRow | None:
    while widget is not None and not isinstance(widget, FieldRow):
        widget = widget.parentWidget()
    return widget
