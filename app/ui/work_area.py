"""The window with a school open: steps, pages and the panel on the right."""

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QSplitter, QVBoxLayout, QWidget

from app.paths import Paths
from app.ui.drawer import Drawer
from app.ui.idle import IdleWork
from app.ui.jumps import Jumps
from app.ui.nav_bar import NavBar
from app.ui.navigation import Navigation
from app.ui.pages.fill_page import FillPage
from app.ui.pages.later import Act, LaterPages
from app.ui.pages.making import TITLES, make_page
from app.ui.pages.page import Page, Place
from app.ui.panel_summary import PanelSummary
from app.ui.runner import Runner
from app.ui.session_model import SessionModel
from app.ui.steps import StepList
from app.ui.theme import theme
from app.ui.verdict_panel import VerdictPanel
from app.ui.widgets.separator import separator
from app.ui.widgets.stack import PageStack

#: Logical widths below which the panel becomes a drawer and the steps a list that drops down (look.md 5).
DRAWER_BELOW, COMBO_BELOW = 1180, 900
_STEPS, _CENTRE, _PANEL = 248, 742, 376
#: Between making two parts of the later pages there is so much room for whatever else is to be done.
_PAUSE_MS, _CARDS = 20, 4


class WorkArea(QWidget):
    """Everything of one open session below the title bar."""

    page_changed = Signal(str)

    def __init__(
        self, model: SessionModel, runner: Runner, paths: Paths, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model, self.navigation = model, Navigation(self)
        self._runner, self._paths = runner, paths
        self.nav = NavBar(self)
        self.fill = FillPage(model, self.navigation)
        self.steps = StepList(model)
        self._panel = VerdictPanel(model, self.navigation)
        self._focused, self._behind = "", False
        self._follower = QTimer(self, singleShot=True, interval=0)
        self._follower.timeout.connect(self._come_after)
        self._stack = PageStack()
        self._later = LaterPages(self._make_page, self._stack, self)
        self._build()
        self._connect()
        self.jumps = Jumps(self)
        self._ahead = IdleWork(self._make_ahead, _PAUSE_MS, self)
        self._ahead.begin()

    def _build(self) -> None:
        self._combo = QComboBox()
        self._combo.setAccessibleName("填报步骤")
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._combo)
        column.addWidget(self.fill, 1)
        self.summary = PanelSummary(self._panel.head, centre)
        self.summary.hide()
        column.addWidget(self.summary)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        for widget, width in ((self.steps, _STEPS), (centre, _CENTRE), (self._panel, _PANEL)):
            self.splitter.addWidget(widget)
            widget.setMinimumWidth(theme().px(width if widget is self.steps else width // 2))
        self.splitter.setSizes([theme().px(width) for width in (_STEPS, _CENTRE, _PANEL)])
        self.splitter.setStretchFactor(1, 1)
        self._stack.addWidget(self.splitter)
        self._stack.setCurrentWidget(self.splitter)
        self._drawer = Drawer(self._stack)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.nav)
        layout.addWidget(separator())
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.nav.set_entries(list(TITLES.items()))
        self.nav.attach(self.fill)
        self._later.made.connect(self.nav.attach)
        self.nav.select("fill")
        self.nav.page_chosen.connect(self.go_to)
        self.steps.page_chosen.connect(self._on_step)
        self.steps.page_entered.connect(self._on_step_entered)
        self._combo.activated.connect(self._on_combo)
        self.summary.clicked.connect(self._on_summary)
        self.fill.page_shown.connect(self._on_page_shown)
        self.fill.filled.connect(self._on_filled)
        self.fill.fact_focused.connect(self._on_fact_focused)
        self.navigation.page_wanted.connect(self.go_to)
        for identity, title in self.steps.entries():
            self._combo.addItem(title, identity)
        self.fill.start()
        self._mark_step()

    def _make_page(self, name: str) -> Page:
        return make_page(name, self.model, self.navigation, self._runner, self._paths)

    def _make_ahead(self) -> bool:
        """Make a part of another page, or some cards, while nothing else goes on; tell whether more is left."""
        if self._runner.busy:  # two threads would hold each other up
            return True
        return self._later.make_ahead() or self._panel.make_ahead(_CARDS)

    def page(self, name: str) -> Page:
        """Return a page by its name, made to its end."""
        return self.fill if name == "fill" else self._later.page(name)

    @property
    def complete(self) -> bool:
        """Whether every page is made."""
        return self._later.complete

    @property
    def settled(self) -> bool:
        """Whether what was asked for last stands there: the page, its first rows, and the panel."""
        return not (self._later.coming or self.fill.filling or self._behind)

    @property
    def current(self) -> str:
        """The name of the page in front."""
        return self._later.front or "fill"

    def place(self) -> Place:
        """Return where one is on the page in front."""
        return self.page(self.current).place()

    def take_place(self, place: Place) -> None:
        """Go where one was on the page in front before all pages were made anew."""
        self.when_whole(lambda page: page.take_place(place))

    def go_to(self, name: str) -> None:
        """Bring a page to the front, in the next turns if it is not made yet; what was typed is saved first."""
        self.model.leave_field()
        self._drawer.hide()
        self._ahead.put_off()
        self.nav.select(name)
        if name == "fill":
            self._later.leave()
            self._stack.setCurrentWidget(self.splitter)
            self.fill.on_shown()
        else:
            self._later.show(name)
        self.page_changed.emit(name)

    def when_whole(self, act: Act) -> None:
        """Do something on the page in front, once it is made."""
        if self.current == "fill":
            act(self.fill)
        else:
            self._later.when_whole(act)

    @property
    def panel_hidden(self) -> bool:
        """Whether there is no room for the panel beside the page."""
        return self._drawer.holds_panel

    def _on_step(self, identity: str) -> None:
        if identity == "tasks":
            self.go_to("tasks")
            return
        self.go_to("fill")
        self.fill.show_page(identity)

    def _on_step_entered(self, identity: str) -> None:
        """Enter or → in the list of steps: open the step and put the cursor in its first field."""
        self._on_step(identity)
        if identity != "tasks":
            self.fill.enter()

    def _on_combo(self, index: int) -> None:
        self._on_step(str(self._combo.itemData(index)))

    def _on_page_shown(self, facts: list[str]) -> None:
        self._follow_later("")
        self._ahead.put_off()
        self._mark_step()

    def _follow_later(self, fact: str) -> None:
        """Let the panel follow in a turn of its own: the page is painted first, and a row of jumps is one change."""
        self._focused, self._behind = fact, True
        if not self.fill.filling:
            self._follower.start()

    def _on_filled(self) -> None:
        if self._behind:
            self._follower.start()

    def _come_after(self) -> None:
        """Make the cards that the panel needs, some in each turn, and let it follow."""
        if self._panel.make_for(self.fill.current_facts(), _CARDS):
            self._follower.start()
        else:
            self._follow()

    def _follow(self) -> None:
        self._behind = False
        self._follower.stop()
        self._panel.show_facts(self.fill.current_facts(), self._focused or None)

    @property
    def panel(self) -> VerdictPanel:
        """The panel, showing what the page in front feeds."""
        if self._behind:
            self._follow()
        return self._panel

    def _mark_step(self) -> None:
        identity = self.fill.current_page()
        self.steps.select(identity)
        self._combo.setCurrentIndex(self._combo.findData(identity))

    def _on_fact_focused(self, fact: str) -> None:
        self._follow_later(fact)

    def large_parts(self) -> list[QWidget]:
        """Return the parts that are worth deleting one by one."""
        return [*self._later.pages, *self.fill.views, self._panel]

    def splitter_state(self) -> QByteArray | None:
        """Return how wide the parts are; None while the panel is not beside them."""
        return None if self._drawer.holds_panel else self.splitter.saveState()

    # The panel: beside the page where there is room, else a drawer over it

    def toggle_panel(self) -> None:
        """F4: open or close the panel."""
        if self._drawer.holds_panel:
            self._drawer.toggle()
        else:
            self._panel.setVisible(not self._panel.isVisible())

    def show_panel(self) -> None:
        """Make sure that the panel can be seen."""
        if self._drawer.holds_panel:
            self._drawer.open()
        else:
            self._panel.show()

    def _on_summary(self) -> None:
        self.show_panel()
        self.panel.enter()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Put steps and panel where the width allows."""
        logical = self.width() * 100 // theme().scale
        if logical < DRAWER_BELOW and not self._drawer.holds_panel:
            self._drawer.take(self._panel, theme().px(_PANEL))
        elif logical >= DRAWER_BELOW and self._drawer.holds_panel:
            self._drawer.release()
            self.splitter.addWidget(self._panel)
            self._panel.show()
        self._drawer.fit()
        self.summary.setVisible(self._drawer.holds_panel)
        self._show_steps(narrow=logical < COMBO_BELOW)

    def _show_steps(self, narrow: bool) -> None:
        """Show the steps as a list or as one that drops down; the keyboard stays on the one that is seen."""
        had = self._combo.hasFocus() or self.steps.view.hasFocus()
        self.steps.view.setFocusProxy(self._combo if narrow else None)  # type: ignore[arg-type]  # None: no proxy
        self.steps.setVisible(not narrow)
        self._combo.setVisible(narrow)
        if had:
            self.steps.view.setFocus(Qt.FocusReason.OtherFocusReason)
