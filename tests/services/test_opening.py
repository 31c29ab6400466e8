"""Opening a school file: for writing, for reading where another holds it, and what cannot be opened."""

from pathlib import Path

import pytest

from app.domain.rulebook import Rulebook
from app.errors import MissingFileError
from app.services.inputs import EmptyWorkspaceError
from app.services.opening import open_session
from app.storage.workspace import Workspace
from tests.services.test_years import YEAR


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "学校.dabiao"
    with Workspace.create(path, "李晓岚") as workspace:
        workspace.start_year(YEAR)
    return path


def opened(file: Path, rulebook: Rulebook, told: list[str]) -> bool:
    """Open and close a file; tell whether it was open for reading only."""
    session = open_session(file, rulebook, "王芳", file.parent / "backups", told.append)
    read_only = session.read_only
    session.close()
    return read_only


def test_a_file_is_opened_for_writing_and_nothing_is_told(file: Path, shipped_rulebook: Rulebook) -> None:
    told: list[str] = []
    assert not opened(file, shipped_rulebook, told)
    assert told == []


def test_a_file_that_another_holds_is_opened_for_reading_and_said_so(
    file: Path, shipped_rulebook: Rulebook
) -> None:
    told: list[str] = []
    with Workspace.open(file, who="李晓岚"):
        assert opened(file, shipped_rulebook, told)
    assert len(told) == 1 and "李晓岚" in told[0]


def test_a_file_without_a_school_year_is_refused_and_let_go(
    tmp_path: Path, shipped_rulebook: Rulebook
) -> None:
    empty = tmp_path / "空.dabiao"
    Workspace.create(empty, "李晓岚").close()
    with pytest.raises(EmptyWorkspaceError):
        opened(empty, shipped_rulebook, [])
    with Workspace.open(empty, who="李晓岚") as workspace:
        assert not workspace.read_only


def test_a_file_that_is_not_there_is_told(tmp_path: Path, shipped_rulebook: Rulebook) -> None:
    with pytest.raises(MissingFileError):
        opened(tmp_path / "无.dabiao", shipped_rulebook, [])
