"""The roll-up: only like with like, no need counted twice, rates of sums, nobody without data taken for zero."""

from dataclasses import replace
from fractions import Fraction

import pytest

from app.domain.district import Collection, FiledRow, RowKey, Submission
from app.domain.district_lines import Line, lines_of
from app.domain.district_needs import needs_of, unmeasured
from app.domain.district_rates import Total, total_of
from app.domain.district_rollup import Contribution, roll_up
from app.domain.facts import Fact
from app.domain.measures import AllOf, AnswerTo, Change, Chosen, Measure, Ratio
from app.domain.rulebook import ConclusionPart, Rulebook
from app.domain.standard import Comparison, Force, Indicator, Reach, Scope, SourceState, Style, Wider
from app.domain.terms import Sum
from app.domain.units import Kind
from app.domain.verdict import Status
from tests.builders import DUAL, fact, indicator, number, ratio, rulebook, standard, value_of
from tests.domain.districts import KEY, collected, filed, key, row, school

LAND = Fact("land", "占地面积", Kind.AREA)
KNOWN = {LAND.id: LAND, DUAL.id: DUAL}


def of_rows(*rows: FiledRow, absent: int = 0) -> Collection:
    """Return one school for each row, and some that filed nothing."""
    submissions = [filed(str(n), 1, one) for n, one in enumerate(rows, 1)]
    count = len(rows) + absent
    return collected(submissions, [school(str(n)) for n in range(1, count + 1)])


# Lines.


def test_rows_that_ask_the_same_are_one_line_that_counts_every_status() -> None:
    statuses = [Status.MET, Status.MET, *Status]
    (line,) = lines_of(of_rows(*(row(status) for status in statuses), absent=2))
    assert {status: line.of(status) for status in Status} == {
        Status.MET: 3,
        Status.MISSED: 1,
        Status.UNANSWERED: 1,
        Status.UNJUDGEABLE: 1,
        Status.NOT_APPLICABLE: 1,
        Status.SHOWN: 1,
    }
    assert (line.absent, line.apart, line.schools(Status.MISSED)) == (0, "", ("第4学校",))


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (key(edition="2"), "分列：标准版本 2，另有 1"),
        (key(asked="22", required="≥22㎡"), "分列：要求 ≥22㎡，另有 ≥20㎡"),
        (key(hash="h2"), "分列：同一版本的标准内容不同"),
        (key(edition="2", asked="22", required="≥22㎡"), "分列：标准版本 2，另有 1；要求 ≥22㎡，另有 ≥20㎡"),
    ],
)
def test_what_asks_otherwise_is_a_line_of_its_own_that_says_why(other: RowKey, why: str) -> None:
    rows = (row(), row(), FiledRow(other, Status.MET))
    main, apart = lines_of(of_rows(*rows))
    assert (len(main.rows), main.absent, len(apart.rows), apart.absent) == (2, 1, 1, 2)
    assert apart.apart == why
    assert main.apart.startswith("分列：")


def test_wording_does_not_part_a_line() -> None:
    (line,) = lines_of(of_rows(row(), row(title="另一种写法", clause="第二条", required="≥20.00㎡")))
    assert len(line.rows) == 2


def test_the_same_indicator_of_two_documents_is_two_lines_that_need_no_reason() -> None:
    lines = lines_of(of_rows(row(), row(standard="other")))
    assert [line.apart for line in lines] == ["", ""]


def test_documents_stay_together_in_the_order_in_which_they_are_met() -> None:
    first = filed("1", 1, row(indicator="a"), row(standard="other", indicator="x"))
    second = filed("2", 1, row(indicator="b"), row(standard="other", indicator="y"))
    assert [line.key.indicator for line in lines_of(collected([first, second]))] == ["a", "b", "x", "y"]


@pytest.mark.parametrize(
    ("values", "spread"),
    [
        ([("62.86%", "22/35")], ("62.86%", "62.86%", "62.86%")),
        ([("70.00%", "7/10"), ("50.00%", "1/2"), ("60.00%", "3/5")], ("50.00%", "60.00%", "70.00%")),
        ([("70.00%", "7/10"), ("50.00%", "1/2")], ("50.00%", "60.00%", "70.00%")),
        ([("60人", "60"), ("61人", "61")], ("60人", "60.50人", "61人")),
        ([("60人", "60"), ("1,062人", "1062")], ("60人", "561人", "1,062人")),
        ([("1:20.56", "185/9"), ("1:15.00", "15")], ("1:15.00", "1:17.78", "1:20.56")),
        ([("393.20万元", "3932000"), ("400.00万元", "4000000")], ("393.20万元", "396.60万元", "400.00万元")),
        ([("9.99%", "999/10000"), ("10.00%", "1/10"), ("100.00%", "1")], ("9.99%", "10.00%", "100.00%")),
    ],
)
def test_values_lie_between_the_least_and_the_greatest(
    values: list[tuple[str, str]], spread: tuple[str, str, str]
) -> None:
    (line,) = lines_of(of_rows(*(row(Status.MET, value, exact) for value, exact in values)))
    assert line.spread is not None
    assert (line.spread.low.text, line.spread.middle.text, line.spread.high.text) == spread
    assert line.spread.count == len(values)


def test_words_and_missing_values_have_no_spread() -> None:
    (line,) = lines_of(of_rows(row(Status.SHOWN, "市级示范"), row(Status.UNANSWERED)))
    assert line.spread is None


def test_a_missing_value_is_no_zero() -> None:
    (line,) = lines_of(of_rows(row(Status.MET, "20.00", "20"), row(Status.UNANSWERED), absent=3))
    assert line.spread is not None
    assert (line.spread.count, line.spread.low.text) == (1, "20.00")


# What the district needs.


def lacking(amount: object, **changes: object) -> FiledRow:
    return row(Status.MISSED, asked=("land", amount, "㎡"), **changes)


def test_several_rows_on_one_fact_are_not_added_up_the_largest_covers_them() -> None:
    one = filed("1", 1, lacking(520), lacking(300, indicator="b"), lacking("1521/2", indicator="c"))
    two = filed("2", 1, lacking(100))
    (need,) = needs_of(collected([one, two]), KNOWN)
    assert need.total == Fraction(1521, 2) + 100
    assert [(part.standing.school.code, part.amount, part.row.indicator) for part in need.parts] == [
        ("1", Fraction(1521, 2), "c"),
        ("2", Fraction(100), "row"),
    ]
    assert (need.text, need.part_text(need.parts[0])) == ("860.5 ㎡", "760.5 ㎡")


@pytest.mark.parametrize(
    ("one", "counts"),
    [
        (lacking(5), True),
        (lacking(5, force=Force.EXPECTED), True),
        (lacking(5, force=Force.REFERENCE), False),
        (lacking(5, reach=Reach.AREA_RATE), False),
        (lacking(5, scope=Scope.CONTRIBUTION), False),
        (lacking(5, task=True, force=Force.TASK), False),
        (replace(lacking(5), status=Status.UNJUDGEABLE), False),
        (replace(lacking(5), status=Status.MET), False),
    ],
)
def test_only_missed_rows_that_ask_each_school_are_needs(one: FiledRow, counts: bool) -> None:
    assert bool(needs_of(of_rows(one), KNOWN)) is counts


def test_a_missed_row_without_an_amount_is_named_and_not_added() -> None:
    collection = of_rows(row(Status.MISSED), lacking(5))
    assert [item.standing.school.code for item in unmeasured(collection)] == ["1"]
    (need,) = needs_of(collection, KNOWN)
    assert len(need.parts) == 1


def test_people_are_counted_and_a_fact_that_is_not_installed_goes_by_what_filings_say() -> None:
    rows = (row(Status.MISSED, asked=("dual", 5, "人")), row(Status.MISSED, asked=("books", 2400, "册")))
    collection = replace(of_rows(*rows), names={"books": "印刷图书"})
    assert [(need.fact.name, need.text) for need in needs_of(collection, KNOWN)] == [
        ("双师型教师数", "5 名"),
        ("印刷图书", "2,400 册"),
    ]


# The district's own rates and what schools give.

SHARE = ratio("dual", "specialist")
RATE = replace(
    indicator(SHARE, Comparison.AT_LEAST, "0.7"), subset=True, style=Style.PERCENT, reach=Reach.AREA_RATE
)
RATE_KEY = key(asked="7/10", required="≥70%", reach=Reach.AREA_RATE, force=Force.EXPECTED)


def book(*rows: Indicator, hash_: str = "h1") -> Rulebook:
    return rulebook(standard(*rows, hash=hash_))


def with_facts(*given: dict[str, str | None], at: RowKey = RATE_KEY, **changes: object) -> Line:
    """Return the line of schools with these figures."""
    submissions = [
        filed(str(n), 1, FiledRow(at, Status.MISSED, **changes), facts=facts)  # type: ignore[arg-type]
        for n, facts in enumerate(given, 1)
    ]
    (line,) = lines_of(collected(submissions))
    return line


def school_of(dual: str | None, specialist: str | None) -> dict[str, str | None]:
    return {"dual": dual, "specialist": specialist}


def test_a_rate_of_the_district_is_the_rate_of_the_sums_not_the_average() -> None:
    total = total_of(with_facts(school_of("10", "10"), school_of("30", "90")), book(RATE), compare=True)
    assert (total.value, total.exact, total.formula) == ("40.00%", "2/5", "40 ÷ 100")
    assert (total.status, total.schools) == (Status.MISSED, 2)
    assert total.gaps == (
        "在现有专业教师中再增加 30 名双师型教师（届时 70 ÷ 100 = 70.00%）",
        "新增 100 名双师型教师（届时 140 ÷ 200 = 70.00%）",
    )


@pytest.mark.parametrize(("dual", "status"), [("70", Status.MET), ("69", Status.MISSED)])
def test_a_rate_is_compared_exactly(dual: str, status: Status) -> None:
    assert total_of(with_facts(school_of(dual, "100")), book(RATE), compare=True).status is status


def test_a_school_whose_figures_are_missing_is_in_neither_sum_and_is_named() -> None:
    line = with_facts(school_of("8", "10"), {"dual": "0"}, school_of(None, "50"))
    total = total_of(line, book(RATE), compare=True)
    assert (total.value, total.schools) == ("80.00%", 1)
    assert [(out.standing.school.code, out.why) for out in total.left_out] == [
        ("2", "缺专业教师数"),
        ("3", "不适用：学校填报为不适用"),
    ]


def test_without_any_figure_there_is_no_rate() -> None:
    total = total_of(with_facts({}), book(RATE), compare=True)
    assert (total.value, total.status, total.reason) == ("", None, "没有可以合计的数据")


def test_a_denominator_of_zero_is_said() -> None:
    total = total_of(with_facts(school_of("0", "0")), book(RATE), compare=True)
    assert (total.value, total.reason) == ("", "分母为 0，无法计算")


@pytest.mark.parametrize("installed_here", [Rulebook(), book(RATE, hash_="h2"), book(replace(RATE, id="x"))])
def test_nothing_is_added_up_by_a_standard_that_is_not_the_very_same(installed_here: Rulebook) -> None:
    total = total_of(with_facts(school_of("8", "10")), installed_here, compare=True)
    assert (total.value, total.status) == ("", None)
    assert total.reason == "本机没有标准 pack 的同一版本（1），不能合计"


def test_where_only_the_widest_counting_meets_the_district_is_not_judged() -> None:
    wide = replace(RATE, wider=Wider(ratio("dual", "teachers"), "口径未读到"), subset=False)
    line = with_facts({"dual": "60", "specialist": "100", "teachers": "80"})
    total = total_of(line, book(wide), compare=True)
    assert (total.status, total.gaps) == (Status.UNJUDGEABLE, ())
    assert total.reason == "取决于口径：按最宽口径可达到要求"


def test_a_figure_that_nobody_read_judges_no_district() -> None:
    line = with_facts(school_of("8", "10"), at=replace(RATE_KEY, source=SourceState.RECALLED))
    total = total_of(line, book(RATE), compare=True)
    assert (total.value, total.status, total.reason) == ("80.00%", None, "该数值尚未见原文，不作判定")


def test_a_rate_that_is_only_for_reference_is_computed_and_not_judged() -> None:
    only_shown = replace(RATE, force=Force.REFERENCE)
    total = total_of(with_facts(school_of("8", "10")), book(only_shown), compare=True)
    assert (total.value, total.status, total.gaps) == ("80.00%", None, ())


def test_fixed_numbers_in_a_measure_are_not_added_up_school_by_school() -> None:
    row_ = replace(RATE, measure=Ratio(fact("dual"), Sum((fact("specialist"), number(10)))))
    total = total_of(with_facts(school_of("8", "10")), book(row_), compare=True)
    assert (total.value, total.reason) == ("", "算式中有固定数，不能按学校相加")


GIVEN = key(asked="3–6", required="3个–6个", scope=Scope.CONTRIBUTION, indicator="row")


def given(
    measure: Measure, *rows: FiledRow, facts: dict[str, str | None] | None = None
) -> list[Contribution]:
    own = replace(indicator(measure, Comparison.AT_LEAST, 3), scope=Scope.CONTRIBUTION)
    filings: list[Submission] = [
        filed(str(n), 1, one, facts=facts or {"teachers": "2"}) for n, one in enumerate(rows, 1)
    ]
    return list(roll_up(collected(filings), book(own)).contributions)


def shown(value: str = "", exact: str = "") -> FiledRow:
    return FiledRow(GIVEN, Status.SHOWN, value, exact)


def test_contributions_are_added_up_beside_the_target_and_not_judged() -> None:
    (found,) = given(value_of("teachers"), shown("2人", "2"), shown("2人", "2"))
    assert isinstance(found.total, Total)
    assert (found.total.value, found.total.status, found.line.key.required) == ("4人", None, "3个–6个")


def test_words_are_counted() -> None:
    (found,) = given(AnswerTo("plan"), shown("是"), shown("是"), shown("否"), shown())
    assert (found.words, found.total, len(found.parts)) == ((("是", 2), ("否", 1)), None, 3)


@pytest.mark.parametrize(
    ("measure", "reason"),
    [(Chosen("honours"), "各校所选可能相同，不相加"), (Change(SHARE), "变化量不相加，逐校列出")],
)
def test_what_makes_no_sense_as_a_sum_is_listed(measure: Measure, reason: str) -> None:
    (found,) = given(measure, shown("2项", "2"))
    assert (found.total, found.reason) == (None, reason)


def test_composites_are_told_by_their_members() -> None:
    assert given(AllOf(("row",)), shown()) == []


def test_contributions_of_a_standard_that_is_not_installed_are_listed() -> None:
    (found,) = roll_up(of_rows(shown("2人", "2")), Rulebook()).contributions
    assert (found.total, len(found.parts)) == (None, 1)
    assert found.reason.startswith("本机没有标准 pack")


def test_the_monitored_indicators_are_those_of_the_first_sentence() -> None:
    rules = replace(book(RATE), conclusion=(ConclusionPart("监测", ("pack",)),))
    found = roll_up(of_rows(row(), row(standard="other"), row(task=True, indicator="task.pack.1")), rules)
    assert [line.key for line in found.monitored(rules)] == [KEY]
