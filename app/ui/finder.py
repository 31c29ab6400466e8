"""Ctrl+F: find a fact, task, indicator or roster by its name, its pinyin, its number or what it counts, and go there."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.services.finding import Entry, Readings, find, readings_of
from app.ui import messages
from app.ui.runner import Runner
from app.ui.theme import theme
from app.ui.window_place import resize_within_screen

_HOW = "输入名称的一部分、拼音或拼音首字母，↓ 选择，Enter "
_PADDING = 20
_NOTHING = "没有找到，请换一个词"


class Finder(QDialog):
    """A field and a list that narrows as one types."""

    chosen = Signal(str)

    def __init__(
        self,
        among: Sequence[Entry],
        runner: Runner,
        parent: QWidget | None = None,
        title: str = "查找数据项、任务、指标和花名册",
        verb: str = "前往",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._entries = among
        self._field, self._list = QLineEdit(), QListWidget()
        self._field.setAccessibleName("要查找的名称")
        self._list.setAccessibleName("找到的各项")
        self._list.setWordWrap(True)
        self._list.setItemDelegate(_WholeLines(self._list))
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._how = f"{_HOW}{verb}"
        self._hint = QLabel(self._how)
        self._hint.setProperty("role", "faint")
        layout = QVBoxLayout(self)
        for widget in (self._field, self._list, self._hint):
            layout.addWidget(widget)
        resize_within_screen(self, QSize(theme().px(560), theme().px(420)))
        self._field.textChanged.connect(self._search)
        self._list.itemActivated.connect(self._go)
        self._readings: Readings | None = None
        self._search("")
        names = tuple(entry.name for entry in self._entries)
        runner.run(lambda _: readings_of(names), self._on_readings, self._on_error)

    def _on_readings(self, readings: Readings) -> None:
        """From now on pinyin is understood too; what was typed meanwhile is searched again."""
        self._readings = readings
        self._search(self._field.text())

    def _on_error(self, error: BaseException) -> None:
        messages.show_error(self, error)

    def _search(self, words: str) -> None:
        self._list.clear()
        for entry in find(self._entries, words, self._readings):
            self._list.addItem(_item(entry))
        self._list.setCurrentRow(0)
        self._hint.setText(self._how if self._list.count() else _NOTHING)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrow keys walk the list while the field keeps the focus; Enter goes there."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            row = self._list.currentRow() + step
            self._list.setCurrentRow(max(0, min(row, self._list.count() - 1)))
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self._list.currentItem())
            return
        super().keyPressEvent(event)

    def _go(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.accept()
            self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))


class _WholeLines(QStyledItemDelegate):
    """Breaks lines within the room inside the padding of the style sheet, which Qt adds only afterwards."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        inside = QStyleOptionViewItem(option)
        inside.rect = option.rect.adjusted(0, 0, -theme().px(_PADDING), 0)  # type: ignore[attr-defined]
        return super().sizeHint(inside, index)


def _item(entry: Entry) -> QListWidgetItem:
    item = QListWidgetItem(entry.text)
    item.setData(Qt.ItemDataRole.UserRole, entry.target)
    return item
