from dataclasses import replace
from pathlib import Path

import pytest

from app.catalog.facts_file import read_facts
from app.domain.assessment import Assessment
from app.domain.evaluation import evaluate
from app.domain.fact_sheet import FactSheet
from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.paths import Paths
from app.services.sample import FACTS
from app.services.tasks import TaskCount, TaskCounts, own_tasks, task_counts
from tests.builders import TODAY

PLAN = "yuzhong-2022-28"


@pytest.fixture(scope="module")
def sample(shipped: Paths, shipped_rulebook: Rulebook) -> Assessment:
    return read_facts(Path(shipped.samples / FACTS), shipped_rulebook)


def counted(rulebook: Rulebook, sample: Assessment, **answers: Answer) -> TaskCounts:
    changed = {fact.replace("__", "."): answer for fact, answer in answers.items()}
    assessment = replace(sample, answers={**sample.answers, **changed})
    return task_counts(evaluate(rulebook, assessment, TODAY), FactSheet(rulebook.facts, assessment.answers))


def test_the_schools_own_tasks_are_counted_apart_from_what_it_reports(
    shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    assert counted(shipped_rulebook, sample) == TaskCounts(TaskCount(13, 12, 0), TaskCount(10, 9, 0))
    emptied = {task.fact.replace(".", "__"): Answer() for task in shipped_rulebook.standards[PLAN].tasks}
    emptied_counts = counted(shipped_rulebook, sample, **emptied)
    assert emptied_counts.own == TaskCount(13, 12, 7)  # five take their answers from rows that ask the same


def test_what_is_only_encouraged_is_no_task_of_the_school(
    shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    own = {task.indicator for task in own_tasks(evaluate(shipped_rulebook, sample, TODAY))}
    assert f"task.{PLAN}.15" in own
    assert f"task.{PLAN}.24" not in own


def test_the_counts_say_what_each_of_them_counts() -> None:
    nothing = TaskCount(0, 0, 0)
    assert TaskCounts(nothing, nothing).text == ""
    assert TaskCounts(TaskCount(2, 2, 0), nothing).text == "由本校承担 2 项，已填齐"
    assert TaskCounts(TaskCount(3, 2, 1), TaskCount(1, 1, 1)).text == (
        "由本校承担 3 项，须填报 2 项，待填 1 项；报送贡献 1 项，待填 1 项"
    )
