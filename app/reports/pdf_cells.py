"""The contents of table cells: text, icons with their word, bars, and ruled white room."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.verdict import Status
from app.reports.chart import Scale
from app.reports.pdf_boxes import runs_of
from app.reports.pdf_chart import BAR_HEIGHT, draw_bar
from app.reports.pdf_fonts import EMPTY_BOX, TICKED_BOX, Fonts, clean
from app.reports.pdf_grid import Content, Nothing
from app.reports.pdf_icons import source_icon, status_icon
from app.reports.pdf_lines import Line, Run, break_lines, chunk_width, natural_width
from app.reports.pdf_pen import Pen
from app.reports.pdf_style import (
    CELL,
    SOURCE_INK,
    SOURCE_WORD,
    STATUS_INK,
    STATUS_WORD,
    WRITING_LINE,
    WRITING_RULE,
    TextStyle,
)
from app.reports.report import (
    Align,
    BarCell,
    BlankCell,
    Cell,
    ChoiceCell,
    SourceCell,
    StatusCell,
    Text,
    TextCell,
    say,
)

_ICON, _ICON_GAP = 10.5, 3.4
_SOURCE_ICON, _SOURCE_GAP = 10.8, 2.0
_SHARES = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}
#: A row is never divided so that fewer lines than these are left on a page.
_LEAST_LINES = 2
_NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of text in one alignment."""

    lines: tuple[Line, ...]
    leading: float
    align: Align = Align.LEFT

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.lines) * self.leading

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the lines one below the other."""
        for number, line in enumerate(self.lines):
            left = x + (width - line.width) * _SHARES[self.align]
            pen.text(line, left, top + number * self.leading, self.leading)

    def cut(self, room: float) -> tuple[Content, Content] | None:
        """Part after the last line that fits."""
        fits = int(room / self.leading)
        if fits < min(_LEAST_LINES, len(self.lines)):
            return None
        return replace(self, lines=self.lines[:fits]), replace(self, lines=self.lines[fits:])


class _Whole:
    """A content that is never divided."""

    __slots__ = ()

    def cut(self, room: float) -> tuple[Content, Content] | None:
        return None


@dataclass(frozen=True, slots=True)
class IconWord(_Whole):
    """An icon, drawn by ``mark(pen, x, top)``, with its word in one or more lines beside it."""

    mark: Callable[[Pen, float, float], None]
    size: float
    gap: float
    word: Lines

    @property
    def height(self) -> float:
        """The height of the word."""
        return max(self.word.height, self.size)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the icon in the first line and the word beside it."""
        self.mark(pen, x, top + (self.word.leading - self.size) / 2)
        self.word.draw(pen, x + self.size + self.gap, top, width)


@dataclass(frozen=True, slots=True)
class Bar(_Whole):
    """A stacked bar."""

    counts: tuple[tuple[Status, int], ...]
    scale: Scale
    height: float = BAR_HEIGHT

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the bar from the left."""
        draw_bar(pen, self.counts, self.scale, x, top, width)


@dataclass(frozen=True, slots=True)
class Ruled(_Whole):
    """White room with lines to write on; a unit stands at the right end of the last."""

    count: int
    unit: Lines | None = None

    @property
    def height(self) -> float:
        """The height of all writing lines."""
        return self.count * WRITING_LINE

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the lines; a single one is the cell itself and has none."""
        for number in range(1, self.count):
            y = top + number * WRITING_LINE
            pen.rule(x, y, x + width, y, WRITING_RULE, 0.4)
        if self.unit:
            self.unit.draw(pen, x, top + self.height - WRITING_LINE / 2 - self.unit.height / 2, width)


class CellMaker:
    """Turns the cells of a report into contents of a given width."""

    def __init__(self, fonts: Fonts, scale: Scale, icons: bool = True) -> None:
        self.fonts, self.scale, self.icons = fonts, scale, icons

    def content(self, cell: Cell, width: float, align: Align, style: TextStyle = CELL) -> Content:
        """Return the content of a cell, set into ``width``."""
        match cell:
            case TextCell(paragraphs):
                return self.text(paragraphs, width, align, style)
            case StatusCell(status, word):
                return self._status(status, word, width)
            case SourceCell():
                return self._source(cell, width)
            case ChoiceCell(choices, chosen):
                return self.text((choice_text(choices, chosen),), width, Align.LEFT, style)
            case BlankCell(lines, unit):
                return Ruled(lines, self._lines(unit, style, width, Align.RIGHT) if unit else None)
            case BarCell(counts):
                return Bar(counts, self.scale)

    def natural(self, cell: Cell, style: TextStyle = CELL) -> float:
        """Return the width that a cell's content takes on one line."""
        match cell:
            case TextCell(paragraphs):
                return max((natural_width(runs_of(p, style), self.fonts) for p in paragraphs), default=0)
            case StatusCell(_, word):
                return (_ICON + _ICON_GAP) * self.icons + self._width(word, STATUS_WORD)
            case SourceCell(_, word):
                return (_SOURCE_ICON + _SOURCE_GAP) * self.icons + self._width(word, SOURCE_WORD)
            case ChoiceCell(choices, chosen):
                return natural_width(runs_of(choice_text(choices, chosen), style), self.fonts)
            case _:
                return 0.0

    def unbreakable(self, cell: Cell, most: float, style: TextStyle = CELL) -> float:
        """Return the width below which a word or figure no wider than ``most`` would be torn."""
        if not isinstance(cell, TextCell):
            return self.natural(cell, style)
        return max((chunk_width(runs_of(p, style), self.fonts, most) for p in cell.paragraphs), default=0)

    def text(
        self, paragraphs: tuple[Text, ...], width: float, align: Align, style: TextStyle = CELL
    ) -> Content:
        """Set paragraphs one below the other."""
        lines = [
            line
            for paragraph in paragraphs
            for line in break_lines(runs_of(paragraph, style), self.fonts, width)
        ]
        return Lines(tuple(lines), style.leading, align) if lines else Nothing()

    def _width(self, text: str, style: TextStyle) -> float:
        return natural_width([Run(clean(text), style.face, style.size, style.ink)], self.fonts)

    def _lines(self, text: str, style: TextStyle, width: float, align: Align = Align.LEFT) -> Lines:
        run = Run(clean(text), style.face, style.size, style.ink)
        return Lines(tuple(break_lines([run], self.fonts, width)), style.leading, align)

    def _status(self, status: Status, word: str, width: float) -> Content:
        style = STATUS_WORD.with_ink(STATUS_INK[status])
        room = max(width - _ICON - _ICON_GAP, style.size)

        def mark(pen: Pen, x: float, top: float) -> None:
            status_icon(pen.canvas, status, x, top, _ICON)

        return IconWord(mark, _ICON, _ICON_GAP, self._lines(word, style, room))

    def _source(self, cell: SourceCell, width: float) -> Content:
        style = SOURCE_WORD.with_ink(SOURCE_INK[cell.state])
        room = max(width - _SOURCE_ICON - _SOURCE_GAP, style.size)

        def mark(pen: Pen, x: float, top: float) -> None:
            source_icon(pen.canvas, cell.state, x, top, _SOURCE_ICON)

        return IconWord(mark, _SOURCE_ICON, _SOURCE_GAP, self._lines(cell.word, style, room))


def choice_text(
    choices: tuple[str, ...], chosen: tuple[str, ...], boxes: tuple[str, str] = (EMPTY_BOX, TICKED_BOX)
) -> Text:
    """Return choices as a text with a box before each; a box is never parted from its word."""
    marked = ((boxes[choice in chosen], choice) for choice in choices)
    return say("   ".join(f"{box}{_NBSP}{clean(choice).replace(' ', _NBSP)}" for box, choice in marked))
