"""Taking a widget away piece by piece: nothing of it stays, and nothing in it moves meanwhile."""

import gc
import weakref

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.farewell import Farewell


def pages(number: int) -> tuple[QWidget, list[QWidget]]:
    whole = QWidget()
    column = QVBoxLayout(whole)
    parts: list[QWidget] = [QLabel(str(place), whole) for place in range(number)]
    for part in parts:
        column.addWidget(part)
    return whole, parts


def test_the_parts_and_the_whole_are_gone_in_the_end(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    whole, parts = pages(3)
    farewell = Farewell(host)
    farewell.take(whole, parts)
    assert whole.isHidden()
    qtbot.waitUntil(lambda: farewell.done)
    assert not any(shiboken6.isValid(widget) for widget in (whole, *parts))


def test_a_part_that_went_with_another_is_passed_over(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    whole, parts = pages(2)
    inner = QLabel("内", parts[0])
    farewell = Farewell(host)
    farewell.take(whole, [parts[0], inner])
    qtbot.waitUntil(lambda: farewell.done)
    assert not shiboken6.isValid(whole)


def test_what_was_still_to_be_done_in_it_is_not_done_any_more(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    whole, _ = pages(1)
    done: list[str] = []
    timer = QTimer(whole, singleShot=True, interval=0)
    timer.timeout.connect(lambda: done.append("x"))
    timer.start()
    farewell = Farewell(host)
    farewell.take(whole)
    qtbot.waitUntil(lambda: farewell.done)
    assert not done


def test_what_holds_itself_is_gone_too(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    whole, _ = pages(1)
    circle = Circle()
    watched = weakref.ref(circle)
    del circle
    farewell = Farewell(host)
    gc.disable()
    try:
        farewell.take(whole)
        qtbot.waitUntil(lambda: farewell.done)
        assert watched() is None
    finally:
        gc.enable()


class Circle:
    """Nothing but the collector lets go of it."""

    def __init__(self) -> None:
        self.itself = self
