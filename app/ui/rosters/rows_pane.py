"""The rows of a roster with what narrows them: a search, what the chosen count makes of them, and which columns."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from app.domain.facts import Fact
from app.domain.roster_count import State
from app.ui.filing.parts import beside
from app.ui.rosters.row_model import Counted, RosterRows
from app.ui.rosters.row_table import RowTable
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.segment import Segment
from app.ui.widgets.separator import separator

_FILTERS = [
    ("", "全部"),
    (State.COUNTED.value, "计入"),
    (State.LEFT_OUT.value, "未计入"),
    (State.UNDECIDED.value, "未定"),
]
_SEARCH = 200


class RowsPane(QWidget):
    """The left side of the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RosterRows()
        self.table = RowTable(self.rows)
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找")
        self.search.setAccessibleName("在花名册中查找")
        self.search.setClearButtonEnabled(True)
        self.filter = Segment(_FILTERS, name="是否计入")
        self.personal, self.every_column = QCheckBox("显示个人信息"), QCheckBox("显示全部列")
        self._about = ElidedLabel()
        self._build()
        self.search.textChanged.connect(self._narrow)
        self.filter.chosen.connect(self._narrow)
        self.personal.toggled.connect(self.rows.set_personal)
        self.every_column.toggled.connect(self.rows.set_every_column)

    def _build(self) -> None:
        px = theme().px
        for box in (self.personal, self.every_column):
            box.setAccessibleName(box.text())
        self._about.setProperty("role", "detail")
        self.search.setMaximumWidth(px(_SEARCH))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(beside(self._about, self.every_column, self.personal, stretch=0))
        column.addLayout(beside(self.search, self.filter))
        column.addWidget(separator())
        column.addWidget(self.table, 1)

    def show_count(self, counted: Counted, fact: Fact) -> None:
        """Show rows and what the count of a fact makes of each."""
        self.rows.show(counted)
        self._about.setText(f"按“{fact.name}”的统计规则逐行列出")
        self.table.setAccessibleDescription(self._about.text())
        self.filter.set_counts(self.rows.counts())

    def clear_search(self) -> None:
        """Show all rows again: another roster is in front."""
        self.filter.choose("")
        self.search.clear()
        self._narrow()

    def enter(self) -> None:
        """Put the keyboard on the rows."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _narrow(self, _: str = "") -> None:
        self.rows.narrow(self.search.text(), self.filter.current)
