"""Puts the parts together: folders, and the content that is loaded when first needed."""

import gc
from functools import cached_property
from pathlib import Path

from app.catalog.cache import load_rulebook_fast
from app.domain.rulebook import Rulebook
from app.paths import Paths, standard_paths


class Program:
    """One run of the program."""

    def __init__(self, paths: Paths | None = None) -> None:
        self.paths = paths or standard_paths()

    @cached_property
    def rulebook(self) -> Rulebook:
        """Everything shipped; loading it tells every fault at once."""
        return load_rulebook_fast(self.paths)

    def run_window(self, file: Path | None = None, sample: bool = False) -> int:
        """Open the window and stay until it is closed; return the exit code.

        Raises:
            ImportError: the system lacks libraries that the window needs.
        """
        gc.disable()
        from app.ui.application import run_window

        return run_window(self.paths, self._load_for_good, file, sample)

    def run_district(self, folder: Path | None = None) -> int:
        """Open the window of the district desk and stay until it is closed; return the exit code.

        Raises:
            ImportError: the system lacks libraries that the window needs.
        """
        gc.disable()
        from app.ui.application import run_district

        return run_district(self.paths, self._load_for_good, folder)

    def _load_for_good(self) -> Rulebook:
        """Load the rulebook; it and all modules stay to the end, so collecting garbage passes them over.

        Without this a full collection takes 20 ms and falls into the start or between two keys.
        """
        rulebook = self.rulebook
        gc.freeze()
        gc.enable()
        return rulebook
