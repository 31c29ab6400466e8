"""The empty forms: one section for each office, every fact with its rule and date, room to write."""

from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.reports.blank_forms import blank_forms
from app.reports.report import BlankCell, ChoiceCell, Report, Table, TextCell, plain
from tests.builders import FACTS, rulebook
from tests.reports.builders import flat, pages_of, printed

YEAR = SchoolYear(2026)


def cells(report: Report) -> dict[str, tuple[object, ...]]:
    tables = [block for _, block in report.blocks() if isinstance(block, Table)]
    return {
        plain(row.cells[1].paragraphs[0]): row.cells
        for table in tables
        for row in table.rows
        if isinstance(row.cells[1], TextCell)
    }


def test_every_office_has_a_section_and_the_tasks_one_of_their_own(shipped_rulebook: Rulebook) -> None:
    offices = dict.fromkeys(page.office for form in shipped_rulebook.forms for page in form.pages)
    titles = [section.title.split("、")[1] for section in blank_forms(shipped_rulebook, YEAR).sections]
    assert titles == [*offices, "任务清单"]


def test_every_fact_is_asked_once(shipped_rulebook: Rulebook) -> None:
    report = blank_forms(shipped_rulebook, YEAR)
    pages = [page for form in shipped_rulebook.forms for page in form.pages]
    asked = [block for _, block in report.blocks() if isinstance(block, Table)]
    assert sum(len(table.rows) for table in asked[: len(pages)]) == sum(len(page.facts) for page in pages)


def test_a_number_has_a_blank_with_its_unit_and_a_choice_has_boxes() -> None:
    found = cells(blank_forms(rulebook(facts=FACTS), YEAR))
    assert found["专任教师数"][-1] == BlankCell(1, "人")
    assert found["规划已备案"][-1] == ChoiceCell(("是", "否"))
    assert found["学校等级"][-1] == ChoiceCell(("国示范", "市重", "双优", "均无"))


def test_what_may_be_not_applicable_is_marked() -> None:
    assert "在校生数※" in cells(blank_forms(rulebook(facts=FACTS), YEAR))


def test_dates_are_those_of_the_year(shipped_rulebook: Rulebook) -> None:
    text = "".join(flat(page) for page in pages_of(printed(blank_forms(shipped_rulebook, YEAR))))
    for moment in ("2026-09-01", "2025-09-01至", "2025年"):
        assert moment in text


def test_the_forms_are_no_draft_and_are_numbered(shipped_rulebook: Rulebook) -> None:
    pages = pages_of(printed(blank_forms(shipped_rulebook, YEAR)))
    for number, page in enumerate(map(flat, pages), start=1):
        assert "草稿" not in page and f"第{number}页共{len(pages)}页" in page


def test_with_what_a_school_needs_only_that_is_asked_and_empty_offices_are_left_out(
    shipped_rulebook: Rulebook,
) -> None:
    needed = {"students.enrolled", "school.name", "task.yuzhong-2022-28.19"}
    report = blank_forms(shipped_rulebook, YEAR, needed)
    assert [section.title for section in report.sections] == ["一、办公室", "二、学生处", "三、任务清单"]
    asked = [block for _, block in report.blocks() if isinstance(block, Table)]
    assert [len(table.rows) for table in asked] == [1, 1, 1]
    assert any("只列适用本校" in page for page in map(flat, pages_of(printed(report))))
