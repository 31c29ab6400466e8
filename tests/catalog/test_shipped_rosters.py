"""The rosters that are shipped: a worked little one of each, which hits every reason, and the words of real sheets."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest

from app.domain.problem import Problem
from app.domain.roster import Roster
from app.domain.roster_count import Row, read_cell, row_problems, summarise
from app.domain.roster_summary import Mark, RosterSummary
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.exchange.sheets import plain_heading

YEAR = SchoolYear(2026)  # T 2026-09-01, Y 2025-09-01 to 2026-08-31, C 2025
MARK = Mark("李晓岚", date(2026, 10, 12))
Sheet = list[dict[str, str]]


def identity(number: int) -> str:
    """Return an invented but valid 居民身份证号码."""
    first = f"50010319800101{number:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(int(d) * w for d, w in zip(first, weights, strict=True)) % 11]


def rows(sheet: Sheet) -> list[Row]:
    return [
        Row(number, {key: text for key, text in cells.items() if text})
        for number, cells in enumerate(sheet, 2)
    ]


def named(book: Rulebook, name: str) -> Roster:
    return next(roster for roster in book.rosters if roster.id == name)


def counted(book: Rulebook, name: str, sheet: Sheet) -> RosterSummary:
    return summarise(named(book, name), rows(sheet), MARK, YEAR)


def figures(summary: RosterSummary) -> dict[str, int | Fraction]:
    return {tally.fact: tally.figure for tally in summary.tallies}


def reasons(summary: RosterSummary) -> dict[str, dict[str, int]]:
    return {tally.fact: dict(tally.left_out) for tally in summary.tallies}


def undecided(summary: RosterSummary) -> dict[str, list[tuple[int, str]]]:
    listed = {tally.fact: [(item.row, item.reason) for item in tally.undecided] for tally in summary.tallies}
    return {fact: found for fact, found in listed.items() if found}


def reasons_of(roster: Roster) -> dict[str, set[str]]:
    return {item.fact: {test.otherwise for test in item.where} for item in roster.computes}


TEACHER = {
    "employment": "专任",
    "role": "专业课",
    "education": "本科",
    "title_level": "讲师",
    "dual_level": "中级",
    "dual_until": "2026-09-01",
    "practice_months": "6",
    "trained_on": "2021-09-01",
    "entry_date": "2025-09-01",
}
TEACHERS: Sheet = [
    TEACHER,
    TEACHER
    | {"role": "实习指导教师", "title_level": "副高", "dual_until": "长期", "entry_date": "2026.8.31"},
    TEACHER
    | {"role": "理实一体化", "title_level": "正高级讲师", "dual_until": "", "practice_months": "5.5个月"},
    TEACHER
    | {"dual_level": "无", "education": "硕士研究生", "entry_date": "2025年8月31日", "trained_on": ""},
    TEACHER | {"dual_until": "20260831", "education": "大专", "title_level": "无", "entry_date": "2026/9/1"},
    TEACHER
    | {"role": "文化课", "trained_on": "2021-08-31", "title_level": "助理讲师", "practice_months": ""},
    TEACHER | {"trained_on": "2026-09-02", "practice_months": "无"},
    TEACHER | {"employment": "外聘兼职教师"},
    TEACHER | {"employment": "管理人员"},
]
TEACHERS = [{"name": f"教师{i}", "id_number": identity(i), **cells} for i, cells in enumerate(TEACHERS, 1)]


def test_a_worked_roster_of_teachers(shipped_rulebook: Rulebook) -> None:
    summary = counted(shipped_rulebook, "teachers", TEACHERS)
    assert figures(summary) == {
        "teachers.full_time": 7,
        "teachers.part_time": 1,
        "teachers.specialist": 6,
        "teachers.bachelor": 6,
        "teachers.senior": 2,
        "teachers.middle_or_senior": 5,
        "teachers.practice_instructors": 2,
        "teachers.dual_qualified": 4,
        "teachers.enterprise_practice_met": 4,
        "teachers.five_year_trained": 4,
        "teachers.new_specialist": 4,
    }
    assert undecided(summary) == {}
    assert row_problems(named(shipped_rulebook, "teachers"), rows(TEACHERS)) == ()


CLASS = {
    "funding": "补贴性",
    "start": "2025-03-01",
    "end": "2025-12-31",
    "person_times": "100人次",
    "income": "1.5万元",
    "booked_on": "2025-12-31",
}
CLASSES: Sheet = [
    CLASS,
    CLASS
    | {"funding": "市场化培训", "end": "2025-01-01", "person_times": "1,000", "booked_on": "2025-01-01"},
    CLASS | {"funding": "公益", "income": "免费", "booked_on": "", "person_times": "7"},
    CLASS | {"end": "2024-12-31", "income": "800.50"},
    CLASS | {"end": "2026-01-01", "booked_on": "2026-01-01"},
    CLASS | {"booked_on": "2024-12-31"},
]
CLASSES = [{"project": f"项目{number}", **cells} for number, cells in enumerate(CLASSES, 1)]


def test_a_worked_training_book(shipped_rulebook: Rulebook) -> None:
    summary = counted(shipped_rulebook, "training", CLASSES)
    assert figures(summary) == {
        "training.person_times": 1207,
        "training.person_times_subsidised": 200,
        "training.person_times_market": 1000,
        "training.income": Fraction("30800.50"),
    }
    assert undecided(summary) == {}
    assert row_problems(named(shipped_rulebook, "training"), rows(CLASSES)) == ()


PROGRAMME = {
    "name": "数控技术应用",
    "code": "660103",
    "class": "工科",
    "students": "120人",
    "industry": "装备制造",
    "partners": "某机械公司",
    "agreement_until": "2026-09-01",
    "joint_training": "是",
}
PROGRAMMES: Sheet = [
    PROGRAMME,
    PROGRAMME | {"name": "数控技术应用（多轴加工）", "code": "６６０１０３", "students": "30"},
    PROGRAMME | {"name": "护理", "code": "720201", "class": "医药卫生", "joint_training": "否"},
    PROGRAMME | {"name": "会计事务", "code": "730301", "class": "其他", "industry": "无", "partners": "/"},
    PROGRAMME
    | {"name": "旅游服务与管理", "code": "740101", "class": "其它", "agreement_until": "2026-08-31"},
    PROGRAMME | {"name": "焊接技术应用", "code": "660104", "students": "0"},
]


def test_a_class_paid_for_in_two_years_stands_in_rows_told_apart_by_name(shipped_rulebook: Rulebook) -> None:
    paid = {"project": "电工", "funding": "市场化", "start": "2024-11-01", "end": "2025-01-10"}
    first = {**paid, "person_times": "40", "income": "6000", "booked_on": "2024-12-01"}
    second = {**paid, "person_times": "0", "income": "4000", "booked_on": "2025-02-01"}
    assert undecided(counted(shipped_rulebook, "training", [first, second]))
    second["project"] = "电工（第二次入账）"
    told = counted(shipped_rulebook, "training", [first, second])
    assert not undecided(told)
    assert (figures(told)["training.person_times"], figures(told)["training.income"]) == (40, 4000)
    note = named(shipped_rulebook, "training").column("income").note
    assert "第二次入账" in note  # who follows it has no two rows of one key


def test_a_worked_list_of_programmes(shipped_rulebook: Rulebook) -> None:
    summary = counted(shipped_rulebook, "programmes", PROGRAMMES)
    assert figures(summary) == {
        "programmes.total": 4,
        "programmes.industry_matched": 3,
        "programmes.enterprise_cooperation": 1,
        "students.enrolled_engineering_medical": 270,
    }
    assert undecided(summary) == {}
    assert row_problems(named(shipped_rulebook, "programmes"), rows(PROGRAMMES)) == ()


@pytest.mark.parametrize(
    ("name", "sheet"), [("teachers", TEACHERS), ("training", CLASSES), ("programmes", PROGRAMMES)]
)
def test_each_reason_is_hit(shipped_rulebook: Rulebook, name: str, sheet: Sheet) -> None:
    found = {fact: set(told) for fact, told in reasons(counted(shipped_rulebook, name, sheet)).items()}
    assert found == reasons_of(named(shipped_rulebook, name))


# What is blank or cannot be read is never counted, and only where it matters.

WITHOUT: list[tuple[str, str, Mapping[str, str], dict[str, str]]] = [
    ("teachers", "employment", TEACHER, {"teachers.full_time": "教师类别未填", "teachers.part_time": "教师类别未填"}),
    ("teachers", "role", TEACHER, {"teachers.specialist": "任教类型未填"}),
    ("teachers", "education", TEACHER, {"teachers.bachelor": "学历未填"}),
    ("teachers", "title_level", TEACHER, {"teachers.senior": "职称级别未填"}),
    ("teachers", "practice_months", TEACHER, {"teachers.enterprise_practice_met": "近五年企业实践月数未填"}),
    ("teachers", "entry_date", TEACHER, {"teachers.new_specialist": "到校日期未填"}),
    ("training", "end", CLASS, {"training.person_times": "结业日期未填"}),
    ("training", "person_times", CLASS, {"training.person_times": "培训人次未填"}),
    ("training", "funding", CLASS, {"training.person_times_market": "培训性质未填"}),
    ("training", "income", CLASS, {"training.income": "培训收入（元）未填"}),
    ("training", "booked_on", CLASS, {"training.income": "入账日期未填"}),
    ("programmes", "students", PROGRAMME, {"programmes.total": "在校生数未填"}),
    ("programmes", "class", PROGRAMME, {"students.enrolled_engineering_medical": "专业类别未填"}),
    ("programmes", "agreement_until", PROGRAMME, {"programmes.enterprise_cooperation": "合作协议有效期至未填"}),
    ("programmes", "joint_training", PROGRAMME, {"programmes.enterprise_cooperation": "校企是否实际开展培养未填"}),
]  # fmt: skip
KEYS = {"teachers": {"id_number": identity(1)}, "training": {"project": "项目"}, "programmes": {}}


@pytest.mark.parametrize(
    ("name", "column", "cells", "expected"), WITHOUT, ids=[f"{case[0]}.{case[1]}" for case in WITHOUT]
)
def test_a_blank_cell_leaves_the_row_undecided_and_says_which(
    shipped_rulebook: Rulebook, name: str, column: str, cells: dict[str, str], expected: dict[str, str]
) -> None:
    found = undecided(counted(shipped_rulebook, name, [KEYS[name] | cells | {column: ""}]))
    assert {fact: found.get(fact) for fact in expected} == {
        fact: [(2, reason)] for fact, reason in expected.items()
    }


@pytest.mark.parametrize("cell", ["有", "是", "2022年认定", "省级"])
def test_a_certificate_that_cannot_be_understood_is_none(shipped_rulebook: Rulebook, cell: str) -> None:
    summary = counted(
        shipped_rulebook, "teachers", [TEACHER | {"id_number": identity(1), "dual_level": cell}]
    )
    assert figures(summary)["teachers.dual_qualified"] == 0
    assert undecided(summary)["teachers.dual_qualified"] == [(2, "双师型级别的内容无法识别")]


@pytest.mark.parametrize("cell", ["", "无", "否", "/", "——", " ", "未认定"])
def test_no_certificate_may_be_written_in_many_ways(shipped_rulebook: Rulebook, cell: str) -> None:
    summary = counted(
        shipped_rulebook, "teachers", [TEACHER | {"id_number": identity(1), "dual_level": cell}]
    )
    assert reasons(summary)["teachers.dual_qualified"] == {"无双师型认定证书": 1}


def test_the_plain_word_senior_may_be_either_and_is_not_guessed(shipped_rulebook: Rulebook) -> None:
    summary = counted(
        shipped_rulebook, "teachers", [TEACHER | {"id_number": identity(1), "title_level": "高级"}]
    )
    assert undecided(summary)["teachers.senior"] == [(2, "职称级别的内容无法识别")]


# The definitions themselves.


def test_there_are_three_in_this_order(shipped_rulebook: Rulebook) -> None:
    assert [(roster.id, roster.title) for roster in shipped_rulebook.rosters] == [
        ("teachers", "教师花名册"),
        ("training", "培训台账"),
        ("programmes", "专业情况表"),
    ]


def test_no_heading_of_a_sheet_can_be_taken_for_two_columns(shipped_rulebook: Rulebook) -> None:
    for roster in shipped_rulebook.rosters:
        headings = [
            plain_heading(text) for column in roster.columns for text in (column.title, *column.synonyms)
        ]
        assert sorted(set(headings)) == sorted(headings), roster.id


@pytest.mark.parametrize(
    "heading",
    [
        "培训收入（万元）",
        "企业实践（年）",
        "企业实践月数",
        "最近一次培训时间",
        "参加工作时间",
        "是否双师型",
        "职业技能等级",
    ],
)
def test_a_heading_that_means_something_else_is_no_synonym(shipped_rulebook: Rulebook, heading: str) -> None:
    """Another unit, another span of years, another thing: taken for the column, it would be counted wrongly."""
    for roster in shipped_rulebook.rosters:
        for column in roster.columns:
            assert plain_heading(heading) not in map(plain_heading, (column.title, *column.synonyms))


def test_names_identity_and_certificate_numbers_are_personal(shipped_rulebook: Rulebook) -> None:
    personal = {
        roster.id: {column.id for column in roster.columns if column.personal}
        for roster in shipped_rulebook.rosters
    }
    assert personal == {
        "teachers": {"name", "id_number", "dual_number"},
        "training": set(),
        "programmes": set(),
    }


def test_what_is_spelt_otherwise_means_a_value_of_the_column(shipped_rulebook: Rulebook) -> None:
    for roster in shipped_rulebook.rosters:
        for column in roster.columns:
            for word, value in column.spellings:
                read = read_cell(column, word)
                assert not isinstance(read, Problem), (column.id, word)
                assert (read is None) is not bool(value), (column.id, word)


def test_every_counted_fact_is_counted_at_the_time_of_its_form(shipped_rulebook: Rulebook) -> None:
    """What a form counts over a calendar year is tested by its days, and what it counts on a day by none of them."""
    for roster in shipped_rulebook.rosters:
        for computation in roster.computes:
            anchors = {getattr(test.operand, "anchor", "")[:1] for test in computation.where} - {""}
            when = shipped_rulebook.facts[computation.fact].when.value
            assert anchors <= {when}, computation.fact
            assert anchors or when == "T", computation.fact
