"""The pages behind the first one: made a part at a time, ahead of time and as soon as one asks for them."""

from collections.abc import Callable, Generator
from importlib import import_module
from inspect import GEN_RUNNING, getgeneratorstate
from time import perf_counter

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.ui.idle import IdleWork
from app.ui.meanwhile import go_on_while
from app.ui.pages.coming import ComingPage
from app.ui.pages.making import TITLES, module_of
from app.ui.pages.page import Page
from app.ui.widgets.stack import PageStack

#: Widgets are dressed by the style sheet until a turn of the window has taken so long.
_TURN_SECONDS = 0.01

Act = Callable[[Page], None]


class PageInMaking:
    """One page that grows by a part with each call, none of which holds up the window for long."""

    def __init__(self, name: str, make: Callable[[str], Page], stack: PageStack) -> None:
        self.page: Page | None = None
        self.whole = False
        self._name, self._make, self._stack = name, make, stack
        self._parts = self._in_parts()

    def go_on(self) -> None:
        """Make the next part, unless one is being made: it may have something to tell, and wait for an answer."""
        if getgeneratorstate(self._parts) != GEN_RUNNING:
            self._next()

    def finish(self) -> Page:
        """Make all that is left."""
        while not self.whole:
            self._next()
        assert self.page is not None
        return self.page

    def _next(self) -> None:
        try:
            next(self._parts, None)
        except Exception:
            self._parts = self._in_parts()  # whoever asks for the page again finds out again
            raise

    def _in_parts(self) -> Generator[None]:
        import_module(module_of(self._name))
        yield
        self.page = page = self.page or self._make(self._name)
        yield
        page.get_ready()
        yield
        page.resize(self._stack.size())
        yield from _dressed(page)
        page.grab(QRect(0, 0, 1, 1))  # lays everything out, as showing it would
        self.whole = True


class LaterPages(QObject):
    """Brings pages to the front of a stack; while one is made, its title stands there.

    ``made`` gives each page as soon as there is one to speak of.
    """

    made = Signal(Page)

    def __init__(self, make: Callable[[str], Page], stack: PageStack, parent: QObject) -> None:
        super().__init__(parent)
        self._make, self._stack = make, stack
        self._pages = {name: PageInMaking(name, self._begin, stack) for name in TITLES if name != "fill"}
        self._coming, self._acts = "", list[Act]()
        self._frame = ComingPage()
        self._frame.key_typed.connect(self._hold_key)
        stack.addWidget(self._frame)
        self._turns = IdleWork(self._bring_nearer, 0, self)

    def _begin(self, name: str) -> Page:
        page = self._make(name)
        self._stack.addWidget(page)
        self.made.emit(page)
        return page

    @property
    def pages(self) -> list[Page]:
        """The pages that there are, whole or not."""
        return [making.page for making in self._pages.values() if making.page is not None]

    @property
    def complete(self) -> bool:
        """Whether every page is whole."""
        return all(making.whole for making in self._pages.values())

    @property
    def coming(self) -> bool:
        """Whether a page that was asked for is still being made."""
        return bool(self._coming)

    @property
    def front(self) -> str:
        """The name of the page in front, or of the one whose title stands there; "" for another widget."""
        shown = self._stack.currentWidget()
        return self._coming or next((name for name, each in self._pages.items() if each.page is shown), "")

    def page(self, name: str) -> Page:
        """Return a page, made to its end; the one that was asked for comes to the front."""
        page = self._pages[name].finish()
        if name == self._coming:
            self._arrive()
        return page

    def make_ahead(self) -> bool:
        """Make the next part of a page that nobody asked for yet; tell whether there was one."""
        making = next((making for making in self._pages.values() if not making.whole), None)
        if making is not None:
            making.go_on()
        return making is not None

    def show(self, name: str) -> None:
        """Bring a page to the front; one that is not whole comes in the next turns."""
        self.leave()
        self._coming = name
        if self._pages[name].whole:
            self._arrive()
            return
        self._frame.show_title(TITLES[name])
        self._stack.setCurrentWidget(self._frame)
        self._frame.setFocus()
        self._turns.begin()

    def leave(self) -> None:
        """Do not bring a page to the front any more, as another comes; what was to be done on it is done first."""
        if self._acts:
            self._arrive()
        self._coming = ""

    def when_whole(self, act: Act) -> None:
        """Do something on the page that was asked for, once it is there."""
        if self._coming:
            self._acts.append(act)
        else:
            act(self.page(self.front))

    def _bring_nearer(self) -> bool:
        if self._coming and self._pages[self._coming].whole:
            self._arrive()
        elif self._coming:
            self._pages[self._coming].go_on()
        return bool(self._coming)

    def _hold_key(self) -> None:
        """Keep a key that was typed until the page it is meant for stands there, or cannot be made."""
        go_on_while(lambda: isValid(self) and self._turns.waiting)

    def _arrive(self) -> None:
        page, acts = self._pages[self._coming].finish(), self._acts
        self._coming, self._acts = "", []
        self._stack.setCurrentWidget(page)
        page.on_shown()
        for act in acts:
            act(page)


def _dressed(page: Page) -> Generator[None]:
    """Dress the parts of a page; those that were taken away meanwhile are passed over."""
    until = perf_counter() + _TURN_SECONDS
    for widget in page.findChildren(QWidget):
        if isValid(widget):
            widget.ensurePolished()
        if perf_counter() > until:
            yield
            until = perf_counter() + _TURN_SECONDS
