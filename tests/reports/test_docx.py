"""The Word document: what it says, how Word finds its way in it, what stands on each page, and its bytes."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image

from app.domain.standard import SourceState
from app.domain.verdict import Status
from app.paths import program_folder
from app.reports.docx import docx_bytes
from app.reports.pdf_qr import modules
from app.reports.pdf_style import STATUS_FILL, STATUS_INK
from app.reports.report import (
    Align,
    BarCell,
    BlankCell,
    Block,
    Chart,
    ChartRow,
    ChoiceCell,
    Column,
    Cover,
    Field,
    Heading,
    Manner,
    OpinionBox,
    PageBreak,
    Paragraph,
    Record,
    Report,
    Row,
    Section,
    SignatureLines,
    SourceCell,
    StampPlace,
    StatusCell,
    Table,
    TextCell,
    plain,
    say,
    strong,
)
from tests.reports.builders import a_paragraph, a_report, a_table, flat, pages_of
from tests.reports.docx_reading import converted, opened, outline_of, said, sections_of, texts_of
from tests.reports.filing import CORRECTED

_WRITE = """
import hashlib
from app.reports.docx import docx_bytes
from tests.reports.builders import a_paragraph, a_report, a_table
print(hashlib.sha256(docx_bytes(a_report(a_paragraph("甲𬭊"), a_table(["行"] * 9)))).hexdigest())
"""
#: In this order Word wants what it knows of these elements.
_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr shd tabs autoSpaceDE autoSpaceDN "
    "spacing ind jc outlineLvl",
    "rPr": "rFonts b bCs color spacing sz szCs u shd lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan tcBorders shd tcMar vAlign",
    "tcBorders": "top left bottom right",
    "sectPr": "pgSz pgMar cols titlePg docGrid",
}


def written(report: Report) -> DocumentObject:
    return opened(docx_bytes(report))


@pytest.fixture(scope="module")
def draft(sample_report: Report) -> bytes:
    return docx_bytes(sample_report)


@pytest.fixture(scope="module")
def filed(filed_report: Report) -> bytes:
    return docx_bytes(filed_report)


def a_cover(school: str = "示例学校", values: int = 6, note: str = "草稿") -> Cover:
    fields = tuple((f"栏目{n}", school) for n in range(values))
    return Cover(("中等职业学校", "自评报告"), "（2026 年）", fields, school, "2026 年", (note,))


def covered(*blocks: object, school: str = "示例学校") -> Report:
    report = a_report(*blocks, school=school)  # type: ignore[arg-type]
    return replace(report, sections=(Section("封面", (a_cover(school),)), *report.sections))


def test_every_section_says_in_order_what_the_report_says(
    sample_report: Report, draft: bytes, filed_report: Report, filed: bytes
) -> None:
    for report, content in ((sample_report, draft), (filed_report, filed)):
        for words, section in zip(sections_of(opened(content)), report.sections, strict=True):
            assert words in [said(blocks) for blocks in (section.blocks, *section.shorter)]


def test_every_kind_of_cell_is_read_back() -> None:
    cells = (
        TextCell((say("甲", strong("乙")), say("第二段"))),
        StatusCell(Status.MISSED, "未达标"),
        SourceCell(SourceState.SECONDARY, "待核对原文"),
        ChoiceCell(("是", "否"), ("否",)),
        BlankCell(2, "㎡"),
        BarCell(((Status.MISSED, 1), (Status.MET, 3), (Status.SHOWN, 0))),
    )
    columns = tuple(Column(str(n), Align.RIGHT) for n in range(len(cells)))
    (table,) = written(a_report(Table(columns, (Row(cells),)))).tables
    told = [flat(cell.text) for cell in table.rows[1].cells]
    assert told == ["甲乙第二段", "未达标", "待核对原文", "□是■否", "㎡", "达标3未达标1"]


def test_headings_and_titles_of_records_are_the_outline(sample_report: Report, draft: bytes) -> None:
    wanted: list[tuple[int, str]] = []
    for _, block in sample_report.blocks():
        if isinstance(block, Heading):
            wanted.append((block.level, block.text))
        elif isinstance(block, Record) and block.title:
            word = block.status.word if block.status else ""
            wanted.append((3, plain(block.title) + word))
    found = [(level, flat(text)) for level, text in outline_of(opened(draft))]
    assert found == [(level, flat(text)) for level, text in wanted]
    assert {1, 2, 3} == {level for level, _ in found}


def test_headings_have_levels_in_the_official_faces(draft: bytes) -> None:
    styles = opened(draft).styles.element
    found = {}
    for style in styles.iter(qn("w:style")):
        face, level = style.find(f".//{qn('w:rFonts')}"), style.find(f".//{qn('w:outlineLvl')}")
        if level is not None:
            found[style.get(qn("w:styleId"))] = (
                int(level.get(qn("w:val"))),
                face.get(qn("w:eastAsia")),
            )
    assert found == {
        "Heading1": (0, "黑体"),
        "Heading2": (1, "楷体"),
        "Heading3": (2, "黑体"),
        "Heading4": (3, "仿宋"),
    }


def test_faces_are_named_for_word_and_known_by_their_other_name(draft: bytes) -> None:
    with ZipFile(BytesIO(draft)) as file:
        faces, styles = file.read("word/fontTable.xml").decode(), file.read("word/styles.xml").decode()
    for name, other in (("仿宋", "FangSong"), ("楷体", "KaiTi"), ("黑体", "SimHei"), ("宋体", "SimSun")):
        assert f'w:name="{name}"><w:altName w:val="{other}"/>' in faces
        assert f'w:eastAsia="{name}"' in styles
    assert 'w:eastAsia="zh-CN"' in styles


def test_a_draft_says_so_in_the_head_of_each_page_and_a_filing_does_not(draft: bytes, filed: bytes) -> None:
    for content, word in ((draft, True), (filed, False)):
        page = opened(content).sections[0]
        heads = [texts_of(head._element) for head in (page.header, page.first_page_header)]
        assert all("可编辑稿，不作备案依据" in head for head in heads)
        assert [("草稿" in head) for head in heads] == [word, word]
        assert page.different_first_page_header_footer


def test_head_and_foot_name_report_school_number_fingerprint_and_page(
    filed: bytes, filed_report: Report
) -> None:
    page = opened(filed).sections[0]
    head, foot = texts_of(page.header._element), page.footer._element
    assert filed_report.head in head and filed_report.school in head
    assert f"备案编号 {CORRECTED.occasion.number}" in texts_of(foot) and "指纹 B808H-CZNH5" in texts_of(foot)
    assert "判定日期 2026-11-21" in texts_of(foot)
    fields = [field.get(qn("w:instr")) for field in foot.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"] and "第 1 页 共 1 页" in texts_of(foot)
    assert not texts_of(page.first_page_footer._element)


def test_a_report_without_a_cover_has_its_head_and_foot_on_the_first_page_too() -> None:
    page = written(a_report(a_paragraph("正文"))).sections[0]
    assert not page.different_first_page_header_footer
    assert "草稿" in texts_of(page.header._element)


def test_a_letter_has_no_name_of_a_report_in_its_head() -> None:
    head = written(replace(a_report(a_paragraph("正文")), head="")).sections[0].header
    assert "示例学校" not in texts_of(head._element) and "可编辑稿" in texts_of(head._element)


def test_the_page_is_a4_with_the_margins_of_the_printed_one(draft: bytes) -> None:
    page = opened(draft).sections[0]
    assert page.page_width and page.page_height
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    sides = (page.top_margin, page.right_margin, page.bottom_margin, page.left_margin)
    assert [round(side.mm) for side in sides if side] == [30, 26, 35, 28]


def test_tables_fill_the_line_repeat_their_head_and_keep_rows_whole(draft: bytes) -> None:
    tables = [table for table in opened(draft).tables if table._tbl.tblPr.find(qn("w:tblStyle")) is not None]
    assert len(tables) > 30
    headed = [t for t in tables if t.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None]
    assert len(headed) > 20
    for table in tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert abs(sum(widths) - 156 / 25.4 * 1440) < 2
        for row in table.rows:
            spans = [int(cell.get(qn("w:w"))) for cell in row._tr.iter(qn("w:tcW"))]
            assert sum(spans) == sum(widths)


def test_only_a_row_taller_than_a_third_of_a_page_may_be_divided() -> None:
    (table,) = written(a_report(a_table(["短", "长" * 1500, "短"]))).tables
    whole = [row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows]
    assert whole == [True, True, False, True]


def test_a_remark_stands_under_its_row_across_all_columns_but_the_first() -> None:
    (table,) = written(a_report(a_table(["行", "末行"], remark="期限已过"))).tables
    assert [flat(texts_of(row._tr)) for row in table.rows] == [
        "序号表头",
        "1行",
        "期限已过",
        "2末行",
        "期限已过",
    ]
    assert all(p.paragraph_format.keep_with_next for cell in table.rows[1].cells for p in cell.paragraphs)


@pytest.mark.parametrize("status", list(Status))
def test_a_status_stands_in_its_colour_on_its_ground(status: Status) -> None:
    table = Table((Column("判定", fit=True),), (Row((StatusCell(status, "词"),)),))
    (found,) = written(a_report(table)).tables
    cell = found.rows[1].cells[0]._tc
    shade, ink = cell.find(f".//{qn('w:shd')}"), cell.find(f".//{qn('w:color')}")
    assert shade is not None and ink is not None
    assert f"#{shade.get(qn('w:fill'))}" == STATUS_FILL[status]
    assert f"#{ink.get(qn('w:val'))}" == STATUS_INK[status]


def test_a_chart_is_a_table_of_counts_with_its_sums() -> None:
    rows = (
        ChartRow("甲文件", ((Status.MET, 7), (Status.UNANSWERED, 2)), without=1),
        ChartRow("乙文件", ((Status.MET, 1),)),
    )
    (table,) = written(a_report(Chart(rows))).tables
    told = [[cell.text for cell in row.cells] for row in table.rows]
    assert told == [
        ["文件", "指标", "达标", "未达标", "待填", "无数据"],
        ["甲文件", "9", "7", "0", "2", "1"],
        ["乙文件", "1", "1", "0", "0", "0"],
        ["合计", "10", "8", "0", "2", "1"],
    ]
    (unsummed,) = written(a_report(Chart(rows, summed=False))).tables
    assert len(unsummed.rows) == 3


def test_the_picture_on_the_cover_is_the_code_of_the_filing(filed: bytes) -> None:
    (image,) = opened(filed).inline_shapes
    assert image.width.mm >= 22 and image._inline.docPr.get("descr") == f"二维码：{CORRECTED.scanned}"
    with ZipFile(BytesIO(filed)) as file:
        (name,) = (name for name in file.namelist() if name.endswith(".png"))
        picture = Image.open(BytesIO(file.read(name))).convert("L")
    wanted = modules(CORRECTED.scanned)
    step = picture.width // len(wanted)
    places = [n * step + step // 2 for n in range(len(wanted))]
    assert tuple(tuple(picture.getpixel((x, y)) == 0 for x in places) for y in places) == wanted


def test_a_draft_has_no_picture_and_no_fingerprint(draft: bytes) -> None:
    document = opened(draft)
    assert not document.inline_shapes
    assert "指纹" not in texts_of(document.sections[0].footer._element)


def test_title_author_number_and_language_are_in_the_properties(filed: bytes) -> None:
    properties = opened(filed).core_properties
    assert properties.title == "中等职业学校办学标准达标自评报告 渝中区枇杷山职业高级中学"
    assert properties.author == properties.last_modified_by == "渝中区枇杷山职业高级中学"
    assert properties.keywords == "3150010999-2026-2，B808H-CZNH5" and properties.language == "zh-CN"
    assert properties.identifier == "3150010999-2026-2" and "2026–2027 学年" in properties.subject
    assert properties.created == properties.modified and properties.created.year == 2000


def test_the_same_report_has_the_same_bytes_in_every_process() -> None:
    seen = set()
    for seed in ("0", "4711"):
        done = subprocess.run(
            [sys.executable, "-c", _WRITE],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=program_folder(),
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(done.stdout)
    assert len(seen) == 1


def test_writing_twice_gives_the_same_bytes(filed_report: Report, filed: bytes) -> None:
    assert docx_bytes(filed_report) == filed


def test_it_holds_no_macro_and_points_nowhere_outside(draft: bytes, filed: bytes) -> None:
    for content in (draft, filed):
        with ZipFile(BytesIO(content)) as file:
            names = file.namelist()
            links = b"".join(file.read(name) for name in names if name.endswith(".rels"))
            moments = {entry.date_time for entry in file.infolist()}
        assert not any("vba" in name.lower() or name.endswith(".bin") for name in names)
        assert b"TargetMode" not in links and len(moments) == 1


def test_rare_characters_are_kept_and_control_characters_are_not() -> None:
    name = "龚䶮㛃𬭊𫟹"
    report = a_report(
        a_paragraph(f"{name}\x00\x07\x0b甲\ufffe\ud800乙\u200b丙\n第二行"), school=f"{name}\x08学校"
    )
    document = written(report)
    told = document.paragraphs[-1]
    assert told.text == f"{name}甲乙丙\n第二行"
    assert document.core_properties.author == f"{name}学校"
    assert f"{name}学校" in texts_of(document.sections[0].header._element)


def test_tables_never_touch_and_the_document_ends_with_a_paragraph() -> None:
    record = Record(((Field("标签", (say("值"),)),),))
    stamp, box = StampPlace("学校"), OpinionBox("备案意见", ("同意",), "教委")
    report = a_report(record, record, a_table(["行"]), SignatureLines(((("签", ""),),)), stamp, box)
    body = [one.tag.rpartition("}")[2] for one in written(report).element.body]
    assert all((one, other) != ("tbl", "tbl") for one, other in pairwise(body))
    assert body.count("tbl") == 6 and body[-2:] == ["p", "sectPr"]


def test_sections_and_breaks_begin_a_page_whatever_comes_first() -> None:
    report = covered(a_paragraph("甲"), PageBreak(), a_table(["行"]), PageBreak(), a_paragraph("乙"))
    breaks = [
        (p.text, p.paragraph_format.page_break_before)
        for p in written(report).paragraphs
        if p.paragraph_format.page_break_before
    ]
    assert [text for text, _ in breaks] == ["一、正文", "", "乙"]


@pytest.mark.parametrize("below", [Heading("（一）甲"), a_table(["行"])], ids=["heading", "table"])
def test_a_short_note_stays_with_the_heading_or_table_below_it(below: Block) -> None:
    note = Paragraph(say("以下只作对照。"), Manner.NOTE)
    document = written(a_report(note, below))
    (found,) = (p for p in document.paragraphs if p.text == "以下只作对照。")
    assert found.paragraph_format.keep_with_next
    (alone,) = (p for p in written(a_report(note, a_paragraph("正文"))).paragraphs if p.text == found.text)
    assert not alone.paragraph_format.keep_with_next


def test_an_empty_table_and_an_empty_report_are_written() -> None:
    assert not written(a_report(a_table([]))).tables
    assert not written(Report("空", "", ())).tables


def elements_in(content: bytes) -> list[tuple[str, list[str]]]:
    """Return each element whose order matters, with its children."""
    with ZipFile(BytesIO(content)) as file:
        parts = [file.read(n).decode() for n in file.namelist() if re.match(r"word/[a-z0-9]+\.xml$", n)]
    found = []
    for part in parts:
        for node in etree.fromstring(part.encode()).iter():
            name = str(node.tag).rpartition("}")[2]
            if name in _ORDER:
                found.append((name, [str(child.tag).rpartition("}")[2] for child in node]))
    return found


def test_elements_stand_in_the_order_that_word_asks_for(draft: bytes, filed: bytes) -> None:
    for content in (draft, filed):
        for name, children in elements_in(content):
            order = _ORDER[name].split()
            places = [order.index(child) for child in children if not child.endswith("Reference")]
            assert places == sorted(places), (name, children)


Office = Callable[[bytes], list[str]]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Tell what LibreOffice prints of a document, page by page."""

    def convert(content: bytes) -> list[str]:
        pdf = converted(content, tmp_path_factory.mktemp("office"))
        if pdf is None:
            pytest.skip("no LibreOffice Writer on this machine")
        return [flat(page) for page in pages_of(pdf)]

    return convert


def test_libreoffice_prints_every_section_of_the_sample(
    office: Office, draft: bytes, sample_report: Report
) -> None:
    pages = office(draft)
    assert len(pages) > 20
    for number, page in enumerate(pages[1:], start=2):
        assert f"第{number}页共{len(pages)}页" in page and "草稿" in page
    text = "".join(pages)
    for section in sample_report.sections[1:]:
        assert flat(section.title) in text
    assert "一、自评声明" in pages[1] and "备案意见" in pages[1]
    (conclusion,) = (page for page in pages if "三、结论" in page)
    assert "表1差距与整改安排" in conclusion and "不计入达标结论。" in conclusion.split("表1")[1]


def test_what_wants_a_single_page_is_written_closer_and_what_follows_is_not() -> None:
    long = tuple(a_paragraph(f"第{number}段") for number in range(38))
    sections = (Section("结论", long, one_page=True), Section("其后", (a_paragraph("其后之段"),)))
    document = written(replace(a_report(), sections=sections))
    styles = {p.text: p.style.name for p in document.paragraphs if p.style}
    assert styles["第0段"] == styles["第37段"] == "自评正文（紧）"
    assert styles["其后之段"] == "自评正文"


def test_the_longest_texts_keep_the_cover_and_the_statement_on_their_pages(office: Office) -> None:
    school = "重庆市渝中区枇杷山职业高级中学与长江上游航运技工学校联合办学试点教育集团" * 3
    signed = SignatureLines(((("填表人", "欧阳𬭊" * 4), ("日期", "2026 年 11 月 26 日")),))
    blocks = (signed, StampPlace(school), OpinionBox("备案意见", ("同意备案", "退回"), school))
    pages = office(docx_bytes(covered(*blocks, school=school)))
    assert len(pages) == 2
    assert pages[0].count(school) == 7 and "备案意见" in pages[1]


def test_a_row_of_nine_thousand_characters_is_printed_whole(office: Office) -> None:
    text = "".join(chr(0x4E00 + n) for n in range(9000))
    pages = office(docx_bytes(a_report(a_table(["短", text, "末"]))))
    printed = "".join(pages)
    assert all(char in printed for char in text[::50])
    assert not any("一、正文" in page and "表头" not in page for page in pages)
