"""Painting in cells: words that wrap or end in …, statuses, tags and buttons."""

import re
from functools import lru_cache
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from app.ui.tables.columns import LEFT
from app.ui.theme import theme
from app.ui.widgets.painting import frame, text_width

#: A figure and its unit stay together.
_BEFORE_UNIT, _NBSP = re.compile(r"(?<=[0-9]) (?=[^\s0-9])"), "\u00a0"
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def lines_of(text: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    """Break a text into at most ``most`` lines; the last one ends in … where more would follow."""
    text = _BEFORE_UNIT.sub(_NBSP, text)
    return _lines(text, font.key(), font, max(width, 1), most)


@lru_cache(maxsize=2048)
def _lines(text: str, _: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    metrics = QFontMetrics(font)
    if "\n" not in text and metrics.horizontalAdvance(text) <= width:
        return (text,) if text else ()
    units = " ".join(text.split("\n")).encode("utf-16-le")
    starts = _breaks(units.decode("utf-16-le"), font, width)
    cut = [units[2 * a : 2 * b].decode("utf-16-le") for a, b in pairwise(starts)]
    if len(cut) <= most:
        return tuple(cut)
    rest = units[2 * starts[most - 1] :].decode("utf-16-le")
    return (*cut[: most - 1], metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))


def _breaks(text: str, font: QFont, width: int) -> list[int]:
    layout, option = QTextLayout(text, font), QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts = [0]
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart() + line.textLength())
    layout.endLayout()
    return starts


def line_height(size: int) -> int:
    """Return the height of a line of text."""
    return theme().line_height(size)


def words(
    painter: QPainter,
    rect: QRect,
    text: str,
    token: str = "text",
    size: int = 13,
    *,
    bold: bool = False,
    most: int = 1,
    align: Qt.AlignmentFlag = LEFT,
) -> int:
    """Draw words in the vertical middle of a rectangle; return how high they are."""
    font, high = theme().font(size, bold), line_height(size)
    lines = lines_of(text, font, rect.width(), most)
    top = rect.top() + (rect.height() - high * len(lines)) // 2
    painter.setFont(font)
    painter.setPen(theme().colour(token))
    for number, line in enumerate(lines):
        painter.drawText(QRect(rect.left(), top + number * high, rect.width(), high), align | _MIDDLE, line)
    return high * len(lines)


def figure(painter: QPainter, rect: QRect, text: str, token: str = "text", size: int = 13) -> None:
    """Draw a figure at the right; it may grow to the left, and is never cut."""
    painter.setFont(theme().font(size))
    painter.setPen(theme().colour(token))
    room = rect.adjusted(-rect.width(), 0, 0, 0)
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | _MIDDLE, text)


def icon(painter: QPainter, left: int, rect: QRect, name: str, token: str, size: int = 14) -> int:
    """Draw an icon in the vertical middle; return where what follows begins."""
    wide = theme().px(size)
    top = rect.top() + (rect.height() - wide) // 2
    painter.drawPixmap(QPoint(left, top), theme().pixmap(name, token, size))
    return left + wide + theme().px(5)


def status(painter: QPainter, rect: QRect, name: str, word: str, size: int = 13) -> None:
    """Draw a status plainly: icon and word."""
    start = icon(painter, rect.left(), rect, f"status_{name}", f"{name}.text")
    words(painter, rect.adjusted(start - rect.left(), 0, 0, 0), word, f"{name}.text", size, bold=True)


def status_width(word: str) -> int:
    """Return how wide a status is, painted plainly."""
    return theme().px(14 + 5) + text_width(theme().font(13, bold=True), word) + theme().px(2)


def tag(painter: QPainter, rect: QRect, text: str, kind: str) -> None:
    """Draw a framed word: ``accent``, ``plain`` or ``dashed``."""
    font = theme().font(12)
    wide, high = text_width(font, text) + theme().px(14), max(theme().px(20), line_height(12))
    box = QRect(rect.left(), rect.top() + (rect.height() - high) // 2, min(wide, rect.width()), high)
    token = "accent" if kind == "accent" else "line.strong"
    frame(painter, box, theme().colour(token), radius=theme().px(3), dashed=kind == "dashed")
    painter.setFont(font)
    painter.setPen(theme().colour("accent" if kind == "accent" else "text.muted"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def button_width(text: str) -> int:
    """Return how wide a painted button is."""
    return text_width(theme().font(13), text) + theme().px(22)


def button(painter: QPainter, box: QRect, text: str, *, primary: bool = False) -> None:
    """Draw a small button."""
    line, ground = ("accent", "accent") if primary else ("line.strong", "surface")
    frame(painter, box, theme().colour(line), theme().colour(ground), radius=theme().px(4))
    painter.setFont(theme().font(13, bold=primary))
    painter.setPen(theme().colour("accent.text" if primary else "text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
