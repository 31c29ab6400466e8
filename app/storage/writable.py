"""A workspace file open for writing: what counts as saved, and what to do when it was taken away."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from app.errors import (
    MissingFileError,
    NotAWorkspaceError,
    ReplacedFileError,
    StorageError,
    UnreachableFileError,
)
from app.storage.connection import MOVED, transaction, translated
from app.storage.filesystem import on_local_disk
from app.storage.history import read_mark
from app.storage.inspection import check_header, check_unopened, side_file
from app.storage.lock import FileLock

#: Dead connections that are never closed, each to a file of a local disk.
_ABANDONED: list[Database] = []

#: Looks at a checked file before it is opened for writing; raises where it will not do.
Check = Callable[[Database], object]


class Opened(NamedTuple):
    """What holding a file for writing takes."""

    lock: FileLock
    db: Database


class WritableStore:
    """A file that this program alone may change, until it is closed.

    A stick that is pulled leaves a connection that never comes alive again, wherever the stick is put
    back: the store is then ``lost`` until ``reopen`` finds the same file, as it was last saved.
    """

    def __init__(self, path: Path, opened: Opened, open_file: Callable[[Check], Opened]) -> None:
        self._path, self._open_file = path, open_file
        self._lock, self._db = opened
        self._turn = threading.RLock()
        self._file, self._local = path.stat(), on_local_disk(path)
        # A save that failed half-way may have reached the disk or not: the file may stand at either mark.
        self._saved = self._attempted = read_mark(self._db)
        self._trouble: StorageError | None = None
        self._refused: tuple[int, int, int] | None = None
        self._closed = self._let_go = False

    @property
    def lost(self) -> bool:
        """Whether the file was taken away, so that it has to be opened anew."""
        return self._trouble is not None

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """Give the database for queries."""
        with self._turn, self._noticing():
            yield self._db

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """Give the database for changes, all of which happen or none.

        A file that was deleted, moved, or lay on a stick that was taken away goes on taking changes which
        nobody will ever see again: so what was changed counts only if the file still stands in its place.
        """
        with self._turn, self._noticing():
            self._require_in_place()
            with transaction(self._db):
                yield self._db
                self._attempted = read_mark(self._db)
            self._require_in_place()
            self._saved = self._attempted

    @contextmanager
    def remains(self) -> Iterator[Database]:
        """Give what can still be read, also of a file that was taken away: one that was only moved is all there."""
        with self._turn, translated(self._path):
            if self._trouble is not None and self._let_go:
                raise UnreachableFileError(self._path)
            yield self._db

    @contextmanager
    def _noticing(self) -> Iterator[None]:
        if self._trouble is not None:
            raise self._trouble.with_traceback(None)
        try:
            with translated(self._path):
                yield
        except UnreachableFileError as error:
            self._trouble = error
            raise
        except MissingFileError as error:
            if not self._local:  # a file of this computer that comes back is the one that is open
                self._trouble = error
            raise

    def _require_in_place(self) -> None:
        present = self._path.stat()
        # Only a disk of this computer numbers its files reliably.
        if self._local and not os.path.samestat(present, self._file):
            raise UnreachableFileError(self._path, MOVED)

    def reopen(self) -> None:
        """Open the file anew after it was taken away.

        Raises:
            ReplacedFileError: what is there now is not the file as it was last saved; it is left alone.
            StorageError: it is not back yet, or cannot be opened.
        """
        with self._turn, translated(self._path):
            if self._trouble is None or self._closed:
                return
            present = _stamp(self._path)
            if present == self._refused:
                raise self._trouble.with_traceback(None)
            try:
                self._reopen()
            except StorageError as error:
                self._trouble = error
                self._refused = present if isinstance(error, ReplacedFileError) else None
                raise

    def _reopen(self) -> None:
        try:
            check_header(self._path)
        except NotAWorkspaceError as error:
            raise ReplacedFileError(self._path, MOVED) from error
        check_unopened(self._path, self._require_same)
        self._abandon()
        self._lock.release()
        self._lock, self._db = self._open_file(self._require_same)
        self._file, self._local = self._path.stat(), on_local_disk(self._path)
        self._saved = self._attempted = read_mark(self._db)
        self._trouble, self._let_go = None, False

    def _require_same(self, db: Database) -> None:
        found = read_mark(db)
        if found.workspace != self._saved.workspace:
            raise ReplacedFileError(self._path, MOVED)
        if found not in (self._saved, self._attempted):
            raise ReplacedFileError(self._path, "原处的文件与最后一次保存时不同")

    def _abandon(self) -> None:
        """Let go of the dead connection; what lies in its place now may be another file."""
        self._let_go = True
        if self._local:
            # Closing has SQLite delete the -wal of that name, if only the number of the file is the same.
            _ABANDONED.append(self._db)
        else:
            self._db.close()

    def close(self) -> None:
        """Leave one file behind, without journals and without lock."""
        with self._turn, translated(self._path):
            if self._closed:
                return
            self._closed = True
            try:
                if self.lost:
                    self._abandon()
                else:
                    close_settled(self._db, side_file(self._path, "-journal"))
            finally:
                self._lock.release()


def _stamp(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


def close_settled(db: Database, leftover: Path | None = None) -> None:
    """Close a connection with everything brought into the one file."""
    try:
        # Fails while someone reads, or when the disk is gone. All answers are safe in the journal even
        # then, and the next opening takes them over.
        with suppress(sqlite3.OperationalError):
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            db.execute("PRAGMA journal_mode=delete").fetchone()
            if leftover is not None and leftover.exists():
                _sweep_journal(db)
    finally:
        db.close()


def _sweep_journal(db: Database) -> None:
    """Have SQLite delete the empty journal of a program that died before it wrote anything into it.

    SQLite leaves such a file alone until the next change: so make one that changes nothing.
    """
    version = db.execute("PRAGMA user_version").fetchone()[0]
    db.execute(f"PRAGMA user_version={version}")
