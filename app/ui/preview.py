"""A PDF shown page by page: pages are drawn when they come into view, off the main thread."""

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui.runner import Job, Progress, Runner
from app.ui.theme import theme

_KEPT = 12


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Return the size of each page of a PDF, in points."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_size() for page in document]
    finally:
        document.close()


def draw_page(pdf: bytes, number: int, scale: float) -> QImage:
    """Draw one page at ``scale`` pixels per point."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        bitmap = document[number].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        image = QImage(
            bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
        )
        return image.copy()
    finally:
        document.close()


class PageSheet(QWidget):
    """One page: white paper until its drawing has come."""

    def __init__(self, number: int, total: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.number, self._pixmap = number, QPixmap()
        self.setAccessibleName(f"第 {number + 1} 页，共 {total} 页")

    def show_image(self, image: QImage) -> None:
        """Show a drawing; a null one clears the page."""
        self._pixmap = QPixmap.fromImage(image)
        self._pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.update()

    @property
    def drawn(self) -> bool:
        """Whether the page shows its drawing."""
        return not self._pixmap.isNull()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self.drawn:
            painter.drawPixmap(self.rect(), self._pixmap)
        painter.setPen(theme().colour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Preview(QScrollArea):
    """All pages of a PDF below each other, as wide as the view allows."""

    page_changed = Signal(int, int)

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._pdf = runner, b""
        self._sizes: list[tuple[float, float]] = []
        self._sheets: list[PageSheet] = []
        self._jobs: OrderedDict[int, Job] = OrderedDict()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("报告预览")
        self._settle = QTimer(self, singleShot=True, interval=60)
        self._settle.timeout.connect(self._draw_visible)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def show_pdf(self, pdf: bytes) -> None:
        """Show a PDF, keeping the place where one was reading."""
        place = self.verticalScrollBar().value()
        self._cancel_drawing()
        self._pdf, self._sizes = pdf, page_sizes(pdf)
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setSpacing(theme().px(12))
        layout.setContentsMargins(*[theme().px(16)] * 4)
        self._sheets = [PageSheet(number, len(self._sizes), holder) for number in range(len(self._sizes))]
        for sheet in self._sheets:
            layout.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.setWidget(holder)
        self._fit()
        self.verticalScrollBar().setValue(place)
        self._settle.start()

    @property
    def page_count(self) -> int:
        """The number of pages."""
        return len(self._sheets)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._settle.start()

    def _fit(self) -> None:
        if not self._sheets:
            return
        width = min(self.viewport().width() - 2 * theme().px(20), theme().px(820))
        for sheet, (points_wide, points_high) in zip(self._sheets, self._sizes, strict=True):
            size = QSize(width, round(width * points_high / points_wide))
            if sheet.size() != size:
                sheet.setFixedSize(size)
                sheet.show_image(QImage())
        layout = self.widget().layout()
        if layout is not None:
            layout.activate()  # so that each page knows its place when one asks which is in view

    def _on_scrolled(self) -> None:
        self._settle.start()

    def current_page(self) -> int:
        """Return the number (from 0) of the page at the top of the view."""
        top = self.verticalScrollBar().value() + self.viewport().height() // 3
        return max((sheet.number for sheet in self._sheets if sheet.y() <= top), default=0)

    def _draw_visible(self) -> None:
        first = self.current_page()
        self.page_changed.emit(first + 1, self.page_count)
        wanted = [number for number in range(first - 1, first + 3) if 0 <= number < self.page_count]
        for number in wanted:
            if not self._sheets[number].drawn and number not in self._jobs:
                self._draw(number)
        self._forget_far(first)

    def _draw(self, number: int) -> None:
        pixels = self._sheets[number].width() * self.devicePixelRatioF()
        scale = pixels / self._sizes[number][0]
        self._jobs[number] = self._runner.run(
            partial(_draw_job, self._pdf, number, scale),
            partial(self._drawn, number),
            partial(self._not_drawn, number),
            title=f"绘制第 {number + 1} 页",
        )

    def _drawn(self, number: int, image: QImage) -> None:
        self._jobs.pop(number, None)
        if number < self.page_count:
            self._sheets[number].show_image(image)

    def _not_drawn(self, number: int, error: BaseException) -> None:
        self._jobs.pop(number, None)
        raise error

    def _forget_far(self, near: int) -> None:
        for sheet in self._sheets:
            if sheet.drawn and abs(sheet.number - near) > _KEPT:
                sheet.show_image(QImage())

    def _cancel_drawing(self) -> None:
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()


def _draw_job(pdf: bytes, number: int, scale: float, _: Progress) -> QImage:
    return draw_page(pdf, number, scale)
