"""The file taken away, or the disk full, while somebody types: told once, tried again, asked before closing."""

from pathlib import Path
from shutil import copyfile, copytree

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.facts import Answer
from app.domain.school_year import SchoolYear
from app.storage.workspace import Workspace
from app.ui import file_acts, messages, session_model
from app.ui.main_window import MainWindow

FILE = "学校.dabiao"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was told in dialogs; every question is answered with the verb."""
    said: list[str] = []
    monkeypatch.setattr(messages, "inform", lambda *parts: said.append(str(parts[2])))
    monkeypatch.setattr(messages, "offer", lambda *parts: bool(said.append(str(parts[2]))))
    monkeypatch.setattr(messages, "show_error", lambda _, error: said.append(str(error)))
    monkeypatch.setattr(messages, "ask", lambda *parts, **_: said.append(str(parts[2])) or True)
    monkeypatch.setattr(session_model, "TRY_AGAIN_MS", 50)
    return said


@pytest.fixture
def window(told: list[str], window: MainWindow, workspace_file: Path) -> MainWindow:
    assert window.open_file(workspace_file)
    return window


def type_figure(qtbot: QtBot, window: MainWindow, fact: str, text: str) -> None:
    assert window.work is not None
    window.work.jumps.focus_fact(fact)
    qtbot.keyClicks(QApplication.focusWidget(), text)


def test_trouble_is_told_once_and_saving_goes_on_by_itself(
    qtbot: QtBot, window: MainWindow, workspace_file: Path, told: list[str]
) -> None:
    assert window.model is not None
    away = workspace_file.with_name("另处.dabiao")
    workspace_file.rename(away)
    type_figure(qtbot, window, "teachers.staff", "97")
    with qtbot.waitSignals([window.model.save_failed] * 3, timeout=5000):
        pass
    assert len(told) == 1 and "找不到文件" in told[0]
    with qtbot.waitSignal(window.model.saved, timeout=5000):
        away.rename(workspace_file)
    with Workspace.open(workspace_file, read_only=True) as stored:
        assert stored.load(SchoolYear(2026)).answers["teachers.staff"].value == 97


def test_one_is_asked_before_what_is_not_saved_is_left_and_not_told_again(
    qtbot: QtBot, window: MainWindow, workspace_file: Path, told: list[str]
) -> None:
    workspace_file.unlink()
    type_figure(qtbot, window, "teachers.staff", "97")
    qtbot.waitUntil(lambda: len(told) == 1)
    assert window.close_session()
    assert len(told) == 2
    assert "找不到文件" in told[0]
    assert told[1] == "最近的修改还没有写入文件，仍要关闭吗？"


def test_a_file_given_up_while_it_is_looked_for_is_not_looked_for_again(
    qtbot: QtBot, window: MainWindow, stick: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.session_model.TRY_AGAIN_MS", 50)
    assert window.open_file(stick / FILE)
    stick.rename(stick.with_name("pulled"))
    type_figure(qtbot, window, "teachers.staff", "97")
    assert window.close_session()
    qtbot.wait(300)  # what fails in a slot or a timer fails the test


@pytest.fixture
def stick(workspace_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that is pulled; files on it are not known by their numbers."""
    for module in ("database", "writable"):
        monkeypatch.setattr(f"app.storage.{module}.on_local_disk", lambda _: False)
    folder = workspace_file.parent / "stick"
    folder.mkdir()
    copyfile(workspace_file, folder / FILE)
    return folder


@pytest.mark.parametrize("back_before_typing", [True, False])
def test_a_stick_that_was_pulled_and_is_back_takes_what_was_typed_meanwhile(
    qtbot: QtBot, stick: Path, window: MainWindow, told: list[str], back_before_typing: bool
) -> None:
    assert window.open_file(stick / FILE) and window.model is not None
    pulled = stick.rename(stick.with_name("pulled"))
    if back_before_typing:
        copytree(pulled, stick)
    with qtbot.waitSignal(window.model.reopened, timeout=5000):
        type_figure(qtbot, window, "teachers.staff", "97")
        if not back_before_typing:
            qtbot.waitUntil(lambda: bool(told), timeout=5000)
            assert "找不到文件" in told[0]
            copytree(pulled, stick)
    assert len(told) == (0 if back_before_typing else 1)
    assert "已在原处重新打开，所填内容已保存" in window.status._saved.text()
    with Workspace.open(stick / FILE, read_only=True) as stored:
        assert stored.load(SchoolYear(2026)).answers["teachers.staff"].value == 97


def test_where_another_file_lies_it_is_left_alone_and_one_saves_elsewhere(
    qtbot: QtBot,
    stick: Path,
    window: MainWindow,
    told: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = tmp_path / "另存.dabiao"
    monkeypatch.setattr(messages, "offer", lambda *parts: bool(told.append(str(parts[2]))) or True)
    monkeypatch.setattr(file_acts, "choose_new_file", lambda *_: place)
    assert window.open_file(stick / FILE) and window.model is not None
    pulled = stick.rename(stick.with_name("pulled"))
    copytree(pulled, stick)
    with Workspace.open(stick / FILE) as other:
        other.save_answer(SchoolYear(2026), "teachers.staff", Answer(5, typed="5"))
    before = (stick / FILE).read_bytes()
    type_figure(qtbot, window, "teachers.staff", "97")
    qtbot.waitUntil(place.exists, timeout=5000)
    assert len(told) == 1 and "与最后一次保存时不同" in told[0]
    type_figure(qtbot, window, "teachers.specialist", "41")
    assert window.close_session()
    assert (stick / FILE).read_bytes() == before
    with Workspace.open(place) as stored:
        answers = stored.load(SchoolYear(2026)).answers
        assert (answers["teachers.staff"].value, answers["teachers.specialist"].value) == (97, 41)
    assert len(told) == 1


def test_after_a_crash_it_is_said_above_the_open_school(window: MainWindow) -> None:
    window.show_crash()
    assert window._notice.isVisible()
    assert window._notice.message.startswith("上次程序没有正常退出")
    window._notice.pressed.emit()
    assert not window._notice.isVisible()
