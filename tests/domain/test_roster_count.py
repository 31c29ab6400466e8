"""Rows are counted in the order of the tests; what is blank, unreadable or doubled is never counted (contract 5)."""

import unicodedata
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problem import Problem
from app.domain.roster import UNLIMITED, Column, Computation, Moment, Operand, Roster, RowTest, Take
from app.domain.roster import TestWord as Word  # pytest takes a name that begins with Test for a test
from app.domain.roster_count import RosterCount, Row, State, read_cell, row_key, row_problems, summarise
from app.domain.school_year import SchoolYear, When
from app.domain.units import Kind

YEAR = SchoolYear(2026)
T = Moment("T")
ID = Column("id", "编号", Kind.TEXT)
KIND = Column("kind", "类别", Kind.CHOICE, choices=("专任", "兼职"), spellings=(("外聘", "兼职"), ("无", "")))
MONTHS = Column("months", "月数", Kind.MONTHS, blank=UNLIMITED)
PEOPLE = Column("people", "人次", Kind.COUNT, unit="人次")
UNTIL = Column("until", "有效期至", Kind.DATE, blank=UNLIMITED)
SINCE = Column("since", "起始", Kind.DATE)
NOTE = Column("note", "说明", Kind.TEXT)
HEAD = Column("head", "班主任", Kind.YES_NO)
COLUMNS = (ID, KIND, MONTHS, PEOPLE, UNTIL, SINCE, NOTE, HEAD)


def roster(*computes: Computation, key: tuple[str, ...] = ("id",)) -> Roster:
    return Roster("list", "名册", "人事处", When.DAY, key, COLUMNS, computes)


def passes(column: Column, word: Word, operand: Operand) -> Computation:
    return Computation("fact", Take.COUNT, where=(RowTest(column.id, word, operand, "不符"),))


def sheet(*cells: dict[str, str]) -> list[Row]:
    return [Row(number, {"id": f"A{number}", **given}) for number, given in enumerate(cells, 2)]


def state(computation: Computation, **cells: str) -> State:
    (outcome,) = RosterCount(roster(computation), sheet(cells), YEAR).outcomes(computation)
    return outcome.state


IN, OUT, OPEN = State.COUNTED, State.LEFT_OUT, State.UNDECIDED

# One test at a time.

CELLS: list[tuple[Column, Word, Operand, str, State]] = [
    (KIND, Word.IS, ("专任",), "专任", IN),
    (KIND, Word.IS, ("专任",), " 专任 ", IN),
    (KIND, Word.IS, ("专任",), "兼职", OUT),
    (KIND, Word.IS, ("兼职",), "外聘", IN),
    (KIND, Word.IS, ("兼职",), "外 聘", IN),
    (KIND, Word.IS, ("专任",), "外聘", OUT),
    (KIND, Word.IS, ("专任",), "", OPEN),
    (KIND, Word.IS, ("专任",), "无", OPEN),
    (KIND, Word.IS, ("专任",), "/", OPEN),
    (KIND, Word.IS, ("专任",), "专任教师", OPEN),
    (KIND, Word.ONE_OF, ("专任", "兼职"), "兼职", IN),
    (HEAD, Word.IS, ("是",), "yes", IN),
    (HEAD, Word.IS, ("是",), "否", OUT),
    (HEAD, Word.IS, ("是",), "√", OPEN),
    (NOTE, Word.IS, ("ABC",), "ＡＢＣ", IN),
    (UNTIL, Word.ON_OR_AFTER, T, "#N/A", OPEN),
    (NOTE, Word.FILLED, True, "#REF!", OPEN),
    (NOTE, Word.FILLED, True, "＃ｎ／ａ", OPEN),
    (KIND, Word.FILLED, False, "#NAME?", OPEN),
    (KIND, Word.FILLED, True, "专任", IN),
    (KIND, Word.FILLED, True, "", OUT),
    (KIND, Word.FILLED, True, "　", OUT),
    (KIND, Word.FILLED, True, "无", OUT),
    (KIND, Word.FILLED, True, "——", OUT),
    (KIND, Word.FILLED, True, "不清楚", OPEN),
    (KIND, Word.FILLED, False, "", IN),
    (KIND, Word.FILLED, False, "专任", OUT),
    (KIND, Word.FILLED, False, "不清楚", OPEN),
    (UNTIL, Word.FILLED, True, "", OUT),
    (MONTHS, Word.AT_LEAST, Fraction(6), "6", IN),
    (MONTHS, Word.AT_LEAST, Fraction(6), "６个月", IN),
    (MONTHS, Word.AT_LEAST, Fraction(6), "5.99", OUT),
    (MONTHS, Word.AT_LEAST, Fraction(6), "六个月", OPEN),
    (MONTHS, Word.AT_LEAST, Fraction(6), "-6", OPEN),
    (MONTHS, Word.AT_LEAST, Fraction(6), "", IN),
    (MONTHS, Word.AT_MOST, Fraction(6), "", OUT),
    (MONTHS, Word.AT_MOST, Fraction(6), "6月", IN),
    (MONTHS, Word.AT_MOST, Fraction(6), "6.01", OUT),
    (PEOPLE, Word.AT_LEAST, Fraction(1), "0", OUT),
    (PEOPLE, Word.AT_LEAST, Fraction(1), "", OPEN),
    (PEOPLE, Word.AT_LEAST, Fraction(1000), "１，０００人次", IN),
    (PEOPLE, Word.AT_LEAST, Fraction(1), "0.5", OPEN),
    (UNTIL, Word.ON_OR_AFTER, T, "2026-09-01", IN),
    (UNTIL, Word.ON_OR_AFTER, T, "2026-08-31", OUT),
    (UNTIL, Word.ON_OR_AFTER, T, "", IN),
    (UNTIL, Word.ON_OR_BEFORE, T, "", OUT),
    (UNTIL, Word.ON_OR_BEFORE, T, "2026-09-01", IN),
    (UNTIL, Word.ON_OR_BEFORE, T, "2026-09-02", OUT),
    (SINCE, Word.ON_OR_AFTER, T, "", OPEN),
    (SINCE, Word.ON_OR_AFTER, T, "2026-09", OPEN),
    (SINCE, Word.ON_OR_AFTER, T, "２０２６／９／１", IN),
    (SINCE, Word.ON_OR_AFTER, T, "2026.9.1", IN),
    (SINCE, Word.ON_OR_AFTER, T, "20260901", IN),
    (SINCE, Word.ON_OR_AFTER, T, "2026年9月1日", IN),
    (SINCE, Word.ON_OR_AFTER, T, "２０２６年８月３１日", OUT),
    (SINCE, Word.ON_OR_AFTER, Moment("Y.first"), "2025-09-01", IN),
    (SINCE, Word.ON_OR_AFTER, Moment("Y.first"), "2025-08-31", OUT),
    (SINCE, Word.ON_OR_BEFORE, Moment("Y.last"), "2026-08-31", IN),
    (SINCE, Word.ON_OR_BEFORE, Moment("Y.last"), "2026-09-01", OUT),
    (SINCE, Word.ON_OR_AFTER, Moment("C.first"), "2025-01-01", IN),
    (SINCE, Word.ON_OR_AFTER, Moment("C.first"), "2024-12-31", OUT),
    (SINCE, Word.ON_OR_BEFORE, Moment("C.last"), "2025-12-31", IN),
    (SINCE, Word.ON_OR_BEFORE, Moment("C.last"), "2026-01-01", OUT),
    (SINCE, Word.ON_OR_AFTER, Moment("T", 5), "2021-09-01", IN),
    (SINCE, Word.ON_OR_AFTER, Moment("T", 5), "2021-08-31", OUT),
    (SINCE, Word.ON_OR_BEFORE, T, "2024-02-29", IN),
    (SINCE, Word.ON_OR_BEFORE, T, "2023-02-29", OPEN),
]


@pytest.mark.parametrize(("column", "word", "operand", "cell", "expected"), CELLS)
def test_a_cell_passes_fails_or_stays_open(
    column: Column, word: Word, operand: Operand, cell: str, expected: State
) -> None:
    assert state(passes(column, word, operand), **{column.id: cell}) is expected


@pytest.mark.parametrize("year", range(2000, 2029))
@pytest.mark.parametrize("anchor", ["T", "Y.first", "Y.last", "C.first", "C.last"])
def test_years_earlier_is_the_same_day_of_an_earlier_year_in_leap_years_too(anchor: str, year: int) -> None:
    day = Moment(anchor).day(SchoolYear(year))
    earlier = Moment(anchor, 5).day(SchoolYear(year))
    assert (earlier.year, earlier.month, earlier.day) == (day.year - 5, day.month, day.day)
    assert (Moment("Y.last").day(SchoolYear(year)) + timedelta(days=1)) == Moment("T").day(SchoolYear(year))


@pytest.mark.parametrize("text", ["T", "Y.first", "C.last", "T-5y", "Y.first-10y"])
def test_a_named_day_is_read(text: str) -> None:
    moment = Moment.parse(text)
    assert moment is not None
    assert f"{moment.anchor}{f'-{moment.years_before}y' if moment.years_before else ''}" == text


@pytest.mark.parametrize(
    "text", ["", "D", "Y", "T.first", "T-0y", "T-y", "T+5y", "T-5", "T-100y", "2026-09-01", "t"]
)
def test_anything_else_names_no_day(text: str) -> None:
    assert Moment.parse(text) is None


# Several tests, several rows.

DUAL = Computation(
    "dual",
    Take.COUNT,
    where=(
        RowTest("kind", Word.IS, ("专任",), "非专任"),
        RowTest("note", Word.FILLED, True, "无证书"),
        RowTest("until", Word.ON_OR_AFTER, T, "已过期"),
    ),
)


def test_the_first_test_that_fails_is_the_reason_and_what_comes_later_is_not_looked_at() -> None:
    rows = sheet(
        {"kind": "专任", "note": "甲", "until": "2030-01-01"},
        {"kind": "兼职", "note": "", "until": "看不清"},
        {"kind": "专任", "note": "", "until": "看不清"},
        {"kind": "专任", "note": "乙", "until": "2020-01-01"},
        {"kind": "专任", "note": "丙", "until": "看不清"},
        {"kind": "", "note": "丁"},
    )
    tally = RosterCount(roster(DUAL), rows, YEAR).tally(DUAL)
    assert (tally.figure, tally.counted) == (1, 1)
    assert tally.left_out == (("非专任", 1), ("无证书", 1), ("已过期", 1))
    assert [(item.row, item.reason) for item in tally.undecided] == [
        (6, "有效期至的内容无法识别"),
        (7, "类别未填"),
    ]


def test_reasons_stand_in_the_order_of_the_tests_whatever_the_order_of_the_rows() -> None:
    rows = sheet({"kind": "专任", "note": "甲", "until": "2020-01-01"}, {"kind": "专任"}, {"kind": "兼职"})
    assert [told for told, _ in RosterCount(roster(DUAL), rows, YEAR).tally(DUAL).left_out] == [
        "非专任",
        "无证书",
        "已过期",
    ]


def test_a_sum_is_exact_and_needs_each_amount_of_the_rows_that_pass() -> None:
    total = Computation("sum", Take.SUM, "months", (RowTest("kind", Word.IS, ("专任",), "非专任"),))
    rows = sheet(
        {"kind": "专任", "months": "0.1"},
        {"kind": "专任", "months": "0.2个月"},
        {"kind": "专任", "months": ""},
        {"kind": "兼职", "months": "很多"},
    )
    tally = RosterCount(roster(total), rows, YEAR).tally(total)
    assert (tally.figure, tally.counted) == (Fraction(3, 10), 2)
    assert [(item.row, item.reason) for item in tally.undecided] == [(4, "月数未填")]


def test_a_whole_sum_is_a_whole_number_and_no_rows_give_nought() -> None:
    total = Computation("sum", Take.SUM, "people")
    figure = RosterCount(roster(total), sheet({"people": "3"}, {"people": "4人次"}), YEAR).tally(total).figure
    assert (figure, type(figure)) == (7, int)
    assert RosterCount(roster(total), [], YEAR).tally(total).figure == 0


def test_different_values_are_told_apart_whatever_their_width_case_or_blanks() -> None:
    kinds = Computation("kinds", Take.DISTINCT, "note")
    rows = sheet(
        {"note": "7102a"}, {"note": "７１０２Ａ"}, {"note": "71 02A"}, {"note": "7103"}, {"note": ""}
    )
    tally = RosterCount(roster(kinds), rows, YEAR).tally(kinds)
    assert (tally.figure, tally.counted, [item.row for item in tally.undecided]) == (2, 4, [6])


# Rows that cannot be told from others.

ALL = Computation("all", Take.COUNT)
VALID = "11010519491231002X"


def test_rows_without_key_and_rows_of_one_key_are_undecided_for_every_count() -> None:
    rows = [Row(2, {"id": "A"}), Row(3, {"id": "ａ "}), Row(4, {}), Row(5, {"id": "——"}), Row(6, {"id": "B"})]
    for computation in (ALL, passes(KIND, Word.FILLED, False)):
        tally = RosterCount(roster(computation), rows, YEAR).tally(computation)
        assert tally.counted == 1
        assert {item.row: item.reason for item in tally.undecided} == {
            2: "第 2、3 行的编号相同",
            3: "第 2、3 行的编号相同",
            4: "编号未填",
            5: "编号未填",
        }


def test_a_formula_that_failed_is_no_key() -> None:
    assert row_key(roster(), Row(2, {"id": "#N/A"})) == ()


def test_a_key_of_several_columns_needs_each_of_them() -> None:
    both = roster(ALL, key=("id", "note"))
    rows = [Row(2, {"id": "A", "note": "甲"}), Row(3, {"id": "A", "note": "乙"}), Row(4, {"id": "A"})]
    assert [row_key(both, row) for row in rows] == [("A", "甲"), ("A", "乙"), ()]
    (item,) = RosterCount(both, rows, YEAR).tally(ALL).undecided
    assert (item.row, item.reason) == (4, "编号、说明未填")


@pytest.mark.parametrize(
    "spelt",
    [VALID, VALID.lower(), f" {VALID} ", "110105 19491231 002X", "１１０１０５１９４９１２３１００２Ｘ"],
)
def test_an_identity_number_is_the_same_however_it_is_spelt(spelt: str) -> None:
    assert row_key(roster(ALL), Row(2, {"id": spelt})) == (VALID,)


def test_an_identity_number_that_does_not_fit_is_told_and_counts_as_a_key() -> None:
    column = Column("id", "身份证号", Kind.TEXT, personal=True, identity=True)
    held = Roster("list", "名册", "人事处", When.DAY, ("id",), (column,), (ALL,))
    rows = [Row(2, {"id": "110105194912310021"}), Row(3, {"id": VALID}), Row(4, {"id": "护照E12345678"})]
    assert RosterCount(held, rows, YEAR).tally(ALL).figure == 3
    problems = row_problems(held, rows)
    assert [(problem.file, problem.line) for problem in problems] == [("名册", 2), ("名册", 4)]
    assert not any("1949" in str(problem) or "E1234" in str(problem) for problem in problems)


def test_every_cell_that_cannot_be_understood_is_a_problem_of_its_row() -> None:
    rows = sheet({"kind": "临时", "months": "6"}, {"months": "半年", "until": "明年"}, {"kind": "无"})
    told = [(problem.line, problem.message) for problem in row_problems(roster(), rows)]
    assert told == [(2, "类别的内容无法识别"), (3, "月数的内容无法识别"), (3, "有效期至的内容无法识别")]
    doubled = row_problems(roster(), [Row(2, {"id": "A"}), Row(3, {"id": "A"}), Row(4, {})])
    assert [(problem.line, problem.message) for problem in doubled] == [
        (2, "第 2、3 行的编号相同"),
        (3, "第 2、3 行的编号相同"),
        (4, "编号未填"),
    ]


@pytest.mark.parametrize(
    "column", [*COLUMNS, Column("share", "比例", Kind.SHARE)], ids=lambda column: column.id
)
def test_what_is_told_of_a_cell_never_cites_it(column: Column) -> None:
    for slipped in ("张三丰\x07", VALID, "110105194912310021", "13812345678 张三"):
        told = str(read_cell(column, slipped)) if isinstance(read_cell(column, slipped), Problem) else ""
        assert not any(part in told for part in ("张三", "1101", "1949", "138")), told


def test_of_a_cell_that_cannot_be_understood_is_told_what_may_stand_there() -> None:
    told = read_cell(KIND, "临时")
    assert isinstance(told, Problem)
    assert (told.message, told.remedy) == ("类别的内容无法识别", "可选：专任、兼职")
    month = read_cell(UNTIL, "2028.8")
    assert isinstance(month, Problem) and month.remedy == "须写明年月日，例如 2026-11-21"


def test_of_many_rows_with_one_key_only_some_are_named() -> None:
    rows = [Row(number, {"id": "A"}) for number in range(2, 302)]
    (reason,) = {item.reason for item in RosterCount(roster(ALL), rows, YEAR).tally(ALL).undecided}
    assert reason == "第 2、3、4、5、6、7 等 300 行的编号相同"


@pytest.mark.parametrize("text", ["", " ", "　", "-", "—", "——", "－", "/", "／", "\\", "－－", "_", " / "])
def test_a_cell_of_nothing_but_strokes_is_empty(text: str) -> None:
    for column in COLUMNS:
        assert read_cell(column, text) is None


@pytest.mark.parametrize("text", ["0", "-1", "/1", "无", "·", "一"])
def test_anything_else_is_not(text: str) -> None:
    assert read_cell(PEOPLE, text) is not None


# Against a second count, over all that a sheet may hold.

KINDS = ["专任", "兼职", "外聘", "", "无", "—", "临时"]
DAYS = [
    "2026-08-31",
    "2026-09-01",
    "2026年9月1日",
    "20260902",
    "2021-09-01",
    "2021-08-31",
    "",
    "/",
    "2023-02-29",
    "不详",
]
AMOUNTS = ["0", "5.9", "6", "６个月", "1,000", "", "无", "-1", "很多"]
CELL = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["A", "a", "B", "C", "D", "E", "F", "Ｆ", "", "/"]),
        "kind": st.sampled_from(KINDS),
        "months": st.sampled_from(AMOUNTS),
        "people": st.sampled_from(["0", "1", "２０", "3人次", "0.5", "", "x"]),
        "until": st.sampled_from(DAYS),
        "since": st.sampled_from(DAYS),
        "note": st.sampled_from(["甲", "乙", " 乙", "", "-"]),
    }
)
SHEETS = st.lists(CELL, max_size=12).map(
    lambda given: [
        Row(number, {key: text for key, text in cells.items() if text})
        for number, cells in enumerate(given, 2)
    ]
)
TESTS = st.sampled_from(
    [
        RowTest("kind", Word.IS, ("专任",), "a"),
        RowTest("kind", Word.ONE_OF, ("专任", "兼职"), "b"),
        RowTest("note", Word.FILLED, True, "c"),
        RowTest("kind", Word.FILLED, False, "d"),
        RowTest("months", Word.AT_LEAST, Fraction(6), "e"),
        RowTest("months", Word.AT_MOST, Fraction(6), "f"),
        RowTest("until", Word.ON_OR_AFTER, T, "g"),
        RowTest("until", Word.ON_OR_BEFORE, T, "h"),
        RowTest("since", Word.ON_OR_AFTER, Moment("T", 5), "i"),
        RowTest("since", Word.ON_OR_BEFORE, Moment("Y.last"), "j"),
    ]
)
TAKES = st.sampled_from(
    [(Take.COUNT, ""), (Take.SUM, "people"), (Take.SUM, "months"), (Take.DISTINCT, "note")]
)
COUNTS = st.builds(
    lambda taken, tests: Computation("fact", *taken, tuple(tests)), TAKES, st.lists(TESTS, max_size=4)
)

#: What each text of the sheets above means, said once more by hand; a text that is not named cannot be read.
MEANING: dict[str, dict[str, object]] = {
    "kind": {"专任": "专任", "兼职": "兼职", "外聘": "兼职", "无": None, "—": None},
    "months": {"0": Fraction(0), "5.9": Fraction(59, 10), "6": Fraction(6), "６个月": Fraction(6), "1,000": Fraction(1000)},
    "people": {"0": 0, "1": 1, "２０": 20, "3人次": 3},
    "until": {
        "2026-08-31": date(2026, 8, 31),
        "2026-09-01": date(2026, 9, 1),
        "2026年9月1日": date(2026, 9, 1),
        "20260902": date(2026, 9, 2),
        "2021-09-01": date(2021, 9, 1),
        "2021-08-31": date(2021, 8, 31),
        "/": None,
    },
    "note": {"甲": "甲", "乙": "乙", " 乙": "乙", "-": None},
}  # fmt: skip
MEANING["since"] = MEANING["until"]
UNREADABLE = object()
LAST = {"T-5y": date(2021, 9, 1), "T": date(2026, 9, 1), "Y.last": date(2026, 8, 31)}


def meant(row: Row, column: str) -> object:
    text = row.cells.get(column, "")
    return None if not text else MEANING[column].get(text, UNREADABLE)


def second_opinion(row: Row, test: RowTest) -> bool | None:
    """Return whether a row passes; None where nobody can tell."""
    value = meant(row, test.column)
    if value is UNREADABLE:
        return None
    if test.word is Word.FILLED:
        return (value is None) != test.operand
    if value is None:
        open_ended = test.column in ("months", "until")
        return test.word in (Word.AT_LEAST, Word.ON_OR_AFTER) if open_ended else None
    operand = test.operand
    if isinstance(operand, Moment):
        operand = LAST[operand.anchor + (f"-{operand.years_before}y" if operand.years_before else "")]  # type: ignore[assignment]
    if isinstance(operand, tuple):
        return value in operand
    up = test.word in (Word.AT_LEAST, Word.ON_OR_AFTER)
    return bool(value >= operand if up else value <= operand)  # type: ignore[operator]


def recount(rows: list[Row], computation: Computation) -> tuple[list[object], Counter[str], set[int]]:
    """Count once more, plainly: the values taken, how many rows each reason leaves out, the undecided rows."""
    keys = Counter(unicodedata.normalize("NFKC", row.cells.get("id", "/")).upper() for row in rows)
    taken: list[object] = []
    left_out: Counter[str] = Counter()
    undecided: set[int] = set()
    for row in rows:
        key = unicodedata.normalize("NFKC", row.cells.get("id", "/")).upper()
        if key == "/" or keys[key] > 1:
            undecided.add(row.number)
            continue
        for test in computation.where:
            passed = second_opinion(row, test)
            if not passed:
                undecided |= {row.number} if passed is None else set()
                left_out[test.otherwise] += passed is False
                break
        else:
            value = meant(row, computation.column) if computation.column else True
            if value is None or value is UNREADABLE:
                undecided.add(row.number)
            else:
                taken.append(value)
    return taken, left_out, undecided


@given(SHEETS, COUNTS)
def test_a_second_count_comes_to_the_same(rows: list[Row], computation: Computation) -> None:
    tally = RosterCount(roster(computation), rows, YEAR).tally(computation)
    taken, left_out, undecided = recount(rows, computation)
    figure: object = {
        Take.COUNT: len(taken),
        Take.SUM: sum(taken, 0) if computation.take is Take.SUM else 0,  # type: ignore[call-overload]
        Take.DISTINCT: len(set(taken)),
    }[computation.take]
    assert tally.figure == figure
    assert tally.counted == len(taken)
    assert dict(tally.left_out) == {reason: number for reason, number in left_out.items() if number}
    assert {item.row for item in tally.undecided} == undecided


@given(SHEETS, COUNTS)
def test_every_row_is_counted_left_out_or_undecided(rows: list[Row], computation: Computation) -> None:
    tally = RosterCount(roster(computation), rows, YEAR).tally(computation)
    assert tally.counted + sum(number for _, number in tally.left_out) + len(tally.undecided) == len(rows)


@given(st.data(), SHEETS, COUNTS)
def test_the_order_of_rows_does_not_matter(
    data: st.DataObject, rows: list[Row], computation: Computation
) -> None:
    mixed = data.draw(st.permutations(rows))
    one = RosterCount(roster(computation), rows, YEAR).tally(computation)
    other = RosterCount(roster(computation), mixed, YEAR).tally(computation)
    assert (one.figure, one.counted, one.left_out) == (other.figure, other.counted, other.left_out)
    assert {item.row for item in one.undecided} == {item.row for item in other.undecided}


@given(SHEETS, COUNTS)
def test_a_row_more_never_takes_anything_from_a_count_unless_it_repeats_another(
    rows: list[Row], computation: Computation
) -> None:
    fresh = Row(99, {"id": "Z", "kind": "专任", "people": "1", "months": "6", "note": "甲"})
    before = RosterCount(roster(computation), rows, YEAR).tally(computation)
    after = RosterCount(roster(computation), [*rows, fresh], YEAR).tally(computation)
    assert after.figure >= before.figure
    again = RosterCount(roster(computation), [*rows, fresh, Row(100, fresh.cells)], YEAR).tally(computation)
    assert {99, 100} <= {item.row for item in again.undecided}
    assert again.figure == before.figure


def test_a_summary_holds_every_count_and_no_cell() -> None:
    rows = sheet({"kind": "专任", "note": "张三"}, {"kind": "兼职"})
    summary = summarise(roster(ALL, DUAL), rows, None, YEAR)
    assert (summary.id, summary.title, summary.rows, summary.mark) == ("list", "名册", 2, None)
    assert [(tally.fact, tally.figure) for tally in summary.tallies] == [("all", 2), ("dual", 1)]
    assert "张三" not in repr(summary)
    assert not isinstance(read_cell(NOTE, "张三"), Problem)
