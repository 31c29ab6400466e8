"""An evaluation becomes a workbook: figures as numbers, exact values as text beside, stable ids."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.domain.assessment import Assessment
from app.domain.conclusion import Conclusion
from app.domain.display import fixed
from app.domain.evaluation import Evaluation
from app.domain.filing import Evidence, Seal
from app.domain.rulebook import Rulebook
from app.domain.verdict import Status
from app.reports.material import Material
from app.reports.pdf_style import HEAD_FILL, STATUS_FILL, STATUS_INK
from app.reports.phrases import CODE_WORDS

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Border
    from openpyxl.worksheet.worksheet import Worksheet

#: What a worksheet cannot hold: control characters other than tab and line end, and lone surrogates.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_TEXT = 32_767
#: A spreadsheet keeps so many significant digits; longer figures are written as text.
_DIGITS = 15
_MOST_PLACES = 30
_FONT = "宋体"
_HEAD_INK = "#222222"
_LINE_HEIGHT, _ROW_WHITE = 13.0, 4.0
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_TIMES = re.compile(rb"(?<=W3CDTF\">)[^<]*(?=</dcterms:(?:created|modified)>)")
_FIXED_TIME = b"2000-01-01T00:00:00Z"


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


Value = str | int | Number | Marked | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: titles with column widths (in characters), then rows.

    ``above`` stands over the head row; ``printed`` is how many columns go on paper, 0 for all.
    """

    name: str
    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[Value, ...], ...]
    above: tuple[tuple[Value, ...], ...] = ()
    printed: int = 0


def workbook_bytes(
    rulebook: Rulebook,
    assessment: Assessment,
    evaluation: Evaluation,
    conclusion: Conclusion,
    seal: Seal | None = None,
    evidence: Sequence[Evidence] = (),
) -> bytes:
    """Return the sheets of a school's self-assessment as an .xlsx file; the same input, the same bytes."""
    from openpyxl import Workbook

    from app.reports.excel_sheets import sheets

    material = Material(rulebook, assessment, evaluation, conclusion, seal, tuple(evidence))
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets(material):
        _write(book.create_sheet(sheet.name), sheet, material)
    book.properties.creator = evaluation.school or "职校达标自评"
    book.properties.title = "办学标准达标自评结果"
    if seal:
        book.properties.identifier = str(seal.occasion.number)
        book.properties.keywords = seal.code
    target = BytesIO()
    book.save(target)
    return _without_clock(target.getvalue())


def _write(page: "Worksheet", sheet: Sheet, material: Material) -> None:
    widths = [width for _, width in sheet.columns]
    for number, values in enumerate(sheet.above, start=1):
        _row(page, number, values, widths)
    head = len(sheet.above) + 1
    for place, (title, width) in enumerate(sheet.columns, start=1):
        _head(_cell(page, head, place), title)
        page.column_dimensions[_letter(place)].width = width
    page.row_dimensions[head].height = 2 * _LINE_HEIGHT + _ROW_WHITE
    for number, values in enumerate(sheet.rows, start=head + 1):
        _row(page, number, values, widths)
    _set_up(page, sheet, head, material)


def _row(page: "Worksheet", number: int, values: tuple[Value, ...], widths: Sequence[float]) -> None:
    for place, value in enumerate(values, start=1):
        _fill(_cell(page, number, place), value)
    lines = max(_lines(value, width) for value, width in zip(values, widths, strict=False))
    page.row_dimensions[number].height = lines * _LINE_HEIGHT + _ROW_WHITE


def _lines(value: Value, width: float) -> int:
    """Return how many lines a text takes in a column; a Chinese character is as wide as two others."""
    text = value.word if isinstance(value, Marked) else value if isinstance(value, str) else ""
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


def _head(cell: "Cell", title: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    _text(cell, title)
    cell.font = Font(name=_FONT, size=10, bold=True, color=_argb(_HEAD_INK))
    cell.fill = PatternFill("solid", fgColor=_argb(HEAD_FILL))
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = _border()


def _fill(cell: "Cell", value: Value) -> None:
    """Put a value into a cell with its type, number format and colours."""
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.font = Font(name=_FONT, size=10)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.border = _border()
    match value:
        case Marked(word, status):
            _text(cell, word)
            cell.font = Font(name=_FONT, size=10, bold=True, color=_argb(STATUS_INK[status]))
            cell.fill = PatternFill("solid", fgColor=_argb(STATUS_FILL[status]))
        case Number():
            _number(cell, value)
        case int():
            cell.value = value
        case str():
            _text(cell, value)
        case None:
            pass


def _text(cell: "Cell", text: str) -> None:
    """Write a text that stays a text, whatever it begins with."""
    cell.value = _FORBIDDEN.sub("", text)[:_LONGEST_TEXT]
    cell.data_type = "s"
    cell.number_format = "@"


def _number(cell: "Cell", number: Number) -> None:
    from openpyxl.styles import Alignment

    shown = fixed(number.amount, number.places)
    if number.places > _MOST_PLACES or sum(char.isdigit() for char in shown) > _DIGITS:
        _text(cell, shown)
        return
    cell.value = Decimal(shown.replace(",", ""))
    cell.alignment = Alignment(horizontal="right", vertical="top", indent=1)
    cell.number_format = "#,##0" + (f".{'0' * number.places}" if number.places else "")


def _argb(colour: str) -> str:
    return "FF" + colour.removeprefix("#")


def _border() -> "Border":
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color="FFCBD3D1")
    return Border(left=side, right=side, top=side, bottom=side)


def _set_up(page: "Worksheet", sheet: Sheet, head: int, material: Material) -> None:
    """Freeze and repeat the head row, and print on A4 landscape, one page wide."""
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    seal = material.seal
    page.freeze_panes = f"A{head + 1}"
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
        left=_HeaderFooterPart(_header(material.evaluation.school)),
        right=_HeaderFooterPart(
            f"判定日期 {material.evaluation.date.isoformat()}{'' if seal else '（草稿）'}"
        ),
    )
    page.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(
            f"备案编号 {seal.occasion.number}　{CODE_WORDS} {seal.code}" if seal else None
        ),
        center=_HeaderFooterPart("第 &P 页 共 &N 页"),
    )


def _header(text: str) -> str:
    """Return a text for a page header, where & begins a code."""
    return _FORBIDDEN.sub("", text).replace("&", "&&")


def _without_clock(content: bytes) -> bytes:
    """Return the file with fixed times, so that the same content gives the same bytes."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            data = source.read(name)
            copy.writestr(entry, _TIMES.sub(_FIXED_TIME, data) if name == _PROPERTIES else data)
    return target.getvalue()
