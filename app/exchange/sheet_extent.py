"""How far the filled cells of an .xlsx file reach: the reader sets aside room for all between, and dies of a far one."""

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


def reaches_too_far(content: bytes) -> bool:
    """Whether a sheet is larger than any list; what is no readable .xlsx is left to the reader."""
    try:
        with ZipFile(BytesIO(content)) as book:
            sheets = [item for item in book.infolist() if _SHEET.fullmatch(item.filename)]
            if sum(item.file_size for item in book.infolist()) > _MOST_UNPACKED:
                return True
            return any(_extent(book.read(item)) > MOST_CELLS for item in sheets)
    except (BadZipFile, zlib_error, OSError, EOFError, NotImplementedError, RuntimeError):
        return False


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
