"""What every page of the main window has in common."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.navigation import Navigation
from app.ui.session_model import SessionModel


@dataclass(frozen=True)
class Badge:
    """The number on a page's tab: how much asks for action, and in which status colours it is drawn."""

    count: int
    status: str


@dataclass(frozen=True)
class Place:
    """Where one is on a page, by the page's own keys, and what was done there last, in one sentence."""

    keys: tuple[str, ...] = ()
    told: str = ""


class Page(QWidget):
    """A page behind a tab: made once per session, told when it is shown.

    ``name`` finds it, ``title`` stands on its tab. ``badge_changed`` asks the tab to look again.
    """

    name = ""
    title = ""
    badge_changed = Signal()

    def __init__(self, model: SessionModel, navigation: Navigation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model, self.navigation = model, navigation

    def badge(self) -> Badge | None:
        """Return what the tab shows beside the title; None for nothing."""
        return None

    def get_ready(self) -> None:
        """Do ahead, while nothing else is going on, what would hold up showing the page for the first time."""

    def on_shown(self) -> None:
        """The page came to the front: catch up with what changed while it was hidden."""

    def place(self) -> Place:
        """Return where one is, before the page is made anew."""
        return Place()

    def take_place(self, place: Place) -> None:
        """Go where one was on the page that this one follows; what is not there any more is passed over."""
