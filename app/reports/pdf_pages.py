"""Fills pages from boxes: what fits where, headings never left behind, parted boxes carried on."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.reports.pdf_boxes import Box
from app.reports.pdf_style import HEIGHT

_HAIR = 0.01


@dataclass(frozen=True, slots=True)
class Placed:
    """A box and how far below the top of the text area it stands."""

    box: Box
    top: float


Page = list[Placed]


class _Filler:
    """Pages as they are being filled."""

    def __init__(self) -> None:
        self.pages: list[Page] = [[]]
        self._used = 0.0

    def place(self, box: Box, need: float, tail: float) -> None:
        """Put a box on this page if what must stand together fits, else on the next.

        ``tail`` is the height of what clings to the box's end.
        """
        if self.pages[-1] and self._used + box.before + need > HEIGHT + _HAIR:
            self.turn()
        while not self._fits(box, tail):
            room = HEIGHT - self._used - self._before(box)
            if closer := box.closed_up(room - tail):
                box = closer
                break
            parts = box.cut(min(room, box.height - 1))
            if parts is not None:
                self._put(parts[0])
                box = parts[1]
            elif not self.pages[-1]:
                break
            self.turn()
        self._put(box)

    def turn(self) -> None:
        """Begin a new page unless this one is still empty."""
        if self.pages[-1]:
            self.pages.append([])
            self._used = 0.0

    def _before(self, box: Box) -> float:
        return box.before if self.pages[-1] else 0.0

    def _fits(self, box: Box, tail: float) -> bool:
        return self._used + self._before(box) + box.height + tail <= HEIGHT + _HAIR

    def _put(self, box: Box) -> None:
        top = self._used + self._before(box)
        self.pages[-1].append(Placed(box, top))
        self._used = top + box.height + box.after


def paginate(boxes: Sequence[Box]) -> list[Page]:
    """Distribute boxes over pages."""
    filler = _Filler()
    for number, box in enumerate(boxes):
        if box.fresh_page:
            filler.turn()
        else:
            filler.place(box, _need(boxes, number), _tail(boxes, number))
    return [page for page in filler.pages if page]


def _need(boxes: Sequence[Box], number: int) -> float:
    """Return the height that must be free for a box to begin, with all that it is kept with."""
    box = boxes[number]
    if not box.keep or number + 1 == len(boxes) or boxes[number + 1].fresh_page:
        return min(box.least(), HEIGHT)
    return min(box.height + box.after + boxes[number + 1].before + _need(boxes, number + 1), HEIGHT)


def _tail(boxes: Sequence[Box], number: int) -> float:
    """Return the height of the boxes that cling to one, with the white before and after them."""
    tail, before = 0.0, boxes[number].after
    for box in boxes[number + 1 :]:
        if not box.clings:
            break
        tail += before + box.before + box.height
        before = box.after
    return tail
