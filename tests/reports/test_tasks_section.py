"""What is printed of tasks: judged ones by their status, reported ones by what the school said of them."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.assessment import Assessment
from app.domain.conclusion import conclude
from app.domain.evaluation import evaluate
from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.reports.excel_data import tasks_sheet
from app.reports.material import Material
from app.reports.report import Table, TextCell, plain
from app.reports.sections.tasks import task_tables

JUDGED, REPORTED = "task.yuzhong-2022-28.4", "task.yuzhong-2022-28.5"
LAST_YEAR = Answer("是", date=date(2025, 5, 20), note="接待1,260人次", confirmed=False)


def material(rulebook: Rulebook, sample: Assessment, **answers: Answer) -> Material:
    given = replace(
        sample, answers={**sample.answers, JUDGED: answers["judged"], REPORTED: answers["reported"]}
    )
    assert given.date is not None
    evaluation = evaluate(rulebook, given, given.date)
    return Material(rulebook, given, evaluation, conclude(evaluation, rulebook))


def said(shown: Material, fact: str) -> list[str]:
    """Return the explanation beside a task."""
    number = fact.rpartition(".")[2]
    table = next(block for block in task_tables(shown) if isinstance(block, Table))
    for row in table.rows:
        first, last = row.cells[0], row.cells[-1]
        assert isinstance(first, TextCell) and isinstance(last, TextCell)
        if plain(first.paragraphs[0]) == number:
            return [plain(paragraph) for paragraph in last.paragraphs]
    raise AssertionError(f"{fact} is not printed")


def in_sheet(shown: Material, fact: str) -> dict[str, object]:
    sheet = tasks_sheet(shown)
    row = next(row for row in sheet.rows if row[1] == fact)
    return dict(zip((name for name, _ in sheet.columns), row, strict=True))


@pytest.mark.parametrize(("value", "word"), [("是", "已完成"), ("部分", "部分完成"), ("否", "未完成")])
def test_what_is_reported_has_the_words_of_tasks(
    shipped_rulebook: Rulebook, sample: Assessment, value: str, word: str
) -> None:
    shown = material(shipped_rulebook, sample, judged=Answer("是"), reported=Answer(value))
    assert said(shown, REPORTED) == [f"填报：{word}"]


def test_a_reported_task_that_does_not_apply_is_printed_with_its_reason(
    shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    why = Answer(na_reason="本校没有老年大学")
    shown = material(shipped_rulebook, sample, judged=why, reported=why)
    assert said(shown, REPORTED) == ["填报：不适用", "本校没有老年大学"]
    assert said(shown, JUDGED) == ["本校没有老年大学"]
    row = in_sheet(shown, REPORTED)
    assert (row["填报"], row["原因"]) == ("不适用", "本校没有老年大学")


def test_what_was_said_last_year_is_no_answer_before_somebody_confirms_it(
    shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    shown = material(shipped_rulebook, sample, judged=LAST_YEAR, reported=LAST_YEAR)
    assert (said(shown, REPORTED), said(shown, JUDGED)) == (["填报：待填"], ["待填"])
    row = in_sheet(shown, REPORTED)
    assert (row["填报"], row["日期"], row["说明"]) == (None, None, None)
