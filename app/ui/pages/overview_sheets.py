"""The upper sheets of the overview: the conclusion in sentences and counts, and the monitored conditions."""

from collections import Counter
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.domain.conclusion import ORDER, Conclusion
from app.domain.verdict import Status, Verdict
from app.domain.wording import plain_status, status_word
from app.reports.phrases import DASH, figure, long_date, prose, without_unit
from app.ui.tables import pen
from app.ui.theme import theme
from app.ui.verdict_body import label, show_part, show_text
from app.ui.verdict_lookup import VerdictLookup
from app.ui.verdict_texts import accessible_text, required_words
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.painting import frame
from app.ui.widgets.status import StatusPlain

_ACROSS = 3


class Sheet(QFrame):
    """A white sheet with a head line and a body."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sheet")
        self.title = label(14, bold=True)
        self.title.setText(title)
        self.head = QHBoxLayout()
        self.head.addWidget(self.title)
        self.column = QVBoxLayout(self)
        self.column.addLayout(self.head)
        self.apply_theme()
        theme().changed.connect(self.apply_theme)

    def apply_theme(self) -> None:
        """Take the theme's lengths."""
        px = theme().px
        self.head.setContentsMargins(px(14), px(7), px(14), px(7))
        self.head.setSpacing(px(10))
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)


class CountBox(QWidget):
    """One big figure, its status under it."""

    def __init__(self, status: Status) -> None:
        super().__init__()
        self._figure = label(24, bold=True, ink=status.value)
        unit = label(13, ink="muted")
        unit.setText("项")
        self._word = StatusPlain(status.value, plain_status(status))
        above = QHBoxLayout()
        above.setSpacing(3)
        above.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignBaseline)
        above.addWidget(unit, 0, Qt.AlignmentFlag.AlignBaseline)
        above.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self._word)

    @property
    def count(self) -> int:
        """The figure."""
        return int(self._figure.text() or 0)

    def set_count(self, count: int) -> None:
        """Show another figure."""
        self._figure.setText(str(count))
        self.setAccessibleName(f"{self._word.word} {count} 项")


class ConclusionSheet(QFrame):
    """What the headmaster reads first: the sentences, six figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sheet")
        self._opening = label(12, ink="muted", wrap=True)
        self._text = label(14, wrap=True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self.counts = {status: CountBox(status) for status in ORDER}
        self._line = QFrame()
        self._line.setProperty("role", "separator")
        self._figures = QHBoxLayout()
        for box in self.counts.values():
            self._figures.addWidget(box, 1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._opening)
        self._column.addWidget(self._text)
        self._column.addStretch(1)
        self._column.addWidget(self._line)
        self._column.addLayout(self._figures)
        self._on_theme()
        theme().changed.connect(self._on_theme)

    @property
    def opening(self) -> str:
        """How many documents and indicators there are."""
        return self._opening.text()

    @property
    def text(self) -> str:
        """The sentences, without their markup."""
        return self._text.accessibleName()

    def show_conclusion(self, conclusion: Conclusion, lookup: VerdictLookup) -> None:
        """Show a conclusion."""
        day = long_date(lookup.evaluation.date)
        show_text(self._opening, f"截至 {day}，{conclusion.documents_text}，{conclusion.indicators_text}。")
        self._show_sentences(conclusion)
        for status, box in self.counts.items():
            box.set_count(conclusion.of(status))

    def _show_sentences(self, conclusion: Conclusion) -> None:
        paragraphs, spoken = [], []
        space = theme().px(4)
        for sentence in conclusion.sentences:
            parts = [prose(text) for text in (sentence.text, sentence.emphasis, sentence.hint)]
            text, emphasis, hint = (escape(part) for part in parts)
            paragraphs.append(
                f'<p style="margin:0 0 {space}px 0"><b>{escape(sentence.title)}</b>&nbsp;&nbsp; {text}'
                f"<b>{emphasis}</b>{hint}</p>"
            )
            spoken.append(f"{sentence.title}：{''.join(parts)}")
        show_text(self._text, "".join(paragraphs))
        self._text.setAccessibleName("\n".join(spoken))

    def _on_theme(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(18), px(12), px(18), px(10))
        self._column.setSpacing(px(6))
        self._figures.setSpacing(px(8))


class ConditionCell(QAbstractButton):
    """One monitored condition: status, title, the school's value, the requirement. A click leads to its fact."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._status, self._value, self._required = Status.SHOWN, "", ""
        self.fact = ""

    def show_verdict(self, verdict: Verdict, fact: str) -> None:
        """Show a verdict."""
        self.fact, self._status = fact, verdict.status
        self.setText(verdict.title)
        self._value = figure(verdict.value) if verdict.value else _why(verdict)
        required = required_words(verdict)
        self._required = without_unit(verdict.required, verdict.trace.unit) if verdict.value else required
        if required.startswith(("每", "〔每")):
            self._required = required
        self.setAccessibleName(accessible_text(verdict))
        self.setToolTip(f"{status_word(verdict)}　{verdict.reason}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        high = pen.line_height(13) * 2 + theme().px(10)
        return QSize(theme().px(180), high)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.sizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, px = QPainter(self), theme().px
        ground = "hover" if self.underMouse() or self.isDown() else "surface"
        painter.fillRect(self.rect(), theme().colour(ground))
        room = self.rect().adjusted(px(10), 0, -px(8), 0)
        high = pen.line_height(13)
        top = (self.height() - 2 * high) // 2
        first = QRect(room.left(), top, room.width(), high)
        start = pen.icon(painter, first.left(), first, f"status_{self._status}", f"{self._status}.text")
        first.setLeft(start)
        pen.words(painter, first, self.text(), bold=True)
        self._paint_figures(painter, QRect(start, top + high, room.right() - start, high))
        if self.hasFocus():
            frame(painter, self.rect(), theme().colour("focus"), width=px(2))

    def _paint_figures(self, painter: QPainter, rect: QRect) -> None:
        pen.words(painter, rect, self._value, "text.muted")
        wide = painter.fontMetrics().horizontalAdvance(self._value) + theme().px(13)
        pen.words(painter, rect.adjusted(wide, 0, 0, 0), self._required, "text.faint")


def _why(verdict: Verdict) -> str:
    return status_word(verdict) if verdict.status is not Status.MET else DASH


class ConditionsSheet(Sheet):
    """The documents by which 达标 is told, as a strip of cells. ``chosen`` gives the fact of a cell."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._counts = {status: StatusPlain(status.value, "") for status in ORDER}
        for shown in self._counts.values():
            self.head.addWidget(shown)
        self.head.addStretch(1)
        self._note = label(12, ink="muted")
        self._note.setText("全部达标方为达标")
        self.head.addWidget(self._note)
        self._ground = QWidget()
        self._grid = QGridLayout(self._ground)
        self._grid.setContentsMargins(0, 1, 0, 0)
        self._grid.setSpacing(1)
        self._empty = EmptyState("info", "本校没有适用的监测指标")
        self.column.addWidget(self._ground, 1)
        self.column.addWidget(self._empty, 1)
        self.cells: list[ConditionCell] = []

    def show_rows(self, title: str, rows: Sequence[Verdict], lookup: VerdictLookup, why_none: str) -> None:
        """Show the rows of the first part of the conclusion."""
        show_text(self.title, title)
        counted = Counter(row.status for row in rows)
        for status, shown in self._counts.items():
            show_part(shown, counted[status] > 0)
            shown.set_status(status.value, f"{plain_status(status)} {counted[status]}")
        show_part(self._note, bool(rows))
        show_part(self._ground, bool(rows))
        show_part(self._empty, not rows)
        self._empty.set_words("本校没有适用的监测指标", why_none)
        self._take(len(rows))
        for cell, row in zip(self.cells, rows, strict=True):
            cell.show_verdict(row, lookup.fact_to_show(row))

    def _take(self, number: int) -> None:
        while len(self.cells) > number:
            self.cells.pop().deleteLater()
        while len(self.cells) < number:
            cell = ConditionCell(self._ground)
            cell.clicked.connect(self._on_clicked)
            self._grid.addWidget(cell, *divmod(len(self.cells), _ACROSS))
            self.cells.append(cell)

    def _on_clicked(self) -> None:
        cell = self.sender()
        if isinstance(cell, ConditionCell) and cell.fact:
            self.chosen.emit(cell.fact)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._ground.isHidden():
            QPainter(self).fillRect(self._ground.geometry(), theme().colour("line"))
