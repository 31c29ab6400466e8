"""The opened part of a field row: date and office, 口径 in full, what the fact is used for, remark, 不适用."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QWidget

from app.domain.facts import Answer, Fact
from app.domain.filing import Evidence
from app.domain.values import dated, parse_date, says_day_of
from app.ui.field_roster import FieldRoster
from app.ui.fields.calendar import add_calendar
from app.ui.fields.flow import FlowBox
from app.ui.fields.painting import repolish
from app.ui.fields.spelling import day_read
from app.ui.fields.table import DATED
from app.ui.fields.value_edit import WORDS, ValueEdit
from app.ui.fields.view import FieldState
from app.ui.theme import theme

_EDGE, _LABELS = 24, 62
#: What a much used fact is used for is told in full only when asked; the panel beside shows it all.
_MOST_USES = 5
NO_DAY = "无法识别，例如 2026-11-21"
_BAD_DATE = f"日期{NO_DAY}"


@dataclass(frozen=True, slots=True)
class Use:
    """One indicator that a fact is used for."""

    indicator: str
    text: str
    explained: str


class FieldDetail(QWidget):
    """What an open row has below its head. ``edited`` gives a changed answer and the verb of the step.

    ``links_made`` tells that there are other links than before, which Tab has to find.
    """

    edited = Signal(object, str)
    use_wanted = Signal(str)
    evidence_wanted = Signal(bool)
    onward = Signal()
    backward = Signal()
    links_made = Signal()

    def __init__(
        self,
        fact: Fact,
        when: str,
        office: str,
        parent: QWidget | None = None,
        roster: FieldRoster | None = None,
    ) -> None:
        super().__init__(parent)
        self.fact, self._answer, self.roster = fact, Answer(), roster
        #: What stood there before a reason was written: it is back when the reason goes.
        self._former = Answer()
        self._grid = QGridLayout(self)
        px = theme().px
        self._grid.setContentsMargins(px(_EDGE), 0, px(_EDGE), px(10))
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(px(3))
        self._grid.setColumnMinimumWidth(0, px(_LABELS))
        self._grid.setColumnStretch(1, 1)
        self._add_dates(when, office)
        self.counting = self._add_text("口径", fact.counting)
        self._add_text("统计报表", fact.statistics)
        if roster is not None:
            self._add_row("花名册", roster)
        self._before = self._add_text("上年", "")
        self._add_uses()
        if fact.kind in DATED:
            self._add_day()
        self._add_remark()
        self._add_evidence()
        if fact.na:
            self._add_reason()

    # Building

    def _add_dates(self, when: str, office: str) -> None:
        parts = [when] if when else []
        parts += [f"由{office}提供"] if office else []
        self._add_text("统计时点" if when else "填报", "　· ".join(parts))

    def _add_row(self, title: str, widget: QWidget, top: bool = True) -> QLabel:
        row = self._grid.rowCount()
        label = QLabel(title)
        label.setProperty("role", "faint")
        if top:
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setContentsMargins(0, theme().px(2), 0, 0)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(widget, row, 1)
        return label

    def _add_text(self, title: str, text: str) -> tuple[QLabel, QLabel]:
        value = QLabel(text)
        value.setTextFormat(Qt.TextFormat.PlainText)
        value.setProperty("role", "detail")
        value.setWordWrap(True)
        label = self._add_row(title, value)
        label.setVisible(bool(text))
        value.setVisible(bool(text))
        return label, value

    def _add_uses(self) -> None:
        self._uses = FlowBox()
        self._shown_uses: tuple[tuple[Use, ...], str] | None = None
        self._uses_label = self._add_row("用于", self._uses)

    def _add_day(self) -> None:
        box, row = _line_box()
        self.day = _line(f"{self.fact.name}的日期", width=140)
        add_calendar(self.day)
        self.day.textEdited.connect(self._on_day)
        self.day.editingFinished.connect(self._on_day_left)
        self._day_trouble = QLabel()
        self._day_trouble.setProperty("px", "12")
        row.addWidget(self.day)
        row.addWidget(self._day_trouble)
        row.addStretch(1)
        self._link_keys(self.day)
        self._add_row("日期", box, top=False)

    def _add_remark(self) -> None:
        self.remark = _line(f"{self.fact.name}的备注")
        self.remark.textEdited.connect(self._on_remark)
        self._link_keys(self.remark)
        box, row = _line_box()
        self.add_evidence = self._evidence_link("添加佐证…", f"为{self.fact.name}添加佐证", add=True)
        row.addWidget(self.remark, 1)
        row.addWidget(self.add_evidence)
        self._add_row("备注", box, top=False)

    def _add_evidence(self) -> None:
        self._evidence = FlowBox()
        self._shown_evidence: tuple[tuple[str, ...], bool] | None = None
        self._evidence_label = self._add_row("佐证", self._evidence)

    def show_evidence(self, evidence: tuple[Evidence, ...], locked: bool) -> None:
        """Show the files that prove the answer as links, and a way to add one."""
        names = tuple(item.name for item in evidence)
        if self._shown_evidence == (names, locked):
            return
        self._shown_evidence = (names, locked)
        items = [self._evidence_link(name, f"{self.fact.name}的佐证：{name}", add=False) for name in names]
        self.add_evidence.setEnabled(not locked)
        for part in (self._evidence, self._evidence_label):
            part.setVisible(bool(names))
        self._evidence.set_items(items)
        self.links_made.emit()

    def _evidence_link(self, text: str, name: str, add: bool) -> QPushButton:
        made = QPushButton(text)
        made.setProperty("role", "link")
        made.setAccessibleName(name)
        made.clicked.connect(lambda: self.evidence_wanted.emit(add))
        return made

    def _add_reason(self) -> None:
        self._reasons = QStackedWidget()
        self.na_link = QPushButton("本项不适用，填写原因…")
        self.na_link.setProperty("role", "link")
        self.na_link.setAccessibleName(f"{self.fact.name}不适用，填写原因")
        self.na_link.clicked.connect(self._ask_reason)
        link_box, link_row = _line_box()
        link_row.addWidget(self.na_link)
        link_row.addStretch(1)
        box, row = _line_box()
        self.reason = _line(f"{self.fact.name}不适用的原因")
        self.reason.textEdited.connect(self._on_reason)
        self._link_keys(self.reason)
        self.applies_link = QPushButton("本项适用")
        self.applies_link.setProperty("role", "link")
        self.applies_link.setAccessibleName(f"{self.fact.name}适用，改为填写")
        self.applies_link.clicked.connect(self._withdraw)
        row.addWidget(self.reason, 1)
        row.addWidget(self.applies_link)
        self._reasons.addWidget(link_box)
        self._reasons.addWidget(box)
        self._add_row("不适用", self._reasons, top=False)

    def _link_keys(self, line: ValueEdit) -> None:
        line.onward.connect(self.onward)
        line.backward.connect(self.backward)

    # Showing

    def show_answer(self, answer: Answer, locked: bool) -> None:
        """Show remark, day and reason; what is the same already is left alone."""
        self._answer = answer
        if not answer.na_reason:
            self._former = Answer()
        self.remark.setReadOnly(locked)
        self.remark.show_text(answer.note)
        if self.fact.kind in DATED:
            self.day.setReadOnly(locked)
            self._show_day(answer)
        if self.fact.na:
            self.na_link.setEnabled(not locked)
            self.applies_link.setEnabled(not locked)
            self.reason.setReadOnly(locked)
            self.reason.show_text(answer.na_reason)
            self._reasons.setCurrentIndex(1 if answer.na_reason or self.reason.hasFocus() else 0)

    def show_before(self, text: str) -> None:
        """Show last year's answer where there is no room for it in the row."""
        self._before[1].setText(text)
        for label in self._before:
            label.setVisible(bool(text))

    def show_counting(self, wanted: bool) -> None:
        """Show 口径 in full where the row elides it."""
        for label in self.counting:
            label.setVisible(wanted and bool(self.fact.counting))

    def show_uses(self, uses: tuple[Use, ...], otherwise: str) -> None:
        """Show what the fact is used for as links, or why there is none."""
        if self._shown_uses == (uses, otherwise):
            return
        self._shown_uses = (uses, otherwise)
        self._fill_uses(uses, otherwise, _MOST_USES if len(uses) > _MOST_USES + 1 else len(uses))
        self._uses.setVisible(bool(uses or otherwise))
        self._uses_label.setVisible(bool(uses or otherwise))

    def _fill_uses(self, uses: tuple[Use, ...], otherwise: str, shown: int) -> None:
        words = QLabel(f"{len(uses)} 项判定：" if uses else otherwise)
        words.setProperty("role", "detail")
        items = [words, *(self._use_link(use) for use in uses[:shown])]
        if shown < len(uses):
            more = QPushButton(f"另 {len(uses) - shown} 项…")
            more.setProperty("role", "link")
            more.setAccessibleName(f"{self.fact.name}：显示另 {len(uses) - shown} 项判定")
            more.clicked.connect(self._on_more_uses)
            items.append(more)
        self._uses.set_items(items)
        self.links_made.emit()

    def _on_more_uses(self) -> None:
        if self._shown_uses is not None:
            uses, otherwise = self._shown_uses
            self._fill_uses(uses, otherwise, len(uses))
            self.use_links[_MOST_USES].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def use_links(self) -> list[QPushButton]:
        """The links to verdicts."""
        return [link for link in self._uses.items if isinstance(link, QPushButton) and link.objectName()]

    def _use_link(self, use: Use) -> QPushButton:
        link = QPushButton(use.text)
        link.setProperty("role", "link")
        link.setObjectName(use.indicator)
        link.setToolTip(use.explained)
        link.setAccessibleName(f"判定：{use.text}")
        link.clicked.connect(self._on_use)
        return link

    def _show_day(self, answer: Answer) -> None:
        if not says_day_of(answer, self.day.text()):
            self.day.show_text(answer.day_text)
            self._tell_day(_BAD_DATE if answer.date_typed else "")

    # Editing

    def _on_use(self) -> None:
        self.use_wanted.emit(self.sender().objectName())

    def _on_remark(self, text: str) -> None:
        self.edited.emit(replace(self._answer, note=text), "填写备注：")

    def _on_day(self, text: str) -> None:
        answer = dated(self._answer, text)
        self._tell_day(_BAD_DATE if answer.date_typed else "", day_read(text))
        self.edited.emit(answer, "填写日期：")

    def _on_day_left(self) -> None:
        """Show a day in one form, however it was typed."""
        if self._answer.date is not None and parse_date(self.day.text()) == self._answer.date:
            self.day.show_text(self._answer.date.isoformat())
            self._tell_day("")

    def _tell_day(self, trouble: str, read: str = "") -> None:
        self._day_trouble.setText(trouble or read)
        repolish(self._day_trouble, "ink", "missed" if trouble else "faint")
        self.day.set_state(FieldState.ERROR if trouble else FieldState.NORMAL)

    @property
    def day_note(self) -> str:
        """What is said of the day beside it: how it was understood, or that it was not."""
        return self._day_trouble.text()

    def _ask_reason(self) -> None:
        self._reasons.setCurrentIndex(1)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reason(self, text: str) -> None:
        if not text.strip():
            self.edited.emit(self._applying(), "标为不适用：")
            return
        if not self._answer.na_reason:
            self._former = self._answer
        marked = replace(self._answer, value=None, typed="", na_reason=text, confirmed=True)
        self.edited.emit(marked, "标为不适用：")

    def _applying(self) -> Answer:
        """Return the answer without its reason, with the figure that stood there before."""
        former = self._former
        return replace(
            self._answer, na_reason="", value=former.value, typed=former.typed, confirmed=former.confirmed
        )

    def _withdraw(self) -> None:
        self.reason.setText("")
        self.edited.emit(self._applying(), "改为适用：")
        self._reasons.setCurrentIndex(0)
        self.na_link.setFocus(Qt.FocusReason.OtherFocusReason)


def _line(name: str, width: int = 0) -> ValueEdit:
    line = ValueEdit()
    line.setAccessibleName(name)
    line.setAlignment(WORDS)
    line.setFont(theme().font(13))
    if width:
        line.setFixedWidth(theme().px(width))
    return line


def _line_box() -> tuple[QWidget, QHBoxLayout]:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().px(8))
    return box, row
