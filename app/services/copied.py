"""Answers copied from last year: which of them may be confirmed together, and which are looked at one by one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.domain.facts import Answer, Fact
from app.domain.school_year import When
from app.domain.units import Kind
from app.services.roster_figures import RosterFigure, roster_figures
from app.services.session import Session

#: What stands until it changes; a figure over a year that is past says nothing of the next one.
_STANDING = (When.NONE, When.DAY)
#: Every report is discussed anew; its days, of the kind ``date``, are its own too.
_EACH_YEAR = frozenset({"filing.meeting"})


@dataclass(frozen=True, slots=True)
class Copied:
    """The copied answers among some facts that nobody has confirmed yet, in their order."""

    together: tuple[str, ...] = ()
    singly: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.together) + len(self.singly)


def copied_among(session: Session, facts: Iterable[str]) -> Copied:
    """Return the copied answers among some facts; none where nothing may be changed."""
    if session.read_only:
        return Copied()
    found = [fact for fact in facts if session.answer(fact).copied]
    counted = roster_figures(session.assessment.rosters)
    together = tuple(
        fact
        for fact in found
        if _may_stand(session.fact(fact)) and not _contradicts(session.answer(fact), counted.get(fact))
    )
    return Copied(together, tuple(fact for fact in found if fact not in together))


def confirmed(session: Session, facts: Iterable[str]) -> Mapping[str, Answer]:
    """Return copied answers as they are once somebody has looked at them."""
    return {fact: replace(session.answer(fact), confirmed=True) for fact in facts}


def copied_name(session: Session) -> str:
    """Return the school's name as it was copied from last year, as long as nobody has confirmed it."""
    answer = session.answer("school.name")
    return str(answer.value) if answer.copied and answer.value else ""


def _contradicts(copied: Answer, counted: RosterFigure | None) -> bool:
    """Whether this year's roster gives another figure: who confirms the copied one has to say why."""
    return counted is not None and copied.value != counted.tally.figure


def _may_stand(fact: Fact) -> bool:
    return fact.when in _STANDING and fact.kind is not Kind.DATE and fact.id not in _EACH_YEAR
