"""A district's list of its schools: Excel, WPS, LibreOffice or CSV in; columns are known by their headings."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.domain.district import ListedSchool
from app.domain.problem import Problem
from app.domain.school_codes import CODE, USCC, is_well_formed, plain_code
from app.errors import DataFileError
from app.exchange.sheets import Cells, column_letter, heading_rows, read_sheets, stands_below

#: What the columns may be called, blanks and brackets left aside.
HEADINGS = {
    "name": ("学校名称", "学校", "校名", "学校全称", "单位名称", "名称"),
    "code": ("学校标识码", "标识码", "学校机构标识码", "学校代码", "机构标识码"),
    "uscc": ("统一社会信用代码", "社会信用代码", "统一信用代码", "信用代码"),
    "category": ("类别", "学校类别", "学校类型", "办学类型"),
    "contact": ("联系人", "联系人姓名", "学校联系人"),
}
_KEYS = {title: key for key, titles in HEADINGS.items() for title in titles}


def read_school_list(path: Path) -> tuple[ListedSchool, ...]:
    """Read a list of schools.

    Raises:
        DataFileError: it cannot be read, or has faults; each is told with its row and column.
    """
    first = next(read_sheets(path, "学校名单"), None)
    rows = first.rows if first is not None else ()
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
        if not (name or code or uscc) or stands_below(name):
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
        place = f"{self._file} 第 {number} 行 {column_letter(self._columns[key])} 列"
        self.problems.append(Problem(message, remedy, file=place))


def _columns(rows: Cells) -> tuple[int, dict[str, int]] | None:
    """Return the row of the headings and the column of each; None where no row names schools and codes."""
    for number, columns in heading_rows(rows, _KEYS):
        if "name" in columns and columns.keys() & {"code", "uscc"}:
            return number, columns
    return None
