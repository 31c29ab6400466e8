"""What the window remembers for the next run: recent files and settings; not being able to costs nothing else."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.services.recent import RecentFiles
from app.services.session import Session
from app.ui import messages
from app.ui.settings import SettingsStore

_TITLE = "未能记下"
_HEADLINE = "“最近打开”和设置没有记下，学校文件不受影响"


class Remembering:
    """Writes to the data folder; that it refuses is told once in a run, and what was open goes on."""

    def __init__(self, window: QWidget, settings: SettingsStore, recent: RecentFiles) -> None:
        self._window, self._settings, self._recent = window, settings, recent
        self._told = False

    def keep(self, **changes: object) -> None:
        """Keep settings."""
        self._try(lambda: self._settings.change(**changes))

    def file(self, session: Session) -> None:
        """Put the file of an open session first among the recent ones."""
        self._try(lambda: self._recent.remember_session(session))

    def _try(self, write: Callable[[], object]) -> None:
        try:
            write()
        except AppError as error:
            if not self._told:
                self._told = True
                messages.inform(self._window, _TITLE, _HEADLINE, str(error))
