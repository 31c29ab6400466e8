"""依据与判定: on the right of a page, the verdicts that its facts feed, changing as one types."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.domain.verdict import Status
from app.ui.navigation import Navigation
from app.ui.session_model import SessionModel
from app.ui.tab_order import chain_tabs
from app.ui.theme import theme
from app.ui.verdict_body import label, show_text
from app.ui.verdict_card import Mode, VerdictCard
from app.ui.verdict_column import CardColumn
from app.ui.verdict_head import PanelHead
from app.ui.verdict_lookup import VerdictLookup
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.scroll import VerticalScroll

#: More cards than this are not kept; what is left over is named at the foot.
MOST_CARDS = 25
#: Cards that are scrolled away follow this long after the last key.
_LATER_MS = 80
#: So many cards are filled before a page is shown; more do not fit on a screen.
_AT_ONCE = 6
#: Between filling two of the others there is so much room for whatever else is to be done.
_PAUSE_MS = 15
#: Rows that were so when the page was entered stand first, and open.
_URGENT = (Status.MISSED, Status.UNANSWERED)


class VerdictPanel(QWidget):
    """Up to 25 cards, reused. A card keeps its place until the page is left or another field is entered."""

    def __init__(self, model: SessionModel, navigation: Navigation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._navigation = model, navigation
        self._feeds = model.session.feeds
        self._facts: tuple[str, ...] = ()
        self._focused: str | None = None
        self._rows: list[str] = []
        self._urgent: set[str] = set()
        self._shown: list[str] = []
        self._cards: dict[str, VerdictCard] = {}
        self._spare: list[VerdictCard] = []
        self._opened_by_hand: dict[str, Mode] = {}
        self._stale = False
        self._lookup: VerdictLookup | None = None
        self._waiting: list[str] = []
        self._idle = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._idle.timeout.connect(self._fill_some)
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self.refresh)
        self._build()
        model.verdicts_changed.connect(self._on_verdicts_changed)
        theme().changed.connect(self._column.arrange)

    @property
    def cards(self) -> list[VerdictCard]:
        """The cards that are shown, from the top."""
        return [self._cards[row] for row in self._shown]

    def card(self, indicator: str) -> VerdictCard | None:
        """Return the card of an indicator, if it is shown."""
        return self._cards.get(indicator)

    def show_facts(self, facts: Sequence[str], focused: str | None = None) -> None:
        """Show what the facts of a page feed; what the focused one feeds stands first."""
        if tuple(facts) != self._facts:
            self._facts = tuple(facts)
            self.head.set_opened(False)
            self._opened_by_hand.clear()
            self._focused = focused
            self._enter_page()
        elif focused is not None and focused != self._focused:
            self._focused = focused
            self._arrange()

    def reveal(self, indicator: str) -> None:
        """Scroll to an indicator's card, open it and give it the focus."""
        card = self._cards.get(indicator)
        if card is None:
            self._facts = ()
            self._focused = None
            self._opened_by_hand.clear()
            self._rows = [indicator]
            self._show_rows(self._rows)
            card = self._cards.get(indicator)
        self.finish()
        if card is not None:
            card.set_mode(max(card.mode, Mode.OPEN))
            self._column.arrange()
            self._scroll.reveal(card)
            card.setFocus()

    def enter(self) -> None:
        """Put the focus on the first card."""
        if self.cards:
            self.cards[0].setFocus(Qt.FocusReason.TabFocusReason)

    def refresh(self) -> None:
        """Show the verdicts anew, each in its place."""
        lookup = self._look_up()
        if any(row not in lookup.verdicts for row in self._cards) or self._unseen():
            self._enter_page()
            return
        self._later.stop()
        for row, card in self._cards.items():
            card.show_verdict(lookup.verdicts[row], lookup)
        self._show_counts(lookup)

    def _refresh_seen(self) -> None:
        """Show at once what can be seen, and a moment later the cards that are scrolled away."""
        lookup = self._look_up()
        for row, card in self._cards.items():
            if row in lookup.verdicts and not card.visibleRegion().isEmpty():
                card.show_verdict(lookup.verdicts[row], lookup)
        self._show_counts(lookup)
        self._later.start()

    def _unseen(self) -> bool:
        """Whether a document came into force for this school, so that rows are missing here."""
        fed = self._fed_by(self._facts)
        return bool(self._facts) and len(fed) != len(self._rows)

    def _look_up(self) -> VerdictLookup:
        """Return what the cards are told from; made once per judgement."""
        if self._lookup is None or self._lookup.evaluation is not self._model.session.evaluation:
            self._lookup = VerdictLookup(self._model.session, self._feeds)
        return self._lookup

    def _enter_page(self) -> None:
        lookup, fed = self._look_up(), self._fed_by(self._facts)
        self._rows = self._in_order(fed, lookup)
        self._urgent = {row for row in fed if lookup.verdicts[row].status in _URGENT}
        self._arrange()

    def _fed_by(self, facts: Sequence[str]) -> list[str]:
        """Return the rows that facts feed, of those that are judged."""
        lookup = self._look_up()
        return [row for row in self._feeds.of_all(facts) if row in lookup.verdicts]

    def _in_order(self, rows: Sequence[str], lookup: VerdictLookup) -> list[str]:
        """Put rows into the order that they keep while the page is open: missed, unanswered, the rest."""
        places = {status: place for place, status in enumerate(_URGENT)}
        return sorted(rows, key=lambda row: places.get(lookup.verdicts[row].status, len(places)))

    def _arrange(self) -> None:
        """Put the rows fed by the focused fact first, each row keeping its place among the others."""
        fed = self._fed()
        self._show_rows([row for row in self._rows if row in fed] + [r for r in self._rows if r not in fed])

    def _fed(self) -> set[str]:
        return set(self._feeds.direct(self._focused)) if self._focused else set()

    def _show_rows(self, rows: list[str]) -> None:
        lookup = self._look_up()
        shown = [row for row in rows if row in lookup.verdicts][:MOST_CARDS]
        self._release(set(self._cards) - set(shown))
        moved, self._shown, self._waiting = shown != self._shown, shown, shown
        for row in shown:
            (self._cards.get(row) or self._take(row, lookup)).show()
        self._column.show_widgets([*self.cards, self._rest, self._nothing])
        if moved:
            chain_tabs([stop for card in self.cards for stop in card.stops()])
        self._fill_some(_AT_ONCE)
        self._show_counts(lookup)
        self._show_rest(len(rows) - len(shown))
        self._nothing.setVisible(not shown)
        self._scroll.verticalScrollBar().setValue(0)

    def _fill_some(self, number: int = 2) -> None:
        """Fill the next cards from the top; the rest, out of sight, follows when the window is idle."""
        lookup, fed = self._look_up(), self._fed()
        batch, self._waiting = self._waiting[:number], self._waiting[number:]
        for row in batch:
            if row not in lookup.verdicts:  # what was typed meanwhile took its document from the list
                continue
            card = self._cards[row]
            card.show_verdict(lookup.verdicts[row], lookup)
            opened = Mode.OPEN if row in fed or row in self._urgent else Mode.ROW
            card.set_mode(self._opened_by_hand.get(row, opened))
            chain_tabs(card.stops())
        self._column.arrange()
        if self._waiting:
            self._idle.start()

    def finish(self) -> None:
        """Fill every card now."""
        self._idle.stop()
        self._fill_some(MOST_CARDS)

    def _take(self, row: str, lookup: VerdictLookup) -> VerdictCard:
        card = self._spare.pop() if self._spare else self._make_card()
        card.set_mode(Mode.ROW)
        card.show_verdict(lookup.verdicts[row], lookup)
        card.set_marked(False)
        self._cards[row] = card
        return card

    def _make_card(self) -> VerdictCard:
        card = VerdictCard(self._navigation, self._column)
        card.turned.connect(self._on_turned)
        card.opened.connect(self._on_opened)
        return card

    def make_ahead(self, number: int, most: int = MOST_CARDS) -> bool:
        """Make some of the cards that fuller pages will need; tell whether more are to be made."""
        for _ in range(min(number, most - len(self._cards) - len(self._spare))):
            card = self._make_card()
            card.hide()
            card.ensurePolished()
            self._spare.append(card)
        return len(self._cards) + len(self._spare) < most

    def make_for(self, facts: Sequence[str], number: int) -> bool:
        """Make some of the cards that a page with these facts needs; tell whether more are to be made."""
        return self.make_ahead(number, min(len(self._fed_by(facts)), MOST_CARDS))

    def _release(self, rows: set[str]) -> None:
        for row in rows:
            card = self._cards.pop(row)
            card.hide()
            self._spare.append(card)

    def _show_counts(self, lookup: VerdictLookup) -> None:
        rows = [lookup.verdicts[row] for row in self._rows if row in lookup.verdicts]
        self.head.show_counts(rows, bool(self._facts))
        self.head.show_undecided(lookup.undecided)

    def _show_rest(self, number: int) -> None:
        show_text(self._rest, f"另有 {number} 项，见“总览”。" if number > 0 else "")

    def _build(self) -> None:
        self.head = PanelHead()
        self.head.all_wanted.connect(self._on_all)
        self._column = CardColumn()
        self._rest = label(12, ink="muted", wrap=True)
        self._nothing = EmptyState(
            "info", "本页数据不直接用于判定", "填写后随报告印出，或用于确定适用的文件。"
        )
        for widget in (self._rest, self._nothing):
            widget.setParent(self._column)
        self._scroll = VerticalScroll(self._column)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._scroll, 1)

    def _on_all(self) -> None:
        opened = any(card.mode is Mode.ROW for card in self.cards)
        for row, card in self._cards.items():
            mode = Mode.OPEN if opened else Mode.ROW
            card.set_mode(mode)
            self._opened_by_hand[row] = mode
        self.head.set_opened(opened)

    def _on_opened(self, row: str) -> None:
        """A person opened or closed a card: it stays so until the page is left."""
        self._opened_by_hand[row] = self._cards[row].mode
        chain_tabs(self._cards[row].stops())

    def _on_verdicts_changed(self) -> None:
        if self.isVisible():
            self._refresh_seen()
        else:
            self._stale = True
            self._show_counts(self._look_up())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def _on_turned(self) -> None:
        """A verdict turned: its mark stays until the next key."""
        QTimer.singleShot(0, self._watch_keys)

    def _watch_keys(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.KeyPress or kind is QEvent.Type.InputMethod:
            for card in (*self._cards.values(), *self._spare):
                card.set_marked(False)
            app = QApplication.instance()
            if app is not None:
                app.removeEventFilter(self)
        return False
