"""Where an assessment begins: a new school file, the next year in it, or the invented sample."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.errors import FileExistsAlreadyError, UnreachableFileError, reason_of
from app.paths import Paths
from app.services.inputs import SUFFIX, latest_year
from app.services.library import store_assessment
from app.services.rosters import stored_assessment

if TYPE_CHECKING:
    from app.services.session import Session
    from app.storage.workspace import Workspace

SCHOOL_NAME = "school.name"
SAMPLE = "示例学校.dabiao"
#: Characters that some file system refuses in a name, or that would lead into another folder.
REFUSED = '\\/:*?"<>|'
_TIDY = str.maketrans(dict.fromkeys(REFUSED, "-"))
_LONGEST_NAME = 60


def current_year(today: date | None = None) -> SchoolYear:
    """Return the school year that a day falls into: it begins in September."""
    return SchoolYear.containing(today or date.today())


def next_year(year: SchoolYear) -> SchoolYear:
    """Return the school year after one."""
    return SchoolYear(year.first + 1)


@dataclass(frozen=True, slots=True)
class YearState:
    """A school year of an open file: how far it is in words, and whether it is the one that is shown."""

    year: SchoolYear
    words: str
    shown: bool


def year_states(session: "Session", today: date | None = None) -> tuple[YearState, ...]:
    """Return the years of a session's file, the last one first."""
    archive, present = session.workspace.archive, current_year(today)

    def words(year: SchoolYear) -> str:
        filed = archive.frozen(year)
        if filed is not None:
            return f"已备案 {year.first}-{filed.sequence}"
        return f"统计时点 {year.day.isoformat()} 未到" if year > present else "填报中"

    years = reversed(session.workspace.years())
    return tuple(YearState(year, words(year), year == session.year) for year in years)


def year_to_follow(path: Path) -> SchoolYear:
    """Return the year that ``start_next_year`` would make in a file.

    Raises:
        StorageError: the file cannot be opened.
        EmptyWorkspaceError: it has no year yet.
    """
    from app.storage.workspace import Workspace  # with sqlite_utils, for which the start page need not wait

    with Workspace.open(path, read_only=True) as workspace:
        return next_year(latest_year(workspace))


def add_next_year(workspace: "Workspace", rulebook: Rulebook) -> SchoolYear:
    """Start the year after the last one of an open file, with that year's answers to be confirmed; return it.

    Where a roster's figure judged, that is the answer which is copied, as it stands beside as last year's.

    Raises:
        StorageError: it could not be written; the file is unchanged.
    """
    last = latest_year(workspace)
    year = next_year(last)
    answers = stored_assessment(workspace, last, rulebook).judged_answers
    workspace.start_year(year, copy_from=last, answers=answers)
    return year


def suggested_name(school: str) -> str:
    """Return the file name for a school: 学校名.dabiao, without what file systems refuse."""
    printable = "".join(char for char in school if char.isprintable())
    name = printable.translate(_TIDY).strip(" .")[:_LONGEST_NAME].strip(" .")
    return f"{name or '学校'}{SUFFIX}"


def create_school_file(path: Path, school: str, year: SchoolYear, who: str) -> Path:
    """Make a school file with one empty year that knows the school's name; return its path.

    Raises:
        FileExistsAlreadyError: something stands there already; it is left alone.
        StorageError: the file could not be made; nothing is left behind.
    """
    from app.storage.workspace import Workspace  # with sqlite_utils, for which the start page need not wait

    if path.exists():
        raise FileExistsAlreadyError(path)
    _make_folder(path.parent)
    workspace = Workspace.create(path, who)
    try:
        with workspace:
            workspace.start_year(year)
            if school.strip():
                workspace.save_answer(year, SCHOOL_NAME, Answer(school.strip(), typed=school.strip()))
    except BaseException:
        path.unlink(missing_ok=True)  # it is ours, made a moment ago, and holds nothing
        raise
    return path


def start_next_year(path: Path, who: str, rulebook: Rulebook, backups: Path | None = None) -> SchoolYear:
    """Start the year after the last one in a file, with that year's answers to be confirmed; return it.

    Raises:
        StorageError: the file cannot be opened or written; it is unchanged.
    """
    from app.storage.workspace import Workspace  # with sqlite_utils, for which the start page need not wait

    with Workspace.open(path, who=who, backups=backups) as workspace:
        return add_next_year(workspace, rulebook)


def sample_file(rulebook: Rulebook, paths: Paths) -> Path:
    """Return the sample's file in the data folder, made when it is not there; what was tried in it stays."""
    path = paths.data / "示例" / SAMPLE
    if not path.exists():
        # With pydantic, for which the window need not wait.
        from app.catalog.facts_file import read_facts
        from app.catalog.plan_file import read_plan
        from app.services.sample import FACTS, PLAN

        _make_folder(path.parent)
        assessment = read_facts(paths.samples / FACTS, rulebook)
        assessment = replace(assessment, remedies=read_plan(paths.samples / PLAN, rulebook))
        store_assessment(path, assessment, rulebook)
    return path


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnreachableFileError(folder, reason_of(error)) from error
