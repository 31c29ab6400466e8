"""The left half of the start page: the ways to begin, who types, settings and help."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.services.recent import RecentFile
from app.ui.fields.one_line import OneLine
from app.ui.start_parts import BigButton, LeftPane, link_button
from app.ui.theme import theme

_WIDTH = 430


class StartLeft(LeftPane):
    """Holds the buttons; what they do is connected by the page."""

    def __init__(self, typist: str) -> None:
        super().__init__()
        self.continue_way = BigButton("fill", "继续填报", "")
        self.new_way = BigButton("plus", "新建学校文件", "一校一个文件，可放在 U 盘上")
        self.open_way = BigButton("folder", "打开学校文件…", "Ctrl+O　也可把文件拖到本窗口")
        self.next_way = BigButton("ledger", "新学年", "复制上年数据，逐项确认")
        self.sample_way = BigButton("home", "示例学校", "虚构的学校，可随意试填")
        self._ways = (self.continue_way, self.new_way, self.open_way, self.next_way, self.sample_way)
        self.typist = QLineEdit(typist)
        self.typist.setValidator(OneLine(self.typist))
        self.typist.setProperty("role", "value")
        self.typist.setAccessibleName("填表人姓名")
        self.settings_link, self.help_link = link_button("设置"), link_button("帮助（F1）")
        self.district_link = link_button("区县工作台…")
        self._name, self._title, self._grid = self._name_holder(), QLabel("职校达标自评"), QGridLayout()
        self._column = QVBoxLayout(self)
        self._build()
        self._on_theme()
        theme().changed.connect(self._on_theme)

    def show_newest(self, entry: RecentFile | None) -> None:
        """Offer to continue with the file used last; where there is none, to make one comes first."""
        self.continue_way.setVisible(entry is not None)
        self.continue_way.set_primary(entry is not None)
        self.new_way.set_primary(entry is None)
        if entry is not None:
            self.continue_way.set_hint(f"{entry.school} · ", f"{entry.year} 学年")
        self._place_ways(2 if self.stacked else 1)

    def set_stacked(self, stacked: bool, width: int) -> None:
        """Stand above the other half, as wide as the page, or beside it."""
        pane = theme().px(_WIDTH)
        self.setMinimumWidth(0 if stacked else pane)
        self.setMaximumWidth(width if stacked else pane)
        self.stacked = stacked
        self._place_ways(2 if stacked else 1)

    def focus_first(self) -> None:
        """Give the focus to the first way."""
        next(way for way in self._ways if not way.isHidden()).setFocus()

    def _build(self) -> None:
        aim = QLabel("逐条对照办学标准，列明差距，形成自评报告")
        aim.setProperty("ink", "muted")
        aim.setWordWrap(True)
        for widget in (*self._ways, self._name):
            self._grid.addWidget(widget)
        self.continue_way.hide()
        foot = QHBoxLayout()
        foot.setSpacing(theme().px(16))
        for link in (self.settings_link, self.help_link, self.district_link):
            foot.addWidget(link)
        foot.addStretch(1)
        for widget in (self._title, aim):
            self._column.addWidget(widget)
        self._column.addSpacing(theme().px(12))
        self._column.addLayout(self._grid)
        self._column.addSpacing(theme().px(16))
        self._column.addLayout(foot)  # not at the bottom: the other half may be longer than the window
        self._column.addStretch(1)

    def _name_holder(self) -> QWidget:
        holder, name = QWidget(), QLabel("填表人姓名（记入修改记录，不离开本机）")
        name.setProperty("role", "muted")
        name.setBuddy(self.typist)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(4))
        layout.addWidget(name)
        layout.addWidget(self.typist, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        return holder

    def _place_ways(self, columns: int) -> None:
        shown = [way for way in self._ways if not way.isHidden()]
        for widget in (*self._ways, self._name):
            self._grid.removeWidget(widget)
        for number, widget in enumerate((*shown, self._name)):
            self._grid.addWidget(widget, number // columns, number % columns)
        self._name.setContentsMargins(0, theme().px(14 if columns == 1 else 4), 0, 0)

    @Slot()
    def _on_theme(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(40), px(32), px(36), px(24))
        self._column.setSpacing(px(4))
        self._grid.setSpacing(px(10))
        self._title.setFont(theme().font(26, bold=True))
        self.typist.setFixedWidth(px(220))
