"""Boxes: what fills a page from top to bottom, with what may be parted and what stays together."""

from app.reports.pdf_fonts import Fonts, clean
from app.reports.pdf_lines import Line, Run, break_lines, natural_width
from app.reports.pdf_pen import Pen
from app.reports.pdf_style import HEAD_NOTE, WIDTH, TextStyle
from app.reports.report import Heading, Text, say

#: So many lines of a paragraph stay together at the foot and at the top of a page.
_TOGETHER = 2


class Box:
    """A stretch of the page; ``keep`` ones stay with what follows, those that ``cling`` with what precedes."""

    before: float = 0
    after: float = 0
    keep: bool = False
    clings: bool = False
    fresh_page: bool = False
    bookmark: tuple[str, int] | None = None
    height: float = 0

    def least(self) -> float:
        """Return the height that must be free for the box to begin on a page."""
        return self.height

    def cut(self, room: float) -> "tuple[Box, Box] | None":
        """Return the part that fits into ``room`` and the rest; None when nothing does."""
        return None

    def closed_up(self, room: float) -> "Box | None":
        """Return the box a little closer, where all of it then fits into ``room``; None when it does not."""
        return None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the box with its upper left corner at ``x, top``."""
        raise NotImplementedError


class BreakBox(Box):
    """The end of a page."""

    fresh_page = True

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw nothing."""


class TextBox(Box):
    """Lines of text, parted so that no single line is left behind."""

    def __init__(self, lines: list[Line], style: TextStyle, start: bool = True, end: bool = True) -> None:
        self.lines, self.style = lines, style
        self.height = len(lines) * style.leading
        self.before = style.before if start else 0
        self.after = style.after if end else 0

    def least(self) -> float:
        """Return the height of the lines that stay together at the foot of a page."""
        count = len(self.lines)
        together = count if count < 2 * _TOGETHER else _TOGETHER
        return together * self.style.leading

    def cut(self, room: float) -> "tuple[Box, Box] | None":
        """Part the lines, leaving at least two on either side."""
        fits = min(int(room / self.style.leading), len(self.lines) - _TOGETHER)
        if fits < _TOGETHER:
            return None
        first = TextBox(self.lines[:fits], self.style, end=False)
        return first, TextBox(self.lines[fits:], self.style, start=False)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the lines one below the other."""
        for number, line in enumerate(self.lines):
            left = x + (WIDTH - line.width) / 2 if self.style.centred else x
            pen.text(line, left, top + number * self.style.leading, self.style.leading)


class HeadingBox(TextBox):
    """A heading: stays with what follows and carries a bookmark."""

    keep = True

    def __init__(self, heading: Heading, lines: list[Line], style: TextStyle) -> None:
        super().__init__(lines, style)
        self.bookmark = (clean(heading.text), heading.level - 1)

    def cut(self, room: float) -> "tuple[Box, Box] | None":
        """A heading is never parted."""
        return None


def runs_of(text: Text, style: TextStyle) -> list[Run]:
    """Return the runs of a text in a style, cleaned of what cannot be printed."""
    return [
        Run(
            clean(span.text),
            style.bold if span.strong else style.face,
            style.size,
            style.muted if span.muted else style.ink,
        )
        for span in text
    ]


def text_box(text: Text, style: TextStyle, fonts: Fonts, width: float) -> TextBox:
    """Set a paragraph."""
    runs = runs_of(text, style)
    return TextBox(break_lines(runs, fonts, width, style.indent * style.size, style.justify), style)


def heading_boxes(heading: Heading, style: TextStyle, fonts: Fonts, width: float) -> list[Box]:
    """Set a heading; its smaller note stands behind it, or in lines of its own where it does not fit."""
    runs = [Run(clean(heading.text), style.face, style.size, style.ink)]
    if not heading.note:
        return [HeadingBox(heading, break_lines(runs, fonts, width), style)]
    note = clean(heading.note)
    beside = [*runs, Run(f"\u3000{note}", HEAD_NOTE.face, HEAD_NOTE.size, HEAD_NOTE.ink)]
    if natural_width(beside, fonts) <= width:
        return [HeadingBox(heading, break_lines(beside, fonts, width), style)]
    box = HeadingBox(heading, break_lines(runs, fonts, width), style)
    box.after = 0
    below = text_box(say(note), HEAD_NOTE, fonts, width)
    below.keep, below.after = True, style.after
    return [box, below]
