"""Each of the 102 rows of the sources is asked, with the scope, force, reach, deadline and figure that it has there."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from app.catalog.catalog import Content, load_content
from app.catalog.coverage import Coverage, read_coverage
from app.domain.measures import AllOf
from app.domain.standard import Force, Indicator, Reach, Scope, SourceState
from app.domain.verdict import Status
from app.paths import Paths, standard_paths

SEED: dict[str, dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "seed_rows.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)["rows"]
TASKS = {"YZ-任务01…33": 33, "BB-任务01…18": 18, "JG-任务01…19": 19, "JG-专栏2…6": 28, "YC-任务01…26": 26}


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(standard_paths())


@pytest.fixture(scope="module")
def coverage(content: Content, shipped: Paths) -> Coverage:
    return read_coverage(shipped, content.rulebook.standards)


@pytest.fixture(scope="module")
def rows(content: Content) -> dict[str, Indicator]:
    return {row.id: row for std in content.rulebook.standards.values() for row in std.indicators}


def test_all_102_rows_and_all_tasks_are_covered(coverage: Coverage) -> None:
    assert coverage.problems == ()
    assert len(SEED) == 102
    assert set(coverage.rows) == set(SEED) | set(TASKS)
    assert {row: len(coverage.rows[row]) for row in TASKS} == TASKS


@pytest.mark.parametrize("seed", SEED)
def test_a_row_keeps_the_scope_force_and_reach_of_its_source(
    seed: str, coverage: Coverage, rows: dict[str, Indicator]
) -> None:
    asked = [rows[name] for name in coverage.rows[seed] if name in rows]
    expected = SEED[seed]
    assert any(row.force == expected["force"] for row in asked)
    if expected["scope"] != "any":
        assert expected["scope"] in {row.scope for row in asked}
    for row in asked:
        assert (row.reach is Reach.AREA_RATE) == ("area" in expected)
        if expected["scope"] in (Scope.CONTRIBUTION, Scope.CONTEXT):
            assert row.scope is not Scope.SCHOOL, "a target of others is never a school's failing"
        if expected["force"] == Force.REFERENCE:
            assert row.force is Force.REFERENCE


@pytest.mark.parametrize("seed", [seed for seed in SEED if "figures" in SEED[seed]])
def test_a_row_has_the_figure_of_its_source(
    seed: str, content: Content, coverage: Coverage, rows: dict[str, Indicator]
) -> None:
    home = {row.id: std for std in content.rulebook.standards.values() for row in std.indicators}
    blanks = content.rulebook.blanks
    asked = [rows[name] for name in coverage.rows[seed] if name in rows]
    printed = {
        (blanks.of(home[row.id], row, value.start).verdict.required or "").replace(" ", "")
        for row in asked
        for value in row.values
    }
    assert set(SEED[seed]["figures"]) <= printed
    assert all(value.state is SourceState.READ for row in asked for value in row.values)


@pytest.mark.parametrize("seed", [seed for seed in SEED if "by" in SEED[seed]])
def test_a_row_keeps_its_deadline_and_says_where_none_is_printed(
    seed: str, coverage: Coverage, rows: dict[str, Indicator]
) -> None:
    year, inferred = SEED[seed]["by"].removesuffix("~"), SEED[seed]["by"].endswith("~")
    dated = [rows[name].deadline for name in coverage.rows[seed] if name in rows and rows[name].deadline]
    assert dated
    assert all(str(deadline.date) == f"{year}-12-31" for deadline in dated if deadline)
    assert all(deadline.inferred is inferred for deadline in dated if deadline)


@pytest.mark.parametrize("seed", [seed for seed in SEED if "by" not in SEED[seed]])
def test_a_row_without_a_date_in_its_source_has_no_stated_deadline(
    seed: str, coverage: Coverage, rows: dict[str, Indicator]
) -> None:
    for name in coverage.rows[seed]:
        deadline = rows[name].deadline if name in rows else None
        assert deadline is None or deadline.inferred


def judged(row: Indicator) -> bool:
    return row.scope is Scope.SCHOOL and row.force is not Force.REFERENCE and row.requirement != "about"


@pytest.mark.parametrize("seed", [seed for seed in SEED if "figures" in SEED[seed]])
def test_a_row_with_a_figure_has_a_worked_example_on_each_side(
    seed: str, content: Content, coverage: Coverage, rows: dict[str, Indicator]
) -> None:
    expected: dict[str, set[str]] = {}
    for examples in content.examples.values():
        for example in examples:
            for name, status in example.expect:
                expected.setdefault(name, set()).add(status)
    for name in coverage.rows[seed]:
        if name in rows and judged(rows[name]) and not isinstance(rows[name].measure, AllOf):
            assert {Status.MET, Status.MISSED} <= expected[name], name
