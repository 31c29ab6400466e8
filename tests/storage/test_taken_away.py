"""A file deleted, moved or replaced while it is open: nothing is said to be saved that nobody would find again."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from app.domain.facts import Answer
from app.errors import (
    FileExistsAlreadyError,
    FileInUseError,
    MissingFileError,
    ReplacedFileError,
    StorageError,
    UnreachableFileError,
)
from app.storage.connection import ROLLBACK, WRITE_AHEAD
from app.storage.workspace import Workspace

from .builders import SAMPLE, YEAR, listing, make, run_sql

FACT = "students.enrolled"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "学校.dabiao"


@pytest.fixture
def opened(path: Path) -> Workspace:
    path.parent.mkdir()
    make(path)
    return Workspace.open(path, who="李晓岚")


def delete(path: Path) -> None:
    path.unlink()


def move(path: Path) -> None:
    path.rename(path.with_name("另名.dabiao"))


def take_folder_away(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


@pytest.mark.parametrize("take", [delete, move, take_folder_away])
def test_saving_in_a_file_that_is_gone_is_refused(
    opened: Workspace, path: Path, take: Callable[[Path], None]
) -> None:
    take(path)
    with pytest.raises(MissingFileError):
        opened.save_answer(YEAR, FACT, Answer(1, typed="1"))
    opened.close()


@pytest.mark.parametrize("local", [True, False])
def test_another_file_in_its_place_is_left_alone(
    path: Path, local: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.writable.on_local_disk", lambda _: local)
    monkeypatch.setattr("app.storage.database.journal_for", lambda _: WRITE_AHEAD if local else ROLLBACK)
    path.parent.mkdir()
    make(path)
    opened = Workspace.open(path, who="李晓岚")
    move(path)
    path.write_bytes(b"another")
    with pytest.raises(UnreachableFileError, match="原处已是另一个文件"):
        opened.save_answer(YEAR, FACT, Answer(1, typed="1"))
    assert path.read_bytes() == b"another"
    opened.close()


@pytest.mark.parametrize("local", [True, False], ids=["local", "stick"])
def test_once_it_is_back_saving_goes_on(path: Path, local: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("database", "writable"):
        monkeypatch.setattr(f"app.storage.{module}.on_local_disk", lambda _: local)
    path.parent.mkdir()
    make(path)
    opened = Workspace.open(path, who="李晓岚")
    move(path)
    with pytest.raises(StorageError):
        opened.save_answer(YEAR, FACT, Answer(1, typed="1"))
    path.with_name("另名.dabiao").rename(path)
    assert opened.lost is not local
    if opened.lost:  # what comes to the place of a stick's file may be another one
        opened.reopen()
    assert opened.save_answer(YEAR, FACT, Answer(1, typed="1"))
    opened.close()
    with Workspace.open(path) as stored:
        assert stored.load(YEAR).answers[FACT].value == 1


def pull_stick(path: Path) -> None:
    """Take the folder away for good: what was open in it stays dead, whatever comes to its place."""
    path.parent.rename(path.parent.with_name("pulled"))


def plug_in(path: Path) -> None:
    """Put the same files there again, as other files of the system."""
    copytree(path.parent.with_name("pulled"), path.parent)


@pytest.fixture(params=[True, False], ids=["local", "stick"])
def taken(path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A file in which one answer is saved, one more was refused, and whose stick is pulled."""
    local = bool(request.param)
    for module in ("database", "writable"):
        monkeypatch.setattr(f"app.storage.{module}.on_local_disk", lambda _: local)
    path.parent.mkdir()
    make(path)
    workspace = Workspace.open(path, who="李晓岚", backups=path.parent.with_name("backups"))
    assert workspace.save_answer(YEAR, FACT, Answer(1, typed="1"))
    pull_stick(path)
    with pytest.raises(MissingFileError):
        workspace.save_answer(YEAR, FACT, Answer(2, typed="2"))
    yield workspace
    workspace.close()


def test_a_stick_that_is_back_is_opened_anew(taken: Workspace, path: Path) -> None:
    plug_in(path)
    with pytest.raises(StorageError):
        taken.save_answer(YEAR, FACT, Answer(2, typed="2"))
    assert taken.lost
    taken.reopen()
    assert not taken.lost
    assert taken.save_answer(YEAR, FACT, Answer(2, typed="2"))
    taken.close()
    with Workspace.open(path) as stored:
        assert stored.load(YEAR).answers[FACT].value == 2
        assert [change.new for change in stored.history(YEAR, FACT)[-2:]] == [
            Answer(1, typed="1"),
            Answer(2, typed="2"),
        ]
    assert not list(path.parent.glob(".*"))


def test_while_it_is_away_opening_anew_says_so_and_can_be_tried_again(path: Path, taken: Workspace) -> None:
    plug_in(path)
    with pytest.raises(StorageError):
        taken.save_answer(YEAR, FACT, Answer(2, typed="2"))
    path.parent.rename(path.parent.with_name("again"))
    for _ in range(2):
        with pytest.raises(MissingFileError):
            taken.reopen()
    path.parent.with_name("again").rename(path.parent)
    taken.reopen()
    assert taken.load(YEAR).answers[FACT].value == 1


def changed_elsewhere(path: Path) -> None:
    with Workspace.open(path) as other:
        other.save_answer(YEAR, FACT, Answer(7, typed="7"))


def an_older_copy(path: Path) -> None:
    run_sql(path, "delete from history where id = (select max(id) from history)")


def another_school(path: Path) -> None:
    for file in path.parent.iterdir():
        file.unlink()
    make(path)


def a_picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG" + bytes(200))


@pytest.mark.parametrize("put", [changed_elsewhere, an_older_copy, another_school, a_picture])
def test_what_is_not_the_file_as_last_saved_is_refused_and_left_alone(
    taken: Workspace, path: Path, put: Callable[[Path], None]
) -> None:
    plug_in(path)
    put(path)
    for side in path.parent.glob(f"*{path.name}?*"):
        side.unlink()
    with pytest.raises(StorageError):
        taken.save_answer(YEAR, FACT, Answer(2, typed="2"))
    before = listing(path.parent)
    for _ in range(2):
        with pytest.raises(ReplacedFileError, match="另存为"):
            taken.reopen()
    assert taken.lost
    assert listing(path.parent) == before


def test_a_save_that_reached_the_disk_though_it_was_called_failed_is_no_other_state(
    path: Path, taken: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(path)
    with pytest.raises(StorageError):
        taken.save_answer(YEAR, FACT, Answer(2, typed="2"))
    taken.reopen()
    in_place = iter([None, UnreachableFileError(path, "读写出错")])

    def look(_: object) -> None:
        if (trouble := next(in_place)) is not None:
            raise trouble

    with monkeypatch.context() as patch:
        patch.setattr("app.storage.writable.WritableStore._require_in_place", look)
        with pytest.raises(UnreachableFileError):
            taken.save_answer(YEAR, FACT, Answer(3, typed="3"))
    assert taken.lost
    taken.reopen()
    assert taken.load(YEAR).answers[FACT].value == 3


#: What a window would still hold: the last saved state and one more answer.
HELD = replace(SAMPLE, answers={**SAMPLE.answers, FACT: Answer(2, typed="2")})


def test_what_cannot_go_back_is_saved_as_a_new_file(taken: Workspace, path: Path, tmp_path: Path) -> None:
    place = tmp_path / "另存.dabiao"
    with taken.save_as(place, HELD) as saved:
        assert saved.path == place
        assert saved.load(YEAR) == HELD
        assert [change.new for change in saved.history(YEAR, FACT)][-1] == Answer(2, typed="2")


def test_without_file_and_backup_the_assessment_alone_is_saved(
    taken: Workspace, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taken, "_backups", tmp_path / "none")
    plug_in(path)
    with pytest.raises(StorageError):
        taken.save_answer(YEAR, FACT, Answer(2, typed="2"))
    in_use = Workspace.open(path, who="王老师")
    with pytest.raises(FileInUseError):
        taken.reopen()
    in_use.close()
    with taken.save_as(tmp_path / "另存.dabiao", HELD) as saved:
        assert saved.load(YEAR) == HELD


def test_a_name_that_is_taken_is_not_written_over(taken: Workspace, path: Path, tmp_path: Path) -> None:
    place = tmp_path / "另存.dabiao"
    place.write_bytes(b"kept")
    with pytest.raises(FileExistsAlreadyError):
        taken.save_as(place, SAMPLE)
    assert place.read_bytes() == b"kept"
