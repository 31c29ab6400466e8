"""The district's own rates: numerators and denominators added up over the schools, never an average of rates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.domain.comparing import holds
from app.domain.display import exact_text, format_of
from app.domain.district import RowKey, Standing, Submission
from app.domain.district_lines import Line
from app.domain.fact_sheet import FactSheet
from app.domain.facts import Answer, Fact, with_parts
from app.domain.formula import formula_text
from app.domain.gaps import Row, gaps_of, side_of
from app.domain.judging import UNREAD, is_shown
from app.domain.measures import (
    Amount,
    Measure,
    Measured,
    Ratio,
    ValueOf,
    evaluate_measure,
    measure_facts,
    measure_terms,
)
from app.domain.rulebook import Rulebook
from app.domain.standard import Indicator, SourceState
from app.domain.terms import Difference, Inapplicable, Known, Missing, Number, Sum, Term, Times
from app.domain.verdict import Status

_PREVIOUS = "previous."
_WIDER = "取决于口径：按最宽口径可达到要求"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A school whose figures are not in a total, and why."""

    standing: Standing
    why: str


@dataclass(frozen=True, slots=True)
class Total:
    """The amount of one row for all schools together.

    ``status`` is met or missed, None where nothing is compared; ``reason`` says why there is no amount.
    """

    key: RowKey
    schools: int = 0
    left_out: tuple[LeftOut, ...] = ()
    value: str = ""
    exact: str = ""
    number: Fraction | None = None
    places: int = 0
    unit: str = ""
    formula: str = ""
    status: Status | None = None
    gaps: tuple[str, ...] = ()
    reason: str = ""


def installed(key: RowKey, rulebook: Rulebook) -> Indicator | None:
    """Return the indicator of a line, when the very same standard is installed here."""
    standard = rulebook.standards.get(key.standard)
    if standard is None or standard.hash != key.hash:
        return None
    return next((row for row in standard.indicators if row.id == key.indicator), None)


def not_installed(key: RowKey) -> str:
    """Say why a line's figures cannot be added up."""
    return f"本机没有标准 {key.standard} 的同一版本（{key.edition}），不能合计"


def total_of(line: Line, rulebook: Rulebook, compare: bool) -> Total:
    """Return the amount of a line for all its schools together; ``compare`` holds it against the requirement."""
    row = installed(line.key, rulebook)
    if row is None:
        return Total(line.key, reason=not_installed(line.key))
    if any(_has_constant(term) for term in measure_terms(row.measure)):
        return Total(line.key, reason="算式中有固定数，不能按学校相加")
    return _Adding(line, row, rulebook).total(compare)


def _has_constant(term: Term) -> bool:
    match term:
        case Number():
            return True
        case Sum(parts):
            return any(_has_constant(part) for part in parts)
        case Difference(whole, part):
            return _has_constant(whole) or _has_constant(part)
        case Times(_, inner):
            return _has_constant(inner)
        case _:
            return False


class _Adding:
    """Adds the facts of one row up over the schools of a line."""

    def __init__(self, line: Line, row: Indicator, rulebook: Rulebook) -> None:
        self._line, self._row, self._facts = line, row, rulebook.facts

    def total(self, compare: bool) -> Total:
        """Return the total, compared by the narrow counting and, where it misses, by the widest."""
        measured, sheet, left_out = self._measured(self._row.measure)
        schools = len(self._line.rows) - len(left_out)
        if not schools:
            return Total(self._line.key, 0, left_out, reason="没有可以合计的数据")
        if not isinstance(measured, Amount):
            return Total(self._line.key, schools, left_out, reason="分母为 0，无法计算")
        return self._told(measured, sheet, schools, left_out, compare)

    def _told(
        self,
        measured: Amount,
        sheet: FactSheet,
        schools: int,
        left_out: tuple[LeftOut, ...],
        compare: bool,
    ) -> Total:
        unread = compare and self._line.key.source is SourceState.RECALLED
        amounts = _amounts(self._line.key) if compare and not unread else ()
        form = format_of(self._row.style, self._row.measure, self._facts, amounts or (measured.value,))
        places = form.places_for(measured.value, amounts)
        status = self._status(measured, amounts)
        gaps = self._gaps(measured, sheet, amounts) if status is Status.MISSED else ()
        per_100 = 100 if self._row.style == "per_100" else 1
        return Total(
            self._line.key,
            schools,
            left_out,
            value=form.text(measured.value, places),
            exact=exact_text(measured.value * per_100) or "",
            number=form.rounded(measured.value, places),
            places=places,
            unit=form.suffix,
            formula=formula_text(self._row.measure, measured, sheet, form),
            status=status,
            gaps=gaps,
            reason=_WIDER if status is Status.UNJUDGEABLE else UNREAD if unread else "",
        )

    def _status(self, measured: Amount, amounts: tuple[Fraction, ...]) -> Status | None:
        required = self._row.requirement
        if not amounts or required is None or required.is_word or is_shown(self._row):
            return None
        if holds(required, measured.value, amounts):
            return Status.MET
        if self._row.wider is None:
            return Status.MISSED
        wide = self._measured(self._row.wider.measure)[0]
        wide_enough = isinstance(wide, Amount) and holds(required, wide.value, amounts)
        return Status.UNJUDGEABLE if wide_enough else Status.MISSED

    def _gaps(self, measured: Amount, sheet: FactSheet, amounts: tuple[Fraction, ...]) -> tuple[str, ...]:
        assert self._row.requirement is not None
        side = side_of(self._row.requirement, amounts, measured.value)
        form = format_of(self._row.style, self._row.measure, self._facts, amounts)
        return tuple(gap.text for gap in gaps_of(Row(self._row, measured, side, sheet, form)))

    def _measured(self, measure: Measure) -> tuple[Measured, FactSheet, tuple[LeftOut, ...]]:
        """Return a measure over the added facts of every school that has all of them."""
        named = tuple(dict.fromkeys(measure_facts(measure)))
        now, before = dict.fromkeys(named, Fraction(0)), dict.fromkeys(named, Fraction(0))
        needed = {part: self._facts[part] for fact in named for part in with_parts(fact, self._facts)}
        left_out = []
        for standing, row in self._line.rows:
            assert standing.counted is not None
            ours, past = _sheets(standing.counted, needed)
            why = self._why_not(row.status, evaluate_measure(measure, ours, past))
            if why:
                left_out.append(LeftOut(standing, why))
                continue
            for fact in named:
                now[fact] += _amount(ours, fact)
                before[fact] += _amount(past, fact)
        sheet = FactSheet(self._facts, _answers(now))
        earlier = FactSheet(self._facts, _answers(before), _PREVIOUS)
        return evaluate_measure(measure, sheet, earlier), sheet, tuple(left_out)

    def _why_not(self, status: Status, measured: Measured) -> str:
        if status is Status.NOT_APPLICABLE:
            return "本校不适用"
        match measured:
            case Missing(facts):
                return f"缺{'、'.join(self._name(fact) for fact in facts)}"
            case Inapplicable(reason):
                return f"不适用：{reason}"
            case _:
                return ""

    def _name(self, fact: str) -> str:
        last = "上年" if fact.startswith(_PREVIOUS) else ""
        return last + self._facts[fact.removeprefix(_PREVIOUS)].name


def _amounts(key: RowKey) -> tuple[Fraction, ...]:
    """Return the required amounts of a line, none where words are required."""
    try:
        return tuple(Fraction(part) for part in key.asked.split("–"))
    except ValueError:
        return ()


def _sheets(submission: Submission, facts: Mapping[str, Fact]) -> tuple[FactSheet, FactSheet]:
    now = dict(_read(submission.facts, facts))
    before = dict(_read(submission.previous, facts))
    return FactSheet(facts, now), FactSheet(facts, before, _PREVIOUS)


def _read(given: Mapping[str, str | None], facts: Mapping[str, Fact]) -> Iterator[tuple[str, Answer]]:
    for fact, definition in facts.items():
        if fact in given and definition.kind.is_number:
            text = given[fact]
            yield fact, Answer(na_reason="学校填报为不适用") if text is None else Answer(Fraction(text))


def _answers(amounts: Mapping[str, Fraction]) -> dict[str, Answer]:
    return {fact: Answer(amount) for fact, amount in amounts.items()}


def _amount(sheet: FactSheet, fact: str) -> Fraction:
    """Return a school's part of a sum; what does not apply, and what was not asked, adds nothing."""
    outcome = sheet.number(fact)
    return outcome.amount if isinstance(outcome, Known) else Fraction(0)


def can_be_summed(row: Indicator) -> bool:
    """Whether the values of schools, or the figures behind them, can be added up."""
    return isinstance(row.measure, ValueOf | Ratio)
