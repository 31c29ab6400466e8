"""What the desk shows: head, schools with the chosen one below, indicators and needs; or how to begin."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.domain.district_needs import RULE
from app.domain.district_rollup import RollUp
from app.domain.rulebook import Rulebook
from app.reports.district_words import summary, without_data
from app.ui.district.rollup_tables import (
    indicator_groups,
    indicator_table,
    need_groups,
    need_table,
    show_plainly,
)
from app.ui.district.rows import ALL, MISSING, PENDING, Desk, DeskRow
from app.ui.district.school_card import SchoolCard
from app.ui.district.school_table import SchoolTable
from app.ui.district.strip import StripLegend
from app.ui.filing.parts import Sheet, line, link
from app.ui.theme import theme
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.scroll import VerticalScroll
from app.ui.widgets.segment import Segment
from app.ui.widgets.stack import PageStack

_FILTERS = ((ALL, "全部"), (PENDING, "待处理"), (MISSING, "未报"))
_NONE = {ALL: "文件夹中没有备案包", PENDING: "没有待处理的备案", MISSING: "没有未报的学校"}
#: Below this logical width the two halves stand one above the other.
_NARROW = 1080
_BEGIN = (
    "还没有打开备案包文件夹",
    "把各校报来的备案包（.zip）放进一个文件夹，打开它即可汇总；可以再分下级文件夹。"
    "有学校名单的，一并打开，才知道谁未报。备案包和名单都不改动。",
)


class DeskView(QWidget):
    """Shows what it is given.

    ``begun`` comes when somebody wants to open a folder, ``reminders_wanted`` for the list of those to be urged.
    """

    begun = Signal()
    reminders_wanted = Signal()

    def __init__(self, rulebook: Rulebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rulebook, self._desk, self._roll_up = rulebook, None, None
        self.table, self.card = SchoolTable(), SchoolCard()
        self.filter = Segment(_FILTERS, name="筛选")
        self.indicators, self.needs = indicator_table(), need_table()
        self.nothing, self.note = line("", "muted"), line("", "muted")
        self.empty = EmptyState("district", *_BEGIN, "打开文件夹…")
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._stack = PageStack()
        self._build()
        self.empty.pressed.connect(self.begun)
        self.filter.chosen.connect(self._on_filter)
        self.table.row_changed.connect(self._on_row)
        self.table.opened.connect(self._on_opened)

    _desk: Desk | None
    _roll_up: RollUp | None

    def show_desk(self, desk: Desk, roll_up: RollUp) -> None:
        """Show what was collected; the chosen school stays chosen."""
        self._desk = desk
        self._stack.setCurrentWidget(self._full)
        self.filter.set_counts(desk.counts())
        self._on_filter()
        if roll_up is not self._roll_up:
            self._show_roll_up(roll_up)

    def _show_roll_up(self, roll_up: RollUp) -> None:
        self._roll_up = roll_up
        groups = indicator_groups(roll_up, self._rulebook)
        show_plainly(self.indicators, groups)
        show_plainly(self.needs, need_groups(roll_up))
        self._counted.setText(f"按 {len(roll_up.collection.counted)} 所学校的备案")
        self.indicators.setToolTip(groups[0].title if len(groups) == 1 else "")
        told = [f"合计还差：{RULE}", summary(roll_up.collection)[0], without_data(roll_up.collection)]
        self.note.setText("\n".join(text for text in told if text))

    def focus_code(self) -> None:
        """Go where the code from paper is typed."""
        if self.card.code.isVisible():
            self.card.code.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(_NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(direction)
        self.card.set_narrow(self.width() < theme().px(760))

    def _build(self) -> None:
        px = theme().px
        self._full = VerticalScroll(self._content())
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._full)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        for table, least in ((self.table, 250), (self.indicators, 190), (self.needs, 130)):
            table.setMinimumHeight(px(least))
            table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def _content(self) -> QWidget:
        px = theme().px
        content, left, right = QWidget(), QVBoxLayout(), QVBoxLayout()
        self._halves.setContentsMargins(px(20), px(12), px(20), px(12))
        for layout in (self._halves, left, right):
            layout.setSpacing(px(12))
        left.addWidget(self._schools(), 1)
        left.addWidget(self.card)
        indicators = _sheet("九项重点监测指标", self.indicators)
        indicators.head.addWidget(StripLegend())
        needs = _sheet("全区合计还差", self.needs)
        self._counted = needs.note
        right.addWidget(indicators, 2)
        right.addWidget(needs, 1)
        right.addWidget(self.note)
        self._halves.addLayout(left, 8)
        self._halves.addLayout(right, 5)
        content.setLayout(self._halves)
        return content

    def _schools(self) -> Sheet:
        sheet = _sheet("各校备案", self.table)
        sheet.head.insertWidget(1, self.filter)
        sheet.head.addWidget(link("生成催报名单…", "生成催报名单", self.reminders_wanted.emit))
        sheet.body.insertWidget(0, self.nothing)
        return sheet

    def _on_filter(self, _: str = "") -> None:
        if self._desk is None:
            return
        groups = self._desk.groups(self.filter.current)
        self.nothing.setText("" if groups else f"{_NONE[self.filter.current]}。")
        self.nothing.setVisible(not groups)
        self.table.show_groups(groups)
        self._on_row()

    def _on_row(self) -> None:
        row = self.table.current_row()
        self.card.show_row(row if isinstance(row, DeskRow) else None)

    def _on_opened(self, _: object) -> None:
        self.focus_code()


def _sheet(title: str, table: QWidget) -> Sheet:
    """Return a sheet that a table fills to its edges."""
    sheet = Sheet(title)
    sheet.body.setContentsMargins(0, 0, 0, 1)
    sheet.body.addWidget(table, 1)
    names = sheet.findChildren(QLabel)
    sheet.setAccessibleName(names[0].text())
    return sheet
