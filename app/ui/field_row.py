"""One field of a form: at rest a line of 44, with the focus opened to all that is known about the fact."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.checks import LOGIC, roster_check
from app.domain.display import counted_text
from app.domain.evaluation import Evaluation
from app.domain.facts import Answer, Fact
from app.domain.roster_words import typed_text as typed_amount
from app.domain.school_codes import doubt
from app.domain.terms import Known
from app.domain.verdict import Verdict
from app.services.roster_figures import RosterFigure, apart, roster_of
from app.ui.field_detail import NO_DAY, FieldDetail, Use
from app.ui.field_head import BesideLine, FieldHead
from app.ui.field_messages import FieldMessages, Message
from app.ui.field_moment import Moment, Surroundings
from app.ui.field_roster import FieldRoster, roster_message
from app.ui.fields.line_editor import SwitchedEditor
from app.ui.fields.spelling import LastYear, beside, last_year, typed_text, unit_for
from app.ui.fields.table import make_editor
from app.ui.fields.view import FieldState, FieldView
from app.ui.tab_order import chain_tabs, tab_stops
from app.ui.theme import theme
from app.ui.verdict_texts import document_name, required_words

_SCOPE = "决定适用哪些文件和条款"
_EXPLAIN = "填写说明"
_NO_USE = "不参与判定，随报告报送"


class FieldRow(QWidget):
    """A fact with its editor. ``calm`` leaves out what would flicker while somebody types."""

    onward = Signal(str)
    backward = Signal(str)
    remark_wanted = Signal(str)

    def __init__(self, fact: Fact, office: str, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fact, self._office, self._around = fact, office, around
        self._model = around.model
        self.editor = make_editor(fact, self)
        self.head = FieldHead(fact, self.editor, self)
        self.messages = FieldMessages(self)
        self.detail: FieldDetail | None = None
        self._open, self._before = False, Answer()
        self._figure: RosterFigure | None = None
        self._messages: list[Message] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addWidget(self.messages)
        self._connect()
        self._prefer_unit()

    def _connect(self) -> None:
        self.editor.typed.connect(self._on_typed)
        self.editor.chosen.connect(self._on_chosen)
        self.editor.onward.connect(self._on_onward)
        self.editor.backward.connect(self._on_backward)
        self.editor.resized.connect(self._on_resized)
        self.head.moved.connect(self.messages.set_left)
        self.messages.remedy_wanted.connect(self._on_remedy_wanted)
        self.head.remark_wanted.connect(self._on_remark_wanted)
        self.head.evidence_wanted.connect(lambda: self._around.navigation.show_evidence(self.fact.id))
        self.head.confirm_wanted.connect(self._on_confirm)

    def _prefer_unit(self) -> None:
        if isinstance(self.editor, SwitchedEditor):
            before = self._model.session.previous(self.fact.id)
            self.editor.prefer(unit_for(before, self.fact.kind))

    @property
    def is_open(self) -> bool:
        """Whether the row shows all that it has."""
        return self._open

    def set_open(self, wanted: bool) -> None:
        """Open or close the row."""
        if wanted == self._open:
            return
        self._open = wanted
        if wanted and self.detail is None:
            self.detail = self._make_detail()
        if self.detail is not None:
            self.detail.setVisible(wanted)
        if wanted:
            self._show_detail()
            self._order_tabs()
        self._say()
        self.update()

    def _make_detail(self) -> FieldDetail:
        when = self._model.session.year.describe(self.fact.when)
        detail = FieldDetail(self.fact, when, self._office, self, self._make_roster())
        detail.edited.connect(self._on_detail_edited)
        detail.use_wanted.connect(self._around.navigation.show_verdict)
        detail.evidence_wanted.connect(lambda add: self._around.navigation.show_evidence(self.fact.id, add))
        detail.onward.connect(self._on_onward)
        detail.backward.connect(self._on_backward)
        detail.links_made.connect(self._order_tabs)
        self._column.addWidget(detail)
        return detail

    def _make_roster(self) -> FieldRoster | None:
        roster = roster_of(self._model.session.rulebook, self.fact.id)
        if roster is None:
            return None
        made = FieldRoster(self.fact, roster)
        made.roster_wanted.connect(partial(self._around.navigation.show_roster, roster.id, self.fact.id))
        made.typed.connect(self._on_typed)
        made.onward.connect(self._on_onward)
        made.backward.connect(self._on_backward)
        return made

    def _order_tabs(self) -> None:
        """Lead Tab from the field through all that the open row shows, before the next row."""
        confirm, below = self.head.confirm_button, (self.messages, self.detail)
        stops = [*tab_stops(self.editor), *([confirm] if confirm is not None else []), self.head.remark]
        stops += [stop for part in below if part is not None for stop in tab_stops(part)]
        chain_tabs(stops)

    # Showing

    def refresh(self, moment: Moment, calm: bool = False) -> None:
        """Show the answer as it stands; ``calm`` keeps messages as they are while somebody types."""
        answer = self._model.session.answer(self.fact.id)
        self._figure = moment.rosters.get(self.fact.id)
        view, self._before = self._view(answer, moment), self._previous(moment)
        if not calm:
            self._messages = self._find_messages(answer, moment)
        kept = self._messages
        if view.state is FieldState.NORMAL and any(message.status == "missed" for message in kept):
            view = replace(view, state=FieldState.ERROR)
        self.editor.show_view(view)
        lines = self._lines(view, answer)
        self.head.set_lines(lines)
        self.head.set_remark(bool(answer.note))
        self.head.set_evidence(len(self._model.session.evidence_for(self.fact.id)))
        copied = answer.copied
        if copied or self.head.confirm_button is not None:
            self.head.offer_confirm(copied and not self._model.session.read_only)
        self._say()
        self._describe(lines)
        if self._open:
            self._show_detail()

    def _say(self) -> None:
        """Show the messages; a date that is no day has its own beside it while the row is open."""
        written = self._model.session.answer(self.fact.id).date_typed
        wrong = () if self._open or not written else (Message("missed", "error", _bad_date(written)),)
        self.messages.show_messages((*self._messages, *wrong))

    def _view(self, answer: Answer, moment: Moment) -> FieldView:
        locked = self._model.session.read_only
        if self._figure is not None and self._figure.judges:
            return FieldView(Answer(value=self._figure.tally.figure), FieldState.ROSTER, locked=True)
        if answer.na_reason:
            return FieldView(Answer(), FieldState.NOT_APPLICABLE, locked=True)
        if self._is_computed(answer, moment):
            return self._computed_view(moment)
        text = typed_text(answer, self.fact)
        state = FieldState.NORMAL if text.strip() or answer.value is not None else FieldState.UNANSWERED
        return FieldView(replace(answer, typed=text), state, locked)

    def _is_computed(self, answer: Answer, moment: Moment) -> bool:
        return not answer.typed and self.fact.computed is not None and moment.sheet.parts_given(self.fact.id)

    def _computed_view(self, moment: Moment) -> FieldView:
        outcome = moment.sheet.number(self.fact.id)
        if not isinstance(outcome, Known):
            return FieldView(Answer(), FieldState.UNANSWERED, locked=True)
        return FieldView(Answer(value=outcome.amount), FieldState.COMPUTED, locked=True)

    def _find_messages(self, answer: Answer, moment: Moment) -> list[Message]:
        messages, counted = self._doubts(answer), roster_check(self.fact.id)
        if self._figure is not None:
            explained = counted in moment.explained
            differing = roster_message(self.fact, self._figure, answer, explained, _EXPLAIN)
            messages += [differing] if differing is not None else []
        for check in moment.broken.get(self.fact.id, ()):
            if check.kind == LOGIC:
                messages.append(Message("missed", "error", check.text))
            elif check.id not in moment.explained and check.id != counted:
                messages.append(Message("unanswered", "warn", check.text, _EXPLAIN, check.id))
        if self.editor.wide and answer.na_reason:
            messages.append(Message("not_applicable", "info", f"不适用：{answer.na_reason}"))
        if self.editor.wide and answer.copied:
            messages.append(Message("unanswered", "history", _waits(answer)))
        return messages

    def _doubts(self, answer: Answer) -> list[Message]:
        """Return what is wrong with what was typed, or looks like a slip in a code."""
        problem = self._model.session.problem(self.fact.id)
        if problem is not None:
            return [Message("missed", "error", str(problem))]
        odd = doubt(self.fact.id, answer.value) if isinstance(answer.value, str) else ""
        return [Message("unanswered", "warn", odd)] if odd else []

    def _lines(self, view: FieldView, answer: Answer) -> tuple[BesideLine, ...]:
        """Return what stands beside the field: how it was understood, and last year's figure."""
        if view.state is FieldState.ROSTER:
            return self._roster_lines(view, answer)
        if answer.copied:
            return (BesideLine(_waits(answer), token="unanswered.text"),)
        if answer.na_reason:
            return (BesideLine(f"原因：{answer.na_reason}", elide=True),)
        lines = []
        if understood := beside(view.answer, self.fact, self.editor.unit):
            lines.append(BesideLine(understood, token="text.faint"))
        if view.locked and view.state is FieldState.UNANSWERED and not self._model.session.read_only:
            lines.append(BesideLine("分项未填全", token="unanswered.text"))
        past = self._last_year(view.answer)
        if past.text:
            lines.append(BesideLine(past.text, past.change))
        elif view.state is FieldState.COMPUTED:
            lines.append(BesideLine("由分项计算"))
        return tuple(lines)

    def _roster_lines(self, view: FieldView, answer: Answer) -> tuple[BesideLine, ...]:
        """Return what was typed, beside the figure of a roster that judges, and last year's figure."""
        assert self._figure is not None
        if answer.copied:
            return (BesideLine("填报数待确认", token="unanswered.text"),)
        typed = typed_amount(self.fact, answer)
        difference = apart(self._figure.tally, answer)
        change = f"相差 {counted_text(self.fact, difference)}" if difference else ""
        first = BesideLine(f"填报 {typed}" if typed else "由花名册统计", change)
        past = self._last_year(view.answer)
        return (first, BesideLine(past.text, past.change)) if past.text else (first,)

    def _last_year(self, answer: Answer) -> LastYear:
        return last_year(self.fact, answer.value, self._before, self.editor.unit)

    def _previous(self, moment: Moment) -> Answer:
        """Return last year's answer, computed from its parts where only they were given."""
        before = self._model.session.previous(self.fact.id)
        if before.value is None and self.fact.computed is not None:
            outcome = moment.before.number(self.fact.id)
            return Answer(value=outcome.amount) if isinstance(outcome, Known) else before
        return before

    def _describe(self, lines: Sequence[BesideLine]) -> None:
        said = [self.fact.counting, *(f"{line.text}{line.bold}" for line in lines)]
        said += [message.text for message in self.messages.messages]
        self.editor.describe(self.fact.name, "；".join(part for part in said if part))

    def _show_detail(self) -> None:
        if self.detail is None:
            return
        session = self._model.session
        self.detail.show_answer(session.answer(self.fact.id), session.read_only)
        if self.detail.roster is not None:
            answer = session.answer(self.fact.id)
            self.detail.roster.show_figure(self._figure, answer, session.read_only)
        self.detail.show_counting(self.head.elided)
        if self.editor.wide:
            self.detail.show_before(self._last_year(Answer()).text.removeprefix("上年 "))
        uses = tuple(self._uses(self._around.walk.uses(self.fact.id), session.evaluation))
        scope = self._around.walk.decides_scope(self.fact.id)
        self.detail.show_uses(uses, _SCOPE if scope else _NO_USE)
        self.detail.show_evidence(session.evidence_for(self.fact.id), session.read_only)

    def _uses(self, indicators: Sequence[str], evaluation: Evaluation) -> Iterator[Use]:
        """Yield the listed rows that the fact is used for; those that read the same name their document."""
        standards, wanted = self._model.session.rulebook.standards, set(indicators)
        rows = [row for row in evaluation.verdicts if row.indicator in wanted]
        texts = [_use_text(row) for row in rows]
        for row, text in zip(rows, texts, strict=True):
            document = document_name(standards[row.standard])
            named = f"{text}（{document}）" if texts.count(text) > 1 else text
            yield Use(row.indicator, named, f"{document} {row.clause}")

    # Editing

    def _on_typed(self, text: str) -> None:
        self._model.type_text(self.fact.id, text)

    def _on_chosen(self, text: str) -> None:
        self._model.set_answer(self.fact.id, self._model.session.understood(self.fact.id, text))

    def _on_detail_edited(self, answer: Answer, verb: str) -> None:
        step = f"{verb}{self.fact.name}"
        self._model.type_answers({self.fact.id: answer}, step, typing=f"{verb}{self.fact.id}")

    def _on_confirm(self) -> None:
        self.confirm()
        self.editor.take_focus()

    def confirm(self) -> None:
        """Take last year's answer as this year's."""
        answer = self._model.session.answer(self.fact.id)
        if answer.copied:
            self._model.set_answer(self.fact.id, replace(answer, confirmed=True), "确认")

    def _on_remedy_wanted(self, check: str) -> None:
        self._around.navigation.show_check(check)

    def _on_remark_wanted(self) -> None:
        self.remark_wanted.emit(self.fact.id)

    def _on_onward(self) -> None:
        self.onward.emit(self.fact.id)

    def _on_backward(self) -> None:
        self.backward.emit(self.fact.id)

    def _on_resized(self) -> None:
        """The unit was switched, or the field needs another height: figures beside it follow."""
        answer = self._model.session.answer(self.fact.id)
        if isinstance(self.editor, SwitchedEditor):
            self.head.set_lines(self._lines(self.editor.view, answer))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("hover" if self._open else "surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().colour("line"))
        if self._open:
            painter.fillRect(0, 0, theme().px(4), self.height(), theme().colour("accent"))
        painter.end()


def _bad_date(written: str) -> str:
    return f"日期“{written.strip()}”{NO_DAY}"


def _waits(answer: Answer) -> str:
    return "上年不适用，待确认" if answer.na_reason else "上年数，待确认"


def _use_text(row: Verdict) -> str:
    required = required_words(row)
    word = bool(required) and row.required_exact is None
    return f"{row.title}{'：' if word else ' '}{required}".strip()
