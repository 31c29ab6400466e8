"""How exact amounts are written: rounding that never crosses a threshold (contract 7)."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.domain.facts import Fact, Value
from app.domain.measures import Chosen, Measure, Ratio, measure_facts, measure_terms
from app.domain.standard import Comparison, DatedValue, SourceState, Style
from app.domain.terms import facts_of
from app.domain.units import Kind

_WAN = 10_000
_PEOPLE = ("人", "人次")
#: Stands for a required figure that exists and that nobody has seen.
UNSEEN = "数值未见"
_MOST_PLACES = 60


def _units(amount: Fraction, places: int) -> int:
    """Return how many units of the last of ``places`` decimals an amount is, halves away from zero.

    Whole numbers throughout: this runs dozens of times for every key that is typed.
    """
    below, one = amount.denominator, int(10**places)
    units = (2 * abs(amount.numerator) * one + below) // (2 * below)
    return units if amount.numerator >= 0 else -units


def _written(units: int, places: int) -> str:
    """Write units of the last of ``places`` decimals, thousands set off."""
    digits = str(abs(units)).rjust(places + 1, "0")
    whole, decimals = (digits[:-places], digits[-places:]) if places else (digits, "")
    sign = "-" if units < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def half_up(amount: Fraction, places: int) -> Fraction:
    """Round to ``places`` decimals, halves away from zero."""
    return Fraction(_units(amount, places), 10**places)


def round_up(amount: Fraction, places: int) -> Fraction:
    """Round to ``places`` decimals, never below the amount."""
    unit = 10**places
    return Fraction(math.ceil(amount * unit), unit)


def round_down(amount: Fraction, places: int) -> Fraction:
    """Round to ``places`` decimals, never above the amount."""
    unit = 10**places
    return Fraction(math.floor(amount * unit), unit)


def fixed(amount: Fraction, places: int) -> str:
    """Write an amount with exactly so many decimals, thousands set off."""
    return _written(_units(amount, places), places)


def plain(amount: Fraction, most: int = 2) -> str:
    """Write an amount without needless zeros; exactly where decimals can, else rounded to ``most``."""
    places = finite_places(amount)
    return fixed(amount, most if places is None else places)


def finite_places(amount: Fraction) -> int | None:
    """Return how many decimals write an amount exactly; None when no number of them does."""
    rest, twos, fives = amount.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def exact_text(amount: Fraction | int | None) -> str | None:
    """Write an exact amount as ``7/10``, ``147470/3`` or ``60453``; None stays None."""
    return None if amount is None else str(Fraction(amount))


@dataclass(frozen=True, slots=True)
class Format:
    """How one row's amounts are written: ``scale`` from exact to shown, words round it, and decimals.

    ``trim`` writes whole amounts without decimals, as people, metres and months are counted.
    """

    scale: Fraction = Fraction(1)
    places: int = 2
    trim: bool = False
    prefix: str = ""
    suffix: str = ""

    def places_for(self, amount: Fraction, thresholds: Iterable[Fraction]) -> int:
        """Return the decimals needed so that a value that differs from a threshold also looks different."""
        places = 0 if self.trim and self._scaled(amount).denominator == 1 else self.places
        for threshold in thresholds:
            if amount == threshold:
                continue
            one, other = self._scaled(amount), self._scaled(threshold)
            while _units(one, places) == _units(other, places):
                places += 1
        return places

    def shown(self, amount: Fraction, thresholds: Iterable[Fraction] = ()) -> Fraction:
        """Return the rounded number that is shown (and put into a sheet's cell)."""
        return self.rounded(amount, self.places_for(amount, thresholds))

    def rounded(self, amount: Fraction, places: int) -> Fraction:
        """Return an amount as it is shown with so many decimals."""
        return half_up(self._scaled(amount), places)

    def value(self, amount: Fraction, thresholds: Iterable[Fraction] = ()) -> str:
        """Write a measured amount beside the thresholds that it is held against."""
        return self.text(amount, self.places_for(amount, thresholds))

    def text(self, amount: Fraction, places: int) -> str:
        """Write a measured amount with so many decimals."""
        scaled = self._scaled(amount)
        text = str(scaled) if places > _MOST_PLACES else fixed(scaled, places)
        return f"{self.prefix}{text}{self.suffix}"

    def threshold(self, amount: Fraction, places: int = 2) -> str:
        """Write a required amount, exactly where decimals can, else with the decimals of the value beside it."""
        return f"{plain(self._scaled(amount), max(2, places))}{self.suffix}"

    def _scaled(self, amount: Fraction) -> Fraction:
        return amount if self.scale == 1 else amount * self.scale


def format_of(style: Style, measure: Measure, facts: Mapping[str, Fact], sizes: Iterable[Fraction]) -> Format:
    """Choose the format of a row; ``sizes`` are its thresholds (or its value), which decide 元 or 万元."""
    match style:
        case Style.PERCENT:
            return Format(scale=Fraction(100), suffix="%")
        case Style.AREA:
            return Format(suffix="㎡")
        case Style.MONEY:
            large = any(abs(size) >= _WAN for size in sizes)
            return Format(scale=Fraction(1, _WAN), suffix="万元") if large else Format(suffix="元")
        case Style.ONE_TO:
            return Format(prefix="1:")
        case Style.PER_100:
            return Format(scale=Fraction(100))
        case Style.NUMBER:
            return _number_format(measure, facts)


def _number_format(measure: Measure, facts: Mapping[str, Fact]) -> Format:
    named = [facts[fact] for fact in measure_facts(measure)]
    if isinstance(measure, Chosen):
        return Format(trim=True, suffix="项")
    if isinstance(measure, Ratio):
        below = [facts[fact].base_unit for fact in facts_of(measure_terms(measure)[1])]
        unit = named[0].base_unit if named else ""
        return Format(suffix="" if unit in _PEOPLE or unit in below else unit)
    unit = named[0].base_unit if named else ""
    return Format(trim=True, suffix=unit)


_SIGNS = {
    Comparison.AT_LEAST: "≥",
    Comparison.MORE_THAN: ">",
    Comparison.AT_MOST: "≤",
    Comparison.LESS_THAN: "<",
    Comparison.ABOUT: "约",
    Comparison.IS: "",
}


def required_text(
    requirement: Comparison | None, value: DatedValue | None, form: Format, places: int = 2
) -> str | None:
    """Write what is required; a figure that was not read stands in brackets, one not seen is named so."""
    if value is None:
        return None
    text = _required(requirement, value, form, places)
    if value.state is SourceState.RECALLED:
        return f"〔{text or UNSEEN}〕"
    return text or None


def _required(requirement: Comparison | None, value: DatedValue, form: Format, places: int) -> str:
    if value.words:
        return "、".join(value.words)
    if not value.amounts:
        return ""
    if requirement is Comparison.BETWEEN:
        return "–".join(form.threshold(amount, places) for amount in value.amounts)
    sign = _SIGNS.get(requirement, "") if requirement else ""
    return sign + form.threshold(value.amounts[0], places)


def fact_text(fact: Fact, value: Value) -> str:
    """Write one fact's value with its unit, as a report or a formula's legend shows it."""
    if isinstance(value, tuple):
        return "、".join(value) or "无"
    if fact.kind is Kind.YEAR:
        return f"{value}年"
    if not isinstance(value, int | Fraction):
        return str(value)
    amount = Fraction(value)
    if fact.kind is Kind.SHARE:
        return f"{plain(amount * 100)} %"
    if fact.kind is Kind.MONEY and abs(amount) >= _WAN:
        return f"{plain(amount / _WAN, 6)} 万元"
    return f"{plain(amount)} {fact.base_unit}".rstrip()


def counted_text(fact: Fact, amount: int | Fraction) -> str:
    """Write what was counted exactly as ``fact_text`` does; people are 名."""
    text = fact_text(fact, amount)
    return f"{text.removesuffix('人')}名" if fact.base_unit == "人" else text


def quantity(fact: Fact, amount: Fraction, up: bool) -> str:
    """Write how much of a fact is meant, with its unit: gaps are rounded up, margins down; people are 名."""
    rounding = round_up if up else round_down
    if fact.kind is Kind.SHARE:
        return f"{plain(rounding(amount * 100, 2))} %"
    if fact.kind is Kind.MONEY and abs(amount) >= _WAN:
        return f"{plain(rounding(amount / _WAN, 2))} 万元"
    places = 0 if fact.kind is Kind.COUNT else 2
    unit = "名" if fact.base_unit == "人" else fact.base_unit
    return f"{plain(rounding(amount, places))} {unit or '项'}"


def step(fact: Fact, change: Fraction, up: bool) -> str:
    """Write by how much a fact changes, as ``quantity`` does; a share changes by 个百分点."""
    text = quantity(fact, change, up)
    return f"{text.removesuffix('%')}个百分点" if fact.kind is Kind.SHARE else text
