"""What a check of content remarks on, beside faults."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.catalog.catalog import Content, load_content
from app.catalog.coverage import Coverage, read_coverage
from app.paths import Paths
from app.services.remarks import remarks
from tests.catalog.packs import RIGHT, load

ON = date(2026, 11, 22)
NOTHING = Coverage({}, (), ())


def told(text: str, folder: Path, shipped: Paths, on: date = ON) -> list[str]:
    content = load(text, folder, shipped)
    assert content.problems == []
    return [remark for remark in remarks(content, NOTHING, on) if remark.startswith("T-")]


def test_a_pack_with_both_sides_and_fresh_figures_calls_for_no_remark(tmp_path: Path, shipped: Paths) -> None:
    one_sided = told(RIGHT, tmp_path, shipped)
    assert one_sided == ["T-土地：缺少达到、未达到的算例", "T-合计：缺少达到、未达到的算例"]


@pytest.mark.parametrize(
    ("on", "remark"),
    [
        (date(2027, 11, 21), []),
        (date(2027, 11, 22), ["T-师资：自 2020-01-01 起的数值 366 天未复核（上次 2026-11-21）"]),
    ],
)
def test_a_figure_is_to_be_looked_at_again_after_a_year(
    tmp_path: Path, shipped: Paths, on: date, remark: list[str]
) -> None:
    assert [line for line in told(RIGHT, tmp_path, shipped, on) if "未复核" in line] == remark


def test_an_example_is_missing_on_a_side(tmp_path: Path, shipped: Paths) -> None:
    met_only = "\n".join(line for line in RIGHT.splitlines() if "不足六成" not in line)
    assert "T-师资：缺少未达到的算例" in told(met_only, tmp_path, shipped)


def test_a_changed_figure_needs_an_example_on_the_day_and_on_the_day_before(
    tmp_path: Path, shipped: Paths
) -> None:
    value = "- {from: 2020-01-01, value: 60%, state: read, seen_in: 原文, checked: 2026-11-21}"
    later = value.replace("2020-01-01, value: 60%", "2024-01-01, value: 50%")
    changed = RIGHT.replace(value, f"{value}\n      {later}").replace(
        "dual_qualified: 5", "dual_qualified: 4"
    )
    assert "T-师资：缺少 2024-01-01 当天和前一天的算例" in told(changed, tmp_path, shipped)
    both = changed.replace("不足六成, date: 2024-01-01", "不足六成, date: 2023-12-31")
    assert not [line for line in told(both, tmp_path, shipped) if "当天" in line]


def test_a_fact_that_nothing_uses_and_a_row_that_nothing_asks_are_named(shipped: Paths) -> None:
    content = load_content(shipped)
    empty = Content(replace(content.rulebook, standards={}))
    lines = list(remarks(empty, Coverage({"YZ-升学": ()}, (), ()), ON))
    assert (
        "library.teacher_seats（教师阅览座位）：没有指标、条件、校验或其他口径用到" not in lines
    )  # a check uses it
    assert "campus.building_owned（学校产权校舍面积）：没有指标、条件、校验或其他口径用到" not in lines
    assert "programmes.clusters（对接专业课程群）：没有指标、条件、校验或其他口径用到" in lines
    assert not [line for line in lines if line.startswith("school.")]
    assert lines[-1] == "YZ-升学：没有指标或任务填报这一条"


def test_every_row_of_the_sources_is_asked_by_something_that_exists(shipped: Paths) -> None:
    content = load_content(shipped)
    coverage = read_coverage(shipped, content.rulebook.standards)
    assert [str(problem) for problem in coverage.problems] == []
    assert all(coverage.rows.values())
