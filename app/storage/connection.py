"""Connections to SQLite: how a file is opened, made durable, and how its errors become ours."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import quote

from sqlite_utils import Database

from app.errors import (
    AppError,
    DamagedFileError,
    FileBusyError,
    MissingFileError,
    NoSpaceError,
    ReadOnlyError,
    UnreachableFileError,
    reason_of,
)

#: Seconds to wait for another program's lock inside SQLite.
BUSY_SECONDS = 2


class Journal(NamedTuple):
    """How SQLite keeps a change safe: its journal mode, and how often it waits for the disk."""

    mode: str
    synchronous: str


#: On a disk of this computer: one wait per save.
WRITE_AHEAD = Journal("wal", "full")
#: Everywhere else. After DELETE with FULL a power cut can bring back the journal of the last save and so undo
#: it (docs/storage.md has the measurement): EXTRA also waits for the folder. Windows cannot wait for a folder;
#: there the journal is not deleted but made void, and that is waited for.
ROLLBACK = Journal("persist", "full") if os.name == "nt" else Journal("delete", "extra")


def connect(path: Path, mode: Literal["ro", "rw"]) -> Database:
    """Connect to an existing file; never makes one."""
    connection = sqlite3.connect(_uri(path, mode), uri=True, timeout=BUSY_SECONDS, check_same_thread=False)
    db = Database(connection, execute_plugins=False)
    for pragma in ("foreign_keys=on", "trusted_schema=off", "cell_size_check=on", "temp_store=memory"):
        db.execute(f"PRAGMA {pragma}")
    return db


def _uri(path: Path, mode: str) -> str:
    name = path.absolute().as_posix()
    return (
        "file://"
        + quote(os.fsencode(name if name.startswith("/") else f"/{name}"), safe="/:")
        + f"?mode={mode}"
    )


def use_journal(db: Database, journal: Journal) -> None:
    """Set journal and waiting for a connection."""
    db.execute(f"PRAGMA synchronous={journal.synchronous}")
    db.execute(f"PRAGMA journal_mode={journal.mode}").fetchone()


@contextmanager
def transaction(db: Database) -> Iterator[Database]:
    """Do everything in the block, or nothing; the lock for writing is taken first."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
        db.commit()
    except BaseException:
        db.rollback()
        raise


#: What stands in the place of the file is not the file that was opened.
MOVED = "原处已是另一个文件"


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite and the operating system say about ``path`` into errors with a sentence."""
    try:
        yield
    except sqlite3.Error as error:
        known = _from_sqlite(path, error)
        if known is None:
            raise
        raise known from error
    except OSError as error:
        raise _from_system(path, error) from error


def _from_sqlite(path: Path, error: sqlite3.Error) -> AppError | None:
    """Return our error for SQLite's; None for what can only be a mistake of this program."""
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_DBMOVED:
        return UnreachableFileError(path, MOVED)
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return FileBusyError(path)
        case sqlite3.SQLITE_FULL:
            return NoSpaceError(path)
        case sqlite3.SQLITE_READONLY:
            return ReadOnlyError(path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return DamagedFileError(path)
        case sqlite3.SQLITE_NOMEM:
            return UnreachableFileError(path, "内存不足")
        case sqlite3.SQLITE_TOOBIG:
            return UnreachableFileError(path, "内容过大，文件放不下")
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return UnreachableFileError(path, "读写出错")
        case _:
            return None


def _from_system(path: Path, error: OSError) -> AppError:
    match error.errno:
        case errno.ENOENT:
            return MissingFileError(path)
        case errno.ENOSPC | errno.EDQUOT:
            return NoSpaceError(path)
        case errno.EROFS | errno.EACCES | errno.EPERM:
            return ReadOnlyError(path)
        case _:
            return UnreachableFileError(path, reason_of(error))
