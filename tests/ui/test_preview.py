"""The preview of a PDF: measured and drawn off the main thread, the last one shown, what is no PDF told."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.reports import pdf_reading
from app.ui.preview import Preview, page_image
from app.ui.runner import Progress, Runner
from app.ui.theme import Theme
from tests.reports.builders import a_pdf

A4, WIDE = (595, 842), (842, 595)


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    made = Runner()
    yield made
    made.close()


@pytest.fixture
def preview(qtbot: QtBot, app_theme: Theme, runner: Runner) -> Preview:
    made = Preview(runner)
    qtbot.addWidget(made)
    made.resize(700, 500)
    with qtbot.waitExposed(made):
        made.show()
    return made


def hold(runner: Runner) -> threading.Event:
    """Keep the runner at work until the event is set."""
    go_on = threading.Event()

    def wait(_: Progress) -> None:
        go_on.wait(30)

    runner.run(wait, lambda _: None, lambda error: pytest.fail(str(error)))
    return go_on


def drawn(qtbot: QtBot, preview: Preview, pages: int) -> None:
    """Wait until a PDF of so many pages is shown."""
    qtbot.waitUntil(lambda: preview.page_count == pages and preview._sheets[0].drawn, timeout=20000)
    settle(qtbot, preview)


def settle(qtbot: QtBot, preview: Preview) -> None:
    """Wait until every page in view is drawn."""
    qtbot.waitUntil(lambda: not preview._runner.busy and not preview._settle.isActive(), timeout=20000)


def test_the_main_thread_never_opens_a_pdf(
    qtbot: QtBot, preview: Preview, readers: list[threading.Thread]
) -> None:
    preview.show_pdf(a_pdf(*[A4] * 8))
    drawn(qtbot, preview, 8)
    preview.verticalScrollBar().setValue(preview.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: preview._sheets[7].drawn, timeout=20000)
    preview.show_pdf(a_pdf(A4))
    drawn(qtbot, preview, 1)
    assert len(readers) > 4 and threading.main_thread() not in readers


def test_the_window_goes_on_while_somebody_else_reads_a_pdf(qtbot: QtBot, preview: Preview) -> None:
    with pdf_reading.opened(a_pdf(A4)):  # were it asked for here once more, this would stand still for ever
        preview.show_pdf(a_pdf(A4, A4))
        preview.resize(600, 400)
        QCoreApplication.processEvents()
        assert preview.page_count == 0
    drawn(qtbot, preview, 2)


def test_the_pdf_asked_for_last_is_shown(qtbot: QtBot, preview: Preview, runner: Runner) -> None:
    counts: list[int] = []
    preview.page_changed.connect(lambda _, total: counts.append(total))
    go_on = hold(runner)
    for pages in (3, 5, 2):
        preview.show_pdf(a_pdf(*[A4] * pages))
    go_on.set()
    drawn(qtbot, preview, 2)
    assert set(counts) - {0} == {2}


def test_the_former_pages_stay_and_so_does_the_place_until_the_next_come(
    qtbot: QtBot, preview: Preview, runner: Runner
) -> None:
    preview.show_pdf(a_pdf(*[A4] * 8))
    drawn(qtbot, preview, 8)
    preview.verticalScrollBar().setValue(1500)
    go_on = hold(runner)
    preview.show_pdf(a_pdf(*[A4] * 9))
    assert preview.page_count == 8
    go_on.set()
    qtbot.waitUntil(lambda: preview.page_count == 9, timeout=20000)
    assert preview.verticalScrollBar().value() == 1500
    settle(qtbot, preview)


@pytest.mark.parametrize("late", [a_pdf(A4, A4), b"no pdf"], ids=["pdf", "no pdf"])
def test_what_is_cleared_does_not_come_back(
    qtbot: QtBot, preview: Preview, runner: Runner, late: bytes
) -> None:
    told: list[bool] = []
    preview.unreadable.connect(lambda: told.append(True))
    preview.show_pdf(a_pdf(A4))
    drawn(qtbot, preview, 1)
    preview.show_pdf(late)
    runner._pool.submit(lambda: None).result(30)  # it is measured, and the window has not heard of it yet
    preview.clear()
    settle(qtbot, preview)
    assert preview.page_count == 0 and told == []


def test_what_is_no_pdf_is_told_and_said(qtbot: QtBot, preview: Preview) -> None:
    preview.show_pdf(a_pdf(A4))
    drawn(qtbot, preview, 1)
    with qtbot.waitSignal(preview.unreadable, timeout=20000):
        preview.show_pdf(b"no pdf")
    said = preview.widget()
    assert isinstance(said, QLabel) and "不能显示这份 PDF" in said.text() and preview.page_count == 0
    preview.show_pdf(a_pdf(A4, A4))
    drawn(qtbot, preview, 2)


def test_a_preview_that_is_gone_hears_nothing_more(qtbot: QtBot, app_theme: Theme, runner: Runner) -> None:
    preview, go_on = Preview(runner), hold(runner)
    preview.show_pdf(a_pdf(A4))
    preview.deleteLater()
    QCoreApplication.sendPostedEvents(preview, QEvent.Type.DeferredDelete)
    go_on.set()
    with qtbot.captureExceptions() as raised:
        qtbot.waitUntil(lambda: not runner.busy, timeout=20000)
    assert raised == []


def test_a_page_becomes_a_picture_of_its_size() -> None:
    image = page_image(a_pdf(WIDE), 0, 1.0)
    assert (image.width(), image.height()) == WIDE
    assert image.pixelColor(800, 5) == QColor("white")
