"""Counting rules: which was used with its figures, and what each other rule would give."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from app.domain.conditions import Condition, Relation
from app.domain.countings import Counting, Countings
from app.domain.evaluation import evaluate
from app.domain.fact_sheet import FactSheet
from app.domain.facts import Answer, Fact, Otherwise, Value
from app.domain.measures import AllOf
from app.domain.rulebook import Rulebook
from app.domain.standard import Comparison, Force, Indicator, Scope, Style, Wider
from app.domain.terms import Difference, FactTerm, Sum
from app.domain.units import Kind
from app.domain.verdict import Status
from tests.builders import (
    DEDUCTION,
    PART_TIME,
    STUDENTS,
    TEACHERS,
    TODAY,
    assessment,
    indicator,
    not_applicable,
    ratio,
    rulebook,
    standard,
    value_of,
)

RETURN = Fact("return", "统计报表数", Kind.AREA)
RENTED = Fact("rented", "独立使用面积", Kind.AREA, na=True)
NET = Fact(
    "net",
    "净面积",
    Kind.AREA,
    counting="统计报表数减应扣除数",
    computed=Difference(FactTerm("return"), FactTerm("deduction")),
    otherwise=(
        Otherwise("不扣除", FactTerm("return"), "扣除范围未核对"),
        Otherwise("另加独立使用", Sum((FactTerm("net"), FactTerm("rented"))), "是否计入未核对"),
    ),
)
FACTS = (RETURN, RENTED, NET, DEDUCTION, STUDENTS, TEACHERS, PART_TIME)
Given = Mapping[str, Value | Answer | None]


def land(**changes: object) -> Indicator:
    row = replace(indicator(value_of("net"), Comparison.AT_LEAST, 40000), style=Style.AREA, title="占地面积")
    return replace(row, **changes)  # type: ignore[arg-type]


def countings(row: Indicator, given: Given) -> tuple[Counting, ...]:
    pack = standard(row)
    book = rulebook(pack, facts=FACTS)
    school = assessment(given)
    (verdict,) = evaluate(book, school, TODAY).verdicts
    now, before = FactSheet(book.facts, school.answers), FactSheet(book.facts, school.previous)
    blank = book.blanks.of(pack, row, TODAY)
    return Countings(book.facts, book.blanks, now, before).of(verdict, blank)


def area(text: str) -> Fraction:
    return Fraction(text)


def test_a_net_area_says_from_what_it_was_computed_and_what_no_deduction_would_give() -> None:
    given = {"return": area("41000"), "deduction": area("2000"), "rented": area("500")}
    (found,) = countings(land(), given)
    assert (found.subject, found.origin) == ("净面积", "统计报表数减应扣除数")
    assert found.rule == "统计报表数 − 应扣除面积：41,000 − 2,000 = 39,000 ㎡"
    whole, added = found.others
    assert (whole.rule, whole.value, whole.status, whole.turns) == (
        "不扣除",
        "41,000.00㎡",
        Status.MET,
        True,
    )
    assert (added.value, added.status, added.turns, added.why) == (
        "39,500.00㎡",
        Status.MISSED,
        False,
        "是否计入未核对",
    )


def test_a_typed_net_area_says_so_and_names_what_the_other_rule_would_need() -> None:
    (found,) = countings(land(), {"net": area("40000")})
    assert found.rule == "直接填写，未填分项：40,000 ㎡"
    assert [(other.value, other.reason, other.turns) for other in found.others] == [
        ("", "缺 1 项数据：统计报表数", None),
        ("", "缺 1 项数据：独立使用面积", None),
    ]


def test_what_does_not_apply_adds_nothing() -> None:
    given = {"return": area("41000"), "deduction": not_applicable(), "rented": not_applicable()}
    (found,) = countings(land(), given)
    assert found.rule == "统计报表数 − 应扣除面积：41,000 ㎡"
    assert [(other.value, other.turns) for other in found.others] == [("41,000.00㎡", False)] * 2


def test_nothing_is_known_before_the_answers() -> None:
    (found,) = countings(land(), {})
    assert found.rule == "待填"
    assert all(other.reason and other.turns is None for other in found.others)


def test_the_other_rule_takes_the_facts_place_wherever_the_measure_names_it() -> None:
    row = land(measure=ratio("net", "students"), values=indicator(value_of("net"), None, 33).values)
    given = {"return": area("33000"), "deduction": area("33"), "students": 1000}
    (found,) = countings(row, given)
    assert (found.others[0].value, found.others[0].turns) == ("33.00㎡", True)


def test_the_widest_counting_stands_beside_the_narrowest() -> None:
    wide = Wider(ratio("students", Sum((FactTerm("teachers"), FactTerm("part_time")))), "折算未核对")
    row = replace(
        indicator(ratio("students", "teachers"), Comparison.AT_MOST, 20),
        style=Style.ONE_TO,
        title="师生比",
        wider=wide,
    )
    (found,) = countings(row, {"students": 1480, "teachers": 72, "part_time": 10})
    assert (found.subject, found.origin) == ("师生比", "折算未核对")
    assert found.rule == "最窄口径：在校生数 ÷ 专任教师数：1:20.56"
    (other,) = found.others
    assert other.rule == "最宽口径：在校生数 ÷ （专任教师数 + 兼职教师数）"
    assert (other.value, other.status, other.turns) == ("1:18.05", Status.MET, True)


@pytest.mark.parametrize("changes", [{"scope": Scope.CONTRIBUTION}, {"force": Force.REFERENCE}])
def test_a_row_that_is_only_shown_compares_nothing(changes: dict[str, object]) -> None:
    given = {"return": area("41000"), "deduction": area("2000")}
    (found,) = countings(land(**changes), given)
    assert (found.others[0].value, found.others[0].status, found.others[0].turns) == (
        "41,000.00㎡",
        None,
        None,
    )


def test_a_row_that_does_not_apply_has_no_counting() -> None:
    technical = Condition("students", Relation.AT_LEAST, number=Fraction(1))
    assert countings(land(applies=(technical,)), {"students": 0}) == ()


def test_a_composite_is_counted_by_its_members(shipped_rulebook: Rulebook) -> None:
    found = [row for pack in shipped_rulebook.standards.values() for row in pack.indicators]
    sheet = FactSheet(shipped_rulebook.facts, {})
    told = Countings(shipped_rulebook.facts, shipped_rulebook.blanks, sheet, sheet)
    packs = {row.id: pack for pack in shipped_rulebook.standards.values() for row in pack.indicators}
    blanks = [shipped_rulebook.blanks.of(packs[row.id], row, TODAY) for row in found]
    composites = [blank for blank in blanks if isinstance(blank.row.measure, AllOf)]
    assert composites and all(told.of(blank.verdict, blank) == () for blank in composites)


def test_a_row_of_facts_with_one_rule_has_none_beside_it() -> None:
    assert countings(indicator(value_of("teachers"), Comparison.AT_LEAST, 60), {"teachers": 60}) == ()


def test_a_zero_denominator_is_told() -> None:
    row = land(measure=ratio("net", "students"))
    (found,) = countings(row, {"return": area("1"), "deduction": area("0"), "students": 0})
    assert found.others[0].reason == "分母为 0，无法计算"
