"""The page on which every standard stands: each figure with its source, each doubt named."""

from collections.abc import Iterator

import pytest

from app.domain.rulebook import Rulebook
from app.reports.handbook import handbook


@pytest.fixture(scope="module")
def lines(shipped_rulebook: Rulebook) -> list[str]:
    wanted = [("某部门〔2020〕1号", "第三条原文", ("conditions-2022", "DB-师生比"))]
    return list(handbook(shipped_rulebook, wanted))


def cells(lines: list[str], first: str) -> list[str]:
    (row,) = (line for line in lines if line.startswith(f"| `{first}` |") and line.count(" | ") > 5)
    return [cell.strip() for cell in row.strip("|").split(" | ")]


def test_a_row_stands_with_figure_clause_source_force_and_deadline(lines: list[str]) -> None:
    row = cells(lines, "YZ-双师")
    assert row[1:5] == ["双师型教师占专业教师比例", "二（九）；附件18", "双师型教师数 ÷ 专业教师数", "≥70%"]
    assert row[5] == "已核对原文：区政府公开文本（2026-11-21 复核）"
    assert row[6] == "预期性；本校；区域口径，本校对照"
    assert row[7] == "2025-12-31（推定）"
    assert "原文未写年限" in row[8]


def test_a_figure_that_was_not_read_stands_in_brackets(lines: list[str]) -> None:
    assert cells(lines, "SZ-计算机")[4:6] == ["〔≥15〕", "待核实"]


def test_the_widest_counting_is_told_with_its_reason(lines: list[str]) -> None:
    assert "最宽口径：学历教育在校生数 ÷ （专任教师数 + 兼职（外聘）教师数）" in cells(lines, "DB-师生比")[8]


def test_composites_name_their_parts(lines: list[str]) -> None:
    assert cells(lines, "YZ-招生")[3].startswith("以下各项均达到：招生数不超过核定计划（YZ-招生-计划）")


def test_tasks_stand_with_their_units_and_the_row_that_answers_them(lines: list[str]) -> None:
    (task,) = (line for line in lines if line.startswith("| 19 |") and "双师型" in line)
    assert task.endswith("| 区教委 | 区教委、区人力社保局 | 本校 | `YZ-双师制度` |")


def doubts(lines: list[str]) -> Iterator[str]:
    start = lines.index("## 推定、取法和未见原文的数值")
    return (line for line in lines[start:] if line.startswith("| `"))


def test_every_inferred_second_hand_and_unseen_value_is_listed_once_more(
    lines: list[str], shipped_rulebook: Rulebook
) -> None:
    told = {line.split("`")[1]: line for line in doubts(lines)}
    rows = [row for standard in shipped_rulebook.standards.values() for row in standard.indicators]
    unsure = {row.id for row in rows if any(value.state != "read" for value in row.values)}
    inferred = {row.id for row in rows if row.deadline is not None and row.deadline.inferred}
    bracketed = {row.id for row in rows if row.wider is not None or row.at_exactly}
    assert set(told) == unsure | inferred | bracketed
    assert "期限为推定" in told["YZ-升学"]
    assert "口径未读" in told["DB-师生比"]


def test_texts_still_to_be_obtained_close_the_page(lines: list[str]) -> None:
    assert lines[-1] == "| 1 | 某部门〔2020〕1号 | 第三条原文 | `conditions-2022`、`DB-师生比` |"


def test_no_cell_breaks_its_table(lines: list[str]) -> None:
    table_lines = [line for line in lines if line.startswith("|")]
    widths = {line.count("|") for line in table_lines}
    assert widths <= {4, 5, 8, 10}
