"""Waiting for something without standing still: the window goes on, and what the user does comes after it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEventLoop

#: Keys and clicks stay in their queue, in their order.
_ALL_BUT_THE_USER = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents
_FLAGS = _ALL_BUT_THE_USER | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
_waits = 0


def go_on_while(waiting: Callable[[], bool]) -> None:
    """Let the window go on until something that an event brings about is so."""
    global _waits
    _waits += 1
    try:
        while waiting():
            QCoreApplication.processEvents(_FLAGS)
    finally:
        _waits -= 1


def is_waited() -> bool:
    """Whether something in the window waits in this way: what it will go on with must not be taken from it."""
    return _waits > 0
