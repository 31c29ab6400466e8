"""What a row asks, in words: its measure, its conditions and its deadline without any school's answers."""

from collections.abc import Iterable, Mapping

from app.domain.conditions import Condition
from app.domain.display import format_of, plain, required_text
from app.domain.facts import Fact
from app.domain.measures import AllOf, AnswerTo, Change, Chosen, Measure, Ratio, ValueOf
from app.domain.standard import DatedValue, Deadline, Indicator
from app.domain.terms import Difference, FactTerm, Number, Sum, Term, Times


def measure_words(measure: Measure, facts: Mapping[str, Fact], titles: Mapping[str, str]) -> str:
    """Say how a value is computed: ``双师型教师数 ÷ 专业教师数``; ``titles`` names rows and documents."""
    match measure:
        case ValueOf(term):
            return _term(term, facts)
        case Ratio(numerator, denominator):
            return f"{_wrapped(numerator, facts)} ÷ {_wrapped(denominator, facts)}"
        case Change(of):
            return f"{measure_words(of, facts, titles)}，比上年增减"
        case Chosen(fact):
            return f"{facts[fact].name}的项数"
        case AnswerTo(fact):
            return facts[fact].name
        case AllOf(members):
            return "以下各项均达到：" + "、".join(titles.get(member, member) for member in members)


def conditions_words(conditions: Iterable[Condition], facts: Mapping[str, Fact]) -> str:
    """Say whom conditions speak of; all of them must hold."""
    return "；".join(
        condition.describe(facts[condition.fact], most=len(condition.words)) for condition in conditions
    )


def required_words(row: Indicator, value: DatedValue, facts: Mapping[str, Fact]) -> str:
    """Write what a value requires, as verdicts do."""
    if isinstance(row.measure, AllOf):
        return value.text
    form = format_of(row.style, row.measure, facts, value.amounts)
    return required_text(row.requirement, value, form) or value.text


def deadline_words(deadline: Deadline | None) -> str:
    """Say by when, and whether the source prints it."""
    if deadline is None:
        return ""
    basis = "推定" if deadline.inferred else "原文写明"
    return f"{deadline.date.isoformat()}（{basis}）"


def _wrapped(term: Term, facts: Mapping[str, Fact]) -> str:
    text = _term(term, facts)
    return f"（{text}）" if isinstance(term, Sum | Difference) else text


def _term(term: Term, facts: Mapping[str, Fact]) -> str:
    match term:
        case Number(value):
            return plain(value)
        case FactTerm(fact):
            return facts[fact].name
        case Times(factor, inner):
            return f"{plain(factor)} × {_wrapped(inner, facts)}"
        case Sum(parts):
            return " + ".join(_term(part, facts) for part in parts)
        case Difference(whole, part):
            return f"{_term(whole, facts)} − {_wrapped(part, facts)}"
