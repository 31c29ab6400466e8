"""A report of more than sixty pages, the longest texts in every field: no line, cell or head goes wrong."""

from collections.abc import Iterator

import pypdfium2
import pytest

from app.domain.assessment import Assessment
from app.domain.conclusion import conclude
from app.domain.evaluation import evaluate
from app.domain.rulebook import Rulebook
from app.reports.build import build_report
from app.reports.pdf import pages_of_report
from app.reports.pdf_boxes import HeadingBox
from app.reports.pdf_cells import Lines
from app.reports.pdf_fonts import load_fonts
from app.reports.pdf_front import CoverBox
from app.reports.pdf_grid import CLOSED_BY, Band
from app.reports.pdf_pages import Page
from app.reports.pdf_style import HEIGHT, MARGIN_LEFT, MARGIN_RIGHT, PAD_X, PAD_Y, PAGE_WIDTH
from app.reports.pdf_tables import TableBox
from app.reports.report import Cover, Report
from tests.reports.builders import FONTS, pages_of, printed, reach_of
from tests.reports.longest import LONG_SEAL, NAME, long_evidence, longest

_HAIR = 0.02
CLOSING = "，。、；：！？）〕】》〉」』”’…％,.;:!?)]}%"
OPENING = "（〔【《〈「『“‘([{"


@pytest.fixture(scope="module")
def report(shipped_rulebook: Rulebook, signed: Assessment) -> Report:
    given = longest(shipped_rulebook, signed)
    assert given.date is not None
    evaluation = evaluate(shipped_rulebook, given, given.date)
    conclusion = conclude(evaluation, shipped_rulebook)
    return build_report(shipped_rulebook, given, evaluation, conclusion, LONG_SEAL, long_evidence())


@pytest.fixture(scope="module")
def content(report: Report) -> bytes:
    return printed(report)


@pytest.fixture(scope="module")
def lines(content: bytes) -> list[str]:
    pages = pages_of(content)
    assert len(pages) > 60
    return [line.strip() for page in pages for line in page.split("\n") if line.strip()]


@pytest.fixture(scope="module")
def laid(report: Report) -> list[Page]:
    return pages_of_report(report, load_fonts(FONTS))


def tables(laid: list[Page]) -> Iterator[TableBox]:
    return (item.box for page in laid for item in page if isinstance(item.box, TableBox))


def bands(laid: list[Page]) -> Iterator[Band]:
    return (band for box in tables(laid) for row in (*box.head, *box.rows) for band in row.bands)


def test_no_line_begins_with_a_closing_mark(lines: list[str]) -> None:
    assert len(lines) > 3000
    assert [line for line in lines if line[0] in CLOSING] == []


def test_no_line_ends_with_an_opening_mark(lines: list[str]) -> None:
    assert [line for line in lines if line[-1] in OPENING] == []


def test_nothing_hangs_outside_the_margins(content: bytes) -> None:
    left, right = reach_of(content)
    assert left >= MARGIN_LEFT - 1 and right <= PAGE_WIDTH - MARGIN_RIGHT + 1


def test_every_box_ends_on_its_page(laid: list[Page]) -> None:
    assert [item for page in laid for item in page if item.top + item.box.height > HEIGHT + _HAIR] == []


def test_every_cell_has_room_for_all_its_lines(laid: list[Page]) -> None:
    for band in bands(laid):
        for cell in band.cells:
            assert cell.content.height <= band.height - 2 * PAD_Y + CLOSED_BY + band.lift + _HAIR
            if isinstance(cell.content, Lines):
                room = cell.width - 2 * PAD_X
                assert all(line.width <= room + _HAIR for line in cell.content.lines)


def test_no_heading_and_no_head_of_a_table_stands_alone(laid: list[Page]) -> None:
    assert all(not isinstance(page[-1].box, HeadingBox) for page in laid)
    assert all(box.rows for box in tables(laid))


def test_the_cover_keeps_its_place_for_number_and_code(laid: list[Page]) -> None:
    (cover,) = (item.box for item in laid[0])
    assert isinstance(cover, CoverBox)
    assert cover.ends() <= cover.foot + _HAIR


@pytest.mark.parametrize("sought", ["䶮二位负责人", "〔2022〕28号", "石油路“双优”职业教育", "GB/T 9704"])
def test_what_was_written_can_be_searched(content: bytes, sought: str) -> None:
    document = pypdfium2.PdfDocument(content)
    found = 0
    for page in document:
        text = page.get_textpage()
        search = text.search(sought)
        found += search.get_next() is not None
        search.close()
        text.close()
    document.close()
    assert found


def test_characters_beyond_the_first_plane_are_read_back_as_they_are(lines: list[str]) -> None:
    assert any("由𬭊䶮二位" in line for line in lines)


def test_the_name_of_the_school_is_whole_on_the_cover(report: Report) -> None:
    (cover,) = (block for _, block in report.blocks() if isinstance(block, Cover))
    assert cover.school == NAME
