"""The two tables of the roll-up: monitored indicators with their schools, and what the district lacks in all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from app.domain.district_lines import Line
from app.domain.district_rollup import RollUp
from app.domain.rulebook import Rulebook
from app.domain.verdict import Status
from app.reports.district_words import composition
from app.reports.phrases import full_title
from app.ui.district.strip import Parts, paint_strip
from app.ui.tables import pen
from app.ui.tables.columns import RIGHT, Column
from app.ui.tables.delegate import TableDelegate
from app.ui.tables.model import Group, GroupedModel, Row
from app.ui.tables.view import TableView
from app.ui.theme import theme

#: Neither met nor missed: shown together, in the colours of what could not be judged.
_OTHER = (Status.UNANSWERED, Status.UNJUDGEABLE, Status.NOT_APPLICABLE, Status.SHOWN)
_LEAST, _MOST_LINES = 29, 4


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One line of the roll-up with how many schools came out how."""

    key: str
    title: str
    met: int
    missed: int
    other: int
    without: int

    @property
    def parts(self) -> Parts:
        """The schools of the strip."""
        return (
            (Status.MET, self.met),
            (Status.MISSED, self.missed),
            (Status.UNJUDGEABLE, self.other),
            (None, self.without),
        )


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What the district lacks of one fact, and of which schools it is made."""

    key: str
    name: str
    total: str
    parts: str


def indicator_groups(roll_up: RollUp, rulebook: Rulebook) -> list[Group[IndicatorRow]]:
    """Return the monitored lines by document."""
    lines, groups = roll_up.monitored(rulebook), []
    for standard in dict.fromkeys(line.key.standard for line in lines):
        rows = tuple(_indicator(line, roll_up) for line in lines if line.key.standard == standard)
        groups.append(Group(standard, full_title(rulebook.standards[standard].document), rows))
    return groups


def _indicator(line: Line, roll_up: RollUp) -> IndicatorRow:
    key = line.key
    return IndicatorRow(
        "/".join((key.standard, key.edition, key.hash, key.indicator, key.asked)),
        f"{key.title}（{key.required}，版本 {key.edition}）" if line.apart else key.title,
        line.of(Status.MET),
        line.of(Status.MISSED),
        sum(line.of(status) for status in _OTHER),
        line.absent + len(roll_up.collection.without),
    )


def need_groups(roll_up: RollUp) -> list[Group[NeedRow]]:
    """Return what is lacking, by fact."""
    rows = tuple(
        NeedRow(need.fact.id, need.fact.name, need.text, composition(need)) for need in roll_up.needs
    )
    return [Group("needs", "全区合计还差", rows)] if rows else []


def show_plainly(table: TableView, groups: Sequence[Group[Any]]) -> None:
    """Show rows to be read; the heading of a single group is left out."""
    table.show_groups(groups)
    single = len(groups) == 1
    table.setRootIndex(table.table.group_index(0) if single else QModelIndex())
    table.set_current(groups[0].rows[0].key if groups else "")


class IndicatorModel(GroupedModel[IndicatorRow]):
    """Indicators by document."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column("指标", 132, stretch=3),
                Column("学校", 96, stretch=2),
                Column("达标", 46, align=RIGHT),
                Column("未达标", 58, align=RIGHT),
                Column("未判定", 58, align=RIGHT),
                Column("无数据", 58, align=RIGHT),
            )
        )

    def words(self, row: IndicatorRow, column: int) -> str:
        return (row.title, "", *map(str, (row.met, row.missed, row.other, row.without)))[column]

    def spoken(self, row: IndicatorRow) -> str:
        told = f"达标 {row.met} 所，未达标 {row.missed} 所，未判定 {row.other} 所，无数据 {row.without} 所"
        return f"{row.title}，{told}"


class IndicatorDelegate(TableDelegate):
    """Paints the strip, and figures in the colours of what they count."""

    def row_height(self, row: Row, width: int) -> int:
        assert isinstance(row, IndicatorRow)
        return _row_height(self, row.title, 0, 13)

    def paint_cell(
        self, painter: QPainter, rect: QRect, row: Row, column: int, option: QStyleOptionViewItem
    ) -> None:
        assert isinstance(row, IndicatorRow)
        match column:
            case 0:
                pen.words(painter, rect, row.title, most=_MOST_LINES)
            case 1:
                paint_strip(painter, rect, row.parts)
            case _:
                count = (row.met, row.missed, row.other, row.without)[column - 2]
                hot = column == 3 and count > 0
                token = "missed.text" if hot else "text" if column == 2 else "text.muted"
                pen.words(painter, rect, str(count), token, bold=hot, align=RIGHT)


class NeedModel(GroupedModel[NeedRow]):
    """What is lacking, by fact."""

    def __init__(self) -> None:
        super().__init__(
            (Column("项目", 118, stretch=1), Column("合计", 104, align=RIGHT), Column("组成", 150, stretch=3))
        )

    def words(self, row: NeedRow, column: int) -> str:
        return (row.name, row.total, row.parts)[column]


class NeedDelegate(TableDelegate):
    """Paints the total in bold and of which schools it is made, as it wraps."""

    def row_height(self, row: Row, width: int) -> int:
        assert isinstance(row, NeedRow)
        return max(_row_height(self, row.name, 0, 13), _row_height(self, row.parts, 2, 12))

    def paint_cell(
        self, painter: QPainter, rect: QRect, row: Row, column: int, option: QStyleOptionViewItem
    ) -> None:
        assert isinstance(row, NeedRow)
        match column:
            case 0:
                pen.words(painter, rect, row.name, most=_MOST_LINES)
            case 1:
                pen.words(painter, rect, row.total, bold=True, align=RIGHT)
            case _:
                pen.words(painter, rect, row.parts, "text.muted", 12, most=_MOST_LINES)


def _row_height(delegate: TableDelegate, text: str, column: int, size: int) -> int:
    room = delegate.parent().columnWidth(column) - theme().px(16)  # type: ignore[attr-defined]
    lines = len(pen.lines_of(text, theme().font(size), room, _MOST_LINES))
    return max(theme().px(_LEAST), lines * pen.line_height(size) + theme().px(9))


def indicator_table(parent: QWidget | None = None) -> TableView:
    """Return the table of monitored indicators."""
    return _read_only(TableView(IndicatorModel(), IndicatorDelegate(), "重点监测指标", parent))


def need_table(parent: QWidget | None = None) -> TableView:
    """Return the table of what is lacking."""
    return _read_only(TableView(NeedModel(), NeedDelegate(), "全区合计还差", parent))


def _read_only(table: TableView) -> TableView:
    """Nothing is done with a row, so none is chosen; the ring tells where the keyboard is."""
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    return table
