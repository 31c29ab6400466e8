"""A school's figures come in: a file of facts or a workspace becomes an assessment."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.assessment import Assessment
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.errors import AppError, YearError
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


def load_input(path: Path, rulebook: Rulebook, year: SchoolYear | None = None) -> Input:
    """Read FACTS.yaml, or a year of a workspace (which is not changed) with what judges it.

    ``rulebook`` is this computer's; a workspace may keep other editions. ``year`` is the last one unless given.

    Raises:
        DataFileError: the facts have faults.
        YearError: the file does not hold that year.
        StorageError: the workspace cannot be opened.
    """
    if not is_workspace(path):
        from app.catalog.facts_file import read_facts  # with pydantic, for which the window need not wait

        facts = read_facts(path, rulebook)
        if year not in (None, facts.year):
            raise YearError(path, year, exists=False)
        return Input(facts, rulebook)
    from app.storage.workspace import Workspace  # with sqlite_utils, for which the start page need not wait

    with Workspace.open(path, read_only=True) as workspace:
        last = latest_year(workspace)
        if year is not None and year not in workspace.years():
            raise YearError(path, year, exists=False)
        return kept_input(workspace, year or last, rulebook)


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
