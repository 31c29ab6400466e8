"""An assessment: one school's answers for one school year, and what it chose to be judged by."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from app.domain.facts import Answer
from app.domain.roster_summary import RosterSummary, with_rosters
from app.domain.school_year import SchoolYear


@dataclass(frozen=True, slots=True)
class Remedy:
    """What a school writes beside one missed row, as plain texts.

    原因, 整改措施, 责任部门, 完成时限, 责任人, 预计经费 (an amount of money as it was typed).
    """

    cause: str = ""
    measure: str = ""
    unit: str = ""
    due: str = ""
    person: str = ""
    budget: str = ""


class Choice(StrEnum):
    """What a person decided about a document, against what the profile says."""

    ADD = "add"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A document put in or taken out by hand, with the reason that is printed."""

    choice: Choice
    reason: str


@dataclass(frozen=True)
class Assessment:
    """Everything a judgement is computed from, apart from the standards themselves.

    ``answers`` and ``previous`` (one school year earlier) are kept by fact id, ``remedies`` by indicator
    id; ``added`` and ``dropped`` hold the reasons for which documents were put in or taken out by hand;
    ``explanations`` say by check id why an unusual figure is right. ``answers`` are as they were typed;
    ``rosters`` are what filled rosters add up to.
    """

    year: SchoolYear
    answers: Mapping[str, Answer] = field(default_factory=dict)
    previous: Mapping[str, Answer] = field(default_factory=dict)
    date: datetime.date | None = None
    added: Mapping[str, str] = field(default_factory=dict)
    dropped: Mapping[str, str] = field(default_factory=dict)
    remedies: Mapping[str, Remedy] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    rosters: tuple[RosterSummary, ...] = ()

    @cached_property
    def judged_answers(self) -> Mapping[str, Answer]:
        """The answers that judge: those typed, but for facts of which a complete roster gives the figure."""
        return with_rosters(self.answers, self.rosters)

    def word(self, fact: str) -> str:
        """Return an answer that is a word (a name, a choice), or "" when it is not known."""
        answer = self.answers.get(fact)
        return answer.value if answer and answer.given and isinstance(answer.value, str) else ""

    def chosen(self, standard: str) -> Chosen | None:
        """Return what was decided by hand about a document; None where its profile decides."""
        for choice, reasons in ((Choice.DROP, self.dropped), (Choice.ADD, self.added)):
            if standard in reasons:
                return Chosen(choice, reasons[standard])
        return None

    def choosing(self, standard: str, chosen: Chosen | None) -> "Assessment":
        """Return this assessment with another decision about a document."""
        added = {name: reason for name, reason in self.added.items() if name != standard}
        dropped = {name: reason for name, reason in self.dropped.items() if name != standard}
        if chosen is not None:
            (added if chosen.choice is Choice.ADD else dropped)[standard] = chosen.reason
        return replace(self, added=added, dropped=dropped)
