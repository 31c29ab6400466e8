"""What one can do with school files from the window: begin one, open the sample, begin a year, save elsewhere."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app.domain.school_year import SchoolYear
from app.services.years import add_next_year, create_school_file, next_year, sample_file, start_next_year
from app.ui import messages
from app.ui.next_year import ask_next_year
from app.ui.start_parts import choose_new_file

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

T = TypeVar("T")


class FileActs:
    """Each act ends in an open file, or in a sentence why not; nothing is changed then."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def new_file(self, path: Path, school: str, year: SchoolYear, who: str) -> None:
        """Make a school file and open it."""
        self._attempt(partial(create_school_file, path, school, year, who), self._window.open_file)

    def open_sample(self) -> None:
        """Open the invented school."""
        around = self._window.around
        self._attempt(partial(sample_file, around.rulebook, around.paths), self._window.open_file)

    def next_year(self, path: Path) -> None:
        """Start the next school year in a file that is not open, and open it there."""
        around = self._window.around
        start = partial(
            start_next_year, path, around.settings.current.typist, around.rulebook, around.paths.backups
        )
        self._attempt(start, partial(self._window.open_file, path))

    def begin_next_year(self) -> None:
        """Ask whether to begin the year after the last one of the open file, and go on in it."""
        model = self._window.model
        if model is None or not model.save_now():
            return
        workspace = model.session.workspace
        school = model.session.evaluation.school or workspace.path.stem
        if ask_next_year(self._window, school, next_year(workspace.years()[-1])):
            begin = partial(add_next_year, workspace, self._window.around.rulebook)
            messages.attempt(self._window, partial(model.meanwhile, begin), self._window.open_year)

    def ask_save_as(self) -> None:
        """Ask for a new place, and go on in a file there."""
        model = self._window.model
        if model is None:
            return
        suggested = self._window.start.folder() / model.session.workspace.path.name
        place = choose_new_file(self._window, suggested)
        if place is not None:
            messages.attempt(
                self._window, partial(model.save_as, place), lambda _: self._window.tell_moved(place)
            )

    def _attempt(self, work: Callable[[], T], then: Callable[[T], object]) -> None:
        """Do something with files while the window goes on, and what follows from it; tell trouble instead."""
        messages.attempt(self._window, partial(self._window.meanwhile, work), then)
