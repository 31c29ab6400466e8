"""What the start page waits for, and what is loaded while it waits for its user."""

import json
import subprocess
import sys

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.ui.ahead import MODULES, LoadAhead

_LATER = (
    "sqlite_utils",
    "dateutil",
    "app.storage.workspace",
    "app.reports",
    "app.ui.work_area",
    "app.ui.help",
)


def test_the_start_page_waits_for_nothing_that_only_an_open_file_needs() -> None:
    code = "import json, sys, app.ui.application; print(json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = set(json.loads(done.stdout))
    assert "app.ui.start" in loaded
    assert not loaded & set(_LATER)


def test_everything_that_opening_a_file_needs_is_loaded_while_the_start_page_waits(qtbot: QtBot) -> None:
    parent = QObject()
    ahead = LoadAhead(parent)
    qtbot.waitUntil(lambda: not ahead.waiting)
    assert set(MODULES) <= sys.modules.keys()
