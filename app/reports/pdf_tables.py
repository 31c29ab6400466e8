"""Tables on pages: heads repeated, rows whole, the tall ones divided, and a note where a table goes on."""

from app.reports.pdf_boxes import Box
from app.reports.pdf_grid import CLOSED_BY, TALL, GridRow, draw_frame
from app.reports.pdf_pen import Pen
from app.reports.pdf_style import HEIGHT, NOTE, WIDTH

#: A table does not begin, or go on, with fewer rows than these where it has more.
_TOGETHER = 2
_NOTE_HEIGHT = 15.0
#: A table that is to stay whole is parted when it is taller: headings above it must find room on its page.
_WHOLE = HEIGHT * 3 / 4
#: A tall row begins on a page only where at least this much of it fits.
TALL_START = 60.0


class TableBox(Box):
    """A framed table; ``head`` rows are repeated at the top of each page it stands on.

    A ``continued`` one tells at its foot how many rows are to come; a ``whole`` one is only parted when
    it would leave no room for its headings on a page.
    """

    def __init__(
        self,
        head: tuple[GridRow, ...],
        rows: tuple[GridRow, ...],
        continued: bool = True,
        whole: bool = False,
    ) -> None:
        self.head, self.rows, self.continued, self.whole = head, rows, continued, whole
        self._goes_on = 0
        self.after = 3.0

    @property
    def height(self) -> float:  # type: ignore[override]
        """The height of the head and all rows, and of the note below where the table goes on."""
        rows = sum(row.height for row in (*self.head, *self.rows))
        return rows + (_NOTE_HEIGHT if self._goes_on else 0)

    def least(self) -> float:
        """Return the height of the head and the rows that stay with it."""
        if self._stays_whole():
            return self.height
        if self._tall(self.rows[0]):
            return self._head_height() + min(self.rows[0].height, TALL_START) + _NOTE_HEIGHT
        first = self.rows[:_TOGETHER]
        note = _NOTE_HEIGHT if len(self.rows) > len(first) else 0
        if len(first) > 1 and self._tall(first[1]):
            return self._head_height() + first[0].height + note
        return self._head_height() + sum(row.height for row in first) + note

    def cut(self, room: float) -> tuple[Box, Box] | None:
        """Part between rows; only a row taller than a third of a page is divided."""
        if self._stays_whole():
            return None
        left = room - self._head_height() - self._note_height()
        count = 0
        while count < len(self.rows) and self.rows[count].height <= left:
            left -= self.rows[count].height
            count += 1
        parts = self.rows[count].cut(left) if count < len(self.rows) else None
        if parts is not None:
            return self._parted((*self.rows[:count], parts[0]), (parts[1], *self.rows[count + 1 :]))
        count = self._steadied(count)
        return self._parted(self.rows[:count], self.rows[count:]) if count else None

    def closed_up(self, room: float) -> Box | None:
        """Take a hair of white from each row where that keeps a few rows from the next page."""
        by = (self.height - room) / len(self.rows)
        if not 0 < by <= CLOSED_BY:
            return None
        rows = tuple(row.closed_up(by) for row in self.rows)
        box = TableBox(self.head, rows, self.continued, self.whole)
        box.before, box.after = self.before, self.after
        return box

    def _stays_whole(self) -> bool:
        return self.whole and self.height <= _WHOLE

    def _steadied(self, count: int) -> int:
        """Leave no single row behind at the foot of a page, and none alone at the top of the next."""
        if count == len(self.rows) - 1 and count > _TOGETHER:
            count -= 1
        if count == 1 and not self._tall(self.rows[0]) and not self._tall(self.rows[1]):
            return 0
        return count

    def _parted(self, upper: tuple[GridRow, ...], lower: tuple[GridRow, ...]) -> tuple[Box, Box]:
        first = TableBox(self.head, upper, self.continued, self.whole)
        rest = TableBox(self.head, lower, self.continued, self.whole)
        first.before = self.before
        first._goes_on = sum(row.counts for row in lower) if self.continued else 0
        return first, rest

    def _head_height(self) -> float:
        return sum(row.height for row in self.head)

    def _note_height(self) -> float:
        return _NOTE_HEIGHT if self.continued else 0

    def _tall(self, row: GridRow) -> bool:
        return row.height > TALL

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the table, and below it how many rows are still to come."""
        draw_frame(pen, x, top, WIDTH, (*self.head, *self.rows))
        if self._goes_on:
            text = f"（续下页，尚有 {self._goes_on} 项）"
            pen.words(text, NOTE, x, top + self.height - _NOTE_HEIGHT + 1, WIDTH, 1)
