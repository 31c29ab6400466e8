"""Verdicts: the outcome for one row on one date, with everything that explains it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.domain.gaps import Gap, Margin
from app.domain.standard import Deadline, Force, Reach, Scope, SourceState


class Status(StrEnum):
    """The outcome for one row (contract 6)."""

    MET = "met"
    MISSED = "missed"
    UNANSWERED = "unanswered"
    UNJUDGEABLE = "unjudgeable"
    NOT_APPLICABLE = "not_applicable"
    SHOWN = "shown"


class DeadlineState(StrEnum):
    """Where the judgement date stands beside a deadline; it never changes a status."""

    NONE = "none"
    PENDING = "pending"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class FactUsed:
    """One fact that a verdict was computed from, as it is shown."""

    id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Trace:
    """How a verdict came about: facts, arithmetic with the numbers put in, the wider counting, members."""

    facts: tuple[FactUsed, ...] = ()
    formula: str = ""
    wider: str = ""
    members: tuple[tuple[str, Status], ...] = ()
    number: Fraction | None = None
    places: int = 0
    required_number: Fraction | None = None
    required_places: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for one indicator or task.

    ``exact`` and ``required_exact`` are in the measure's own unit; ``number`` in the trace is what is shown.
    """

    standard: str
    indicator: str
    title: str
    topic: str
    clause: str
    status: Status
    force: Force
    scope: Scope
    reach: Reach
    value: str | None = None
    exact: str | None = None
    required: str | None = None
    required_exact: str | None = None
    value_from: date | None = None
    source: SourceState | None = None
    deadline: Deadline | None = None
    deadline_state: DeadlineState = DeadlineState.NONE
    strictest: bool = False
    missing: tuple[str, ...] = ()
    reason: str = ""
    gap: tuple[Gap, ...] = ()
    margin: Margin | None = None
    trace: Trace = Trace()
    note: str = ""
    advice: str = ""
    task: bool = False

    @property
    def judged(self) -> bool:
        """Whether the row was compared and came out one way or the other."""
        return self.status in (Status.MET, Status.MISSED)


@dataclass(frozen=True, slots=True)
class StandardResult:
    """Whether a document applies to this school on this date, and why."""

    id: str
    edition: str
    hash: str
    applies: bool | None
    reason: str
    in_period: bool
    listed: bool
