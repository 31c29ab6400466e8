"""The plan in the order in which it falls due, however the days are written."""

from dataclasses import replace

import pytest

from app.domain.assessment import Assessment, Remedy
from app.domain.conclusion import conclude
from app.domain.evaluation import evaluate
from app.domain.rulebook import Rulebook
from app.domain.verdict import Status
from app.reports.material import Material
from app.reports.report import TextCell, plain
from app.reports.sections.plan import cost_table, planned


def due(rulebook: Rulebook, sample: Assessment, *limits: str) -> Material:
    assert sample.date is not None
    evaluation = evaluate(rulebook, sample, sample.date)
    missed = [v.indicator for v in evaluation.verdicts if v.status is Status.MISSED]
    remedies = {row: Remedy(measure="补足", due=limit) for row, limit in zip(missed, limits, strict=False)}
    given = replace(sample, remedies=remedies)
    return Material(rulebook, given, evaluation, conclude(evaluation, rulebook))


@pytest.mark.parametrize(
    "limits",
    [
        ("2027年3月1日", "2027-06-30", "2027年9月1日", "2027年12月31日"),
        ("2026-12-31", "2027.3.31", "2027年3月", "2027-04-01", "2027/10/1", "2027年底"),
        ("2027年6月底前", "2027-07-01", "2027-12-31", "2027年内", "2028-01-01", "待批复后半年", ""),
    ],
)
def test_what_falls_due_first_stands_first(
    shipped_rulebook: Rulebook, sample: Assessment, limits: tuple[str, ...]
) -> None:
    shown = due(shipped_rulebook, sample, *reversed(limits))
    assert [remedy.due for _, remedy in planned(shown)] == list(limits)


def test_a_time_limit_without_a_year_is_not_called_unwritten(
    shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    (row,) = cost_table(due(shipped_rulebook, sample, "待批复后半年")).rows
    assert isinstance(row.cells[0], TextCell)
    assert plain(row.cells[0].paragraphs[0]) == "未写明年份"
