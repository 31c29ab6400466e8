"""The sample school, read once."""

from dataclasses import replace
from datetime import date

import pytest

from app.catalog.facts_file import read_facts
from app.catalog.plan_file import read_plan
from app.domain.assessment import Assessment
from app.domain.conclusion import conclude
from app.domain.evaluation import evaluate
from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.paths import Paths
from app.reports.build import build_report
from app.reports.report import Report
from tests.reports.builders import pages_of, printed
from tests.reports.filing import CORRECTED, EVIDENCE


@pytest.fixture(scope="session")
def sample(shipped: Paths, shipped_rulebook: Rulebook) -> Assessment:
    """The sample school with its plans."""
    facts = read_facts(shipped.samples / "示例学校.yaml", shipped_rulebook)
    return replace(facts, remedies=read_plan(shipped.samples / "整改.yaml", shipped_rulebook))


@pytest.fixture(scope="session")
def sample_report(shipped_rulebook: Rulebook, sample: Assessment) -> Report:
    """What the sample's report says."""
    assert sample.date is not None
    evaluation = evaluate(shipped_rulebook, sample, sample.date)
    return build_report(shipped_rulebook, sample, evaluation, conclude(evaluation, shipped_rulebook))


@pytest.fixture(scope="session")
def sample_pdf(sample_report: Report) -> bytes:
    """The sample's report, printed."""
    return printed(sample_report)


@pytest.fixture(scope="session")
def sample_pages(sample_pdf: bytes) -> list[str]:
    """The text of each page of the sample's report."""
    return pages_of(sample_pdf)


@pytest.fixture(scope="session")
def signed(sample: Assessment) -> Assessment:
    """The sample as it is signed: names and dates filled in."""
    days = {
        "prepared_on": date(2026, 11, 26),
        "reviewed_on": date(2026, 11, 27),
        "signed_on": date(2026, 11, 27),
    }
    names = {"preparer": "李晓岚", "reviewer": "郑国平", "principal": "沈文清"}
    given = {f"filing.{key}": Answer(value) for key, value in (days | names).items()}
    return replace(sample, answers={**sample.answers, **given})


@pytest.fixture(scope="session")
def filed_report(shipped_rulebook: Rulebook, signed: Assessment) -> Report:
    """What the report of the sample's second filing says."""
    assert signed.date is not None
    evaluation = evaluate(shipped_rulebook, signed, signed.date)
    conclusion = conclude(evaluation, shipped_rulebook)
    return build_report(shipped_rulebook, signed, evaluation, conclusion, CORRECTED, EVIDENCE)


@pytest.fixture(scope="session")
def filed_pdf(filed_report: Report) -> bytes:
    """The report of the sample's second filing, printed."""
    return printed(filed_report)
