"""What keys and buttons do in the window with the school that is open."""

from typing import TYPE_CHECKING

from app.ui.settings import SettingsDialog

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

#: The part of the manual that tells of a page.
_HELP_PAGES = {
    "fill": "fill",
    "overview": "verdicts",
    "ledger": "tasks",
    "tasks": "tasks",
    "checks": "checks",
    "report": "report",
    "filing": "filing",
    "documents": "standards",
    "evidence": "evidence",
    "rosters": "rosters",
}


class WindowActs:
    """Acts that need no file to be chosen; most do nothing on the start page."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def save(self) -> None:
        """End the step in the field and save at once."""
        if self._window.model is not None:
            self._window.model.leave_field()

    def undo(self) -> None:
        """Undo the last step."""
        if self._window.model is not None:
            self._window.model.undo_stack.undo()

    def redo(self) -> None:
        """Do the last step again that was undone."""
        if self._window.model is not None:
            self._window.model.undo_stack.redo()

    def open_finder(self) -> None:
        """Ctrl+F: find a fact, task, indicator or roster and go there."""
        if self._window.work is not None and self._window.model is not None:
            from app.services.finding import entries, listed_in, roster_entries
            from app.ui.finder import Finder

            session = self._window.model.session
            among = [
                *entries(session.rulebook, listed_in(session.evaluation)),
                *roster_entries(session.rulebook),
            ]
            finder = Finder(among, self._window.runner, self._window)
            finder.chosen.connect(self._window.work.jumps.show_found)
            finder.open()

    def set_up(self) -> None:
        """Open the settings."""
        SettingsDialog(self._window.around.settings, self._window).exec()

    def show_help(self) -> None:
        """F1: the part of the manual that tells of the page in front."""
        from app.ui import help as manual

        page = self._window.work.current if self._window.work is not None else "index"
        manual.show_help(self._window, _HELP_PAGES.get(page, "index"))

    def toggle_panel(self) -> None:
        """F4: open or close the panel."""
        if self._window.work is not None:
            self._window.work.toggle_panel()

    def go_to(self, name: str) -> None:
        """Bring a page to the front, where a school is open."""
        if self._window.work is not None:
            self._window.work.go_to(name)

    def go_back(self) -> None:
        """Go back to where one was before the last jump."""
        if self._window.work is not None:
            self._window.work.jumps.go_back()
