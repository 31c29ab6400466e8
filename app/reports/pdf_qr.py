"""The QR code of a filing: drawn as shapes once, then placed on each page in the size that is wanted."""

from functools import lru_cache
from itertools import groupby
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from app.reports.pdf_style import PAGE_HEIGHT

#: The name by which the pages of a document know the code.
_FORM = "code"
#: Modules reach this part of their size into the next row, so that no hair of white shows between them.
_OVERLAP = 0.02


@lru_cache(maxsize=4)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the dark and light modules of a text's code, at error level M."""
    # With it comes all of reportlab's drawing and typesetting, which a draft does not need.
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    side = range(code.getModuleCount())
    return tuple(tuple(bool(code.isDark(row, column)) for column in side) for row in side)


def define_code(canvas: Canvas, text: str) -> None:
    """Draw the code of a text once, one point to the module, for every page of a document."""
    rows = modules(text)
    canvas.beginForm(_FORM, 0, 0, len(rows), len(rows))
    canvas.setFillGray(0)
    for number, row in enumerate(rows):
        at = 0
        for dark, cells in groupby(row):
            width = sum(1 for _ in cells)
            if dark:
                bottom = len(rows) - number - 1 - _OVERLAP
                canvas.rect(at, bottom, width, 1 + _OVERLAP, stroke=0, fill=1)
            at += width
    canvas.endForm()


def place_code(canvas: Canvas, text: str, x: float, top: float, side: float) -> None:
    """Put the code on this page, ``side`` points wide, its upper left corner at ``x, top``."""
    scale = side / len(modules(text))
    canvas.saveState()
    canvas.translate(x, PAGE_HEIGHT - top - side)
    canvas.scale(scale, scale)
    canvas.doForm(_FORM)
    canvas.restoreState()
