"""A school's roster read from its own sheet: columns by headings, rows as typed, every trouble told."""

import subprocess
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.domain.roster import Column
from app.domain.roster_count import Row
from app.domain.units import Kind
from app.errors import DataFileError
from app.exchange import roster_sheet
from app.exchange.roster_sheet import RosterSheet, read_roster_sheet
from tests.services.rosters import NAMES, NUMBERS, TEACHERS

HEAD = ["姓名", "身份证号", "聘用性质", "双师型等级", "有效期至", "近五年企业实践月数"]
ONE = [NAMES[0], NUMBERS[0], "专任", "中级", "2027-08-31", "6"]
TWO = [NAMES[1], NUMBERS[1], "兼职", "", "", "0"]


def book(path: Path, *rows: list[object], **more: list[list[object]]) -> Path:
    made = Workbook()
    sheets = {made.worksheets[0]: list(rows)} | {made.create_sheet(name): rows for name, rows in more.items()}
    for sheet, lines in sheets.items():
        for line in lines:
            sheet.append(line)
    made.save(path)
    return path


def csv(path: Path, *rows: list[str]) -> Path:
    path.write_text("\r\n".join(",".join(row) for row in rows), encoding="utf-8")
    return path


def read(path: Path) -> RosterSheet:
    return read_roster_sheet(path, TEACHERS)


def faults(path: Path) -> str:
    with pytest.raises(DataFileError) as told:
        read(path)
    return str(told.value)


def cells(*values: str) -> dict[str, str]:
    names = ("name", "id_number", "employment", "dual_level", "dual_until", "practice")
    return {name: value for name, value in zip(names, values, strict=True) if value}


def test_rows_are_read_below_titles_and_above_totals_with_the_numbers_of_the_sheet(tmp_path: Path) -> None:
    path = book(
        tmp_path / "名册.xlsx",
        ["2026 年秋季教师花名册"],
        ["填表人：李晓岚"],
        ["序号", *HEAD],
        [1, *ONE],
        [],
        [2, *TWO],
        ["合计", "", 2],
        ["说明：含外聘"],
        ["填表人：李晓岚", "", "审核人：王建国"],
    )
    found = read(path)
    assert found.rows == (Row(4, cells(*ONE)), Row(6, cells(*TWO)))
    assert found.left_out == (7, 8, 9)
    assert (found.unknown, found.missing, found.problems) == ((), ("任教专业（方向）",), ())


def test_a_cell_merged_over_several_rows_holds_for_each_but_a_number_does_not(tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    made = Workbook()
    page = made.worksheets[0]
    for line in (["教师花名册"], HEAD, ONE, [*TWO[:2], "", "初级"], [], ["合计"]):
        page.append(line)
    for span in ("A1:F1", "C3:C6", "E3:E4", "F3:F4"):
        page.merge_cells(span)
    made.save(path)
    first, second = read(path).rows
    assert first.cells == cells(*ONE)
    assert second.cells == cells(*TWO[:2], ONE[2], "初级", ONE[4], "")  # a sum would count it twice


@pytest.mark.parametrize(
    "heading", ["身份证号", "证件号码", "公民 身份 号码*", "身份证号（必填）", "公民身份号码："]
)
def test_columns_are_known_by_titles_and_synonyms_in_any_order(tmp_path: Path, heading: str) -> None:
    path = csv(
        tmp_path / "a.csv", [*reversed(HEAD[2:]), heading, "姓名"], [*reversed(ONE[2:]), ONE[1], ONE[0]]
    )
    assert read(path).rows == (Row(2, cells(*ONE)),)


def test_columns_that_are_not_known_are_told_and_not_kept(tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", ["家庭住址", *HEAD, "手机"], ["某路 1 号", *ONE, "13883000000"])
    found = read(path)
    assert found.unknown == ("家庭住址", "手机")
    assert found.rows == (Row(2, cells(*ONE)),)


def test_days_and_numbers_of_a_sheet_are_as_one_would_type_them(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        HEAD,
        [NAMES[0], NUMBERS[0], "专任", "中级", date(2027, 8, 31), 6.5],
        [NAMES[1], NUMBERS[1], "专任", "中级", datetime(2025, 8, 31), 6.0],
        [NAMES[2], NUMBERS[2], "专任", "中级", "2027.8.31", 0.1],
    )
    found = read(path)
    assert [row.cells["dual_until"] for row in found.rows] == ["2027-08-31", "2025-08-31", "2027.8.31"]
    assert [row.cells["practice"] for row in found.rows] == ["6.5", "6", "0.1"]
    assert found.problems == ()


def test_an_identity_number_kept_as_a_number_is_told_and_never_taken_for_one(tmp_path: Path) -> None:
    number = 110105194912310000  # a double cannot tell it from some number whose last digit fits
    found = read(book(tmp_path / "a.xlsx", HEAD, [NAMES[0], number, *ONE[2:]]))
    assert list(map(str, found.problems)) == [
        "a.xlsx 第 2 行：身份证号被电子表格存成了数字，末几位已丢失（请把该列设为文本格式，再重新填写）"
    ]
    assert "e+17" in found.rows[0].cells["id_number"]


def test_any_other_long_number_that_lost_its_digits_is_told(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [*HEAD, "任教专业（方向）"], [*ONE, 20260901123456789])
    assert "任教专业（方向）被电子表格存成了数字" in str(read(path).problems[0])


def test_what_is_not_understood_is_told_by_row_and_kept_as_typed(tmp_path: Path) -> None:
    wrong = [NAMES[1], "123", "专任", "特级", "明年", "六"]
    found = read(csv(tmp_path / "a.csv", HEAD, ONE, wrong, ["赵一", "", "专任", "", "", ""], ONE))
    assert found.rows[1] == Row(3, cells(*wrong))
    told = [str(problem).partition("：")[0] for problem in found.problems]
    assert told == ["a.csv 第 2 行", *["a.csv 第 3 行"] * 4, "a.csv 第 4 行", "a.csv 第 5 行"]
    assert "身份证号未填" in str(found.problems[5]) and "第 2、5 行的身份证号相同" in str(found.problems[0])


def test_nothing_that_is_told_holds_a_name_or_an_identity_number(tmp_path: Path) -> None:
    found = read(csv(tmp_path / "a.csv", HEAD, ONE, ONE, [NAMES[1], NUMBERS[1] + "1", "x", "x", "x", "x"]))
    told = "\n".join(map(str, found.problems))
    assert found.problems and not any(word in told for word in (*NAMES, *NUMBERS))


@pytest.mark.parametrize("lacking", [HEAD[1], HEAD[2], HEAD[3], HEAD[4], HEAD[5]])
def test_a_column_that_tells_rows_apart_or_decides_must_be_there(tmp_path: Path, lacking: str) -> None:
    head = [title for title in HEAD if title != lacking]
    path = csv(tmp_path / "a.csv", head, ONE[: len(head)])
    assert faults(path) == f"a.csv：缺少“{lacking}”列（请补上这一列；没有内容的，也须留出表头）"


@pytest.mark.parametrize(
    ("above", "heading", "refused"),
    [
        ("单位：万元", "培训收入", True),
        ("金额单位: 万 元", "培训收入", True),
        ("单位：万元", "培训收入（元）", False),
        ("单位：元", "培训收入", False),
    ],
)
def test_amounts_said_above_to_be_in_wan_are_not_read_as_yuan(
    tmp_path: Path, above: str, heading: str, refused: bool
) -> None:
    income = Column("income", "培训收入（元）", Kind.MONEY, synonyms=("培训收入",))
    roster = replace(TEACHERS, columns=(*TEACHERS.columns, income))
    path = book(tmp_path / "台账.xlsx", [above], [*HEAD, heading], [*ONE, "86.4"])
    if refused:
        with pytest.raises(DataFileError, match="G 列的表头没有写单位，会按元读取"):
            read_roster_sheet(path, roster)
    else:
        assert read_roster_sheet(path, roster).rows[0].cells["income"] == "86.4"


def test_two_columns_of_one_meaning_are_refused(tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", [*HEAD, "证件号码"], [*ONE, NUMBERS[1]])
    assert "B、G 列都是“身份证号”" in faults(path)


def test_the_sheet_that_has_the_headings_is_taken_and_two_of_them_are_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ["封面"], 教师=[HEAD, ONE])
    assert read(path).rows == (Row(2, cells(*ONE)),)
    two = book(tmp_path / "b.xlsx", ["封面"], 专任=[HEAD, ONE], 兼职=[HEAD, TWO])
    told = faults(two)
    assert "有 2 个工作表都像教师花名册（专任、兼职）" in told
    assert "只留要导入的一个" in told  # the other may be last year's


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [["学校", "电话"], ["甲", "1"]],
            "没有找到表头（应有一行列出：身份证号、聘用性质、双师型等级、有效期至",
        ),
        ([HEAD], "表头之下没有内容"),
        ([HEAD, ["合计"]], "表头之下没有内容"),
    ],
)
def test_what_is_no_roster_is_told(tmp_path: Path, rows: list[list[str]], said: str) -> None:
    assert said in faults(csv(tmp_path / "a.csv", *rows))


def test_more_rows_than_any_school_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster_sheet, "MOST_ROWS", 1)
    assert "共 2 行，超过 1 行" in faults(csv(tmp_path / "a.csv", HEAD, ONE, TWO))


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_files_of_other_programs_are_read(tmp_path: Path, ending: str) -> None:
    typed: list[object] = [*ONE[:4], date(2027, 8, 31), 6]
    source = book(tmp_path / "名册.xlsx", HEAD, typed, TWO)
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        ending,
    ]
    try:
        subprocess.run([*command, "--outdir", str(tmp_path), str(source)], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("LibreOffice is not here")
    assert read(tmp_path / f"名册.{ending}").rows == (Row(2, cells(*ONE)), Row(3, cells(*TWO)))
