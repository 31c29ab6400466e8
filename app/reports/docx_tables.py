"""Tables, records and charts of a report as Word tables, with the column widths of the printed page."""

from collections.abc import Sequence

from app.reports.docx_cells import Filled, filled, written
from app.reports.docx_chart import counted
from app.reports.docx_fonts import NominalFonts
from app.reports.docx_grid import Line, Place, grid
from app.reports.docx_xml import Element, paragraph, run, span_runs
from app.reports.pdf_columns import Allowance, Layout, Widths
from app.reports.pdf_dress import PLAIN, Dress
from app.reports.pdf_grid import TALL
from app.reports.pdf_style import HEAD_FILL, HEIGHT, LABEL_FILL, STATUS_FILL, STATUS_INK, WIDTH
from app.reports.report import (
    BlankCell,
    Chart,
    Column,
    Field,
    Record,
    Report,
    Row,
    Table,
)

#: Some readers set figures apart from characters by themselves, and do not draw marks together.
ALLOWANCE = Allowance(icons=False, spare=1.5, ease=5.0)
_HEAD_LEAST = 19.5
#: A record taller than this part of a page may be parted.
_WHOLE = 0.6


class Tables:
    """Turns the tables of one report into Word tables."""

    def __init__(self, report: Report, dress: Dress = PLAIN) -> None:
        self._dress = dress
        self._layout = Layout(NominalFonts(), ALLOWANCE, dress)
        self._widths = Widths(report, self._layout)

    def table(self, table: Table) -> Element:
        """Return a table with its head."""
        widths = self._widths.of(table)
        edges = _edges(widths)
        heights = [row.height for row in self._layout.table(table, widths).rows]
        lines = [_head(table.columns, edges)]
        for number, (row, height) in enumerate(zip(table.rows, heights, strict=True)):
            made = _lines(row, table, edges, self._dress, whole=height <= TALL)
            if height <= TALL and number in (0, len(table.rows) - 2):
                made[-1].keep()
            lines += made
        return grid(lines)

    def record(self, record: Record) -> list[Element]:
        """Return labelled values in a frame, below a heading where they have a title."""
        label = self._layout.label_width(record)
        heights = [row.height for row in self._layout.record(record).rows]
        lines = [
            _fields(fields, label, whole=height <= TALL)
            for fields, height in zip(record.rows, heights, strict=True)
        ]
        if sum(heights) <= HEIGHT * _WHOLE:
            for line in lines[:-1]:
                line.keep()
        return [*_title(record), grid(lines)]

    def chart(self, chart: Chart) -> Element:
        """Return the rows of each document counted by status, every figure to be edited."""
        return self.table(counted(chart))


def _edges(widths: Sequence[float]) -> list[float]:
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def _head(columns: Sequence[Column], edges: Sequence[float]) -> Line:
    cells = tuple(
        Place(edges[n], edges[n + 1], (paragraph("TableHead", [run(column.title)]),), HEAD_FILL)
        for n, column in enumerate(columns)
    )
    line = Line(cells, _HEAD_LEAST, head=True)
    line.keep()
    return line


def _lines(row: Row, table: Table, edges: Sequence[float], dress: Dress, whole: bool) -> list[Line]:
    """Return a row, and below it the one of its remark, without a rule between."""
    contents = [_content(row, number, column, dress) for number, column in enumerate(table.columns)]
    bare = ("bottom",) if row.remark else ()
    anchor = "center" if whole else "top"
    cells = tuple(
        Place(edges[n], edges[n + 1], content.paragraphs, content.fill, bare, anchor=anchor)
        for n, content in enumerate(contents)
    )
    line = Line(cells, max(dress.row, *(content.height for content in contents)), whole=whole)
    if not row.remark:
        return [line]
    if whole:
        line.keep()
    return [line, _remark(row, edges[table.remark_from], whole)]


def _remark(row: Row, left: float, whole: bool) -> Line:
    text = paragraph("TableRemark", span_runs(row.remark))
    cell = Place(left, WIDTH, (text,), bare=("top",), lifted=True)
    before = (Place(0, left, (paragraph("TableRemark"),), bare=("top",), lifted=True),) if left else ()
    return Line((*before, cell), whole=whole)


def _content(row: Row, number: int, column: Column, dress: Dress) -> Filled:
    style = "TableSmall" if column.small or dress is not PLAIN else "TableText"
    if row.total and number == 0:
        style = "TableLabel"
    return filled(row.cells[number], style, column.align, bold=row.total)


def _title(record: Record) -> list[Element]:
    if not record.title:
        return []
    runs = span_runs(record.title)
    if status := record.status:
        word = run(
            f"\u00a0{status.word}\u00a0",
            ink=STATUS_INK[status.status],
            size=10,
            fill=STATUS_FILL[status.status],
        )
        runs += [run("\u3000"), word]
    return [paragraph("Heading3", runs)]


def _fields(fields: Sequence[Field], label: float, whole: bool) -> Line:
    cells, each, height = list[Place](), WIDTH / len(fields), PLAIN.row
    anchor = "center" if whole else "top"
    for number, field in enumerate(fields):
        left = number * each
        name = (paragraph("TableLabel", [run(field.label)]),)
        value = _value(field)
        height = max(height, value.height)
        cells.append(Place(left, left + label, name, LABEL_FILL, anchor=anchor))
        cells.append(Place(left + label, left + each, value.paragraphs, anchor=anchor))
    return Line(tuple(cells), height, whole=whole)


def _value(field: Field) -> Filled:
    if not field.paragraphs and field.ruled:
        return filled(BlankCell(field.ruled), "TableText")
    return Filled(written(field.paragraphs, "TableText"))
