"""Cells of sheets as text, and what is told apart by how it is written."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.errors import DataFileError
from app.exchange import sheets
from app.exchange.sheets import cell_text, column_letter, plain_heading, read_sheets, stands_below


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (36.0, "36"),
        (36, "36"),
        (-2.0, "-2"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (393.2, "393.2"),
        (1e15 - 1, "999999999999999"),
        (1.1010519491231002e17, "1.10105194912310e+17"),
        (110105194912310020, "1.10105194912310e+17"),
        (True, "是"),
        (False, "否"),
        (date(2026, 9, 1), "2026-09-01"),
        (datetime(2026, 9, 1), "2026-09-01"),
        (datetime(2026, 9, 1, 8, 30), "2026-09-01 08:30"),
        (time(8, 30), "08:30:00"),
        ("专任 ", "专任 "),
        ("", ""),
    ],
)
def test_a_cell_is_what_would_be_typed(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_a_formula_that_failed_is_not_taken_for_an_empty_cell(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["姓名", "有效期至"])
    book.worksheets[0].append(["张三", "#N/A"])
    book.create_sheet("二").append(["#REF!", 1])
    book.save(tmp_path / "名单.xlsx")
    first, second = read_sheets(tmp_path / "名单.xlsx", "名单")
    assert first.rows == [["姓名", "有效期至"], ["张三", "#N/A"]]
    assert second.rows == [["#REF!", "1"]]


@pytest.mark.parametrize(
    "text",
    [
        "合计",
        "合 计",
        "总计：66 人",
        "合计人数",
        "小计",
        "说明：本表由人事处填写",
        "填表说明",
        "备注",
        "注：含外聘",
        "填表人：王芳",
        "制 表 人:",
        "审核人：李强　　填表日期：2026年9月10日",
        "单位负责人（签字）：",
        "联系电话：023-00000000",
        "填报单位（盖章）：",
        "填表时间：2026.9",
    ],
)
def test_totals_and_remarks_stand_below(text: str) -> None:
    assert stands_below(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "说明书翻译培训",
        "注册会计师培训",
        "备注栏设计",
        "李合计",
        "小计量器具检定培训",
        "总计划员培训",
        "负责人培训",
        "单位负责人安全培训",
        "审核人员培训",
    ],
)
def test_what_only_begins_like_a_remark_does_not(text: str) -> None:
    assert not stands_below(text)


def test_headings_are_compared_without_blanks_brackets_and_stars() -> None:
    assert plain_heading(" 身份证 号码（必填）*\n") == plain_heading("身份证号码") == "身份证号码"


@pytest.mark.parametrize(("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_letters_of_the_sheet(place: int, letters: str) -> None:
    assert column_letter(place) == letters


def test_sheets_that_are_hidden_are_passed_over_and_rows_keep_their_places(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].sheet_state = "hidden"
    shown = book.create_sheet("教师")
    shown["B3"] = "甲"
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read_sheets(tmp_path / "a.xlsx", "名册")
    assert (sheet.name, sheet.rows) == ("教师", [["", ""], ["", ""], ["", "甲"]])


def test_lines_left_empty_keep_their_numbers_in_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("甲\r\n\r\n乙".encode())
    (sheet,) = read_sheets(tmp_path / "a.csv", "名册")
    assert sheet.rows == [["甲"], [], ["乙"]]


def test_a_cell_far_away_is_told_and_one_that_is_only_dressed_is_not(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "甲"
    sheet.cell(1_048_576, 16_384).number_format = "@"
    book.save(tmp_path / "a.xlsx")
    assert [found.rows for found in read_sheets(tmp_path / "a.xlsx", "名册")] == [[["甲"]]]
    sheet.cell(1_048_576, 16_384).value = "乙"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(DataFileError, match="范围过大"):
        list(read_sheets(tmp_path / "a.xlsx", "名册"))


def test_a_file_that_is_too_large_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_BYTES", 8)
    (tmp_path / "a.csv").write_bytes(b"123456789")
    with pytest.raises(DataFileError, match="文件过大，不是名册"):
        list(read_sheets(tmp_path / "a.csv", "名册"))
