"""Lines to be signed: labels with what is known on their lines, smaller and on further pages where it is long."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.reports.pdf_boxes import Box
from app.reports.pdf_fonts import Fonts
from app.reports.pdf_front import FIELD_SIZES, one_line
from app.reports.pdf_lines import Line
from app.reports.pdf_pen import Pen
from app.reports.pdf_style import HEAD_RULE_INK, HEIGHT, SIGN_LINE, WIDTH, TextStyle
from app.reports.report import SignatureLines

_ROW, _GAP = 31.0, 20.0
#: Lines begin below each other where no row has more entries than this.
_FEW, _LABEL_CHARACTERS = 2, 5
#: Entries of more lines are set smaller until all take no more than this: stamps stand below.
_MOST_LINES, _MOST = 3, HEIGHT * 0.4
_SIZES = (SIGN_LINE.size, *FIELD_SIZES[1:])


@dataclass(frozen=True, slots=True)
class Entry:
    """One labelled line: the lines of its value begin at ``start``."""

    label: str
    lines: tuple[Line, ...]
    leading: float
    start: float
    width: float

    @property
    def height(self) -> float:
        """The height of its lines, the first with its white above."""
        return _ROW + (len(self.lines) - 1) * self.leading if self.lines else 0.0

    def fitting(self, room: float) -> int:
        """Return how many lines fit."""
        return 1 + int((room - _ROW) / self.leading) if room >= _ROW else 0

    def parted(self, count: int) -> "tuple[Entry, Entry]":
        """Return the label with the first lines, and the others."""
        first, rest = self.lines[:count], self.lines[count:]
        return replace(self, lines=first), replace(self, label="", lines=rest)


Row = tuple[Entry, ...]


class SignatureBox(Box):
    """Labelled lines, as many to a row as are given; a long entry takes several lines."""

    before, after = 2.0, 8.0

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = tuple(rows)
        self.height = sum(map(_height, self.rows))

    def least(self) -> float:
        """Return the height of all rows, or of the first where they are parted anyway."""
        return self.height if self.height <= HEIGHT else _ROW

    def cut(self, room: float) -> "tuple[Box, Box] | None":
        """Part rows that take more than a page, also within an entry."""
        if self.height <= HEIGHT:
            return None
        whole = 0
        while _height(self.rows[whole]) <= room:
            room -= _height(self.rows[whole])
            whole += 1
        row, rest = self.rows[whole], self.rows[whole + 1 :]
        parts = [entry.parted(entry.fitting(room)) for entry in row]
        if room < _ROW and not whole:
            return None
        upper = (tuple(first for first, _ in parts),) if room >= _ROW else ()
        lower = tuple(after for _, after in parts) if upper else row
        first = SignatureBox((*self.rows[:whole], *upper))
        first.after = 0
        return first, SignatureBox((lower, *rest))

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw each label with its line or lines."""
        for row in self.rows:
            for number, entry in enumerate(row):
                self._draw(pen, entry, x + number * (entry.width + _GAP), top)
            top += _height(row)

    def _draw(self, pen: Pen, entry: Entry, x: float, top: float) -> None:
        pen.words(entry.label, SIGN_LINE, x, top + _ROW - SIGN_LINE.leading - 2, entry.width)
        low = top + _ROW - entry.leading - 2
        for line in entry.lines:
            pen.text(line, x + entry.start + 4, low, entry.leading)
            low += entry.leading
            pen.rule(x + entry.start, low, x + entry.width, low, HEAD_RULE_INK)


def _height(row: Row) -> float:
    return max(entry.height for entry in row)


def signature_box(lines: SignatureLines, fonts: Fonts) -> SignatureBox:
    """Set labelled lines; long entries in the greatest size that leaves room for what stands below them."""
    styles = [
        replace(SIGN_LINE, size=size, leading=SIGN_LINE.leading * size / SIGN_LINE.size) for size in _SIZES
    ]
    boxes = [SignatureBox(_rows(lines, fonts, style)) for style in styles]
    return next((box for box in boxes if box.height <= _MOST), boxes[-1])


def _rows(lines: SignatureLines, fonts: Fonts, style: TextStyle) -> list[Row]:
    crowded = any(len(row) > _FEW for row in lines.rows)
    least = 0.0 if crowded else SIGN_LINE.size * _LABEL_CHARACTERS
    return [
        tuple(_entry(label, value, len(row), least, fonts, style) for label, value in row)
        for row in lines.rows
    ]


def _entry(label: str, value: str, count: int, least: float, fonts: Fonts, style: TextStyle) -> Entry:
    width = (WIDTH - _GAP * (count - 1)) / count
    start = max(fonts.text_width(label, SIGN_LINE.face, SIGN_LINE.size), least) + 6
    lines = one_line(value, SIGN_LINE, fonts, width - start - 4)
    if len(lines) <= _MOST_LINES:
        return Entry(label, tuple(lines), SIGN_LINE.leading, start, width)
    smaller = one_line(value, style, fonts, width - start - 4)
    return Entry(label, tuple(smaller), style.leading, start, width)
