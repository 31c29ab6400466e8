"""How many tasks a school answers: its own, and those of the district to which it reports; one count for every page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.domain.evaluation import Evaluation
from app.domain.fact_sheet import FactSheet
from app.domain.standard import Force, Scope
from app.domain.verdict import Status, Verdict


@dataclass(frozen=True, slots=True)
class TaskCount:
    """Tasks of one sort: ``asked`` are those that speak of the school, ``open`` have no answer yet.

    A task that takes its answer from rows which ask the same is answered.
    """

    total: int
    asked: int
    open: int

    @property
    def text(self) -> str:
        """The figures in words."""
        asked = f"，须填报 {self.asked} 项" if self.asked != self.total else ""
        return f"{self.total} 项{asked}，" + (f"待填 {self.open} 项" if self.open else "已填齐")


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """The school's own tasks, and what it reports to tasks of the district."""

    own: TaskCount
    reported: TaskCount

    @property
    def text(self) -> str:
        """Both in words; "" without any."""
        named = (("由本校承担 ", self.own), ("报送贡献 ", self.reported))
        return "；".join(f"{name}{count.text}" for name, count in named if count.total)


def own_tasks(evaluation: Evaluation) -> list[Verdict]:
    """Return the tasks that the school undertakes itself; what is only encouraged is none."""
    return _of(evaluation, Scope.SCHOOL)


def task_counts(evaluation: Evaluation, sheet: FactSheet) -> TaskCounts:
    """Count the tasks of the documents that are listed."""
    reported = _of(evaluation, Scope.CONTRIBUTION)
    return TaskCounts(_count(own_tasks(evaluation), sheet.is_given), _count(reported, sheet.is_given))


def is_asked(task: Verdict, given: bool) -> bool:
    """Whether a task speaks of the school: it does where somebody answered it, if only that it does not apply."""
    return given or task.status is not Status.NOT_APPLICABLE


def is_open(task: Verdict, given: bool) -> bool:
    """Whether nothing answers a task: neither a person nor the rows that ask the same."""
    return not given and bool(task.missing)


def _of(evaluation: Evaluation, scope: Scope) -> list[Verdict]:
    return [v for v in evaluation.verdicts if v.task and v.force is Force.TASK and v.scope is scope]


def _count(tasks: Iterable[Verdict], given: Callable[[str], bool]) -> TaskCount:
    every = list(tasks)
    asked = [task for task in every if is_asked(task, given(task.indicator))]
    return TaskCount(len(every), len(asked), sum(is_open(task, given(task.indicator)) for task in asked))
