"""校验: what must be mended, what is explained in writing, what is missing; each row leads to its fact."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.domain.values import dated
from app.services.session import Session
from app.storage.workspace import Workspace
from app.ui.navigation import Navigation
from app.ui.pages.checks_page import ChecksPage
from app.ui.session_model import SessionModel
from app.ui.tables.check_rows import CheckKind, CheckRow, mend_count
from tests.ui.hands import focus, shown_page, write

INCOME = "培训收入比上年变化超过50"
TASK = "task.yuzhong-2022-28."


@pytest.fixture
def page(qtbot: QtBot, model: SessionModel, navigation: Navigation) -> ChecksPage:
    return shown_page(qtbot, ChecksPage(model, navigation))


def rows(page: ChecksPage, kind: CheckKind) -> list[CheckRow]:
    return [row for row in page.view.table.rows() if row.kind is kind]


def unusual(page: ChecksPage) -> CheckRow:
    return next(row for row in rows(page, CheckKind.EXPERIENCE) if row.head.startswith(INCOME))


def titles(page: ChecksPage) -> list[str]:
    return [group.title for group in page.view.table.groups]


def test_a_school_in_order_reads_so_in_each_group(page: ChecksPage) -> None:
    assert titles(page) == ["逻辑校验 0", "经验校验 1", "完整性 7"]
    assert page.view.table.groups[0].note == "没有相互矛盾的数据"
    assert page.badge() is not None and page.badge().count == 0


def test_a_contradiction_comes_first_and_is_counted(
    qtbot: QtBot, page: ChecksPage, model: SessionModel
) -> None:
    with qtbot.waitSignal(page.badge_changed):
        model.type_text("teachers.dual_qualified", "60")
    (row,) = rows(page, CheckKind.LOGIC)
    assert row.head == "双师型教师数不能大于专业教师数"
    assert row.detail == "双师型教师数 60 人（上年 21 人）；专业教师数 42 人（上年 41 人）"
    assert page.badge() is not None and page.badge().count == 1
    model.undo_stack.undo()
    assert rows(page, CheckKind.LOGIC) == []


def test_what_waits_is_counted_as_the_tab_of_the_forms_counts_it(
    page: ChecksPage, model: SessionModel
) -> None:
    waiting = model.session.walk.open_facts(model.session.assessment)
    assert sorted(row.fact for row in rows(page, CheckKind.MISSING)) == sorted(waiting)
    assert page._subtitle.text() == f"须说明 1 处，待填 {len(waiting)} 项" == "须说明 1 处，待填 7 项"
    signature = next(row for row in rows(page, CheckKind.MISSING) if row.fact == "filing.preparer")
    assert signature.detail == "报告和备案所需，不影响判定"
    model.set_answers({f"{TASK}18": Answer(), f"{TASK}20": Answer()}, "清空")
    assert page._subtitle.text() == "须说明 1 处，待填 7 项，任务未填 2 项"


def test_the_tab_counts_what_must_be_mended_as_the_heading_does(
    qtbot: QtBot, page: ChecksPage, model: SessionModel
) -> None:
    model.type_text("teachers.dual_qualified", "60")
    with qtbot.waitSignal(page.badge_changed):
        model.type_text("teachers.part_time", "许多")
    badge = page.badge()
    assert badge is not None and badge.count == 2
    assert page._subtitle.text() == "须改正 2 处，须说明 3 处，待填 8 项（含未能识别的 1 项）"


def test_enter_goes_to_the_fact(
    qtbot: QtBot, page: ChecksPage, model: SessionModel, navigation: Navigation
) -> None:
    model.type_text("teachers.dual_qualified", "60")
    page.view.set_current(rows(page, CheckKind.LOGIC)[0].key)
    with qtbot.waitSignal(navigation.fact_wanted) as asked:
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert asked.args == ["teachers.dual_qualified"]


def test_one_comes_from_a_field_to_its_very_check_ready_to_write(
    qtbot: QtBot, page: ChecksPage, model: SessionModel
) -> None:
    model.type_text("teachers.staff", "300")
    model.explain("teachers-staff-jump", "两校合并")
    page.filter.choose("open")
    page._on_filter("open")
    assert page.view.table.index_of("teachers-staff-jump").isValid() is False
    page.focus_check("teachers-staff-jump")
    assert page.view.current_key() == "teachers-staff-jump"
    assert page.view.viewport().rect().contains(page.view.visualRect(page.view.currentIndex()))
    assert focus() is page.editor.text and page.editor.text.text() == "两校合并"


def test_an_explanation_is_written_as_one_types_and_undone_in_one_step(
    qtbot: QtBot, page: ChecksPage, model: SessionModel
) -> None:
    page.view.set_current(unusual(page).key)
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    assert focus() is page.editor.text
    write("新承接")
    write("社区培训")
    assert unusual(page).explanation == "新承接社区培训"
    assert unusual(page).settled
    qtbot.keyClick(page.editor.text, Qt.Key.Key_Return)
    assert focus() is page.view
    assert not model.session.dirty
    stored = model.session.workspace.load(model.session.year).explanations
    assert stored == {unusual(page).check: "新承接社区培训"}
    assert model.undo_stack.undoText() == "填写校验说明"
    model.undo_stack.undo()
    assert unusual(page).explanation == ""
    assert page.editor.text.text() == ""


def test_blanks_explain_nothing(page: ChecksPage, model: SessionModel) -> None:
    model.explain(unusual(page).check, "  ")
    assert not unusual(page).settled


def test_explained_rows_leave_the_open_ones_when_the_filter_is_applied(
    page: ChecksPage, model: SessionModel
) -> None:
    page.filter.button("open").click()
    model.explain(unusual(page).check, "新承接社区培训")
    assert unusual(page).settled
    page.filter.button("open").click()
    assert rows(page, CheckKind.EXPERIENCE) == []
    assert titles(page)[1] == "经验校验 1"
    page.filter.button("all").click()
    assert unusual(page).settled


def test_what_was_typed_and_not_understood_is_told(page: ChecksPage, model: SessionModel) -> None:
    model.type_text("teachers.part_time", "许多")
    (row,) = rows(page, CheckKind.TYPED)
    assert "“许多”" in row.detail
    assert row.fact == "teachers.part_time"
    assert "teachers.part_time" not in {item.fact for item in rows(page, CheckKind.MISSING)}


def test_a_date_that_is_no_day_is_told_and_leads_to_its_fact(page: ChecksPage, model: SessionModel) -> None:
    before, waiting = mend_count(model.session), page._subtitle.text()
    plan = model.session.answer("governance.plan_filed")
    model.set_answer("governance.plan_filed", dated(plan, "去年十月"))
    (row,) = rows(page, CheckKind.TYPED)
    assert (row.head, row.fact) == ("学校发展规划备案的日期“去年十月”无法识别", "governance.plan_filed")
    assert mend_count(model.session) == before + 1
    assert "未能识别" not in page._subtitle.text() and page._subtitle.text() != waiting


def test_missing_facts_stand_by_office_with_the_rows_that_wait(page: ChecksPage, model: SessionModel) -> None:
    for fact in ("campus.land_return", "teachers.full_time", "teachers.staff", "students.enrolled"):
        model.type_text(fact, "")
    missing = rows(page, CheckKind.MISSING)
    offices = [row.place for row in missing]
    assert offices == [office for office in dict.fromkeys(offices) for _ in range(offices.count(office))]
    assert len(set(offices)) > 2
    full_time = next(row for row in missing if row.fact == "teachers.full_time")
    assert full_time.head == "专任教师数"
    assert full_time.detail.startswith("影响 ")


@pytest.mark.parametrize(
    ("year", "told"),
    [
        (SchoolYear(2026), "在 2025-2026 学年填写：单击窗口左上角，转到该学年"),
        (SchoolYear(2025), "本文件没有 2024-2025 学年，不影响备案"),
    ],
)
def test_what_is_missing_of_last_year_says_where_it_is_filled(
    qtbot: QtBot,
    navigation: Navigation,
    workspace_file: Path,
    shipped_rulebook: Rulebook,
    year: SchoolYear,
    told: str,
) -> None:
    def opened(year: SchoolYear) -> SessionModel:
        return SessionModel(Session(Workspace.open(workspace_file), shipped_rulebook, year))

    last_year = opened(SchoolYear(2025))
    last_year.set_answer("funding.total", Answer())
    last_year.close()
    model = opened(year)
    model.type_text("school.kind", "职业高中")
    model.type_text("school.district", "渝中区")
    page = shown_page(qtbot, ChecksPage(model, navigation))
    row = next(row for row in rows(page, CheckKind.MISSING) if row.head == "上年财政拨款")
    assert row.detail.endswith(f"；{told}")
    page.view.set_current(row.key)
    assert page.editor._how.text() == "上年数取自上一学年，不在本学年填写"
    assert page.editor.action.text() == page.view.table.words(row, 3) == "去查看"
    model.close()


def test_unanswered_tasks_are_one_row_that_leads_to_the_first(
    qtbot: QtBot, page: ChecksPage, model: SessionModel, navigation: Navigation
) -> None:
    model.set_answers({f"{TASK}18": Answer(), f"{TASK}20": Answer()}, "清空")
    row = rows(page, CheckKind.MISSING)[-1]
    assert row.head == "2 项任务未填：第 18、20 项"
    page.view.set_current(row.key)
    with qtbot.waitSignal(navigation.task_wanted) as asked:
        page.editor.action.click()
    assert asked.args == [f"{TASK}18"]


def test_painted_buttons_explain_and_go(qtbot: QtBot, page: ChecksPage, navigation: Navigation) -> None:
    from app.ui.tables.check_table import _buttons
    from app.ui.tables.delegate import padded

    index = page.view.table.index_of(unusual(page).key).siblingAtColumn(3)
    places = {
        name: box.center() for name, _, box in _buttons(padded(page.view.visualRect(index)), unusual(page))
    }
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=places["explain"])
    assert focus() is page.editor.text
    with qtbot.waitSignal(navigation.fact_wanted):
        qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=places["go"])


def test_a_row_that_is_mended_gives_its_place_to_the_next(page: ChecksPage, model: SessionModel) -> None:
    model.type_text("teachers.dual_qualified", "60")
    page.view.set_current(rows(page, CheckKind.LOGIC)[0].key)
    model.undo_stack.undo()
    current = page.view.current_row()
    assert current is not None
    assert current.key == next(iter(page.view.table.rows())).key


def test_on_a_heading_nothing_can_be_written(qtbot: QtBot, page: ChecksPage) -> None:
    page.view.set_current(unusual(page).key)
    qtbot.keyClick(page.view, Qt.Key.Key_Up)
    assert page.view.current_group() is not None
    assert not page.editor.text.isVisible()
    assert page.editor.isVisible()
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert not page.view.isExpanded(page.view.table.group_index(1))
