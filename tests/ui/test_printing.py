"""Printing: the pages asked for, off the main thread, stopped when somebody wants it."""

import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPageRanges
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from app.reports.pdf_reading import page_count
from app.ui import messages, printing
from app.ui.preview import page_image
from app.ui.printing import PrintError, ask_and_print, print_pages, strips
from app.ui.runner import Cancelled, Progress, Runner
from app.ui.theme import Theme
from app.ui.widgets.one_job import OneJob
from app.ui.widgets.working import Working
from tests.reports.builders import a_pdf
from tests.ui.hands import colours_of

A4, WIDE = (595, 842), (842, 595)


class Steps(Progress):
    """Notes how far the work is; told so, it stops it there."""

    def __init__(self, stop_at: int = -1) -> None:
        self.seen: list[tuple[int, int]] = []
        self._stop_at = stop_at

    def step(self, done: int, total: int) -> None:
        if done == self._stop_at:
            raise Cancelled
        self.seen.append((done, total))


@pytest.fixture
def printer(qapp: object, tmp_path: Path) -> QPrinter:
    """A printer whose paper is a file."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "印.pdf"))
    return made


@pytest.fixture
def page(qtbot: QtBot, app_theme: Theme) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def working(page: QWidget) -> Working:
    return Working(page)


@pytest.fixture
def jobs(working: Working) -> Iterator[OneJob]:
    runner = Runner()
    yield OneJob(runner, working)
    runner.close()


def test_the_pages_asked_for_are_printed(printer: QPrinter) -> None:
    printer.setFromTo(2, 4)
    steps = Steps()
    assert print_pages(a_pdf(A4, WIDE, A4, A4), printer, steps) == 3
    assert steps.seen == [(0, 3), (1, 3), (2, 3)]
    assert page_count(Path(printer.outputFileName()).read_bytes()) == 3


@pytest.mark.parametrize(("wanted", "printed"), [("", 4), ("1,3-4", 3), ("2,9", 1)])
def test_several_ranges_can_be_asked_for(printer: QPrinter, wanted: str, printed: int) -> None:
    printer.setPageRanges(QPageRanges.fromString(wanted))
    assert print_pages(a_pdf(*[A4] * 4), printer, Steps()) == printed
    assert page_count(Path(printer.outputFileName()).read_bytes()) == printed


def test_a_page_covers_the_paper_from_edge_to_edge(printer: QPrinter) -> None:
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.rect(-10, -10, 700, 900, stroke=0, fill=1)
    canvas.save()
    assert print_pages(file.getvalue(), printer, Steps()) == 1
    image = page_image(Path(printer.outputFileName()).read_bytes(), 0, 0.5)
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    assert colours_of(grey.copy(4, 4, grey.width() - 8, grey.height() - 8)) == {"#000000"}


def test_a_page_is_printed_in_small_parts_that_begin_and_end_between_lines() -> None:
    image = page_image(a_pdf(A4), 0, 300 / 72)
    parts = list(strips(image))
    assert parts[0][0] == 0 and sum(parts[-1]) == image.height() and len(parts) > 5
    for (top, height), (following, _) in pairwise(parts):
        assert height <= 600 and top < following < top + height
        assert colours_of(image.copy(0, following, 900, top + height - following)) == {"#ffffff"}


def test_a_page_without_a_blank_row_is_cut_where_it_changes_least() -> None:
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setStrokeGray(0.9)
    for across in range(-900, 600, 10):  # slanted, as a draft's mark is
        canvas.line(across, 0, across + 842, 842)
    for up in range(10, 840, 16):
        canvas.drawString(30, up, "words in every line" * 5)
    canvas.save()
    image = page_image(file.getvalue(), 0, 300 / 72)
    parts = list(strips(image))
    assert max(height for _, height in parts) <= 600
    for top, height in parts[:-1]:
        shared = image.copy(0, top + height - 4, image.width(), 4)
        assert "#000000" not in colours_of(shared)


def test_parts_make_the_page_again(printer: QPrinter) -> None:
    pdf = a_pdf(A4)
    print_pages(pdf, printer, Steps())
    given, got = (_seen_from_afar(file) for file in (pdf, Path(printer.outputFileName()).read_bytes()))
    assert max(abs(a - b) for a, b in zip(given, got, strict=True)) < 25


def _seen_from_afar(pdf: bytes) -> bytes:
    """The greys of a page, each of a spot of 4 mm."""
    image = page_image(pdf, 0, 1).convertToFormat(QImage.Format.Format_Grayscale8)
    small = image.scaled(52, 74, mode=Qt.TransformationMode.SmoothTransformation)
    assert small.width() == small.bytesPerLine()
    return bytes(small.constBits())


def test_printing_stops_between_two_pages(printer: QPrinter) -> None:
    steps = Steps(stop_at=2)
    with pytest.raises(Cancelled):
        print_pages(a_pdf(*[A4] * 4), printer, steps)
    assert steps.seen == [(0, 4), (1, 4)]


def test_a_printer_that_refuses_is_told(printer: QPrinter, tmp_path: Path) -> None:
    printer.setOutputFileName(str(tmp_path / "没有" / "这里.pdf"))
    with pytest.raises(PrintError, match="不能使用，未打印完"):
        print_pages(a_pdf(A4), printer, Steps())


@pytest.fixture
def ask(qtbot: QtBot, jobs: OneJob, working: Working, page: QWidget) -> Callable[[bytes], None]:
    """Print a PDF as the button does, and wait for the end."""

    def ask_for(pdf: bytes) -> None:
        ask_and_print(pdf, "报告", jobs, working.tell, page)
        assert jobs.busy
        qtbot.waitUntil(lambda: not jobs.busy, timeout=20000)

    return ask_for


def test_nothing_is_printed_in_the_main_thread(
    ask: Callable[[bytes], None], working: Working, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing: list[threading.Thread] = []
    draw = printing.page_image
    monkeypatch.setattr(
        printing, "page_image", lambda *given: drawing.append(threading.current_thread()) or draw(*given)
    )
    ask(a_pdf(*[A4] * 4))
    assert len(drawing) == 2 and threading.main_thread() not in drawing
    assert working.text == f"已打印到文件 2 页：{paper}" and page_count(paper.read_bytes()) == 2


def test_what_went_to_a_printer_is_told_so(
    ask: Callable[[bytes], None], working: Working, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "print_pages", lambda *_: 2)
    monkeypatch.setattr(QPrinter, "outputFileName", lambda _: "")
    ask(a_pdf(A4))
    assert working.text == "已送往打印机 2 页"


def test_nothing_is_printed_where_nobody_wants_it(
    jobs: OneJob, working: Working, page: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: QPrintDialog.DialogCode.Rejected)
    ask_and_print(a_pdf(A4), "报告", jobs, working.tell, page)
    assert not jobs.busy


def test_trouble_with_the_printer_is_told_afterwards(
    qtbot: QtBot,
    jobs: OneJob,
    working: Working,
    page: QWidget,
    paper: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr(messages, "show_error", lambda _, error: told.append(error))
    monkeypatch.setattr(QPrinter, "newPage", lambda _: False)
    ask_and_print(a_pdf(*[A4] * 4), "报告", jobs, working.tell, page)
    qtbot.waitUntil(lambda: bool(told), timeout=20000)
    assert isinstance(told[0], PrintError) and not jobs.busy
