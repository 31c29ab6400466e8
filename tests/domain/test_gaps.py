"""The stated gap always turns the verdict, one less does not; the margin plus one always turns it back."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.facts import Fact
from app.domain.gaps import noun
from app.domain.standard import Comparison, Indicator, Style, Way
from app.domain.terms import FactTerm, Sum
from app.domain.units import Kind
from app.domain.verdict import Status, Verdict
from tests.builders import fact, indicator, judge, number, ratio, value_of

FLOORS = st.sampled_from([Comparison.AT_LEAST, Comparison.MORE_THAN])
CEILINGS = st.sampled_from([Comparison.AT_MOST, Comparison.LESS_THAN])
COUNTS = st.integers(min_value=0, max_value=3000)
SHARES = st.fractions(min_value=Fraction(1, 100), max_value=1, max_denominator=200)
PAIRS = st.tuples(COUNTS, COUNTS).map(sorted).filter(lambda pair: pair[1] > 0)
AMOUNTS = st.fractions(min_value=0, max_value=100_000, max_denominator=1000)
RATES = st.fractions(min_value=Fraction(1, 10), max_value=50, max_denominator=100)


def share_row(requirement: Comparison, threshold: Fraction) -> Indicator:
    row = indicator(ratio("dual", "specialist"), requirement, threshold)
    ways = (Way.CONVERT, Way.ADD_BOTH, Way.LOWER_DENOMINATOR)
    return replace(row, subset=True, style=Style.PERCENT, ways=ways)


def gaps(verdict: Verdict) -> dict[Way | None, int]:
    return {gap.way: int(gap.amount or 0) for gap in verdict.gap}


@given(FLOORS, SHARES, PAIRS)
def test_a_share_is_met_exactly_when_the_fractions_say_so(
    requirement: Comparison, threshold: Fraction, pair: list[int]
) -> None:
    dual, specialist = pair
    verdict = judge(share_row(requirement, threshold), {"dual": dual, "specialist": specialist})
    left, right = dual * threshold.denominator, threshold.numerator * specialist
    met = left >= right if requirement is Comparison.AT_LEAST else left > right
    assert verdict.status is (Status.MET if met else Status.MISSED)


@given(FLOORS, SHARES, PAIRS)
def test_every_way_of_closing_a_share_turns_it_and_one_less_does_not(
    requirement: Comparison, threshold: Fraction, pair: list[int]
) -> None:
    dual, specialist = pair
    row = share_row(requirement, threshold)
    verdict = judge(row, {"dual": dual, "specialist": specialist})
    assume(verdict.status is Status.MISSED)
    for way, amount in gaps(verdict).items():
        for change, expected in ((amount, Status.MET), (amount - 1, Status.MISSED)):
            more_dual = change if way in (Way.CONVERT, Way.ADD_BOTH) else 0
            more = {Way.ADD_BOTH: change, Way.LOWER_DENOMINATOR: -change}.get(way, 0)
            changed = {"dual": dual + more_dual, "specialist": specialist + more}
            assert judge(row, changed).status is expected, (way, amount)


@given(FLOORS, SHARES, PAIRS)
def test_the_margin_of_a_share_is_the_most_that_may_be_lost(
    requirement: Comparison, threshold: Fraction, pair: list[int]
) -> None:
    dual, specialist = pair
    row = share_row(requirement, threshold)
    verdict = judge(row, {"dual": dual, "specialist": specialist})
    assume(verdict.status is Status.MET)
    assert verdict.margin is not None
    room = int(verdict.margin.amount)
    assert judge(row, {"dual": dual - room, "specialist": specialist}).status is Status.MET
    if dual - room - 1 >= 0:
        assert judge(row, {"dual": dual - room - 1, "specialist": specialist}).status is Status.MISSED


@given(CEILINGS, RATES, COUNTS, COUNTS)
def test_students_per_teacher_turns_with_the_stated_teachers_or_students(
    requirement: Comparison, threshold: Fraction, students: int, teachers: int
) -> None:
    assume(teachers > 0)
    row = replace(indicator(ratio("students", "teachers"), requirement, threshold), style=Style.ONE_TO)
    verdict = judge(row, {"students": students, "teachers": teachers})
    if verdict.status is Status.MET:
        assert verdict.margin is not None
        room = int(verdict.margin.amount)
        assert judge(row, {"students": students + room, "teachers": teachers}).status is Status.MET
        assert judge(row, {"students": students + room + 1, "teachers": teachers}).status is Status.MISSED
    for way, amount in gaps(verdict).items():
        more_teachers = {Way.RAISE_DENOMINATOR: 1}.get(way, 0)
        fewer_students = {Way.LOWER_NUMERATOR: 1}.get(way, 0)
        for change, expected in ((amount, Status.MET), (amount - 1, Status.MISSED)):
            changed = {
                "students": students - fewer_students * change,
                "teachers": teachers + more_teachers * change,
            }
            assert judge(row, changed).status is expected, (way, amount)


@given(FLOORS, RATES, AMOUNTS, COUNTS)
def test_land_per_student_turns_at_the_exact_area_or_number_of_students(
    requirement: Comparison, threshold: Fraction, land: Fraction, students: int
) -> None:
    assume(students > 0)
    row = replace(indicator(ratio("land", "students"), requirement, threshold), style=Style.AREA)
    verdict = judge(row, {"land": land, "students": students})
    strict = requirement is Comparison.MORE_THAN
    tiny = Fraction(1, 10**9)
    for gap in verdict.gap:
        assert gap.amount is not None
        if gap.way is Way.RAISE:
            enough = land + gap.amount + (tiny if strict else 0)
            assert judge(row, {"land": enough, "students": students}).status is Status.MET
            assert judge(row, {"land": enough - tiny, "students": students}).status is Status.MISSED
        else:
            fewer = students - int(gap.amount)
            assert judge(row, {"land": land, "students": fewer}).status is Status.MET
            assert judge(row, {"land": land, "students": fewer + 1}).status is Status.MISSED
    if verdict.status is Status.MET:
        assert verdict.margin is not None
        room = students + int(verdict.margin.amount)
        assert judge(row, {"land": land, "students": room}).status is Status.MET
        assert judge(row, {"land": land, "students": room + 1}).status is Status.MISSED


@given(FLOORS, COUNTS, COUNTS)
def test_a_plain_count_turns_with_the_stated_number(
    requirement: Comparison, threshold: int, teachers: int
) -> None:
    row = indicator(value_of("teachers"), requirement, threshold)
    verdict = judge(row, {"teachers": teachers})
    if verdict.status is Status.MISSED:
        (gap,) = verdict.gap
        assert gap.way is Way.RAISE and gap.fact == "teachers" and gap.unit == "人"
        amount = int(gap.amount or 0)
        assert judge(row, {"teachers": teachers + amount}).status is Status.MET
        assert judge(row, {"teachers": teachers + amount - 1}).status is Status.MISSED
    else:
        assert verdict.margin is not None
        assert judge(row, {"teachers": teachers - int(verdict.margin.amount)}).status is Status.MET


@given(st.integers(2, 9), COUNTS, COUNTS, COUNTS)
def test_a_multiplied_part_of_a_sum_is_moved_in_its_own_units(
    factor: int, teachers: int, part_time: int, threshold: int
) -> None:
    from app.domain.terms import Times

    term = Sum((Times(Fraction(factor), fact("teachers")), fact("part_time")))
    row = indicator(value_of(term), Comparison.AT_LEAST, threshold)
    verdict = judge(row, {"teachers": teachers, "part_time": part_time})
    for gap in verdict.gap:
        assert gap.fact == "teachers"
        more = teachers + int(gap.amount or 0)
        assert judge(row, {"teachers": more, "part_time": part_time}).status is Status.MET
        assert judge(row, {"teachers": more - 1, "part_time": part_time}).status is Status.MISSED


def test_a_gap_is_told_in_whole_people_with_what_there_is_and_what_is_needed() -> None:
    verdict = judge(share_row(Comparison.AT_LEAST, Fraction(7, 10)), {"dual": 44, "specialist": 70})
    assert gaps(verdict) == {Way.CONVERT: 5, Way.ADD_BOTH: 17, Way.LOWER_DENOMINATOR: 8}
    texts = [gap.text for gap in verdict.gap]
    assert texts[0] == "在现有专业教师中再增加 5 名双师型教师（届时 49 ÷ 70 = 70.00%）"
    assert texts[1] == "新增 17 名双师型教师（届时 61 ÷ 87 = 70.11%）"
    assert texts[2] == "专业教师不超过 62 名（减少 8 名）"


def test_a_gap_in_land_is_exact_and_rounded_up_where_it_is_shown() -> None:
    row = replace(indicator(value_of("land"), Comparison.AT_LEAST, 40000), style=Style.AREA)
    verdict = judge(row, {"land": Fraction(2000, 3) * 55})
    (gap,) = verdict.gap
    assert gap.amount == Fraction(40000) - Fraction(110000, 3) == Fraction(10000, 3)
    assert gap.text == "占地面积还差 3,333.34 ㎡（现 36,666.66 ㎡，需 40,000 ㎡）"


def test_a_computed_or_subtracted_quantity_is_moved_at_its_first_part() -> None:
    from app.domain.terms import Difference

    row = indicator(value_of(Difference(FactTerm("land"), FactTerm("deduction"))), Comparison.AT_LEAST, 100)
    verdict = judge(replace(row, style=Style.AREA), {"land": Fraction(90), "deduction": Fraction(10)})
    assert [(gap.fact, gap.amount) for gap in verdict.gap] == [("land", 20)]


def test_a_way_that_cannot_be_gone_is_not_listed() -> None:
    none_yet = judge(share_row(Comparison.AT_LEAST, Fraction(7, 10)), {"dual": 0, "specialist": 10})
    assert Way.LOWER_DENOMINATOR not in gaps(none_yet)
    all_of_them = judge(share_row(Comparison.AT_LEAST, Fraction(1)), {"dual": 9, "specialist": 10})
    assert Way.ADD_BOTH not in gaps(all_of_them)
    above = judge(share_row(Comparison.MORE_THAN, Fraction(1)), {"dual": 10, "specialist": 10})
    assert above.gap == ()


def test_a_pack_may_say_that_no_number_makes_sense() -> None:
    row = replace(share_row(Comparison.AT_LEAST, Fraction(7, 10)), ways=())
    assert judge(row, {"dual": 1, "specialist": 10}).gap == ()


def test_both_sides_of_a_range_have_their_own_gap() -> None:
    row = replace(
        indicator(ratio("dual", "specialist"), Comparison.BETWEEN, Fraction(1, 20), Fraction(1, 5)),
        style=Style.PERCENT,
    )
    below = judge(row, {"dual": 4, "specialist": 100})
    assert gaps(below) == {Way.RAISE: 1, Way.LOWER_DENOMINATOR: 20}
    above = judge(row, {"dual": 25, "specialist": 100})
    assert gaps(above) == {Way.RAISE_DENOMINATOR: 25, Way.LOWER_NUMERATOR: 5}
    inside = judge(row, {"dual": 5, "specialist": 100})
    assert inside.status is Status.MET and inside.margin is not None and inside.margin.amount == 0


@pytest.mark.parametrize(
    ("dual", "words"),
    [(49, "恰好达标，双师型教师数再减少 1 名即不达标"), (52, "双师型教师数再减少 4 名即不达标")],
)
def test_a_margin_says_what_would_turn_the_verdict(dual: int, words: str) -> None:
    verdict = judge(share_row(Comparison.AT_LEAST, Fraction(7, 10)), {"dual": dual, "specialist": 70})
    assert verdict.margin is not None
    assert verdict.margin.text == words


@pytest.mark.parametrize(
    ("requirement", "threshold", "now", "words"),
    [
        (Comparison.MORE_THAN, 0, 186_000, "设备值减至 0 元即不达标"),
        (Comparison.MORE_THAN, 100, 186, "设备值可减少，但须不足 86 元，否则即不达标"),
        (Comparison.AT_LEAST, 100, 186, "设备值最多可减少 86 元，再多即不达标"),
        (Comparison.AT_LEAST, 0, 186_000, "设备值减少也不影响判定"),
        (Comparison.AT_LEAST, 186, 186, "恰好达标，设备值再减少即不达标"),
        (Comparison.AT_MOST, 186, 186, "恰好达标，设备值再增加即不达标"),
    ],
)
def test_a_margin_that_must_not_be_used_up_says_so(
    requirement: Comparison, threshold: int, now: int, words: str
) -> None:
    verdict = judge(indicator(value_of("money"), requirement, threshold), {"money": Fraction(now)})
    assert verdict.margin is not None
    assert verdict.margin.text == words


def test_what_is_measured_is_not_told_as_if_it_were_counted() -> None:
    row = replace(
        indicator(ratio("deduction", "land"), Comparison.AT_LEAST, Fraction(1, 10)),
        subset=True,
        style=Style.PERCENT,
        ways=(Way.CONVERT, Way.ADD_BOTH),
    )
    verdict = judge(row, {"deduction": Fraction(1), "land": Fraction(100)})
    assert [gap.text for gap in verdict.gap] == [
        "占地面积不变，应扣除面积再增加 9 ㎡（届时 10 ÷ 100 = 10.00%）",
        "应扣除面积和占地面积各增加 10 ㎡（届时 11 ÷ 110 = 10.00%）",
    ]


def test_the_size_of_a_class_is_no_list_of_people() -> None:
    size = Fact("least", "人数最少的班级学生数", Kind.COUNT, "人")
    assert noun(size) == size.name
    assert noun(Fact("dual", "双师型教师数", Kind.COUNT, "人")) == "双师型教师"


def test_what_another_part_keeps_above_the_floor_may_fall_to_nothing() -> None:
    row = indicator(value_of(Sum((fact("land"), fact("deduction")))), Comparison.MORE_THAN, 0)
    verdict = judge(row, {"land": Fraction(50), "deduction": Fraction(10)})
    assert verdict.margin is not None
    assert (verdict.margin.amount, verdict.margin.text) == (50, "占地面积减少也不影响判定")


def test_a_threshold_in_other_terms_uses_last_year_as_its_base() -> None:
    from app.domain.measures import Change

    row = replace(indicator(Change(value_of("money")), Comparison.AT_LEAST, 0), style=Style.MONEY)
    verdict = judge(row, {"money": Fraction(90)}, previous={"money": Fraction(100)})
    assert verdict.status is Status.MISSED
    assert [(gap.way, gap.fact, gap.amount) for gap in verdict.gap] == [(Way.RAISE, "money", 10)]
    assert verdict.exact == "-10"


def test_a_fixed_number_cannot_be_moved() -> None:
    row = indicator(value_of(number(3)), Comparison.AT_LEAST, 5)
    assert judge(row, {}).gap == ()


def test_a_fact_in_both_terms_is_never_moved_as_if_it_stood_in_one() -> None:
    whole = Sum((fact("dual"), fact("part_time")))
    row = replace(indicator(ratio("dual", whole), Comparison.AT_LEAST, Fraction(1, 2)), subset=True)
    row = replace(row, style=Style.PERCENT, ways=(Way.CONVERT, Way.ADD_BOTH, Way.LOWER_DENOMINATOR))
    verdict = judge(row, {"dual": 19, "part_time": 20})
    assert [(gap.way, gap.fact, gap.amount) for gap in verdict.gap] == [
        (Way.CONVERT, "dual", 1),
        (Way.ADD_BOTH, "dual", 1),
        (Way.LOWER_DENOMINATOR, "part_time", 1),
    ]
    mixed = indicator(ratio(Sum((fact("students"), fact("teachers"))), "teachers"), Comparison.AT_MOST, 20)
    verdict = judge(mixed, {"students": 1000, "teachers": 40})
    assert [(gap.way, gap.fact) for gap in verdict.gap] == [(Way.LOWER_NUMERATOR, "students")]
