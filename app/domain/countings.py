"""Which counting rule a row was judged by, where the rule comes from, and what another rule would give."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.blanks import Blank, Blanks
from app.domain.comparing import holds
from app.domain.describing import measure_words
from app.domain.display import Format
from app.domain.fact_sheet import FactSheet
from app.domain.facts import Fact
from app.domain.formula import formula_text, shown_answer
from app.domain.judging import is_shown
from app.domain.measures import (
    AllOf,
    Amount,
    Measure,
    Measured,
    ValueOf,
    ZeroDenominator,
    evaluate_measure,
    measure_facts,
    with_term,
)
from app.domain.terms import FactTerm, Inapplicable, Missing, evaluate_term
from app.domain.verdict import Status, Verdict
from app.domain.wording import status_word

NARROW, WIDE = "最窄口径", "最宽口径"


@dataclass(frozen=True, slots=True)
class Other:
    """What another counting rule gives: ``value`` as it is shown, or the ``reason`` why there is none.

    ``status`` is how the row alone would compare, ``turns`` whether that is not how it compares now; both
    are None where nothing is compared.
    """

    rule: str
    why: str
    value: str = ""
    reason: str = ""
    status: Status | None = None
    turns: bool | None = None


@dataclass(frozen=True, slots=True)
class Counting:
    """One rule by which a row was counted: of a fact, or (``subject`` is the row's title) of the row itself."""

    subject: str
    rule: str
    origin: str
    others: tuple[Other, ...]


class Countings:
    """Says by which rules rows are counted, for one school's answers."""

    def __init__(self, facts: Mapping[str, Fact], blanks: Blanks, now: FactSheet, before: FactSheet) -> None:
        self._facts, self._blanks, self._now, self._before = facts, blanks, now, before

    def of(self, verdict: Verdict, blank: Blank) -> tuple[Counting, ...]:
        """Return the rules of one row that another rule stands beside; none of rows that do not apply."""
        row = blank.row
        if verdict.status is Status.NOT_APPLICABLE or isinstance(row.measure, AllOf):
            return ()
        found = [self._fact(fact, blank) for fact in dict.fromkeys(measure_facts(row.measure))]
        if row.wider is not None:
            found.append(self._wider(blank))
        return tuple(counting for counting in found if counting is not None)

    def _wider(self, blank: Blank) -> Counting:
        row = blank.row
        assert row.wider is not None
        narrow = f"{NARROW}：{measure_words(row.measure, self._facts, {})}"
        own = self._other(blank, narrow, "", row.measure)
        narrow += f"：{own.value}" if own.value else ""
        wide = f"{WIDE}：{measure_words(row.wider.measure, self._facts, {})}"
        return Counting(row.title, narrow, row.wider.why, (self._other(blank, wide, "", row.wider.measure),))

    def _fact(self, fact: str, blank: Blank) -> Counting | None:
        definition = self._facts[fact]
        if not definition.otherwise:
            return None
        others = tuple(
            self._other(blank, other.text, other.why, with_term(blank.row.measure, fact, other.term))
            for other in definition.otherwise
        )
        return Counting(definition.name, self.rule(definition), definition.counting, others)

    def rule(self, fact: Fact) -> str:
        """Say how a fact came by its value: computed from which parts, or typed as it is."""
        shown = shown_answer(fact.id, self._now)
        if fact.computed is None:
            return shown
        if not self._now.parts_given(fact.id):
            return "待填" if shown == "待填" else f"直接填写，未填分项：{shown}"
        words = measure_words(ValueOf(fact.computed), self._facts, {})
        outcome = evaluate_term(fact.computed, self._now.number)
        if isinstance(outcome, Missing | Inapplicable):
            return f"{words}：{shown}"
        figures = formula_text(ValueOf(FactTerm(fact.id)), Amount(outcome.amount), self._now, Format())
        return f"{words}：{figures} = {shown}" if " " in figures else f"{words}：{shown}"

    def _other(self, blank: Blank, rule: str, why: str, measure: Measure) -> Other:
        measured = evaluate_measure(measure, self._now, self._before)
        if not isinstance(measured, Amount):
            return Other(rule, why, reason=self._reason(measured))
        value = self._blanks.form_for(blank, measured.value).value(measured.value, blank.amounts)
        now, then = self._compared(blank, blank.row.measure), self._compared(blank, measure)
        turns = None if now is None or then is None else now is not then
        return Other(rule, why, value, status=then, turns=turns)

    def _compared(self, blank: Blank, measure: Measure) -> Status | None:
        """Return how a row compares by a measure, whatever else keeps it from being judged."""
        row = blank.row
        if is_shown(row) or row.requirement is None or not blank.amounts:
            return None
        measured = evaluate_measure(measure, self._now, self._before)
        if not isinstance(measured, Amount):
            return None
        return Status.MET if holds(row.requirement, measured.value, blank.amounts) else Status.MISSED

    def _reason(self, measured: Measured) -> str:
        match measured:
            case Missing(facts):
                names = (self._facts[fact.removeprefix("previous.")].name for fact in facts)
                return f"缺 {len(facts)} 项数据：{'、'.join(names)}"
            case Inapplicable(reason):
                return f"不适用：{reason}"
            case ZeroDenominator():
                return "分母为 0，无法计算"
        return ""


def outcome_words(verdict: Verdict, other: Other) -> str:
    """Say how a row compares by another rule, and whether that is how it compares now; "" where nothing is."""
    if other.status is None or other.turns is None:
        return ""
    word = status_word(replace(verdict, status=other.status, reason=""))
    return f"，{'则' if other.turns else '仍'}为{word}"
