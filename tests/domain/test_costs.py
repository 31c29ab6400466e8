"""What remedies cost: read as money is read anywhere, summed by the year in which they fall due."""

from fractions import Fraction

import pytest

from app.domain.assessment import Remedy
from app.domain.costs import YearCost, budget_of, budget_text, costs_by_year, due_year
from app.domain.problem import Problem


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2027-06-30", 2027),
        ("2027年6月30日", 2027),
        ("2027年底", 2027),
        ("2026年12月至2027年6月", 2027),
        ("2027 年前，按〔2022〕28号", 2027),
        ("2027", 2027),
        ("暑假前", None),
        ("", None),
        ("电话 62027000", None),
    ],
)
def test_a_time_limit_belongs_to_the_last_year_it_names(text: str, year: int | None) -> None:
    assert due_year(text) == year


def test_a_budget_is_read_with_its_unit_and_nothing_written_is_no_amount() -> None:
    assert budget_of("3.5万元") == 35000
    assert budget_of("30万") == budget_of("３０ 万") == 300_000
    assert budget_of("0.5亿") == 50_000_000
    assert budget_of(" ") is None
    assert all(isinstance(budget_of(text), Problem) for text in ("约三万", "3-5万", "万", "-3万"))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("35000", "35000元"),
        ("3,500.5 ", "3,500.5元"),
        ("3.5万元", "3.5万元"),
        ("50万", "50万"),
        ("约5", "约5"),
        ("", ""),
    ],
)
def test_a_budget_that_is_a_bare_number_says_that_it_is_yuan(text: str, read: str) -> None:
    assert budget_text(text) == read


def test_budgets_are_summed_by_year_and_those_without_a_date_stand_last() -> None:
    rows = [
        Remedy(due="2028-06-30", budget="1万元"),
        Remedy(due="", budget="5000元"),
        Remedy(due="2027-06-30", budget="186万元"),
        Remedy(due="2027年底", budget="3.5万元"),
        Remedy(due="2027-12-31", budget="面议"),
        Remedy(due="2027-12-31"),
    ]
    assert costs_by_year(rows) == (
        YearCost(2027, 4, Fraction(1_895_000), 1, 1),
        YearCost(2028, 1, Fraction(10_000), 0, 0),
        YearCost(None, 1, Fraction(5000), 0, 0),
    )
