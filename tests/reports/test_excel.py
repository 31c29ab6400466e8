"""The workbook: texts stay texts, figures are numbers as shown, exact values beside, nothing from the clock."""

from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from python_calamine import CalamineWorkbook

from app.domain.assessment import Assessment, Remedy
from app.domain.conclusion import conclude
from app.domain.conditions import Condition, Relation
from app.domain.evaluation import evaluate
from app.domain.facts import Answer, Fact, Otherwise
from app.domain.filing import Seal
from app.domain.rulebook import Rulebook
from app.domain.standard import Comparison, Indicator, Style
from app.domain.terms import FactTerm
from app.domain.units import Kind
from app.domain.verdict import Status
from app.reports.excel import workbook_bytes
from app.reports.pdf_style import STATUS_FILL, STATUS_INK
from tests.builders import (
    DUAL,
    KIND,
    LAND,
    SPECIALIST,
    TODAY,
    assessment,
    indicator,
    ratio,
    rulebook,
    standard,
    value_of,
)
from tests.office import changed_cells, recalculated
from tests.reports.filing import CORRECTED, EVIDENCE, REASON, SEAL
from tests.reports.longest import longest

TECHNICAL = Condition("kind", Relation.ANY_OF, ("技工学校",))
NOTE = Fact("note", "说明", Kind.TEXT)
SHEETS = ["结论", "判定", "差距与整改", "任务", "数据", "口径", "适用文件", "来源", "标准版本"]


def share(least: str = "7/10") -> Indicator:
    row = indicator(ratio("dual", "specialist"), Comparison.AT_LEAST, least)
    return replace(row, style=Style.PERCENT, subset=True, title="双师型教师占比")


def book_of(given: Assessment, *rows: Indicator) -> bytes:
    book = rulebook(standard(*rows), facts=(DUAL, SPECIALIST, LAND, NOTE))
    evaluation = evaluate(book, given, TODAY)
    return workbook_bytes(book, given, evaluation, conclude(evaluation, book))


def sheet_of(content: bytes, name: str) -> list[dict[str, object]]:
    rows = (
        CalamineWorkbook.from_filelike(BytesIO(content))
        .get_sheet_by_name(name)
        .to_python(skip_empty_area=False)
    )
    head = next(number for number, row in enumerate(rows) if "编号" in str(row[0]))
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


def test_sheets_stand_in_their_order() -> None:
    content = book_of(assessment({"dual": 21, "specialist": 30}), share())
    assert CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names == SHEETS


def test_a_figure_is_a_number_with_its_exact_value_as_text_beside_it() -> None:
    (row,) = sheet_of(book_of(assessment({"dual": 25, "specialist": 42}), share()), "判定")
    assert (row["指标编号"], row["本校"], row["本校（精确值）"], row["单位"]) == ("row", 59.52, "25/42", "%")
    assert (row["要求（数值）"], row["要求（精确值）"]) == (70.0, "7/10")


def test_a_value_just_below_its_threshold_keeps_the_decimals_that_show_it() -> None:
    given = assessment({"dual": 599_999, "specialist": 1_000_000})
    content = book_of(given, share("3/5"))
    (row,) = sheet_of(content, "判定")
    assert row["本校"] == 59.9999
    assert cell_of(content, "判定", "本校").number_format == "#,##0.0000"


def test_a_figure_with_more_digits_than_a_sheet_keeps_is_written_as_text() -> None:
    given = assessment({"dual": 6 * 10**17 - 1, "specialist": 10**18})
    (row,) = sheet_of(book_of(given, share("3/5")), "判定")
    assert row["本校"] == "59.9999999999999999"


def cell_of(content: bytes, sheet: str, title: str, row: int = 0) -> Cell:
    page = openpyxl.load_workbook(BytesIO(content))[sheet]
    head = next(cells for cells in page.iter_rows() if "编号" in str(cells[0].value))
    place = next(cell for cell in head if cell.value == title)
    found = page.cell(place.row + 1 + row, place.column)
    assert isinstance(found, Cell)
    return found


@pytest.mark.parametrize("text", ["=自评", "=1+1", "+86", "-1", "@甲", "'甲", '=HYPERLINK("x")'])
def test_texts_of_users_stay_texts_whatever_they_begin_with(text: str) -> None:
    given = replace(
        assessment({"note": Answer(text, typed=text, note=text), "dual": 1, "specialist": 30}),
        remedies={"row": Remedy(cause=text)},
    )
    content = book_of(given, share())
    assert cell_of(content, "数据", "本年", 3).value == text
    for cell in (cell_of(content, "数据", "备注", 3), cell_of(content, "差距与整改", "原因")):
        assert (cell.value, cell.data_type) == (text, "s")
    page = openpyxl.load_workbook(BytesIO(content))
    assert not [c for sheet in page for cells in sheet.iter_rows() for c in cells if c.data_type == "f"]


def test_what_was_copied_from_last_year_and_not_confirmed_says_so() -> None:
    copied = Answer(Fraction(4), typed="4", note="核对中", confirmed=False)
    row = sheet_of(book_of(assessment({"land": copied, "dual": 1, "specialist": 2}), share()), "数据")[2]
    assert (row["数据项编号"], row["本年"], row["填报原文"]) == ("land", "", "4")
    assert row["备注"] == "上年数，待确认；核对中"


def test_control_characters_are_left_out() -> None:
    content = book_of(
        assessment({"note": Answer("甲\x00乙\x1f丙", typed="x"), "dual": 1, "specialist": 2}), share()
    )
    assert cell_of(content, "数据", "本年", 3).value == "甲乙丙"


def test_areas_given_in_mu_keep_their_exact_value() -> None:
    given = assessment({"land": Fraction(147470, 3), "dual": 1, "specialist": 2})
    row = sheet_of(book_of(given, share()), "数据")[2]
    assert (row["数据项编号"], row["本年"], row["本年（精确值）"]) == ("land", 49156.67, "147470/3")


def test_every_way_of_closing_a_gap_has_its_row_with_the_plan_beside_it() -> None:
    given = replace(assessment({"dual": 25, "specialist": 42}), remedies={"row": Remedy(measure="组织认定")})
    first, second = sheet_of(book_of(given, share()), "差距与整改")
    assert (first["办法代码"], first["数据项编号"], first["变化量"], first["变化量（精确值）"]) == (
        "convert",
        "dual",
        5,
        "5",
    )
    assert (second["办法代码"], second["变化量"], second["整改措施"]) == ("add_both", 15, "组织认定")


def test_area_gaps_are_rounded_up() -> None:
    row = indicator(value_of("land"), Comparison.AT_LEAST, "100")
    (gap,) = sheet_of(book_of(assessment({"land": Fraction(100) - Fraction(1, 3)}), row), "差距与整改")
    assert (gap["变化量"], gap["变化量（精确值）"]) == (0.34, "1/3")


def test_a_status_has_its_colours() -> None:
    cell = cell_of(book_of(assessment({"dual": 1, "specialist": 42}), share()), "判定", "判定")
    assert cell.fill.fgColor.rgb == "FF" + STATUS_FILL[Status.MISSED].removeprefix("#")
    assert cell.font.color is not None and cell.font.color.rgb == "FF" + STATUS_INK[
        Status.MISSED
    ].removeprefix("#")


def test_each_sheet_is_set_up_for_reading_and_printing() -> None:
    book = openpyxl.load_workbook(BytesIO(book_of(assessment({"dual": 1, "specialist": 2}), share())))
    for page in book:
        assert page.freeze_panes and page.print_title_rows
        assert page.page_setup.orientation == "landscape" and page.page_setup.paperSize == 9
        assert page.sheet_properties.pageSetUpPr is not None and page.sheet_properties.pageSetUpPr.fitToPage


def test_the_same_content_gives_the_same_bytes() -> None:
    given = assessment({"dual": 25, "specialist": 42})
    assert book_of(given, share()) == book_of(given, share())


def test_the_sample_is_written_with_every_row(shipped_rulebook: Rulebook, sample: Assessment) -> None:
    evaluation = evaluate(shipped_rulebook, sample, sample.date or TODAY)
    conclusion = conclude(evaluation, shipped_rulebook)
    content = workbook_bytes(shipped_rulebook, sample, evaluation, conclusion)
    rows = sheet_of(content, "判定")
    assert len(rows) == sum(count.total + count.area_total for count in conclusion.counts)
    assert {row["状态代码"] for row in rows} == {status.value for status in Status}
    by_id = {str(row["指标编号"]): row for row in rows}
    assert by_id["DB-生均校舍"]["本校"] == 19.65
    assert len(sheet_of(content, "任务")) == 33
    assert {row["数据项编号"] for row in sheet_of(content, "数据")} >= {"students.enrolled", "campus.land"}


@pytest.mark.parametrize("texts", ["the sample's", "the longest"])
def test_libreoffice_recalculates_the_workbook_without_a_changed_cell(
    texts: str, shipped_rulebook: Rulebook, signed: Assessment, tmp_path: Path
) -> None:
    given = longest(shipped_rulebook, signed) if texts == "the longest" else signed
    evaluation = evaluate(shipped_rulebook, given, given.date or TODAY)
    conclusion = conclude(evaluation, shipped_rulebook)
    sheet = tmp_path / "自评结果.xlsx"
    sheet.write_bytes(workbook_bytes(shipped_rulebook, given, evaluation, conclusion, SEAL, EVIDENCE))
    assert changed_cells(sheet, recalculated(sheet)) == []


def test_another_counting_has_its_row_with_what_it_would_give() -> None:
    other = Otherwise("按统计报表数，不扣除", FactTerm("return"), "扣除范围未核对")
    land = replace(LAND, otherwise=(other,))
    row = replace(indicator(value_of("land"), Comparison.AT_LEAST, 40000), style=Style.AREA)
    book = rulebook(standard(row), facts=(land, Fact("return", "统计报表数", Kind.AREA)))
    given = assessment({"land": Fraction(39000), "return": Fraction(41000)})
    evaluation = evaluate(book, given, TODAY)
    (found,) = sheet_of(workbook_bytes(book, given, evaluation, conclude(evaluation, book)), "口径")
    assert (found["所用口径"], found["另一口径"]) == ("39,000 ㎡", "按统计报表数，不扣除")
    assert (found["另一口径的结果"], found["按另一口径比较"], found["判定"]) == (
        "41,000.00㎡",
        "达标",
        "未达标",
    )
    assert (found["比较结果是否不同"], found["说明"]) == ("是", "扣除范围未核对")


def test_documents_put_in_or_taken_out_by_hand_stand_there_with_the_reason() -> None:
    packs = [replace(standard(name=name), applies_to=(TECHNICAL,)) for name in ("added", "dropped", "left")]
    book = rulebook(*packs, facts=(KIND,))
    given = replace(
        assessment({"kind": "职业高中"}), added={"added": "主管部门要求"}, dropped={"dropped": "另有批复"}
    )
    evaluation = evaluate(book, given, TODAY)
    rows = sheet_of(workbook_bytes(book, given, evaluation, conclude(evaluation, book)), "适用文件")
    assert [(row["是否适用"], row["人工添加或移除"], row["添加或移除的理由"]) for row in rows] == [
        ("适用", "添加", "主管部门要求"),
        ("不适用", "移除", "另有批复"),
        ("不适用", "", ""),
    ]


def filed(shipped_rulebook: Rulebook, signed: Assessment, seal: Seal | None) -> bytes:
    evaluation = evaluate(shipped_rulebook, signed, signed.date or TODAY)
    conclusion = conclude(evaluation, shipped_rulebook)
    return workbook_bytes(shipped_rulebook, signed, evaluation, conclusion, seal, EVIDENCE)


def test_a_filed_workbook_bears_number_and_fingerprint_on_each_printed_page(
    shipped_rulebook: Rulebook, signed: Assessment
) -> None:
    book = openpyxl.load_workbook(BytesIO(filed(shipped_rulebook, signed, CORRECTED)))
    above = {row[0].value: row[1].value for row in book["结论"].iter_rows(max_row=12)}
    assert (above["备案编号"], above["指纹"]) == ("3150010999-2026-2", "B808H-CZNH5")
    assert (above["更正备案"], above["更正原因"]) == ("3150010999-2026-1", REASON)
    for page in book:
        assert page.oddFooter.left.text == "备案编号 3150010999-2026-2　指纹 B808H-CZNH5"
        assert "草稿" not in str(page.oddHeader.right.text)
    assert (book.properties.identifier, book.properties.keywords) == ("3150010999-2026-2", "B808H-CZNH5")


def test_a_draft_workbook_says_so(shipped_rulebook: Rulebook, signed: Assessment) -> None:
    book = openpyxl.load_workbook(BytesIO(filed(shipped_rulebook, signed, None)))
    above = {row[0].value: row[1].value for row in book["结论"].iter_rows(max_row=12)}
    assert above["状态"] == "草稿，未编备案编号" and "指纹" not in above
    assert all("（草稿）" in str(page.oddHeader.right.text) for page in book)


def test_a_filed_workbook_lists_evidence_documents_costs_and_contested_matters(
    shipped_rulebook: Rulebook, signed: Assessment
) -> None:
    content = filed(shipped_rulebook, signed, SEAL)
    assert CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names == [
        *SHEETS[:-1],
        "同一事项",
        "分年度经费",
        "标准版本",
        "佐证",
    ]
    editions = {row["文件编号"]: row for row in sheet_of(content, "标准版本")}
    pack = shipped_rulebook.standards["establishment-2010"]
    assert editions["establishment-2010"]["校验值（SHA-256）"] == pack.hash
    assert {row["状态代码"] for row in sheet_of(content, "同一事项")} >= {"met", "missed"}
    pages = CalamineWorkbook.from_filelike(BytesIO(content))
    (cost,) = pages.get_sheet_by_name("分年度经费").to_python()[1:]
    assert cost[:4] == [2027.0, 9.0, 239.5, "2395000"]
    shown = [(row[2], row[4], row[5], row[7]) for row in pages.get_sheet_by_name("佐证").to_python()[1:]]
    assert shown == [
        ("cd" * 32, "fact", "students.enrolled", ""),
        ("ab" * 32, "fact", "campus.building_return", "第1–3页"),
        ("ab" * 32, "indicator", "DB-生均校舍", ""),
    ]


def test_a_figure_nobody_has_read_is_left_to_the_authority_in_the_sheet_too(
    shipped_rulebook: Rulebook, signed: Assessment
) -> None:
    rows = sheet_of(filed(shipped_rulebook, signed, SEAL), "判定")
    unread = [row["原因"] for row in rows if row["来源"] == "待核实" and row["状态代码"] != "shown"]
    assert unread and set(unread) == {"标准数值待主管部门确认，本次不作判定"}
