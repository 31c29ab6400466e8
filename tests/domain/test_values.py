from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.facts import Fact
from app.domain.problem import Problem
from app.domain.units import Kind
from app.domain.values import parse_value

PEOPLE = Fact("students", "在校生数", Kind.COUNT, "人")
TIMES = Fact("training", "年培训人次", Kind.COUNT, "人次")
AREA = Fact("land", "占地面积", Kind.AREA)
MONEY = Fact("equipment", "设备值", Kind.MONEY)
LENGTH = Fact("track", "跑道长度", Kind.LENGTH)
SHARE = Fact("share", "占比", Kind.SHARE)
YEAR = Fact("founded", "建校年份", Kind.YEAR)
DAY = Fact("day", "日期", Kind.DATE)
YES_NO = Fact("plan", "已备案", Kind.YES_NO)
PARTLY = Fact("rules", "制度", Kind.YES_PARTLY_NO)
CHOICE = Fact("kind", "学校类别", Kind.CHOICE, choices=("职业高中", "技工学校"))
CHOICES = Fact("honours", "学校等级", Kind.CHOICES, choices=("国示范", "市重"))
TEXT = Fact("name", "学校名称", Kind.TEXT)
MONTHS = Fact("months", "实习时间", Kind.MONTHS)

UNDERSTOOD = [
    (PEOPLE, "1480", 1480),
    (PEOPLE, " 1,480 ", 1480),
    (PEOPLE, "１４８０", 1480),
    (PEOPLE, "1，480人", 1480),
    (PEOPLE, "1480 名", 1480),
    (PEOPLE, "0.148万人", 1480),
    (PEOPLE, "1480.0", 1480),
    (PEOPLE, "0", 0),
    (PEOPLE, "-0", 0),
    (TIMES, "0.296万人次", 2960),
    (AREA, "60亩", Fraction(40000)),
    (AREA, "1亩", Fraction(2000, 3)),
    (AREA, "78.93 亩", Fraction(52620)),
    (AREA, "4公顷", Fraction(40000)),
    (AREA, "2.85321万㎡", Fraction("28532.1")),
    (AREA, "2.85321万m²", Fraction("28532.1")),
    (AREA, "2.85321 万平方米", Fraction("28532.1")),
    (AREA, "33㎡", Fraction(33)),
    (AREA, "33平米", Fraction(33)),
    (AREA, "33", Fraction(33)),
    (MONEY, "393.2万元", Fraction(3932000)),
    (MONEY, "0.03亿元", Fraction(3000000)),
    (MONEY, "2,500元", Fraction(2500)),
    (LENGTH, "200米", Fraction(200)),
    (LENGTH, "200 m", Fraction(200)),
    (SHARE, "70%", Fraction(7, 10)),
    (SHARE, "７０％", Fraction(7, 10)),
    (SHARE, "0.7", Fraction(7, 10)),
    (MONTHS, "5.5个月", Fraction(11, 2)),
    (YEAR, "1985", 1985),
    (YEAR, "1985年", 1985),
    (DAY, "2026-11-21", date(2026, 11, 21)),
    (DAY, "2026年11月21日", date(2026, 11, 21)),
    (DAY, "2026/11/21", date(2026, 11, 21)),
    (DAY, "2026.11.21", date(2026, 11, 21)),
    (DAY, "20261121", date(2026, 11, 21)),
    (DAY, "２０２６１１２１", date(2026, 11, 21)),
    (DAY, "2026 年 11 月 21 日", date(2026, 11, 21)),
    (DAY, "2026. 11. 21", date(2026, 11, 21)),
    (YES_NO, "是", "是"),
    (YES_NO, "no", "否"),
    (PARTLY, "部分", "部分"),
    (PARTLY, "partly", "部分"),
    (CHOICE, " 职业高中", "职业高中"),
    (CHOICES, "市重、国示范", ("国示范", "市重")),
    (CHOICES, " 均无", ()),
    (TEXT, " 渝中区某校 ", "渝中区某校"),
]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("３１５００１０９９９", "3150010999"),
        ("０２３－６３８４００００ ", "023-63840000"),
        ("第一中学（东校区）", "第一中学（东校区）"),
    ],
)
def test_codes_become_half_width_and_words_stay_as_written(typed: str, kept: str) -> None:
    assert parse_value(typed, TEXT) == kept


def test_a_word_for_none_or_unknown_says_how_either_is_written() -> None:
    interns = Fact("interns", "实习学生数", Kind.COUNT, "人", na=True)
    for word in ("无", " 未知 ", "／", "——", "不清楚"):
        problem = parse_value(word, PEOPLE)
        assert isinstance(problem, Problem)
        assert problem.remedy == "没有的填 0，还不知道的留空"
    problem = parse_value("不适用", interns)
    assert isinstance(problem, Problem)
    assert problem.remedy == "没有的填 0，还不知道的留空，不适用的写明原因"
    other = parse_value("六十", PEOPLE)
    assert isinstance(other, Problem) and other.remedy.startswith("只写数字")


@pytest.mark.parametrize(("fact", "text", "value"), UNDERSTOOD)
def test_what_schools_write_is_understood(fact: Fact, text: str, value: object) -> None:
    parsed = parse_value(text, fact)
    assert parsed == value
    assert type(parsed) is type(value)


REFUSED = [
    (PEOPLE, "-5", "负数"),
    (PEOPLE, "12.5", "整数"),
    (PEOPLE, "0.00005万人", "整数"),
    (PEOPLE, "1480台", "单位“台”"),
    (PEOPLE, "60亩", "单位“亩”"),
    (PEOPLE, "1480人次", "单位“人次”"),
    (PEOPLE, "1,48", "无法识别"),
    (PEOPLE, ".nan", "无法识别"),
    (PEOPLE, "inf", "无法识别"),
    (PEOPLE, "1e3", "单位“e3”"),
    (PEOPLE, "0x10", "单位“x10”"),
    (PEOPLE, "一千", "无法识别"),
    (PEOPLE, "٣", "无法识别"),
    (PEOPLE, "9" * 60, "无法识别"),
    (PEOPLE, "   ", "空白"),
    (AREA, "2.8万", "单位“万”"),
    (AREA, "393万元", "单位“万元”"),
    (MONEY, "-0.01元", "负数"),
    (SHARE, "70", "百分号"),
    (YEAR, "85", "四位年份"),
    (DAY, "2026-02-30", "无法识别"),
    (DAY, "20261322", "无法识别"),
    (DAY, "2026112", "无法识别"),
    (DAY, "21112026", "无法识别"),
    (DAY, "2026 1121", "无法识别"),
    (DAY, "2026-11.21", "无法识别"),
    (YES_NO, "部分", "可选：是、否"),
    (CHOICE, "大学", "没有“大学”"),
    (CHOICES, "市重、市重", "重复"),
    (TEXT, "某\x07校", "不能打印"),
]


@pytest.mark.parametrize(("fact", "text", "words"), REFUSED)
def test_what_cannot_be_meant_is_refused_with_a_sentence(fact: Fact, text: str, words: str) -> None:
    parsed = parse_value(text, fact)
    assert isinstance(parsed, Problem)
    assert words in str(parsed)
    assert parsed.message


@given(st.decimals(min_value=0, max_value=10**9, places=5), st.sampled_from(["亩", "万㎡", "公顷", "㎡"]))
def test_areas_are_converted_exactly(amount: object, unit: str) -> None:
    size = {"亩": Fraction(2000, 3), "万㎡": 10000, "公顷": 10000, "㎡": 1}[unit]
    assert parse_value(f"{amount:f}{unit}", AREA) == Fraction(f"{amount:f}") * size


@given(st.integers(min_value=0, max_value=10**12))
def test_thousands_separators_change_nothing(count: int) -> None:
    assert parse_value(f"{count:,}", PEOPLE) == parse_value(str(count), PEOPLE) == count


@given(st.text(max_size=30))
def test_any_text_gives_a_value_or_a_problem_for_every_kind(text: str) -> None:
    for fact in (PEOPLE, AREA, MONEY, SHARE, YEAR, DAY, YES_NO, CHOICE, CHOICES, TEXT):
        assert not isinstance(parse_value(text, fact), float)
