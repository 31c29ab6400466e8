"""Whose assessment is open, at the left of the bar: school and school year; a press lists the other years."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from app.domain.school_year import SchoolYear
from app.services.years import YearState
from app.ui.start_parts import PaintedButton, draw_text
from app.ui.theme import theme
from app.ui.widgets.painting import text_width

_UNNAMED = "（学校名称待填）"
_WAITING = "待确认"
_LEAST = "2026-2027 学年 · …"
_SCHOOL, _YEAR, _ARROW = 15, 12, 14
_BEFORE, _GAP, _BEHIND = 16, 4, 8


class SchoolHead(PaintedButton):
    """``year_chosen`` gives the year that somebody wants to see, ``new_year_wanted`` asks for the next one."""

    year_chosen = Signal(object)
    new_year_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._school, self._year, self._waiting = "", "", ""
        self._years: Callable[[], Sequence[YearState]] = tuple
        self.menu = QMenu(self)
        self.clicked.connect(self._list_years)

    @property
    def year(self) -> str:
        """What stands in the second line."""
        return self._year

    def show_school(
        self, name: str, year: str, years: Callable[[], Sequence[YearState]], copied: str = ""
    ) -> None:
        """Show whose assessment is open; ``years`` is asked for the years of the file when they are listed.

        ``copied`` is last year's name, which stands greyed where this year's is not confirmed yet.
        """
        self._years = years
        shown = (name or copied or _UNNAMED, year, _WAITING if copied and not name else "")
        if shown == (self._school, self._year, self._waiting):
            return  # asked after each key
        self._school, self._year, self._waiting = shown
        said = f"{self._school}{f'（{self._waiting}）' if self._waiting else ''}"
        self.setAccessibleName(f"{said}，{year}")
        self.setAccessibleDescription("按空格键或回车键选择学年")
        self.setToolTip(f"{said}\n{year}\n单击可查看其他学年，或新建学年")
        self.update()

    def _list_years(self) -> None:
        """List the years of the file under the button."""
        self.fill_menu()
        self.menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def fill_menu(self) -> None:
        """Put the years into the list, the last one first, and a new one at its end."""
        self.menu.clear()
        for state in self._years():
            words = "　".join(part for part in (f"{state.year} 学年", state.words) if part)
            action = QAction(words, self.menu, checkable=True, checked=state.shown)
            action.triggered.connect(partial(self._choose, state.year))
            self.menu.addAction(action)
        self.menu.addSeparator()
        self.menu.addAction("新建下一学年…").triggered.connect(self.new_year_wanted)

    def _choose(self, year: SchoolYear, _checked: bool = False) -> None:
        self.year_chosen.emit(year)

    def sizeHint(self) -> QSize:
        return QSize(
            theme().px(248), theme().line_height(_SCHOOL) + theme().line_height(_YEAR) + theme().px(8)
        )

    def least_width(self) -> int:
        """Return how much room a school year needs: figures are never elided, what stands behind them is."""
        px = theme().px
        return px(_BEFORE) + text_width(theme().font(_YEAR), _LEAST) + px(_GAP + _ARROW + _BEHIND) + 1

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, px = QPainter(self), theme().px
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), theme().colour("hover"))
        upper, lower = theme().line_height(_SCHOOL), theme().line_height(_YEAR)
        room = self.rect().adjusted(px(_BEFORE), 0, -px(_BEHIND), 0)
        top = (self.height() - upper - lower) // 2
        first = room.adjusted(0, top, 0, 0)
        first.setHeight(upper)
        self._paint_school(painter, first)
        second = first.translated(0, upper)
        second.setHeight(lower)
        arrow = px(_ARROW)
        words = second.adjusted(0, 0, -arrow - px(_GAP), 0)
        draw_text(painter, words, self._year, _YEAR, "text.muted")
        wide = min(painter.fontMetrics().horizontalAdvance(self._year), words.width())
        at = second.topLeft()
        at.setX(second.left() + wide + px(_GAP))
        at.setY(second.top() + (lower - arrow) // 2)
        painter.drawPixmap(at, theme().pixmap("down", "text.muted", _ARROW))
        self._draw_focus(painter)

    def _paint_school(self, painter: QPainter, room: QRect) -> None:
        """Paint the name; last year's greyed, with what it waits for at its end."""
        if not self._waiting:
            draw_text(painter, room, self._school, _SCHOOL, "text", bold=True)
            return
        gap = theme().px(6)
        tag = text_width(theme().font(_YEAR), self._waiting)
        wide = min(text_width(theme().font(_SCHOOL), self._school), room.width() - tag - gap)
        draw_text(painter, room.adjusted(0, 0, wide - room.width(), 0), self._school, _SCHOOL, "text.faint")
        left = room.adjusted(wide + gap, 0, 0, 0)
        draw_text(painter, left, self._waiting, _YEAR, "unanswered.text")
