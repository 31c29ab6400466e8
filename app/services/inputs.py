"""A school's figures come in: a file of facts or a workspace becomes an assessment."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.assessment import Assessment
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.errors import AppError
from app.paths import open_to_read
from app.services.editions import Input, kept_input

if TYPE_CHECKING:
    from app.storage.workspace import Workspace

SUFFIX = ".dabiao"
_SQLITE = b"SQLite format 3\x00"


class EmptyWorkspaceError(AppError):
    """A workspace without any school year."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} 中还没有任何学年的数据。请先新建学年并填报。")


def load_input(path: Path, rulebook: Rulebook) -> Input:
    """Read FACTS.yaml, or the latest year of a workspace (which is not changed) with what judges it.

    ``rulebook`` is this computer's; a workspace may keep other editions.

    Raises:
        DataFileError: the facts have faults.
        StorageError: the workspace cannot be opened.
    """
    if not is_workspace(path):
        from app.catalog.facts_file import read_facts  # with pydantic, for which the window need not wait

        return Input(read_facts(path, rulebook), rulebook)
    from app.storage.workspace import Workspace  # with sqlite_utils, for which the start page need not wait

    with Workspace.open(path, read_only=True) as workspace:
        return kept_input(workspace, latest_year(workspace), rulebook)


def latest_year(workspace: "Workspace") -> SchoolYear:
    """Return the last school year of a workspace.

    Raises:
        EmptyWorkspaceError: it has none.
    """
    years = workspace.years()
    if not years:
        raise EmptyWorkspaceError(workspace.path)
    return years[-1]


def is_workspace(path: Path) -> bool:
    """Tell by name, and by the first bytes, whether a path is meant as a workspace."""
    if path.suffix.lower() == SUFFIX:
        return True
    try:
        with open_to_read(path) as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False  # the reader of facts tells what is wrong with the path


def judgement_date(assessment: Assessment, given: date | None) -> date:
    """Return the date to judge on: the one given, else the assessment's, else today."""
    return given or assessment.date or date.today()
