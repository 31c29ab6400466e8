"""The desktop turns dark at sunset, and the window with it: where that was chosen, and not under an open dialog."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

import app.ui.settings as settings_module
from app.ui.settings import Look, SettingsStore
from app.ui.system_look import SystemLook
from app.ui.theme import Theme


class Desktop:
    """Stands in for a desktop: the offscreen platform has no colours of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.dark = False
        monkeypatch.setattr(
            settings_module, "is_dark", lambda look: self.dark if look is Look.SYSTEM else look is Look.DARK
        )

    def turn_dark(self) -> None:
        self.dark = True
        QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Desktop:
    return Desktop(monkeypatch)


@pytest.fixture
def settings(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path)


@pytest.fixture(autouse=True)
def following(qapp: QApplication, app_theme: Theme, settings: SettingsStore) -> Iterator[None]:
    look = SystemLook(qapp, settings)
    yield
    qapp.styleHints().colorSchemeChanged.disconnect(look.follow)
    look.deleteLater()


def test_the_window_turns_dark_with_the_desktop(desktop: Desktop, app_theme: Theme) -> None:
    desktop.turn_dark()
    assert app_theme.dark


def test_a_look_that_was_chosen_stays(desktop: Desktop, app_theme: Theme, settings: SettingsStore) -> None:
    settings.change(look=Look.LIGHT)
    desktop.turn_dark()
    assert not app_theme.dark


def test_an_open_dialog_is_waited_for(desktop: Desktop, app_theme: Theme, qtbot: QtBot) -> None:
    dialog = QDialog()
    dialog.setModal(True)
    qtbot.addWidget(dialog)
    dialog.show()
    desktop.turn_dark()
    qtbot.wait(700)
    assert not app_theme.dark
    dialog.close()
    qtbot.waitUntil(lambda: app_theme.dark)
