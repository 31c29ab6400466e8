"""Waiting for something without standing still: the window goes on, and what the user does comes after it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEventLoop

#: Keys and clicks stay in their queue, in their order.
_ALL_BUT_THE_USER = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents
_FLAGS = _ALL_BUT_THE_USER | QEventLoop.ProcessEventsFlag.WaitForMoreEvents


def go_on_while(waiting: Callable[[], bool]) -> None:
    """Let the window go on until something that an event brings about is so."""
    while waiting():
        QCoreApplication.processEvents(_FLAGS)
