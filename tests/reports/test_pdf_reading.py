"""PDFs read back: counted, measured, drawn, by as many threads as want to."""

import re
import subprocess
import sys
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.errors import UnreadablePdfError
from app.paths import program_folder
from app.reports import pdf_reading
from app.reports.pdf_reading import draw_page, opened, page_count, page_sizes
from tests.reports.builders import a_pdf

#: Dies within seconds, or measures wrongly, where two threads use PDFium at once.
AT_ONCE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from app.reports.pdf_reading import draw_page, page_count, page_sizes

pdf = sys.stdin.buffer.read()
sizes, pages = page_sizes(pdf), [draw_page(pdf, number, 1.0) for number in range(page_count(pdf))]

def measure():
    return all(page_sizes(pdf) == sizes for _ in range(150))

def draw():
    return all(draw_page(pdf, number, 1.0) == page for _ in range(8) for number, page in enumerate(pages))

with ThreadPoolExecutor(4) as pool:
    done = [pool.submit(work) for work in (measure, draw, measure, draw)]
    assert all(each.result() for each in done)
print(len(pages))
"""


def test_a_pdf_is_counted_and_measured() -> None:
    pdf = a_pdf((595, 842), (842, 595), (100, 200))
    assert page_count(pdf) == 3
    assert page_sizes(pdf) == [(595, 842), (842, 595), (100, 200)]


def test_a_page_is_drawn_in_its_colours_line_by_line() -> None:
    file = BytesIO()
    canvas = Canvas(file, pagesize=(40, 20))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 20, 20, stroke=0, fill=1)
    canvas.save()
    drawn = draw_page(file.getvalue(), 0, 2.0)
    assert (drawn.width, drawn.height, len(drawn.pixels)) == (80, 40, drawn.stride * 40)
    middle = drawn.stride * 20
    assert drawn.pixels[middle + 20 * 4 :][:3] == b"\xff\x00\x00"
    assert drawn.pixels[middle + 60 * 4 :][:3] == b"\xff\xff\xff"


def test_a_page_of_strange_size_is_drawn_coarser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reading, "_MOST_PIXELS", 40_000)
    drawn = draw_page(a_pdf((1, 14000)), 0, 800.0)
    assert drawn.width >= 1 and drawn.height > 1000
    assert drawn.width * drawn.height < 60_000


@pytest.mark.parametrize(
    "content", [b"", b"no pdf", a_pdf((595, 842))[:200]], ids=["empty", "other", "cut off"]
)
def test_what_is_no_pdf_is_told_and_the_next_is_read(content: bytes) -> None:
    for read in (page_count, page_sizes, lambda pdf: draw_page(pdf, 0, 1.0)):
        with pytest.raises(UnreadablePdfError, match="不能显示这份 PDF"):
            read(content)
    assert page_count(a_pdf((595, 842))) == 1


def test_nothing_got_from_a_pdf_outlives_it() -> None:
    with opened(a_pdf((595, 842))) as document:
        page = document[0]
        text = page.get_textpage()
    assert document.raw is page.raw is text.raw is None


def test_many_threads_may_read_and_draw_at_once() -> None:
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE],
        cwd=program_folder(),
        input=a_pdf(*[(595, 842)] * 6),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, b"6"), done.stderr.decode()


def test_nobody_else_in_the_program_imports_pdfium() -> None:
    imports = re.compile(r"^\s*(import|from)\s+pypdfium2", re.MULTILINE)
    app = program_folder() / "app"
    found = [path.relative_to(app) for path in app.rglob("*.py") if imports.search(path.read_text("utf-8"))]
    assert [path.as_posix() for path in found] == ["reports/pdf_reading.py"]
