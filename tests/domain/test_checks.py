from dataclasses import replace
from fractions import Fraction

import pytest

from app.domain.checks import BrokenCheck
from app.domain.facts import Fact
from app.domain.standard import Check, CheckRule, Comparison, Style
from app.domain.terms import Difference, Term, Times
from app.domain.units import Kind
from app.domain.verdict import Status
from tests.builders import (
    FACTS,
    fact,
    indicator,
    judge_all,
    not_applicable,
    number,
    rulebook,
    standard,
    value_of,
)

NET = Fact("net", "净面积", Kind.AREA, computed=Difference(fact("land"), fact("deduction")))


def broken(
    word: str,
    terms: tuple[Term, ...],
    given: dict[str, object],
    share: Fraction = Fraction(0),
    **years: object,
) -> bool:
    check = Check("c", "logic", CheckRule(word, terms, share), "不对")
    book = rulebook(checks=(check,))
    return bool(judge_all(book, given, previous=years.get("previous", {})).checks)  # type: ignore[arg-type]


CASES = [
    ("at_most", (fact("dual"), fact("specialist")), {"dual": 5, "specialist": 5}, False),
    ("at_most", (fact("dual"), fact("specialist")), {"dual": 6, "specialist": 5}, True),
    ("at_least", (fact("dual"), fact("specialist")), {"dual": 5, "specialist": 5}, False),
    ("at_least", (fact("dual"), fact("specialist")), {"dual": 4, "specialist": 5}, True),
    ("equal", (fact("dual"), fact("specialist")), {"dual": 5, "specialist": 5}, False),
    ("equal", (fact("dual"), fact("specialist")), {"dual": 4, "specialist": 5}, True),
    ("between", (fact("dual"), number(3), number(5)), {"dual": 3}, False),
    ("between", (fact("dual"), number(3), number(5)), {"dual": 5}, False),
    ("between", (fact("dual"), number(3), number(5)), {"dual": 6}, True),
    (
        "at_most",
        (fact("students"), Times(Fraction(40), fact("teachers"))),
        {"students": 81, "teachers": 2},
        True,
    ),
    ("together", (fact("dual"), fact("specialist")), {"dual": 5}, True),
    ("together", (fact("dual"), fact("specialist")), {"dual": 5, "specialist": 9}, False),
    ("together", (fact("dual"), fact("specialist")), {}, False),
    ("at_most", (fact("dual"), fact("specialist")), {"dual": 6}, False),
    ("at_most", (fact("part_time"), fact("teachers")), {"part_time": not_applicable(), "teachers": 1}, False),
]


@pytest.mark.parametrize(("word", "terms", "given", "expected"), CASES)
def test_a_check_is_broken_only_by_facts_that_are_known(
    word: str, terms: tuple[Term, ...], given: dict[str, object], expected: bool
) -> None:
    assert broken(word, terms, given) is expected


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (120, 100, False),
        (121, 100, True),
        (80, 100, False),
        (79, 100, True),
        (0, 0, False),
        (1, 0, True),
        (5, None, False),
    ],
)
def test_a_change_is_held_against_last_year(now: int, before: int | None, expected: bool) -> None:
    previous = {"dual": before}
    assert (
        broken("change_within", (fact("dual"),), {"dual": now}, Fraction(1, 5), previous=previous) is expected
    )


def net_area(given: dict[str, object]) -> tuple[Status, tuple[str, ...], tuple[BrokenCheck, ...]]:
    row = replace(indicator(value_of("net"), Comparison.AT_LEAST, 90), style=Style.AREA)
    evaluation = judge_all(rulebook(standard(row), facts=(*FACTS, NET)), given)  # type: ignore[arg-type]
    (verdict,) = evaluation.verdicts
    return verdict.status, verdict.missing, evaluation.checks


def test_a_computed_fact_is_computed_from_its_parts() -> None:
    assert net_area({"land": Fraction(100), "deduction": Fraction(10)})[0] is Status.MET
    assert net_area({"land": Fraction(100), "deduction": Fraction(11)})[0] is Status.MISSED
    assert net_area({"land": Fraction(100), "deduction": not_applicable()})[0] is Status.MET


def test_a_computed_fact_may_be_typed_while_no_part_is_given() -> None:
    assert net_area({"net": Fraction(90)}) == (Status.MET, (), ())
    assert net_area({})[:2] == (Status.UNANSWERED, ("net",))


def test_a_typed_sum_that_differs_from_its_parts_is_a_broken_logic_check() -> None:
    status, _, checks = net_area({"net": Fraction(95), "land": Fraction(100), "deduction": Fraction(10)})
    assert status is Status.UNJUDGEABLE
    assert [(check.id, check.kind, check.facts) for check in checks] == [("computed:net", "logic", ("net",))]
    agreeing = net_area({"net": Fraction(90), "land": Fraction(100), "deduction": Fraction(10)})
    assert agreeing == (Status.MET, (), ())


def test_a_typed_sum_does_not_stand_in_for_a_missing_part() -> None:
    status, missing, checks = net_area({"net": Fraction(95), "land": Fraction(100)})
    assert (status, missing) == (Status.UNANSWERED, ("deduction",))
    assert "只填了一部分" in checks[0].text


def test_a_broken_check_on_a_part_reaches_the_rows_of_its_sum() -> None:
    check = Check(
        "c", "logic", CheckRule("at_most", (fact("deduction"), fact("land"))), "应扣除面积大于占地面积"
    )
    row = replace(indicator(value_of("net"), Comparison.AT_LEAST, 90), style=Style.AREA)
    book = rulebook(standard(row), facts=(*FACTS, NET), checks=(check,))
    (verdict,) = judge_all(book, {"land": Fraction(100), "deduction": Fraction(101)}).verdicts
    assert verdict.status is Status.UNJUDGEABLE
    assert "应扣除面积大于占地面积" in verdict.reason
