"""By which day filings are in time, and which school year is rolled up."""

import datetime
from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.values import parse_date
from app.ui.fields.calendar import add_calendar
from app.ui.messages import dialog_buttons
from app.ui.theme import theme
from app.ui.verdict_body import WrappedLabel

_WIDTH = 460
_USUAL = "多数备案包的学年"


class TermsDialog(QDialog):
    """Asks for the day, which may be left empty, and the year, where there is a choice."""

    def __init__(
        self, due: datetime.date | None, year: str, years: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("截止日期与学年")
        self.line = QLineEdit(due.isoformat() if due else "")
        self.line.setAccessibleName("截止日期")
        add_calendar(self.line)
        self.years = QComboBox()
        self.years.setAccessibleName("汇总的学年")
        self.years.addItem(_USUAL, "")
        for name in dict.fromkeys((*years, *([year] if year else []))):
            self.years.addItem(f"{name} 学年", name)
        self.years.setCurrentIndex(max(self.years.findData(year), 0))
        self._trouble = WrappedLabel("日期写法不对，例如 2026-12-10。")
        self._trouble.setProperty("ink", "missed")
        self._trouble.hide()
        self._build()
        self.line.setFocus()

    @property
    def due(self) -> datetime.date | None:
        """The last day on which filings are in time."""
        return parse_date(self.line.text())

    @property
    def year(self) -> str:
        """The school year, "" for that of most filings."""
        return str(self.years.currentData())

    def accept(self) -> None:
        wrong = bool(self.line.text().strip()) and self.due is None
        self._trouble.setVisible(wrong)
        if not wrong:
            super().accept()

    def _build(self) -> None:
        px = theme().px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(10))
        for number, (word, widget) in enumerate((("截止日期", self.line), ("汇总的学年", self.years))):
            name = QLabel(word)
            name.setBuddy(widget)
            grid.addWidget(name, number, 0)
            grid.addWidget(widget, number, 1)
        note = WrappedLabel("首次备案的冻结时间在截止日期之后的为迟报。不填则不区分。")
        note.setWordWrap(True)
        note.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(*[px(20)] * 4)
        column.setSpacing(px(12))
        column.addLayout(grid)
        column.addWidget(note)
        column.addWidget(self._trouble)
        column.addLayout(dialog_buttons(self, "采用"))
        self.setMinimumWidth(px(_WIDTH))
