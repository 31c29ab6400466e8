"""A PDF shown page by page: measured, and drawn as its pages come into view, off the main thread."""

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.errors import UnreadablePdfError
from app.reports.pdf_reading import draw_page, page_sizes
from app.ui.runner import Job, Progress, Runner
from app.ui.theme import theme

_KEPT = 12
#: Among the numbers of the pages that are being drawn: that the pages are being measured.
_MEASURING = -1


def page_image(pdf: bytes, number: int, scale: float) -> QImage:
    """Draw one page at ``scale`` pixels per point."""
    drawn = draw_page(pdf, number, scale)
    kind = QImage.Format.Format_RGBX8888
    return QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, kind).copy()


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
    """All pages of a PDF below each other, as wide as the view allows; what is no PDF is told, and said here."""

    page_changed = Signal(int, int)
    unreadable = Signal()

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._pdf = runner, b""
        self._sizes: list[tuple[float, float]] = []
        self._sheets: list[PageSheet] = []
        self._jobs: dict[int, Job] = {}
        self.destroyed.connect(partial(_cancel_all, self._jobs))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("报告预览")
        self._settle = QTimer(self, singleShot=True, interval=60)
        self._settle.timeout.connect(self._draw_visible)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def show_pdf(self, pdf: bytes) -> None:
        """Show a PDF as soon as it is measured, keeping the place where one was reading; the last one counts."""
        _cancel_all(self._jobs)
        self._jobs[_MEASURING] = self._runner.run(
            partial(_measure_job, pdf), partial(self._measured, pdf), self._not_measured, title="读取页面"
        )

    def clear(self) -> None:
        """Show nothing, also not what was to come."""
        self._lay_out(b"", [])

    def _measured(self, pdf: bytes, sizes: list[tuple[float, float]]) -> None:
        place = self.verticalScrollBar().value()
        self._lay_out(pdf, sizes)
        self.widget().adjustSize()  # now, not in the next turn: else there is no such place yet
        self.verticalScrollBar().setValue(place)

    def _not_measured(self, error: BaseException) -> None:
        self.clear()
        if not isinstance(error, UnreadablePdfError):
            raise error
        said = QLabel(str(error), wordWrap=True, margin=theme().px(16))
        said.setProperty("role", "muted")
        said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(said)
        self.unreadable.emit()

    def _lay_out(self, pdf: bytes, sizes: list[tuple[float, float]]) -> None:
        _cancel_all(self._jobs)
        self._pdf, self._sizes = pdf, sizes
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setSpacing(theme().px(12))
        layout.setContentsMargins(*[theme().px(16)] * 4)
        self._sheets = [PageSheet(number, len(sizes), holder) for number in range(len(sizes))]
        for sheet in self._sheets:
            layout.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.setWidget(holder)
        self._fit()
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


def _measure_job(pdf: bytes, progress: Progress) -> list[tuple[float, float]]:
    progress.step(0, 1)  # not if another is wanted by now
    return page_sizes(pdf)


def _draw_job(pdf: bytes, number: int, scale: float, progress: Progress) -> QImage:
    progress.step(0, 1)
    return page_image(pdf, number, scale)


def _cancel_all(jobs: dict[int, Job], _: object = None) -> None:
    for job in jobs.values():
        job.cancel()
    jobs.clear()
