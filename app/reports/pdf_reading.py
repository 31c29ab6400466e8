"""PDFs read back: their pages counted, measured and drawn, by one thread at a time.

PDFium knows no threads: two that use it at once, even for different files, bring the program down. Hence this is the
only module that imports it, and whatever is opened is closed before the next may begin.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from math import sqrt
from threading import Lock
from typing import Any

from app.errors import UnreadablePdfError

_one_at_a_time = Lock()
#: A page that would be larger is drawn coarser: a strange one must not take all memory. A3 at 300 dpi has 17 million.
_MOST_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page as pixels: four bytes each (red, green, blue, one unused), ``stride`` bytes to a line."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has.

    Raises:
        UnreadablePdfError: it is none, is damaged or asks for a password; so also the other functions here.
    """
    with opened(pdf) as document:
        return len(document)


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Return the size of each page of a PDF, in points."""
    with opened(pdf) as document:
        return [document.get_page_size(number) for number in range(len(document))]


def draw_page(pdf: bytes, number: int, scale: float) -> Drawing:
    """Draw one page at ``scale`` pixels per point."""
    with opened(pdf) as document, closing(document[number]) as page:
        width, height = page.get_size()
        scale = min(scale, sqrt(_MOST_PIXELS / (width * height)))
        with closing(page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)) as bitmap:
            return Drawing(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """Give a PDF as PDFium's document; nobody else reads one meanwhile, and nothing got from it outlives it."""
    with _one_at_a_time:
        from pypdfium2 import PdfDocument, PdfiumError

        try:
            with closing(PdfDocument(pdf)) as document:
                yield document
        except PdfiumError as error:
            raise UnreadablePdfError from error
