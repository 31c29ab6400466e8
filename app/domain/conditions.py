"""Conditions on facts: who a document, a row or an exclusion speaks of (contract 3)."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.domain.fact_sheet import FactSheet
from app.domain.facts import Fact, Value
from app.domain.terms import Inapplicable, Missing
from app.domain.units import Kind

#: More words than this are cut to the first ones when a condition is told.
_NAMED = 4


class Relation(StrEnum):
    """How a condition compares a fact."""

    ANY_OF = "any_of"
    AT_LEAST = "at_least"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of ``applies_to``, ``applies`` or ``when``: a fact is one of some words, or beside a number."""

    fact: str
    test: Relation
    words: tuple[str, ...] = ()
    number: Fraction = Fraction(0)

    def holds(self, sheet: FactSheet) -> bool | None:
        """Tell whether the condition holds; None when the fact is not known."""
        value = sheet.value(self.fact)
        if isinstance(value, Missing):
            return None
        if isinstance(value, Inapplicable):
            return False
        return self._holds_for(value)

    def _holds_for(self, value: Value) -> bool:
        if self.test is Relation.ANY_OF:
            given = value if isinstance(value, tuple) else (value,)
            return any(word in self.words for word in given)
        if not isinstance(value, int | Fraction):
            return False
        return value >= self.number if self.test is Relation.AT_LEAST else value < self.number

    def describe(self, fact: Fact, most: int = _NAMED) -> str:
        """Say in words what the condition asks of ``fact``, naming ``most`` words at most."""
        if self.test is Relation.ANY_OF:
            more = "等" if len(self.words) > most else ""
            return f"{fact.name}为{'、'.join(self.words[:most])}{more}"
        at_least = self.test is Relation.AT_LEAST
        if fact.kind is Kind.YEAR:
            return f"{fact.name}{'不早于' if at_least else '早于'}{self.number}年"
        return f"{fact.name}{'不小于' if at_least else '小于'}{self.number}{fact.unit}"


@dataclass(frozen=True, slots=True)
class Applicability:
    """Whether several conditions hold together: which failed, or which facts are still missing."""

    failed: tuple[Condition, ...]
    missing: tuple[str, ...]

    @property
    def holds(self) -> bool | None:
        """True, False, or None when it cannot be told yet; one failed line decides."""
        if self.failed:
            return False
        return None if self.missing else True


_ALWAYS = Applicability((), ())


def check_all(conditions: Collection[Condition], sheet: FactSheet) -> Applicability:
    """Relation every condition; each must hold."""
    if not conditions:
        return _ALWAYS
    failed: list[Condition] = []
    missing: list[str] = []
    for condition in conditions:
        outcome = condition.holds(sheet)
        if outcome is None:
            missing.append(condition.fact)
        elif not outcome:
            failed.append(condition)
    return Applicability(tuple(failed), tuple(missing))
