"""Eight schools, each of its kind: exactly the documents that speak of it, and how their rows come out."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.catalog.facts_file import read_facts
from app.domain.applicability import exclusion_of
from app.domain.evaluation import Evaluation, evaluate
from app.domain.fact_sheet import FactSheet
from app.domain.rulebook import Rulebook
from app.domain.verdict import Status

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


class School:
    """One case: a file of facts, and what is expected of it."""

    def __init__(self, path: Path, folder: Path, rulebook: Rulebook) -> None:
        self.expected: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        facts = folder / path.name
        facts.write_text(yaml.safe_dump(self.expected.pop("school"), allow_unicode=True), encoding="utf-8")
        self.assessment = read_facts(facts, rulebook)
        assert self.assessment.date is not None
        self.rulebook = rulebook
        self.evaluation: Evaluation = evaluate(rulebook, self.assessment, self.assessment.date)

    def documents(self, applies: bool | None) -> list[str]:
        """Return the documents that apply, do not, or may."""
        return [result.id for result in self.evaluation.standards if result.applies is applies]

    def excluded(self) -> list[str]:
        """Return the documents that address the school and take it out."""
        sheet = FactSheet(self.rulebook.facts, self.assessment.answers)
        listed = (self.rulebook.standards[name] for name in self.documents(True))
        return [pack.id for pack in listed if exclusion_of(pack, sheet) is not None]

    def rows(self, standard: str) -> dict[str, int]:
        """Return how many rows and tasks of a document have which status."""
        return dict(Counter(verdict.status.value for verdict in self.evaluation.of(standard)))


@pytest.fixture(params=CASES, ids=[path.stem for path in CASES])
def school(request: pytest.FixtureRequest, tmp_path: Path, shipped_rulebook: Rulebook) -> School:
    return School(request.param, tmp_path, shipped_rulebook)


def test_there_is_a_case_for_each_of_the_eight_schools() -> None:
    assert len(CASES) == 8


def test_a_school_is_judged_by_exactly_the_documents_that_speak_of_it(school: School) -> None:
    assert sorted(school.documents(True)) == sorted(school.expected["applies"])
    assert sorted(school.documents(None)) == sorted(school.expected.get("undecided", []))


def test_a_school_is_taken_out_of_exactly_the_documents_that_except_it(school: School) -> None:
    excluded = school.expected.get("excluded", [])
    assert sorted(school.excluded()) == sorted(excluded)
    assert all(set(school.rows(name)) == {Status.NOT_APPLICABLE.value} for name in excluded)


def test_the_rows_of_each_document_come_out_as_the_few_answers_let_them(school: School) -> None:
    listed = [*school.documents(True), *school.documents(None)]
    wanted = {
        name: {status: int(count) for status, count in counts.items()}
        for name, counts in school.expected["rows"].items()
    }
    assert {name: school.rows(name) for name in listed} == wanted


def test_every_document_says_why_it_applies_or_not(school: School) -> None:
    assert all(result.reason for result in school.evaluation.standards)


def test_what_is_missing_is_what_the_school_is_asked(school: School) -> None:
    needed = school.rulebook.needs.of(school.assessment, school.evaluation.date)
    missing = {fact.removeprefix("previous.") for v in school.evaluation.verdicts for fact in v.missing}
    assert missing <= needed
