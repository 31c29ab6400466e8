"""One program at a time: a lock of the operating system on a side file that says who has the workspace."""

import contextlib
import json
import os
import platform
import sys
import time
from datetime import datetime
from pathlib import Path

from app.errors import FileInUseError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

#: Windows locks keep others from reading the bytes, so the byte that is locked lies far behind the text.
_LOCKED_BYTE = 1 << 30
#: Looking whether a lock is held takes it for an instant; a second try a moment later tells the two apart.
_TRIES, _PAUSE = 4, 0.05
#: Nobody knows the name of the computer that they sit at.
_HERE = "本机另一个窗口"


def lock_path(path: Path) -> Path:
    """Return the side file of a workspace, ``.学校名.dabiao.lock``."""
    return path.with_name(f".{path.name}.lock")


class FileLock:
    """Holds a workspace for writing until released; vanishes by itself when the program dies."""

    def __init__(self, path: Path, who: str, now: datetime) -> None:
        """Take the lock, or raise FileInUseError naming who has it."""
        self._side = lock_path(path)
        for attempt in range(_TRIES):
            handle = _take(self._side)
            if handle is not None:
                self._handle: int | None = handle
                _describe(handle, who, now)
                return
            if attempt < _TRIES - 1:
                time.sleep(_PAUSE)
        raise FileInUseError(path, _read_holder(self._side))

    def release(self) -> None:
        """Let go and remove the side file, unless that is somebody else's by now; a second time does nothing."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        ours = _is_still(handle, self._side)
        if os.name == "nt":
            os.close(handle)
            # Windows does not remove an open file; someone who came in between has it open and keeps it.
            if ours:
                with contextlib.suppress(PermissionError, FileNotFoundError):
                    self._side.unlink()
        else:
            # First the name, then the lock: nobody can find a name whose lock is about to vanish.
            if ours:
                self._side.unlink(missing_ok=True)
            os.close(handle)


def holder(path: Path) -> str | None:
    """Return who has the workspace open for writing ("" if unnamed), or None; leaves nothing behind."""
    return holder_of(lock_path(path))


def holder_of(side: Path) -> str | None:
    """Return who holds the lock of a side file, as ``holder`` does."""
    try:
        handle = os.open(side, os.O_RDONLY)
    except FileNotFoundError:
        return None
    except PermissionError:
        return _read_holder(side)
    try:
        return None if _try_lock(handle, shared=True) else _read_holder(side)
    finally:
        os.close(handle)


def _take(side: Path) -> int | None:
    """Open and lock the side file; None when someone else has it."""
    while True:
        try:
            handle = os.open(side, os.O_RDWR | os.O_CREAT, 0o666)
        except PermissionError:
            if not side.exists():
                raise
            if holder_of(side) is not None:
                return None
            side.unlink()  # left by another user's program that died
            continue
        if not _try_lock(handle):
            os.close(handle)
            return None
        if _is_still(handle, side):
            return handle
        os.close(handle)  # its owner removed the name while we waited: the lock is of no file


def _is_still(handle: int, side: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), side.stat())
    except OSError:  # the name is gone, or the stick on which it was
        return False


def _try_lock(handle: int, shared: bool = False) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _describe(handle: int, who: str, now: datetime) -> None:
    text = {"who": who, "host": platform.node(), "since": now.isoformat(timespec="seconds")}
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, json.dumps(text, ensure_ascii=False).encode())


def _read_holder(side: Path) -> str:
    """Return "王老师（OFFICE-PC）" from a side file, or "" while it is not legible; this computer is not named."""
    try:
        text = json.loads(side.read_text(encoding="utf-8"))
        who, host = str(text["who"]), str(text["host"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    host = _HERE if host == platform.node() else host
    return f"{who}（{host}）" if who and host else who or host
