"""How far the walk is: for every step three separate figures, and which indicators each fact feeds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.assessment import Assessment
from app.domain.checks import EXPERIENCE, LOGIC, BrokenCheck
from app.domain.evaluation import Evaluation
from app.domain.fact_sheet import FactSheet
from app.domain.form import Form
from app.domain.measures import measure_facts
from app.domain.rulebook import Rulebook
from app.domain.standard import Indicator, Scope
from app.domain.terms import Missing
from app.domain.verdict import Status, Verdict

#: The last step of the walk is not a form: it leads to the list of tasks.
TASKS = "tasks"
TASKS_TITLE = "任务清单"

_COUNTED = (Status.MET, Status.MISSED, Status.UNANSWERED)


@dataclass(frozen=True, slots=True)
class Figures:
    """Filled, consistent, met: three figures that are never mixed into one.

    ``judged`` counts what is met, missed or unanswered; ``experience`` leaves out what was explained.
    """

    filled: int = 0
    asked: int = 0
    logic: int = 0
    experience: int = 0
    met: int = 0
    judged: int = 0

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
class Concern:
    """The worst thing that stands open, in words, with the status in whose colours it is shown."""

    status: str
    text: str


class Walk:
    """The steps of a rulebook in the order in which an office fills them; worked out once."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._uses = _uses(rulebook)
        self._profile = frozenset(_profile_facts(rulebook))
        self.steps = tuple(self._step(form) for form in rulebook.forms)
        self._measured = frozenset(row for step in self.steps for row in step.indicators)

    def uses(self, fact: str) -> tuple[str, ...]:
        """Return the indicators whose measure a fact is put into, itself or through computed facts."""
        return self._uses.get(fact, ())

    def decides_scope(self, fact: str) -> bool:
        """Whether a fact decides which documents or rows speak of the school."""
        return fact in self._profile

    def step_of(self, fact: str) -> str:
        """Return the step in which a fact is asked; ``tasks`` for the answer to a task."""
        return next((step.id for step in self.steps if fact in step.facts), TASKS)

    def progress(self, evaluation: Evaluation, assessment: Assessment) -> Progress:
        """Count every step anew."""
        sheet = self._sheet(assessment)
        explained = {check for check, text in assessment.explanations.items() if text.strip()}
        broken = [check for check in evaluation.checks if check.kind == LOGIC or check.id not in explained]
        steps = {step.id: self._figures(step, evaluation, sheet, broken) for step in self.steps}
        return Progress(steps, _task_figures(evaluation, sheet), self._total(steps, evaluation, broken))

    def open_facts(self, assessment: Assessment) -> list[str]:
        """Return the facts of the forms that still wait for an answer, in the order of the walk."""
        sheet = self._sheet(assessment)
        return [fact for step in self.steps for fact in step.facts if not _filled(sheet, fact)]

    def _sheet(self, assessment: Assessment) -> FactSheet:
        return FactSheet(self._rulebook.facts, assessment.answers)

    def _step(self, form: Form) -> Step:
        facts = tuple(fact.id for page in form.pages for fact in page.facts)
        computed = {f"computed:{fact}" for fact in facts}
        checks = {check.id for page in form.pages for check in page.checks}
        fed = frozenset(row for fact in facts for row in self.uses(fact))
        return Step(form.id, form.title, facts, frozenset(checks | computed), fed)

    def _figures(
        self, step: Step, evaluation: Evaluation, sheet: FactSheet, broken: Iterable[BrokenCheck]
    ) -> Figures:
        kinds = [check.kind for check in broken if check.id in step.checks]
        rows = [verdict for verdict in evaluation.verdicts if verdict.indicator in step.indicators]
        return Figures(
            filled=sum(_filled(sheet, fact) for fact in step.facts),
            asked=len(step.facts),
            logic=kinds.count(LOGIC),
            experience=kinds.count(EXPERIENCE),
            met=_met(rows),
            judged=_judged(rows),
        )

    def _total(
        self, steps: Mapping[str, Figures], evaluation: Evaluation, broken: list[BrokenCheck]
    ) -> Figures:
        rows = [verdict for verdict in evaluation.verdicts if verdict.indicator in self._measured]
        kinds = [check.kind for check in broken]
        return Figures(
            filled=sum(figures.filled for figures in steps.values()),
            asked=sum(figures.asked for figures in steps.values()),
            logic=kinds.count(LOGIC),
            experience=kinds.count(EXPERIENCE),
            met=_met(rows),
            judged=_judged(rows),
        )


def concern(total: Figures) -> Concern:
    """Say in words what is worst: a contradiction, an unusual figure, something missing, or nothing."""
    if total.logic:
        return Concern("missed", f"逻辑矛盾 {total.logic} 处，备案前须改正")
    if total.experience:
        return Concern("unanswered", f"经验校验 {total.experience} 处，请核对或说明")
    if total.open:
        return Concern("unanswered", f"待填 {total.open} 项")
    return Concern("met", "已填齐，校验无问题")


def _filled(sheet: FactSheet, fact: str) -> bool:
    return not isinstance(sheet.value(fact), Missing)


def _met(rows: Iterable[Verdict]) -> int:
    return sum(row.status is Status.MET for row in rows)


def _judged(rows: Iterable[Verdict]) -> int:
    return sum(row.status in _COUNTED for row in rows)


def _task_figures(evaluation: Evaluation, sheet: FactSheet) -> Figures:
    """Count the tasks that are the school's own and speak of it."""
    own = [row for row in evaluation.verdicts if row.task and row.scope is Scope.SCHOOL]
    asked = [row for row in own if row.status in _COUNTED or sheet.is_given(row.indicator)]
    return Figures(
        filled=sum(sheet.is_given(row.indicator) for row in asked),
        asked=len(asked),
        met=_met(asked),
        judged=_judged(asked),
    )


def _uses(rulebook: Rulebook) -> dict[str, tuple[str, ...]]:
    uses: dict[str, dict[str, None]] = {}
    for standard in rulebook.standards.values():
        for row in standard.indicators:
            for fact in _facts_of(row, rulebook):
                uses.setdefault(fact, {})[row.id] = None
    for task in rulebook.tasks():
        uses.setdefault(task.fact, {})[task.fact] = None
    return {fact: tuple(rows) for fact, rows in uses.items()}


def _facts_of(row: Indicator, rulebook: Rulebook) -> Iterator[str]:
    """Yield the facts of a row's measure and of its widest counting, with what they are computed from."""
    sheet = FactSheet(rulebook.facts, {})
    for measure in (row.measure, *((row.wider.measure,) if row.wider else ())):
        for fact in measure_facts(measure):
            yield from sheet.with_parts(fact)


def _profile_facts(rulebook: Rulebook) -> Iterator[str]:
    for standard in rulebook.standards.values():
        yield from (condition.fact for condition in standard.applies_to)
        yield from (condition.fact for exclusion in standard.excludes for condition in exclusion.when)
        yield from (condition.fact for row in standard.indicators for condition in row.applies)
        yield from (condition.fact for task in standard.tasks for condition in task.applies)
