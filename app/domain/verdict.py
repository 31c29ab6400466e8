"""Verdicts: the outcome for one row on one date, with everything that explains it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

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


Telling = Callable[[], Mapping[str, Any]]
#: What takes longest to say, and is asked of few rows at a time: worked out when somebody asks (``told_later``).
_LATE = ("value", "exact", "gap", "margin", "trace")


class _Late:
    """Room for what works out the late fields of a verdict."""

    __slots__ = ("_tell",)
    _tell: Telling


@dataclass(frozen=True, slots=True)
class Verdict(_Late):
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

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Work the late fields out; Python comes here only while they are not set."""
            if name not in _LATE:
                raise AttributeError(name)
            told = dict(self._tell())
            for field, content in told.items():
                object.__setattr__(self, field, content)
            object.__setattr__(self, "_tell", told.copy)  # lets go of the answers behind it
            return told[name]

    @property
    def judged(self) -> bool:
        """Whether the row was compared and came out one way or the other."""
        return self.status in (Status.MET, Status.MISSED)


_AT_ONCE = tuple(field.name for field in fields(Verdict) if field.name not in _LATE)


def told_later(verdict: Verdict, tell: Telling, **changes: Any) -> Verdict:
    """Return a verdict with some fields changed, of whose late fields ``tell`` gives some when they are asked for.

    Judging is done anew for every key that is typed, and of its twenty rows a few are on the screen.
    """
    return _with(verdict, lambda: {name: getattr(verdict, name) for name in _LATE} | dict(tell()), changes)


def revised(verdict: Verdict, **changes: Any) -> Verdict:
    """Return a verdict with some fields changed, none of them late; what is told later stays so."""
    if hasattr(verdict, "_tell"):
        return _with(verdict, verdict._tell, changes)
    return replace(verdict, **changes)


def _with(verdict: Verdict, tell: Telling, changes: Mapping[str, Any]) -> Verdict:
    later: Verdict = object.__new__(Verdict)
    for name in _AT_ONCE:
        object.__setattr__(later, name, changes[name] if name in changes else getattr(verdict, name))
    object.__setattr__(later, "_tell", tell)
    return later


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
