"""Holding a measured value against what is required: exact, without rounding."""

from fractions import Fraction

from app.domain.facts import Value
from app.domain.standard import Comparison, DatedValue


def holds(requirement: Comparison, amount: Fraction, amounts: tuple[Fraction, ...]) -> bool:
    """Tell whether an exact amount satisfies a requirement of amounts."""
    match requirement:
        case Comparison.AT_LEAST:
            return amount >= amounts[0]
        case Comparison.MORE_THAN:
            return amount > amounts[0]
        case Comparison.AT_MOST:
            return amount <= amounts[0]
        case Comparison.LESS_THAN:
            return amount < amounts[0]
        case Comparison.BETWEEN:
            return amounts[0] <= amount <= amounts[1]
        case _:
            raise ValueError(f"{requirement} compares no amounts")


def word_holds(value: Value, required: DatedValue) -> bool:
    """Tell whether an answered word is (one of) the required; of several choices, whether any is."""
    answered = value if isinstance(value, tuple) else (value,)
    return any(word in required.words for word in answered)
