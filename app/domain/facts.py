"""A fact 数据项: something that a school knows, asked once and used by every standard."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.domain.school_year import When
from app.domain.terms import Term, facts_of
from app.domain.units import NO, PARTLY, YES, Kind, base_unit

#: An exact answer: whole counts are int, measured quantities Fraction, words str, several choices tuple.
Value = int | Fraction | str | datetime.date | tuple[str, ...]

_ANSWERS = {Kind.YES_NO: (YES, NO), Kind.YES_PARTLY_NO: (YES, PARTLY, NO)}


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Another counting rule of a fact, which judges nobody: how it is computed, and why it is not taken."""

    text: str
    term: Term
    why: str


@dataclass(frozen=True, slots=True)
class Fact:
    """The definition of one fact, as a form asks it.

    ``counting`` is the counting rule 口径, ``statistics`` the place in the official return, ``na``
    whether "not applicable" is a possible answer, ``previous`` whether last year's figure is wanted.
    """

    id: str
    name: str
    kind: Kind
    unit: str = ""
    when: When = When.NONE
    counting: str = ""
    statistics: str = ""
    na: bool = False
    previous: bool = False
    choices: tuple[str, ...] = ()
    computed: Term | None = None
    office: str = ""
    otherwise: tuple[Otherwise, ...] = ()

    @property
    def options(self) -> tuple[str, ...]:
        """The words of which an answer is one (or, of choices, several); empty where any answer may stand."""
        return self.choices or _ANSWERS.get(self.kind, ())

    @property
    def base_unit(self) -> str:
        """The unit of exact values: 人, ㎡, 元, m …"""
        return base_unit(self.kind, self.unit)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered for one fact: a value, "not applicable because …", or neither (not known).

    ``typed`` is the text as the person wrote it; ``confirmed`` is False for a value copied from last
    year that nobody has looked at yet: it is shown, and does not judge. ``asked`` is the content hash of the
    task that was answered. ``date_typed`` is what was written as the date and is no day.
    """

    value: Value | None = None
    na_reason: str = ""
    typed: str = ""
    date: datetime.date | None = None
    note: str = ""
    confirmed: bool = True
    asked: str = ""
    date_typed: str = ""

    @property
    def given(self) -> bool:
        """Whether the answer may be used: a confirmed value or a reasoned "not applicable"."""
        return self.confirmed and (self.value is not None or bool(self.na_reason))

    @property
    def copied(self) -> bool:
        """Whether it was copied from last year and nobody has confirmed it yet."""
        return not self.confirmed and (self.value is not None or bool(self.na_reason))

    @property
    def blank(self) -> bool:
        """Whether nothing stands there, not even a text that could not be understood."""
        return self.value is None and not self.na_reason and not (self.typed.strip() or self.date_typed)

    @property
    def day_text(self) -> str:
        """The day as it stands in a field: in one form, or as it was written where that is no day."""
        return self.date.isoformat() if self.date else self.date_typed

    @property
    def value_unread(self) -> bool:
        """Whether what was typed as the value could not be understood."""
        return self.value is None and not self.na_reason and bool(self.typed.strip())

    @property
    def unread(self) -> int:
        """How many of the texts that were written, as value and as date, could not be understood."""
        return self.value_unread + bool(self.date_typed)


def with_parts(fact: str, facts: Mapping[str, Fact]) -> Iterator[str]:
    """Yield a fact and everything that it is computed from."""
    yield fact
    computed = facts[fact].computed
    if computed is not None:
        for part in facts_of(computed):
            yield from with_parts(part, facts)
