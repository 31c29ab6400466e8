"""A roster as an .xlsx file: blank to be filled, or with the rows that are kept; read again it gives the same rows."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from app.domain.roster import UNLIMITED, Column, Roster
from app.domain.roster_count import Row
from app.domain.units import NO, YES, Kind, base_unit
from app.exchange.sheets import MOST_ABOVE, cell_text

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

GUIDE, LISTS = "填表说明", "选项"
#: Rows below the last one that are made ready to be filled.
_ROOM = 1000
#: Longer lists Excel takes only from cells.
_LONGEST_LIST = 255
_LONGEST_HINT = 200
_LINE = 15
_FONT, _INK, _FILL = "微软雅黑", "FF1F2933", "FFE6EDF5"
_PLAIN_NUMBER = re.compile(r"[0-9]{1,14}(\.[0-9]{1,10})?")
_ISO = re.compile(r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_TEXT, _DAY, _GENERAL = "@", "yyyy-mm-dd", "General"
#: Excel takes these as dates from its second year on; in the first it counts a day that never was.
_FIRST_DAY = date(1901, 1, 1)


def roster_book(roster: Roster, rows: Sequence[Row], names: Mapping[str, str]) -> bytes:
    """Return a roster as a workbook; ``names`` are those of the facts, for what each column decides.

    Rows stand where they stood in the sheet they came from, so that “第 17 行” is still the same one.
    """
    from openpyxl import Workbook

    book = Workbook()
    page = book.worksheets[0]
    page.title = roster.title
    head = _head_row(rows)
    if head > 1:
        _write(page, 1, 1, roster.title)
    _write_rows(page, roster, rows, head)
    last = (rows[-1].number if rows else head) + _ROOM
    _make_lists(book, page, roster, head + 1, last)
    _dress(page, roster, head)
    _write_guide(book.create_sheet(GUIDE, 1), roster, names)
    book.properties.creator, book.properties.title = "dabiao", roster.title
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _head_row(rows: Sequence[Row]) -> int:
    """Return where the headings stand: right above the first row, as far as they are looked for there."""
    return min(rows[0].number - 1, MOST_ABOVE) if rows else 1


def _write_rows(page: "Worksheet", roster: Roster, rows: Sequence[Row], head: int) -> None:
    for place, column in enumerate(roster.columns, start=1):
        _write(page, head, place, column.title)
        for row in rows:
            text = row.cells.get(column.id, "")
            if text:
                _write(page, row.number, place, _value(column, text), _format(column))


def _value(column: Column, text: str) -> str | int | float | date:
    """Return what a cell holds: a number or a day only where reading it gives the same text again."""
    value: str | int | float | date = text
    if column.kind.is_number and _PLAIN_NUMBER.fullmatch(text):
        value = float(text) if "." in text else int(text)
    elif column.kind is Kind.DATE and _ISO.fullmatch(text):
        value = _day(text)
    return value if cell_text(value) == text else text


def _day(text: str) -> str | date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return day if day >= _FIRST_DAY else text


def _write(
    page: "Worksheet", row: int, place: int, value: str | int | float | date, shown: str = _GENERAL
) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = page.cell(row, place)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"  # whatever it begins with: no text becomes a formula
        shown = _TEXT
    else:
        cell.value = value
    cell.number_format = shown


def _format(column: Column) -> str:
    """Return how cells of a column are shown; codes and numbers of persons lose no digit as text."""
    if column.kind is Kind.DATE:
        return _DAY
    return _TEXT if column.kind is Kind.TEXT else _GENERAL


def _make_lists(book: "Workbook", page: "Worksheet", roster: Roster, first: int, last: int) -> None:
    """Let columns of choices drop down, and hints show beside the cell that is being filled."""
    from openpyxl.worksheet.datavalidation import DataValidation

    for place, column in enumerate(roster.columns, start=1):
        choices, hint = _choices(column), column.note[:_LONGEST_HINT]
        if not choices and not hint:
            continue
        rule = DataValidation(allow_blank=True, errorStyle="warning")
        if choices:
            rule.type, rule.formula1 = "list", _list_of(book, choices)
            rule.showErrorMessage, rule.errorTitle = True, column.title
            rule.error = "所填内容不在选项中"
        if hint:
            rule.showInputMessage, rule.promptTitle, rule.prompt = True, column.title[:32], hint
        letter = _letter(place)
        rule.add(f"{letter}{first}:{letter}{last}")
        page.add_data_validation(rule)


def _choices(column: Column) -> tuple[str, ...]:
    return (YES, NO) if column.kind is Kind.YES_NO else column.choices if column.kind is Kind.CHOICE else ()


def _list_of(book: "Workbook", choices: Sequence[str]) -> str:
    """Return a list as Excel takes it; long ones, and words with commas or quotes, stand on a sheet of their own."""
    listed = ",".join(choices)
    if len(listed) + 2 <= _LONGEST_LIST and not any(sign in word for word in choices for sign in ',"'):
        return f'"{listed}"'
    page = book[LISTS] if LISTS in book.sheetnames else book.create_sheet(LISTS)
    page.sheet_state = "hidden"
    place = page.max_column + 1 if page["A1"].value is not None else 1
    for number, word in enumerate(choices, start=1):
        _write(page, number, place, word)
    letter = _letter(place)
    return f"'{LISTS}'!${letter}$1:${letter}${len(choices)}"


def _dress(page: "Worksheet", roster: Roster, head: int) -> None:
    """Give the sheet its look: headings that stay in sight, columns wide enough, texts that stay texts."""
    for place, column in enumerate(roster.columns, start=1):
        _dress_heading(page, head, place)
        dimension = page.column_dimensions[_letter(place)]
        dimension.width = _width(column)
        dimension.number_format = _format(column)
    page.row_dimensions[head].height = 36
    page.freeze_panes = page.cell(head + 1, 1).coordinate
    page.print_title_rows = f"{head}:{head}"
    _fit_landscape(page)


def _dress_heading(page: "Worksheet", row: int, place: int) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = page.cell(row, place)
    cell.font = Font(name=_FONT, size=10, bold=True, color=_INK)
    cell.fill = PatternFill("solid", fgColor=_FILL)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(place)


def _width(column: Column) -> float:
    """Return a width in which a heading takes two lines at most."""
    least = 20 if column.identity else 12 if column.kind in (Kind.TEXT, Kind.DATE) else 9
    return max(least, len(column.title) + 5)


@dataclass(frozen=True, slots=True)
class _GuideColumn:
    title: str
    width: float
    text: Callable[[Column], str]


def _write_guide(page: "Worksheet", roster: Roster, names: Mapping[str, str]) -> None:
    """Write what each column means, and which figures rest on it."""
    columns = (
        _GuideColumn("列名", 20, lambda column: column.title),
        _GuideColumn("填写内容", 32, _asked),
        _GuideColumn("说明", 46, _remark),
        _GuideColumn("用于统计", 40, lambda column: "、".join(_decided(roster, column, names))),
        _GuideColumn("表头也可写作", 46, lambda column: "、".join(column.synonyms)),
    )
    above = [f"{roster.title}　填表说明", *_rules(roster)]
    for number, text in enumerate(above, start=1):
        _write(page, number, 1, text)
    head = len(above) + 2
    for place, shown in enumerate(columns, start=1):
        _write(page, head, place, shown.title)
        _dress_heading(page, head, place)
        page.column_dimensions[_letter(place)].width = shown.width
    for number, column in enumerate(roster.columns, start=head + 1):
        _write_meaning(page, number, [(shown.text(column), shown.width) for shown in columns])
    page.freeze_panes = page.cell(head + 1, 2).coordinate
    _fit_landscape(page)


def _write_meaning(page: "Worksheet", row: int, texts: Sequence[tuple[str, float]]) -> None:
    from openpyxl.styles import Alignment

    for place, (text, _) in enumerate(texts, start=1):
        _write(page, row, place, text)
        page.cell(row, place).alignment = Alignment(vertical="top", wrap_text=True)
    lines = max(-(-_wide(text) // (width - 2)) for text, width in texts)
    page.row_dimensions[row].height = _LINE * max(1, lines) + 4


def _wide(text: str) -> int:
    """Return how wide a text is; a Chinese character is as wide as two others."""
    return sum(2 if char > "\u2e7f" else 1 for char in text)


def _fit_landscape(page: "Worksheet") -> None:
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]


def _rules(roster: Roster) -> Iterator[str]:
    key = "、".join(roster.titles(roster.key))
    yield f"1. 由{roster.office}在第一张工作表填写，每行一条；各行的{key}不能相同，也不能空着。"
    yield "2. 列的顺序可以改变，可以增加其他列（导入时不读取）；“用于统计”一栏有内容的列不能删去。"
    yield "3. 表头之上可以有标题，各行之下可以有合计和说明，导入时略过。"
    yield "4. 参与统计的内容未填或无法识别的，该行不计入相应数据，由程序逐行列出，改正后重新导入。"
    if any(column.personal for column in roster.columns):
        yield "5. 姓名、证件号码等个人信息只存于本校的自评文件，不进入报告、表格和备案包。"


def _asked(column: Column) -> str:
    if column.identity:
        return "18 位身份证号"
    if choices := _choices(column):
        return f"选填：{'、'.join(choices)}"
    if column.kind is Kind.CHOICES:
        return f"可选几项，用顿号分开：{'、'.join(column.choices)}"
    if column.kind is Kind.DATE:
        return "日期，如 2026-09-01"
    if column.kind is Kind.TEXT:
        return "文字"
    unit = base_unit(column.kind, column.unit)
    return f"{'整数' if column.kind is Kind.COUNT else '数字'}，单位：{unit}" if unit else "数字"


def _remark(column: Column) -> str:
    unlimited = "留空表示没有期限" if column.blank == UNLIMITED else ""
    personal = "个人信息，不离开本校" if column.personal else ""
    return "；".join(filter(None, (column.note, unlimited if unlimited not in column.note else "", personal)))


def _decided(roster: Roster, column: Column, names: Mapping[str, str]) -> Iterator[str]:
    if column.id in roster.key:
        yield "区分各行"
    for item in roster.computes:
        if column.id in item.tested:
            yield names.get(item.fact, item.fact)
