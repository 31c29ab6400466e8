"""What the reader of .xlsx files cannot be trusted with: cells a million rows away, and formulas that failed.

It sets aside room for everything up to the farthest cell and dies of it; and it takes #N/A for an empty cell, which
may mean something else.
"""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile
from zlib import error as zlib_error

#: Filled cells and the empty ones between them; a list of 20,000 rows may have 250 columns.
MOST_CELLS = 5_000_000
_MOST_UNPACKED = 256 << 20
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
#: A cell that is not empty; those that are only dressed hold nothing.
_FILLED = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>(?!\s*</)')
_FAILED = re.compile(rb'(<(?:\w+:)?c\b[^>]*\bt=)"e"')


def made_safe(content: bytes) -> bytes | None:
    """Return an .xlsx file whose error values are texts; None where a sheet is larger than any list.

    What is no readable .xlsx is left to the reader as it is.
    """
    try:
        with ZipFile(BytesIO(content)) as book:
            return _safe(book, content)
    except (BadZipFile, zlib_error, OSError, EOFError, NotImplementedError, RuntimeError):
        return content


def _safe(book: ZipFile, content: bytes) -> bytes | None:
    if sum(item.file_size for item in book.infolist()) > _MOST_UNPACKED:
        return None
    told: dict[str, bytes] = {}
    for item in book.infolist():
        if not _SHEET.fullmatch(item.filename):
            continue
        sheet = book.read(item)
        if _extent(sheet) > MOST_CELLS:
            return None
        sheet, count = _FAILED.subn(rb'\1"str"', sheet)
        if count:
            told[item.filename] = sheet
    return _with(book, told) if told else content


def _extent(sheet: bytes) -> int:
    columns, rows = {""}, 0
    for column, row in {found.groups() for found in _FILLED.finditer(sheet)}:
        columns.add(column.decode())
        rows = max(rows, int(row))
    return rows * max(map(_number, columns))


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _with(book: ZipFile, sheets: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as copy:
        for item in book.infolist():
            copy.writestr(item, sheets.get(item.filename) or book.read(item))
    return target.getvalue()
