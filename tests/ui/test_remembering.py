"""A data folder that cannot be written: the school's file is opened, filled, saved and closed all the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.paths import Paths, program_folder
from app.services.recent import RecentFiles
from app.storage.workspace import Workspace
from app.ui.main_window import MainWindow, Surroundings
from app.ui.messages import MessageDialog
from app.ui.settings import SettingsStore
from app.ui.theme import Theme

from .windows import shown_window


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the window told, dialog by dialog, each answered at once."""
    heard: list[str] = []
    monkeypatch.setattr(MessageDialog, "exec", lambda dialog: heard.append(dialog.message))
    return heard


@pytest.fixture
def window(
    qtbot: QtBot, app_theme: Theme, tmp_path: Path, shipped_rulebook: Rulebook
) -> Iterator[MainWindow]:
    (tmp_path / "file").write_text("where the folder should be")
    paths = Paths(program_folder(), tmp_path / "file" / "data")
    around = Surroundings(paths, shipped_rulebook, SettingsStore(paths.data), RecentFiles(paths.data))
    with shown_window(qtbot, around) as made:
        yield made


def test_a_school_is_opened_filled_and_closed_without_a_place_to_remember_it(
    window: MainWindow, workspace_file: Path, told: list[str], qtbot: QtBot
) -> None:
    assert window.open_file(workspace_file)
    assert window.work is not None and window.work.isVisible() and window.model is not None
    window.model.set_answer("teachers.dual_qualified", Answer(31, typed="31"))
    assert window.close()
    assert window.model is None
    with Workspace.open(workspace_file) as workspace:
        assert workspace.load(workspace.years()[-1]).answers["teachers.dual_qualified"].value == 31
    assert len(told) == 1
    assert "学校文件不受影响" in told[0] and "data" in told[0] and "请" in told[0]
