"""A file kept in the workspace is looked at with the computer's own program: as a copy, which nobody need save."""

import atexit
import secrets
import shutil
import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.errors import AppError, reason_of
from app.services.writing import write_files

_FOLDER = "dabiao-"
#: Opening these would run them.
_PROGRAMS = (
    *(".bat", ".cmd", ".com", ".desktop", ".exe", ".hta", ".jar", ".js", ".jse", ".lnk"),
    *(".msi", ".ps1", ".reg", ".scr", ".sh", ".url", ".vbe", ".vbs", ".wsf"),
)


class CannotOpenError(AppError):
    """The computer has no program that opens the file, or it is a program itself."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}：{reason}，未打开。可另存为文件后再处理。")


def copy_out(name: str, content: bytes) -> Path:
    """Write a copy of a file for ``open_copy``, by any thread; return where it stands.

    Raises:
        ExportError: the copy could not be written.
        CannotOpenError: opening it would run it.
    """
    if Path(name).suffix.lower() in _PROGRAMS:
        raise CannotOpenError(name, "这是程序或脚本")
    try:
        folder = _folder() / secrets.token_hex(4)
        folder.mkdir()
    except OSError as error:
        raise CannotOpenError(name, f"临时文件夹不能写入（{reason_of(error)}）") from error
    place = folder / Path(name).name
    write_files({place: content})
    return place


def open_copy(place: Path) -> Path:
    """Ask the system to open a copy that was written out.

    Raises:
        CannotOpenError: no program opens it.
    """
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))):
        raise CannotOpenError(place.name, "本机没有能打开它的程序")
    return place


@cache
def _folder() -> Path:
    """Make the folder of all copies; it goes with the program (what is still open is left to the system)."""
    made = Path(tempfile.mkdtemp(prefix=_FOLDER))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made
