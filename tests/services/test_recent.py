from datetime import datetime
from pathlib import Path

import pytest

from app.domain.rulebook import Rulebook
from app.errors import FileExistsAlreadyError, StorageError, UnreachableFileError
from app.paths import Paths
from app.services.progress import Figures
from app.services.recent import (
    RecentFile,
    RecentFiles,
    backup_state,
    figures_of,
    restore,
    write_text,
)
from app.services.session import Session
from app.services.years import sample_file
from app.storage.workspace import Workspace

NOON = datetime(2026, 11, 20, 12, 0)


def entry(path: Path, school: str = "枇杷山职高") -> RecentFile:
    return RecentFile(path, school, "2026-2027", Figures(75, 78, 1, 0, 39, 47), NOON, "李晓岚")


def test_the_file_used_last_comes_first_and_is_listed_once(tmp_path: Path) -> None:
    recent = RecentFiles(tmp_path)
    for name in ("甲", "乙", "甲"):
        recent.remember(entry(tmp_path / f"{name}.dabiao", name))
    assert [item.school for item in recent.entries()] == ["甲", "乙"]


def test_everything_about_a_file_is_there_in_the_next_run(tmp_path: Path) -> None:
    RecentFiles(tmp_path).remember(entry(tmp_path / "a.dabiao"))
    assert RecentFiles(tmp_path).entries() == (entry(tmp_path / "a.dabiao"),)


def test_a_missing_file_stays_listed_and_says_so(tmp_path: Path) -> None:
    recent = RecentFiles(tmp_path)
    recent.remember(entry(tmp_path / "U盘" / "a.dabiao"))
    assert [item.found for item in recent.entries()] == [False]
    (tmp_path / "U盘").mkdir()
    (tmp_path / "U盘" / "a.dabiao").touch()
    assert [item.found for item in recent.entries()] == [True]


def test_forgetting_a_file_leaves_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.dabiao"
    file.touch()
    recent = RecentFiles(tmp_path)
    recent.remember(entry(file))
    recent.forget(file)
    assert recent.entries() == () and file.exists()


@pytest.mark.parametrize("text", ["", "{", "[1, {}]", '{"a": 1}', '[{"path": "x", "figures": 3}]', "\0"])
def test_a_broken_list_is_an_empty_list(tmp_path: Path, text: str) -> None:
    (tmp_path / "recent.json").write_text(text, "utf-8")
    assert RecentFiles(tmp_path).entries() == ()


def test_the_list_does_not_grow_for_ever(tmp_path: Path) -> None:
    recent = RecentFiles(tmp_path)
    for number in range(20):
        recent.remember(entry(tmp_path / f"{number}.dabiao"))
    assert len(recent.entries()) == 12


def test_the_figures_of_the_sample_are_counted_apart(
    shipped: Paths, shipped_rulebook: Rulebook, tmp_path: Path
) -> None:
    path = sample_file(shipped_rulebook, Paths(shipped.program, tmp_path))
    with Workspace.open(path, who="李晓岚") as workspace:
        session = Session.open_latest(workspace, shipped_rulebook)
        figures = figures_of(session)
        assert 0 < figures.filled < figures.asked and 0 < figures.met < figures.judged
        assert figures.logic == 0
        RecentFiles(tmp_path).remember_session(session, NOON)
    [remembered] = RecentFiles(tmp_path).entries()
    assert remembered.school == "渝中区枇杷山职业高级中学" and remembered.year == "2026-2027"
    assert remembered.figures == figures and remembered.who == "李晓岚" and remembered.path == path


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(StorageError):
        write_text(tmp_path / "folder", "text")
    assert [item.name for item in tmp_path.iterdir()] == ["folder"]


def backup(folder: Path) -> Path:
    folder.mkdir()
    place = folder / "学校-0123abcd-20261120-120000.dabiao"
    Workspace.create(place, "李晓岚").close()
    return place


def test_the_state_of_backups_is_the_newest_and_how_many(tmp_path: Path) -> None:
    assert backup_state(tmp_path / "none").count == 0
    place = backup(tmp_path / "backups")
    state = backup_state(place.parent)
    assert state.count == 1 and state.newest == datetime.fromtimestamp(place.stat().st_mtime)


def test_a_restored_backup_is_a_copy_under_a_free_name(tmp_path: Path) -> None:
    place = backup(tmp_path / "backups")
    target = restore(place, tmp_path / "学校.dabiao")
    assert target.read_bytes() == place.read_bytes()
    with pytest.raises(FileExistsAlreadyError):
        restore(place, target)


def test_a_damaged_backup_is_not_restored(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.dabiao"
    damaged.write_text("nothing")
    with pytest.raises(StorageError):
        restore(damaged, tmp_path / "学校.dabiao")
    assert sorted(item.name for item in tmp_path.iterdir()) == ["damaged.dabiao"]


@pytest.mark.parametrize("deep", [False, True])
def test_a_data_folder_that_is_a_file_is_told_in_words(tmp_path: Path, deep: bool) -> None:
    (tmp_path / "data").write_text("")
    folder = tmp_path / "data" / "deeper" if deep else tmp_path / "data"
    with pytest.raises(UnreachableFileError, match="不是文件夹" if deep else "已有同名的文件"):
        write_text(folder / "recent.json", "text")
