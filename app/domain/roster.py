"""A roster 花名册: a school's own list of teachers, trainings or programmes, and what is counted from it (contract 5)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.domain.facts import Fact
from app.domain.school_year import SchoolYear, When
from app.domain.units import Kind

#: What an empty cell may mean, where it means anything: no limit, beyond every day and number.
UNLIMITED = "unlimited"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, what else people call it, and what its cells hold.

    ``personal`` columns (a name, an identity number) never leave the school; ``identity`` cells hold a
    居民身份证号码; ``blank`` says what an empty cell means ("" where it means that nobody knows);
    ``spellings`` are other words for a value, each with the value, "" for those that say that there is none.
    """

    id: str
    title: str
    kind: Kind
    personal: bool = False
    identity: bool = False
    unit: str = ""
    choices: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    blank: str = ""
    note: str = ""
    spellings: tuple[tuple[str, str], ...] = ()

    @property
    def as_fact(self) -> Fact:
        """The column as something that is asked, for the one reader of values."""
        return Fact(self.id, self.title, self.kind, self.unit, choices=self.choices)


#: Days that the school year names.
ANCHORS = ("T", "Y.first", "Y.last", "C.first", "C.last")
_MOMENT = re.compile(rf"({'|'.join(map(re.escape, ANCHORS))})(?:-([1-9][0-9]?)y)?")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day named by the school year: ``T``, ``Y.first``, ``Y.last``, ``C.first``, ``C.last``, or years before one."""

    anchor: str
    years_before: int = 0

    @classmethod
    def parse(cls, text: str) -> "Moment | None":
        """Read ``T-5y``; None when the text names no such day."""
        match = _MOMENT.fullmatch(text.strip())
        return cls(match[1], int(match[2] or 0)) if match else None

    def day(self, year: SchoolYear) -> date:
        """Return the day that is meant in a school year."""
        first, last = year.past_year
        named = {
            "T": year.day,
            "Y.first": first,
            "Y.last": last,
            "C.first": date(year.calendar_year, 1, 1),
            "C.last": date(year.calendar_year, 12, 31),
        }[self.anchor]
        return named.replace(year=named.year - self.years_before)


class TestWord(StrEnum):
    """The tests that a row's cell may be put to."""

    IS = "is"
    ONE_OF = "one_of"
    FILLED = "filled"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ON_OR_BEFORE = "on_or_before"
    ON_OR_AFTER = "on_or_after"


#: What a cell is held against: words, a truth, an amount, a day.
Operand = tuple[str, ...] | bool | Fraction | Moment


@dataclass(frozen=True, slots=True)
class RowTest:
    """One test of a row; ``otherwise`` is the reason shown for rows that fail it."""

    column: str
    word: TestWord
    operand: Operand
    otherwise: str


class Take(StrEnum):
    """What is made of the rows that pass."""

    COUNT = "count"
    SUM = "sum"
    DISTINCT = "distinct"


@dataclass(frozen=True, slots=True)
class Computation:
    """How one fact is counted: rows that pass every test, or the sum or the kinds of a column of theirs."""

    fact: str
    take: Take
    column: str = ""
    where: tuple[RowTest, ...] = ()

    @property
    def tested(self) -> tuple[str, ...]:
        """The columns whose cells decide, each once, in the order in which they do."""
        taken = (self.column,) if self.column else ()
        return tuple(dict.fromkeys((*(test.column for test in self.where), *taken)))


@dataclass(frozen=True, slots=True)
class Roster:
    """The definition of a roster; no two rows agree in all columns of ``key``."""

    id: str
    title: str
    office: str
    when: When
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    computes: tuple[Computation, ...]
    #: Content hash of what decides: a mark 已核对完整 given under other rules has lapsed.
    hash: str = ""

    def column(self, identity: str) -> Column:
        """Return a column by its id."""
        return next(column for column in self.columns if column.id == identity)

    def computation(self, fact: str) -> Computation | None:
        """Return how a fact is counted, if this roster counts it."""
        return next((item for item in self.computes if item.fact == fact), None)

    def titles(self, columns: tuple[str, ...]) -> Iterator[str]:
        """Yield the titles of some columns."""
        for identity in columns:
            yield self.column(identity).title
