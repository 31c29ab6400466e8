"""A standard: a document's indicators and tasks, each value dated, cited and known more or less surely."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.domain.conditions import Condition
from app.domain.measures import Measure
from app.domain.terms import Term

#: With this begin the ids of packs, and of their indicators, that a school or district added by itself.
LOCAL = "local-"


class SourceState(StrEnum):
    """How surely a required value is known (design 4)."""

    READ = "read"
    SECONDARY = "secondary"
    RECALLED = "recalled"
    CONFIRMED = "confirmed"


class Scope(StrEnum):
    """Whom a row speaks to: the school itself, its share in a target, or nobody here."""

    SCHOOL = "school"
    CONTRIBUTION = "contribution"
    CONTEXT = "context"


class Reach(StrEnum):
    """Whether each school is meant, or a rate of the whole area."""

    EACH_SCHOOL = "each_school"
    AREA_RATE = "area_rate"


class Force(StrEnum):
    """How strongly a row binds."""

    BINDING = "binding"
    EXPECTED = "expected"
    TASK = "task"
    REFERENCE = "reference"


class Comparison(StrEnum):
    """How a measured value is held against the required one."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    BETWEEN = "between"
    ABOUT = "about"
    IS = "is"
    WITHIN = "within"

    @property
    def is_floor(self) -> bool:
        """Whether more is better."""
        return self in (Comparison.AT_LEAST, Comparison.MORE_THAN)

    @property
    def is_ceiling(self) -> bool:
        """Whether less is better."""
        return self in (Comparison.AT_MOST, Comparison.LESS_THAN)

    @property
    def is_strict(self) -> bool:
        """Whether the required value itself does not suffice."""
        return self in (Comparison.MORE_THAN, Comparison.LESS_THAN)

    @property
    def is_word(self) -> bool:
        """Whether words are compared, not amounts."""
        return self in (Comparison.IS, Comparison.WITHIN)


class Style(StrEnum):
    """How a measured value is written (``as`` in a pack)."""

    PERCENT = "percent"
    NUMBER = "number"
    AREA = "area"
    MONEY = "money"
    ONE_TO = "one_to"
    PER_100 = "per_100"


class Way(StrEnum):
    """A way of closing a gap (contract 7)."""

    CONVERT = "convert"
    RAISE = "raise"
    ADD_BOTH = "add_both"
    LOWER_DENOMINATOR = "lower_denominator"
    RAISE_DENOMINATOR = "raise_denominator"
    LOWER_NUMERATOR = "lower_numerator"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A person's word on a required value: the figure, the text where it was read, who read it and when.

    ``start`` is the first day of the value that it speaks of; several figures or words are parted by 、.
    """

    indicator: str
    start: date
    value: str
    text: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Addition:
    """Who put a pack beside those that are shipped, and when."""

    by: str
    on: date


@dataclass(frozen=True, slots=True)
class DatedValue:
    """What is required from a day on, where it was seen and how surely.

    ``amounts`` holds one exact amount (two for ``between``) in the unit in which the measure is computed,
    ``words`` the required words; both are empty where a document prints no figure. A confirmed value
    carries its confirmation, and in ``unconfirmed`` what the pack says.
    """

    start: date
    state: SourceState
    text: str = ""
    amounts: tuple[Fraction, ...] = ()
    words: tuple[str, ...] = ()
    seen_in: str = ""
    checked: date | None = None
    confirmation: Confirmation | None = None
    unconfirmed: "DatedValue | None" = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day by which a row is to be met, and whether the source says so or we inferred it."""

    date: date
    inferred: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wider:
    """The most generous counting while a counting rule was not read, and why it may be the right one."""

    measure: Measure
    why: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of a document: what is measured, what is required, and whom it binds."""

    id: str
    title: str
    clause: str
    measure: Measure
    requirement: Comparison | None
    style: Style
    values: tuple[DatedValue, ...]
    scope: Scope
    force: Force
    reach: Reach = Reach.EACH_SCHOOL
    topic: str = ""
    subset: bool = False
    wider: Wider | None = None
    applies: tuple[Condition, ...] = ()
    deadline: Deadline | None = None
    when_zero: str = ""
    ways: tuple[Way, ...] | None = None
    advice: str = ""
    note: str = ""
    #: Said as the reason when the measured amount is just the required one: a doubt of the source.
    at_exactly: str = ""
    hash: str = ""

    def value_on(self, day: date) -> DatedValue | None:
        """Return the value in force on a day: the last that began on it or before."""
        return next((value for value in reversed(self.values) if value.start <= day), None)


@dataclass(frozen=True, slots=True)
class Task:
    """One entry of a document's list of tasks; its answer is the fact ``task.<standard>.<no>``.

    ``answered_by`` names indicators that are the same matter: while the task has no answer of its own, it
    has theirs.
    """

    no: str
    fact: str
    text: str
    clause: str
    lead: str
    responsible: tuple[str, ...]
    scope: Scope
    force: Force = Force.TASK
    applies: tuple[Condition, ...] = ()
    answered_by: tuple[str, ...] = ()
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Schools that a document addresses and then takes out."""

    when: tuple[Condition, ...]
    clause: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """The official text that a pack stands for."""

    title: str
    number: str
    issuer: str
    issued: date | None
    start: date
    end: date | None = None
    period_end: date | None = None
    superseded_by: str = ""

    def in_force_on(self, day: date) -> bool:
        """Whether the document is in force on a day, first and last day included."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: facts and the verdicts that they must lead to."""

    name: str
    date: date
    facts: tuple[tuple[str, object], ...]
    previous: tuple[tuple[str, object], ...]
    expect: tuple[tuple[str, str], ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Standard:
    """A pack: one document with everything that it asks; ``added`` says by whom, if it was not shipped."""

    id: str
    edition: str
    document: Document
    complete: bool
    lacking: str
    applies_to: tuple[Condition, ...]
    excludes: tuple[Exclusion, ...]
    indicators: tuple[Indicator, ...]
    tasks: tuple[Task, ...]
    hash: str = ""
    added: Addition | None = None

    @property
    def local(self) -> bool:
        """Whether a school or district added the pack by itself."""
        return self.id.startswith(LOCAL)


@dataclass(frozen=True, slots=True)
class CheckRule:
    """A relation between facts that forms state (contract 4)."""

    word: str
    terms: tuple[Term, ...]
    share: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Check:
    """A check on answers: ``logic`` must be mended before filing, ``experience`` mended or explained."""

    id: str
    kind: str
    rule: CheckRule
    text: str
