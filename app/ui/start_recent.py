"""The recent files on the start page: one row each, with three separate figures."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.services.recent import RecentFile
from app.ui.start_parts import PaintedButton, draw_text
from app.ui.theme import theme

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RecentList(QFrame):
    """The sheet with the rows. ``chosen`` carries the entry that was pressed, ``removed`` one to forget."""

    chosen = Signal(object)
    removed = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sheet")
        self.rows: list[RecentRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(0)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_entries(self, entries: Sequence[RecentFile]) -> None:
        """Show other entries."""
        for row in self.rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        last = len(entries) - 1
        self.rows = [RecentRow(entry, number == last) for number, entry in enumerate(entries)]
        for row in self.rows:
            row.clicked.connect(self._on_clicked)
            row.removed.connect(self._on_removed)
            self._layout.addWidget(row)

    def newest(self) -> RecentFile | None:
        """Return the entry used last whose file is there."""
        return next((row.entry for row in self.rows if row.found), None)

    @Slot()
    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, RecentRow):
            self.chosen.emit(row.entry)

    @Slot()
    def _on_removed(self) -> None:
        row = self.sender()
        if isinstance(row, RecentRow):
            self.removed.emit(row.entry.path)


class RecentRow(PaintedButton):
    """One recent file: school, year and place; its three figures apart; when and by whom."""

    removed = Signal()

    def __init__(self, entry: RecentFile, last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry, self.found, self._last = entry, entry.found, last
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(entry.school)
        self.setAccessibleName("，".join((entry.school, self._state(), *self._words(), self._when())))
        self.setAccessibleDescription(f"{entry.path}；按 Delete 键从列表移除")
        self.setToolTip(str(entry.path))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        height = theme().metrics.line_height
        return QSize(theme().px(320), height(15) + 2 * height(12) + theme().px(20))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, px = QPainter(self), theme().px
        if self.underMouse():
            painter.fillRect(self.rect().adjusted(1, 1, -1, -1), theme().colour("hover"))
        if not self._last:
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme().colour("line"))
        wide = self.width() >= px(520)
        inner = self.rect().adjusted(px(16), px(10), -px(16), -px(10))
        when = QRect(inner.right() - px(104), inner.top(), px(105), inner.height())
        figures = QRect(when.left() - px(16 + 176), inner.top(), px(176), inner.height())
        name = QRect(inner)
        name.setRight((figures if wide else when).left() - px(16))
        self._draw_name(painter, name)
        if wide:
            self._draw_figures(painter, figures)
        self._draw_when(painter, when)
        self._draw_focus(painter)

    def _draw_name(self, painter: QPainter, room: QRect) -> None:
        upper, line = theme().metrics.line_height(15), theme().metrics.line_height(12)
        rows = _stack(room, (upper, line, line))
        draw_text(painter, rows[0], self.entry.school, 15, "text", bold=True)
        draw_text(painter, rows[1], self._state(), 12, "text.muted")
        draw_text(
            painter, rows[2], str(self.entry.path), 12, "text.faint", elide=Qt.TextElideMode.ElideMiddle
        )

    def _draw_figures(self, painter: QPainter, room: QRect) -> None:
        if not self.found:
            side = theme().px(16)
            top = room.top() + (room.height() - side) // 2
            painter.drawPixmap(QPoint(room.left(), top), theme().pixmap("warn", "unanswered.text", 16))
            draw_text(painter, room.adjusted(side + theme().px(5), 0, 0, 0), "找不到", 12, "unanswered.text")
            return
        counts, line = self.entry.figures, theme().metrics.line_height(12)
        rows = _stack(room, (line, line, line))
        _bar_row(painter, rows[0], "已填", counts.filled, counts.asked, "accent")
        draw_text(painter, rows[1], "校验", 12, "text.muted")
        colour = "unanswered.text" if counts.experience else "text.muted"
        if counts.logic or counts.unread:
            colour = "missed.text"
        draw_text(painter, rows[1].adjusted(theme().px(50), 0, 0, 0), self._check(), 12, colour)
        _bar_row(painter, rows[2], "达标", counts.met, counts.judged, "met.bar")

    def _draw_when(self, painter: QPainter, room: QRect) -> None:
        line = theme().metrics.line_height(12)
        rows = _stack(room, (line, line) if self.entry.who else (line,))
        for row, words in zip(rows, (self._when(), self.entry.who), strict=False):
            draw_text(painter, row, words, 12, "text.muted", alignment=_RIGHT)

    def _state(self) -> str:
        year = f"{self.entry.year} 学年"
        return f"{year} · 只读" if self.entry.read_only else year

    def _check(self) -> str:
        counts = self.entry.figures
        if counts.logic:
            return f"逻辑矛盾 {counts.logic} 处"
        if counts.unread:
            return f"未能识别 {counts.unread} 处"
        return f"经验校验 {counts.experience} 处" if counts.experience else "未发现问题"

    def _words(self) -> Sequence[str]:
        if not self.found:
            return ("找不到文件",)
        counts = self.entry.figures
        return (
            f"已填 {counts.filled}/{counts.asked}",
            self._check(),
            f"达标 {counts.met}/{counts.judged}",
        )

    def _when(self) -> str:
        return moment(self.entry.when)


def moment(when: datetime, today: date | None = None) -> str:
    """Write a moment as people say it: 今天 14:31, 昨天 09:02, or the date."""
    days = ((today or date.today()) - when.date()).days
    words = {0: "今天", 1: "昨天"}.get(days)
    return f"{words} {when:%H:%M}" if words else when.date().isoformat()


def _stack(room: QRect, heights: Iterable[int]) -> list[QRect]:
    """Return rows of these heights, together in the middle of a room."""
    heights = list(heights)
    top = room.top() + (room.height() - sum(heights)) // 2
    rows = []
    for height in heights:
        rows.append(QRect(room.left(), top, room.width(), height))
        top += height
    return rows


def _bar_row(painter: QPainter, row: QRect, word: str, done: int, total: int, colour: str) -> None:
    """Draw a figure with its bar; the figure is what tells, the bar only helps the eye."""
    px = theme().px
    draw_text(painter, row, word, 12, "text.muted")
    bar = QRect(row.left() + px(50), row.center().y() - px(2), row.width() - px(50 + 58), px(5))
    painter.fillRect(bar, theme().colour("bar.track"))
    if total:
        painter.fillRect(
            QRect(bar.topLeft(), QSize(bar.width() * done // total, bar.height())), theme().colour(colour)
        )
    draw_text(painter, row, f"{done}/{total}" if total else "—", 12, "text", bold=True, alignment=_RIGHT)
