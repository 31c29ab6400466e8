"""What a run is given before its first window: language, look, input method, and shortcuts that rest while composing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.paths import program_folder
from app.ui.screen_plugin import require_screen_plugin

START = """
import os, sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit
from app.ui.application import _application
from app.ui.settings import Look, SettingsStore
from app.ui.theme import theme

settings = SettingsStore(Path(sys.argv[1]))
settings.change(look=Look.DARK, scale=150)
app = _application(settings)
print(os.environ["QT_IM_MODULE"], theme().dark, theme().scale)
box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
print(box.buttons()[0].text())
field, heard = QLineEdit(), []
shortcut = QShortcut(QKeySequence("Ctrl+J"), field)
shortcut.activated.connect(lambda: heard.append("Ctrl+J"))
field.show()
field.activateWindow()
assert QTest.qWaitForWindowActive(field)
field.setFocus()
for preedit in ("jiaoshi", ""):
    QApplication.sendEvent(field, QInputMethodEvent(preedit, []))
    QTest.keyClick(field, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    print(repr(preedit), heard)
"""


def test_a_run_begins_with_all_that_its_windows_rely_on(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START, str(tmp_path)],
        cwd=program_folder(),
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "QT_IM_MODULE": "fcitx",
            "PYTHONIOENCODING": "utf-8",
        },
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.stdout.splitlines() == ["ibus True 150", "取消", "'jiaoshi' []", "'' ['Ctrl+J']"], done.stderr


@pytest.fixture
def plugins(tmp_path: Path) -> Path:
    """A folder of plugins whose one for X11 cannot be loaded, as where a library is missing."""
    plugin = tmp_path / "platforms" / "libqxcb.so"
    plugin.parent.mkdir()
    plugin.write_bytes(b"\0" * 64)
    return tmp_path


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no X11")
@pytest.mark.parametrize("environment", [{}, {"QT_QPA_PLATFORM": "xcb"}, {"WAYLAND_DISPLAY": ""}])
def test_a_library_that_is_missing_for_the_screen_is_named(
    plugins: Path, environment: dict[str, str]
) -> None:
    with pytest.raises(ImportError, match="libqxcb"):
        require_screen_plugin(environment, plugins)


@pytest.mark.parametrize(
    "environment",
    [{"QT_QPA_PLATFORM": "offscreen"}, {"QT_QPA_PLATFORM": "wayland"}, {"WAYLAND_DISPLAY": "wayland-0"}],
)
def test_what_is_not_asked_for_may_be_missing(plugins: Path, environment: dict[str, str]) -> None:
    require_screen_plugin(environment, plugins)
