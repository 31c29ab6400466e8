"""What a file is, told without changing a byte of it: ours and intact, or the error that says what else."""

import codecs
import sqlite3
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from shutil import copyfile

from sqlite_utils import Database

from app.errors import DamagedFileError, FileBusyError, NewerFileError, NotAWorkspaceError
from app.storage.connection import connect, translated
from app.storage.migrations import APPLICATION_ID, is_newer
from app.storage.seals import broken_seals

SUFFIX = ".dabiao"
_MAGIC = b"SQLite format 3\x00"
_HEADER_LENGTH = 100
#: SQLite's side files: what they add to the name.
JOURNALS = ("-wal", "-journal")
_KNOWN_BEGINNINGS = (
    (b"%PDF", "PDF 文件"),
    (b"PK\x03\x04", "压缩包或 Office 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
)
_COPIES_TRIED = 3


def check_header(path: Path) -> None:
    """Raise unless the first bytes are those of a workspace."""
    head = _read_head(path)
    if not head.startswith(_MAGIC) or len(head) < _HEADER_LENGTH:
        raise _not_sqlite(path, head)
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise NotAWorkspaceError(path, "另一个程序的数据库")
    if head[18:20] not in (b"\x01\x01", b"\x02\x02"):
        raise DamagedFileError(path, "文件头已改变")


def _read_head(path: Path) -> bytes:
    with translated(path):
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise NotAWorkspaceError(path, "一个文件夹")
        if not stat.S_ISREG(status.st_mode):
            raise NotAWorkspaceError(path, "一个设备")
        with path.open("rb") as file:
            return file.read(_HEADER_LENGTH)


def _not_sqlite(path: Path, head: bytes) -> DamagedFileError | NotAWorkspaceError:
    if _MAGIC.startswith(head[: len(_MAGIC)]) and head:
        return DamagedFileError(path, "文件不完整")
    for beginning, what in _KNOWN_BEGINNINGS:
        if head.startswith(beginning):
            return NotAWorkspaceError(path, what)
    if path.suffix == SUFFIX:
        return DamagedFileError(path, "开头的内容无法识别" if head else "文件是空的")
    return NotAWorkspaceError(path, "文字文件" if _is_text(head) else "" if head else "空文件")


def _is_text(head: bytes) -> bool:
    try:
        return "\0" not in codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False


def check_length(path: Path) -> None:
    """Raise unless a settled file is as long as its header says."""
    with path.open("rb") as file:
        head = file.read(_HEADER_LENGTH)
    page_size = {1: 65536}.get(size := int.from_bytes(head[16:18], "big"), size)
    expected = page_size * int.from_bytes(head[28:32], "big")
    if path.stat().st_size != expected:
        raise DamagedFileError(path, "文件长度与文件头不符")


def check_contents(db: Database, path: Path) -> None:
    """Raise unless everything in an open workspace is intact and of a form that is known."""
    try:
        with translated(path):
            _check_contents(db, path)
    except (sqlite3.Error, UnicodeError, KeyError, TypeError) as error:
        # Whatever else SQLite stumbles over here stands in the file, not in this program.
        raise DamagedFileError(path, "内部结构无法读取") from error


def _check_contents(db: Database, path: Path) -> None:
    if [row["integrity_check"] for row in db.query("PRAGMA integrity_check(1)")] != ["ok"]:
        raise DamagedFileError(path, "内部结构检查未通过")
    if is_newer(db):
        raise NewerFileError(path)
    if db.execute("PRAGMA foreign_key_check").fetchone() is not None or broken_seals(db):
        raise DamagedFileError(path, "内容与写入时的校验码不符")


def is_settled(path: Path) -> bool:
    """Whether everything lies in the one file: nothing in SQLite's side files is still to be taken over."""
    with path.open("rb") as file:
        writes_ahead = file.read(20)[18:] == b"\x02\x02"
    return not writes_ahead and not any(_size(path, journal) for journal in JOURNALS)


def _size(path: Path, journal: str) -> int:
    with suppress(FileNotFoundError):
        return side_file(path, journal).stat().st_size
    return 0


def side_file(path: Path, journal: str) -> Path:
    """Return the name of one of SQLite's side files."""
    return path.with_name(path.name + journal)


class RecoveredCopy:
    """A private copy of a file whose last program died, with what its journal still held taken over."""

    def __init__(self, path: Path) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="dabiao-")
        self.path = Path(self._folder.name) / path.name
        try:
            with translated(path):
                _copy_in_peace(path, self.path)
            self._take_over(path)
        except BaseException:
            self.remove()
            raise

    def _take_over(self, path: Path) -> None:
        try:
            with translated(path):
                db = connect(self.path, "rw")
                db.execute("PRAGMA journal_mode=delete").fetchone()
                db.close()
        except sqlite3.Error as error:
            raise DamagedFileError(path, "内部结构无法读取") from error

    def remove(self) -> None:
        """Delete the copy."""
        self._folder.cleanup()


def _copy_in_peace(path: Path, copy: Path) -> None:
    """Copy a file with its journals; again, if a program wrote to them meanwhile."""
    for _ in range(_COPIES_TRIED):
        before = _stamps(path)
        copyfile(path, copy)
        for journal in JOURNALS:
            side_file(copy, journal).unlink(missing_ok=True)
            with suppress(FileNotFoundError):
                copyfile(side_file(path, journal), side_file(copy, journal))
        if _stamps(path) == before:
            return
    raise FileBusyError(path)


def _stamps(path: Path) -> list[tuple[int, int]]:
    files = [path, *(side_file(path, journal) for journal in JOURNALS)]
    return [(file.stat().st_mtime_ns, file.stat().st_size) for file in files if file.exists()]


def connect_checked(place: Path, path: Path, mode: str = "ro") -> Database:
    """Connect to ``place`` and check all contents; errors speak of ``path``."""
    db = connect(place, "rw" if mode == "rw" else "ro")
    try:
        check_contents(db, path)
    except BaseException:
        db.close()
        raise
    return db


def check_unopened(path: Path, check: Callable[[Database], object]) -> None:
    """Check the contents before SQLite may write: a dead program's file by way of a copy."""
    if is_settled(path):
        check_length(path)
        _check_by(path, path, check)
        return
    copy = RecoveredCopy(path)
    try:
        _check_by(copy.path, path, check)
    finally:
        copy.remove()


def _check_by(place: Path, path: Path, check: Callable[[Database], object]) -> None:
    db = connect_checked(place, path)
    try:
        check(db)
    finally:
        db.close()
