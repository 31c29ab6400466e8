"""Small reports for tests, and what can be read back from the files made of them."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from app.paths import program_folder
from app.reports.pdf import pdf_bytes
from app.reports.pdf_reading import opened
from app.reports.report import Block, Column, Heading, Paragraph, Report, Row, Section, Table, TextCell, say

FONTS = program_folder() / "resources" / "fonts"


def a_report(*blocks: Block, school: str = "示例学校", draft: bool = True) -> Report:
    return Report(
        title="自评报告",
        school=school,
        sections=(Section("一、正文", (Heading("一、正文", 1), *blocks)),),
        head="自评报告（2026–2027 学年）",
        foot_left="备案编号（草稿，未编号）",
        foot_right="判定日期 2026-11-21",
        draft=draft,
    )


def a_paragraph(text: str) -> Paragraph:
    return Paragraph(say(text))


def a_table(rows: Sequence[str], head: str = "表头", remark: str = "") -> Table:
    columns = (Column("序号", fit=True), Column(head))
    cells = [(TextCell((say(str(n)),)), TextCell((say(text),))) for n, text in enumerate(rows, 1)]
    return Table(columns, tuple(Row(pair, say(remark)) for pair in cells))


def printed(report: Report, fonts: Path = FONTS) -> bytes:
    return pdf_bytes(report, fonts)


def a_pdf(*sizes: tuple[float, float]) -> bytes:
    """Return a PDF with a page of each size, full of words."""
    file = BytesIO()
    canvas = Canvas(file)
    for width, height in sizes:
        canvas.setPageSize((width, height))
        for line in range(40):
            canvas.drawString(20, 20 + line * 15, f"{width} x {height}: line {line} of many more words")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def pages_of(content: bytes) -> list[str]:
    with opened(content) as document:  # a preview may be at work in another thread
        return [_text(page) for page in document]


def _text(page: Any) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_range()).replace("\r\n", "\n")
    finally:
        text.close()
        page.close()


def reach_of(content: bytes) -> tuple[float, float]:
    """Return the leftmost and rightmost edge of any character but those of the diagonal word, in points."""
    with opened(content) as document:
        edges = [edge for page in document for edge in _edges(page)]
    return min(left for left, _ in edges), max(right for _, right in edges)


def _edges(page: Any) -> list[tuple[float, float]]:
    text = page.get_textpage()
    boxes = [text.get_charbox(index) for index in range(text.count_chars())]
    text.close()
    page.close()
    return [(left, right) for left, bottom, right, top in boxes if top - bottom < 60 and right > left]


def flat(text: str) -> str:
    return "".join(text.split())
