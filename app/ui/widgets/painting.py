"""Strokes that style sheets draw badly: dashed frames, the bar at a card's left edge, centred words."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QAbstractItemView

from app.domain.verdict import Status
from app.ui.theme import theme

_FRAME_DASHES = (3.0, 2.0)
_BAR_DASH, _BAR_GAP = 6, 4
#: How wide the bar at the left edge of a card is.
BAR = 4
#: Solid is judged; everything else is drawn hollow or dashed.
JUDGED = frozenset({Status.MET, Status.MISSED})


def ink(status: str) -> QColor:
    """Return the colour of a status's words and icon."""
    return theme().colour(f"{status}.text")


def back(status: str) -> QColor:
    """Return the ground of a status."""
    return theme().colour(f"{status}.back")


def text_width(font: QFont, text: str) -> int:
    """Return how wide a text is in a font."""
    return QFontMetrics(font).horizontalAdvance(text)


def frame(
    painter: QPainter,
    rect: QRect,
    line: QColor | None,
    fill: QColor | None = None,
    *,
    radius: float = 0,
    dashed: bool = False,
    width: float = 1,
) -> None:
    """Draw a frame just inside a rectangle, its line sharp; dashed with 3 on, 2 off."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_pen(line, width, dashed) if line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else QBrush(Qt.BrushStyle.NoBrush))
    inset = width / 2 if line is not None else 0
    inner = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(inner, max(radius - inset, 0), max(radius - inset, 0))
    painter.restore()


def _pen(line: QColor, width: float, dashed: bool) -> QPen:
    pen = QPen(line, width)
    if dashed:
        pen.setDashPattern([dash / width for dash in _FRAME_DASHES])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def edge_bar(
    painter: QPainter, rect: QRect, colour: QColor, *, radius: float = 0, dashed: bool = False
) -> None:
    """Draw the 4 px bar at the left edge of a rectangle with round corners; dashed with 6 on, 4 off."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(rect), radius, radius)
    painter.setClipPath(outline)
    bar = QRect(rect.left(), rect.top(), theme().px(BAR), rect.height())
    for piece in _dashes(bar) if dashed else [bar]:
        painter.fillRect(piece, colour)
    painter.restore()


def _dashes(bar: QRect) -> list[QRect]:
    dash, step = theme().px(_BAR_DASH), theme().px(_BAR_DASH + _BAR_GAP)
    return [
        QRect(bar.left(), top, bar.width(), min(dash, bar.bottom() + 1 - top))
        for top in range(bar.top(), bar.bottom() + 1, step)
    ]


def frame_row(view: QAbstractItemView) -> None:
    """Draw the frame of the keyboard round the row that it is on, as wide as the view."""
    index = view.currentIndex()
    if view.hasFocus() and index.isValid():
        rect = view.visualRect(index)
        rect.setLeft(0)
        rect.setWidth(view.viewport().width())
        frame(QPainter(view.viewport()), rect, theme().colour("focus"), width=theme().px(2))


def pill(painter: QPainter, rect: QRect, text: str, font: QFont, colour: QColor, ground: QColor) -> None:
    """Draw a short text on a ground with round ends."""
    frame(painter, rect, None, ground, radius=rect.height() / 2)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
