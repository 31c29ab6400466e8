"""The arithmetic of a verdict written out with the numbers put in."""

from fractions import Fraction

from app.domain.display import Format, fact_text, plain
from app.domain.fact_sheet import FactSheet
from app.domain.measures import (
    AllOf,
    Amount,
    AnswerTo,
    Change,
    Chosen,
    Measure,
    Ratio,
    ValueOf,
)
from app.domain.terms import (
    Difference,
    FactTerm,
    Inapplicable,
    Known,
    Missing,
    Number,
    Sum,
    Term,
    Times,
)
from app.domain.verdict import FactUsed

_DASH = "—"


def formula_text(measure: Measure, measured: Amount, sheet: FactSheet, form: Format) -> str:
    """Write a measure with its numbers: ``44 ÷ 70``, ``52,620 − 3,200``; nothing for words."""
    match measure:
        case ValueOf(term):
            return _term(_opened(term, sheet), sheet, form.scale)
        case Ratio(numerator, denominator):
            return f"{_wrapped(numerator, sheet)} ÷ {_wrapped(denominator, sheet)}"
        case Change():
            now = measured.numerator / measured.denominator
            return f"{form.value(now)} − {form.value(measured.base)}"
        case Chosen(fact):
            value = sheet.value(fact)
            return "、".join(value) if isinstance(value, tuple) else ""
        case AnswerTo() | AllOf():
            return ""


def fact_used(fact: str, now: FactSheet) -> FactUsed:
    """Return a fact that a verdict rests on, as it is shown."""
    return FactUsed(fact, now.definition(fact).name, shown_answer(fact, now))


def shown_answer(fact: str, sheet: FactSheet) -> str:
    """Return a fact's answer as it is shown: value with unit, 待填, or 不适用 with the reason."""
    value = sheet.value(fact)
    if isinstance(value, Missing):
        return "待填"
    if isinstance(value, Inapplicable):
        return f"不适用：{value.reason}"
    return fact_text(sheet.definition(fact), value)


def _opened(term: Term, sheet: FactSheet) -> Term:
    """Put the parts of a computed fact in its place where they were given."""
    if isinstance(term, FactTerm) and sheet.parts_given(term.fact):
        return sheet.definition(term.fact).computed or term
    return term


def _wrapped(term: Term, sheet: FactSheet) -> str:
    text = _term(term, sheet, Fraction(1))
    return f"({text})" if isinstance(term, Sum | Difference) and " " in text else text


def _term(term: Term, sheet: FactSheet, scale: Fraction) -> str:
    match term:
        case Number(value):
            return plain(value * scale)
        case FactTerm(fact):
            outcome = sheet.number(fact)
            return plain(outcome.amount * scale) if isinstance(outcome, Known) else _DASH
        case Times(factor, inner):
            return f"{plain(factor)} × {_term(inner, sheet, scale)}"
        case Sum(parts):
            shown = [_term(part, sheet, scale) for part in parts]
            return " + ".join(text for text in shown if text != _DASH) or _DASH
        case Difference(whole, part):
            taken = _term(part, sheet, scale)
            start = _term(whole, sheet, scale)
            return start if taken == _DASH else f"{start} − {taken}"
