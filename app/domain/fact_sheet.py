"""The facts of one school year, ready for arithmetic: computed facts resolved, gaps and n/a named."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from app.domain.facts import Answer, Fact, Value, with_parts
from app.domain.terms import Inapplicable, Known, Missing, Outcome, evaluate_term, facts_of


class FactSheet:
    """Answers of one year looked up by fact id; ``prefix`` marks missing facts of the year before."""

    def __init__(self, facts: Mapping[str, Fact], answers: Mapping[str, Answer], prefix: str = "") -> None:
        self._facts = facts
        self._answers = answers
        self._prefix = prefix
        self._known: dict[str, Outcome] = {}

    def definition(self, fact: str) -> Fact:
        """Return the definition of a fact; every id in a loaded rulebook has one."""
        return self._facts[fact]

    def number(self, fact: str) -> Outcome:
        """Return the exact amount of a fact, computed from its parts where it has any that are given."""
        outcome = self._known.get(fact)
        if outcome is None:
            outcome = self._known[fact] = self._number(fact)
        return outcome

    def value(self, fact: str) -> Value | Missing | Inapplicable:
        """Return an answer as it is (word, choices, date or number), or why there is none."""
        definition = self._facts[fact]
        if definition.kind.is_number:
            outcome = self.number(fact)
            return outcome.amount if isinstance(outcome, Known) else outcome
        answer = self._answers.get(fact)
        if answer is None or not answer.given:
            return Missing((self._prefix + fact,))
        return Inapplicable(answer.na_reason) if answer.value is None else answer.value

    def typed(self, fact: str) -> Outcome:
        """Return what was typed for a fact itself, leaving its parts aside; of choices, how many there are."""
        answer = self._answers.get(fact)
        if answer is None or not answer.given:
            return Missing((self._prefix + fact,))
        if answer.value is None:
            return Inapplicable(answer.na_reason)
        if isinstance(answer.value, tuple):
            return Known(Fraction(len(answer.value)))
        assert isinstance(answer.value, int | Fraction)
        return Known(Fraction(answer.value))

    def parts_given(self, fact: str) -> bool:
        """Whether any part of a computed fact was answered."""
        computed = self._facts[fact].computed
        return computed is not None and any(self.is_given(part) for part in facts_of(computed))

    def is_given(self, fact: str) -> bool:
        """Whether a fact, or any part that it is computed from, was answered."""
        answer = self._answers.get(fact)
        return (answer is not None and answer.given) or self.parts_given(fact)

    def applies(self, fact: str) -> bool:
        """Whether a fact is not marked "not applicable"."""
        return not isinstance(self.number(fact), Inapplicable)

    def with_parts(self, fact: str) -> Iterator[str]:
        """Yield a fact and everything that it is computed from."""
        return with_parts(fact, self._facts)

    def _number(self, fact: str) -> Outcome:
        definition = self._facts[fact]
        if definition.computed is None or not self.parts_given(fact):
            return self.typed(fact)
        return evaluate_term(definition.computed, self.number)
