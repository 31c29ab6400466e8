"""Printing a PDF on paper: pages drawn at the printer's resolution."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.reports.pdf_reading import page_count
from app.ui.preview import page_image

_MOST_DPI = 300
_POINTS_PER_INCH = 72


class PrintError(AppError):
    """The printer could not be started."""

    def __init__(self, printer: str) -> None:
        super().__init__(
            f"打印机“{printer or '（未选择）'}”不能使用，未打印。请检查打印机是否开启、是否有纸后重试。"
        )


def ask_and_print(pdf: bytes, title: str, parent: QWidget) -> bool:
    """Ask which printer and pages, and print; tell whether anything was printed.

    Raises:
        PrintError: the printer refuses.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    total = page_count(pdf)
    printer.setFromTo(1, total)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setMinMax(1, total)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    print_pages(pdf, printer)
    return True


def print_pages(pdf: bytes, printer: QPrinter) -> None:
    """Print the chosen pages of a PDF on a printer that is set up."""
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintError(printer.printerName())
    try:
        dpi = min(printer.resolution(), _MOST_DPI)
        total = page_count(pdf)
        first, last = printer.fromPage() or 1, printer.toPage() or total
        for number in range(first - 1, min(last, total)):
            if number > first - 1:
                printer.newPage()
            image = page_image(pdf, number, dpi / _POINTS_PER_INCH)
            area = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
            area.moveTopLeft(-printer.pageLayout().paintRectPixels(printer.resolution()).topLeft().toPointF())
            fitted = image.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRectF(area.topLeft(), fitted.toSizeF()), image)
    finally:
        painter.end()
