"""Framed rows: contents in cells, cells in bands, bands in rows, and how a tall row is divided."""

from dataclasses import dataclass, replace
from typing import Protocol

from app.reports.pdf_pen import Pen
from app.reports.pdf_style import FRAME, HEIGHT, PAD_X, PAD_Y, RULE

#: Rows taller than this are divided at the foot of a page; all others stay whole.
TALL = HEIGHT / 3
#: So much of the white in a row may be taken away to keep a table on its page.
CLOSED_BY = 2.0


class Content(Protocol):
    """What stands in a cell."""

    @property
    def height(self) -> float:
        """The height of the content without the white round it."""
        ...

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw into a stripe that is ``width`` wide."""
        ...

    def cut(self, room: float) -> "tuple[Content, Content] | None":
        """Return the part that fits into ``room`` and the rest; None when nothing does."""
        ...


@dataclass(frozen=True, slots=True)
class Cell:
    """A content in its place in a row."""

    x: float
    width: float
    content: Content
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """Cells side by side; the bands of one row have no rule between them."""

    cells: tuple[Cell, ...]
    height: float
    ruled: bool = True
    divided: bool = False
    lift: float = 0.0

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw grounds, contents and upright rules."""
        for cell in self.cells:
            if cell.fill:
                pen.rect(x + cell.x, top, cell.width, self.height, fill=cell.fill)
        for cell in self.cells:
            spare = (self.height - cell.content.height - self.lift) / 2
            lowered = PAD_Y - self.lift if self.divided or self.height > TALL else max(spare, 0)
            cell.content.draw(pen, x + cell.x + PAD_X, top + lowered, cell.width - 2 * PAD_X)

    def draw_rules(self, pen: Pen, x: float, top: float) -> None:
        """Draw the rules between the cells; those of the frame are the table's."""
        for cell in self.cells[1:]:
            if self.ruled:
                pen.rule(x + cell.x, top, x + cell.x, top + self.height, RULE)

    def cut(self, room: float) -> "tuple[Band, Band] | None":
        """Divide every cell at the last line that fits."""
        inner = room - 2 * PAD_Y
        upper, lower = list[Cell](), list[Cell]()
        for cell in self.cells:
            if cell.content.height <= inner:
                upper.append(cell)
                lower.append(replace(cell, content=Nothing()))
                continue
            parts = cell.content.cut(inner)
            if parts is None:
                return None
            upper.append(replace(cell, content=parts[0]))
            lower.append(replace(cell, content=parts[1]))
        first = replace(band(tuple(upper), self.ruled), divided=True)
        return first, replace(band(tuple(lower), self.ruled), divided=True)


@dataclass(frozen=True, slots=True)
class Nothing:
    """An empty cell."""

    height: float = 0.0

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw nothing."""

    def cut(self, room: float) -> "tuple[Content, Content] | None":
        """Nothing divides into nothing."""
        return self, self


def band(cells: tuple[Cell, ...], ruled: bool = True, least: float = 0.0, lift: float = 0.0) -> Band:
    """Make a band as high as its tallest content; ``lift`` takes white away above it."""
    height = max((cell.content.height for cell in cells), default=0.0) + 2 * PAD_Y - lift
    return Band(cells, max(height, least), ruled, lift=lift)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: bands without rules between them; ``counts`` rows are numbered in （续下页，尚有 n 项）."""

    bands: tuple[Band, ...]
    counts: bool = True
    joined: bool = False

    @property
    def height(self) -> float:
        """The height of all bands."""
        return sum(part.height for part in self.bands)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the bands one below the other."""
        for part in self.bands:
            part.draw(pen, x, top)
            top += part.height

    def draw_rules(self, pen: Pen, x: float, top: float) -> None:
        """Draw the upright rules between cells."""
        for part in self.bands:
            part.draw_rules(pen, x, top)
            top += part.height

    def closed_up(self, by: float) -> "GridRow":
        """Return the row with less white in its first band."""
        first, *others = self.bands
        return replace(self, bands=(replace(first, height=first.height - by), *others))

    def cut(self, room: float) -> "tuple[GridRow, GridRow] | None":
        """Divide a row that is taller than a third of a page into two consecutive ones."""
        if self.height <= TALL:
            return None
        whole = list[Band]()
        for number, part in enumerate(self.bands):
            if part.height <= room:
                whole.append(part)
                room -= part.height
                continue
            rest = self.bands[number + 1 :]
            parts = part.cut(room)
            if parts is not None:
                upper, lower = (*whole, parts[0]), (parts[1], *rest)
                return replace(self, bands=upper), replace(self, bands=lower, joined=True)
            return self._parted(tuple(whole), (part, *rest)) if whole else None
        return None

    def _parted(self, upper: tuple[Band, ...], lower: tuple[Band, ...]) -> "tuple[GridRow, GridRow]":
        return replace(self, bands=upper), replace(self, bands=lower, joined=True)


def draw_frame(pen: Pen, x: float, top: float, width: float, rows: tuple[GridRow, ...]) -> None:
    """Draw rows with the rules between them and the frame round them."""
    at = top
    for row in rows:
        row.draw(pen, x, at)
        at += row.height
    at = top
    for number, row in enumerate(rows):
        row.draw_rules(pen, x, at)
        if number and not row.joined:
            pen.rule(x, at, x + width, at, RULE)
        at += row.height
    pen.rect(x, top, width, at - top, stroke=FRAME)
