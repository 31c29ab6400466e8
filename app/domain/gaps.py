"""Gaps and margins: what would turn a verdict, in real units (contract 7)."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from app.domain.display import Format, plain, quantity, step
from app.domain.fact_sheet import FactSheet
from app.domain.facts import Fact
from app.domain.measures import Amount, Change, Measure, Ratio, measure_terms
from app.domain.standard import Comparison, Force, Indicator, Way
from app.domain.terms import Known, Term, facts_of, lever
from app.domain.units import Kind


@dataclass(frozen=True, slots=True)
class Gap:
    """One way of turning a missed row: change ``fact`` by ``amount`` (exact; None where no number helps)."""

    way: Way | None
    fact: str | None
    amount: Fraction | None
    unit: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Margin:
    """How far ``fact`` may move before a met row turns."""

    fact: str
    amount: Fraction
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """The side of the requirement on which a row stands: its threshold, and which way is better."""

    threshold: Fraction
    floor: bool
    strict: bool


@dataclass(frozen=True, slots=True)
class _Lever:
    """The fact by which a term is moved, its present amount, and the term's move per unit of it."""

    fact: Fact
    now: Fraction
    per_unit: Fraction

    @property
    def counted(self) -> bool:
        return self.fact.kind in (Kind.COUNT, Kind.CHOICES, Kind.YEAR)

    def enough(self, need: Fraction, strict: bool) -> Fraction:
        """u(y): the least change that suffices."""
        change = need / self.per_unit
        if not self.counted:
            return change
        return Fraction(change.__floor__() + 1 if strict else change.__ceil__())

    def room(self, slack: Fraction, strict: bool) -> Fraction:
        """v(y): the greatest change that does no harm."""
        change = slack / self.per_unit
        if not self.counted:
            return change
        return Fraction(change.__ceil__() - 1 if strict else change.__floor__())


class Row:
    """A measured row with everything that gaps and margins are computed from."""

    def __init__(self, indicator: Indicator, measured: Amount, side: Side, sheet: FactSheet, form: Format):
        self.indicator = indicator
        self.n, self.d = measured.numerator, measured.denominator
        self.t = side.threshold + measured.base
        self.side, self.sheet, self.form = side, sheet, form
        terms = measure_terms(indicator.measure)
        below = self._all_facts(terms[1]) if len(terms) > 1 else frozenset[str]()
        # A fact that stands in both terms moves both: only a subset's own numerator may be moved like that.
        self.numerator = self._lever(terms[0], frozenset() if indicator.subset else below)
        self.denominator = self._lever(terms[1], self._all_facts(terms[0])) if len(terms) > 1 else None

    def _lever(self, term: Term, shared: frozenset[str]) -> _Lever | None:
        found = lever(term, lambda fact: fact not in shared and self._applies(fact))
        if found is None:
            return None
        fact, per_unit = found
        definition = self.sheet.definition(fact)
        if definition.kind is Kind.CHOICES:
            return _Lever(definition, self.n, per_unit)
        outcome = self.sheet.number(fact)
        return _Lever(definition, outcome.amount, per_unit) if isinstance(outcome, Known) else None

    def _applies(self, fact: str) -> bool:
        return self.sheet.definition(fact).kind is Kind.CHOICES or self.sheet.applies(fact)

    def _all_facts(self, term: Term) -> frozenset[str]:
        return frozenset(part for fact in facts_of(term) for part in self.sheet.with_parts(fact))


def side_of(requirement: Comparison, amounts: tuple[Fraction, ...], value: Fraction) -> Side:
    """Return the nearer side of a requirement for a value; ``between`` has two."""
    if requirement is not Comparison.BETWEEN:
        return Side(amounts[0], requirement.is_floor, requirement.is_strict)
    low, high = amounts
    return Side(low, floor=True, strict=False) if value - low <= high - value else Side(high, False, False)


def default_ways(measure: Measure, subset: bool, floor: bool) -> tuple[Way, ...]:
    """Return the ways that make arithmetic sense for a measure when a pack names none."""
    inner = measure.of if isinstance(measure, Change) else measure
    if not isinstance(inner, Ratio):
        return (Way.RAISE,) if floor else (Way.LOWER_NUMERATOR,)
    if not floor:
        return (Way.RAISE_DENOMINATOR, Way.LOWER_NUMERATOR)
    return (Way.CONVERT, Way.ADD_BOTH) if subset else (Way.RAISE, Way.LOWER_DENOMINATOR)


def gaps_of(row: Row) -> tuple[Gap, ...]:
    """Return every possible way of closing a missed row's gap, in the order the pack lists them."""
    indicator = row.indicator
    listed = indicator.ways
    if listed is None:
        listed = default_ways(indicator.measure, indicator.subset, row.side.floor)
    found = [_WAYS[way](row) for way in listed if (way in _FLOOR_WAYS) is row.side.floor]
    return tuple(gap for gap in found if gap is not None)


def _raise(row: Row) -> Gap | None:
    if row.numerator is None or row.indicator.subset:
        return None
    change = row.numerator.enough(row.t * row.d - row.n, row.side.strict)
    return _gap(row, Way.RAISE, row.numerator, change, _short_of)


def _convert(row: Row) -> Gap | None:
    if row.numerator is None or row.denominator is None or not row.indicator.subset:
        return None
    change = row.numerator.enough(row.t * row.d - row.n, row.side.strict)
    if row.n + change * row.numerator.per_unit > row.d:
        return None
    return _gap(row, Way.CONVERT, row.numerator, change, _within)


def _add_both(row: Row) -> Gap | None:
    if row.numerator is None or row.denominator is None or not row.indicator.subset or row.t >= 1:
        return None
    change = row.numerator.enough((row.t * row.d - row.n) / (1 - row.t), row.side.strict)
    return _gap(row, Way.ADD_BOTH, row.numerator, change, _with_new)


def _lower_denominator(row: Row) -> Gap | None:
    if row.denominator is None or row.t <= 0:
        return None
    change = row.denominator.enough(row.d - row.n / row.t, row.side.strict)
    left = row.d - change * row.denominator.per_unit
    fewest = row.n if row.indicator.subset else Fraction(0)
    if change > row.denominator.now or left <= 0 or left < fewest:
        return None
    return _gap(row, Way.LOWER_DENOMINATOR, row.denominator, -change, _at_most)


def _raise_denominator(row: Row) -> Gap | None:
    if row.denominator is None or row.t <= 0:
        return None
    change = row.denominator.enough(row.n / row.t - row.d, row.side.strict)
    return _gap(row, Way.RAISE_DENOMINATOR, row.denominator, change, _short_of)


def _lower_numerator(row: Row) -> Gap | None:
    if row.numerator is None:
        return None
    change = row.numerator.enough(row.n - row.t * row.d, row.side.strict)
    if change > row.numerator.now:
        return None
    return _gap(row, Way.LOWER_NUMERATOR, row.numerator, -change, _at_most)


_FLOOR_WAYS = frozenset({Way.RAISE, Way.CONVERT, Way.ADD_BOTH, Way.LOWER_DENOMINATOR})
_WAYS: dict[Way, Callable[[Row], Gap | None]] = {
    Way.RAISE: _raise,
    Way.CONVERT: _convert,
    Way.ADD_BOTH: _add_both,
    Way.LOWER_DENOMINATOR: _lower_denominator,
    Way.RAISE_DENOMINATOR: _raise_denominator,
    Way.LOWER_NUMERATOR: _lower_numerator,
}


def _gap(
    row: Row, way: Way, moved: _Lever, change: Fraction, words: Callable[[Row, _Lever, Fraction], str]
) -> Gap:
    return Gap(way, moved.fact.id, abs(change), unit_of(moved.fact), words(row, moved, change))


def unit_of(fact: Fact) -> str:
    """Return the unit in which a change of a fact is counted."""
    return "项" if fact.kind is Kind.CHOICES else fact.base_unit


def noun(fact: Fact) -> str:
    """Return a fact's name as the thing counted: 双师型教师数 → 双师型教师; 升学人数 stays as it is.

    So does 人数最多的班级学生数, which is a size and no list of people.
    """
    countable = (
        fact.kind is Kind.COUNT and not fact.name.endswith("人数") and not fact.name.startswith("人数")
    )
    return fact.name.removesuffix("数") if countable else fact.name


def _short_of(row: Row, moved: _Lever, change: Fraction) -> str:
    amount = step(moved.fact, change, up=True)
    present = quantity(moved.fact, moved.now, up=False)
    target = quantity(moved.fact, moved.now + change, up=True)
    if change == 0:
        return f"{moved.fact.name}须多于 {target}（现恰为此数）"
    if noun(moved.fact) != moved.fact.name:
        return f"还差 {amount}{noun(moved.fact)}（现 {present}，需 {target}）"
    return f"{moved.fact.name}还差 {amount}（现 {present}，需 {target}）"


def _within(row: Row, moved: _Lever, change: Fraction) -> str:
    assert row.denominator is not None
    amount, whole = step(moved.fact, change, up=True), noun(row.denominator.fact)
    if moved.counted:
        said = f"在现有{whole}中再增加 {amount}{noun(moved.fact)}"
    else:
        said = f"{whole}不变，{moved.fact.name}再增加 {amount}"
    return f"{said}（{_afterwards(row, change, 0)}）"


def _with_new(row: Row, moved: _Lever, change: Fraction) -> str:
    assert row.denominator is not None
    amount = step(moved.fact, change, up=True)
    if moved.counted:
        said = f"新增 {amount}{noun(moved.fact)}"
    else:
        said = f"{moved.fact.name}和{row.denominator.fact.name}各增加 {amount}"
    return f"{said}（{_afterwards(row, change, 1)}）"


def _at_most(row: Row, moved: _Lever, change: Fraction) -> str:
    target = quantity(moved.fact, moved.now + change, up=False)
    return f"{noun(moved.fact)}不超过 {target}（减少 {step(moved.fact, -change, up=True)}）"


def _afterwards(row: Row, change: Fraction, share_of_denominator: int) -> str:
    n, d = row.n + change, row.d + change * share_of_denominator
    return f"届时 {plain(n)} ÷ {plain(d)} = {row.form.value(n / d, (row.t,))}"


def margin_of(row: Row) -> Margin | None:
    """Return how far a met row may slip before it turns; None where no single fact decides."""
    if not row.side.floor:
        return _margin(row, row.numerator, row.t * row.d - row.n, grows=True)
    if row.denominator is None or row.indicator.subset:
        return _margin(row, row.numerator, row.n - row.t * row.d, grows=False)
    if row.t <= 0:
        return None
    return _margin(row, row.denominator, row.n / row.t - row.d, grows=True)


def _margin(row: Row, moved: _Lever | None, slack: Fraction, grows: bool) -> Margin | None:
    if moved is None:
        return None
    room = moved.room(slack, row.side.strict)
    text = _margin_text(row, moved, room, grows)
    if not grows:
        room = min(room, moved.now)
    return Margin(moved.fact.id, room, unit_of(moved.fact), text)


def _margin_text(row: Row, moved: _Lever, room: Fraction, grows: bool) -> str:
    binding = row.indicator.force is Force.BINDING
    exactly = ("恰好达标，" if binding else "恰好达到目标，") if row.n / row.d == row.t else ""
    turns = "即不达标" if binding else "即达不到目标"
    move = "增加" if grows else "减少"
    short_of = row.side.strict and not moved.counted  # the whole room would turn it already
    if not grows and room == moved.now and short_of:
        return f"{moved.fact.name}减至 {quantity(moved.fact, Fraction(0), up=False)}{turns}"
    if not grows and room >= moved.now:
        return f"{exactly}{moved.fact.name}减少也不影响判定"
    if moved.counted:
        return f"{exactly}{moved.fact.name}再{move} {quantity(moved.fact, room + 1, up=False)}{turns}"
    if exactly:
        return f"{exactly}{moved.fact.name}再{move}{turns}"
    if short_of:
        return f"{moved.fact.name}可{move}，但须不足 {step(moved.fact, room, up=False)}，否则{turns}"
    return f"{moved.fact.name}最多可{move} {step(moved.fact, room, up=False)}，再多{turns}"
