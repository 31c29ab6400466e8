"""Putting a finished file in its place: durable, and never over a file that is already there."""

import errno
import os
from pathlib import Path

from app.errors import FileExistsAlreadyError

#: What file systems without hard links answer.
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)


def move_in(finished: Path, place: Path) -> None:
    """Give ``finished`` the name ``place``; raise FileExistsAlreadyError if that is taken."""
    sync_file(finished)
    try:
        _rename_without_replacing(finished, place)
    except FileExistsError as error:
        raise FileExistsAlreadyError(place) from error
    sync_folder(place.parent)


def sync_file(path: Path) -> None:
    """Wait until the contents of a file are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; Windows keeps them in its own journal."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _rename_without_replacing(finished: Path, place: Path) -> None:
    if os.name == "nt":
        finished.rename(place)  # refuses an existing name there
        return
    try:
        place.hardlink_to(finished)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _take_name(place)
        finished.replace(place)
    else:
        finished.unlink()


def _take_name(place: Path) -> None:
    """Claim a name with an empty file of our own, which only we may then replace."""
    os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
