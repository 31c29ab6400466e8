"""The opened card of a verdict: head, formula, meter, gap or reason, source; and the trace under it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.domain.standard import SourceState
from app.domain.verdict import Status, Verdict
from app.domain.wording import status_word
from app.ui.navigation import Navigation
from app.ui.verdict_html import (
    FACT,
    LEDGER,
    formula_html,
    missing_html,
    remedy_html,
    trace_html,
    ways_html,
)
from app.ui.verdict_lookup import VerdictLookup
from app.ui.verdict_texts import (
    GapText,
    document_name,
    explanation,
    force_words,
    formula,
    gap_text,
    is_measured,
    other_line,
    required_words,
    source_line,
)
from app.ui.widgets.badge import Tag
from app.ui.widgets.card import Card
from app.ui.widgets.meter import Meter
from app.ui.widgets.status import SourceLabel, StatusChip

_LINKS = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard


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


class VerdictBody(Card):
    """Everything about one verdict; made once, filled anew."""

    def __init__(self, navigation: Navigation, parent: QWidget) -> None:
        super().__init__(None, parent)
        self._navigation = navigation
        self.chip = StatusChip("shown", "")
        self.strictest = Tag("最严", "accent")
        self.force, self.narrow = label(12, ink="faint"), label(12, ink="faint", wrap=True)
        self.title = label(14, bold=True, wrap=True)
        self.formula = self._rich(14)
        self.meter = Meter()
        self.lack = label(13, bold=True, wrap=True)
        self.ways = self._rich(13)
        self.reason = label(13, wrap=True)
        self.missing = self._rich(13)
        self.others = label(12, ink="muted", wrap=True)
        self.source, self.state = label(12, ink="muted", wrap=True), SourceLabel(SourceState.READ)
        self.trace = self._rich(12)
        self._build()

    @property
    def links(self) -> list[QWidget]:
        """The parts that may hold links, from the top."""
        return [self.ways, self.missing, self.trace]

    def _rich(self, size: int) -> QLabel:
        made = label(size, wrap=True)
        made.setTextFormat(Qt.TextFormat.RichText)
        made.linkActivated.connect(self._on_link)
        return made

    def _build(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.chip)
        head.addWidget(self.strictest)
        head.addStretch(1)
        head.addWidget(self.force)
        foot.addWidget(self.source, 1)
        foot.addWidget(self.state, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(head)
        for part in (self.narrow, self.title, self.formula, self.meter, self.lack, self.ways, self.reason):
            self.body.addWidget(part)
        for part in (self.missing, self.others):
            self.body.addWidget(part)
        self.body.addLayout(foot)
        self.body.addWidget(self.trace)

    def show_verdict(self, verdict: Verdict, lookup: VerdictLookup, trace: bool) -> None:
        """Show a verdict, with its trace if asked for."""
        self.set_bar(verdict.status.value)
        self._show_head(verdict, lookup)
        text = formula(verdict, lookup.indicator(verdict), lookup.sheet)
        show_text(self.formula, formula_html(text, verdict.status))
        self.formula.setAccessibleName(str(text))
        self._show_meter(verdict)
        self._show_gap(verdict, lookup)
        self._show_missing(verdict, lookup)
        lines = [other_line(other, lookup.standard(other)) for other in lookup.others(verdict)]
        show_text(self.others, "\n".join(f"同项：{line}" for line in lines))
        self._show_source(verdict, lookup)
        show_text(self.trace, trace_html(verdict, lookup) if trace else "")
        self._set_links(self.trace, trace, _named("依据明细", verdict, lookup))

    def _show_head(self, verdict: Verdict, lookup: VerdictLookup) -> None:
        self.chip.set_status(verdict.status.value, status_word(verdict))
        show_part(self.strictest, lookup.is_strictest(verdict))
        force, narrow = force_words(verdict)
        show_text(self.force, force)
        show_text(self.narrow, narrow)
        show_text(self.title, verdict.title)

    def _show_meter(self, verdict: Verdict) -> None:
        show_part(self.meter, is_measured(verdict))
        number, required = verdict.trace.number, verdict.trace.required_number
        if is_measured(verdict) and number is not None and required is not None:
            text, top = (
                required_words(verdict).strip("≥≤<> \u00a0"),
                100 if verdict.trace.unit == "%" else None,
            )
            self.meter.set_values(number, required, verdict.status.value, label=text, top=top)

    def _show_gap(self, verdict: Verdict, lookup: VerdictLookup) -> None:
        missed = verdict.status is Status.MISSED
        gap = gap_text(verdict, lookup.sheet) if missed else GapText("")
        show_text(self.lack, gap.head)
        show_text(self.ways, ways_html(gap.ways) + remedy_html(verdict) if missed else "")
        self._set_links(self.ways, missed, "　".join((*gap.ways, _named("整改台账", verdict, lookup))))
        show_text(self.reason, explanation(verdict))

    def _show_missing(self, verdict: Verdict, lookup: VerdictLookup) -> None:
        show_text(self.missing, missing_html(verdict, lookup) if verdict.missing else "")
        self._set_links(self.missing, bool(verdict.missing), _named("缺少的数据", verdict, lookup))

    def _set_links(self, target: QLabel, there: bool, name: str) -> None:
        if there and target.focusPolicy() is Qt.FocusPolicy.NoFocus:
            target.setTextInteractionFlags(_LINKS)
            target.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if there and target.accessibleName() != name:
            target.setAccessibleName(name)

    def _show_source(self, verdict: Verdict, lookup: VerdictLookup) -> None:
        show_text(self.source, source_line(verdict, lookup.standard(verdict)))
        show_part(self.state, verdict.source is not None)
        if verdict.source is not None:
            self.state.set_state(verdict.source)

    def _on_link(self, target: str) -> None:
        kind, _, name = target.partition(":")
        if f"{kind}:" == FACT:
            self._navigation.show_fact(name)
        elif f"{kind}:" == LEDGER:
            self._navigation.show_remedy(name)
        else:
            self._navigation.show_verdict(name)


def _named(what: str, verdict: Verdict, lookup: VerdictLookup) -> str:
    """Name links so that those of two cards are told apart."""
    return f"{what}：{verdict.title}（{document_name(lookup.standard(verdict))} {verdict.clause}）"
