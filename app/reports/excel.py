"""An evaluation becomes a workbook: figures as numbers, exact values as text beside, stable ids."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING

from app.domain.assessment import Assessment
from app.domain.conclusion import Conclusion
from app.domain.display import fixed
from app.domain.evaluation import Evaluation
from app.domain.filing import Evidence, Seal
from app.domain.rulebook import Rulebook
from app.domain.verdict import Status
from app.reports.material import Material
from app.reports.office import FORBIDDEN, without_clock
from app.reports.pdf_style import HEAD_FILL, STATUS_FILL, STATUS_INK
from app.reports.phrases import CODE_WORDS

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Border
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_TEXT = 32_767
#: A spreadsheet keeps so many significant digits; longer figures are written as text.
_DIGITS = 15
_MOST_PLACES = 30
_FONT = "宋体"
_HEAD_INK = "#222222"
_LINE_HEIGHT, _ROW_WHITE = 13.0, 4.0


@dataclass(frozen=True, slots=True)
class Number:
    """A figure that is shown with so many decimals (and has no more)."""

    amount: Fraction
    places: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A word in the colours of a status."""

    word: str
    status: Status


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence over a sheet, on one line across its columns."""

    text: str


Value = str | int | Number | Marked | Note | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: titles with column widths (in characters), then rows.

    ``above`` stands over the head row; ``printed`` is how many columns go on paper, 0 for all; the first
    ``frozen`` columns stay when one scrolls.
    """

    name: str
    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[Value, ...], ...]
    above: tuple[tuple[Value, ...], ...] = ()
    printed: int = 0
    frozen: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """What a workbook says round its sheets: head and foot of printed pages, and its properties."""

    title: str
    creator: str
    head_left: str
    head_right: str
    foot_left: str = ""
    identifier: str = ""
    keywords: str = ""


def workbook_bytes(
    rulebook: Rulebook,
    assessment: Assessment,
    evaluation: Evaluation,
    conclusion: Conclusion,
    seal: Seal | None = None,
    evidence: Sequence[Evidence] = (),
) -> bytes:
    """Return the sheets of a school's self-assessment as an .xlsx file; the same input, the same bytes."""
    from app.reports.excel_sheets import sheets

    material = Material(rulebook, assessment, evaluation, conclusion, seal, tuple(evidence))
    return book_bytes(sheets(material), _frame(evaluation, seal))


def _frame(evaluation: Evaluation, seal: Seal | None) -> Frame:
    number = str(seal.occasion.number) if seal else ""
    return Frame(
        title="办学标准达标自评结果",
        creator=evaluation.school or "职校达标自评",
        head_left=evaluation.school,
        head_right=f"判定日期 {evaluation.date.isoformat()}{'' if seal else '（草稿）'}",
        foot_left=f"备案编号 {number}　{CODE_WORDS} {seal.code}" if seal else "",
        identifier=number,
        keywords=seal.code if seal else "",
    )


def book_bytes(sheets: Iterable[Sheet], frame: Frame) -> bytes:
    """Return worksheets as an .xlsx file; the same sheets, the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    styles = _Styles()
    for sheet in sheets:
        _write(book.create_sheet(sheet.name), sheet, frame, styles)
    book.properties.creator = frame.creator
    book.properties.title = frame.title
    book.properties.identifier = frame.identifier or None
    book.properties.keywords = frame.keywords or None
    target = BytesIO()
    book.save(target)
    return without_clock(target.getvalue())


def _write(page: "Worksheet", sheet: Sheet, frame: Frame, styles: "_Styles") -> None:
    widths = [width for _, width in sheet.columns]
    for number, values in enumerate(sheet.above, start=1):
        _row(page, number, values, widths, styles)
    head = len(sheet.above) + 1
    for place, (title, width) in enumerate(sheet.columns, start=1):
        cell = _cell(page, head, place)
        _text(cell, title)
        styles.dress(cell, _HEAD)
        page.column_dimensions[_letter(place)].width = width
    page.row_dimensions[head].height = 2 * _LINE_HEIGHT + _ROW_WHITE
    for number, values in enumerate(sheet.rows, start=head + 1):
        _row(page, number, values, widths, styles)
    _set_up(page, sheet, head, frame)


def _row(
    page: "Worksheet", number: int, values: tuple[Value, ...], widths: Sequence[float], styles: "_Styles"
) -> None:
    for place, value in enumerate(values, start=1):
        cell = _cell(page, number, place)
        styles.dress(cell, _fill(cell, value))
    lines = max(_lines(value, width) for value, width in zip(values, widths, strict=False))
    page.row_dimensions[number].height = lines * _LINE_HEIGHT + _ROW_WHITE


def _lines(value: Value, width: float) -> int:
    """Return how many lines a text takes in a column; a Chinese character is as wide as two others."""
    text = value.word if isinstance(value, Marked) else value if isinstance(value, str) else ""
    if 2 * len(text) < int(width) and "\n" not in text:
        return 1
    wide = (sum(1 + (char > "\u2e7f") for char in line) for line in text.split("\n"))
    return sum(max(1, -(-size // max(1, int(width) - 1))) for size in wide)


def _cell(page: "Worksheet", row: int, place: int) -> "Cell":
    from openpyxl.cell.cell import Cell

    cell = page.cell(row, place)
    assert isinstance(cell, Cell), "no sheet merges cells"
    return cell


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(place)


#: How a cell looks: a word, the status whose colours it has, or the number of its decimals.
_Look = str | Status | int
_HEAD, _TEXT, _NOTE, _PLAIN = "head", "text", "note", "plain"


class _Styles:
    """The looks of one workbook's cells, each made once: making them anew would take longer than all the rest."""

    def __init__(self) -> None:
        self._kept: dict[_Look, StyleArray] = {}

    def dress(self, cell: "Cell", look: _Look) -> None:
        """Give a cell its look."""
        kept = self._kept.get(look)
        if kept is None:
            _draw(cell, look)
            self._kept[look] = cell._style  # type: ignore[attr-defined]  # not in the stubs
        else:
            cell._style = copy(kept)  # type: ignore[attr-defined]


def _draw(cell: "Cell", look: _Look) -> None:
    """Set font, colours, alignment and number format of a cell."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill

    cell.border = _border()
    cell.font = Font(name=_FONT, size=10)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    match look:
        case Status():
            cell.font = Font(name=_FONT, size=10, bold=True, color=_argb(STATUS_INK[look]))
            cell.fill = PatternFill("solid", fgColor=_argb(STATUS_FILL[look]))
            cell.number_format = "@"
        case int():
            cell.alignment = Alignment(horizontal="right", vertical="top", indent=1)
            cell.number_format = "#,##0" + (f".{'0' * look}" if look else "")
        case str() if look == _HEAD:
            cell.font = Font(name=_FONT, size=10, bold=True, color=_argb(_HEAD_INK))
            cell.fill = PatternFill("solid", fgColor=_argb(HEAD_FILL))
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.number_format = "@"
        case str() if look == _NOTE:
            cell.border = Border()
            cell.alignment = Alignment(vertical="top")
            cell.number_format = "@"
        case str() if look == _TEXT:
            cell.number_format = "@"


def _fill(cell: "Cell", value: Value) -> _Look:
    """Put a value into a cell with its type, and return how it looks."""
    match value:
        case Marked(word, status):
            _text(cell, word)
            return status
        case Number():
            return _number(cell, value)
        case Note(text):
            _text(cell, text)
            return _NOTE
        case str():
            _text(cell, value)
            return _TEXT
        case int():
            cell.value = value
    return _PLAIN


def _text(cell: "Cell", text: str) -> None:
    """Write a text that stays a text, whatever it begins with."""
    cell.value = FORBIDDEN.sub("", text)[:_LONGEST_TEXT]
    cell.data_type = "s"


def _number(cell: "Cell", number: Number) -> _Look:
    shown = fixed(number.amount, number.places)
    if number.places > _MOST_PLACES or sum(char.isdigit() for char in shown) > _DIGITS:
        _text(cell, shown)
        return _TEXT
    cell.value = Decimal(shown.replace(",", ""))
    return number.places


def _argb(colour: str) -> str:
    return "FF" + colour.removeprefix("#")


def _border() -> "Border":
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color="FFCBD3D1")
    return Border(left=side, right=side, top=side, bottom=side)


def _set_up(page: "Worksheet", sheet: Sheet, head: int, frame: Frame) -> None:
    """Freeze and repeat the head row, and print on A4 landscape, one page wide."""
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    page.freeze_panes = f"{_letter(sheet.frozen + 1)}{head + 1}"
    page.print_title_rows = f"{head}:{head}"
    if sheet.rows:
        last = f"{_letter(len(sheet.columns))}{head + len(sheet.rows)}"
        page.auto_filter.ref = f"A{head}:{last}"
    if sheet.printed:
        page.print_area = f"A1:{_letter(sheet.printed)}{head + len(sheet.rows)}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.oddHeader = HeaderFooterItem(
        left=_HeaderFooterPart(_header(frame.head_left)),
        right=_HeaderFooterPart(_header(frame.head_right)),
    )
    page.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(_header(frame.foot_left) or None),
        center=_HeaderFooterPart("第 &P 页 共 &N 页"),
    )


def _header(text: str) -> str:
    """Return a text for a page header, where & begins a code."""
    return FORBIDDEN.sub("", text).replace("&", "&&")
