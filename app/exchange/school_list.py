"""A district's list of its schools: Excel, WPS, LibreOffice or CSV in; columns are known by their headings."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path

from app.domain.district import ListedSchool
from app.domain.problem import Problem
from app.domain.school_codes import CODE, USCC, is_well_formed, plain_code
from app.errors import DataFileError, reason_of
from app.paths import open_to_read

#: What the columns may be called, blanks and brackets left aside.
HEADINGS = {
    "name": ("学校名称", "学校", "校名", "学校全称", "单位名称", "名称"),
    "code": ("学校标识码", "标识码", "学校机构标识码", "学校代码", "机构标识码"),
    "uscc": ("统一社会信用代码", "社会信用代码", "统一信用代码", "信用代码"),
    "category": ("类别", "学校类别", "学校类型", "办学类型"),
    "contact": ("联系人", "联系人姓名", "学校联系人"),
}
_KEYS = {title: key for key, titles in HEADINGS.items() for title in titles}
_CALAMINE = (".xlsx", ".xlsm", ".xls", ".ods")
_CODINGS = ("utf-8-sig", "gb18030")
#: Titles and notes may stand above the headings.
_MOST_ABOVE = 20
_MOST_BYTES = 32 << 20
#: A tab near the beginning tells that tabs, not commas, part the columns.
_SAMPLE = 1000
#: A sheet keeps no more digits of a number; a longer code that was typed as a number is lost.
_EXACT = 10**15
#: What may stand below the schools.
_BELOW = re.compile(r"(合计|总计|小计|说明|备注|注[:：])")

Cells = Sequence[Sequence[str]]


def read_school_list(path: Path) -> tuple[ListedSchool, ...]:
    """Read a list of schools.

    Raises:
        DataFileError: it cannot be read, or has faults; each is told with its row and column.
    """
    rows = _cells(path)
    found = _columns(rows)
    if found is None:
        titles = "学校名称，以及学校标识码或统一社会信用代码"
        raise DataFileError(
            [Problem("没有找到表头", f"第一个工作表中应有一行列出：{titles}", file=path.name)]
        )
    head, columns = found
    listing = _Listing(path.name, columns)
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        listing.take(number, row)
    if not listing.schools and not listing.problems:
        listing.problems.append(Problem("表头之下没有学校", "请每校填一行", file=path.name))
    if listing.problems:
        raise DataFileError(listing.problems)
    return tuple(listing.schools)


class _Listing:
    """The schools and faults found so far."""

    def __init__(self, file: str, columns: Mapping[str, int]) -> None:
        self._file, self._columns = file, columns
        self._seen: dict[str, int] = {}
        self.schools: list[ListedSchool] = []
        self.problems: list[Problem] = []

    def take(self, number: int, row: Sequence[str]) -> None:
        """Take one row; blank ones, totals and remarks are left out."""
        cells = {key: row[place].strip() if place < len(row) else "" for key, place in self._columns.items()}
        code, uscc = plain_code(cells.get("code", "")), plain_code(cells.get("uscc", ""))
        name = cells["name"]
        if not (name or code or uscc) or _BELOW.match(name):
            return
        before = len(self.problems)
        self._check(number, name, code, uscc)
        if len(self.problems) == before:
            school = ListedSchool(name, code, uscc, cells.get("category", ""), cells.get("contact", ""))
            self.schools.append(school)

    def _check(self, number: int, name: str, code: str, uscc: str) -> None:
        if not name:
            self._fault(number, "name", "没有学校名称", "请填写学校全称")
        if not (code or uscc):
            where = "code" if "code" in self._columns else "uscc"
            self._fault(number, where, f"{name}没有代码", "请填写学校标识码或统一社会信用代码")
        if code and not is_well_formed(CODE, code):
            self._fault(number, "code", f"学校标识码“{code}”写法不对", "应为数字，单元格请设为文本格式")
        if uscc and not is_well_formed(USCC, uscc):
            self._fault(number, "uscc", f"统一社会信用代码“{uscc}”写法不对", "应为 18 位数字和大写字母")
        for key, value in (("code", code), ("uscc", uscc)):
            if value and value in self._seen:
                self._fault(number, key, f"{value} 与第 {self._seen[value]} 行重复", "请删去一行或改正代码")
            elif value:
                self._seen[value] = number

    def _fault(self, number: int, key: str, message: str, remedy: str) -> None:
        place = f"{self._file} 第 {number} 行 {_letter(self._columns[key])} 列"
        self.problems.append(Problem(message, remedy, file=place))


def _columns(rows: Cells) -> tuple[int, dict[str, int]] | None:
    """Return the row of the headings and the column of each; None where no row names schools and codes."""
    for number, row in enumerate(rows[:_MOST_ABOVE]):
        columns: dict[str, int] = {}
        for place, text in enumerate(row):
            key = _KEYS.get(_heading(text))
            if key:
                columns.setdefault(key, place)
        if "name" in columns and columns.keys() & {"code", "uscc"}:
            return number, columns
    return None


def _heading(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s*:()（）]|必填|选填", "", plain)


def _letter(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _cells(path: Path) -> list[list[str]]:
    """Return the cells of the first sheet as text."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise DataFileError([Problem("文件过大，不是学校名单", "请另选文件", file=path.name)])
        with open_to_read(path) as file:
            content = file.read(_MOST_BYTES)
    except FileNotFoundError:
        raise DataFileError([Problem("找不到文件", "请检查文件名和所在文件夹", file=str(path))]) from None
    except OSError as error:
        told = Problem(f"无法读取（{reason_of(error)}）", "请检查文件", file=path.name)
        raise DataFileError([told]) from error
    if path.suffix.lower() in _CALAMINE:
        return _from_sheet(path, content)
    return _from_csv(path, content)


def _from_sheet(path: Path, content: bytes) -> list[list[str]]:
    from io import BytesIO

    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError):
        raise DataFileError(
            [Problem("不是可以读取的电子表格，或设有密码", "请另存为 .xlsx 后重试", file=path.name)]
        ) from None
    return [[_text(value) for value in row] for row in rows]


def _text(value: object) -> str:
    """Return a cell as it was typed; codes that a sheet keeps as numbers have no decimals."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return str(value)


def _from_csv(path: Path, content: bytes) -> list[list[str]]:
    text = next(_decoded(content), None)
    if text is None or "\0" in text:
        raise DataFileError([Problem("不是学校名单", "可用 .xlsx、.xls、.ods 或 .csv 文件", file=path.name)])
    try:
        return list(csv.reader(StringIO(text), delimiter="\t" if "\t" in text[:_SAMPLE] else ","))
    except csv.Error:
        raise DataFileError([Problem("不是学校名单", "请另存为 .xlsx 后重试", file=path.name)]) from None


def _decoded(content: bytes) -> Iterator[str]:
    for coding in _CODINGS:
        try:
            yield content.decode(coding)
        except UnicodeDecodeError:
            continue
