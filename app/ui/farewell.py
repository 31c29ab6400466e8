"""Takes away a widget that is no longer needed, piece by piece, so that the window answers in between."""

from collections.abc import Iterable
from time import perf_counter

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.ui import garbage

#: Pieces are deleted until a turn of the window has taken so long.
_TURN_SECONDS = 0.02


class Farewell(QObject):
    """Deletes hidden widgets over several turns; nothing in them moves any more."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pieces: list[QWidget] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    def take(self, whole: QWidget, parts: Iterable[QWidget] = ()) -> None:
        """Hide a widget, stop what it has running, and delete it: first its large parts, then the rest."""
        whole.hide()
        for timer in whole.findChildren(QTimer):
            timer.stop()
        self._pieces += [*parts, whole]
        self._timer.start()

    @property
    def done(self) -> bool:
        """Whether everything that was taken is gone."""
        return not self._pieces

    def _go_on(self) -> None:
        began = perf_counter()
        while self._pieces and perf_counter() - began < _TURN_SECONDS:
            piece = self._pieces.pop(0)
            if shiboken6.isValid(piece):
                shiboken6.delete(piece)
        if not self._pieces:
            self._timer.stop()
            garbage.sweep()
