"""A drawer at the right edge: holds the panel where the window is too narrow for it to stand beside."""

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from app.ui.theme import theme


class Drawer(QFrame):
    """Lies over its parent's right side while open; Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.setProperty("role", "sheet")
        self.setAutoFillBackground(True)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._panel: QWidget | None = None
        self._before: QWidget | None = None
        self._width = 0
        self.hide()

    @property
    def holds_panel(self) -> bool:
        """Whether the panel is in the drawer, open or not."""
        return self._panel is not None

    def take(self, panel: QWidget, width: int) -> None:
        """Put the panel in, closed."""
        self._panel, self._width = panel, width
        self._layout.addWidget(panel)
        panel.show()
        self.hide()

    def release(self) -> None:
        """Let the panel go back to stand beside the page."""
        if self._panel is not None:
            self._layout.removeWidget(self._panel)
            self._panel.setParent(None)
            self._panel = None
        self.hide()

    def toggle(self) -> None:
        """Open or close."""
        if self.isVisible():
            self.shut()
        else:
            self.open()

    def shut(self) -> None:
        """Close; the focus goes back to where it was, if it is in the drawer."""
        focused, before = self.focusWidget(), self._before
        inside = focused is not None and focused.hasFocus()
        self.hide()
        if inside and before is not None and shiboken6.isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self) -> None:
        """Open over the page."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.fit()
        self.show()
        self.raise_()

    def fit(self) -> None:
        """Stand at the right edge, as high as the parent."""
        parent = self._parent
        width = min(self._width, parent.width() - theme().px(48))
        self.setGeometry(parent.width() - width, 0, width, parent.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
            return
        super().keyPressEvent(event)
