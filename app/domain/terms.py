"""Terms: the arithmetic that measures, checks and computed facts are written in (contract 3)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class FactTerm:
    """The value of one fact."""

    fact: str


@dataclass(frozen=True, slots=True)
class Number:
    """A fixed number."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms added up; parts that do not apply are left out."""

    parts: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One term less another; subtracting what does not apply subtracts nothing."""

    whole: "Term"
    part: "Term"


@dataclass(frozen=True, slots=True)
class Times:
    """A term multiplied by a fixed number."""

    factor: Fraction
    term: "Term"


Term = FactTerm | Number | Sum | Difference | Times


@dataclass(frozen=True, slots=True)
class Known:
    """An exact amount."""

    amount: Fraction


@dataclass(frozen=True, slots=True)
class Missing:
    """Facts that nobody has answered yet."""

    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inapplicable:
    """Not applicable, for the reason the school gave."""

    reason: str


Outcome = Known | Missing | Inapplicable
Lookup = Callable[[str], Outcome]


def facts_of(term: Term) -> Iterator[str]:
    """Yield the ids of the facts in a term, in reading order."""
    match term:
        case FactTerm(fact):
            yield fact
        case Sum(parts):
            for part in parts:
                yield from facts_of(part)
        case Difference(whole, part):
            yield from facts_of(whole)
            yield from facts_of(part)
        case Times(_, inner):
            yield from facts_of(inner)
        case Number():
            return


def put_in(term: Term, fact: str, by: Term) -> Term:
    """Return a term in which another stands in the place of a fact (which the other may name again)."""
    match term:
        case FactTerm(name):
            return by if name == fact else term
        case Number():
            return term
        case Sum(parts):
            return Sum(tuple(put_in(part, fact, by) for part in parts))
        case Difference(whole, part):
            return Difference(put_in(whole, fact, by), put_in(part, fact, by))
        case Times(factor, inner):
            return Times(factor, put_in(inner, fact, by))


def evaluate_term(term: Term, lookup: Lookup) -> Outcome:
    """Compute a term exactly, or say which facts are missing or why it does not apply."""
    match term:
        case FactTerm(fact):
            return lookup(fact)
        case Number(value):
            return Known(value)
        case Times(factor, inner):
            outcome = evaluate_term(inner, lookup)
            return Known(factor * outcome.amount) if isinstance(outcome, Known) else outcome
        case Sum(parts):
            return _add([evaluate_term(part, lookup) for part in parts])
        case Difference(whole, part):
            return _subtract(evaluate_term(whole, lookup), evaluate_term(part, lookup))


def join(outcomes: Sequence[Outcome]) -> Outcome | None:
    """Return what keeps outcomes from being used together: "not applicable" before missing; None if nothing."""
    for outcome in outcomes:
        if isinstance(outcome, Inapplicable):
            return outcome
    missing = [fact for outcome in outcomes if isinstance(outcome, Missing) for fact in outcome.facts]
    return Missing(tuple(dict.fromkeys(missing))) if missing else None


def _add(outcomes: list[Outcome]) -> Outcome:
    applying = [outcome for outcome in outcomes if not isinstance(outcome, Inapplicable)]
    if not applying:
        return outcomes[0]
    return join(applying) or Known(sum((o.amount for o in applying if isinstance(o, Known)), Fraction(0)))


def _subtract(whole: Outcome, part: Outcome) -> Outcome:
    if isinstance(part, Inapplicable):
        return whole
    obstacle = join([whole, part])
    if obstacle is not None:
        return obstacle
    assert isinstance(whole, Known) and isinstance(part, Known)
    return Known(whole.amount - part.amount)


def lever(term: Term, applies: Callable[[str], bool]) -> tuple[str, Fraction] | None:
    """Return the fact by which a term is changed and how much the term moves per unit of it.

    For a sum it is the first part that applies, for a difference the part that is taken from. None when
    the term holds no fact.
    """
    match term:
        case FactTerm(fact):
            return (fact, Fraction(1)) if applies(fact) else None
        case Sum(parts):
            return next((found for part in parts if (found := lever(part, applies))), None)
        case Difference(whole, _):
            return lever(whole, applies)
        case Times(factor, inner) if factor > 0:
            found = lever(inner, applies)
            return (found[0], found[1] * factor) if found else None
        case _:
            return None
