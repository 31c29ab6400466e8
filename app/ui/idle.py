"""Work for moments in which nothing else goes on: a little at a time, put off while somebody goes about."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

#: Whoever goes from page to page is not held up by what is made for later.
_HELD_MS = 300


class IdleWork(QObject):
    """Calls ``do_some`` again and again, with pauses between, until it says that nothing is left."""

    def __init__(self, do_some: Callable[[], bool], pause_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._do_some, self._pause = do_some, pause_ms
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Begin after a pause."""
        self._timer.start(self._pause)

    def begin_later(self) -> None:
        """Begin, or go on, when what was asked for is on the screen."""
        self._timer.start(_HELD_MS)

    @property
    def waiting(self) -> bool:
        """Whether it has begun, and something may be left to do."""
        return self._timer.isActive()

    def put_off(self) -> None:
        """Wait a little longer with what is still to be done."""
        if self.waiting:
            self.begin_later()

    def _go_on(self) -> None:
        if self._do_some():
            self.begin()
