"""Everything that shipped content says, as one value: forms with their facts and checks, and standards."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.domain.blanks import Blanks
from app.domain.dependence import Dependence
from app.domain.facts import Fact
from app.domain.form import Form
from app.domain.needs import Needs
from app.domain.problem import Problem
from app.domain.roster import Roster
from app.domain.standard import Check, Confirmation, Indicator, Standard, Task
from app.domain.units import Kind

#: The form that every school fills, whatever documents speak of it: its profile, and what the filing prints.
PROFILE = "school"


def task_fact(task: Task) -> Fact:
    """Return the fact that holds the answer to a task: done, partly, not, or not applicable with a reason."""
    return Fact(id=task.fact, name=task.text, kind=Kind.YES_PARTLY_NO, na=True)


@dataclass(frozen=True)
class ConclusionPart:
    """One sentence of the conclusion: its title and the documents that it speaks of."""

    title: str
    standards: tuple[str, ...]


@dataclass(frozen=True)
class Rulebook:
    """Forms in the order in which they are filled, standards by id, and how the conclusion is told.

    ``texts`` holds each pack's text as it was read, compressed, to be kept with what it judges;
    ``confirmations`` those that are put into the standards; ``left_out`` says what of the user's own packs
    and confirmations could not be used, and why; ``rosters`` are the lists that facts may be counted from.
    """

    forms: tuple[Form, ...] = ()
    standards: Mapping[str, Standard] = field(default_factory=dict)
    conclusion: tuple[ConclusionPart, ...] = ()
    texts: Mapping[str, bytes] = field(default_factory=dict)
    confirmations: tuple[Confirmation, ...] = ()
    left_out: tuple[Problem, ...] = ()
    rosters: tuple[Roster, ...] = ()

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Every fact by id: those of the forms, then the answers to tasks."""
        asked = {fact.id: fact for form in self.forms for page in form.pages for fact in page.facts}
        return asked | {task.fact: task_fact(task) for task in self.tasks()}

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Every check of every page, in the order of the forms."""
        return tuple(check for form in self.forms for page in form.pages for check in page.checks)

    @cached_property
    def in_order(self) -> dict[str, Standard]:
        """The standards by id, in the order in which verdicts are listed."""
        return {key: self.standards[key] for key in sorted(self.standards)}

    @cached_property
    def home(self) -> dict[str, tuple[Standard, Indicator]]:
        """Every indicator by id, with its document."""
        return {row.id: (std, row) for std in self.in_order.values() for row in std.indicators}

    @cached_property
    def dependence(self) -> Dependence:
        """Which facts each row rests on."""
        return Dependence(self.facts, self.standards.values(), self.checks)

    @cached_property
    def blanks(self) -> Blanks:
        """What verdicts say before any answer."""
        return Blanks(self.facts)

    @cached_property
    def needs(self) -> Needs:
        """Which facts the documents need of a school."""
        profile = (form for form in self.forms if form.id == PROFILE)
        always = (fact.id for form in profile for page in form.pages for fact in page.facts)
        return Needs(self.facts, self.standards, always)

    def tasks(self) -> Iterator[Task]:
        """Yield the tasks of all standards."""
        for standard in self.standards.values():
            yield from standard.tasks
