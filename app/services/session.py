"""The open assessment: answers change here, are judged at once, and are saved a moment later."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from app.domain.assessment import Assessment, Chosen, Remedy
from app.domain.conclusion import Conclusion, conclude
from app.domain.editions import Keeping, Outdated, still_to_keep, with_task_hashes
from app.domain.evaluation import Evaluation, evaluate, reevaluate
from app.domain.facts import Answer, Fact
from app.domain.filing import Evidence
from app.domain.problem import Problem
from app.domain.roster import Roster
from app.domain.roster_count import Row
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.domain.standard import Task
from app.domain.values import parse_value
from app.errors import StorageError
from app.services.editions import kept_input
from app.services.feeds import Feeds
from app.services.progress import Walk
from app.services.rosters import CountedRosters, counted_rosters

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Changed:
    """What an edit touched: facts, remedies, explanations and documents by id; whether verdicts were judged anew."""

    facts: frozenset[str] = frozenset()
    remedies: frozenset[str] = frozenset()
    explanations: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    judged: bool = False


Listener = Callable[[Changed], None]
T = TypeVar("T")


class Run(Protocol):
    """How something is done that only concerns the file and may take long: here, or by another thread."""

    def __call__(self, work: Callable[[], T]) -> T:
        """Return what ``work`` returns, or raise what it raises."""


def at_once(work: Callable[[], T]) -> T:
    """Do it here and now."""
    return work()


class Session:
    """One school year of one workspace, open for filling (or for looking at, when ``read_only``).

    Edits are kept in memory and judged at once; ``save`` puts what is pending on the disk. What was typed
    and could not be understood is an answer without a value that keeps its text: it is saved, and does
    not judge. ``base`` are this computer's standards, ``rulebook`` those that judge: the editions kept with the
    year take the place of this computer's, and ``notices`` tell in what they differ.
    """

    def __init__(self, workspace: "Workspace", rulebook: Rulebook, year: SchoolYear) -> None:
        given = kept_input(workspace, year, rulebook)
        self.workspace, self.base, self.year = workspace, rulebook, year
        self.rulebook, self.notices, self._kept = given.rulebook, given.notices, given.kept
        self._outdated = {item.fact: item for item in given.outdated}
        self.listeners: list[Listener] = []
        #: The filing that froze this year, if one did.
        self.filed = workspace.archive.frozen(year)
        #: The rosters of this year by id, as they are kept.
        self.kept_rosters = given.rosters
        self._assessment = given.assessment
        self._answers = dict(self._assessment.answers)
        self._remedies = dict(self._assessment.remedies)
        self._explanations = dict(self._assessment.explanations)
        self._pending: set[str] = set()
        self._pending_remedies: set[str] = set()
        self._pending_explanations: set[str] = set()
        self._pending_choices: set[str] = set()
        self._evaluation: Evaluation | None = None
        self._changed: set[str] = set()
        self._snapshot: Assessment | None = self._assessment
        self._conclusion: tuple[Evaluation, Conclusion] | None = None
        self._evidence: tuple[Evidence, ...] | None = None

    @classmethod
    def open_latest(cls, workspace: "Workspace", rulebook: Rulebook) -> Self:
        """Open the last school year of a workspace."""
        return cls(workspace, rulebook, workspace.years()[-1])

    @property
    def read_only(self) -> bool:
        """Whether nothing may be changed: the file cannot be written, or a filing froze the year."""
        return self.workspace.read_only or self.filed is not None

    @property
    def assessment(self) -> Assessment:
        """The assessment with every edit made so far; the same object until the next edit."""
        if self._snapshot is None:
            self._snapshot = replace(
                self._assessment,
                answers=dict(self._answers),
                remedies=dict(self._remedies),
                explanations=dict(self._explanations),
            )
        return self._snapshot

    @cached_property
    def walk(self) -> Walk:
        """The steps in which the forms are filled."""
        return Walk(self.rulebook)

    @cached_property
    def _tasks(self) -> dict[str, Task]:
        return {task.fact: task for task in self.rulebook.tasks()}

    @property
    def outdated(self) -> tuple[Outdated, ...]:
        """The answers to tasks that ask something else now, as far as they were not answered anew."""
        return tuple(item for fact, item in self._outdated.items() if fact not in self._answers)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of the year, by name; read once until ``forget_evidence``."""
        if self._evidence is None:
            self._evidence = self.workspace.archive.evidence(self.year)
        return self._evidence

    def forget_evidence(self) -> None:
        """Evidence was added, linked or removed: read it anew when it is asked for."""
        self._evidence = None

    def evidence_for(self, target: str) -> tuple[Evidence, ...]:
        """Return the evidence that shows a fact, a task or an indicator."""
        return tuple(item for item in self.evidence if any(link.id == target for link in item.links))

    @cached_property
    def returned(self) -> Mapping[str, str]:
        """What the authority remarked on rows of the last filing, if it returned it; as it was at opening."""
        filings = self.workspace.archive.filings(self.year)
        if not filings or not self.workspace.archive.receipts(filings[-1].number):
            return {}
        # With the report's modules, for which opening a file need not wait.
        from app.services.filing import returned_remarks

        return returned_remarks(self.workspace, filings[-1])

    @property
    def feeds(self) -> Feeds:
        """Which indicators each fact feeds."""
        return self.walk.feeds

    @property
    def judged_on(self) -> date:
        """The judgement date: the one set, else today."""
        return self._assessment.date or date.today()

    @property
    def evaluation(self) -> Evaluation:
        """Every verdict, worked out when first asked for after an edit."""
        if self._evaluation is None:
            self._evaluation = evaluate(self.rulebook, self.assessment, self.judged_on)
        elif self._changed:
            self._evaluation = reevaluate(self.rulebook, self.assessment, self._evaluation, self._changed)
        self._changed.clear()
        return self._evaluation

    def conclusion(self) -> Conclusion:
        """The sentences and the counts by document."""
        evaluation = self.evaluation
        if self._conclusion is None or self._conclusion[0] is not evaluation:
            self._conclusion = (evaluation, conclude(evaluation, self.rulebook))
        return self._conclusion[1]

    def fact(self, fact: str) -> Fact:
        """Return the definition of a fact."""
        return self.rulebook.facts[fact]

    def answer(self, fact: str) -> Answer:
        """Return the answer to a fact; an empty one where there is none."""
        return self._answers.get(fact, _NOTHING)

    def previous(self, fact: str) -> Answer:
        """Return last year's answer to a fact; an empty one where there is none."""
        return self._assessment.previous.get(fact, _NOTHING)

    def problem(self, fact: str) -> Problem | None:
        """Return what is wrong with the text that was typed for a fact, if it could not be understood."""
        answer = self.answer(fact)
        if not answer.value_unread:
            return None
        parsed = parse_value(answer.typed, self.fact(fact))
        return parsed if isinstance(parsed, Problem) else None

    def remedy(self, indicator: str) -> Remedy:
        """Return what the school wrote beside a missed row."""
        return self._remedies.get(indicator, Remedy())

    def explanation(self, check: str) -> str:
        """Return why a figure that a check finds unusual is right; "" when nothing was written."""
        return self._explanations.get(check, "")

    def understood(self, fact: str, text: str) -> Answer:
        """Return the answer that a typed text makes, keeping the date and note that are there.

        A text that cannot be understood makes an answer without a value that keeps the text.
        """
        current = self.answer(fact)
        if not text.strip():
            return replace(current, value=None, na_reason="", typed="", confirmed=True)
        parsed = parse_value(text, self.fact(fact))
        value = None if isinstance(parsed, Problem) else parsed
        return replace(current, value=value, na_reason="", typed=text, confirmed=True)

    def edit(self, answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
        """Change answers and judge anew; return the former answers of those that really changed."""
        answers = with_task_hashes(answers, self._tasks)
        former = {fact: self.answer(fact) for fact, new in answers.items() if self.answer(fact) != new}
        if not former:
            return former
        for fact in former:
            self._answers[fact] = answers[fact]
        self._pending |= former.keys()
        judging = {fact for fact in former if _judging(former[fact]) != _judging(answers[fact])}
        self._changed |= judging
        self._tell(Changed(facts=frozenset(former), judged=bool(judging)))
        return former

    def edit_remedy(self, indicator: str, remedy: Remedy) -> Remedy:
        """Change what stands beside a missed row; return what stood there before."""
        former = self.remedy(indicator)
        if former != remedy:
            self._remedies[indicator] = remedy
            self._pending_remedies.add(indicator)
            self._tell(Changed(remedies=frozenset({indicator})))
        return former

    def explain(self, check: str, text: str) -> str:
        """Write why a figure that a check finds unusual is right; return what stood there before."""
        former = self.explanation(check)
        if former != text:
            self._explanations[check] = text
            self._pending_explanations.add(check)
            self._tell(Changed(explanations=frozenset({check})))
        return former

    def choose(self, standard: str, chosen: Chosen | None) -> Chosen | None:
        """Put a document in or take it out by hand (None: its profile decides); return the former decision."""
        former = self._assessment.chosen(standard)
        if former != chosen:
            self._assessment = self._assessment.choosing(standard, chosen)
            self._evaluation = None
            self._pending_choices.add(standard)
            self._tell(Changed(documents=frozenset({standard}), judged=True))
        return former

    def set_date(self, day: date | None) -> None:
        """Set the judgement date (None: today's) and save it."""
        self.workspace.set_date(self.year, day)
        self._assessment = replace(self._assessment, date=day)
        self._evaluation = None
        self._tell(Changed(judged=True))

    def import_roster(self, roster: str, rows: Sequence[Row], run: Run = at_once) -> None:
        """Replace all rows of a roster, whose mark ends, save that at once and judge anew.

        Raises:
            StorageError: nothing of the roster was changed.
            FilingError: a filing froze the year.
        """
        self.save()
        self._change_roster(roster, partial(self.workspace.save_roster, self.year, roster, rows), run)

    def remove_roster(self, roster: str) -> None:
        """Take a roster out, save that at once and judge anew."""
        self.import_roster(roster, ())

    def mark_roster(self, roster: str, complete: bool, run: Run = at_once) -> None:
        """Mark a roster 已核对完整 under the rules of today or take the mark back, save that and judge anew."""
        rules = self._roster(roster).hash if complete else None
        self._change_roster(roster, partial(self.workspace.mark_roster, self.year, roster, rules), run)

    def _change_roster(self, roster: str, change: Callable[[], object], run: Run) -> None:
        """Change a roster in the file and count anew; take that over, tell whom it concerns, keep what judges."""

        def changed() -> CountedRosters:
            change()
            return counted_rosters(self.workspace, self.rulebook, self.year)

        found = run(changed)
        self.kept_rosters = found.kept
        self._assessment = replace(self._assessment, rosters=found.summaries)
        self._evaluation = None
        facts = frozenset(computation.fact for computation in self._roster(roster).computes)
        self._tell(Changed(facts=facts, judged=True))
        self._keep()

    def _roster(self, roster: str) -> Roster:
        return next(item for item in self.rulebook.rosters if item.id == roster)

    @property
    def dirty(self) -> bool:
        """Whether edits wait to be saved."""
        return any(self._all_pending)

    @property
    def _all_pending(self) -> tuple[set[str], ...]:
        return (self._pending, self._pending_remedies, self._pending_explanations, self._pending_choices)

    def save(self) -> bool:
        """Put pending edits on the disk; tell whether there were any.

        Raises:
            StorageError: they are still pending, and nothing of what was saved before is lost.
        """
        if not self.dirty:
            return False
        facts, remedies = tuple(self._pending), tuple(self._pending_remedies)
        self.workspace.save_answers(self.year, {fact: self._answers[fact] for fact in facts})
        self._pending.difference_update(facts)
        for indicator in remedies:
            self.workspace.save_remedy(self.year, indicator, self._remedies[indicator])
            self._pending_remedies.discard(indicator)
        for check in tuple(self._pending_explanations):
            self.workspace.save_explanation(self.year, check, self._explanations[check])
            self._pending_explanations.discard(check)
        for standard in tuple(self._pending_choices):
            self._save_choice(standard, self._assessment.chosen(standard))
            self._pending_choices.discard(standard)
        self._keep()
        return True

    def _keep(self) -> None:
        """Keep what judges and is not kept yet: from the first save on the year is judged by these editions."""
        keeping = still_to_keep(self.rulebook, self.evaluation, self.assessment, self._kept)
        if keeping:
            self.workspace.keep(self.year, keeping)
            self._kept = self._kept.with_kept(keeping)

    def _save_choice(self, standard: str, chosen: Chosen | None) -> None:
        if chosen is None:
            self.workspace.clear_choice(self.year, standard)
        else:
            self.workspace.save_choice(self.year, standard, chosen.choice, chosen.reason)

    def save_as(self, place: Path, run: Run = at_once) -> None:
        """Make a new file with everything, edits that could not be saved included, and go on in it.

        What is edited while it is written waits to be saved there.

        Raises:
            StorageError: it could not be made, and nothing has changed.
        """
        former_answers = {item.fact: item.answer for item in self.outdated}
        kept, held = self._kept, self.assessment
        keeping = Keeping(tuple(kept.pins.values()), kept.confirmations, answers=former_answers)
        copy = run(partial(self.workspace.save_as, place, held, keeping, self.kept_rosters))
        former, self.workspace = self.workspace, copy
        if self.assessment is held:
            for pending in self._all_pending:
                pending.clear()
        with suppress(StorageError):  # everything is in the new file; the former may be out of reach
            run(former.close)

    def close(self) -> None:
        """Save what is pending and close the file."""
        try:
            self.save()
        except StorageError:
            self.workspace.close()
            raise
        self.workspace.close()

    def _tell(self, changed: Changed) -> None:
        self._snapshot = None
        for listener in list(self.listeners):
            listener(changed)


_NOTHING = Answer()


def _judging(answer: Answer) -> tuple[object, ...]:
    """Return the part of an answer that verdicts depend on; notes, dates and spelling do not count."""
    return (answer.value, answer.na_reason, answer.confirmed)
