"""The view of a roster's rows: lines of one height, as wide as what stands in them, walked by keyboard."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ui.rosters.row_model import LEADING, RosterRows
from app.ui.theme import theme
from app.ui.widgets.painting import frame_row, text_width

_HEIGHT, _PADDING, _ICON = 31, 30, 20
#: What stands in the first rows decides how wide a column is; long texts end in ….
_LOOKED_AT, _WIDEST = 60, 260


class RowTable(QTableView):
    """Shows the rows; the current one carries the focus ring."""

    def __init__(self, rows: RosterRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(rows)
        self.setProperty("role", "inner")
        self.setAccessibleName("花名册各行")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(theme().px(_HEIGHT * 6))
        self.setIconSize(QSize(theme().px(14), theme().px(14)))
        self._rows, self._current = rows, 0
        self._dress()
        rows.modelAboutToBeReset.connect(self._remember)
        rows.modelReset.connect(self._fit)

    def _dress(self) -> None:
        lines, heads = self.verticalHeader(), self.horizontalHeader()
        lines.hide()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setMinimumSectionSize(theme().px(_HEIGHT))
        lines.setDefaultSectionSize(theme().px(_HEIGHT))
        heads.setSectionsClickable(False)
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setStretchLastSection(True)

    def _remember(self) -> None:
        line = self.currentIndex().row()
        self._current = self._rows.number(line) if line >= 0 else 0

    def _fit(self) -> None:
        """Give each column the room that its first cells take; stay on the row, if it is still there."""
        rows = self._rows
        for place, title in enumerate(rows.titles if rows.columnCount() else ()):
            shown = range(min(rows.rowCount(), _LOOKED_AT))
            texts = [str(rows.index(row, place).data()) for row in shown]
            wide = max((text_width(theme().font(13), text) for text in texts), default=0)
            wide += theme().px(_ICON if place == LEADING - 1 else 0)
            wide = min(wide, theme().px(_WIDEST))
            head = text_width(theme().font(12, bold=True), title)
            self.setColumnWidth(place, max(wide, head) + theme().px(_PADDING))
        if rows.rowCount():
            self.setCurrentIndex(rows.index(rows.line_of(self._current), 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        frame_row(self)
