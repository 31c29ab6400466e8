"""A chart as a table of counts: every figure can be edited, those above nothing bear their status's colour."""

from collections.abc import Sequence

from app.domain.verdict import Status
from app.domain.wording import plain_status
from app.reports.chart import ORDER
from app.reports.report import (
    Align,
    Cell,
    Chart,
    ChartRow,
    Column,
    Row,
    StatusCell,
    Table,
    TextCell,
    muted,
    say,
)

_ALWAYS = (Status.MET, Status.MISSED)
_LACKING, _SUM = "无数据", "合计"


def counted(chart: Chart) -> Table:
    """Return a column for each status that occurs, and the sums below."""
    used = [s for s in ORDER if s in _ALWAYS or any(row.count(s) for row in chart.rows)]
    lacking = any(row.without for row in chart.rows)
    titles = (chart.counted, *map(plain_status, used), *((_LACKING,) if lacking else ()))
    columns = (Column(chart.label), *(Column(title, Align.CENTRE, fit=True) for title in titles))
    rows = [_row(row, used, lacking) for row in chart.rows]
    if chart.summed:
        rows.append(Row(_row(_sum(chart, used), used, lacking).cells, total=True))
    return Table(columns, tuple(rows))


def _sum(chart: Chart, used: Sequence[Status]) -> ChartRow:
    counts = tuple((status, sum(row.count(status) for row in chart.rows)) for status in used)
    return ChartRow(_SUM, counts, sum(row.without for row in chart.rows))


def _row(row: ChartRow, used: Sequence[Status], lacking: bool) -> Row:
    cells = [_text(row.label), _text(str(row.total)), *(_count(row, status) for status in used)]
    return Row((*cells, _text(str(row.without))) if lacking else tuple(cells))


def _count(row: ChartRow, status: Status) -> Cell:
    count = row.count(status)
    return StatusCell(status, str(count)) if count else TextCell((say(muted("0")),))


def _text(text: str) -> Cell:
    return TextCell((say(text),))
