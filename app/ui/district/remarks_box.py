"""Remarks on single rows of a filing: what was missed stands here, any other row is found by typing."""

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.district import FiledRow
from app.domain.receipt import Remark
from app.domain.verdict import Status
from app.reports.district_words import row_word
from app.services.finding import Entry, find
from app.ui.theme import theme
from app.ui.verdict_body import WrappedLabel

_SEARCH = "查找其他指标或任务"
_HOW = "可输入名称、文号、条款或代码"


class RemarksBox(QWidget):
    """A field per row; ``documents`` are the names of the standards by id. What was written stays in sight."""

    def __init__(
        self, rows: tuple[FiledRow, ...], documents: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = {row.key.indicator: row for row in rows}
        self._told = {name: _told(row, documents) for name, row in self._rows.items()}
        self._missed = [name for name, row in self._rows.items() if row.status is Status.MISSED]
        self.boxes: dict[str, QLineEdit] = {}
        self._holders: dict[str, QWidget] = {}
        self.shown: list[str] = []
        self.head, self.search = QLabel(), QLineEdit()
        self._entries = [
            Entry(name, row.key.title.casefold(), self._told[name].casefold())
            for name, row in self._rows.items()
        ]
        self._build()
        self.search.textChanged.connect(self._show_found)
        self._show_found("")

    def remarks(self) -> tuple[Remark, ...]:
        """Return what was written, in the order of the filing."""
        texts = {name: box.text().strip() for name, box in self.boxes.items()}
        return tuple(Remark(name, texts[name]) for name in self._rows if texts.get(name))

    def _build(self) -> None:
        px = theme().px
        self.head.setProperty("bold", "true")
        self.search.setAccessibleName(_SEARCH)
        self.search.setAccessibleDescription(_HOW)
        self.search.setClearButtonEnabled(True)
        name, finder, content = QLabel(f"{_SEARCH}（{_HOW}）"), QHBoxLayout(), QWidget()
        name.setProperty("role", "muted")
        name.setBuddy(self.search)
        finder.addWidget(name)
        finder.addWidget(self.search, 1)
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(px(6))
        self._list.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.head)
        column.addLayout(finder)
        column.addWidget(content, 1)

    def _show_found(self, words: str) -> None:
        """Show what is asked for, or what was missed; and below it what was remarked on already."""
        asked = words.strip().casefold()
        found = [entry.target for entry in find(self._entries, asked)] if asked else self._missed
        written = [remark.row for remark in self.remarks()]
        self.shown = list(dict.fromkeys((*found, *written)))
        for name in self.boxes:
            self._holders[name].setVisible(name in self.shown)
        for place, name in enumerate(self.shown):
            self._list.insertWidget(place, self._holder(name))
        for before, after in pairwise((self.search, *(self.boxes[name] for name in self.shown))):
            QWidget.setTabOrder(before, after)
        self.head.setText(_head(asked, len(found), len(self._missed)))

    def _holder(self, name: str) -> QWidget:
        """Return label and field of a row, made when it is first shown."""
        if name not in self._holders:
            holder = self._holders[name] = QWidget()
            column, box = QVBoxLayout(holder), QLineEdit()
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme().px(2))
            told = WrappedLabel(self._told[name])
            told.setWordWrap(True)
            told.setProperty("role", "detail")
            told.setBuddy(box)
            box.setAccessibleName(f"对“{self._told[name].replace(chr(10), '，')}”的意见")
            self.boxes[name] = box
            column.addWidget(told)
            column.addWidget(box)
        return self._holders[name]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter go from what is searched for to the first row that was found."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.window().focusWidget() is self.search and self.shown:
            self.boxes[self.shown[0]].setFocus()
        else:
            super().keyPressEvent(event)


def _head(asked: str, found: int, missed: int) -> str:
    if asked:
        return f"逐项意见（找到 {found} 项）" if found else "逐项意见（没有找到）"
    if not missed:
        return "逐项意见（没有未达标和未完成的）"
    return f"逐项意见（未达标和未完成的 {missed} 项，可只写其中几项）"


def _told(row: FiledRow, documents: Mapping[str, str]) -> str:
    """Return title, value and word of a row, and below them by what it is told from others of like name."""
    key = row.key
    value = f"：{row.value}，要求 {key.required}" if row.value and key.required else ""
    where = "　".join((f"{documents.get(key.standard, key.standard)} {key.clause}".strip(), key.indicator))
    return f"{key.title}{value}（{row_word(row)}）\n{where}"
