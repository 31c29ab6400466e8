"""Tables across pages: rows whole, heads repeated and never alone, tall rows divided, the rest announced."""

import re

import pytest

from app.reports.pdf_grid import CLOSED_BY, Band, Cell, GridRow, Nothing
from app.reports.pdf_style import WIDTH
from app.reports.pdf_tables import TableBox
from app.reports.report import Heading
from tests.reports.builders import a_paragraph, a_report, a_table, flat, pages_of, printed

HEAD = "只在表头出现的字"


def table_pages(rows: list[str], lead: str = "") -> list[str]:
    blocks = (a_paragraph(lead),) if lead else ()
    return pages_of(printed(a_report(*blocks, a_table(rows, HEAD))))


def test_rows_are_never_divided_when_they_are_short() -> None:
    rows = [f"起{n}点" + "内容" * 60 + f"终{n}点" for n in range(60)]
    pages = [flat(page) for page in table_pages(rows)]
    assert len(pages) > 3
    for n in range(60):
        assert [f"起{n}点" in page for page in pages] == [f"终{n}点" in page for page in pages]


def test_each_page_of_a_table_has_its_head_once() -> None:
    pages = table_pages([f"第 {n} 行" for n in range(150)])
    assert len(pages) > 3
    assert [page.count(HEAD) for page in pages] == [1] * len(pages)


@pytest.mark.parametrize("filled", range(20, 36))
def test_a_head_never_stands_alone_wherever_the_table_begins(filled: int) -> None:
    lead = "\n".join("导语" for _ in range(filled))
    for page in table_pages([f"行{n}之内容" for n in range(30)], lead):
        if HEAD in page:
            assert len(re.findall(r"行\d+之内容", page)) >= 2


def test_a_row_of_nine_thousand_characters_is_divided_and_nothing_is_lost() -> None:
    long = "".join(chr(0x4E00 + n % 3000) for n in range(9000))
    pages = table_pages(["短行甲", long, "短行乙"])
    body = "".join(flat(page) for page in pages)
    kept = re.sub(r"[^\u4e00-\u9fff]", "", body)
    assert len(pages) >= 5
    assert sum(char in kept for char in set(long)) == len(set(long))
    assert all(page.count(HEAD) == 1 for page in pages)
    assert "短行甲" in pages[0] and "短行乙" in pages[-1]


def test_a_table_that_goes_on_says_how_many_rows_are_to_come() -> None:
    pages = table_pages([f"行{n}之内容" for n in range(100)])
    for number, page in enumerate(pages):
        later = sum(len(re.findall(r"行\d+之内容", other)) for other in pages[number + 1 :])
        announced = re.search(r"（续下页，尚有 (\d+) 项）", page)
        assert (int(announced[1]) if announced else 0) == later


def test_a_heading_is_never_left_at_the_foot_of_a_page() -> None:
    for filled in range(25, 33):
        lead = a_paragraph("\n".join("导语" for _ in range(filled)))
        pages = pages_of(printed(a_report(lead, Heading("（一）某一部分"), a_table(["甲行", "乙行"], HEAD))))
        page = next(page for page in pages if "某一部分" in page)
        assert HEAD in page and "甲行" in page


def test_a_table_a_few_points_too_tall_is_closed_up_evenly() -> None:
    row = GridRow((Band((Cell(0, WIDTH, Nothing()),), 18.0),))
    table = TableBox((), (row,) * 30)
    assert table.closed_up(table.height) is None
    closer = table.closed_up(table.height - 15)
    assert isinstance(closer, TableBox) and {row.height for row in closer.rows} == {17.5}
    assert table.closed_up(table.height - 30 * CLOSED_BY) is not None
    assert table.closed_up(table.height - 30 * CLOSED_BY - 1) is None


@pytest.mark.parametrize("count", range(28, 45))
def test_no_page_holds_only_the_last_few_rows_of_a_table(count: int) -> None:
    pages = table_pages([f"行{n}之内容" for n in range(count)])
    assert len(pages) == 1 or len(re.findall(r"行\d+之内容", pages[-1])) > 2


def test_a_remark_stands_with_its_row() -> None:
    rows = [f"行{n}之内容" for n in range(80)]
    for page in pages_of(printed(a_report(a_table(rows, HEAD, remark="缺数据")))):
        assert len(re.findall(r"行\d+之内容", page)) == page.count("缺数据")
