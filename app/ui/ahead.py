"""Loads what opening a file needs while the start page waits, so that neither has to wait for it."""

from importlib import import_module

from PySide6.QtCore import QObject

from app.ui.idle import IdleWork
from app.ui.pages.making import TITLES, module_of

#: Each takes a few milliseconds, the parts of a large one named before it.
MODULES = (
    "sqlite3",
    "dateutil.parser",
    "click",
    "sqlite_utils.db",
    "app.services.opening",
    "app.services.years",
    "app.reports.phrases",
    "app.ui.verdict_panel",
    "app.ui.field_row",
    "app.ui.work_area",
    "app.ui.help",
    "app.ui.finder",
    *(module_of(name) for name in TITLES),
)
_PAUSE_MS = 30


class LoadAhead(QObject):
    """Loads one module at a time, with room between them for whatever the user does."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.waiting = list(MODULES)
        IdleWork(self._load_next, _PAUSE_MS, self).begin()

    def _load_next(self) -> bool:
        import_module(self.waiting.pop(0))
        return bool(self.waiting)
