"""Checks on answers: 逻辑校验 must be mended before filing, 经验校验 mended or explained (contract 4)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.domain.display import counted_text
from app.domain.fact_sheet import FactSheet
from app.domain.facts import Answer, Fact
from app.domain.roster_summary import RosterSummary, Tally
from app.domain.roster_words import differs, excess, typed_text
from app.domain.standard import Check, CheckRule
from app.domain.terms import FactTerm, Known, Missing, Term, evaluate_term, facts_of

LOGIC, EXPERIENCE = "logic", "experience"


@dataclass(frozen=True, slots=True)
class BrokenCheck:
    """A check that the answers break."""

    id: str
    kind: str
    facts: tuple[str, ...]
    text: str


def broken_checks(
    checks: Iterable[Check], facts: Iterable[Fact], now: FactSheet, before: FactSheet
) -> tuple[BrokenCheck, ...]:
    """Return the checks that the answers break, those on computed facts first.

    A check whose facts are not all known is not broken: what is missing is told elsewhere.
    """
    computed = [fact for fact in facts if fact.computed is not None]
    broken = list(_broken_sums(computed, now))
    for check in checks:
        if _RULES[check.rule.word](check.rule, now, before):
            broken.append(BrokenCheck(check.id, check.kind, named_facts(check), check.text))
    return tuple(broken)


def named_facts(check: Check) -> tuple[str, ...]:
    """Return the facts that a check names, each once."""
    return tuple(dict.fromkeys(fact for term in check.rule.terms for fact in facts_of(term)))


def sum_check(fact: str) -> str:
    """Return the id of the check that a computed fact agrees with its parts."""
    return f"computed:{fact}"


def roster_check(fact: str) -> str:
    """Return the id of the check that a typed figure agrees with what a roster gives."""
    return f"roster:{fact}"


def roster_differences(
    rosters: Iterable[RosterSummary], typed: Mapping[str, Answer], facts: Mapping[str, Fact]
) -> Iterator[BrokenCheck]:
    """Yield the typed figures that differ from what a roster gives: each needs a sentence (contract 5)."""
    for roster in rosters:
        for tally in roster.tallies:
            answer = typed.get(tally.fact)
            if answer is not None and differs(tally, answer):
                text = _difference(roster, tally, answer, facts[tally.fact])
                yield BrokenCheck(roster_check(tally.fact), EXPERIENCE, (tally.fact,), text)


def _difference(roster: RosterSummary, tally: Tally, answer: Answer, fact: Fact) -> str:
    counted = f"{roster.title}统计{fact.name} {counted_text(fact, tally.figure)}"
    if tally.undecided:
        counted += f"（另有 {len(tally.undecided)} 行未定）"
    more = excess(tally, answer)
    if more is None:
        return f"{counted}，填报为不适用，请核对或说明原因"
    apart = counted_text(fact, abs(more))
    return f"{counted}，填报 {typed_text(fact, answer)}，相差 {apart}，请核对或说明原因"


def _broken_sums(computed: Iterable[Fact], sheet: FactSheet) -> Iterator[BrokenCheck]:
    """Yield computed facts that were also typed, and differ from (or stand beside incomplete) parts."""
    for fact in computed:
        typed = sheet.typed(fact.id)
        if isinstance(typed, Missing) or not sheet.parts_given(fact.id):
            continue
        outcome = sheet.number(fact.id)
        if outcome == typed:
            continue
        if isinstance(outcome, Missing):
            text = f"{fact.name}的分项只填了一部分，合计不能代替；请补全分项，或清除分项后只填合计"
        else:
            text = f"填报的{fact.name}与分项计算的结果不一致，请核对"
        yield BrokenCheck(sum_check(fact.id), LOGIC, (fact.id,), text)


Rule = Callable[[CheckRule, FactSheet, FactSheet], bool]


def _amounts(terms: Iterable[Term], sheet: FactSheet) -> list[Fraction] | None:
    outcomes = [evaluate_term(term, sheet.number) for term in terms]
    amounts = [outcome.amount for outcome in outcomes if isinstance(outcome, Known)]
    return amounts if len(amounts) == len(outcomes) else None


def _breaks_at_most(rule: CheckRule, now: FactSheet, _: FactSheet) -> bool:
    amounts = _amounts(rule.terms, now)
    return amounts is not None and amounts[0] > amounts[1]


def _breaks_at_least(rule: CheckRule, now: FactSheet, _: FactSheet) -> bool:
    amounts = _amounts(rule.terms, now)
    return amounts is not None and amounts[0] < amounts[1]


def _breaks_equal(rule: CheckRule, now: FactSheet, _: FactSheet) -> bool:
    amounts = _amounts(rule.terms, now)
    return amounts is not None and amounts[0] != amounts[1]


def _breaks_between(rule: CheckRule, now: FactSheet, _: FactSheet) -> bool:
    amounts = _amounts(rule.terms, now)
    return amounts is not None and not amounts[1] <= amounts[0] <= amounts[2]


def _breaks_change_within(rule: CheckRule, now: FactSheet, before: FactSheet) -> bool:
    current, past = _amounts(rule.terms, now), _amounts(rule.terms, before)
    if current is None or past is None:
        return False
    return abs(current[0] - past[0]) > rule.share * abs(past[0])


def _breaks_together(rule: CheckRule, now: FactSheet, _: FactSheet) -> bool:
    given = {now.is_given(term.fact) for term in rule.terms if isinstance(term, FactTerm)}
    return len(given) == 2


#: The words of ``rule:`` in a form's checks, and when each is broken.
_RULES: dict[str, Rule] = {
    "at_most": _breaks_at_most,
    "at_least": _breaks_at_least,
    "equal": _breaks_equal,
    "between": _breaks_between,
    "change_within": _breaks_change_within,
    "together": _breaks_together,
}
RULE_WORDS = tuple(_RULES)
