"""跟随系统: the window turns dark or light when the desktop does, while it is open."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from app.ui.settings import Look, SettingsStore, apply_settings

_AGAIN_MS = 500


class SystemLook(QObject):
    """Follows the desktop where the settings say so; a dialog that is open is left alone until it is closed."""

    def __init__(self, app: QApplication, settings: SettingsStore) -> None:
        super().__init__(app)
        self._settings = settings
        # The pages are made anew, and with them would go the dialog that one of them waits for.
        self._later = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._later.timeout.connect(self.follow)
        app.styleHints().colorSchemeChanged.connect(self.follow)

    @Slot()
    def follow(self) -> None:
        """Look as the desktop does now."""
        if self._settings.current.look is not Look.SYSTEM:
            return
        if QApplication.activeModalWidget() is not None:
            self._later.start()
        else:
            apply_settings(self._settings.current)
