"""The printed page: furniture on each page, bookmarks, embedded fonts, the same bytes for the same input."""

import hashlib
import os
import re
import subprocess
import sys

import pypdfium2
import pytest

from app.paths import program_folder
from app.reports.report import Heading, PageBreak
from tests.reports.builders import a_paragraph, a_report, flat, pages_of, printed

_PRINT = """
import hashlib
from tests.reports.builders import a_paragraph, a_report, a_table, printed
print(hashlib.sha256(printed(a_report(a_paragraph("甲𬭊" * 400), a_table(["行"] * 90)))).hexdigest())
"""


@pytest.fixture(scope="module")
def long_report() -> bytes:
    return printed(a_report(*(a_paragraph(f"第{n}段。" + "内容" * 300) for n in range(12))))


def test_each_page_says_draft_and_which_of_how_many_it_is(long_report: bytes) -> None:
    pages = [flat(page) for page in pages_of(long_report)]
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert "草稿" in page.replace("（草稿，未编号）", "")
        assert f"第{number}页共{len(pages)}页" in page
        assert "备案编号（草稿，未编号）" in page and "判定日期2026-11-21" in page
        assert "自评报告（2026–2027学年）" in page and "示例学校" in page


def test_a_report_that_is_no_draft_has_no_diagonal_word() -> None:
    (page,) = pages_of(printed(a_report(draft=False)))
    assert "草稿" not in flat(page).replace("（草稿，未编号）", "")


def test_sections_and_their_parts_have_bookmarks() -> None:
    content = printed(a_report(Heading("（一）甲"), PageBreak(), Heading("（二）乙"), Heading("图 1", 3)))
    document = pypdfium2.PdfDocument(content)
    outline = [(item.level, item.get_title(), item.get_dest().get_index()) for item in document.get_toc()]
    document.close()
    assert outline == [(0, "一、正文", 0), (1, "（一）甲", 0), (1, "（二）乙", 1)]


def test_title_author_and_language_are_set() -> None:
    content = printed(a_report(school="示例𬭊学校"))
    document = pypdfium2.PdfDocument(content)
    meta = document.get_metadata_dict()
    document.close()
    assert meta["Title"] == "自评报告 示例𬭊学校" and meta["Author"] == "示例𬭊学校"
    assert b"/Lang (zh-CN)" in content and b"/PageLabels" in content and b"/DisplayDocTitle true" in content


def test_all_fonts_are_embedded_and_no_other_is_named(long_report: bytes) -> None:
    fonts = set(re.findall(rb"/BaseFont /([^\s/]+)", long_report))
    files = re.findall(rb"/FontFile2 ", long_report)
    assert fonts and all(
        re.fullmatch(rb"[A-Z]{6}\+Noto(Sans|Serif)SC-(Regular|Bold)", name) for name in fonts
    )
    assert len(files) == len(fonts)
    assert b"Helvetica" not in long_report


def test_the_same_report_has_the_same_bytes_in_every_process() -> None:
    seen = set()
    for seed in ("0", "1", "4711"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", _PRINT],
            env=environment,
            cwd=program_folder(),
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(done.stdout)
    assert len(seen) == 1


def test_printing_twice_in_one_process_gives_the_same_bytes() -> None:
    report = a_report(a_paragraph("甲乙丙𬭊"))
    digests = {hashlib.sha256(printed(report)).hexdigest() for _ in range(2)}
    assert len(digests) == 1


def test_what_a_report_says_can_be_built_without_loading_a_printer() -> None:
    code = (
        "import sys, app.reports.build, app.reports.blank_forms, app.reports.summary;"
        "print([name for name in ('reportlab', 'openpyxl', 'PySide6') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=program_folder(), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_draft_is_printed_without_what_only_a_code_needs() -> None:
    code = (
        "import sys; from tests.reports.builders import a_paragraph, a_report, printed;"
        "printed(a_report(a_paragraph('甲'))); print('reportlab.platypus' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=program_folder(), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
