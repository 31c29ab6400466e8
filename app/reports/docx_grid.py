"""Word tables from cells at given places: a shared grid, heads repeated, rows whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.reports.docx_style import TABLE_STYLE, padding
from app.reports.docx_xml import Element, element, keep_with_next, ruled, shade, twips
from app.reports.report import Align


@dataclass(frozen=True, slots=True)
class Place:
    """A cell between two distances from the table's left edge, in points.

    ``bare`` sides have no rule; ``under`` is the colour of a rule below it; ``anchor`` is where its text stands.
    """

    left: float
    right: float
    paragraphs: tuple[Element, ...]
    fill: str = ""
    bare: tuple[str, ...] = ()
    under: str = ""
    anchor: str = "center"
    lifted: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells; a ``head`` is repeated on each page, one that is not ``whole`` may be divided."""

    cells: tuple[Place, ...]
    height: float = 0
    head: bool = False
    whole: bool = True

    def keep(self) -> None:
        """Hold the row on the page of the next."""
        for cell in self.cells:
            keep_with_next(cell.paragraphs)


def grid(lines: Sequence[Line], framed: bool = True, align: Align = Align.LEFT) -> Element:
    """Make a table; one that is not ``framed`` has neither rules nor white inside its cells."""
    edges = sorted({twips(x) for line in lines for cell in line.cells for x in (cell.left, cell.right)})
    widths = [right - left for left, right in pairwise(edges)]
    columns = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    rows = [_row(line, edges) for line in lines]
    return element("tbl", _looks(edges[-1] - edges[0], framed, align), columns, *rows)


def _looks(width: int, framed: bool, align: Align) -> Element:
    parts = [element("tblStyle", val=TABLE_STYLE)] if framed else []
    parts.append(element("tblW", w=width, type="dxa"))
    if align is Align.CENTRE:
        parts.append(element("jc", val="center"))
    parts.append(element("tblLayout", type="fixed"))
    if not framed:
        parts.append(padding(0, 0))
    return element("tblPr", *parts)


def _row(line: Line, edges: Sequence[int]) -> Element:
    looks = []
    if line.whole:
        looks.append(element("cantSplit"))
    if line.height:
        looks.append(element("trHeight", val=twips(line.height), hRule="atLeast"))
    if line.head:
        looks.append(element("tblHeader"))
    return element("tr", element("trPr", *looks), *(_cell(cell, edges) for cell in line.cells))


def _cell(cell: Place, edges: Sequence[int]) -> Element:
    left, right = twips(cell.left), twips(cell.right)
    span = edges.index(right) - edges.index(left)
    looks = [element("tcW", w=right - left, type="dxa")]
    if span > 1:
        looks.append(element("gridSpan", val=span))
    if borders := _borders(cell):
        looks.append(element("tcBorders", *borders))
    if cell.fill:
        looks.append(shade(cell.fill))
    if cell.lifted:
        looks.append(element("tcMar", element("top", w=0, type="dxa")))
    looks.append(element("vAlign", val=cell.anchor))
    return element("tc", element("tcPr", *looks), *cell.paragraphs)


def _borders(cell: Place) -> list[Element]:
    borders = list[Element]()
    for side in ("top", "left", "bottom", "right"):
        if side in cell.bare:
            borders.append(element(side, val="nil"))
        elif side == "bottom" and cell.under:
            borders += ruled((side,), cell.under)
    return borders
