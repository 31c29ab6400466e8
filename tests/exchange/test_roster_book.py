"""A roster written as a workbook: read again it is the same, and nothing in it is a formula."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from app.domain.roster import Column, Roster
from app.domain.roster_count import Row
from app.domain.rulebook import Rulebook
from app.domain.units import Kind
from app.exchange.roster_book import roster_book
from app.exchange.roster_sheet import read_roster_sheet
from tests.services.rosters import NAMES, NUMBERS, ROWS, TEACHERS

NAMED = {"teachers.dual_qualified": "双师型教师数"}
ODD = (
    "=1+1",
    "+86",
    "-",
    "@SUM(A1)",
    "'007",
    "007",
    "1e5",
    "1,480",
    "6.50",
    "0.1",
    "2027.8.31",
    "2025-02-30",
    "1899-12-31",
    "否",
    "甲\n乙",
    "12345678901234567890",
)


def written(rows: tuple[Row, ...], roster: Roster = TEACHERS) -> Workbook:
    return load_workbook(BytesIO(roster_book(roster, rows, NAMED)))


def again(folder: Path, rows: tuple[Row, ...], roster: Roster = TEACHERS) -> tuple[Row, ...]:
    path = folder / "a.xlsx"
    path.write_bytes(roster_book(roster, rows, NAMED))
    return read_roster_sheet(path, roster).rows


def test_rows_that_were_written_are_read_as_the_same_rows(tmp_path: Path) -> None:
    assert again(tmp_path, ROWS) == ROWS


@pytest.mark.parametrize("first", [2, 3, 21, 40])
def test_rows_stand_where_they_stood(tmp_path: Path, first: int) -> None:
    moved = (replace(ROWS[0], number=first), replace(ROWS[1], number=first + 3))
    assert again(tmp_path, moved) == moved


@pytest.mark.parametrize("text", ODD)
def test_whatever_was_typed_in_any_column_comes_back_letter_by_letter(tmp_path: Path, text: str) -> None:
    row = Row(2, dict.fromkeys((column.id for column in TEACHERS.columns), text))
    assert again(tmp_path, (row,)) == (row,)


def test_every_shipped_roster_comes_back(tmp_path: Path, shipped_rulebook: Rulebook) -> None:
    assert [roster.id for roster in shipped_rulebook.rosters] == ["teachers", "training", "programmes"]
    for roster in shipped_rulebook.rosters:
        rows = tuple(
            Row(number, dict.fromkeys((column.id for column in roster.columns), text))
            for number, text in enumerate(ODD, start=2)
        )
        assert again(tmp_path, rows, roster) == rows


def test_no_text_becomes_a_formula() -> None:
    texts = ("=1+1", "+1", "-1", "@A1", '=HYPERLINK("x")')
    rows = tuple(Row(number, {"name": text}) for number, text in enumerate(texts, start=2))
    page = written(rows).worksheets[0]
    cells = [page.cell(number, 1) for number in range(2, 7)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s") for text in texts]
    assert {cell.number_format for cell in cells} == {"@"}


def test_days_and_numbers_are_such_in_the_sheet() -> None:
    page = written(ROWS).worksheets[0]
    assert (page["F2"].is_date, page["F2"].number_format, page["G2"].value) == (True, "yyyy-mm-dd", 6.5)


def test_a_blank_roster_has_headings_that_stay_in_sight_and_text_where_digits_count() -> None:
    book = written(())
    page = book.worksheets[0]
    assert [cell.value for cell in page[1]] == [column.title for column in TEACHERS.columns]
    assert page.max_row == 1 and page.freeze_panes == "A2"
    formats = {letter: page.column_dimensions[letter].number_format for letter in "ABCDEFG"}
    assert formats == dict(
        zip("ABCDEFG", ["@", "@", "General", "@", "General", "yyyy-mm-dd", "General"], strict=True)
    )


def lists(book: Workbook) -> dict[str, str]:
    rules = book.worksheets[0].data_validations.dataValidation
    return {str(rule.sqref): rule.formula1 for rule in rules if rule.type == "list"}


def test_choices_drop_down() -> None:
    assert lists(written(())) == {"C2:C1001": '"专任,兼职,行政"', "E2:E1001": '"初级,中级,高级"'}


def test_choices_too_long_for_a_list_or_with_commas_stand_on_a_hidden_sheet() -> None:
    long = Column("a", "甲", Kind.CHOICE, choices=tuple(f"第{number}个很长的选项" for number in range(40)))
    comma = Column("b", "乙", Kind.CHOICE, choices=("一,二", "三"))
    asked = Column("c", "丙", Kind.YES_NO)
    book = written((), replace(TEACHERS, key=("a",), columns=(long, comma, asked), computes=()))
    assert lists(book) == {
        "A2:A1001": "'选项'!$A$1:$A$40",
        "B2:B1001": "'选项'!$B$1:$B$2",
        "C2:C1001": '"是,否"',
    }
    page = book["选项"]
    assert page.sheet_state == "hidden"
    assert [page.cell(row, 2).value for row in (1, 2)] == ["一,二", "三"]


def test_the_guide_says_what_each_column_means_and_decides() -> None:
    page = written(())["填表说明"]
    lines = {str(row[0]): row[1:] for row in page.iter_rows(values_only=True) if row[0]}
    assert lines["身份证号"][:3] == ("18 位身份证号", "个人信息，不离开本校", "区分各行")
    assert lines["双师型等级"][:3] == ("选填：初级、中级、高级", None, "双师型教师数")
    assert lines["有效期至"][1] == "留空表示没有期限"
    assert lines["近五年企业实践月数"][:2] == ("数字，单位：个月", "累计")
    told = " ".join(str(cell) for row in page.iter_rows(values_only=True) for cell in row)
    assert not any(word in told for word in (*NAMES, *NUMBERS))
