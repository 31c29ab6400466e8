"""A school's own roster in Excel, WPS, LibreOffice or CSV: columns by their headings, rows as they were typed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.problem import Problem
from app.domain.roster import Roster
from app.domain.roster_count import Row, row_problems
from app.domain.units import Kind
from app.errors import DataFileError
from app.exchange.sheets import (
    Cells,
    Sheet,
    column_letter,
    heading_rows,
    plain_heading,
    read_sheets,
    stands_below,
)

MOST_ROWS = 20_000
#: A row above the headings may by chance name one column, hardly two.
_FEWEST_HEADINGS = 2
_YUAN, _WAN = "元", "万元"
#: Numbers of lines are no column of anybody's.
_PASSED_OVER = frozenset({"序号"})


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """What was read of a file.

    ``unknown`` are headings that no column has, whose cells are not taken; ``missing`` titles of columns that
    the file does not have; ``left_out`` the rows that hold totals and remarks; ``problems`` cells that are not
    understood and rows that cannot be told from others: they are taken, and decided by no count.
    """

    rows: tuple[Row, ...]
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    left_out: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_roster_sheet(path: Path, roster: Roster) -> RosterSheet:
    """Read a roster from a file.

    Raises:
        DataFileError: it cannot be read, or lacks a column that tells rows apart or decides a count.
    """
    found = _Headings(path.name, roster).choose(read_sheets(path, roster.title))
    rows, left_out = _rows(found)
    if not rows:
        raise _refused(path.name, "表头之下没有内容", "请每行填一条后重试")
    if len(rows) > MOST_ROWS:
        raise _refused(path.name, f"共 {len(rows)} 行，超过 {MOST_ROWS} 行", "请核对是否选错了文件")
    return RosterSheet(
        rows,
        found.unknown,
        tuple(column.title for column in roster.columns if column.id not in found.columns),
        left_out,
        tuple(_at_row(problem, path.name) for problem in row_problems(roster, rows)),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """A sheet, the row of its headings and the place of each column in it."""

    sheet: Sheet
    head: int
    columns: Mapping[str, int]
    unknown: tuple[str, ...]
    #: Columns of words and days: what is merged over several rows holds for each of them.
    shared: frozenset[str] = frozenset()


class _Headings:
    """Looks for the headings of a roster in a file."""

    def __init__(self, file: str, roster: Roster) -> None:
        self._file, self._roster = file, roster
        self._keys = {
            plain_heading(title): column.id
            for column in roster.columns
            for title in (column.title, *column.synonyms)
        }
        tested = (name for item in roster.computes for name in item.tested)
        self._needed = tuple(dict.fromkeys((*roster.key, *tested)))

    def choose(self, sheets: Iterable[Sheet]) -> _Found:
        """Return the one sheet that holds the roster."""
        found = [place for sheet in sheets if (place := self._look(sheet)) is not None]
        if not found:
            titles = "、".join(self._roster.titles(self._needed))
            raise _refused(self._file, "没有找到表头", f"应有一行列出：{titles}")
        keyed = [place for place in found if set(self._roster.key) <= place.columns.keys()]
        if len(keyed) > 1:
            names = "、".join(place.sheet.name for place in keyed)
            remedy = "请只留要导入的一个；分几个登记的，先合并到一个，另存后重试"
            raise _refused(self._file, f"有 {len(keyed)} 个工作表都像{self._roster.title}（{names}）", remedy)
        chosen = keyed[0] if keyed else max(found, key=lambda place: len(place.columns))
        self._refuse_unfit(chosen)
        return chosen

    def _look(self, sheet: Sheet) -> _Found | None:
        rows = heading_rows(sheet.rows, self._keys)
        head, columns = max(rows, key=lambda row: len(row[1]), default=(0, {}))
        if len(columns) < _FEWEST_HEADINGS:
            return None
        shared = frozenset(column.id for column in self._roster.columns if not column.kind.is_number)
        return _Found(sheet, head, columns, tuple(self._unknown(sheet.rows[head])), shared)

    def _unknown(self, head: Sequence[str]) -> Iterator[str]:
        for text in head:
            plain = plain_heading(text)
            if plain and plain not in self._keys and plain not in _PASSED_OVER:
                yield " ".join(text.split())

    def _refuse_unfit(self, found: _Found) -> None:
        remedy = "请补上这一列；没有内容的，也须留出表头"
        problems = [
            Problem(f"缺少“{title}”列", remedy, file=self._file)
            for title in self._roster.titles(tuple(n for n in self._needed if n not in found.columns))
        ]
        problems += self._doubled(found.sheet.rows[found.head])
        problems += self._scaled(found)
        if problems:
            raise DataFileError(problems)

    def _scaled(self, found: _Found) -> Iterator[Problem]:
        """Yield amounts of money that are said above the headings to be in 万元, and would be read as 元."""
        rows = found.sheet.rows
        if not any(_WAN in plain_heading(text) for row in rows[: found.head] for text in row):
            return
        for column in self._roster.columns:
            place = found.columns.get(column.id)
            if column.kind is Kind.MONEY and place is not None and _YUAN not in rows[found.head][place]:
                told = f"表头上方写有“{_WAN}”，而{column_letter(place)} 列的表头没有写单位，会按元读取"
                remedy = f"请把该列改按元填写，表头改为“{column.title}”"
                yield Problem(told, remedy, file=self._file)

    def _doubled(self, head: Sequence[str]) -> Iterator[Problem]:
        places: dict[str, list[int]] = {}
        for place, text in enumerate(head):
            if key := self._keys.get(plain_heading(text)):
                places.setdefault(key, []).append(place)
        for key, several in places.items():
            if len(several) > 1:
                letters = "、".join(map(column_letter, several))
                title = self._roster.column(key).title
                yield Problem(f"{letters} 列都是“{title}”", "请只留一列，其余的改名或删去", file=self._file)


def _rows(found: _Found) -> tuple[tuple[Row, ...], tuple[int, ...]]:
    """Return the rows below the headings, and the numbers of those that hold totals and remarks."""
    rows, left_out = list[Row](), list[int]()
    below: Cells = found.sheet.rows[found.head + 1 :]
    for number, row in enumerate(below, start=found.head + 2):
        cells = {name: _typed(row, place) for name, place in found.columns.items()}
        cells = {name: text for name, text in cells.items() if text}
        if stands_below(next((text for text in row if text.strip()), "")):
            left_out.append(number)
        elif cells:
            rows.append(Row(number, {**_merged(found, number - 1), **cells}))
    return tuple(rows), tuple(left_out)


def _merged(found: _Found, row: int) -> dict[str, str]:
    """Return what stands in cells above that reach into a row; an amount would be added up twice."""
    merged, rows = found.sheet.merged, found.sheet.rows
    places = ((name, place) for name, place in found.columns.items() if name in found.shared)
    told = {name: _typed(rows[merged[row, place]], place) for name, place in places if (row, place) in merged}
    return {name: text for name, text in told.items() if text}


def _typed(row: Sequence[str], place: int) -> str:
    text = row[place] if place < len(row) else ""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _at_row(problem: Problem, file: str) -> Problem:
    return replace(problem, file=f"{file} 第 {problem.line} 行", line=0)


def _refused(file: str, message: str, remedy: str) -> DataFileError:
    return DataFileError([Problem(message, remedy, file=file)])
