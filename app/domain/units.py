"""Kinds of facts and the units in which each kind may be written (contract 1)."""

from enum import StrEnum
from fractions import Fraction


class Kind(StrEnum):
    """What sort of answer a fact takes."""

    COUNT = "count"
    AREA = "area"
    MONEY = "money"
    LENGTH = "length"
    MONTHS = "months"
    HOURS = "hours"
    SHARE = "share"
    YES_NO = "yes_no"
    YES_PARTLY_NO = "yes_partly_no"
    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"
    YEAR = "year"
    DATE = "date"

    @property
    def is_number(self) -> bool:
        """Whether arithmetic can be done with answers of this kind."""
        return self in _NUMBERS

    @property
    def is_word(self) -> bool:
        """Whether answers of this kind are single words that can be compared."""
        return self in _WORDS


_NUMBERS = frozenset(
    {Kind.COUNT, Kind.AREA, Kind.MONEY, Kind.LENGTH, Kind.MONTHS, Kind.HOURS, Kind.SHARE, Kind.YEAR}
)
_WORDS = frozenset({Kind.YES_NO, Kind.YES_PARTLY_NO, Kind.CHOICE, Kind.TEXT})

YES, PARTLY, NO = "是", "部分", "否"
ANSWER_WORDS = {YES: YES, PARTLY: PARTLY, NO: NO, "yes": YES, "partly": PARTLY, "no": NO}

_WAN = Fraction(10_000)
#: One mu is a fifteenth of a hectare, 2000/3 square metres.
MU = Fraction(2000, 3)

#: Spellings after NFKC (which turns ㎡ and m² into m2) and their size in the base unit.
_SCALES: dict[Kind, dict[str, Fraction]] = {
    Kind.AREA: {
        "m2": Fraction(1),
        "平方米": Fraction(1),
        "平米": Fraction(1),
        "亩": MU,
        "公顷": _WAN,
        "万m2": _WAN,
        "万平方米": _WAN,
        "万平米": _WAN,
    },
    Kind.MONEY: {"元": Fraction(1), "万元": _WAN, "亿元": _WAN * _WAN},
    Kind.LENGTH: {"m": Fraction(1), "米": Fraction(1)},
    Kind.MONTHS: {"月": Fraction(1), "个月": Fraction(1)},
    Kind.HOURS: {"学时": Fraction(1), "课时": Fraction(1), "小时": Fraction(1)},
    Kind.SHARE: {"%": Fraction(1, 100)},
    Kind.YEAR: {"年": Fraction(1)},
}
_BASE = {
    Kind.AREA: "㎡",
    Kind.MONEY: "元",
    Kind.LENGTH: "m",
    Kind.MONTHS: "个月",
    Kind.HOURS: "学时",
    Kind.SHARE: "%",
    Kind.YEAR: "年",
}
#: Words for the same counted thing; 名 is how people are counted in sentences.
_SAME_COUNT = {"人": ("人", "名"), "个": ("个",), "项": ("项", "个")}


def scales(kind: Kind, unit: str) -> dict[str, Fraction]:
    """Return every unit that may follow a number of this kind, with its size in the base unit."""
    if kind is not Kind.COUNT:
        return _SCALES.get(kind, {})
    words = _SAME_COUNT.get(unit, (unit,)) if unit else ()
    return {word: Fraction(1) for word in words} | {f"万{word}": _WAN for word in words}


def base_unit(kind: Kind, unit: str = "") -> str:
    """Return the unit in which values of a kind are kept; ``unit`` is a count's own unit."""
    return unit if kind is Kind.COUNT else _BASE.get(kind, "")
