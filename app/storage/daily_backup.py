"""The verified copy of each day, taken before the first change; and those taken before much is replaced."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from app.storage.backup import Backup, Draft, back_up, begin_daily, finish
from app.storage.database import Store
from app.storage.records import read_years

#: After a backup failed, saving goes on at once and the next try waits so long.
_NEXT_TRY = timedelta(minutes=15)
Later = Callable[[Callable[[], Backup | None]], object]


class DailyBackup:
    """Copies a workspace before the first change of each day; a failure is reported, and saving goes on.

    Copying is short, verifying the copy is not: ``later``, where there is one, hands that to another thread.
    Nothing of the workspace is needed for it.
    """

    def __init__(
        self,
        path: Path,
        store: Store,
        folder: Path | None,
        clock: Callable[[], datetime],
        last: Backup | None,
    ) -> None:
        self.last = last
        self.later: Later | None = None
        self._path, self._store, self._folder, self._clock = path, store, folder, clock
        self._next: datetime | None = None
        self._begun: Draft | None = None
        self._lock = Lock()

    def before_change(self) -> None:
        """See to it that there is a copy of the file as it stood before the first change of the day."""
        now = self._clock().astimezone()
        if self._folder is None or (self._next and now < self._next):
            return
        with self._store.reading() as db:
            if not read_years(db):
                return
            begun = begin_daily(db, self._path, self._folder, now)
        self._next = _next_midnight(now)
        if isinstance(begun, Backup):
            self._report(begun)
        elif begun is not None:
            self._begun = begun
            (self.later or _at_once)(self.finish)

    def before_replacing(self) -> None:
        """Copy the file and verify the copy at once, whatever was copied that day: much of it is replaced."""
        if self._folder is None:
            return
        self.finish()
        now = self._clock().astimezone()
        with self._store.reading() as db:
            made = back_up(db, self._path, self._folder, now)
        self._next = _next_midnight(now)
        self._report(made)

    def finish(self) -> Backup | None:
        """Verify a copy that waits for it, or see another thread end that; return how the last backup went."""
        with self._lock:
            begun, self._begun = self._begun, None
            if begun is not None:
                self._report(finish(begun))
        return self.last

    def _report(self, made: Backup) -> None:
        self.last = made
        if made.error is not None:
            self._next = made.at + _NEXT_TRY


def _at_once(work: Callable[[], Backup | None]) -> None:
    work()


def _next_midnight(now: datetime) -> datetime:
    tomorrow = now.date() + timedelta(days=1)
    return datetime.combine(tomorrow, datetime.min.time(), tzinfo=now.tzinfo)
