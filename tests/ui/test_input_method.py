from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.input_method import composing, prepare_input_method, watch_composing


@pytest.mark.parametrize("asked", ["fcitx", "fcitx5"])
def test_fcitx_is_reached_through_its_portal(asked: str) -> None:
    environment = {"QT_IM_MODULE": asked}
    prepare_input_method(environment)
    assert environment == {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}


@pytest.mark.parametrize("environment", [{}, {"QT_IM_MODULE": "ibus"}, {"QT_IM_MODULE": "xim"}])
def test_any_other_choice_stands(environment: dict[str, str]) -> None:
    before = dict(environment)
    prepare_input_method(environment)
    assert environment == before


class Window(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.first, self.second, self.heard = QLineEdit(), QLineEdit(), 0
        layout = QVBoxLayout(self)
        layout.addWidget(self.first)
        layout.addWidget(self.second)
        shortcut = QShortcut(QKeySequence("Ctrl+J"), self)
        shortcut.activated.connect(self.hear)

    def hear(self) -> None:
        self.heard += 1


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    watch_composing(qapp)
    made = Window()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.first.setFocus()
    yield made


def compose(field: QLineEdit, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(field, event)


def press(qtbot: QtBot, field: QLineEdit) -> None:
    qtbot.keyClick(field, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)


def test_shortcuts_rest_while_a_word_is_composed(qtbot: QtBot, window: Window) -> None:
    press(qtbot, window.first)
    compose(window.first, "xue'xiao")
    assert composing(window.first) and composing() and not composing(window.second)
    press(qtbot, window.first)
    assert window.heard == 1
    compose(window.first, "", "学校")
    assert not composing() and window.first.text() == "学校"
    press(qtbot, window.first)
    assert window.heard == 2


def test_leaving_a_field_ends_its_composition(window: Window) -> None:
    compose(window.first, "xue")
    window.second.setFocus()
    assert not composing()


def test_a_field_that_vanishes_while_composing_is_forgotten(qtbot: QtBot, window: Window) -> None:
    compose(window.first, "xue")
    window.first.setParent(None)
    window.first.deleteLater()
    QApplication.processEvents()
    window.second.setFocus()
    press(qtbot, window.second)
    assert not composing() and window.heard == 1


def test_there_is_one_watch_for_the_application(qapp: QApplication) -> None:
    assert watch_composing(qapp) is watch_composing(qapp)
