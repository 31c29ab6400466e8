"""The bars of the conclusion page: one per document, one for all where a sentence rests on many."""

from dataclasses import replace

import pytest

from app.domain.conclusion import conclude
from app.domain.evaluation import evaluate
from app.domain.rulebook import ConclusionPart
from app.domain.standard import Comparison, Reach
from app.domain.verdict import Status
from app.reports.material import Material
from app.reports.sections.conclusion import chart_rows
from tests.builders import TODAY, assessment, indicator, rulebook, standard, value_of


def material(count: int) -> Material:
    row = indicator(value_of("teachers"), Comparison.AT_LEAST, 60)
    names = tuple(f"law-{number}" for number in range(count))
    packs = [standard(replace(row, id=f"row-{name}"), name=name) for name in (*names, "plan")]
    parts = (ConclusionPart("国家规定", names), ConclusionPart("区县目标", ()))
    book = replace(rulebook(*packs), conclusion=parts)
    given = assessment({"teachers": 60})
    evaluation = evaluate(book, given, TODAY)
    return Material(book, given, evaluation, conclude(evaluation, book))


@pytest.mark.parametrize(("count", "bars"), [(4, 5), (5, 2)])
def test_more_than_four_documents_of_one_sentence_share_a_bar(count: int, bars: int) -> None:
    rows = chart_rows(material(count))
    assert len(rows) == bars
    assert sum(row.count(Status.MET) for row in rows) == count + 1


def test_the_shared_bar_has_the_name_of_the_sentence_and_says_how_many_documents() -> None:
    shared, alone = chart_rows(material(6))
    assert (shared.label, shared.total, alone.total) == ("国家规定 6 件", 6, 1)


def test_rates_of_an_area_are_in_no_bar() -> None:
    given = material(1)
    plan = given.rulebook.standards["plan"]
    rate = replace(plan.indicators[0], reach=Reach.AREA_RATE)
    book = replace(
        given.rulebook, standards={**given.rulebook.standards, "plan": replace(plan, indicators=(rate,))}
    )
    evaluation = evaluate(book, given.assessment, TODAY)
    (bar,) = chart_rows(Material(book, given.assessment, evaluation, conclude(evaluation, book)))
    assert bar.total == 1
