"""One verdict on the right: a one-line row, a card, or a card with its trace; updated in place."""

from enum import IntEnum

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.domain.countings import Counting
from app.domain.verdict import Verdict
from app.domain.wording import status_word
from app.ui.navigation import Navigation
from app.ui.tab_order import chain_tabs
from app.ui.theme import theme
from app.ui.verdict_body import VerdictBody, label
from app.ui.verdict_lookup import VerdictLookup
from app.ui.verdict_texts import accessible_text, look, row_end
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.painting import frame
from app.ui.widgets.status import StatusChip, StatusPlain


class Mode(IntEnum):
    """How much of a verdict is shown."""

    ROW = 0
    OPEN = 1
    TRACE = 2


#: Left, top, right and bottom of what stands round the sheet of an opened card.
_MARGINS = (10, 4, 12, 4)
_SAYS = {Mode.ROW: "回车展开", Mode.OPEN: "回车看依据", Mode.TRACE: "回车收起依据"}


class VerdictRow(QWidget):
    """A verdict in one line: status, title, what is lacking or left."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.status = StatusPlain("shown", "", self)
        self.title = ElidedLabel("", self)
        self.title.setProperty("px", 13)
        self.end = label(12, ink="muted")
        self._line = QHBoxLayout(self)
        self._line.addWidget(self.status)
        self._line.addWidget(self.title, 1)
        self._line.addWidget(self.end)
        self.apply_theme()

    def apply_theme(self) -> None:
        """Take the theme's lengths."""
        px = theme().px
        self._line.setContentsMargins(px(14), px(5), px(14), px(5))
        self._line.setSpacing(px(10))
        self.status.setMinimumWidth(px(76))
        self.setMinimumHeight(px(30))

    def show_verdict(self, verdict: Verdict, end: str) -> None:
        """Show another verdict, or the same one anew."""
        word = status_word(verdict)
        self.status.set_status(look(verdict.status, word), word)
        self.title.setText(verdict.title)
        self.end.setText(end)


class VerdictCard(QAbstractButton):
    """A verdict that opens on a click, Enter or Space; the same object shows one indicator while a page is open.

    ``turned`` comes when a verdict of the same indicator came out otherwise than before, ``opened`` when a
    person opened or closed the card.
    """

    turned = Signal()
    opened = Signal(str)

    def __init__(self, navigation: Navigation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._navigation = navigation
        self._verdict: Verdict | None = None
        self._others: tuple[str, ...] = ()
        self._countings: tuple[Counting, ...] = ()
        self._lookup: VerdictLookup | None = None
        self._mode, self._marked, self._stale = Mode.ROW, False, True
        self._body: VerdictBody | None = None
        self._row = VerdictRow(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.toggle)  # pressed from outside, by a screen reader
        self._arrange()
        theme().changed.connect(self._on_theme)

    @property
    def verdict(self) -> Verdict | None:
        """The verdict that is shown."""
        return self._verdict

    @property
    def mode(self) -> Mode:
        """How much is shown."""
        return self._mode

    @property
    def body(self) -> VerdictBody | None:
        """The card itself; None while it was never opened."""
        return self._body

    @property
    def row(self) -> VerdictRow:
        """The one-line row."""
        return self._row

    @property
    def chip(self) -> StatusChip | None:
        """The status at the head of the card."""
        return self._body.chip if self._body else None

    def stops(self) -> list[QWidget]:
        """What Tab leads through, in its order: the card, then its links."""
        return [self] if self._body is None else [self, *self._body.links]

    def show_verdict(self, verdict: Verdict, lookup: VerdictLookup) -> None:
        """Show a verdict; nothing is touched when nothing changed."""
        former, others = self._verdict, lookup.other_lines(verdict)
        self._lookup = lookup
        same = (verdict is former or verdict == former) and others == self._others
        if same and (self._mode is not Mode.TRACE or lookup.countings(verdict) == self._countings):
            return
        self._verdict, self._others, self._stale = verdict, others, True
        self._fill()
        if former is not None and former.indicator == verdict.indicator and former.status != verdict.status:
            self.set_marked(True)
            self.turned.emit()

    def set_mode(self, mode: Mode) -> None:
        """Show more or less."""
        if mode != self._mode:
            self._mode = mode
            self._fill()
            self._arrange()

    def set_marked(self, marked: bool) -> None:
        """Frame the status word: the verdict has just turned."""
        if marked == self._marked:
            return
        self._marked = marked
        if self._body is not None:
            self._body.chip.set_marked(marked)
        if self._mode is Mode.ROW:
            self.update()

    def toggle(self) -> None:
        """Open a row; show or hide the trace of a card."""
        self._choose(Mode.TRACE if self._mode is Mode.OPEN else Mode.OPEN)

    def _choose(self, mode: Mode) -> None:
        self.set_mode(mode)
        if self._verdict is not None:
            self.opened.emit(self._verdict.indicator)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.toggle()
            case Qt.Key.Key_Escape if self._mode is not Mode.ROW:
                self._choose(Mode(self._mode - 1))
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case _:
                event.ignore()  # a plain button would lead the focus on with ← and →

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setDown(False)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.toggle()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._mode is Mode.ROW:
            painter.fillRect(self.rect(), theme().colour("surface"))
            painter.fillRect(QRect(0, 0, self.width(), 1), theme().colour("line"))
        if self._mode is Mode.ROW and self._marked:
            around = self._row.status.geometry().translated(self._row.pos())
            frame(painter, around.adjusted(-4, -3, 4, 3), theme().colour(self._ink()), radius=3, width=2)
        if self.hasFocus():
            frame(painter, self._ring(), theme().colour("focus"), radius=theme().px(4), width=2)

    def _ink(self) -> str:
        if self._verdict is None:
            return "text"
        return f"{look(self._verdict.status, status_word(self._verdict))}.text"

    def _ring(self) -> QRect:
        if self._mode is Mode.ROW or self._body is None:
            return self.rect().adjusted(1, 1, -1, -1)
        return QRect(self._body.mapTo(self, QPoint()), self._body.size()).adjusted(-3, -3, 3, 3)

    def _fill(self) -> None:
        """Write the part that is shown; the other is written when it is shown."""
        if self._verdict is None or self._lookup is None:
            return
        self.setAccessibleName(f"{accessible_text(self._verdict)}，{_SAYS[self._mode]}")
        if self._mode is Mode.ROW:
            self._row.show_verdict(self._verdict, row_end(self._verdict, self._lookup.sheet))
            self.setAccessibleDescription("")
        else:
            if self._mode is Mode.TRACE:
                self._countings = self._lookup.countings(self._verdict)
            self._opened().show_verdict(self._verdict, self._lookup, self._mode is Mode.TRACE)
            self._opened().chip.set_marked(self._marked)
            self.setAccessibleDescription(self._opened().said)

    def _opened(self) -> VerdictBody:
        if self._body is None:
            self._body = VerdictBody(self._navigation, self)
            self._place()
            chain_tabs(self.stops())
        return self._body

    def _arrange(self) -> None:
        row = self._mode is Mode.ROW
        self._row.setVisible(row)
        if self._body is not None:
            self._body.setVisible(not row)
        self._place()
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        if self._mode is Mode.ROW or self._body is None:
            return max(self._row.sizeHint().height(), self._row.minimumHeight())
        left, top, right, bottom = _margins()
        return top + self._body.heightForWidth(width - left - right) + bottom

    def _place(self) -> None:
        """Give the row or the sheet the room there is."""
        if self._mode is Mode.ROW or self._body is None:
            self._row.setGeometry(self.rect())
        else:
            left, top, right, bottom = _margins()
            self._body.setGeometry(self.rect().adjusted(left, top, -right, -bottom))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """The sheet asks for more room or for less: pass it on."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def _on_theme(self) -> None:
        self._row.apply_theme()
        self._arrange()
        self._fill()


def _margins() -> tuple[int, ...]:
    return tuple(theme().px(margin) for margin in _MARGINS)
