"""How close text stands on the page: as it should, and in two steps closer for what wants a single page."""

from dataclasses import dataclass, replace

from app.reports.pdf_style import BODY, CAPTION, CELL, CELL_SMALL, NOTE, TextStyle


@dataclass(frozen=True, slots=True)
class Dress:
    """The styles of running text, notes, captions and cells that go together; rows are at least ``row`` high."""

    body: TextStyle = BODY
    note: TextStyle = NOTE
    caption: TextStyle = CAPTION
    cell: TextStyle = CELL
    small: TextStyle = CELL_SMALL
    row: float = 18.4


PLAIN = Dress()
#: Nothing is set smaller than the small cells of every table are, or text than 五号.
CLOSER = (
    Dress(
        body=replace(BODY, size=11, leading=18),
        note=replace(NOTE, size=9, leading=13.5),
        caption=replace(CAPTION, size=11, leading=18, before=8),
        cell=replace(CELL, size=9, leading=12.4),
        row=17.4,
    ),
    Dress(
        body=replace(BODY, size=10.5, leading=16.4),
        note=replace(NOTE, size=8.6, leading=12.4, before=1, after=1),
        caption=replace(CAPTION, size=10.5, leading=16.4, before=6, after=2),
        cell=CELL_SMALL,
        row=16.4,
    ),
)
