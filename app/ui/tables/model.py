"""A table of two levels: groups, each with its rows, changed in place where the rows stay the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

from app.ui.tables.columns import Column

#: The row (or the group) itself.
ROW_ROLE = Qt.ItemDataRole.UserRole
_TOP = 0
Index = QModelIndex | QPersistentModelIndex


class Row(Protocol):
    """A row of a table: a value that is found by its key."""

    @property
    def key(self) -> str:
        """What finds the row again after a change."""


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Group(Generic[R]):
    """Rows under one heading; ``note`` stands beside it. Those with ``folded`` begin closed."""

    key: str
    title: str
    rows: tuple[R, ...]
    note: str = ""
    folded: bool = False
    status: str = ""
    icon: str = ""


class GroupedModel(QAbstractItemModel, Generic[R]):
    """Groups and rows for a tree view; what a row says is for the subclass to tell."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.groups: tuple[Group[R], ...] = ()

    def words(self, row: R, column: int) -> str:
        """Return what stands in a cell."""
        raise NotImplementedError

    def spoken(self, row: R) -> str:
        """Return what a screen reader says of a row."""
        texts = (self.words(row, column) for column in range(len(self.columns)))
        return "，".join(text for text in texts if text)

    def set_groups(self, groups: Sequence[Group[R]]) -> bool:
        """Show other rows; tell whether they are others, not the same ones with other words."""
        old, self_groups = self.groups, tuple(groups)
        if _shape(old) != _shape(self_groups):
            self.beginResetModel()
            self.groups = self_groups
            self.endResetModel()
            return True
        self.groups = self_groups
        for place, (before, after) in enumerate(zip(old, self_groups, strict=True)):
            self._tell_changes(place, before, after)
        return False

    def _tell_changes(self, place: int, before: Group[R], after: Group[R]) -> None:
        last = len(self.columns) - 1
        if before != after:
            self.dataChanged.emit(self.createIndex(place, 0, _TOP), self.createIndex(place, last, _TOP))
        for number, (old, new) in enumerate(zip(before.rows, after.rows, strict=True)):
            if old != new:
                first, end = (self.createIndex(number, column, place + 1) for column in (0, last))
                self.dataChanged.emit(first, end)

    def rows(self) -> Iterator[R]:
        """Yield every row."""
        for group in self.groups:
            yield from group.rows

    def row_at(self, index: Index) -> R | None:
        """Return the row of an index; None for a group and for nothing."""
        if not index.isValid() or index.internalId() == _TOP:
            return None
        return self.groups[index.internalId() - 1].rows[index.row()]

    def group_at(self, index: Index) -> Group[R] | None:
        """Return the group of an index; None for a row and for nothing."""
        return self.groups[index.row()] if index.isValid() and index.internalId() == _TOP else None

    def group_index(self, place: int) -> QModelIndex:
        """Return the index of a group."""
        return self.createIndex(place, 0, _TOP)

    def index_of(self, key: str) -> QModelIndex:
        """Return the index of a row by its key; an invalid one when it is not there."""
        for place, group in enumerate(self.groups):
            for number, row in enumerate(group.rows):
                if row.key == key:
                    return self.createIndex(number, 0, place + 1)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        # Not hasIndex(): it asks for rows and columns through Qt and back, a thousand times for a full table.
        if not (0 <= row < self.rowCount(parent) and 0 <= column < len(self.columns)):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _TOP)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self.groups)
        if parent.column() > 0 or parent.internalId() != _TOP:
            return 0
        return len(self.groups[parent.row()].rows)

    def columnCount(self, _: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        enabled = Qt.ItemFlag.ItemIsEnabled
        return enabled if self.row_at(index) is None else enabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, group = self.row_at(index), self.group_at(index)
        if role == ROW_ROLE:
            return row or group
        if row is not None:
            return self._row_data(row, index.column(), role)
        if group is not None and role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return f"{group.title}　{group.note}".strip() if index.column() == 0 else ""
        return None

    def _row_data(self, row: R, column: int, role: int) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.words(row, column)
        return self.spoken(row) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].align | Qt.AlignmentFlag.AlignVCenter
        return None


def _shape(groups: Sequence[Group[R]]) -> list[tuple[str, tuple[str, ...]]]:
    return [(group.key, tuple(row.key for row in group.rows)) for group in groups]
