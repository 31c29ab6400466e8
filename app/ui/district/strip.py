"""The strip of schools beside an indicator: one box per school, solid, hatched or hollow."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.verdict import Status
from app.ui.theme import theme
from app.ui.widgets.bars import paint_part
from app.ui.widgets.painting import frame, text_width

#: Schools by how they came out; None stands for those without data.
Parts = Sequence[tuple[Status | None, int]]
_BOX, _HEIGHT, _LEAST = 18, 12, 5
_LEGEND = ((Status.MET, "达标"), (Status.MISSED, "未达标"), (Status.UNJUDGEABLE, "未判定"), (None, "无数据"))
_SWATCH, _GAP, _BETWEEN = 14, 4, 12


def paint_strip(painter: QPainter, rect: QRect, parts: Parts) -> None:
    """Draw a box per school; where they would be too small, one per part."""
    total = sum(count for _, count in parts)
    if not total:
        return
    wide = min(rect.width(), total * theme().px(_BOX + 1))
    apart = wide / total >= theme().px(_LEAST)
    top = rect.top() + (rect.height() - theme().px(_HEIGHT)) // 2
    for status, first, last in _runs(parts, apart):
        left, right = rect.left() + first * wide // total, rect.left() + last * wide // total
        _paint(painter, QRect(left, top, max(right - left - 1, 1), theme().px(_HEIGHT)), status)


def _runs(parts: Parts, apart: bool) -> Iterator[tuple[Status | None, int, int]]:
    done = 0
    for status, count in parts:
        for first in range(done, done + count) if apart else [done] if count else []:
            yield status, first, first + (1 if apart else count)
        done += count


def _paint(painter: QPainter, box: QRect, status: Status | None) -> None:
    if status is None:
        frame(painter, box, theme().colour("line.strong"), dashed=True)
    else:
        paint_part(painter, box, status)


class StripLegend(QWidget):
    """What the boxes of a strip mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("图例：" + "，".join(word for _, word in _LEGEND))

    def sizeHint(self) -> QSize:
        px, font = theme().px, theme().font(12)
        words = sum(text_width(font, word) for _, word in _LEGEND)
        wide = words + len(_LEGEND) * px(_SWATCH + _GAP) + (len(_LEGEND) - 1) * px(_BETWEEN)
        return QSize(wide, QFontMetrics(font).height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, px, font, left = QPainter(self), theme().px, theme().font(12), 0
        painter.setFont(font)
        for status, word in _LEGEND:
            high = px(_HEIGHT)
            _paint(painter, QRect(left, (self.height() - high) // 2, px(_SWATCH), high), status)
            left += px(_SWATCH + _GAP)
            room = QRect(left, 0, text_width(font, word), self.height())
            painter.setPen(theme().colour("text"))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, word)
            left += room.width() + px(_BETWEEN)
