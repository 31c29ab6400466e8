"""How far the walk is: for every step three separate figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.assessment import Assessment
from app.domain.checks import EXPERIENCE, LOGIC, BrokenCheck, roster_check, sum_check
from app.domain.conclusion import is_counted
from app.domain.evaluation import Evaluation
from app.domain.fact_sheet import FactSheet
from app.domain.facts import Answer, with_parts
from app.domain.form import Form
from app.domain.rulebook import Rulebook
from app.domain.terms import Missing
from app.domain.verdict import Status
from app.services.feeds import Feeds
from app.services.inputs import judgement_date
from app.services.tasks import is_asked, is_open, own_tasks

#: The last step of the walk is not a form: it leads to the list of tasks.
TASKS = "tasks"
TASKS_TITLE = "任务清单"

_COUNTED = (Status.MET, Status.MISSED, Status.UNANSWERED)


@dataclass(frozen=True, slots=True)
class Figures:
    """Filled, consistent, met: three figures that are never mixed into one.

    ``judged`` counts what is met, missed or unanswered, rates of an area left aside; ``experience`` leaves
    out what was explained; ``unread`` is what was written and could not be understood.
    """

    filled: int = 0
    asked: int = 0
    logic: int = 0
    experience: int = 0
    met: int = 0
    judged: int = 0
    unread: int = 0

    @property
    def open(self) -> int:
        """How many answers are still to be given."""
        return self.asked - self.filled


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the walk: a form with its facts, its checks and the indicators that it feeds."""

    id: str
    title: str
    facts: tuple[str, ...]
    checks: frozenset[str]
    indicators: frozenset[str]


@dataclass(frozen=True, slots=True)
class Progress:
    """The figures of every step by its id, of the tasks, and of all forms together."""

    steps: Mapping[str, Figures]
    tasks: Figures
    total: Figures


@dataclass(frozen=True, slots=True)
class Asked:
    """What the forms ask one school: ``counted`` facts, of which ``waiting`` have no answer yet.

    Counted are the facts that the school's documents need, and what it answered all the same; ``shown``
    are besides those that hold something which is not an answer yet.
    """

    counted: frozenset[str]
    waiting: frozenset[str]
    shown: frozenset[str]


@dataclass(frozen=True, slots=True)
class Concern:
    """The worst thing that stands open, in words, with the status in whose colours it is shown."""

    status: str
    text: str


class Walk:
    """The steps of a rulebook in the order in which an office fills them; worked out once."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self.feeds = Feeds(rulebook)
        self.steps = tuple(self._step(form) for form in rulebook.forms)
        self._facts = tuple(fact for step in self.steps for fact in step.facts)
        self._resting: dict[str, list[str]] = {}
        for fact in self._facts:
            for part in with_parts(fact, rulebook.facts):
                self._resting.setdefault(part, []).append(fact)
        #: With no answers at all every fact is missing.
        self._known_missing: tuple[Mapping[str, Answer], frozenset[str]] = ({}, frozenset(self._facts))
        self._asked: tuple[Mapping[str, Answer], frozenset[str], Asked] | None = None

    def uses(self, fact: str) -> tuple[str, ...]:
        """Return the indicators whose measure a fact is put into, itself or through computed facts."""
        return self.feeds.uses(fact)

    def decides_scope(self, fact: str) -> bool:
        """Whether a fact decides which documents or rows speak of the school."""
        return fact in self._rulebook.needs.deciding

    def step_of(self, fact: str) -> str:
        """Return the step in which a fact is asked; ``tasks`` for the answer to a task."""
        return next((step.id for step in self.steps if fact in step.facts), TASKS)

    def progress(self, evaluation: Evaluation, assessment: Assessment) -> Progress:
        """Count every step anew."""
        asked = self._ask(assessment, self._rulebook.needs.of(assessment, evaluation.date))
        explained = {check for check, text in assessment.explanations.items() if text.strip()}
        broken = [check for check in evaluation.checks if check.kind == LOGIC or check.id not in explained]
        statuses = {v.indicator: v.status for v in evaluation.verdicts if v.task or is_counted(v)}
        unread = {fact: answer.unread for fact, answer in assessment.answers.items() if answer.unread}
        steps = {step.id: self._figures(step, statuses, asked, broken, unread) for step in self.steps}
        tasks = _task_figures(evaluation, FactSheet(self._rulebook.facts, assessment.judged_answers), unread)
        counted = [v.status for v in evaluation.verdicts if is_counted(v)]
        return Progress(steps, tasks, self._total(steps, counted, broken, sum(unread.values())))

    def open_facts(self, assessment: Assessment) -> list[str]:
        """Return the facts of the forms that still wait for an answer, in the order of the walk."""
        waiting = self.asked(assessment).waiting
        return [fact for fact in self._facts if fact in waiting]

    def asked(self, assessment: Assessment) -> Asked:
        """Return what the forms ask a school; worked out once after each edit."""
        on = judgement_date(assessment, None)
        return self._ask(assessment, self._rulebook.needs.of(assessment, on))

    def _ask(self, assessment: Assessment, needed: frozenset[str]) -> Asked:
        answers = assessment.judged_answers
        if self._asked is not None and self._asked[0] is answers and self._asked[1] == needed:
            return self._asked[2]
        missing = self._missing(answers)
        written = {fact for fact, answer in answers.items() if not answer.blank}
        counted = frozenset(fact for fact in self._facts if fact in needed or fact not in missing)
        asked = Asked(counted, counted & missing, counted | written.intersection(self._facts))
        self._asked = (answers, needed, asked)
        return asked

    def _missing(self, answers: Mapping[str, Answer]) -> frozenset[str]:
        """Return the facts without an answer; after an edit only those that it touched are looked at again."""
        former, missing = self._known_missing
        edited = (
            fact for fact in answers.keys() | former.keys() if answers.get(fact) is not former.get(fact)
        )
        touched = {fact for part in edited for fact in self._resting.get(part, ())}
        sheet = FactSheet(self._rulebook.facts, answers)
        fresh = (fact for fact in touched if isinstance(sheet.value(fact), Missing))
        self._known_missing = (answers, (missing - touched).union(fresh))
        return self._known_missing[1]

    def _step(self, form: Form) -> Step:
        facts = tuple(fact.id for page in form.pages for fact in page.facts)
        counted = {name(fact) for fact in facts for name in (sum_check, roster_check)}
        checks = {check.id for page in form.pages for check in page.checks}
        fed = frozenset(row for fact in facts for row in self.uses(fact))
        return Step(form.id, form.title, facts, frozenset(checks | counted), fed)

    def _figures(
        self,
        step: Step,
        statuses: Mapping[str, Status],
        asked: Asked,
        broken: Iterable[BrokenCheck],
        unread: Mapping[str, int],
    ) -> Figures:
        counted = [fact for fact in step.facts if fact in asked.counted]
        kinds = [check.kind for check in broken if check.id in step.checks]
        rows = [statuses[row] for row in step.indicators if row in statuses]
        return Figures(
            filled=sum(fact not in asked.waiting for fact in counted),
            asked=len(counted),
            logic=kinds.count(LOGIC),
            experience=kinds.count(EXPERIENCE),
            met=_met(rows),
            judged=_judged(rows),
            unread=sum(unread.get(fact, 0) for fact in step.facts) if unread else 0,
        )

    def _total(
        self, steps: Mapping[str, Figures], rows: list[Status], broken: list[BrokenCheck], unread: int
    ) -> Figures:
        """Count all forms together, and every indicator that asks the school, as the conclusion does."""
        kinds = [check.kind for check in broken]
        return Figures(
            filled=sum(figures.filled for figures in steps.values()),
            asked=sum(figures.asked for figures in steps.values()),
            logic=kinds.count(LOGIC),
            experience=kinds.count(EXPERIENCE),
            met=_met(rows),
            judged=_judged(rows),
            unread=unread,
        )


def concern(total: Figures) -> Concern:
    """Say in words what is worst: a contradiction, an unusual figure, something missing, or nothing."""
    if total.logic:
        return Concern("missed", f"逻辑矛盾 {total.logic} 处，备案前须改正")
    if total.unread:
        return Concern("missed", f"未能识别的填写 {total.unread} 处，请改正")
    if total.experience:
        return Concern("unanswered", f"经验校验 {total.experience} 处，请核对或说明")
    if total.open:
        return Concern("unanswered", f"待填 {total.open} 项")
    return Concern("met", "已填齐，校验无问题")


def _met(rows: Iterable[Status]) -> int:
    return sum(status is Status.MET for status in rows)


def _judged(rows: Iterable[Status]) -> int:
    return sum(status in _COUNTED for status in rows)


def _task_figures(evaluation: Evaluation, sheet: FactSheet, unread: Mapping[str, int]) -> Figures:
    """Count the tasks that are the school's own and speak of it."""
    asked = [row for row in own_tasks(evaluation) if is_asked(row, sheet.is_given(row.indicator))]
    statuses = [row.status for row in asked]
    return Figures(
        filled=sum(not is_open(row, sheet.is_given(row.indicator)) for row in asked),
        asked=len(asked),
        met=_met(statuses),
        judged=_judged(statuses),
        unread=sum(number for fact, number in unread.items() if fact.startswith("task.")),
    )
