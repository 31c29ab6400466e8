"""花名册: a school's own lists, what is counted from their rows, and which of it judges."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.domain.facts import Fact
from app.domain.roster import Roster
from app.domain.roster_count import KeptRoster, RosterCount
from app.domain.roster_summary import RosterSummary
from app.services.roster_figures import roster_figures
from app.ui.filing.parts import beside, line
from app.ui.navigation import Navigation
from app.ui.pages.page import Page, Place
from app.ui.rosters.acts import SHEETS, RosterActs
from app.ui.rosters.fact_card import FactCards
from app.ui.rosters.roster_head import RosterHead
from app.ui.rosters.row_model import Counted
from app.ui.rosters.rows_pane import RowsPane
from app.ui.runner import Runner
from app.ui.session_model import SessionModel
from app.ui.start_parts import dropped_files
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.scroll import VerticalScroll
from app.ui.widgets.segment import Segment
from app.ui.widgets.working import Working

_PANEL, _NARROW, _PANEL_HIGH = 380, 1000, 300
_STAYS = "各行只存在本文件中，随报告和备案报出的只有统计数"


class RostersPage(Page):
    """One roster at a time: its rows at the left, what they give at the right (below, where the room is narrow)."""

    name = "rosters"
    title = "花名册"

    def __init__(
        self, model: SessionModel, navigation: Navigation, runner: Runner, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, navigation, parent)
        self._rosters = {roster.id: roster for roster in model.session.rulebook.rosters}
        self._stale, self._shown = True, ""
        self._count: tuple[KeptRoster, RosterCount] | None = None
        self.setAcceptDrops(not model.session.read_only)
        self.choice = Segment([(key, item.title) for key, item in self._rosters.items()], name=self.title)
        self._working = Working(self, edge=0)
        self.acts = RosterActs(self, model, runner, self._working, self._refresh)
        self.head = RosterHead(
            (
                lambda: self.acts.ask_import(self.roster),
                lambda: self.acts.ask_blank(self.roster),
                lambda: self.acts.ask_export(self.roster),
                lambda: self.acts.ask_remove(self.roster),
            ),
            self._on_mark,
        )
        self.rows, self.cards = RowsPane(), FactCards(navigation)
        self.empty = EmptyState("roster", "", button="空白表…")
        self._revealer = QTimer(self, singleShot=True, interval=0)
        self._revealer.timeout.connect(self._reveal)
        self._build()
        self._connect()

    def _build(self) -> None:
        px = theme().px
        stays = ElidedLabel(_STAYS)
        stays.setProperty("role", "muted")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(px(20), px(12), px(20), px(12))
        column.setSpacing(px(8))
        column.addLayout(beside(line(self.title, "title", wrap=False), self.choice, stays, stretch=2))
        column.addWidget(self.head)
        column.addWidget(self._working)
        self._filled = QWidget()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._filled)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(px(12))
        self._right = VerticalScroll(self.cards)
        self._both.addWidget(self.rows, 1)
        self._both.addWidget(self._right)
        column.addWidget(self._filled, 1)
        column.addWidget(self.empty, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(VerticalScroll(content))

    def _connect(self) -> None:
        self.choice.chosen.connect(self._on_roster)
        self.cards.chosen.connect(self._on_fact)
        self.empty.pressed.connect(lambda: self.acts.ask_blank(self.roster))
        self.model.answers_changed.connect(self._on_changed)
        self.model.verdicts_changed.connect(self._on_changed)

    # Showing

    @property
    def roster(self) -> Roster:
        """The roster in front."""
        return self._rosters[self.choice.current]

    @property
    def _summary(self) -> RosterSummary | None:
        found = (item for item in self.model.session.assessment.rosters if item.id == self.roster.id)
        return next(found, None)

    def get_ready(self) -> None:
        if self._stale:
            self._refresh()

    def on_shown(self) -> None:
        """Show the rosters as they are, ready for the keyboard."""
        if self._stale:
            self._refresh()
        self._arrange()
        self._take_focus()

    def show_roster(self, roster: str, fact: str = "") -> None:
        """Go to a roster, and to what it gives for a fact."""
        self.choice.choose(roster)
        self._refresh()
        if fact in self.cards.cards:
            self.cards.choose(fact)
            self._show_rows()
            self._revealer.start()
        self._take_focus()

    def _reveal(self) -> None:
        """Scroll to the chosen card, once all have their places."""
        if self.cards.current:
            self._right.reveal(self.cards.cards[self.cards.current])

    def place(self) -> Place:
        return Place((self.roster.id, self.cards.current))

    def take_place(self, place: Place) -> None:
        if place.keys and place.keys[0] in self._rosters:
            self.show_roster(*place.keys)

    def _take_focus(self) -> None:
        if self._summary is not None:
            self.cards.enter()
        elif self.head.bring.isEnabled():
            self.head.bring.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, *_: object) -> None:
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _on_roster(self, _: str) -> None:
        self.rows.clear_search()
        self._refresh()

    def _on_fact(self, _: str) -> None:
        self._show_rows()

    def _refresh(self) -> None:
        self._stale = False
        session, summary = self.model.session, self._summary
        kept = session.kept_rosters
        self.choice.set_counts({key: len(kept[key].rows) if key in kept else 0 for key in self._rosters})
        self.head.show_roster(self.roster, summary, session, self.acts.busy)
        facts = self._facts(summary)
        self._filled.setVisible(bool(facts))
        self.empty.setVisible(not facts)
        if summary is None or not facts:
            self._tell_empty()
            return
        if list(self.cards.cards) != [fact.id for fact in facts]:
            self.cards.set_facts(facts)
        self.cards.show_figures(roster_figures([summary]), session.assessment.answers)
        self._show_rows()

    def _facts(self, summary: RosterSummary | None) -> list[Fact]:
        """Return what the roster gives; what was filed by rules that are no more has no rows to show."""
        known = self.model.session.rulebook.facts
        given = (tally.fact for tally in summary.tallies) if summary is not None else ()
        return [known[fact] for fact in given if fact in known and self.roster.computation(fact)]

    def _tell_empty(self) -> None:
        roster = self.roster
        names = [self.model.session.fact(item.fact).name for item in roster.computes]
        personal = "姓名和身份证号" if any(column.identity for column in roster.columns) else "各行内容"
        self.empty.set_words(
            f"{roster.title}尚未导入，用来统计{names[0]}等 {len(names)} 项数据",
            f"先存一份空白表，由{roster.office}填写，再点“导入…”；{personal}只存在本文件中，不随报告和备案报出。",
        )

    def _show_rows(self) -> None:
        """Show what the chosen count makes of each row; the rows are read once."""
        session, roster = self.model.session, self.roster
        kept, computation = session.kept_rosters.get(roster.id), roster.computation(self.cards.current)
        if kept is None or computation is None:
            return
        if self._count is None or self._count[0] is not kept:
            self._count = (kept, RosterCount(roster, kept.rows, session.year))
        outcomes = self._count[1].outcomes(computation)
        self.rows.show_count(
            Counted(roster, computation, kept.rows, outcomes), session.fact(computation.fact)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        px, below = theme().px, self.width() < theme().px(_NARROW)
        direction = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        self._both.setDirection(direction)
        self.head.set_narrow(below)
        self._right.setMinimumWidth(0 if below else px(_PANEL))
        self._right.setMaximumWidth(16777215 if below else px(_PANEL))
        self._right.setMinimumHeight(px(_PANEL_HIGH) if below else 0)

    # Changing

    def _on_mark(self, wanted: bool) -> None:
        self.acts.ask_mark(self.roster, wanted)
        self._refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = dropped_files(event.mimeData()).paths
        if len(paths) == 1 and paths[0].suffix.lower() in SHEETS:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped_files(event.mimeData()).paths
        if paths:
            self.read(paths[0])

    def read(self, path: Path) -> None:
        """Take a sheet in as the roster in front, once it was looked at."""
        self.acts.read(self.roster, path)
