"""The table of standards on the start page: who issued them, how many figures, how surely those are known."""

from collections import Counter
from dataclasses import dataclass
from itertools import product

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.domain.rulebook import Rulebook
from app.domain.standard import SourceState, Standard
from app.domain.wording import SOURCE_WORDS
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.status import SOURCE_LOOKS, IconWord

_HEADS = ("发布机关", "文件", "指标", "任务", "核实程度", "版本")
_FIGURES = (1, 2, 3)
_SOURCES, _EDITION = 4, 5
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class IssuerLine:
    """What one authority's documents hold."""

    issuer: str
    titles: tuple[str, ...]
    indicators: int
    tasks: int
    states: tuple[tuple[SourceState, int], ...]
    editions: tuple[str, ...]
    incomplete: int

    @property
    def title(self) -> str:
        """The issuer, and whether some document was not read to its end."""
        return f"{self.issuer}（{self.incomplete} 份原文未读全）" if self.incomplete else self.issuer


def issuer_lines(rulebook: Rulebook) -> tuple[IssuerLine, ...]:
    """Sum the standards up by who issued them, in the order in which the conclusion speaks of them."""
    told = [name for part in rulebook.conclusion for name in part.standards if name in rulebook.standards]
    order = dict.fromkeys([*told, *sorted(rulebook.standards)])
    grouped: dict[str, list[Standard]] = {}
    for name in order:
        standard = rulebook.standards[name]
        grouped.setdefault(standard.document.issuer, []).append(standard)
    return tuple(_line(issuer, standards) for issuer, standards in grouped.items())


def _line(issuer: str, standards: list[Standard]) -> IssuerLine:
    rows = [row for standard in standards for row in standard.indicators]
    states = Counter(value.state for row in rows for value in row.values)
    return IssuerLine(
        issuer=issuer,
        titles=tuple(standard.document.title for standard in standards),
        indicators=len(rows),
        tasks=sum(len(standard.tasks) for standard in standards),
        states=tuple((state, states[state]) for state in SourceState if states[state]),
        editions=tuple(dict.fromkeys(standard.edition for standard in standards)),
        incomplete=sum(not standard.complete for standard in standards),
    )


class StandardsTable(QFrame):
    """A table to read, not to work in: one line for each authority."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(0, 1)
        self._grid.setContentsMargins(1, 1, 1, 1)
        self._grid.setSpacing(0)
        self._sources: list[QBoxLayout] = []
        self._rows = 1
        for column, word in enumerate(_HEADS):
            self._put(self._head(word), 0, column)
        theme().changed.connect(self._on_theme)

    def show_lines(self, lines: tuple[IssuerLine, ...]) -> None:
        """Show the lines in the place of former ones."""
        self._clear()
        for row, line in enumerate(lines, start=self._rows):
            issuer = ElidedLabel(line.title)
            issuer.setProperty("role", "detail")
            issuer.setAccessibleDescription("；".join(line.titles))
            self._put(issuer, row, 0)
            for column, count in zip(_FIGURES, (len(line.titles), line.indicators, line.tasks), strict=True):
                self._put(self._detail(str(count) if count else "—", right=True), row, column)
            self._put(self._states(line), row, _SOURCES)
            self._put(self._detail("、".join(line.editions)), row, _EDITION)
        self._rows += len(lines)
        self._on_theme()

    def _clear(self) -> None:
        for place in product(range(1, self._rows), range(len(_HEADS))):
            item = self._grid.itemAtPosition(*place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                self._grid.removeWidget(widget)
                widget.deleteLater()
        self._sources.clear()
        self._rows = 1

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("surface"))
        painter.fillRect(self._line_of(0), theme().colour("sunken"))
        painter.setPen(theme().colour("line"))
        for row in range(self._rows - 1):
            bottom = self._line_of(row).bottom()
            painter.drawLine(0, bottom, self.width(), bottom)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _line_of(self, row: int) -> QRect:
        cell = self._grid.cellRect(row, 0)
        return QRect(0, cell.top(), self.width(), cell.height())

    def _put(self, widget: QWidget, row: int, column: int) -> None:
        self._grid.addWidget(widget, row, column)

    def _head(self, word: str) -> QLabel:
        label = QLabel(word)
        label.setProperty("role", "muted")
        label.setProperty("bold", True)
        if _HEADS.index(word) in _FIGURES:
            label.setAlignment(_RIGHT)
        return label

    def _detail(self, text: str, right: bool = False) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", "detail")
        if right:
            label.setAlignment(_RIGHT)
        return label

    def _states(self, line: IssuerLine) -> QWidget:
        holder = QWidget()
        layout = QHBoxLayout(holder)
        for state, count in line.states:
            icon, colour = SOURCE_LOOKS[state]
            layout.addWidget(SourceCount(icon, f"{SOURCE_WORDS[state]} {count}", colour))
        layout.addStretch(1)
        self._sources.append(layout)
        return holder

    def _arrange(self) -> None:
        """Put the states below each other where the table is narrow."""
        narrow = self.width() < theme().px(700)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        for layout in self._sources:
            layout.setDirection(direction)
            layout.setSpacing(theme().px(3 if narrow else 12))

    def _on_theme(self) -> None:
        px = theme().px
        for label in self.findChildren(QLabel):
            label.setContentsMargins(px(8), px(6), px(8), px(6))
        for layout in self._sources:
            layout.setContentsMargins(px(8), px(6), px(8), px(6))
        self._arrange()
        self.update()


class SourceCount(IconWord):
    """How many figures are known how surely."""

    _icon_size, _size, _bold, _gap, _height = 15, 12, False, 3, 17
