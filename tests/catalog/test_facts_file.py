from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalog.facts_file import parse_facts, read_facts
from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.errors import DataFileError

HEAD = "format: dabiao-facts/1\nyear: 2026-2027\n"


def parse(text: str, rulebook: Rulebook) -> "dict[str, Answer]":
    return dict(parse_facts((HEAD + text).encode(), rulebook, "x.yaml").answers)


def faults(text: str, rulebook: Rulebook) -> str:
    with pytest.raises(DataFileError) as error:
        parse_facts(text.encode(), rulebook, "x.yaml")
    return str(error.value)


def test_every_form_of_answer_is_read(shipped_rulebook: Rulebook) -> None:
    answers = parse(
        """facts:
  school.kind: 职教中心
  school.honours: [国示范, 市级双优]
  students.enrolled: 1480
  campus.land_return: 60亩
  campus.building_return: 2.85321万㎡
  equipment.value: 393.2万元
  teachers.part_time: null
  students.interns: {not_applicable: 本年度无岗位实习学生}
  governance.plan_filed: {value: 是, date: 2022-10-12, note: 收文回执}
  task.yuzhong-2022-28.19: {value: 部分, note: 正在修订}
""",
        shipped_rulebook,
    )
    assert answers["school.honours"].value == ("国示范", "市级双优")
    assert answers["students.enrolled"].value == 1480
    assert answers["campus.land_return"] == Answer(value=Fraction(40000), typed="60亩")
    assert answers["campus.building_return"].value == Fraction("28532.1")
    assert answers["equipment.value"].value == Fraction(3932000)
    assert answers["teachers.part_time"] == Answer()
    assert answers["students.interns"] == Answer(na_reason="本年度无岗位实习学生")
    assert answers["governance.plan_filed"] == Answer("是", "", "是", date(2022, 10, 12), "收文回执")
    assert answers["task.yuzhong-2022-28.19"].value == "部分"


def test_year_date_previous_and_choices_of_standards_are_read(shipped_rulebook: Rulebook) -> None:
    text = """date: 2026-11-21
facts: {students.enrolled: 1480}
previous: {teachers.full_time: 66}
standards: {add: {yuzhong-2022-28: 主管部门要求}, drop: {conditions-2022: 另有通知}}
"""
    assessment = parse_facts((HEAD + text).encode(), shipped_rulebook)
    assert assessment.year == SchoolYear(2026)
    assert assessment.date == date(2026, 11, 21)
    assert assessment.previous["teachers.full_time"].value == 66
    assert assessment.added == {"yuzhong-2022-28": "主管部门要求"}
    assert assessment.dropped == {"conditions-2022": "另有通知"}


REFUSED = [
    ("facts: {students.enroled: 1}", 3, "没有数据项“students.enroled”（是否为“students.enrolled”？）"),
    ("facts:\n  students.enrolled: 1480台", 4, "不能用单位“台”"),
    ("facts:\n  students.enrolled: 60亩", 4, "不能用单位“亩”"),
    ("facts:\n  students.enrolled: -1", 4, "不能为负数"),
    ("facts:\n  students.enrolled: .nan", 4, "无法识别"),
    ("facts:\n  students.enrolled: 1480.5", 4, "应为整数"),
    ("facts:\n  school.kind: 大学", 4, "没有“大学”这一选项"),
    ("facts:\n  students.enrolled: {not_applicable: 停办}", 4, "不能填“不适用”"),
    ("facts:\n  students.interns: {not_applicable: }", 4, "须写理由"),
    ("facts:\n  students.interns: {not_applicable: ' '}", 4, "须写理由"),
    ("facts:\n  students.enrolled: {value: 1, notes: x}", 4, "不认识的键“notes”"),
    ("facts:\n  students.enrolled: {note: x}", 4, "缺少 value"),
    ("facts:\n  students.enrolled: {value: 1,480人}", 4, "请加引号"),
    ("facts:\n  governance.plan_filed: {value: 是, date: 去年}", 4, "日期“去年”无法识别"),
    ("facts:\n  students.enrolled: [1, 2]", 4, "只能填一个值"),
    ("facts:\n  students.enrolled: ''", 4, "空白"),
    ("facts:\n  students.enrolled: 1\n  students.enrolled: 2", 5, "重复出现"),
    ("facts: {}\nprevious: {teachers.full_time: 6.5}", 4, "应为整数"),
    ("facts: {}\nstandards: {add: {conditions-2023: 理由}}", 4, "是否为“conditions-2022”？"),
    ("facts: {}\nstandards: {drop: {conditions-2022: ' '}}", 4, "未写理由"),
    ("facts: {}\nfact: {}", 4, "不认识的键“fact”（是否为“facts”？）"),
    ("facts: {}\ndate: 明天", 4, "应为日期"),
    ("fakts: {}", 1, "缺少“facts”"),
]


@pytest.mark.parametrize(("text", "line", "words"), REFUSED)
def test_each_fault_has_its_line_and_its_remedy(
    text: str, line: int, words: str, shipped_rulebook: Rulebook
) -> None:
    told = faults(HEAD + text, shipped_rulebook)
    assert words in told
    assert f"x.yaml:{line}：" in told


def test_all_faults_are_told_in_one_go(shipped_rulebook: Rulebook) -> None:
    text = HEAD + "facts:\n  nobody.knows: 1\n  students.enrolled: -1\n  school.kind: 大学\nextra: 1\n"
    assert faults(text.replace("extra: 1\n", ""), shipped_rulebook).count("x.yaml:") == 3


@pytest.mark.parametrize("year", ["2026-2028", "2026", "二〇二六", "2026-27"])
def test_a_school_year_is_two_consecutive_years(year: str, shipped_rulebook: Rulebook) -> None:
    told = faults(f"format: dabiao-facts/1\nyear: {year}\nfacts: {{}}\n", shipped_rulebook)
    assert "应为相连的两年" in told


@pytest.mark.parametrize("text", ["", "只是一句话", "- 1\n- 2\n", "format: dabiao-standard/1\n"])
def test_a_file_of_something_else_is_refused(text: str, shipped_rulebook: Rulebook) -> None:
    assert faults(text, shipped_rulebook)


@given(st.binary(max_size=200))
def test_random_bytes_never_do_more_than_give_faults(shipped_rulebook: Rulebook, raw: bytes) -> None:
    with pytest.raises(DataFileError):
        parse_facts(raw, shipped_rulebook)


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path, shipped_rulebook: Rulebook) -> None:
    for path, words in [(tmp_path / "none.yaml", "不存在"), (tmp_path, "文件夹")]:
        with pytest.raises(DataFileError, match=words):
            read_facts(path, shipped_rulebook)


def test_faults_of_shape_do_not_hide_faults_of_values(shipped_rulebook: Rulebook) -> None:
    text = "year: 2026-2028\nextra: 1\ndate: 明天\nfacts:\n  students.enrolled: -1\n  nobody.knows: 1\n"
    told = faults(text, shipped_rulebook)
    for words in (
        "缺少“format”",
        "不认识的键“extra”",
        "应为日期",
        "相连的两年",
        "不能为负数",
        "nobody.knows",
    ):
        assert words in told, words
