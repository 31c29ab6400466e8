"""Opening a workspace file: checked first, then locked and made durable, or refused unchanged."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from sqlite_utils import Database

from app.errors import FileExistsAlreadyError, ReadOnlyError
from app.storage.connection import (
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
    check_unopened,
    connect_checked,
    is_settled,
    side_file,
)
from app.storage.lock import FileLock, holder
from app.storage.migrations import is_older, upgrade
from app.storage.placing import move_in
from app.storage.seals import sealed
from app.storage.writable import Check, Opened, WritableStore, close_settled

BeforeUpgrade = Callable[[Database], object]


class Store(Protocol):
    """An open workspace file, for one use at a time from any thread."""

    def reading(self) -> AbstractContextManager[Database]:
        """Give the database for queries."""

    def writing(self) -> AbstractContextManager[Database]:
        """Give the database for changes, all of which happen or none."""

    def remains(self) -> AbstractContextManager[Database]:
        """Give what can still be read of the database, also of a file that was taken away."""

    @property
    def lost(self) -> bool:
        """Whether the file was taken away, so that it has to be opened anew."""

    def reopen(self) -> None:
        """Open a file anew that was taken away and is back."""

    def close(self) -> None:
        """Let go of the file."""


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

    def remains(self) -> AbstractContextManager[Database]:
        """Give the database for queries."""
        return self.reading()

    @property
    def lost(self) -> bool:
        """Each look opens the file anew."""
        return False

    def reopen(self) -> None:
        """Do nothing: each look opens the file anew."""

    def close(self) -> None:
        """Delete the private copy, if there was one."""
        if self._copy is not None:
            self._copy.remove()


def create_file(path: Path, meta: dict[str, str]) -> None:
    """Make an empty workspace at ``path``; refuses every name that is taken, also by a left-over journal."""
    _make_in_place(path, lambda draft: _build(draft, meta))


def copy_file(db: Database, path: Path) -> None:
    """Make a workspace at ``path`` with everything that an open one holds; refuses every name that is taken.

    Raises:
        UnreachableFileError: the open one cannot be read.
    """
    _make_in_place(path, lambda draft: _copy(db, draft))


def _make_in_place(path: Path, build: Callable[[Path], None]) -> None:
    for taken in (path, *(side_file(path, journal) for journal in JOURNALS)):
        if taken.exists() or taken.is_symlink():
            raise FileExistsAlreadyError(taken)
    draft = path.with_name(f".{path.name}.{uuid4().hex[:8]}.new")
    with translated(path):
        draft.touch(exist_ok=False)
        try:
            build(draft)
            move_in(draft, path)
        finally:
            draft.unlink(missing_ok=True)


def _copy(db: Database, draft: Path) -> None:
    copy = connect(draft, "rw")
    try:
        db.conn.backup(copy.conn)
        copy.execute("PRAGMA journal_mode=delete").fetchone()
        check_contents(copy, draft)
    finally:
        copy.close()


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

    def open_file(check: Check = _accept) -> Opened:
        with translated(path):
            return _open_locked(path, FileLock(path, who, now), journal, before_upgrade, check)

    check_header(path)
    return WritableStore(path, open_file(), open_file)


def _open_locked(
    path: Path, lock: FileLock, journal: Journal | None, before_upgrade: BeforeUpgrade, check: Check
) -> Opened:
    try:
        check_unopened(path, check)
        db = connect(path, "rw")
        try:
            _make_ready(db, journal or journal_for(path), before_upgrade)
        except BaseException:
            close_settled(db)
            raise
    except BaseException:
        lock.release()
        raise
    return Opened(lock, db)


def _accept(_: Database) -> None:
    """Any intact workspace will do."""


def _make_ready(db: Database, journal: Journal, before_upgrade: BeforeUpgrade) -> None:
    with transaction(db):
        pass  # refuses a file that others hold, or that cannot be written, before anything is changed
    if is_older(db):
        before_upgrade(db)
        upgrade(db)
    use_journal(db, journal)


def journal_for(path: Path) -> Journal:
    """Choose the journal by where the file lies."""
    return WRITE_AHEAD if on_local_disk(path) else ROLLBACK
