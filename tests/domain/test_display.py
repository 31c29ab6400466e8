from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.display import (
    Format,
    exact_text,
    fact_text,
    fixed,
    half_up,
    plain,
    quantity,
    round_down,
    round_up,
    step,
)
from app.domain.facts import Fact
from app.domain.standard import Comparison, Style
from app.domain.units import Kind
from tests.builders import dated, indicator, judge, ratio, value_of

PERCENT = Format(scale=Fraction(100), suffix="%")
FRACTIONS = st.fractions(min_value=0, max_value=1000, max_denominator=10**7)


@pytest.mark.parametrize(
    ("amount", "places", "text"),
    [
        ("0.005", 2, "0.01"),
        ("0.0049", 2, "0.00"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("1234.5", 2, "1,234.50"),
    ],
)
def test_halves_are_rounded_up(amount: str, places: int, text: str) -> None:
    assert fixed(half_up(Fraction(amount), places), places) == text


@pytest.mark.parametrize(
    ("amount", "threshold", "text"),
    [
        (Fraction(21, 30), Fraction(7, 10), "70.00%"),
        (Fraction(599999, 1000000), Fraction(6, 10), "59.9999%"),
        (Fraction(2999, 5000), Fraction(6, 10), "59.98%"),
        (Fraction(59999, 100000), Fraction(6, 10), "59.999%"),
        (Fraction(600001, 1000000), Fraction(6, 10), "60.0001%"),
        (Fraction(1, 3), Fraction(6, 10), "33.33%"),
    ],
)
def test_decimals_are_added_until_a_value_looks_as_it_is(
    amount: Fraction, threshold: Fraction, text: str
) -> None:
    assert PERCENT.value(amount, (threshold,)) == text


@given(FRACTIONS, FRACTIONS)
def test_display_never_crosses_nor_reaches_a_threshold(amount: Fraction, threshold: Fraction) -> None:
    form = Format()
    shown = form.shown(amount, (threshold,))
    places = form.places_for(amount, (threshold,))
    rounded = half_up(threshold, places)
    assert (shown > rounded) == (amount > threshold)
    assert (shown < rounded) == (amount < threshold)


@given(FRACTIONS, st.integers(0, 6))
def test_gaps_are_rounded_up_and_margins_down(amount: Fraction, places: int) -> None:
    assert round_down(amount, places) <= amount <= round_up(amount, places)
    assert round_up(amount, places) - round_down(amount, places) <= Fraction(1, 10**places)


@pytest.mark.parametrize(
    ("amount", "text"),
    [("40000", "40,000"), ("33.5", "33.5"), ("2.85321", "2.85321"), ("147470/3", "49,156.67")],
)
def test_a_required_amount_is_written_exactly_where_decimals_can(amount: str, text: str) -> None:
    assert plain(Fraction(amount)) == text


def test_exact_amounts_are_written_as_fractions() -> None:
    assert exact_text(Fraction(21, 30)) == "7/10"
    assert exact_text(Fraction(60453)) == "60453"
    assert exact_text(None) is None


def test_each_style_has_its_own_look() -> None:
    people = {"students": 1480, "teachers": 96, "land": Fraction(49420), "money": Fraction(4218600)}

    def shown(style: Style, top: str, bottom: str, threshold: object) -> tuple[str | None, str | None]:
        row = replace(indicator(ratio(top, bottom), Comparison.AT_LEAST, threshold), style=style)
        verdict = judge(row, people)
        return verdict.value, verdict.required

    assert shown(Style.ONE_TO, "students", "teachers", 20) == ("1:15.42", "≥20")
    assert shown(Style.AREA, "land", "students", 33) == ("33.39㎡", "≥33㎡")
    assert shown(Style.MONEY, "money", "students", 2500) == ("2,850.41元", "≥2,500元")
    assert shown(Style.PERCENT, "teachers", "students", Fraction(1, 20)) == ("6.49%", "≥5%")
    assert shown(Style.PER_100, "teachers", "students", Fraction(3, 20)) == ("6.49", "≥15")


def test_hundredths_are_exact_in_their_own_unit() -> None:
    row = replace(
        indicator(ratio("teachers", "students"), Comparison.AT_LEAST, Fraction(3, 20)), style=Style.PER_100
    )
    verdict = judge(row, {"teachers": 30, "students": 200})
    assert (verdict.exact, verdict.required_exact, verdict.status) == ("15", "15", "met")


def test_totals_of_money_are_shown_in_ten_thousands() -> None:
    row = replace(indicator(value_of("money"), Comparison.AT_LEAST, 3000000), style=Style.MONEY)
    verdict = judge(row, {"money": Fraction("3932000")})
    assert (verdict.value, verdict.required) == ("393.20万元", "≥300万元")
    assert judge(row, {"money": Fraction("2999999.99")}).value == "299.999999万元"


def test_an_unread_figure_stands_in_brackets() -> None:
    from app.domain.standard import SourceState

    row = indicator(value_of("teachers"), Comparison.AT_LEAST)
    row = replace(row, values=(dated(60, state=SourceState.RECALLED),))
    assert judge(row, {"teachers": 61}).required == "〔≥60人〕"


def test_facts_are_shown_with_their_units() -> None:
    assert fact_text(Fact("a", "人数", Kind.COUNT, "人"), 1480) == "1,480 人"
    assert fact_text(Fact("a", "面积", Kind.AREA), Fraction(110000, 3)) == "36,666.67 ㎡"
    assert fact_text(Fact("a", "金额", Kind.MONEY), Fraction(3932000)) == "393.2 万元"
    assert fact_text(Fact("a", "金额", Kind.MONEY), Fraction(2500)) == "2,500 元"
    assert fact_text(Fact("a", "年份", Kind.YEAR), 1985) == "1985年"
    assert fact_text(Fact("a", "等级", Kind.CHOICES, choices=("甲",)), ()) == "无"
    assert quantity(Fact("a", "人数", Kind.COUNT, "人"), Fraction(5), up=True) == "5 名"


def test_a_threshold_without_end_is_shown_with_the_decimals_of_its_value() -> None:
    row = replace(indicator(value_of("land"), Comparison.AT_LEAST, Fraction(2000, 3)), style=Style.AREA)
    verdict = judge(row, {"land": Fraction("666.669")})
    assert (verdict.status, verdict.value, verdict.required) == ("met", "666.669㎡", "≥666.667㎡")


def test_a_share_is_in_percent_and_changes_by_points() -> None:
    share = Fact("a", "报酬比例", Kind.SHARE)
    assert quantity(share, Fraction(4, 5), up=True) == "80 %"
    assert step(share, Fraction(1, 50), up=False) == "2 个百分点"
    assert step(Fact("b", "人数", Kind.COUNT, "人"), Fraction(5), up=True) == "5 名"
