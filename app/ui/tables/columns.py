"""Columns of a table: how wide each is, which grow, and which give way where there is little room."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from app.ui.theme import theme

LEFT = Qt.AlignmentFlag.AlignLeft
CENTRE = Qt.AlignmentFlag.AlignHCenter
RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Column:
    """A column at least ``width`` wide (look.md px); ``stretch`` shares what is left.

    Columns with a ``drop`` are left out where the room is short, the highest first.
    """

    title: str
    width: int
    stretch: int = 0
    drop: int = 0
    align: Qt.AlignmentFlag = LEFT


def fitted(columns: Sequence[Column], room: int) -> list[int]:
    """Return the width of each column in ``room``; 0 for those that are left out."""
    kept = set(range(len(columns)))
    while _least(columns, kept) > room and (places := [i for i in kept if columns[i].drop]):
        kept.remove(max(places, key=lambda place: columns[place].drop))
    spare = max(room - _least(columns, kept), 0)
    shares = sum(columns[place].stretch for place in kept)
    widths = [theme().px(column.width) if i in kept else 0 for i, column in enumerate(columns)]
    for place in sorted(kept) if shares else ():
        share = spare * columns[place].stretch // shares
        spare, shares = spare - share, shares - columns[place].stretch
        widths[place] += share
        if not shares:
            break
    return widths


def _least(columns: Sequence[Column], kept: set[int]) -> int:
    return sum(theme().px(columns[place].width) for place in kept)
