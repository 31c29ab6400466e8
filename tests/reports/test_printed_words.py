"""What is printed, read back from the pages, beside the data: every row with its value, verdict and reason."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from app.domain.assessment import Assessment
from app.domain.conclusion import conclude
from app.domain.evaluation import Evaluation, evaluate
from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.domain.standard import SourceState
from app.domain.verdict import Status, Verdict
from app.domain.wording import SOURCE_WORDS, status_word
from app.reports.docx_cells import BOXES
from app.reports.excel import workbook_bytes
from app.reports.layouts import Layout, layout_pdf
from app.reports.material import Material
from app.reports.phrases import MATCHING, NO_WAY
from app.reports.report import Chart, Report
from app.reports.sections.conclusion import gaps
from app.reports.sections.plan import planned
from tests.reports.builders import FONTS, flat, pages_of
from tests.reports.docx_reading import pieces
from tests.reports.filing import CORRECTED, EVIDENCE
from tests.reports.test_excel import sheet_of

UNREAD = "标准数值待主管部门确认，本次不作判定"
_REASONED = (Status.UNANSWERED, Status.UNJUDGEABLE, Status.NOT_APPLICABLE)


def text_of(content: bytes) -> str:
    """Return the text of all pages without white and without what stands at head and foot of each."""
    pages = [flat(page) for page in pages_of(content)]
    assert all(MATCHING in page for page in pages)
    return "".join(page.partition(MATCHING)[2] for page in pages)


@pytest.fixture(scope="module")
def printed_text(filed_pdf: bytes) -> str:
    return text_of(filed_pdf)


@pytest.fixture(scope="module")
def material(shipped_rulebook: Rulebook, signed: Assessment, evaluation: Evaluation) -> Material:
    concluded = conclude(evaluation, shipped_rulebook)
    return Material(shipped_rulebook, signed, evaluation, concluded, CORRECTED, EVIDENCE)


@pytest.fixture(scope="module")
def public_text(material: Material) -> str:
    return text_of(layout_pdf(Layout.PUBLIC, material, FONTS))


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
    printed_text: str, public_text: str, evaluation: Evaluation
) -> None:
    rows = [verdict for verdict in listed(evaluation) if not verdict.task]
    assert len(rows) > 140 and {verdict.status for verdict in rows} == set(Status)
    for text in (printed_text, public_text):
        assert [v.indicator for v in rows if not re.search(row_pattern(v), text)] == []


def test_short_form_and_letter_say_what_is_concluded_and_what_is_lacking(material: Material) -> None:
    short, letter = (text_of(layout_pdf(layout, material, FONTS)) for layout in (Layout.SHORT, Layout.LETTER))
    for sentence in material.conclusion.sentences:
        assert flat(sentence.title + "。" + sentence.text + sentence.emphasis) in short
        assert "规划期已满" in sentence.emphasis or flat(sentence.emphasis.rstrip("。")) in letter
    for gap in gaps(material):
        assert flat(gap.text) in short
    for verdict, remedy in planned(material):
        assert flat(verdict.title) in short and flat(remedy.measure) in short and remedy.due in short


def test_a_figure_that_needs_no_arithmetic_is_printed_once(
    shipped_rulebook: Rulebook, signed: Assessment
) -> None:
    short = {"campus.track": Answer(Fraction(180)), "teaching.intern_pay_share": Answer(Fraction(39, 50))}
    changed = replace(signed, answers={**signed.answers, **short})
    assert signed.date is not None
    evaluation = evaluate(shipped_rulebook, changed, signed.date)
    concluded = conclude(evaluation, shipped_rulebook)
    material = Material(shipped_rulebook, changed, evaluation, concluded, CORRECTED, EVIDENCE)
    text = text_of(layout_pdf(Layout.FULL, material, FONTS))
    assert "本校180m，要求≥200m" in text and "180=180" not in text
    assert "本校78.00%，要求≥80%" in text and "78=78" not in text
    assert flat(NO_WAY) in text


def test_every_row_of_the_sheet_is_what_was_judged(material: Material) -> None:
    evaluation = material.evaluation
    content = workbook_bytes(
        material.rulebook, material.assessment, evaluation, material.conclusion, CORRECTED, EVIDENCE
    )
    rows = {str(row["指标编号"]): row for row in sheet_of(content, "判定")}
    judged = [verdict for verdict in listed(evaluation) if not verdict.task]
    assert len(rows) == len(judged)
    for verdict in judged:
        row = rows[verdict.indicator]
        told = (row["状态代码"], row["判定"], row["本校（精确值）"], row["要求（精确值）"], row["条款"])
        exact = (verdict.exact or "", verdict.required_exact or "")
        assert told == (verdict.status.value, status_word(verdict), *exact, verdict.clause)
        unread = verdict.source is SourceState.RECALLED and verdict.status is Status.UNJUDGEABLE
        assert row["原因"] == (UNREAD if unread else verdict.reason)
    tasks = {str(row["任务编号"]): row["状态代码"] for row in sheet_of(content, "任务")}
    assert tasks == {v.indicator: v.status.value for v in listed(evaluation) if v.task}


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
