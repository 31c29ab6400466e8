"""The summary: conclusion, counts, the widest gaps first, where the files are."""

from dataclasses import replace
from pathlib import Path

from app.domain.assessment import Assessment
from app.domain.conclusion import conclude
from app.domain.evaluation import evaluate
from app.domain.rulebook import Rulebook
from app.domain.standard import Comparison, Indicator
from app.reports.summary import summary_lines, widest_gaps
from tests.builders import TODAY, assessment, indicator, judge_all, rulebook, standard, value_of


def floor(name: str, fact: str, least: int) -> Indicator:
    return replace(indicator(value_of(fact), Comparison.AT_LEAST, least), id=name, title=name)


def test_the_row_farthest_from_its_requirement_comes_first() -> None:
    rows = (floor("近", "teachers", 100), floor("远", "dual", 100), floor("中", "specialist", 10))
    evaluation = judge_all(rulebook(standard(*rows)), {"teachers": 99, "dual": 1, "specialist": 5})
    assert [gap.verdict.indicator for gap in widest_gaps(evaluation)] == ["远", "中", "近"]


def test_rows_that_lack_the_same_are_told_once() -> None:
    rows = (floor("甲", "teachers", 60), floor("乙", "teachers", 60))
    (gap,) = widest_gaps(judge_all(rulebook(standard(*rows)), {"teachers": 59}))
    assert gap.also == 1


def test_nothing_missed_is_said_in_words() -> None:
    book = rulebook(standard(floor("甲", "teachers", 60)))
    evaluation = evaluate(book, assessment({"teachers": 60}), TODAY)
    assert "没有未达标的指标。" in summary_lines(evaluation, conclude(evaluation, book), [])


def test_the_sample_is_summed_up_with_three_gaps_and_its_files(
    shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    assert sample.date is not None
    evaluation = evaluate(shipped_rulebook, sample, sample.date)
    text = "\n".join(
        summary_lines(evaluation, conclude(evaluation, shipped_rulebook), [Path("out/自评报告.pdf")])
    )
    for part in ("办学条件达标监测：", "差距最大的 3 项", "  1. ", "  3. ", "out/自评报告.pdf"):
        assert part in text
    assert "：指标 32 项（达标 8，未达标 2，不适用 2，仅展示 20）；另有区域口径对照 3 项" in text
