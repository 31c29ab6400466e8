"""Opening a workspace file: checked first, then locked and made durable, or refused unchanged."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from sqlite_utils import Database

from app.errors import FileExistsAlreadyError, ReadOnlyError, UnreachableFileError
from app.storage.connection import (
    MOVED,
    ROLLBACK,
    WRITE_AHEAD,
    Journal,
    connect,
    transaction,
    translated,
    use_journal,
)
from app.storage.filesystem import on_local_disk
from app.storage.inspection import (
    JOURNALS,
    RecoveredCopy,
    check_contents,
    check_header,
    check_length,
    is_settled,
    side_file,
)
from app.storage.lock import FileLock, holder
from app.storage.migrations import is_older, upgrade
from app.storage.placing import move_in
from app.storage.seals import sealed

BeforeUpgrade = Callable[[Database], object]


class Store(Protocol):
    """An open workspace file, for one use at a time from any thread."""

    def reading(self) -> AbstractContextManager[Database]:
        """Give the database for queries."""

    def writing(self) -> AbstractContextManager[Database]:
        """Give the database for changes, all of which happen or none."""

    def close(self) -> None:
        """Let go of the file."""


class WritableStore:
    """A file that this program alone may change, until it is closed."""

    def __init__(self, path: Path, lock: FileLock, db: Database) -> None:
        self._path, self._lock, self._db = path, lock, db
        self._turn = threading.RLock()
        self._file, self._local = path.stat(), on_local_disk(path)

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """Give the database for queries."""
        with self._turn, translated(self._path):
            yield self._db

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """Give the database for changes, all of which happen or none.

        A file that was deleted, moved, or lay on a stick that was taken away goes on taking changes which
        nobody will ever see again: so what was changed counts only if the file still stands in its place.
        """
        with self._turn, translated(self._path):
            self._require_in_place()
            with transaction(self._db):
                yield self._db
            self._require_in_place()

    def _require_in_place(self) -> None:
        present = self._path.stat()
        # Only a disk of this computer numbers its files reliably.
        if self._local and not os.path.samestat(present, self._file):
            raise UnreachableFileError(self._path, MOVED)

    def close(self) -> None:
        """Leave one file behind, without journals and without lock."""
        with self._turn, translated(self._path):
            try:
                _close_settled(self._db, side_file(self._path, "-journal"))
            finally:
                self._lock.release()


def _close_settled(db: Database, leftover: Path | None = None) -> None:
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


class ReadOnlyStore:
    """A file that is only looked at; a connection per look, so that nothing keeps a writer from closing."""

    def __init__(self, path: Path, place: Path, copy: RecoveredCopy | None = None) -> None:
        self._path, self._place, self._copy = path, place, copy
        self._turn = threading.RLock()

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """Give the database for queries."""
        with self._turn, translated(self._path):
            db = connect(self._place, "ro")
            try:
                yield db
            finally:
                db.close()

    def writing(self) -> AbstractContextManager[Database]:
        """Refuse."""
        raise ReadOnlyError(self._path)

    def close(self) -> None:
        """Delete the private copy, if there was one."""
        if self._copy is not None:
            self._copy.remove()


def create_file(path: Path, meta: dict[str, str]) -> None:
    """Make an empty workspace at ``path``; refuses every name that is taken, also by a left-over journal."""
    for taken in (path, *(side_file(path, journal) for journal in JOURNALS)):
        if taken.exists() or taken.is_symlink():
            raise FileExistsAlreadyError(taken)
    draft = path.with_name(f".{path.name}.{uuid4().hex[:8]}.new")
    with translated(path):
        draft.touch(exist_ok=False)
        try:
            _build(draft, meta)
            move_in(draft, path)
        finally:
            draft.unlink(missing_ok=True)


def _build(draft: Path, meta: dict[str, str]) -> None:
    db = connect(draft, "rw")
    try:
        upgrade(db)
        with transaction(db):
            rows = [sealed("meta", {"key": key, "value": value}) for key, value in meta.items()]
            db.table("meta").insert_all(rows)
    finally:
        db.close()


def open_for_reading(path: Path) -> ReadOnlyStore:
    """Open a file without changing it or leaving anything beside it."""
    check_header(path)
    with translated(path):
        if holder(path) is None:
            if not is_settled(path):
                return _open_copy(path)
            check_length(path)
    db = connect_checked(path, path)
    try:
        older = is_older(db)
    finally:
        db.close()
    return _open_copy(path) if older else ReadOnlyStore(path, path)


def _open_copy(path: Path) -> ReadOnlyStore:
    copy = RecoveredCopy(path)
    try:
        db = connect_checked(copy.path, path, "rw")
        try:
            if is_older(db):
                upgrade(db)
        finally:
            db.close()
    except BaseException:
        copy.remove()
        raise
    return ReadOnlyStore(path, copy.path, copy)


def open_for_writing(
    path: Path, who: str, now: datetime, journal: Journal | None, before_upgrade: BeforeUpgrade
) -> WritableStore:
    """Check, lock, upgrade and open a file; whatever is refused stays as it was."""
    check_header(path)
    with translated(path):
        lock = FileLock(path, who, now)
        try:
            _check_unopened(path)
            db = connect(path, "rw")
            try:
                _make_ready(db, journal or journal_for(path), before_upgrade)
            except BaseException:
                _close_settled(db)
                raise
        except BaseException:
            lock.release()
            raise
    return WritableStore(path, lock, db)


def _check_unopened(path: Path) -> None:
    """Check the contents before SQLite may write: a dead program's file by way of a copy."""
    if is_settled(path):
        check_length(path)
        connect_checked(path, path).close()
        return
    copy = RecoveredCopy(path)
    try:
        connect_checked(copy.path, path).close()
    finally:
        copy.remove()


def _make_ready(db: Database, journal: Journal, before_upgrade: BeforeUpgrade) -> None:
    with transaction(db):
        pass  # refuses a file that others hold, or that cannot be written, before anything is changed
    if is_older(db):
        before_upgrade(db)
        upgrade(db)
    use_journal(db, journal)


def connect_checked(place: Path, path: Path, mode: str = "ro") -> Database:
    """Connect to ``place`` and check all contents; errors speak of ``path``."""
    db = connect(place, "rw" if mode == "rw" else "ro")
    try:
        check_contents(db, path)
    except BaseException:
        db.close()
        raise
    return db


def journal_for(path: Path) -> Journal:
    """Choose the journal by where the file lies."""
    return WRITE_AHEAD if on_local_disk(path) else ROLLBACK
