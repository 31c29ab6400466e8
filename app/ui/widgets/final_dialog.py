"""A dialog that is filled in before an act that cannot be taken back."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QDialog


class FinalDialog(QDialog):
    """Enter goes on to the next field and presses only the button that has the keyboard: nothing by accident."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        at = self.focusWidget()
        if isinstance(at, QAbstractButton):
            at.click()
        else:
            self.focusNextChild()
