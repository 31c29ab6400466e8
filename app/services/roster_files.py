"""Rosters of a closed school file: looked at, imported, marked and removed, each in one go."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.domain.roster import Roster
from app.domain.roster_count import KeptRoster
from app.domain.roster_summary import RosterSummary
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.errors import AppError, YearError
from app.paths import Paths
from app.services.inputs import latest_year
from app.services.library import typist
from app.services.rosters import RosterImport, read_import
from app.services.session import Session
from app.storage.workspace import Workspace


class UnknownRosterError(AppError):
    """No roster has the id or title that was asked for."""

    def __init__(self, name: str, rulebook: Rulebook) -> None:
        known = "、".join(f"{roster.id}（{roster.title}）" for roster in rulebook.rosters)
        super().__init__(f"没有名为“{name}”的花名册。现有：{known}")


class NoRosterError(AppError):
    """A year has no rows of a roster."""

    def __init__(self, path: Path, year: SchoolYear, roster: Roster) -> None:
        super().__init__(f"{path} 的 {year} 学年还没有导入{roster.title}，未作改动。请先导入。")


def named_roster(name: str, rulebook: Rulebook) -> Roster:
    """Return a roster by its id or its title.

    Raises:
        UnknownRosterError: naming those that there are.
    """
    for roster in rulebook.rosters:
        if name in (roster.id, roster.title):
            return roster
    raise UnknownRosterError(name, rulebook)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: how many rows are kept now, what they add up to, and why no backup could be made."""

    year: SchoolYear
    rows: int
    changed: bool
    summary: RosterSummary | None = None
    no_backup: str = ""


@dataclass(frozen=True, slots=True)
class RosterFile:
    """One year of a closed school file; the last one unless ``year`` says which.

    Every act raises a StorageError or FilingError with nothing changed, where it cannot be done.
    """

    path: Path
    rulebook: Rulebook
    paths: Paths
    year: SchoolYear | None = None

    @contextmanager
    def open(self, read_only: bool = False, who: str = "") -> Iterator[Session]:
        """Open the year for as long as the block lasts."""
        backups = self.paths.backups
        by = who or typist()
        with Workspace.open(self.path, who=by, read_only=read_only, backups=backups) as workspace:
            last = latest_year(workspace)
            if self.year is not None and self.year not in workspace.years():
                raise YearError(self.path, self.year, exists=False)
            yield Session(workspace, self.rulebook, self.year or last)

    def preview(self, roster: Roster, sheet: Path) -> tuple[SchoolYear, RosterImport]:
        """Read a sheet and say what importing it would do."""
        with self.open(read_only=True) as session:
            kept = session.kept_rosters.get(roster.id, KeptRoster(roster.id))
            return session.year, read_import(roster, sheet, kept.rows, session.year)

    def take(self, found: RosterImport) -> Done:
        """Keep the rows that were read, in the place of all that were kept."""
        with self.open() as session:
            before = session.kept_rosters.get(found.roster.id)
            session.import_roster(found.roster.id, found.rows)
            return _done(session, found.roster, before)

    def mark(self, roster: Roster, complete: bool, who: str = "") -> Done:
        """Mark a roster complete, or take the mark back.

        Raises:
            NoRosterError: there are no rows of it.
        """
        with self.open(who=who) as session:
            before = self._kept(session, roster)
            session.mark_roster(roster.id, complete)
            return _done(session, roster, before)

    def remove(self, roster: Roster) -> Done:
        """Take a roster out.

        Raises:
            NoRosterError: there are no rows of it.
        """
        with self.open() as session:
            before = self._kept(session, roster)
            session.remove_roster(roster.id)
            return _done(session, roster, before)

    def _kept(self, session: Session, roster: Roster) -> KeptRoster:
        kept = session.kept_rosters.get(roster.id)
        if kept is None:
            raise NoRosterError(self.path, session.year, roster)
        return kept


def _done(session: Session, roster: Roster, before: KeptRoster | None) -> Done:
    after = session.kept_rosters.get(roster.id)
    backup = session.workspace.last_backup
    return Done(
        session.year,
        0 if after is None else len(after.rows),
        after != before,
        next((item for item in session.assessment.rosters if item.id == roster.id), None),
        str(backup.error) if backup is not None and backup.error is not None else "",
    )
