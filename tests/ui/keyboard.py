"""A person at the keyboard: keys go to whatever has the focus, Chinese comes through the input method."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.ui.pages.coming import ComingPage

Key, Modifier = Qt.Key, Qt.KeyboardModifier
_MOST_TABS = 120


class Person:
    """Presses keys. Nothing here calls a method of the program: what has the focus gets the keys."""

    def __init__(self, qtbot: QtBot) -> None:
        self._bot = qtbot

    @property
    def at(self) -> QWidget:
        """What gets the keys now."""
        widget = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
        assert widget is not None, "no window has the keyboard"
        return widget

    @property
    def name(self) -> str:
        """What a screen reader says of the control with the focus."""
        return self.at.accessibleName()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier, times: int = 1) -> None:
        for _ in range(times):
            self._bot.keyClick(self.at, key, modifier)

    def control(self, key: Qt.Key) -> None:
        """Press a key with Ctrl; a page that it asks for is waited for."""
        self.press(key, Modifier.ControlModifier)
        self._bot.waitUntil(lambda: not isinstance(QApplication.focusWidget(), ComingPage))

    def enter(self, times: int = 1) -> None:
        self.press(Key.Key_Return, times=times)

    def type(self, text: str) -> None:
        """Type a text: ASCII by keys, all else committed by the input method after a moment of composing."""
        for run, is_ascii in _runs(text):
            if is_ascii:
                self._bot.keyClicks(self.at, run)
            else:
                self._compose(run)

    def _compose(self, text: str) -> None:
        QApplication.sendEvent(self.at, QInputMethodEvent("pinyin", []))
        commit = QInputMethodEvent()
        commit.setCommitString(text)
        QApplication.sendEvent(self.at, commit)

    def tab_to(self, name: str) -> None:
        """Press Tab until the control of this name has the focus."""
        passed = []
        for _ in range(_MOST_TABS):
            if self.name.startswith(name):
                return
            passed.append(self.name or type(self.at).__name__)
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab never reached {name}: {passed}")

    def choose(self, word: str) -> None:
        """Open the list of the field with the focus and take a word of it."""
        box = self.at
        assert isinstance(box, QComboBox), self.name
        place = box.findText(word)
        assert place >= 0, f"{word} is not in the list of {self.name}"
        self.press(Key.Key_Space)
        self._bot.waitUntil(box.view().isVisible)
        view = box.view()
        self._bot.keyClick(view, Key.Key_Home)
        for _ in range(place):
            self._bot.keyClick(view, Key.Key_Down)
        self._bot.keyClick(view, Key.Key_Return)
        self._bot.waitUntil(lambda: not view.isVisible())
        self._activate(box.window())
        assert box.currentText() == word

    def in_dialog(self, opening: Callable[[], None], inside: Callable[[], None]) -> None:
        """Do something that opens a dialog which waits, and act in it; it must be closed when all is done."""
        failures: list[BaseException] = []

        def act() -> None:
            dialog = QApplication.activeModalWidget()
            try:
                assert isinstance(dialog, QDialog), "no dialog opened"
                self._bot.waitUntil(dialog.isActiveWindow)
                inside()
            except BaseException as error:
                failures.append(error)
            if isinstance(dialog, QDialog) and dialog.isVisible():
                failures.append(AssertionError("the dialog is still open"))
                dialog.reject()

        window = QApplication.activeWindow()
        QTimer.singleShot(50, act)
        opening()
        if failures:
            raise failures[0]
        if window is not None:
            self._activate(window)

    def _activate(self, window: QWidget) -> None:
        """Give the keyboard back to a window, as every window manager does once a dialog or list is gone."""
        window.activateWindow()
        self._bot.waitUntil(window.isActiveWindow)


def _runs(text: str) -> list[tuple[str, bool]]:
    runs: list[tuple[str, bool]] = []
    for char in text:
        if runs and runs[-1][1] == char.isascii():
            runs[-1] = (runs[-1][0] + char, char.isascii())
        else:
            runs.append((char, char.isascii()))
    return runs
