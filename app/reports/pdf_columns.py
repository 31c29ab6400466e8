"""From a report's tables, records and charts to framed rows: column widths, heads and cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.verdict import Status
from app.domain.wording import plain_status
from app.reports.chart import ORDER, Scale, scale_for
from app.reports.pdf_boxes import Box
from app.reports.pdf_cells import CellMaker
from app.reports.pdf_chart import draw_legend
from app.reports.pdf_dress import PLAIN, Dress
from app.reports.pdf_fonts import Fonts
from app.reports.pdf_grid import Band, Cell, Content, GridRow, Nothing, band
from app.reports.pdf_pen import Pen
from app.reports.pdf_style import (
    COLUMN_HEAD,
    HEAD_FILL,
    LABEL,
    LABEL_FILL,
    LEGEND,
    MM,
    PAD_X,
    REMARK,
    WIDTH,
)
from app.reports.pdf_tables import TableBox
from app.reports.report import (
    Align,
    BarCell,
    BlankCell,
    Chart,
    ChartRow,
    Column,
    Field,
    Record,
    Report,
    Row,
    Table,
    TextCell,
    say,
    strong,
)
from app.reports.report import Cell as ReportCell

_LABEL_LEAST, _LABEL_MOST = 19 * MM, 29 * MM
#: A column that shares what is left is never narrower than this.
_LEAST_WIDTH = 18 * MM
#: A word or figure wider than this (an address on the net) is torn, and does not widen its column.
_MOST_WIDTH = 32 * MM
#: A remark stands closer to its row than two rows to each other.
_REMARK_LIFT = 2.2
_BAR_LEAST, _BAR_GAP = 10.5, 0.75
#: What stands in figures beside a bar.
_COUNTED = (Status.MET, Status.MISSED)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What columns are given beyond their measured texts.

    Without ``icons`` statuses are as wide as their words; ``spare`` points are added to what a fitting
    column needs, ``ease`` to the greatest width that it may have.
    """

    icons: bool = True
    spare: float = 0.5
    ease: float = 0.0


PRINTED = Allowance()


class Layout:
    """Turns tables of a report into boxes."""

    def __init__(self, fonts: Fonts, allowance: Allowance = PRINTED, dress: Dress = PLAIN) -> None:
        self._fonts, self._allowance, self._dress = fonts, allowance, dress
        self._maker = CellMaker(fonts, Scale(1, 0, 0), allowance.icons)

    def table(self, table: Table, widths: Sequence[float]) -> TableBox:
        """Return a table as a box; ``widths`` come from ``widths``."""
        head = (self._head(table.columns, widths),)
        rows = tuple(self._row(row, table, widths) for row in table.rows)
        return TableBox(head, rows)

    def widths(self, tables: Sequence[Table]) -> list[float]:
        """Return the column widths that suit all of several tables with the same columns."""
        columns = tables[0].columns
        wanted = [
            self._wanted(column, (row.cells[place] for table in tables for row in table.rows))
            for place, column in enumerate(columns)
        ]
        free = WIDTH - sum(width for width, column in zip(wanted, columns, strict=True) if column.fit)
        shares = sum(column.weight for column in columns if not column.fit)
        if not shares:
            return [width * WIDTH / sum(wanted) for width in wanted]
        unit = max(free, _LEAST_WIDTH * shares) / shares
        found = [
            width if column.fit else unit * column.weight
            for width, column in zip(wanted, columns, strict=True)
        ]
        return [width * WIDTH / sum(found) for width in found]

    def _wanted(self, column: Column, cells: Iterable[ReportCell]) -> float:
        if not column.fit:
            return 0.0
        style = self._dress.small if column.small else self._dress.cell
        title = self._maker.natural(TextCell((say(column.title),)), COLUMN_HEAD)
        listed = list(cells)
        natural = max((self._maker.natural(cell, style) for cell in listed), default=0.0)
        whole = max((self._maker.unbreakable(cell, _MOST_WIDTH, style) for cell in listed), default=0.0)
        most = max(column.most * MM + self._allowance.ease, whole)
        return min(max(title, natural, column.least * MM), most) + 2 * PAD_X + self._allowance.spare

    def _head(self, columns: Sequence[Column], widths: Sequence[float]) -> GridRow:
        cells, x = list[Cell](), 0.0
        for column, width in zip(columns, widths, strict=True):
            content = self._maker.text((say(column.title),), width - 2 * PAD_X, Align.CENTRE, COLUMN_HEAD)
            cells.append(Cell(x, width, content, HEAD_FILL))
            x += width
        return GridRow((band(tuple(cells), least=19.5),))

    def _row(self, row: Row, table: Table, widths: Sequence[float]) -> GridRow:
        cells, x = list[Cell](), 0.0
        for place, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
            cells.append(Cell(x, width, self._cell(row, place, column, width)))
            x += width
        first = band(tuple(cells), least=self._dress.row)
        bands = (first, self._remark(row, cells[table.remark_from].x)) if row.remark else (first,)
        return GridRow(bands, counts=not row.total)

    def _cell(self, row: Row, place: int, column: Column, width: float) -> Content:
        cell, style = row.cells[place], self._dress.small if column.small else self._dress.cell
        if row.total and isinstance(cell, TextCell):
            cell = TextCell(tuple(say(*(strong(s.text) for s in text)) for text in cell.paragraphs))
        if row.total and place == 0:
            style = LABEL
        return self._maker.content(cell, width - 2 * PAD_X, column.align, style)

    def _remark(self, row: Row, x: float) -> Band:
        content = self._maker.text((row.remark,), WIDTH - x - 2 * PAD_X, Align.LEFT, REMARK)
        cells = (Cell(0, x, Nothing()), Cell(x, WIDTH - x, content))
        return band(cells if x else cells[1:], lift=_REMARK_LIFT)

    def record(self, record: Record) -> TableBox:
        """Return labelled values in a frame."""
        label = self.label_width(record)
        rows = tuple(self._fields(fields, label) for fields in record.rows)
        head = (self._title(record),) if record.title else ()
        box = TableBox(head, rows, continued=False, whole=True)
        box.after = 7
        return box

    def label_width(self, record: Record) -> float:
        """Return the width that the labels of a record share."""
        labels = [TextCell((say(field.label),)) for fields in record.rows for field in fields]
        widest = max(self._maker.natural(label, LABEL) for label in labels)
        return min(max(widest + 2 * PAD_X + 0.5, _LABEL_LEAST), _LABEL_MOST)

    def _title(self, record: Record) -> GridRow:
        room, cells = WIDTH, list[Cell]()
        if record.status:
            width = self._maker.natural(record.status) + 2 * PAD_X + 1
            room -= width
            content = self._maker.content(record.status, width - 2 * PAD_X, Align.LEFT)
            cells.append(Cell(room, width, content, HEAD_FILL))
        title = self._maker.text((record.title,), room - 2 * PAD_X, Align.LEFT, LABEL)
        return GridRow((band((Cell(0, room, title, HEAD_FILL), *cells), ruled=False, least=19.5),))

    def _fields(self, fields: Sequence[Field], label_width: float) -> GridRow:
        cells, each = list[Cell](), WIDTH / len(fields)
        for number, field in enumerate(fields):
            x, room = number * each, each - label_width
            label = self._maker.text((say(field.label),), label_width - 2 * PAD_X, Align.LEFT, LABEL)
            cells.append(Cell(x, label_width, label, LABEL_FILL))
            cells.append(Cell(x + label_width, room, self._value(field, room - 2 * PAD_X)))
        return GridRow((band(tuple(cells), least=self._dress.row),))

    def _value(self, field: Field, width: float) -> Content:
        if not field.paragraphs and field.ruled:
            return self._maker.content(BlankCell(field.ruled), width, Align.LEFT)
        return self._maker.text(field.paragraphs, width, Align.LEFT, self._dress.cell)

    def chart(self, chart: Chart) -> list[Box]:
        """Return the bars with their figures, and the legend."""
        used = [status for status in ORDER if any(row.count(status) for row in chart.rows)]
        table = _chart_table(chart)
        widths = self.widths([table])
        bar_room = widths[-1] - 2 * PAD_X
        scale = scale_for(
            (row.counts for row in chart.rows), least=_BAR_LEAST / bar_room, gap=_BAR_GAP / bar_room
        )
        maker, self._maker = self._maker, CellMaker(self._fonts, scale)
        box = self.table(table, widths)
        self._maker = maker
        box.after = 0
        totals = {status: sum(row.count(status) for row in chart.rows) for status in used}
        return [
            box,
            LegendBox(tuple((status, f"{plain_status(status)} {n}") for status, n in totals.items())),
        ]


class Widths:
    """The column widths of a report's tables: the same for all tables of one family."""

    def __init__(self, report: Report, layout: Layout) -> None:
        self._report, self._layout = report, layout
        self._families: dict[str, list[float]] = {}

    def of(self, table: Table) -> list[float]:
        """Return the widths of a table's columns."""
        if not table.family:
            return self._layout.widths([table])
        if table.family not in self._families:
            blocks = (block for _, block in self._report.blocks())
            kin = [b for b in blocks if isinstance(b, Table) and b.family == table.family]
            self._families[table.family] = self._layout.widths(kin)
        return self._families[table.family]


def _chart_table(chart: Chart) -> Table:
    lacking = any(row.without for row in chart.rows)
    columns = (
        Column(chart.label, weight=1.9),
        Column(chart.counted, Align.CENTRE, fit=True),
        Column("达标", Align.CENTRE, fit=True),
        Column("未达标", Align.CENTRE, fit=True),
        *((Column("无数据", Align.CENTRE, fit=True),) if lacking else ()),
        Column("判定分布", weight=2.2),
    )
    rows = [_chart_row(row, lacking) for row in chart.rows]
    if chart.summed:
        sums = [sum(row.count(status) for row in chart.rows) for status in _COUNTED]
        sums += [sum(row.without for row in chart.rows)] if lacking else []
        whole = sum(row.total for row in chart.rows)
        rows.append(Row((_text("合计"), *(_text(str(n)) for n in (whole, *sums)), _text("")), total=True))
    return Table(columns, tuple(rows))


def _chart_row(row: ChartRow, lacking: bool) -> Row:
    figures = [_figure(row.count(status), status) for status in _COUNTED]
    figures += [_text(str(row.without))] if lacking else []
    return Row((_text(row.label), _text(str(row.total)), *figures, BarCell(row.counts)))


def _text(text: str) -> TextCell:
    return TextCell((say(text),))


def _figure(number: int, status: Status) -> TextCell:
    text = str(number)
    return TextCell((say(strong(text) if number and status is Status.MISSED else text),))


class LegendBox(Box):
    """What the patterns of the bars mean; stands close under them."""

    height = LEGEND.leading
    clings = True

    def __init__(self, entries: tuple[tuple[Status, str], ...]) -> None:
        self._entries = entries

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the entries at the right."""
        draw_legend(pen, self._entries, x, top, WIDTH)
