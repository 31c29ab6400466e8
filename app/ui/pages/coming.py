"""What stands in front while a page is made: its title, and an ear for the keys that are meant for the page."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.theme import theme

_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)


class ComingPage(QLabel):
    """The title of the page that was asked for, where most pages have it.

    ``key_typed`` tells of a key before it does anything: once the page stands there and has the focus, Qt
    hands the key to it, as a shortcut or as what was typed.
    """

    key_typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("role", "title")
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setContentsMargins(theme().px(20), theme().px(14), theme().px(20), 0)

    def show_title(self, title: str) -> None:
        """Name the page that is coming."""
        self.setText(title)
        self.setAccessibleName(title)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self._hear(event)
        return super().event(event)

    def _hear(self, event: QKeyEvent) -> None:
        if event.key() not in _MODIFIERS and not self._of_the_window(event):
            self.key_typed.emit()

    def _of_the_window(self, event: QKeyEvent) -> bool:
        """Whether a key does the same on every page, such as going to another one."""
        pressed = QKeySequence(event.keyCombination())
        return any(pressed in action.shortcuts() for action in self.window().actions())
