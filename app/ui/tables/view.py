"""The view of a table: its columns fit the room, its rows are walked by keyboard, and it keeps its place."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from app.ui.tables.columns import fitted
from app.ui.tables.delegate import TableDelegate
from app.ui.tables.model import Group, GroupedModel, Row
from app.ui.theme import theme
from app.ui.widgets.painting import frame_row

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ALONE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class TableView(QTreeView):
    """A tree of groups and rows without indentation; the current row carries the focus ring.

    ``opened`` tells that Enter was pressed on a row or that it was clicked twice, ``key_pressed`` other
    keys by their text (``F2`` by its name), ``part_pressed`` a click on a painted part of a row.
    """

    opened = Signal(object)
    key_pressed = Signal(str)
    part_pressed = Signal(object, str)
    row_changed = Signal()

    def __init__(
        self, model: GroupedModel[Any], delegate: TableDelegate, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.table, self._delegate, self._known = model, delegate, set[str]()
        delegate.setParent(self)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self._keep_in_sight = QTimer(self, singleShot=True, interval=0)
        self._keep_in_sight.timeout.connect(self._show_current)
        self._dress()
        self._on_theme()
        theme().changed.connect(self._on_theme)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.selectionModel().currentChanged.connect(self._on_selection)

    def _dress(self) -> None:
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(False)
        self.setAllColumnsShowFocus(False)
        self.setProperty("role", "inner")
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        header = self.header()
        header.setSectionsClickable(False)
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(0)

    def show_groups(self, groups: Sequence[Group[Any]]) -> None:
        """Show rows; the current row and what is folded stay as they were."""
        key, above = self.current_key(), self._rows_above()
        folded = {
            group.key: not self.isExpanded(self.table.group_index(place))
            for place, group in enumerate(self.table.groups)
        }
        if not self.table.set_groups(groups):
            return
        for place in range(len(groups)):
            self.setFirstColumnSpanned(place, QModelIndex(), True)
        self.scheduleDelayedItemsLayout()  # else Qt lays all rows out anew for each group that is opened
        for place, group in enumerate(groups):
            self.setExpanded(self.table.group_index(place), not folded.get(group.key, group.folded))
        if not self.set_current(key or ""):
            self._choose_near(above)

    def _rows_above(self) -> int:
        """Return how many rows stand above the current one."""
        keys = [row.key for row in self.table.rows()]
        key = self.current_key()
        return keys.index(key) if key in keys else 0

    def _choose_near(self, above: int) -> None:
        """Go to the row that now stands where the former one stood, in a group that is open."""
        rows = [row for group in self.table.groups if not group.folded for row in group.rows]
        if rows:
            self.set_current(rows[min(above, len(rows) - 1)].key)

    def choose_first(self) -> None:
        """Go to the first row, with its heading in sight."""
        self._choose_near(0)
        self.scrollToTop()

    def expand_all_groups(self, expanded: bool = True) -> None:
        """Open every group, or fold those that begin folded."""
        for place, group in enumerate(self.table.groups):
            self.setExpanded(self.table.group_index(place), expanded or not group.folded)

    def current_row(self) -> Row | None:
        """Return the row that the keyboard is on."""
        return self.table.row_at(self.currentIndex())

    def current_key(self) -> str | None:
        """Return the key of the row that the keyboard is on."""
        row = self.current_row()
        return row.key if row is not None else None

    def current_group(self) -> Group[Any] | None:
        """Return the group whose heading the keyboard is on."""
        return self.table.group_at(self.currentIndex())

    def chosen_rows(self) -> list[Row]:
        """Return the selected rows in their order, else the current one; none on a heading alone."""
        indexes = sorted(self.selectionModel().selectedRows(), key=lambda i: (i.parent().row(), i.row()))
        rows = [row for index in indexes if (row := self.table.row_at(index)) is not None]
        current = self.current_row()
        return rows or ([current] if current is not None else [])

    def set_current(self, key: str) -> bool:
        """Go to a row by its key, opening its group; tell whether it is there."""
        index = self.table.index_of(key)
        if not index.isValid():
            return False
        self.setExpanded(index.parent(), True)
        self.setCurrentIndex(index)
        self.selectionModel().select(index, _ALONE)  # also while a key is held that would add to the choice
        self.scrollTo(index)
        return True

    def fit_columns(self) -> None:
        """Give each column its width in the room there is; the scroll bar's is kept free, there or not."""
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        for place, width in enumerate(fitted(self.table.columns, room)):
            self.setColumnHidden(place, width == 0)
            if width:
                self.setColumnWidth(place, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()
        self.scheduleDelayedItemsLayout()
        self._keep_in_sight.start()

    def _show_current(self) -> None:
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, plain = self.current_row(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTER and plain:
            self._enter(row)
        elif plain and event.key() == Qt.Key.Key_F2:
            self.key_pressed.emit("F2")
        elif plain and event.text().isalnum():
            self.key_pressed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _enter(self, row: Row | None) -> None:
        if row is not None:
            self.opened.emit(row)
        elif self.currentIndex().isValid():
            self.setExpanded(self.currentIndex(), not self.isExpanded(self.currentIndex()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.table.row_at(index)
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            return
        if row is None:
            self.setExpanded(index, not self.isExpanded(index))
            return
        part = self._delegate.pressed(index, event.position().toPoint(), self.visualRect(index))
        if part:
            self.part_pressed.emit(row, part)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = self.table.row_at(index)
        if row is not None and not self._delegate.pressed(
            index, event.position().toPoint(), self.visualRect(index)
        ):
            self.opened.emit(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        frame_row(self)

    def _on_selection(self) -> None:
        self.viewport().update()
        self.row_changed.emit()

    def _on_theme(self) -> None:
        self.fit_columns()
        self.scheduleDelayedItemsLayout()
