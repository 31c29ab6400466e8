"""A school file is opened: for writing, else for reading where that is not to be had."""

from collections.abc import Callable
from pathlib import Path

from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.errors import FileInUseError, ReadOnlyError
from app.services.inputs import EmptyWorkspaceError
from app.services.session import Session
from app.storage.workspace import Workspace


def open_session(
    path: Path,
    rulebook: Rulebook,
    who: str,
    backups: Path,
    tell: Callable[[str], None],
    year: SchoolYear | None = None,
) -> Session:
    """Open a school year of a file, the last one where ``year`` is not in it, and judge it.

    ``tell`` is told why the file is open for reading only, if it is.

    Raises:
        StorageError: the file cannot be opened at all.
        EmptyWorkspaceError: it holds no school year.
    """
    workspace = _open(path, who, backups, tell)
    try:
        years = workspace.years()
        if not years:
            raise EmptyWorkspaceError(path)
        return session_of_year(workspace, rulebook, year if year in years else years[-1])
    except BaseException:
        workspace.close()
        raise


def session_of_year(workspace: Workspace, rulebook: Rulebook, year: SchoolYear) -> Session:
    """Open a year of an open file and judge it, so that nobody has to wait when it is shown."""
    session = Session(workspace, rulebook, year)
    session.walk.progress(session.evaluation, session.assessment)
    return session


def _open(path: Path, who: str, backups: Path, tell: Callable[[str], None]) -> Workspace:
    try:
        return Workspace.open(path, who=who, backups=backups)
    except (FileInUseError, ReadOnlyError) as error:
        tell(str(error))
        return Workspace.open(path, who=who, read_only=True)
