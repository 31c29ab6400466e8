from fractions import Fraction

import pytest

from app.domain.terms import (
    Difference,
    FactTerm,
    Inapplicable,
    Known,
    Missing,
    Number,
    Outcome,
    Sum,
    Term,
    Times,
    evaluate_term,
    facts_of,
    lever,
)

A, B, C = FactTerm("a"), FactTerm("b"), FactTerm("c")
NONE, NOT = Missing(("b",)), Inapplicable("没有")

CASES: list[tuple[Term, Outcome, Outcome, Outcome]] = [
    (Sum((A, B)), Known(Fraction(3)), Known(Fraction(4)), Known(Fraction(7))),
    (Sum((A, B)), Known(Fraction(3)), NOT, Known(Fraction(3))),
    (Sum((A, B)), NOT, NOT, NOT),
    (Sum((A, B)), NOT, NONE, NONE),
    (Sum((A, B)), Known(Fraction(3)), NONE, NONE),
    (Difference(A, B), Known(Fraction(9)), Known(Fraction(4)), Known(Fraction(5))),
    (Difference(A, B), Known(Fraction(9)), NOT, Known(Fraction(9))),
    (Difference(A, B), NOT, Known(Fraction(4)), NOT),
    (Difference(A, B), NOT, NONE, NOT),
    (Difference(A, B), Known(Fraction(9)), NONE, NONE),
    (Times(Fraction(1, 2), B), Known(Fraction(1)), Known(Fraction(9)), Known(Fraction(9, 2))),
    (Times(Fraction(1, 2), B), Known(Fraction(1)), NOT, NOT),
    (Number(Fraction(2)), NOT, NOT, Known(Fraction(2))),
]


@pytest.mark.parametrize(("term", "a", "b", "expected"), CASES)
def test_arithmetic_keeps_missing_zero_and_not_applicable_apart(
    term: Term, a: Outcome, b: Outcome, expected: Outcome
) -> None:
    assert evaluate_term(term, {"a": a, "b": b}.__getitem__) == expected


def test_the_facts_of_a_term_come_in_reading_order() -> None:
    assert list(facts_of(Sum((Difference(A, B), Times(Fraction(2), C), Number(Fraction(1)))))) == [
        "a",
        "b",
        "c",
    ]


def test_a_term_is_moved_by_its_first_part_that_applies() -> None:
    term = Sum((A, Times(Fraction(3), B)))
    assert lever(term, lambda fact: fact != "a") == ("b", Fraction(3))
    assert lever(Difference(B, A), lambda _: True) == ("b", Fraction(1))
    assert lever(Number(Fraction(1)), lambda _: True) is None
