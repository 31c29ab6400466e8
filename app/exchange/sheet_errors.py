"""Formulas of an .xlsx file that failed: its reader takes #N/A for an empty cell, and empty may mean something else."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile
from zlib import error as zlib_error

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_FAILED = re.compile(rb'(<(?:\w+:)?c\b[^>]*\bt=)"e"')


def with_errors_told(content: bytes) -> bytes:
    """Return an .xlsx file whose error values are texts; anything else as it is."""
    try:
        with ZipFile(BytesIO(content)) as book:
            sheets = {
                item.filename: told
                for item in book.infolist()
                if _SHEET.fullmatch(item.filename) and (told := _told(book.read(item)))
            }
            return _with(book, sheets) if sheets else content
    except (BadZipFile, zlib_error, OSError, EOFError, NotImplementedError, RuntimeError):
        return content  # no .xlsx, or one that its reader refuses


def _told(sheet: bytes) -> bytes:
    """Return a sheet with its error values as texts; nothing where it has none."""
    told, count = _FAILED.subn(rb'\1"str"', sheet)
    return told if count else b""


def _with(book: ZipFile, sheets: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as copy:
        for item in book.infolist():
            copy.writestr(item, sheets.get(item.filename) or book.read(item))
    return target.getvalue()
