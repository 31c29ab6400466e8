"""What stands in a field and what is stored: units chosen by a switch, and the words beside a figure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.domain.display import finite_places, fixed, half_up
from app.domain.facts import Answer, Fact, Value
from app.domain.units import Kind, scales
from app.domain.values import NONE_CHOSEN, parse_date

#: Kinds whose unit can be switched: the larger unit first, the base unit last.
SWITCHED: dict[Kind, tuple[str, str]] = {Kind.AREA: ("亩", "㎡"), Kind.MONEY: ("万元", "元")}

_NUMBER = re.compile(r"\s*[+＋\-－]?[\d,，.．]*\s*")
#: A figure beside a field is exact up to so many decimals; a longer one is rounded and marked ≈.
_PLACES = 4


def split(text: str) -> tuple[str, str]:
    """Divide a typed text into its number and the unit behind it, the unit in half-width letters."""
    match = _NUMBER.match(text)
    end = match.end() if match else 0
    return text[:end], unicodedata.normalize("NFKC", text[end:]).strip()


def stored_text(text: str, kind: Kind, unit: str) -> str:
    """Return what is stored for a text in a field whose switch stands on ``unit``."""
    number, word = split(text)
    if word or not any(char.isdigit() for char in number):
        return text
    if kind is Kind.SHARE:
        return f"{number.rstrip()}%"
    switched = kind in SWITCHED and unit != SWITCHED[kind][-1]
    return number.rstrip() + unit if switched else text


def shown_text(answer: Answer, kind: Kind, unit: str) -> str:
    """Return what stands in a field whose switch stands on ``unit``: as typed, or converted.

    A value that was not typed but computed is only read: its thousands are set off.
    """
    units = SWITCHED.get(kind)
    number, word = split(answer.typed)
    if not answer.typed and isinstance(answer.value, int | Fraction):
        return grouped(Fraction(answer.value) / _scale(kind, unit))
    if kind is Kind.SHARE and word == "%":
        return number.strip()
    if units is None or answer.value is None:
        return answer.typed
    if _same_unit(word or _letters(units[-1]), unit, kind):
        return _letters(number).strip()
    if unit == units[-1] and word not in map(_letters, units):
        return answer.typed
    return _digits(_amount(answer.value) / size(kind, unit))


def typed_text(answer: Answer, fact: Fact) -> str:
    """Return an answer as it was typed; one that was never typed is written as one would type it."""
    if answer.typed or answer.value is None:
        return answer.typed
    if isinstance(answer.value, tuple):
        return "、".join(answer.value)
    if isinstance(answer.value, int | Fraction):
        percent = fact.kind is Kind.SHARE
        return _digits(Fraction(answer.value) * (100 if percent else 1)) + ("%" if percent else "")
    return str(answer.value)


def unit_for(answer: Answer, kind: Kind) -> str | None:
    """Return the switch position that a typed text asks for; None when there is nothing to tell by."""
    units = SWITCHED.get(kind)
    if units is None or answer.value is None:
        return None
    _, word = split(answer.typed)
    return units[0] if _same_unit(word, units[0], kind) and word else units[-1]


def beside(answer: Answer, fact: Fact, unit: str) -> str:
    """Return how a figure was understood, where the field does not say it by itself: ``= 52,620 ㎡``."""
    if isinstance(answer.value, date):
        return day_read(answer.typed)
    if not isinstance(answer.value, int | Fraction) or fact.kind is Kind.YEAR:
        return ""
    amount, (number, word) = Fraction(answer.value), split(answer.typed)
    units = SWITCHED.get(fact.kind)
    if units is not None:
        own = not word or any(_same_unit(word, one, fact.kind) for one in units)
        other = units[0] if own and unit == units[-1] else units[-1]
        return _equals(amount / size(fact.kind, other), other)
    plain = not word or scales(fact.kind, fact.unit).get(word) in (Fraction(1), Fraction(1, 100))
    if plain and (not number.strip() or number.strip().isascii()):
        return ""
    if fact.kind is Kind.SHARE:
        return _equals(amount * 100, "%")
    return _equals(amount, fact.base_unit)


def day_read(text: str) -> str:
    """Return how a typed day was understood, where it was not written as it is shown."""
    day = parse_date(text)
    if day is None or text.strip() == day.isoformat():
        return ""
    return f"= {day.year}年{day.month}月{day.day}日"


def size(kind: Kind, unit: str) -> Fraction:
    """Return how many base units one unit of a switch is."""
    return scales(kind, "")[_letters(unit)]


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's figure and the change to this year's, in words; both may be empty."""

    text: str = ""
    change: str = ""


def last_year(fact: Fact, value: Value | None, before: Answer, unit: str) -> LastYear:
    """Compare this year's value of a fact with last year's, in the unit of the switch."""
    if before.value is None:
        na = "上年不适用" if before.na_reason else "上年未填"
        return LastYear(na if fact.previous else "")
    if not isinstance(before.value, int | Fraction) or fact.kind is Kind.YEAR:
        return LastYear(f"上年 {_word(before.value)}")
    scale = _scale(fact.kind, unit)
    past = Fraction(before.value) / scale
    percent = " %" if fact.kind is Kind.SHARE else ""
    change = _change(Fraction(value) / scale - past) if isinstance(value, int | Fraction) else ""
    return LastYear(f"上年 {grouped(past)}{percent}", change)


def grouped(amount: Fraction) -> str:
    """Write an amount with thousands set off, to four decimals at most."""
    places = finite_places(amount)
    return fixed(amount, places) if places is not None and places <= _PLACES else fixed(half_up(amount, 2), 2)


def _change(amount: Fraction) -> str:
    if amount == 0:
        return "持平"
    return f"{'＋' if amount > 0 else '－'}{grouped(abs(amount))}"


def _scale(kind: Kind, unit: str) -> Fraction:
    if kind in SWITCHED and unit:
        return size(kind, unit)
    return Fraction(1, 100) if kind is Kind.SHARE else Fraction(1)


def _equals(amount: Fraction, unit: str) -> str:
    places = finite_places(amount)
    sign = "=" if places is not None and places <= _PLACES else "≈"
    return f"{sign} {grouped(amount)} {unit}".rstrip()


def _digits(amount: Fraction) -> str:
    """Write an amount as one would type it: no thousands, exactly where decimals can."""
    places = finite_places(amount)
    text = fixed(amount, places) if places is not None else fixed(half_up(amount, 2), 2)
    return text.replace(",", "")


def _same_unit(word: str, unit: str, kind: Kind) -> bool:
    sizes = scales(kind, "")
    return word in sizes and sizes[word] == sizes[_letters(unit)]


def _letters(unit: str) -> str:
    return unicodedata.normalize("NFKC", unit)


def _amount(value: Value) -> Fraction:
    assert isinstance(value, int | Fraction)
    return Fraction(value)


def _word(value: Value) -> str:
    return "、".join(value) or NONE_CHOSEN if isinstance(value, tuple) else str(value)
