"""Printing a PDF on paper: a printer is asked for, then pages are drawn at its resolution off the main thread."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.reports.pdf_reading import page_count
from app.ui.preview import page_image
from app.ui.runner import Progress
from app.ui.widgets.one_job import OneJob

_MOST_DPI = 300
_POINTS_PER_INCH = 72
#: What is printed in one go, in dots of the drawing: the window waits for it, 0.1 s and more for a whole page.
_MOST_ROWS = 600
#: What a part has in common with the one before.
_SHARED_ROWS = 4
_CANCELLED = "已取消打印，已送往打印机的页仍可能印出"


class PrintError(AppError):
    """The printer could not be started, or gave up."""

    def __init__(self, printer: str) -> None:
        super().__init__(
            f"打印机“{printer or '（未选择）'}”不能使用，未打印完。请检查打印机是否开启、是否有纸后重试。"
        )


def ask_and_print(
    pdf: bytes, title: str, jobs: OneJob, tell: Callable[[str], object], parent: QWidget
) -> None:
    """Ask which printer and pages, and print as a piece of slow work; ``tell`` hears how many pages went out."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    total = page_count(pdf)
    printer.setFromTo(1, total)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setMinMax(1, total)
    if dialog.exec() == QPrintDialog.DialogCode.Accepted:
        jobs.start(
            partial(print_pages, pdf, printer),
            lambda printed: tell(_told(printer, printed)),
            "正在打印",
            _CANCELLED,
        )


def _told(printer: QPrinter, printed: int) -> str:
    file = printer.outputFileName()
    return f"已打印到文件 {printed} 页：{file}" if file else f"已送往打印机 {printed} 页"


def print_pages(pdf: bytes, printer: QPrinter, progress: Progress) -> int:
    """Print the chosen pages of a PDF on a printer that is set up; return how many.

    Raises:
        PrintError: the printer refuses.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintError(printer.printerName())
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # letters would get a haze
    try:
        wanted = printer.pageRanges()
        pages = [page for page in range(page_count(pdf)) if wanted.isEmpty() or wanted.contains(page + 1)]
        for done, number in enumerate(pages):
            progress.step(done, len(pages))
            if done and not printer.newPage():
                raise PrintError(printer.printerName())
            dpi = min(printer.resolution(), _MOST_DPI)
            _place(page_image(pdf, number, dpi / _POINTS_PER_INCH), painter, printer)
        return len(pages)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()


def strips(image: QImage) -> Iterator[tuple[int, int]]:
    """Cut a page into parts that are printed one by one; yield the first row and the height of each.

    A part begins with the last rows of the one before, and where these are most alike, as between two lines of text:
    whatever a printer rounds, no joint shows.
    """
    top = 0
    while top + _MOST_ROWS < image.height():
        end = _quiet_end(image, top + _MOST_ROWS)
        yield top, end - top
        top = end - _SHARED_ROWS
    yield top, image.height() - top


def _quiet_end(image: QImage, last: int) -> int:
    """Return where a part that can end at ``last`` shall end: where the rows around change least."""
    line, pixels = image.bytesPerLine(), image.constBits()
    first, around = last - _MOST_ROWS // 2, _SHARED_ROWS + 1
    rows = [int.from_bytes(pixels[row * line : (row + 1) * line]) for row in range(first - around, last + 1)]
    changes = [(above ^ below).bit_count() for above, below in pairwise(rows)]
    return min(range(last, first, -1), key=lambda end: sum(changes[end - first : end - first + around]))


def _place(image: QImage, painter: QPainter, printer: QPrinter) -> None:
    """Put a page on the paper, from edge to edge."""
    layout, resolution = printer.pageLayout(), printer.resolution()
    room = layout.fullRectPixels(resolution).size()
    fitted = image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    painter.save()
    painter.translate(-layout.paintRectPixels(resolution).topLeft().toPointF())
    painter.scale(fitted.width() / image.width(), fitted.height() / image.height())
    for top, height in strips(image):
        painter.drawImage(QPoint(0, top), image.copy(0, top, image.width(), height))
    painter.restore()
