"""Sheets that people keep in Excel, WPS or LibreOffice, or as CSV: cells as text, columns known by headings."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from io import StringIO
from pathlib import Path

from app.domain.problem import Problem
from app.errors import DataFileError, reason_of
from app.exchange.sheet_safety import made_safe
from app.paths import open_to_read

Cells = Sequence[Sequence[str]]

MOST_BYTES = 32 << 20
_CALAMINE = (".xlsx", ".xlsm", ".xls", ".ods")
_CODINGS = ("utf-8-sig", "gb18030")
#: Titles and notes may stand above the headings.
MOST_ABOVE = 20
#: A tab near the beginning tells that tabs, not commas, part the columns.
_SAMPLE = 1000
#: A sheet keeps no more digits of a number; a longer code that was typed as a number is lost.
_EXACT = 10**15
#: What may stand below the rows: totals, remarks, who signs. A class may be called 小计量器具检定.
_BELOW = re.compile(
    r"[合总小]\s*计(人数|人次|金额|数)?([^\u4e00-\u9fff]|$)"
    r"|(填表)?说\s*明([\s:：]|$)|备\s*注([\s:：]|$)|注([:：]|$)"
    r"|((填\s*表|填\s*报|制\s*表|审\s*核|复\s*核|经\s*办|联\s*系|(单位|部门|处室)?负\s*责)\s*人"
    r"|联系电话|(填表|填报|制表|审核)(日期|时间|单位|部门))\s*([(（][^)）]*[)）])?\s*[:：]"
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, its cells as text; the first row is number 1.

    ``merged`` leads from each cell (row and column from 0) that one above it covers to the row of that one.
    """

    name: str
    rows: Cells
    merged: Mapping[tuple[int, int], int] = field(default_factory=dict)


def read_sheets(path: Path, noun: str) -> Iterator[Sheet]:
    """Yield the visible sheets of a file; faults speak of it as ``noun``.

    Raises:
        DataFileError: it cannot be read.
    """
    content = _content(path, noun)
    if path.suffix.lower() in _CALAMINE:
        yield from _from_book(path, content)
    else:
        yield Sheet("", _from_csv(path, content, noun))


def _content(path: Path, noun: str) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            most = f"不超过 {MOST_BYTES >> 20} MB"
            raise DataFileError([Problem(f"文件过大，不是{noun}", f"请另选文件，{most}", file=path.name)])
        with open_to_read(path) as file:
            return file.read(MOST_BYTES)
    except FileNotFoundError:
        raise DataFileError([Problem("找不到文件", "请检查文件名和所在文件夹", file=str(path))]) from None
    except OSError as error:
        told = Problem(f"无法读取（{reason_of(error)}）", "请检查文件", file=path.name)
        raise DataFileError([told]) from error


def _from_book(path: Path, content: bytes) -> Iterator[Sheet]:
    from io import BytesIO

    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    safe = made_safe(content)
    if safe is None:
        remedy = "请删去下方和右侧多余的内容，另存后重试"
        raise DataFileError([Problem("工作表的范围过大", remedy, file=path.name)])
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(safe))
        for number, meta in enumerate(book.sheets_metadata):
            if meta.typ is SheetTypeEnum.WorkSheet and meta.visible is SheetVisibleEnum.Visible:
                sheet = book.get_sheet_by_index(number)
                rows = sheet.to_python(skip_empty_area=False)
                texts = [[cell_text(value) for value in row] for row in rows]
                yield Sheet(meta.name, texts, _covered(sheet.merged_cell_ranges or (), len(rows)))
    except (CalamineError, OSError, ValueError, IndexError):
        raise DataFileError(
            [Problem("不是可以读取的电子表格，或设有密码", "请另存为 .xlsx 后重试", file=path.name)]
        ) from None


def _covered(
    spans: Iterable[tuple[tuple[int, int], tuple[int, int]]], rows: int
) -> dict[tuple[int, int], int]:
    """Return the cells in the first column of merged ones, but for the uppermost, with the row of that."""
    return {
        (row, left): top
        for (top, left), (bottom, _) in spans
        for row in range(top + 1, min(bottom + 1, rows))
    }


def cell_text(value: object) -> str:
    """Return a cell as it would be typed: whole numbers without decimals, days as 2026-09-01.

    A number with more digits than a sheet keeps stays in the form that betrays it: 1.10105194912310e+17.
    """
    match value:
        case bool():
            return "是" if value else "否"
        case int() | float():
            return _number_text(float(value))
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _number_text(value: float) -> str:
    if abs(value) >= _EXACT:
        return f"{value:.14e}"
    return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")


def _from_csv(path: Path, content: bytes, noun: str) -> list[list[str]]:
    text = next(_decoded(content), None)
    if text is None or "\0" in text:
        told = Problem(f"不是{noun}", "可用 .xlsx、.xls、.ods 或 .csv 文件", file=path.name)
        raise DataFileError([told])
    try:
        return list(csv.reader(StringIO(text), delimiter="\t" if "\t" in text[:_SAMPLE] else ","))
    except csv.Error:
        raise DataFileError([Problem(f"不是{noun}", "请另存为 .xlsx 后重试", file=path.name)]) from None


def _decoded(content: bytes) -> Iterator[str]:
    for coding in _CODINGS:
        try:
            yield content.decode(coding)
        except UnicodeDecodeError:
            continue


def heading_rows(rows: Cells, keys: Mapping[str, str]) -> Iterator[tuple[int, dict[str, int]]]:
    """Yield each row that may be that of the headings, with the columns known in it by ``keys``.

    ``keys`` lead from plain headings to what they are; of two columns of one key the first is taken.
    """
    for number, row in enumerate(rows[:MOST_ABOVE]):
        columns: dict[str, int] = {}
        for place, text in enumerate(row):
            key = keys.get(plain_heading(text))
            if key:
                columns.setdefault(key, place)
        yield number, columns


def plain_heading(text: str) -> str:
    """Return a heading as it is compared: blanks, brackets, stars and 必填 left aside."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s*:()（）]|必填|选填", "", plain)


def stands_below(text: str) -> bool:
    """Whether a text is what stands below the rows: a total or a remark."""
    return _BELOW.match(text.strip()) is not None


def column_letter(place: int) -> str:
    """Return the letters of a column; the first one is 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
