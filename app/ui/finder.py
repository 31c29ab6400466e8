"""Ctrl+F: find a fact by a part of its name, its number or what it counts, and go there."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.rulebook import Rulebook
from app.ui.theme import theme

_MOST = 60


def matches(rulebook: Rulebook, words: str) -> Iterable[tuple[str, str]]:
    """Yield ids and descriptions of the facts in which every word occurs, best first: in the name, then elsewhere."""
    wanted = words.split()
    by_name, elsewhere = [], []
    for form in rulebook.forms:
        for page in form.pages:
            for fact in page.facts:
                text = f"{fact.name}　{form.title} · {page.title}（{page.office}）"
                if all(word in fact.name for word in wanted):
                    by_name.append((fact.id, text))
                elif all(word in text + fact.counting + fact.id for word in wanted):
                    elsewhere.append((fact.id, text))
    tasks = [(task.fact, f"任务 {task.no}　{task.text}") for task in rulebook.tasks()]
    elsewhere += [(fact, text) for fact, text in tasks if all(word in text for word in wanted)]
    return (by_name + elsewhere)[:_MOST]


class Finder(QDialog):
    """A field and a list that narrows as one types."""

    chosen = Signal(str)

    def __init__(self, rulebook: Rulebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("查找数据项")
        self._rulebook = rulebook
        self._field, self._list = QLineEdit(), QListWidget()
        self._field.setAccessibleName("要查找的数据项")
        self._list.setAccessibleName("找到的数据项")
        self._hint = QLabel("输入名称的一部分，↓ 选择，Enter 前往")
        self._hint.setProperty("role", "faint")
        layout = QVBoxLayout(self)
        for widget in (self._field, self._list, self._hint):
            layout.addWidget(widget)
        self.resize(theme().px(560), theme().px(420))
        self._field.textChanged.connect(self._search)
        self._list.itemActivated.connect(self._go)
        self._search("")

    def _search(self, words: str) -> None:
        self._list.clear()
        for fact, text in matches(self._rulebook, words):
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, fact)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        found = self._list.count()
        self._hint.setText("↓ 选择，Enter 前往" if found else "没有找到，请换一个词")

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
