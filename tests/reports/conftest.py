"""The sample school, read once."""

from dataclasses import replace

import pytest

from app.catalog.facts_file import read_facts
from app.catalog.plan_file import read_plan
from app.domain.assessment import Assessment
from app.domain.conclusion import conclude
from app.domain.evaluation import evaluate
from app.domain.rulebook import Rulebook
from app.paths import Paths
from app.reports.build import build_report
from app.reports.report import Report
from tests.reports.builders import pages_of, printed


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
