"""What rosters add up to, in the report, the sheet and the data of a filing; never a row of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import jsonschema
import pytest
from openpyxl import load_workbook

from app.domain.assessment import Assessment
from app.domain.conclusion import Conclusion, conclude
from app.domain.evaluation import Evaluation, evaluate
from app.domain.filing import FilingNumber, Occasion
from app.domain.roster_summary import Mark, RosterSummary, Tally, Undecided
from app.domain.rulebook import Rulebook
from app.reports.build import build_report
from app.reports.excel import workbook_bytes
from app.reports.filing_data import filing_data
from app.reports.material import Material
from app.reports.public import public_report
from app.reports.report import Report
from tests.exchange.test_package_format import SCHEMA
from tests.reports.builders import flat, pages_of, printed

ON = date(2026, 11, 21)
DUAL = Tally("teachers.dual_qualified", 24, 24, (("非专任", 10), ("证书已过期", 2)))
SPECIALIST = Tally("teachers.specialist", 41, 41, (("非专任", 10),), (Undecided(7, "岗位类别未填"),) * 2)
TEACHERS = RosterSummary("teachers", "教师花名册", 84, Mark("李晓岚", date(2026, 10, 12)), (SPECIALIST, DUAL))
TRAINING = RosterSummary("training", "培训台账", 31, None, (Tally("training.income", 864_000, 31),))


@pytest.fixture(scope="module")
def counted(sample: Assessment) -> Assessment:
    return replace(sample, rosters=(TEACHERS, TRAINING))


@pytest.fixture(scope="module")
def evaluation(shipped_rulebook: Rulebook, counted: Assessment) -> Evaluation:
    return evaluate(shipped_rulebook, counted, ON)


@pytest.fixture(scope="module")
def material(shipped_rulebook: Rulebook, counted: Assessment, evaluation: Evaluation) -> Material:
    return Material(shipped_rulebook, counted, evaluation, conclude(evaluation, shipped_rulebook))


def given_of(material: Material) -> tuple[Rulebook, Assessment, Evaluation, Conclusion]:
    return material.rulebook, material.assessment, material.evaluation, material.conclusion


def text_of(material: Material, make: Callable[..., Report] = build_report) -> str:
    return flat("".join(pages_of(printed(make(*given_of(material))))))


def test_the_report_shows_both_figures_which_judges_and_why_rows_are_left_out(material: Material) -> None:
    text = text_of(material)
    assert flat("2026-10-12 由李晓岚标记为已核对完整") in text
    assert flat("尚未标记为已核对完整，各项判定采用填报数") in text
    assert flat("双师型教师数 24 名 25 名 1 名 花名册 非专任 10 行；证书已过期 2 行") in text
    assert flat("专业教师数 41 名 42 名 1 名 填报 非专任 10 行；未定：岗位类别未填 2 行") in text


def test_the_figure_of_a_complete_roster_is_what_the_verdict_is_printed_with(evaluation: Evaluation) -> None:
    row = next(item for item in evaluation.verdicts if item.indicator == "YZ-双师")
    assert {used.id: used.text for used in row.trace.facts}["teachers.dual_qualified"] == "24 人"


def test_the_public_version_tells_nothing_of_rosters(material: Material) -> None:
    assert "花名册" not in text_of(material, public_report)


def test_a_report_without_rosters_has_no_section_of_them(material: Material, sample: Assessment) -> None:
    head = flat("十一、花名册统计")
    assert head in text_of(material)
    assert head not in text_of(replace(material, assessment=sample))


def test_the_sheet_holds_the_figures_as_numbers(material: Material) -> None:
    book = load_workbook(BytesIO(workbook_bytes(*given_of(material))))
    rows = [
        row for row in book["花名册统计"].iter_rows(values_only=True) if row[3] == "teachers.dual_qualified"
    ]
    (row,) = rows
    assert row[5:12] == (24, 25, 1, "人", "花名册", 24, 0)
    assert row[12] == "非专任 10 行；证书已过期 2 行"


def test_the_sheet_of_all_data_tells_a_counted_figure_from_a_typed_one(material: Material) -> None:
    book = load_workbook(BytesIO(workbook_bytes(*given_of(material))))
    head, *rows = book["数据"].iter_rows(values_only=True)
    told = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    dual, specialist = told["teachers.dual_qualified"], told["teachers.specialist"]
    assert (dual["本年"], dual["填报原文"]) == (24, "25") and str(dual["备注"]).startswith("花名册统计")
    assert specialist["本年"] == 42 and not str(specialist["备注"] or "").startswith("花名册统计")


def test_what_is_filed_fits_the_schema_and_holds_the_figure_that_judges(
    shipped_rulebook: Rulebook, counted: Assessment, sample: Assessment, evaluation: Evaluation
) -> None:
    occasion = Occasion(FilingNumber("3150010999", counted.year, 1), datetime(2026, 11, 27, 16, 20))
    conclusion = conclude(evaluation, shipped_rulebook)
    data = filing_data(shipped_rulebook, counted, evaluation, conclusion, occasion)
    jsonschema.validate(data, SCHEMA, cls=jsonschema.Draft202012Validator)
    facts = {fact["id"]: fact["value"] for fact in data["facts"]}
    assert (facts["teachers.dual_qualified"], facts["teachers.specialist"]) == ("24", "42")
    teachers, training = data["rosters"]
    assert teachers["complete"] == {"by": "李晓岚", "on": "2026-10-12"}
    assert training["complete"] is None
    dual = teachers["figures"][1]
    assert (dual["value"], dual["typed"], dual["judges"]) == ("24", "25", True)
    assert teachers["figures"][0]["undecided"] == [{"reason": "岗位类别未填", "rows": 2}]
    assert "rosters" not in filing_data(shipped_rulebook, sample, evaluation, conclusion, occasion)
