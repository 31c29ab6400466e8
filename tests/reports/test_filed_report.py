"""A filed report: number, fingerprint and QR code on each page, who signed, what it corrects, what proves it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from app.domain.assessment import Assessment, Remedy
from app.domain.conclusion import conclude
from app.domain.evaluation import evaluate
from app.domain.filing import Seal
from app.domain.rulebook import Rulebook
from app.domain.standard import Addition, Confirmation, SourceState
from app.reports.build import build_report
from app.reports.excel import workbook_bytes
from app.reports.pdf_front import CODE_SIDE
from app.reports.pdf_qr import modules
from app.reports.pdf_style import MM
from app.reports.report import (
    BlankCell,
    Block,
    Cover,
    Heading,
    Paragraph,
    Record,
    Report,
    SignatureLines,
    Table,
    TextCell,
    plain,
)
from tests.builders import TODAY, assessment, dated, rulebook, standard
from tests.reports.builders import flat, pages_of, printed
from tests.reports.filing import CORRECTED, REASON, SEAL
from tests.reports.test_build import rows_in, rows_under, share, words
from tests.reports.test_excel import sheet_of

_DOTS = 300 / 72


@pytest.fixture(scope="module")
def pages(filed_pdf: bytes) -> list[str]:
    return [flat(page) for page in pages_of(filed_pdf)]


def test_each_page_bears_number_and_fingerprint_and_none_is_a_draft(pages: list[str]) -> None:
    for page in pages:
        assert "备案编号3150010999-2026-2" in page and "指纹B808H-CZNH5" in page
        assert "草稿" not in page


def test_the_cover_names_the_number_and_what_it_takes_the_place_of(filed_report: Report) -> None:
    (cover,) = (block for _, block in filed_report.blocks() if isinstance(block, Cover))
    fields = dict(cover.fields)
    assert (fields["备案编号"], fields["更正备案"]) == ("3150010999-2026-2", "3150010999-2026-1")
    assert (cover.code, cover.notes) == ("B808H-CZNH5", ())


def test_the_statement_says_what_is_corrected_and_why(filed_report: Report) -> None:
    told = [plain(block.text) for block in filed_report.sections[1].blocks if isinstance(block, Paragraph)]
    assert any("更正 3150010999-2026-1 号备案" in text and REASON in text for text in told)


def test_who_signed_stands_beside_the_day(filed_report: Report, pages: list[str]) -> None:
    (lines,) = (b for b in filed_report.sections[1].blocks if isinstance(b, SignatureLines))
    assert lines.rows[0] == (("填表人", "李晓岚"), ("日期", "2026 年 11 月 26 日"))
    assert lines.rows[2] == (("单位负责人", "沈文清"), ("日期", "2026 年 11 月 27 日"))
    assert "备案意见" in pages[1] and "二、学校基本情况" in pages[2]


def dark(page: pypdfium2.PdfPage, count: int, x: float, top: float, side: float) -> list[list[bool]]:
    """Return which modules of a code are dark on a rendered page."""
    picture = page.render(scale=_DOTS).to_pil().convert("L")
    step = side / count
    middles = [(n + 0.5) * step for n in range(count)]
    return [
        [picture.getpixel((int((x + a) * _DOTS), int((top + b) * _DOTS))) < 128 for a in middles]
        for b in middles
    ]


def test_the_code_is_drawn_on_the_cover_and_at_the_foot_of_each_page(filed_pdf: bytes) -> None:
    wanted = [list(row) for row in modules(CORRECTED.scanned)]
    document = pypdfium2.PdfDocument(filed_pdf)
    code = len(wanted)
    on_cover = dark(document[0], code, 28 * MM, 1019 * 0.75 - CODE_SIDE, CODE_SIDE)
    feet = [dark(document[n], code, (210 - 26 - 12.5) * MM, 277.6 * MM, 12.5 * MM) for n in (0, 1, 4)]
    document.close()
    assert on_cover == wanted and all(foot == wanted for foot in feet)
    assert CODE_SIDE >= 22 * MM


def test_the_code_says_number_and_fingerprint_in_the_fewest_modules() -> None:
    assert SEAL.scanned == "DABIAO 3150010999-2026-1 B808H-CZNH5"
    assert len(modules(SEAL.scanned)) == 25


def test_number_and_fingerprint_stand_in_the_properties_too(filed_pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(filed_pdf)
    meta = document.get_metadata_dict()
    labels = [document.get_page_label(number) for number in range(3)]
    document.close()
    assert meta["Keywords"] == "3150010999-2026-2，B808H-CZNH5"
    assert "2026–2027 学年" in meta["Subject"] and "3150010999-2026-2" in meta["Subject"]
    assert labels == ["封面", "2", "3"]


def test_the_same_filing_is_printed_to_the_same_bytes(filed_report: Report, filed_pdf: bytes) -> None:
    assert printed(filed_report) == filed_pdf


def test_a_figure_nobody_has_read_is_left_to_the_authority(pages: list[str]) -> None:
    assert sum(page.count("标准数值待主管部门确认，本次不作判定") for page in pages) >= 8


def test_evidence_is_listed_with_what_it_shows_and_its_whole_hash(filed_report: Report) -> None:
    first, second = rows_in(filed_report, "佐证材料")
    assert "在校生名册汇总表.pdf" in words(first) and "学历教育在校生数" in words(first)
    assert words(first).endswith(f"SHA-256 {'cd' * 32}") and "845" in words(first)
    assert "校舍建筑面积（统计报表数）（第1–3页）" in words(second) and "2.3\u00a0MB" in words(second)


def test_documents_stand_with_edition_whole_hash_and_the_states_of_their_figures(
    filed_report: Report, shipped_rulebook: Rulebook
) -> None:
    rows = [words(row) for row in rows_in(filed_report, "依据及核对情况")]
    pack = shipped_rulebook.standards["establishment-2010"]
    (row,) = (row for row in rows if "establishment-2010" in row)
    assert pack.hash in row and pack.edition in row


CONFIRMED = Confirmation("row", date(2020, 1, 1), "60%", "区教委存原件第三条", "李晓岚", TODAY)


def confirmed_share() -> Rulebook:
    stated = dated("7/10", state=SourceState.RECALLED)
    stated = replace(stated, text="70%")
    value = replace(
        dated("3/5", state=SourceState.CONFIRMED), confirmation=CONFIRMED, unconfirmed=stated, text="60%"
    )
    return rulebook(standard(replace(share(), values=(value,)), added=Addition("区教委职成科", TODAY)))


def test_confirmed_values_and_added_documents_stand_with_who_answers_for_them() -> None:
    report = report_of(confirmed_share(), assessment({"dual": 31, "specialist": 42}))
    (confirmed,) = rows_under(report, "已确认的数值")
    assert flat(words(confirmed)) == flat(
        "双师占比 示例〔2020〕1号 第一条 70%（待核实） ≥60% 区教委存原件第三条 李晓岚 2026-11-21"
    )
    (added,) = rows_under(report, "增补的文件")
    assert "区教委职成科 2026-11-21" in words(added)


def test_without_any_of_them_nothing_is_said_of_them(filed_report: Report) -> None:
    headings = {block.text for _, block in filed_report.blocks() if isinstance(block, Heading)}
    assert not headings & {"已确认的数值", "增补的文件"}


def test_the_sheet_names_who_confirmed_what() -> None:
    book, given = confirmed_share(), assessment({"dual": 31, "specialist": 42})
    evaluation = evaluate(book, given, TODAY)
    content = workbook_bytes(book, given, evaluation, conclude(evaluation, book))
    (row,) = sheet_of(content, "确认")
    assert (row["录入的数值"], row["确认的数值"], row["确认人"]) == ("70\u00a0%（待核实）", "≥60%", "李晓岚")
    (edition,) = sheet_of(content, "标准版本")
    assert (edition["本校已确认"], edition["增补人"]) == (1, "区教委职成科")


def two_documents(**changes: object) -> tuple[Rulebook, Assessment]:
    """Two documents ask different shares on one topic; the second one more."""
    rows = (replace(share(), id="a", topic="dual"), replace(share("4/5"), id="b", topic="dual"))
    book = rulebook(standard(rows[0], name="one"), standard(rows[1], name="two"))
    return book, replace(assessment({"dual": 31, "specialist": 42}), **changes)  # type: ignore[arg-type]


def report_of(book: Rulebook, given: Assessment, seal: Seal | None = None) -> Report:
    evaluation = evaluate(book, given, TODAY)
    return build_report(book, given, evaluation, conclude(evaluation, book), seal)


def test_documents_that_ask_different_things_stand_side_by_side() -> None:
    report = report_of(*two_documents())
    rows = rows_in(report, "同一事项的不同要求")
    assert [flat(words(row)) for row in rows] == [
        flat("1双师占比示例〔2020〕1号第一条73.81%≥70%"),
        flat("双师占比示例〔2020〕1号第一条73.81%≥80%同一事项中要求最严"),
    ]
    text = "".join(flat(page) for page in pages_of(printed(report)))
    assert "其中1个事项各文件的判定不同" in text


def test_documents_that_agree_have_no_section() -> None:
    row = replace(share(), topic="dual")
    book = rulebook(standard(replace(row, id="a"), name="one"), standard(replace(row, id="b"), name="two"))
    report = report_of(book, assessment({"dual": 31, "specialist": 42}))
    assert not any("同一事项" in section.title for section in report.sections)


def test_the_plan_stands_in_the_order_in_which_it_falls_due_with_its_cost_by_year() -> None:
    remedies = {
        "a": Remedy(measure="后办", due="2028-06-30", budget="1万元"),
        "b": Remedy(measure="先办", due="2027-06-30", budget="25000元"),
    }
    book, given = two_documents(remedies=remedies)
    report = report_of(book, replace(given, answers=assessment({"dual": 1, "specialist": 42}).answers))
    plan = [words(row) for row in rows_under(report, "）整改安排")]
    assert "先办" in plan[0] and "后办" in plan[1]
    costs = [words(row).split()[:3] for row in rows_under(report, "分年度经费")]
    assert costs == [["2027", "年", "1"], ["2028", "年", "1"], ["合计", "2", "3.50"]]


def test_nothing_planned_and_nothing_proved_leave_no_section() -> None:
    report = report_of(rulebook(standard(share())), assessment({"dual": 1, "specialist": 42}))
    titles = " ".join(section.title for section in report.sections)
    assert "整改安排与经费" not in titles and "佐证材料" not in titles


def test_only_words_that_occur_are_explained() -> None:
    row = replace(share(), values=(dated("7/10", state=SourceState.RECALLED),))
    rows = rows_in(report_of(rulebook(standard(row)), assessment({"dual": 1, "specialist": 42})), "名词解释")
    told = [words(row).split()[0] for row in rows]
    assert "无法判定" in told and "达标" not in told and "指纹" not in told


def test_sections_are_numbered_without_a_hole(filed_report: Report) -> None:
    numbers = [section.title.split("、")[0] for section in filed_report.sections[1:]]
    order = [
        "一",
        "二",
        "三",
        "四",
        "五",
        "六",
        "七",
        "八",
        "九",
        "十",
        "十一",
        "十二",
        "十三",
        "十四",
        "十五",
        "十六",
    ]
    assert numbers == order[: len(numbers)]
    assert all(
        b.level == 1 for s in filed_report.sections[1:] for b in s.blocks[:1] if isinstance(b, Heading)
    )


def test_every_row_is_printed_with_its_value_and_every_answer_it_rests_on(
    pages: list[str], shipped_rulebook: Rulebook, signed: Assessment
) -> None:
    assert signed.date is not None
    text = "".join(pages)
    evaluation = evaluate(shipped_rulebook, signed, signed.date)
    for verdict in evaluation.verdicts:
        listed = next(result.listed for result in evaluation.standards if result.id == verdict.standard)
        if listed:
            assert flat(verdict.title) in text, verdict.title
            assert verdict.task or flat(verdict.value or "—") in text, verdict.title
    for result in evaluation.standards:
        assert not result.listed or result.hash in text


def test_a_filing_leaves_nothing_to_be_written_by_hand_beside_a_gap(
    filed_report: Report, sample_report: Report
) -> None:
    filed, draft = (
        [
            content
            for section in report.sections
            if section.title.endswith(("结论", "差距与整改", "整改安排与经费"))
            for block in section.blocks
            for content in _places_of(block)
        ]
        for report in (filed_report, sample_report)
    )
    assert "空" in draft and "空" not in filed
    assert "未写" in filed and "未写" not in draft


def _places_of(block: Block) -> Iterator[str]:
    """Yield what stands in each cell or field, 空 for room to write by hand."""
    match block:
        case Table():
            for row in block.rows:
                for cell in row.cells:
                    if isinstance(cell, BlankCell):
                        yield "空"
                    elif isinstance(cell, TextCell):
                        yield from map(plain, cell.paragraphs)
        case Record():
            for field in (field for row in block.rows for field in row):
                yield "".join(map(plain, field.paragraphs)) or "空"
        case _:
            yield ""
