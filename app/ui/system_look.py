"""跟随系统: the window turns dark or light when the desktop does, while it is open."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from app.ui.meanwhile import is_waited
from app.ui.settings import Look, SettingsStore, apply_settings

_AGAIN_MS = 500


class SystemLook(QObject):
    """Follows the desktop where the settings say so, once no dialog is open and nothing is waited for."""

    def __init__(self, app: QApplication, settings: SettingsStore) -> None:
        super().__init__(app)
        self._settings = settings
        # The pages are made anew, and with them would go the one that waits for a dialog or for a file.
        self._later = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._later.timeout.connect(self.follow)
        app.styleHints().colorSchemeChanged.connect(self.follow)

    @Slot()
    def follow(self) -> None:
        """Look as the desktop does now."""
        if self._settings.current.look is not Look.SYSTEM:
            return
        if QApplication.activeModalWidget() is not None or is_waited():
            self._later.start()
        else:
            apply_settings(self._settings.current)
