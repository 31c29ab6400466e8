"""A file deleted, moved or replaced while it is open: nothing is said to be saved that nobody would find again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.facts import Answer
from app.errors import MissingFileError, StorageError, UnreachableFileError
from app.storage.connection import ROLLBACK, WRITE_AHEAD
from app.storage.workspace import Workspace

from .builders import YEAR, make

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
    monkeypatch.setattr("app.storage.database.on_local_disk", lambda _: local)
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


def test_once_it_is_back_saving_goes_on(opened: Workspace, path: Path) -> None:
    move(path)
    with pytest.raises(StorageError):
        opened.save_answer(YEAR, FACT, Answer(1, typed="1"))
    path.with_name("另名.dabiao").rename(path)
    assert opened.save_answer(YEAR, FACT, Answer(1, typed="1"))
    opened.close()
    with Workspace.open(path) as stored:
        assert stored.load(YEAR).answers[FACT].value == 1
