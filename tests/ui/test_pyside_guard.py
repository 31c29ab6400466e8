import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 500


class Sender(QObject):
    sent = Signal()


def test_calls_of_qt_leave_the_references_to_none_alone(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.setText("先建立一次")
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < CALLS // 10


def test_signals_leave_the_references_to_true_alone(qtbot: QtBot) -> None:
    sender = Sender()
    sender.sent.emit()
    before = sys.getrefcount(True)
    for _ in range(CALLS):
        sender.sent.emit()
    assert abs(sys.getrefcount(True) - before) < CALLS // 10
