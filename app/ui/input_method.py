"""Chinese input: fcitx reached through its portal, and shortcuts that rest while a word is being composed."""

from collections.abc import MutableMapping

import shiboken6
from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication


def prepare_input_method(environment: MutableMapping[str, str]) -> None:
    """Choose an input method that is there, before QApplication is made.

    PySide6 comes without fcitx's own plugin; fcitx also answers to the ibus plugin, by way of the portal.
    """
    if environment.get("QT_IM_MODULE", "").startswith("fcitx"):
        environment["QT_IM_MODULE"] = "ibus"
        environment["IBUS_USE_PORTAL"] = "1"


class ComposingWatch(QObject):
    """Follows the widget with the focus: knows whether it composes, and keeps shortcuts from it meanwhile."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._watched: QObject | None = None
        self._composing = False
        app.focusObjectChanged.connect(self._on_focus)
        app.focusChanged.connect(self._on_focus)
        self._on_focus()

    def composes(self, widget: QObject | None = None) -> bool:
        """Tell whether a widget (or, without one, whichever has the focus) is composing a word."""
        return self._composing and (widget is None or widget is self._watched)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        elif event.type() == QEvent.Type.ShortcutOverride and self._composing:
            event.accept()
            return True
        return False

    @Slot()
    def _on_focus(self) -> None:
        """Ask who has the focus: what the signals say may come from a window that is just closing."""
        focused = QApplication.focusWidget()
        if focused is not self._watched:
            self._follow(focused)

    def _follow(self, focused: QObject | None) -> None:
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._forget)
        self._watched, self._composing = focused, False
        if focused is not None:
            focused.installEventFilter(self)
            focused.destroyed.connect(self._forget)

    @Slot()
    def _forget(self) -> None:
        self._watched, self._composing = None, False


def watch_composing(app: QApplication) -> ComposingWatch:
    """Make shortcuts rest while an input method composes; once per application."""
    watch = app.findChild(ComposingWatch)
    return watch if isinstance(watch, ComposingWatch) else ComposingWatch(app)


def composing(widget: QObject | None = None) -> bool:
    """Tell whether a widget (or, without one, whichever has the focus) is composing a word."""
    app = QGuiApplication.instance()
    watch = app.findChild(ComposingWatch) if app is not None else None
    return isinstance(watch, ComposingWatch) and watch.composes(widget)
