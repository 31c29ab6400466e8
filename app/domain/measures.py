"""Measures: how an indicator's value is computed from facts (contract 3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from app.domain.fact_sheet import FactSheet
from app.domain.facts import Value as FactValue
from app.domain.terms import (
    FactTerm,
    Inapplicable,
    Known,
    Missing,
    Number,
    Term,
    evaluate_term,
    facts_of,
    join,
    put_in,
)


@dataclass(frozen=True, slots=True)
class ValueOf:
    """The amount of a term."""

    term: Term


@dataclass(frozen=True, slots=True)
class Ratio:
    """One term divided by another."""

    numerator: Term
    denominator: Term


@dataclass(frozen=True, slots=True)
class Change:
    """This year's amount less last year's."""

    of: "ValueOf | Ratio"


@dataclass(frozen=True, slots=True)
class Chosen:
    """How many choices of a fact were chosen."""

    fact: str


@dataclass(frozen=True, slots=True)
class AnswerTo:
    """The word that was answered."""

    fact: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Whether all named indicators, and all rows of named packs, are met."""

    members: tuple[str, ...]


Measure = ValueOf | Ratio | Change | Chosen | AnswerTo | AllOf


@dataclass(frozen=True)
class Amount:
    """A measured amount: ``numerator / denominator - base``; ``base`` is last year's amount of a change."""

    numerator: Fraction
    denominator: Fraction = Fraction(1)
    base: Fraction = Fraction(0)

    @cached_property
    def value(self) -> Fraction:
        """The exact amount that is compared."""
        ratio = self.numerator if self.denominator == 1 else self.numerator / self.denominator
        return ratio - self.base if self.base else ratio


@dataclass(frozen=True, slots=True)
class ZeroDenominator:
    """A ratio that cannot be formed; names the facts of the denominator."""

    facts: tuple[str, ...]


Measured = Amount | FactValue | Missing | Inapplicable | ZeroDenominator


def measure_terms(measure: Measure) -> tuple[Term, ...]:
    """Return the terms of a measure, numerator first."""
    match measure:
        case ValueOf(term):
            return (term,)
        case Ratio(numerator, denominator):
            return (numerator, denominator)
        case Change(of):
            return measure_terms(of)
        case Chosen(fact) | AnswerTo(fact):
            return (FactTerm(fact),)
        case AllOf():
            return ()


def measure_facts(measure: Measure) -> Iterator[str]:
    """Yield the ids of the facts that a measure names."""
    for term in measure_terms(measure):
        yield from facts_of(term)


def with_term(measure: Measure, fact: str, term: Term) -> Measure:
    """Return a measure in which a term stands in the place of a fact."""
    match measure:
        case ValueOf(inner):
            return ValueOf(put_in(inner, fact, term))
        case Ratio(numerator, denominator):
            return Ratio(put_in(numerator, fact, term), put_in(denominator, fact, term))
        case Change(ValueOf() | Ratio() as of):
            inside = with_term(of, fact, term)
            assert isinstance(inside, ValueOf | Ratio)
            return Change(inside)
        case _:
            return measure


def evaluate_measure(measure: Measure, now: FactSheet, before: FactSheet) -> Measured:
    """Compute a measure other than ``all_of`` exactly, or say why it has no value."""
    match measure:
        case ValueOf() | Ratio():
            return _amount(measure, now)
        case Change(of):
            return _change(of, now, before)
        case Chosen(fact):
            chosen = now.value(fact)
            return Amount(Fraction(len(chosen))) if isinstance(chosen, tuple) else chosen
        case AnswerTo(fact):
            return now.value(fact)
        case AllOf():
            raise TypeError("a composite has no value of its own")


def _amount(measure: ValueOf | Ratio, sheet: FactSheet) -> Amount | Missing | Inapplicable | ZeroDenominator:
    top, bottom = (*measure_terms(measure), Number(Fraction(1)))[:2]
    above, below = evaluate_term(top, sheet.number), evaluate_term(bottom, sheet.number)
    obstacle = join([above, below])
    if obstacle is not None:
        assert not isinstance(obstacle, Known)
        return obstacle
    assert isinstance(above, Known) and isinstance(below, Known)
    if below.amount == 0:
        return ZeroDenominator(tuple(facts_of(bottom)))
    return Amount(above.amount, below.amount)


def _change(of: ValueOf | Ratio, now: FactSheet, before: FactSheet) -> Measured:
    current, past = _amount(of, now), _amount(of, before)
    if isinstance(current, Amount) and isinstance(past, Amount):
        return Amount(current.numerator, current.denominator, past.value)
    for outcome in (current, past):
        if isinstance(outcome, Inapplicable):
            return outcome
    missing = [f for outcome in (current, past) if isinstance(outcome, Missing) for f in outcome.facts]
    if missing:
        return Missing(tuple(missing))
    return current if isinstance(current, ZeroDenominator) else past
