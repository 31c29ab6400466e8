"""What remedies cost: budgets as amounts, summed by the calendar year in which they fall due."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from app.domain.assessment import Remedy
from app.domain.problem import Problem
from app.domain.units import Kind, scales
from app.domain.values import parse_amount, parse_date

#: A year of a date; not that of a document's number, 〔2022〕28号.
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?=\s*年|[-/.][0-9]|\s|$)")
_MONTH = re.compile(r"(?<![0-9])(20[0-9]{2})\s*[-/.年]\s*(1[0-2]|0?[1-9])(?![0-9])")
#: As an amount of money is often said.
_SHORT = ("万", "亿")


def budget_of(text: str) -> Fraction | Problem | None:
    """Return what a budget amounts to in yuan; None where nothing is written."""
    plain = text.strip()
    said = f"{plain}元" if plain.endswith(_SHORT) else plain
    return parse_amount(said, scales(Kind.MONEY, ""), "预计经费") if plain else None


def budget_text(text: str) -> str:
    """Return a budget as it is read by others: a bare number says that it is 元."""
    amount = budget_of(text)
    bare = isinstance(amount, Fraction) and text.strip()[-1].isdigit()
    return f"{text.strip()}元" if bare else text


def due_year(text: str) -> int | None:
    """Return the calendar year of a time limit: of its date, else the last year that it names."""
    day = parse_date(text)
    if day is not None:
        return day.year
    named = _YEAR.findall(text)
    return int(named[-1]) if named else None


def due_order(text: str) -> tuple[int, int, int]:
    """Return what time limits are sorted by: a month or a year without a day ends with its last."""
    day, year = parse_date(text), due_year(text)
    if day is not None:
        return day.year, day.month, day.day
    months = [int(month) for of, month in _MONTH.findall(text) if int(of) == year]
    return (year or _NO_YEAR, months[-1] if months else _NO_MONTH, _NO_DAY if text.strip() else _NOTHING)


_NO_YEAR, _NO_MONTH, _NO_DAY, _NOTHING = 9999, 13, 32, 33


@dataclass(frozen=True, slots=True)
class YearCost:
    """What falls due in one calendar year (None: no time limit was written, or none that names a year).

    ``count`` remedies, ``amount`` yuan together; ``unread`` of them have a budget that is no amount and
    ``unstated`` none at all.
    """

    year: int | None
    count: int
    amount: Fraction
    unread: int
    unstated: int


def costs_by_year(remedies: Iterable[Remedy]) -> tuple[YearCost, ...]:
    """Sum budgets by year, the earliest first and those without a time limit last."""
    grouped: dict[int | None, list[Remedy]] = {}
    for remedy in remedies:
        grouped.setdefault(due_year(remedy.due), []).append(remedy)
    years = sorted(grouped, key=lambda year: (year is None, year or 0))
    return tuple(_cost(year, grouped[year]) for year in years)


def _cost(year: int | None, remedies: list[Remedy]) -> YearCost:
    budgets = [budget_of(remedy.budget) for remedy in remedies]
    return YearCost(
        year,
        len(budgets),
        sum((amount for amount in budgets if isinstance(amount, Fraction)), Fraction(0)),
        sum(isinstance(amount, Problem) for amount in budgets),
        budgets.count(None),
    )
