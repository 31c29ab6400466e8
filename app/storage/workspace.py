"""The workspace of one school: its assessments by year, saved for good the moment a call returns."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from sqlite_utils import Database

from app import __version__
from app.domain.assessment import Assessment, Choice, Remedy
from app.domain.editions import NOTHING, Keeping, Kept
from app.domain.facts import Answer
from app.domain.roster_count import KeptRoster, Row
from app.domain.roster_summary import Mark
from app.domain.school_year import SchoolYear
from app.errors import DamagedFileError, MissingFileError, UnreachableFileError, YearError
from app.storage.archive import Archive, refuse_frozen, reopening_reason
from app.storage.backup import Backup, back_up, newest_good_backup
from app.storage.connection import Journal
from app.storage.daily_backup import DailyBackup
from app.storage.database import Store, copy_file, create_file, open_for_reading, open_for_writing
from app.storage.editions import read_kept, write_kept
from app.storage.history import Action, Change, Subject, read_changes
from app.storage.lock import holder
from app.storage.records import Recorder, read_assessment, read_meta, read_years
from app.storage.rosters import read_rosters, same_rows, write_mark, write_rows
from app.storage.whole_years import bring_in, bring_to, start

FORMAT = "dabiao-workspace/1"
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


class Workspace:
    """An open workspace file; use ``create`` or ``open``, and ``with`` to have it closed.

    Every method that saves returns only when the change is on the disk, and raises a ``StorageError``
    with nothing changed otherwise. Methods may be called from any thread, one at a time.
    """

    def __init__(
        self,
        path: Path,
        store: Store,
        who: str,
        read_only: bool,
        backups: Path | None,
        clock: Clock,
        upgraded: Backup | None = None,
    ) -> None:
        self.path, self.who, self.read_only = path, who, read_only
        self._store, self._backups, self._clock = store, backups, clock
        #: The copy of each day; who has a window may let it be verified in another thread.
        self.daily = DailyBackup(path, store, None if read_only else backups, clock, upgraded)
        self.archive = Archive(path, store, lambda who: self._recording(who, Action.EDIT))

    @classmethod
    def create(
        cls,
        path: Path,
        who: str,
        *,
        backups: Path | None = None,
        journal: Journal | None = None,
        clock: Clock = utc_now,
    ) -> Self:
        """Make an empty workspace and open it; refuses a name that is taken."""
        meta = {
            "format": FORMAT,
            "program": f"dabiao {__version__}",
            "id": uuid4().hex,
            "created_by": who,
            "created_at": clock().isoformat(timespec="seconds"),
        }
        create_file(_real(path), meta)
        return cls.open(path, who=who, backups=backups, journal=journal, clock=clock)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        who: str = "",
        read_only: bool = False,
        backups: Path | None = None,
        journal: Journal | None = None,
        clock: Clock = utc_now,
    ) -> Self:
        """Open an existing workspace, to write in it as ``who`` or only to look.

        ``backups`` is the folder for verified copies; without it none are made. ``journal`` is chosen by
        where the file lies unless given.
        """
        real = _real(path)
        made: list[Backup] = []

        def before_upgrade(db: Database) -> None:
            if backups is not None:
                made.append(back_up(db, real, backups, clock().astimezone()))

        try:
            if read_only:
                store: Store = open_for_reading(real)
            else:
                store = open_for_writing(real, who, clock(), journal, before_upgrade)
        except DamagedFileError as error:
            copy = newest_good_backup(real, backups) if backups is not None else None
            raise DamagedFileError(error.path, error.detail, copy) from error
        return cls(real, store, who, read_only, backups, clock, made[-1] if made else None)

    @property
    def last_backup(self) -> Backup | None:
        """How the last backup went; None when none was made since the file was opened."""
        return self.daily.last

    @property
    def lost(self) -> bool:
        """Whether the file was taken away while open, so that nothing is saved before ``reopen``."""
        return self._store.lost

    def reopen(self) -> None:
        """Open a file that was taken away anew, if it is back and as it was last saved.

        Raises:
            ReplacedFileError: something else is there; it is left alone.
            StorageError: it is not back yet, or cannot be opened.
        """
        self._store.reopen()

    def save_as(
        self,
        place: Path,
        assessment: Assessment,
        keeping: Keeping = NOTHING,
        rosters: Mapping[str, KeptRoster] | None = None,
    ) -> Self:
        """Make a new file with everything that can still be read of this one, and ``assessment`` as it now stands.

        Where the file itself is out of reach its newest good backup serves, else the assessment alone.
        """
        place = _real(place)
        if not self._copy_contents(place):
            self.create(place, self.who).close()
        saved = self.open(place, who=self.who, backups=self._backups, clock=self._clock)
        try:
            saved.take_over(assessment, keeping, rosters)
        except BaseException:
            saved.close()
            place.unlink(missing_ok=True)  # it is ours, made a moment ago, and holds nothing new
            raise
        return saved

    def _copy_contents(self, place: Path) -> bool:
        try:
            with self._store.remains() as db:
                copy_file(db, place)
            return True
        except (MissingFileError, UnreachableFileError):
            backup = newest_good_backup(self.path, self._backups) if self._backups is not None else None
        if backup is not None:
            with Workspace.open(backup, read_only=True) as kept, kept._store.reading() as db:
                copy_file(db, place)
        return backup is not None

    def take_over(
        self,
        assessment: Assessment,
        keeping: Keeping = NOTHING,
        rosters: Mapping[str, KeptRoster] | None = None,
    ) -> None:
        """Bring a year to an assessment and (if given) its rosters; a year that is not there is imported."""
        year = assessment.year
        if year not in self.years():
            self.import_assessment(assessment, keeping=keeping, rosters=rosters)
            return
        with self._recording(None, Action.EDIT) as (db, recorder):
            bring_to(db, recorder, assessment, keeping, rosters)

    def close(self) -> None:
        """Close the file: one file stays behind, without journals and without lock."""
        self.daily.finish()
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def held_by(self) -> str | None:
        """Who has the file open for writing ("" if unnamed); None when nobody has."""
        return holder(self.path)

    def meta(self) -> Mapping[str, str]:
        """Return what the file says about itself: format, program, id, created_by, created_at."""
        with self._store.reading() as db:
            return read_meta(db)

    def years(self) -> tuple[SchoolYear, ...]:
        """Return the school years that have an assessment, the first one first."""
        with self._store.reading() as db:
            return read_years(db)

    def load(self, year: SchoolYear) -> Assessment:
        """Return one assessment; ``previous`` holds the confirmed answers of the year before."""
        with self._store.reading() as db:
            self._require(db, year)
            return read_assessment(db, year)

    def history(
        self, year: SchoolYear, name: str | None = None, subject: Subject | None = Subject.ANSWER
    ) -> tuple[Change, ...]:
        """Return the changes of a year, oldest first: of one fact, of all, or (subject None) of everything."""
        with self._store.reading() as db:
            return tuple(read_changes(db, year, subject, name))

    def save_answer(
        self, year: SchoolYear, fact: str, answer: Answer, who: str | None = None, why: str | None = None
    ) -> bool:
        """Save one answer; tell whether it differs from what was there."""
        return bool(self.save_answers(year, {fact: answer}, who, why))

    def save_answers(
        self, year: SchoolYear, answers: Mapping[str, Answer], who: str | None = None, why: str | None = None
    ) -> tuple[str, ...]:
        """Save several answers, all or none; return the facts that really changed."""
        with self._changing(year, who, why) as recorder:
            return tuple(fact for fact, answer in answers.items() if recorder.answer(year, fact, answer))

    def save_remedy(
        self, year: SchoolYear, indicator: str, remedy: Remedy, who: str | None = None, why: str | None = None
    ) -> bool:
        """Save what the school writes beside a missed row; tell whether that changes anything."""
        with self._changing(year, who, why) as recorder:
            return recorder.remedy(year, indicator, remedy)

    def save_explanation(self, year: SchoolYear, check: str, text: str, who: str | None = None) -> bool:
        """Save why a figure that a check finds unusual is right; tell whether that changes anything."""
        with self._changing(year, who) as recorder:
            return recorder.explanation(year, check, text)

    def set_date(self, year: SchoolYear, day: date | None, who: str | None = None) -> bool:
        """Set the judgement date (None: today's, each time); tell whether that changes anything."""
        with self._changing(year, who) as recorder:
            return recorder.date(year, day)

    def save_choice(
        self, year: SchoolYear, standard: str, choice: Choice, reason: str, who: str | None = None
    ) -> bool:
        """Put a document in or take it out by hand, which undoes the contrary decision."""
        contrary = Choice.DROP if choice is Choice.ADD else Choice.ADD
        with self._changing(year, who) as recorder:
            undone = recorder.choice(year, standard, contrary, None)
            return recorder.choice(year, standard, choice, reason) or undone

    def clear_choice(self, year: SchoolYear, standard: str, who: str | None = None) -> bool:
        """Let the profile decide again about a document; tell whether that changes anything."""
        with self._changing(year, who) as recorder:
            undone = [recorder.choice(year, standard, choice, None) for choice in Choice]
            return any(undone)

    def kept(self, year: SchoolYear) -> Kept:
        """Return the editions and confirmed values that are kept with an assessment."""
        with self._store.reading() as db:
            self._require(db, year)
            return read_kept(db, year)

    def keep(
        self, year: SchoolYear, keeping: Keeping, who: str | None = None, why: str | None = None
    ) -> bool:
        """Keep editions, confirmed values and the answers that go with them, all or none; tell of any change."""
        with self._recording(who, Action.EDIT, why) as (db, recorder):
            self._require(db, year)
            refuse_frozen(db, year)
            return write_kept(db, recorder, year, keeping)

    def rosters(self, year: SchoolYear) -> Mapping[str, KeptRoster]:
        """Return the rosters of a year by id; those without rows are not kept."""
        with self._store.reading() as db:
            self._require(db, year)
            return read_rosters(db, year)

    def save_roster(
        self,
        year: SchoolYear,
        roster: str,
        rows: Sequence[Row],
        who: str | None = None,
        why: str | None = None,
    ) -> bool:
        """Replace all rows of a roster, whose mark ends; without rows it is taken out. Tell of any change.

        A verified copy of the file is made before.
        """
        with self._store.reading() as db:
            self._require(db, year)
            refuse_frozen(db, year)
            if same_rows(read_rosters(db, year).get(roster), rows):
                return False
        if not self.read_only:
            self.daily.before_replacing()
        with self._recording(who, Action.IMPORT, why) as (db, recorder):
            self._admit(db, recorder, year)
            return write_rows(db, recorder, year, roster, rows)

    def mark_roster(
        self, year: SchoolYear, roster: str, rules_hash: str | None, who: str | None = None
    ) -> bool:
        """Mark a roster complete under the rules of a hash (None takes the mark back); tell of any change."""
        by = self.who if who is None else who
        mark = None if rules_hash is None else Mark(by, self._clock().astimezone().date())
        with self._recording(who, Action.EDIT) as (db, recorder):
            self._admit(db, recorder, year)
            return write_mark(db, recorder, year, roster, mark, rules_hash or "")

    def start_year(
        self,
        year: SchoolYear,
        copy_from: SchoolYear | None = None,
        who: str | None = None,
        answers: Mapping[str, Answer] | None = None,
    ) -> None:
        """Start a school year, empty or with another year's given answers, which are then unconfirmed.

        ``answers`` are what judged in that year, where that is not what is stored with it.
        """
        with self._recording(who, Action.COPY) as (db, recorder):
            self._require_new(db, year)
            if copy_from is not None:
                self._require(db, copy_from)
            start(db, recorder, year, copy_from, answers)

    def import_assessment(
        self,
        assessment: Assessment,
        who: str | None = None,
        keeping: Keeping = NOTHING,
        rosters: Mapping[str, KeptRoster] | None = None,
    ) -> None:
        """Save a whole assessment as a new year; ``previous`` becomes the year before, where it is empty."""
        with self._recording(who, Action.IMPORT) as (db, recorder):
            self._require_new(db, assessment.year)
            bring_in(db, recorder, assessment, keeping, rosters or {})

    @contextmanager
    def _changing(self, year: SchoolYear, who: str | None, why: str | None = None) -> Iterator[Recorder]:
        with self._recording(who, Action.EDIT, why) as (db, recorder):
            self._admit(db, recorder, year)
            yield recorder

    def _admit(self, db: Database, recorder: Recorder, year: SchoolYear) -> None:
        self._require(db, year)
        refuse_frozen(db, year)
        recorder.why = recorder.why or reopening_reason(db, year)

    @contextmanager
    def _recording(
        self, who: str | None, action: Action, why: str | None = None
    ) -> Iterator[tuple[Database, Recorder]]:
        self.daily.before_change()
        with self._store.writing() as db:
            yield db, Recorder(db, self.who if who is None else who, self._clock(), action, why)

    def _require(self, db: Database, year: SchoolYear) -> None:
        if year not in read_years(db):
            raise YearError(self.path, year, exists=False)

    def _require_new(self, db: Database, year: SchoolYear) -> None:
        if year in read_years(db):
            raise YearError(self.path, year, exists=True)


def _real(path: Path) -> Path:
    """Follow links, so that every name of a file leads to the same lock; a circle of links stays as it is."""
    return Path(os.path.realpath(path))
