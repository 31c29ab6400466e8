"""Backups: verified copies without evidence files, a few recent ones and one per month."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from app.errors import AppError, DamagedFileError, FileExistsAlreadyError, StorageError
from app.storage.connection import connect, transaction, translated
from app.storage.inspection import SUFFIX, check_header, connect_checked
from app.storage.placing import move_in
from app.storage.records import read_meta

#: Left out of copies: evidence files are large, never change and lie beside the school's originals.
_LEFT_OUT = "evidence_blobs"
_RECENT = 10
_NAME = re.compile(r"(?P<stem>.+)-(?P<id>[0-9a-f]{8})-(?P<at>[0-9]{8}-[0-9]{6})(?:-[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Backup:
    """How the last backup went: the verified copy, or the error that prevented it."""

    at: datetime
    path: Path | None = None
    error: AppError | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A copy that is not verified yet: whose it is, and how many rows each table must have."""

    path: Path
    ident: str
    folder: Path
    at: datetime
    counts: Mapping[str, int]

    @property
    def file(self) -> Path:
        """Where it lies; one left by a killed program is used again."""
        return self.folder / f".{self.path.stem}-{self.ident}.part"


def back_up(db: Database, path: Path, folder: Path, now: datetime) -> Backup:
    """Copy an open workspace into ``folder``, verify the copy, and drop old ones; never raises."""
    begun = _begin(db, path, folder, now)
    return begun if isinstance(begun, Backup) else finish(begun)


def begin_daily(db: Database, path: Path, folder: Path, now: datetime) -> Draft | Backup | None:
    """Copy an open workspace for ``finish``, unless a copy was made on the same day; never raises."""
    try:
        with translated(folder):
            copies = list(_copies(path, folder, identity(db)))
    except AppError as error:
        return Backup(now, error=error)
    if any(found["at"].startswith(f"{now:%Y%m%d}-") for _, found in copies):
        return None
    return _begin(db, path, folder, now)


def finish(draft: Draft) -> Backup:
    """Verify a copy, give it its name, and drop old ones; the workspace is not needed. Never raises."""
    try:
        with translated(draft.folder):
            return Backup(draft.at, path=_finish(draft))
    except AppError as error:
        return Backup(draft.at, error=error)


def newest_good_backup(path: Path, folder: Path) -> Path | None:
    """Return the newest intact copy of the workspace ``path``, which itself may be unreadable."""
    copies = sorted(_copies(path, folder), key=lambda copy: copy[1]["at"], reverse=True)
    with suppress(OSError):
        # A damaged file mostly still shows whose it is: there may be another school's of the same name.
        contents = path.read_bytes()
        copies = [copy for copy in copies if copy[1]["id"].encode() in contents] or copies
    return next((copy for copy, _ in copies if is_intact(copy)), None)


def is_intact(path: Path) -> bool:
    """Whether a file opens as a workspace with all its contents."""
    try:
        check_header(path)
        connect_checked(path, path).close()
    except StorageError:
        return False
    return True


def identity(db: Database) -> str:
    """Return the eight characters that tell a workspace from others of the same name."""
    return read_meta(db).get("id", "")[:8]


def _begin(db: Database, path: Path, folder: Path, now: datetime) -> Draft | Backup:
    try:
        with translated(folder):
            draft = Draft(path, identity(db), folder, now, {})
            return replace(draft, counts=_copy(db, draft.file))
    except AppError as error:
        return Backup(now, error=error)


def _copy(db: Database, file: Path) -> dict[str, int]:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        file.write_bytes(b"")
        return _copy_tables(db, file)
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def _finish(draft: Draft) -> Path:
    try:
        _verify(draft.file, draft.counts)
        name = f"{draft.path.stem}-{draft.ident}-{draft.at:%Y%m%d-%H%M%S}{SUFFIX}"
        place = _move_to_free_name(draft.file, draft.folder / name)
    finally:
        draft.file.unlink(missing_ok=True)
    _prune(_copies(draft.path, draft.folder, draft.ident))
    return place


def _copy_tables(db: Database, draft: Path) -> dict[str, int]:
    """Copy definitions and rows of one moment; return how many rows each table must have."""
    # Nothing waits for the disk here: a copy that a power cut breaks has no name yet, and `move_in` waits.
    _copy_definitions(db, draft)
    tables = [name for name in db.table_names() if not name.startswith("sqlite_") and name != _LEFT_OUT]
    db.attach("copy", str(draft))
    try:
        db.execute("PRAGMA copy.synchronous=off")
        with transaction(db):
            db.execute("PRAGMA defer_foreign_keys=on")
            for name in tables:
                db.execute(f"insert into copy.[{name}] select * from main.[{name}]")
            return {name: db.table(name).count for name in tables} | {_LEFT_OUT: 0}
    finally:
        db.execute("DETACH DATABASE copy")


def _copy_definitions(db: Database, draft: Path) -> None:
    copy = connect(draft, "rw")
    try:
        copy.execute("PRAGMA synchronous=off")
        with transaction(copy):
            for pragma in ("application_id", "user_version"):
                copy.execute(f"PRAGMA {pragma} = {db.execute(f'PRAGMA {pragma}').fetchone()[0]}")
            query = (
                "select sql from sqlite_master where sql is not null and name not like 'sqlite!_%' escape '!'"
            )
            for row in db.query(f"{query} order by rowid"):
                copy.execute(row["sql"])
    finally:
        copy.close()


def _verify(copy: Path, counts: Mapping[str, int]) -> None:
    """Reopen a copy, check all of it and count its rows."""
    check_header(copy)
    db = connect_checked(copy, copy)
    try:
        found = {name: db.table(name).count for name in counts}
    finally:
        db.close()
    if found != counts:
        raise DamagedFileError(copy, "备份的行数与原文件不符")


def _move_to_free_name(draft: Path, wanted: Path) -> Path:
    number, place = 1, wanted
    while True:
        try:
            move_in(draft, place)
        except FileExistsAlreadyError:
            number += 1
            place = wanted.with_stem(f"{wanted.stem}-{number}")
        else:
            return place


def _copies(path: Path, folder: Path, ident: str = "") -> Iterator[tuple[Path, re.Match[str]]]:
    """Yield the copies of a workspace in ``folder``, told by name (and by identity, where known)."""
    for file in folder.glob(f"*{SUFFIX}") if folder.is_dir() else ():
        found = _NAME.fullmatch(file.stem)
        if found and found["stem"] == path.stem and found["id"].startswith(ident):
            yield file, found


def _prune(copies: Iterable[tuple[Path, re.Match[str]]]) -> None:
    """Delete all but the most recent copies and the last one of each month."""
    ordered = sorted(copies, key=lambda copy: (copy[1]["at"], copy[0].name))
    last_of_month = {found["at"][:6]: file for file, found in ordered}
    kept = {file for file, _ in ordered[-_RECENT:]} | set(last_of_month.values())
    for file, _ in ordered:
        if file not in kept:
            file.unlink(missing_ok=True)
