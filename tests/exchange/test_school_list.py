"""A district's list of schools: columns by their headings, every fault with row and column."""

import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.domain.district import ListedSchool
from app.errors import DataFileError
from app.exchange.school_list import HEADINGS, read_school_list

HEAD = ["学校名称", "学校标识码", "统一社会信用代码", "类别", "联系人"]
PIPA = ["枇杷山职业高级中学", "3150010999", "12500103000000000T", "职业高中", "李晓岚"]
QIXING = ["七星岗财经职业学校", "3150010998", "", "普通中专", ""]
SCHOOLS = (
    ListedSchool("枇杷山职业高级中学", "3150010999", "12500103000000000T", "职业高中", "李晓岚"),
    ListedSchool("七星岗财经职业学校", "3150010998", "", "普通中专"),
)


def book(path: Path, *rows: list[object]) -> Path:
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    made.save(path)
    return path


def csv(path: Path, *rows: list[str], coding: str = "utf-8-sig", parted: str = ",") -> Path:
    path.write_bytes("\r\n".join(parted.join(row) for row in rows).encode(coding))
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(DataFileError) as told:
        read_school_list(path)
    return str(told.value).splitlines()


def test_a_workbook_is_read_by_its_headings(tmp_path: Path) -> None:
    path = book(tmp_path / "名单.xlsx", ["渝中区中等职业学校名单"], [], HEAD, PIPA, [], QIXING, ["合计", 2])
    assert read_school_list(path) == SCHOOLS


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_with_commas_is_read_in_the_codings_that_are_in_use(tmp_path: Path, coding: str) -> None:
    assert read_school_list(csv(tmp_path / "名单.csv", HEAD, PIPA, QIXING, coding=coding)) == SCHOOLS


def test_text_with_tabs_is_read(tmp_path: Path) -> None:
    assert read_school_list(csv(tmp_path / "名单.txt", HEAD, PIPA, QIXING, parted="\t")) == SCHOOLS


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_files_of_other_programs_are_read(tmp_path: Path, ending: str) -> None:
    source = book(tmp_path / "名单.xlsx", HEAD, PIPA, QIXING)
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
    assert read_school_list(tmp_path / f"名单.{ending}") == SCHOOLS


@pytest.mark.parametrize("name", HEADINGS["name"])
@pytest.mark.parametrize("code", [*HEADINGS["code"], *HEADINGS["uscc"]])
def test_every_heading_is_understood(tmp_path: Path, name: str, code: str) -> None:
    found = read_school_list(
        csv(tmp_path / "a.csv", [f" {name} ", f"{code}（必填）*"], ["甲", "12500103000000000T"])
    )
    assert [school.known_by for school in found] == ["12500103000000000T"]


def test_codes_are_compared_without_blanks_in_half_width_capitals(tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", HEAD, ["甲", "３１５００ 10999", "12500103 000000000t"])
    assert read_school_list(path) == (ListedSchool("甲", "3150010999", "12500103000000000T"),)


def test_a_code_that_is_kept_as_a_number_has_no_decimals(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", HEAD, ["甲", 3150010999])
    assert read_school_list(path)[0].code == "3150010999"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["", "3150010999"], "第 2 行 A 列：没有学校名称（请填写学校全称）"),
        (["甲"], "第 2 行 B 列：甲没有代码（请填写学校标识码或统一社会信用代码）"),
        (["甲", "12-34"], "第 2 行 B 列：学校标识码“12-34”写法不对（应为数字，单元格请设为文本格式）"),
        (["甲", "", "1250"], "第 2 行 C 列：统一社会信用代码“1250”写法不对（应为 18 位数字和大写字母）"),
    ],
)
def test_a_fault_is_told_with_row_and_column(tmp_path: Path, row: list[str], said: str) -> None:
    assert faults(csv(tmp_path / "a.csv", HEAD, row)) == [f"a.csv {said}"]


def test_all_faults_are_told_in_one_go(tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", HEAD, PIPA, ["甲"], ["乙", "3150010999"])
    assert faults(path) == [
        "a.csv 第 3 行 B 列：甲没有代码（请填写学校标识码或统一社会信用代码）",
        "a.csv 第 4 行 B 列：3150010999 与第 2 行重复（请删去一行或改正代码）",
    ]


def test_a_long_code_that_a_sheet_kept_as_a_number_is_not_taken(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", HEAD, ["甲", "", 125001030000000001])
    assert "第 2 行 C 列" in faults(path)[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "没有找到表头"),
        ("学校,电话\n甲,1".encode(), "没有找到表头"),
        ("学校,标识码\n".encode(), "表头之下没有学校"),
        (b"\xff\xfe\x00\x81", "不是学校名单"),
        (b"a\x00b", "不是学校名单"),
    ],
)
def test_what_is_no_list_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert said in faults(path)[0]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods"])
def test_a_sheet_that_is_none_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04 nothing of a sheet")
    assert "不是可以读取的电子表格" in faults(tmp_path / name)[0]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "找不到文件" in faults(tmp_path / "没有.xlsx")[0]
