"""The school files opened last on this machine, how far each had come, and the state of their backups."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from app.domain.school_year import SchoolYear
from app.errors import (
    DamagedFileError,
    FileExistsAlreadyError,
    MissingFileError,
    UnreachableFileError,
    reason_of,
)
from app.services.inputs import SUFFIX
from app.services.progress import Figures
from app.services.session import Session
from app.services.writing import discard

_FILE = "recent.json"
_KEPT = 12


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A school file as it stood when it was closed last."""

    path: Path
    school: str
    year: str
    figures: Figures
    when: datetime
    who: str = ""
    read_only: bool = False

    @property
    def found(self) -> bool:
        """Whether the file is where it was; on a stick that is not plugged in it is not."""
        try:
            return self.path.is_file()
        except OSError:
            return False


class RecentFiles:
    """The list, kept in the data folder; the file used last comes first, and missing ones stay listed."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _FILE

    def entries(self) -> tuple[RecentFile, ...]:
        """Return the list; what cannot be read in its file is left out, since it can be made anew."""
        try:
            written = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return ()
        rows = written if isinstance(written, list) else []
        return tuple(entry for row in rows if (entry := _decode(row)) is not None)

    def remember(self, entry: RecentFile) -> None:
        """Put a file first, with how far it has come."""
        entry = replace(entry, path=_absolute(entry.path))
        others = [other for other in self.entries() if other.path != entry.path]
        self._write([entry, *others][:_KEPT])

    def remember_session(self, session: Session, now: datetime | None = None) -> None:
        """Put the file of an open session first."""
        entry = RecentFile(
            path=session.workspace.path,
            school=session.assessment.word("school.name") or session.workspace.path.stem,
            year=str(session.year),
            figures=figures_of(session),
            when=now or datetime.now(),
            who=session.workspace.who,
            read_only=session.read_only,
        )
        self.remember(entry)

    def year_of(self, path: Path) -> SchoolYear | None:
        """Return the school year in which a file was open last; None where that is not known."""
        known = (entry.year for entry in self.entries() if entry.path == _absolute(path))
        return SchoolYear.parse(next(known, ""))

    def forget(self, path: Path) -> None:
        """Take a file off the list; the file itself is not touched."""
        self._write([entry for entry in self.entries() if entry.path != _absolute(path)])

    def _write(self, entries: list[RecentFile]) -> None:
        write_text(
            self._file, json.dumps([_encode(entry) for entry in entries], ensure_ascii=False, indent=1)
        )


def figures_of(session: Session) -> Figures:
    """Count as the walk does at its foot: filled, consistent, met."""
    return session.walk.progress(session.evaluation, session.assessment).total


def write_text(path: Path, text: str) -> None:
    """Write a small file of the program's own so that it is always whole: beside its place, then moved in.

    Raises:
        UnreachableFileError: what stood there before is unchanged.
    """
    draft = path.with_name(f".{path.name}.{uuid4().hex}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise UnreachableFileError(path, reason_of(error)) from error
    finally:
        discard(draft)


@dataclass(frozen=True, slots=True)
class BackupState:
    """When the newest verified copy was made, and how many there are."""

    newest: datetime | None
    count: int


def backup_state(folder: Path) -> BackupState:
    """Look at the backups folder; each copy in it was read back and checked when it was made."""
    times = [made for made, _ in backups(folder)]
    return BackupState(max(times, default=None), len(times))


def backups(folder: Path) -> Iterator[tuple[datetime, Path]]:
    """Yield the copies in the backups folder with the time at which each was finished."""
    for file in folder.glob(f"*{SUFFIX}") if folder.is_dir() else ():
        try:
            yield datetime.fromtimestamp(file.stat().st_mtime), file
        except FileNotFoundError:
            continue  # pruned by another window while we looked


def restore(backup: Path, place: Path) -> Path:
    """Copy a backup to a free name and return it; the backup and every other file stay as they are.

    Raises:
        StorageError: nothing stands at ``place`` that was not there before.
    """
    from app.storage.backup import is_intact  # with sqlite_utils, for which the start page need not wait
    from app.storage.placing import move_in

    if not backup.is_file():
        raise MissingFileError(backup)
    if place.exists():
        raise FileExistsAlreadyError(place)
    draft = place.with_name(f".{uuid4().hex}.part")
    try:
        shutil.copyfile(backup, draft)
        if not is_intact(draft):
            raise DamagedFileError(backup, "备份不完整")
        move_in(draft, place)
    except OSError as error:
        raise UnreachableFileError(place, reason_of(error)) from error
    finally:
        discard(draft)
    return place


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 -- resolve() would ask a stick that is not there


def _encode(entry: RecentFile) -> dict[str, object]:
    return asdict(entry) | {"path": str(entry.path), "when": entry.when.isoformat(timespec="seconds")}


def _decode(row: object) -> RecentFile | None:
    if not isinstance(row, Mapping):
        return None
    try:
        return RecentFile(
            path=Path(str(row["path"])),
            school=str(row["school"]),
            year=str(row["year"]),
            figures=Figures(**{name: int(count) for name, count in row["figures"].items()}),
            when=datetime.fromisoformat(row["when"]),
            who=str(row["who"]),
            read_only=bool(row["read_only"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
