"""What is printed, read back from the pages, beside the data: every row with its value, verdict and reason."""

import re
from collections.abc import Iterator

import pytest

from app.domain.assessment import Assessment
from app.domain.evaluation import Evaluation, evaluate
from app.domain.rulebook import Rulebook
from app.domain.standard import SourceState
from app.domain.verdict import Status, Verdict
from app.domain.wording import SOURCE_WORDS, status_word
from app.reports.docx_cells import BOXES
from app.reports.phrases import MATCHING
from app.reports.report import Chart, Report
from tests.reports.builders import flat, pages_of
from tests.reports.docx_reading import pieces

UNREAD = "标准数值待主管部门确认，本次不作判定"
_REASONED = (Status.UNANSWERED, Status.UNJUDGEABLE, Status.NOT_APPLICABLE)


@pytest.fixture(scope="module")
def printed_text(filed_pdf: bytes) -> str:
    """The text of all pages without white and without what stands at head and foot of each."""
    pages = [flat(page) for page in pages_of(filed_pdf)]
    assert all(MATCHING in page for page in pages)
    return "".join(page.partition(MATCHING)[2] for page in pages)


@pytest.fixture(scope="module")
def evaluation(shipped_rulebook: Rulebook, signed: Assessment) -> Evaluation:
    assert signed.date is not None
    return evaluate(shipped_rulebook, signed, signed.date)


def listed(evaluation: Evaluation) -> Iterator[Verdict]:
    names = {result.id for result in evaluation.standards if result.listed}
    return (verdict for verdict in evaluation.verdicts if verdict.standard in names)


def one_of(*texts: str) -> str:
    return "|".join(re.escape(flat(text)) for text in texts)


def row_pattern(verdict: Verdict) -> str:
    """Title, formula, value, requirement, verdict, clause, source and reason, one beside the other."""
    figures = re.findall(r"[\d,.]+", flat(verdict.required or ""))
    clause = verdict.clause.partition(" ")[2] or verdict.clause
    parts = [
        one_of(verdict.title),
        one_of(verdict.trace.formula or "—"),
        one_of(verdict.value or "—"),
        "[^，；]{0,8}?".join(["", *map(re.escape, figures), ""]) if figures else ".{0,20}?",
        f"(?<!未){one_of(status_word(verdict))}",
        f"(?:{one_of(verdict.clause, clause)})",
        one_of(SOURCE_WORDS[verdict.source] if verdict.source else "—"),
    ]
    if verdict.status in _REASONED:
        unread = verdict.source is SourceState.RECALLED and verdict.status is Status.UNJUDGEABLE
        parts += [".{0,60}?", one_of(UNREAD if unread else verdict.reason)]
    return "".join(parts)


def test_every_indicator_is_printed_with_figures_verdict_clause_source_and_reason(
    printed_text: str, evaluation: Evaluation
) -> None:
    rows = [verdict for verdict in listed(evaluation) if not verdict.task]
    assert len(rows) > 140 and {verdict.status for verdict in rows} == set(Status)
    assert [v.indicator for v in rows if not re.search(row_pattern(v), printed_text)] == []


def test_every_task_is_printed_with_its_verdict_and_reason(
    printed_text: str, evaluation: Evaluation, shipped_rulebook: Rulebook
) -> None:
    tasks = {task.fact: task for task in shipped_rulebook.tasks()}
    rows = [verdict for verdict in listed(evaluation) if verdict.task]
    assert len(rows) > 30
    for verdict in rows:
        task = tasks[verdict.indicator]
        reason = re.escape(flat(verdict.reason)) if verdict.status in _REASONED else ""
        pattern = f"{task.no}{one_of(task.text)}.{{0,60}}?{one_of(status_word(verdict))}.{{0,20}}?{reason}"
        assert re.search(pattern, printed_text), verdict.indicator


def test_every_gap_is_printed_with_all_its_ways_and_what_was_planned(
    printed_text: str, evaluation: Evaluation, signed: Assessment
) -> None:
    missed = [verdict for verdict in listed(evaluation) if verdict.status is Status.MISSED]
    assert len(missed) > 5
    for verdict in missed:
        for gap in verdict.gap:
            assert verdict.task or flat(gap.text) in printed_text, gap.text
        remedy = signed.remedies[verdict.indicator]
        for text in (remedy.cause, remedy.measure, remedy.unit, remedy.person, remedy.due, remedy.budget):
            assert flat(text) in printed_text, text


def test_every_row_and_paragraph_of_the_report_is_printed_whole(
    filed_report: Report, printed_text: str
) -> None:
    told = [
        flat(text).removeprefix(BOXES[0])  # boxes are drawn
        for section in filed_report.sections[1:]
        for block in section.blocks
        if not isinstance(block, Chart)
        for text in pieces(block)
    ]
    assert len(told) > 700
    assert [text for text in told if text not in printed_text] == []
