"""The opened card of a verdict: head, formula, meter, gap or reason, source; and the trace under it."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.domain.standard import SourceState
from app.domain.verdict import Status, Verdict
from app.domain.wording import status_word
from app.ui.navigation import Navigation
from app.ui.theme import theme
from app.ui.verdict_html import CLAUSE, FACT, LEDGER, missing_html, remedy_html, trace_html
from app.ui.verdict_lookup import VerdictLookup
from app.ui.verdict_spans import formula_spans
from app.ui.verdict_texts import (
    GapText,
    document_name,
    explanation,
    force_words,
    formula,
    gap_text,
    is_measured,
    look,
    required_words,
    source_line,
)
from app.ui.widgets.badge import Tag
from app.ui.widgets.card import Card
from app.ui.widgets.meter import Meter
from app.ui.widgets.painting import text_width
from app.ui.widgets.status import SourceLabel, StatusChip
from app.ui.widgets.text_block import TextBlock

_LINKS = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
#: Left, top, right and bottom of what stands in a card, and the room between its parts.
_EDGES, _GAP = (14, 7, 10, 8), 3
_WIDE, _NOWHERE = 10_000, QRect()


class WrappedLabel(QLabel):
    """A label in a column: as wide as the column, as high as its text then is.

    A plain QLabel lays its text out half a dozen times to say how wide it would like to be; nobody asks here.
    """

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line, line)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go to the first link at once (to the last one backwards), so that Enter follows it."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.focusNextPrevChild(event.reason() is Qt.FocusReason.TabFocusReason)


def label(size: int, bold: bool = False, ink: str = "", wrap: bool = False) -> QLabel:
    """Return a label whose size and colour follow the theme."""
    made = WrappedLabel() if wrap else QLabel()
    made.setProperty("px", size)
    made.setProperty("bold", bold)
    if ink:
        made.setProperty("ink", ink)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    return made


def show_text(target: QLabel, text: str) -> None:
    """Put a text into a label; an empty one takes no room."""
    if target.text() != text:
        target.setText(text)
    show_part(target, bool(text))


def show_part(part: QWidget, there: bool) -> None:
    """Show or hide a part of a card; one that stays as it is costs nothing."""
    if part.isHidden() is there:
        part.setVisible(there)


#: What a card is made of: texts that it paints itself, and the few parts that are widgets.
Part = TextBlock | QWidget


class VerdictBody(Card):
    """Everything about one verdict; made once, filled anew.

    It changes with every key, so it paints its texts itself: two dozen labels in layouts cost several times more.
    """

    def __init__(self, navigation: Navigation, parent: QWidget) -> None:
        super().__init__(None, parent)
        self._navigation = navigation
        self.chip, self.strictest = StatusChip("shown", "", self), Tag("最严", "accent", self)
        self.force, self.narrow = TextBlock(12, "text.faint"), TextBlock(12, "text.faint")
        self.title, self.formula = TextBlock(14, bold=True), TextBlock(14)
        self.meter = Meter(parent=self)
        self.lack, self.ways = TextBlock(13, bold=True), TextBlock(13, hanging=18)
        self.reason, self.missing, self.remedy = TextBlock(13), self._rich(13), self._rich(13)
        self.others, self.source = TextBlock(12, "text.muted"), TextBlock(12, "text.muted")
        self.state, self.trace = SourceLabel(SourceState.READ, self), self._rich(12)
        self._column: tuple[Part, ...] = (self.narrow, self.title, self.formula, self.meter, self.lack)
        self._column += (self.ways, self.remedy, self.reason, self.missing, self.others)
        self._said = ""
        self._placed: dict[Part, QRect] = {}
        self._planned: _Plan | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _rich(self, size: int) -> QLabel:
        made = label(size, wrap=True)
        made.setParent(self)
        made.setTextFormat(Qt.TextFormat.RichText)
        made.linkActivated.connect(self._on_link)
        return made

    @property
    def said(self) -> str:
        """Everything that the card says, for a screen reader."""
        return self._said

    @property
    def links(self) -> list[QWidget]:
        """The parts that may hold links, from the top."""
        return [self.remedy, self.missing, self.trace]

    def place_of(self, part: Part) -> QRect:
        """Return where a part stands; nothing for one that is not shown."""
        return self._placed.get(part, _NOWHERE)

    # Filling

    def show_verdict(self, verdict: Verdict, lookup: VerdictLookup, trace: bool) -> None:
        """Show a verdict, with its trace if asked for."""
        word = status_word(verdict)
        self.set_bar(look(verdict.status, word))
        self.chip.set_status(look(verdict.status, word), word)
        show_part(self.strictest, lookup.is_strictest(verdict))
        self._show_meter(verdict)
        show_part(self.state, verdict.source is not None)
        if verdict.source is not None:
            self.state.set_state(verdict.source)
        changed = self._show_texts(verdict, lookup)
        self._show_links(verdict, lookup, trace)
        self._rearrange(changed)

    def _show_texts(self, verdict: Verdict, lookup: VerdictLookup) -> set[Part]:
        """Fill the texts; return those that say something else than before."""
        arithmetic = formula(verdict, lookup.indicator(verdict), lookup.sheet)
        gap = gap_text(verdict, lookup.sheet) if verdict.status is Status.MISSED else GapText("")
        force, narrow = force_words(verdict)
        reason, source = explanation(verdict), source_line(verdict, lookup.standard(verdict))
        others = lookup.other_lines(verdict)
        said = (force, narrow, str(arithmetic), gap.head, *gap.ways, reason, *others, source)
        self._said = "；".join(text for text in said if text)
        texts = (
            (self.force, force),
            (self.narrow, narrow),
            (self.title, verdict.title),
            (self.formula, formula_spans(arithmetic, verdict.status)),
            (self.lack, gap.head),
            (self.ways, "\n".join(gap.ways)),
            (self.reason, reason),
            (self.others, "\n".join(others)),
            (self.source, source),
        )
        return {block for block, text in texts if block.show(text)}

    def _show_meter(self, verdict: Verdict) -> None:
        show_part(self.meter, is_measured(verdict))
        number, required = verdict.trace.number, verdict.trace.required_number
        if is_measured(verdict) and number is not None and required is not None:
            text = required_words(verdict).strip("≥≤<> \u00a0")
            top = 100 if verdict.trace.unit == "%" else None
            self.meter.set_values(number, required, verdict.status.value, label=text, top=top)

    def _show_links(self, verdict: Verdict, lookup: VerdictLookup, trace: bool) -> None:
        """Fill the parts with links; those of two cards are told apart by their names."""
        missed = verdict.status is Status.MISSED
        whose = f"{verdict.title}（{document_name(lookup.standard(verdict))} {verdict.clause}）"
        for target, text, name in (
            (self.remedy, remedy_html(verdict) if missed else "", "整改台账"),
            (self.missing, missing_html(verdict, lookup) if verdict.missing else "", "缺少的数据"),
            (self.trace, trace_html(verdict, lookup) if trace else "", "依据明细"),
        ):
            show_text(target, text)
            if text and target.focusPolicy() is Qt.FocusPolicy.NoFocus:
                target.setTextInteractionFlags(_LINKS)
                target.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            if text and target.accessibleName() != f"{name}：{whose}":
                target.setAccessibleName(f"{name}：{whose}")

    def _on_link(self, target: str) -> None:
        kind, _, name = target.partition(":")
        if f"{kind}:" == FACT:
            self._navigation.show_fact(name)
        elif f"{kind}:" == LEDGER:
            self._navigation.show_remedy(name)
        elif f"{kind}:" == CLAUSE:
            self._navigation.show_clause(name)
        else:
            self._navigation.show_verdict(name)

    # Placing

    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(100))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(40))

    def heightForWidth(self, width: int) -> int:
        return self._plan(width).height

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _on_theme(self) -> None:
        for part in (*self._column, self.force, self.source):
            if isinstance(part, TextBlock):
                part.forget()
        self._planned = None
        self._arrange()
        self.updateGeometry()
        self.update()

    def _rearrange(self, changed: Iterable[Part]) -> None:
        """Place what was filled anew; a card that is as high as before asks nobody for room."""
        former, self._planned = self.height(), None
        self._arrange(changed)
        if self._plan(self.width()).height != former:
            self.updateGeometry()

    def _arrange(self, changed: Iterable[Part] = ()) -> None:
        """Put every part into its place; paint what moved or says something else."""
        former, self._placed = self._placed, self._plan(self.width()).places
        for part, place in self._placed.items():
            if isinstance(part, QWidget):
                part.setGeometry(place)
        dirty = {part for part in (*former, *self._placed) if former.get(part) != self._placed.get(part)}
        for part in dirty.union(changed):
            if isinstance(part, TextBlock):
                self.update(former.get(part, _NOWHERE).united(self.place_of(part)))

    def _plan(self, width: int) -> "_Plan":
        """Return where everything stands in a card of some width; worked out once until something changes."""
        if self._planned is None or self._planned.width != width:
            left, top, right, bottom = (theme().px(edge) for edge in _EDGES)
            plan = self._planned = _Plan(width, left, top, width - left - right)
            self._plan_head(plan)
            for part in self._column:
                if _is_there(part):
                    plan.add(part, _height(part, plan.room))
            self._plan_foot(plan)
            if _is_there(self.trace):
                plan.add(self.trace, _height(self.trace, plan.room))
            plan.height += bottom
        return self._planned

    def _plan_head(self, plan: "_Plan") -> None:
        """Status and tag at the left, the force at the right, on one line."""
        left, gap = plan.left, theme().px(_GAP)
        force = QSize(text_width(theme().font(12), self.force.text), self.force.height_for(_WIDE))
        line = max(self.chip.sizeHint().height(), self.strictest.sizeHint().height(), force.height())
        for part in (self.chip, self.strictest):
            if _is_there(part):
                size = part.sizeHint()
                plan.places[part] = _in_line(plan, left, size, line)
                left += size.width() + gap
        plan.places[self.force] = _in_line(plan, plan.left + plan.room - force.width(), force, line)
        plan.height += line

    def _plan_foot(self, plan: "_Plan") -> None:
        """The source at the left, wrapped; how surely it is known at the right, at the bottom."""
        state = self.state.sizeHint() if _is_there(self.state) else QSize()
        room = plan.room - (state.width() + theme().px(_GAP) if state.isValid() else 0)
        text = self.source.height_for(room)
        plan.add(self.source, max(text, state.height()))
        place = plan.places[self.source]
        plan.places[self.source] = QRect(plan.left, place.top() + (place.height() - text) // 2, room, text)
        if state.isValid():
            right, below = plan.left + plan.room - state.width(), place.bottom() + 1 - state.height()
            plan.places[self.state] = QRect(QPoint(right, below), state)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, wanted = QPainter(self), event.rect()
        for part, place in self._placed.items():
            if isinstance(part, TextBlock) and place.intersects(wanted):
                part.paint(painter, place.left(), place.top(), place.width())


class _Plan:
    """Where the parts of a card stand, one below the other."""

    def __init__(self, width: int, left: int, top: int, room: int) -> None:
        self.width, self.left, self.room, self.height = width, left, room, top
        self.places: dict[Part, QRect] = {}

    def add(self, part: Part, height: int) -> None:
        """Put a part under those that stand already."""
        top = self.height + theme().px(_GAP)
        self.places[part] = QRect(self.left, top, self.room, height)
        self.height = top + height


def _in_line(plan: _Plan, left: int, size: QSize, line: int) -> QRect:
    return QRect(QPoint(left, plan.height + (line - size.height()) // 2), size)


def _is_there(part: Part) -> bool:
    return part.shown if isinstance(part, TextBlock) else not part.isHidden()


def _height(part: Part, width: int) -> int:
    if isinstance(part, TextBlock):
        return part.height_for(width)
    return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
