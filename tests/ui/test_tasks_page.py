"""任务清单: groups, keys, batch edit, notes and reasons, all undone in one step each."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QRect, Qt
from pytestqt.qtbot import QtBot

from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.domain.verdict import Status
from app.services.session import Session
from app.services.tasks import own_tasks
from app.storage.workspace import Workspace
from app.ui.navigation import Navigation
from app.ui.pages.checks_page import ChecksPage
from app.ui.pages.tasks_page import TasksPage
from app.ui.session_model import SessionModel
from app.ui.tables.task_editor import TaskEditor
from app.ui.tables.task_rows import TaskRow, TaskState
from app.ui.theme import Theme, theme
from tests.ui.hands import focus, shown_page, write

TASK = "task.yuzhong-2022-28."
KEYS = {"1": Qt.Key.Key_1, "2": Qt.Key.Key_2, "3": Qt.Key.Key_3, "0": Qt.Key.Key_0}


@pytest.fixture
def page(qtbot: QtBot, model: SessionModel, navigation: Navigation) -> TasksPage:
    return shown_page(qtbot, TasksPage(model, navigation))


def row(page: TasksPage, number: int) -> TaskRow:
    return next(row for row in page.view.table.rows() if row.key == f"{TASK}{number}")


def choose(page: TasksPage, *numbers: int) -> None:
    page.focus_task(f"{TASK}{numbers[0]}")
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for number in numbers[1:]:
        page.view.selectionModel().select(page.view.table.index_of(f"{TASK}{number}"), flags)


def test_the_schools_own_tasks_stand_open_and_the_districts_folded(page: TasksPage) -> None:
    titles = [group.title for group in page.view.table.groups]
    assert titles == [
        "渝中府办〔2022〕28号 · 由本校承担",
        "渝中府办〔2022〕28号 · 区县任务，报送本校贡献",
        "渝中府办〔2022〕28号 · 区县任务，仅供了解",
    ]
    opened = [page.view.isExpanded(page.view.table.group_index(place)) for place in range(3)]
    assert opened == [True, False, False]


def test_every_task_of_the_document_is_listed_with_its_units(page: TasksPage) -> None:
    rows = list(page.view.table.rows())
    assert len(rows) == 33
    eighth = row(page, 8)
    assert (eighth.task.no, eighth.task.lead) == ("8", "区人力社保局")
    assert page.view.table.words(eighth, 4) == "区人力社保局、区教委"


def test_the_tab_the_step_and_the_heading_count_the_same_tasks(page: TasksPage, model: SessionModel) -> None:
    session = model.session
    assert page._subtitle.text() == (
        "由本校承担 13 项，须填报 12 项，已填齐；报送贡献 10 项，须填报 9 项，已填齐"
    )
    answered = {task.fact: Answer() for task in session.rulebook.standards["yuzhong-2022-28"].tasks}
    model.set_answers(answered, "清空")
    step = session.walk.progress(session.evaluation, session.assessment).tasks
    badge = page.badge()
    assert badge is not None and (badge.count, step.filled, step.asked) == (7, 5, 12)
    shown = Counter(row.state for row in page.view.table.rows() if row.tag[0] == "本校承担")
    assert shown[TaskState.OPEN] == 7 and "待填 7 项" in session.conclusion().sentences[-1].text
    assert page._subtitle.text() == (
        "由本校承担 13 项，须填报 12 项，待填 7 项；报送贡献 10 项，须填报 9 项，待填 8 项"
    )
    assert len(own_tasks(session.evaluation)) == 13


def test_the_heading_of_a_group_counts_what_the_page_counts_and_apart_from_it_what_is_encouraged(
    page: TasksPage,
) -> None:
    notes = [group.note for group in page.view.table.groups]
    assert notes[0] == (
        "13 项：已完成 9，部分完成 2，未完成 1，不适用 1；鼓励事项 3 项：已完成 1，部分完成 1，未完成 1"
    )
    assert notes[1].startswith("10 项：")


def test_rows_chosen_to_the_end_are_edited_though_the_keyboard_is_on_the_last_heading(
    qtbot: QtBot, page: TasksPage, model: SessionModel
) -> None:
    page.focus_task(f"{TASK}4")
    qtbot.keyClick(page.view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert page.view.current_group() is not None
    assert page.editor._title.text().startswith("已选 16 项：第 4、")
    qtbot.keyClick(page.view, KEYS["2"])
    own = page.view.table.groups[0].rows
    assert [row.state for row in own if row.asked] == [TaskState.PARTLY] * sum(row.asked for row in own)
    model.undo_stack.undo()
    assert row(page, 4).state is TaskState.DONE


def test_going_to_a_task_chooses_it_alone_whatever_key_is_held(qtbot: QtBot, page: TasksPage) -> None:
    page.focus_task(f"{TASK}4")
    qtbot.keyClick(page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(page.view.chosen_rows()) == 16
    page.focus_task(f"{TASK}27")
    assert [chosen.key for chosen in page.view.chosen_rows()] == [f"{TASK}27"]
    qtbot.keyClick(page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [chosen.key for chosen in page.view.chosen_rows()] == [f"{TASK}27", f"{TASK}33"]


def test_a_long_note_is_shown_from_its_beginning(page: TasksPage, model: SessionModel) -> None:
    model.set_answer(f"{TASK}15", Answer("否", note="建设方案已编制，" * 40))
    page.focus_task(f"{TASK}15")
    assert page.editor.words.text().startswith("建设方案") and page.editor.words.cursorPosition() == 0


def test_a_task_rows_units_are_named_only_where_the_document_names_some(model: SessionModel) -> None:
    task = replace(model.session.rulebook.standards["yuzhong-2022-28"].tasks[0], lead="", responsible=())
    shown = TaskRow(task.fact, task, "某规划", Answer(), TaskState.OPEN, "", asked=True)
    editor = TaskEditor(model)
    editor.show_rows([shown])
    assert editor._from.text() == f"某规划 {task.clause}"


def test_a_task_that_rows_on_the_same_matter_answer_says_so_and_can_be_answered_otherwise(
    qtbot: QtBot, page: TasksPage, model: SessionModel
) -> None:
    model.set_answer(f"{TASK}21", Answer())
    taken = row(page, 21)
    assert (taken.state, taken.note) == (TaskState.PARTLY, "按同一事项的填报得出，可另行填报")
    page.focus_task(f"{TASK}21")
    qtbot.keyClick(page.view, KEYS["1"])
    assert (row(page, 21).state, row(page, 21).taken) == (TaskState.DONE, "")


def test_encouraged_tasks_are_marked_and_need_no_answer(page: TasksPage, model: SessionModel) -> None:
    model.set_answer(f"{TASK}24", Answer())
    encouraged = row(page, 24)
    assert encouraged.tag[0] == "鼓励事项"
    assert encouraged.state is TaskState.OPTIONAL


@pytest.mark.parametrize(
    ("key", "state", "answer"),
    [("1", TaskState.DONE, "是"), ("2", TaskState.PARTLY, "部分"), ("3", TaskState.NOT_DONE, "否")],
)
def test_a_number_key_says_how_far_the_task_is(
    qtbot: QtBot, page: TasksPage, model: SessionModel, key: str, state: TaskState, answer: str
) -> None:
    model.set_answer(f"{TASK}15", Answer(note="在建"))
    page.focus_task(f"{TASK}15")
    qtbot.keyClick(page.view, KEYS[key])
    assert row(page, 15).state is state
    stored = model.session.workspace.load(model.session.year).answers[f"{TASK}15"]
    assert (stored.value, stored.note) == (answer, "在建")


def test_a_verdict_follows_the_answer_and_undo_takes_it_back(
    qtbot: QtBot, page: TasksPage, model: SessionModel
) -> None:
    def status() -> Status:
        verdicts = model.session.evaluation.verdicts
        return next(verdict.status for verdict in verdicts if verdict.indicator == f"{TASK}15")

    page.focus_task(f"{TASK}15")
    assert status() is Status.MISSED
    qtbot.keyClick(page.view, Qt.Key.Key_1)
    assert status() is Status.MET
    assert model.undo_stack.undoText() == "任务第 15 项：已完成"
    model.undo_stack.undo()
    assert status() is Status.MISSED
    assert row(page, 15).state is TaskState.NOT_DONE


def test_arrows_walk_the_rows_and_enter_opens_the_note(
    qtbot: QtBot, page: TasksPage, model: SessionModel
) -> None:
    page.focus_task(f"{TASK}4")
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert page.view.current_key() == f"{TASK}7"
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert focus() is page.editor.words
    write("已入学")
    write("，名册存教务处")
    assert model.session.answer(f"{TASK}7").note == "已入学，名册存教务处"
    qtbot.keyClick(page.editor.words, Qt.Key.Key_Return)
    assert focus() is page.view
    assert not model.session.dirty
    model.undo_stack.undo()
    assert model.session.answer(f"{TASK}7").note == ""


def test_several_tasks_are_set_in_one_step(qtbot: QtBot, page: TasksPage, model: SessionModel) -> None:
    before = {number: model.session.answer(f"{TASK}{number}") for number in (12, 15, 18)}
    choose(page, 12, 15, 18)
    steps = model.undo_stack.count()
    qtbot.keyClick(page.view, Qt.Key.Key_1)
    assert {row(page, number).state for number in (12, 15, 18)} == {TaskState.DONE}
    assert model.undo_stack.count() == steps + 1
    assert model.undo_stack.undoText() == "任务 3 项：已完成"
    assert [item.task.no for item in page.editor._rows] == ["12", "15", "18"]
    model.undo_stack.undo()
    assert {number: model.session.answer(f"{TASK}{number}") for number in (12, 15, 18)} == before


def test_not_applicable_takes_effect_only_with_a_reason(
    qtbot: QtBot, page: TasksPage, model: SessionModel
) -> None:
    choose(page, 20, 21)
    qtbot.keyClick(page.view, Qt.Key.Key_0)
    assert focus() is page.editor.words
    assert row(page, 20).state is TaskState.DONE
    write("本校")
    write("未开设")
    assert {row(page, number).state for number in (20, 21)} == {TaskState.NOT_APPLICABLE}
    assert {model.session.answer(f"{TASK}{n}").na_reason for n in (20, 21)} == {"本校未开设"}
    model.undo_stack.undo()
    assert {row(page, number).state for number in (20, 21)} == {TaskState.DONE}


def test_a_date_is_read_as_everywhere_and_a_wrong_one_stays_with_its_message(
    qtbot: QtBot, page: TasksPage, model: SessionModel
) -> None:
    page.focus_task(f"{TASK}4")
    page.editor.date.setFocus()
    page.editor.date.selectAll()
    write("2026年6月1日")
    assert model.session.answer(f"{TASK}4").date == date(2026, 6, 1)
    page.editor.date.selectAll()
    write("六月")
    assert model.session.answer(f"{TASK}4").date is None
    assert page.editor.date.text() == "六月"
    assert "2026-05-20" in page.editor._hint.text()
    page.focus_task(f"{TASK}5")
    assert (page.editor.date.text(), page.editor._hint.text()) == ("", "")
    page.focus_task(f"{TASK}4")
    assert page.editor.date.text() == "六月"
    assert "2026-05-20" in page.editor._hint.text()
    assert model.session.workspace.load(model.session.year).answers[f"{TASK}4"].date_typed == "六月"


def test_a_wrong_date_goes_when_it_is_undone_though_one_is_still_in_the_field(
    page: TasksPage, model: SessionModel
) -> None:
    page.focus_task(f"{TASK}5")
    assert model.session.answer(f"{TASK}5").date is None
    page.editor.date.setFocus()
    assert focus() is page.editor.date
    write("六月")
    assert page.editor.date.text() == "六月"
    model.undo_stack.undo()
    assert model.session.answer(f"{TASK}5").date_typed == ""
    assert (page.editor.date.text(), page.editor._hint.text()) == ("", "")


def test_a_wrong_date_can_be_mended_though_the_task_does_not_apply(
    page: TasksPage, model: SessionModel
) -> None:
    """A filing waits for it."""
    model.set_answer(f"{TASK}5", Answer(na_reason="由区教委承担", date_typed="六月"))
    page.focus_task(f"{TASK}5")
    assert page.editor.date.isVisible() and "无法识别" in page.editor._hint.text()
    page.editor.date.setFocus()
    page.editor.date.selectAll()
    write("2026-6-1")
    assert focus() is page.editor.date
    write("2")
    assert model.session.answer(f"{TASK}5").date == date(2026, 6, 12)
    page.focus_task(f"{TASK}4")
    page.focus_task(f"{TASK}5")
    assert not page.editor.date.isVisible() and page.editor._hint.text() == ""


def test_a_filter_shows_one_state_and_keeps_rows_that_change(
    qtbot: QtBot, page: TasksPage, model: SessionModel
) -> None:
    model.set_answers({f"{TASK}20": Answer(), f"{TASK}3": Answer()}, "清空")
    badge = page.badge()
    assert badge is not None and badge.count == 1  # the other is what the school reports to the district
    assert page._subtitle.text().endswith("报送贡献 10 项，须填报 9 项，待填 1 项")
    page.filter.button("待填").click()
    assert [item.task.no for item in page.view.table.rows()] == ["20", "3"]
    page.focus_task(f"{TASK}20")
    qtbot.keyClick(page.view, Qt.Key.Key_1)
    assert [item.task.no for item in page.view.table.rows()] == ["20", "3"]
    page.on_shown()
    assert [item.task.no for item in page.view.table.rows()] == ["3"]


def test_going_to_a_task_takes_off_a_filter_and_opens_its_group(page: TasksPage) -> None:
    page.filter.button("未完成").click()
    page.focus_task(f"{TASK}5")
    assert page.view.current_key() == f"{TASK}5"
    assert page.filter.current == "全部"
    assert page.view.isExpanded(page.view.table.group_index(1))


def test_what_was_copied_from_last_year_waits_to_be_confirmed(page: TasksPage, model: SessionModel) -> None:
    copied = replace(model.session.answer(f"{TASK}20"), confirmed=False)
    model.set_answer(f"{TASK}20", copied)
    assert row(page, 20).state is TaskState.OPEN
    assert row(page, 20).note == "待确认：上年已完成（四史专题每学期两次）"


def test_the_day_and_the_note_of_last_year_are_never_shown_as_this_years(
    page: TasksPage, model: SessionModel
) -> None:
    given = replace(model.session.answer(f"{TASK}19"), note="已印发")
    model.set_answer(f"{TASK}19", replace(given, confirmed=False))
    page.focus_task(f"{TASK}19")
    assert page.view.table.words(row(page, 19), 6) == ""
    assert row(page, 19).note == "待确认：上年已完成（2024-03-20，已印发）"
    assert page.editor._date_label.text() == "上年日期" and page.editor._words_label.text() == "上年说明"
    assert page.editor.date.accessibleName() == "上年完成日期"
    assert page.editor._from.text().startswith("待确认：上年已完成　")
    model.set_answer(f"{TASK}19", given)
    assert page.view.table.words(row(page, 19), 6) == "2024-03-20" and row(page, 19).note == "已印发"
    assert page.editor._date_label.text() == "日期" and page.editor.date.accessibleName() == "完成日期"


def test_a_day_stays_as_it_is_typed_and_is_shown_in_one_form_once_it_is_left(
    qtbot: QtBot, page: TasksPage, model: SessionModel
) -> None:
    page.focus_task(f"{TASK}4")
    page.editor.date.setFocus()
    page.editor.date.selectAll()
    qtbot.keyClicks(page.editor.date, "2026-1-12")
    assert page.editor.date.text() == "2026-1-12"
    assert model.session.answer(f"{TASK}4").date == date(2026, 1, 12)
    page.editor.words.setFocus()
    assert page.editor.date.text() == "2026-01-12"


def test_tasks_of_the_district_alone_are_not_asked(qtbot: QtBot, page: TasksPage) -> None:
    page.focus_task(f"{TASK}2")
    qtbot.keyClick(page.view, Qt.Key.Key_1)
    assert row(page, 2).state is TaskState.NOT_ASKED
    assert not page.editor.state.isEnabled()


def test_a_click_on_a_painted_choice_sets_it(qtbot: QtBot, page: TasksPage) -> None:
    from app.ui.tables.delegate import padded
    from app.ui.tables.task_table import choice_boxes

    page.focus_task(f"{TASK}15")
    index = page.view.table.index_of(f"{TASK}15").siblingAtColumn(5)
    boxes = choice_boxes(padded(page.view.visualRect(index)), TaskState.NOT_DONE)
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=boxes[1].center())
    assert row(page, 15).state is TaskState.PARTLY


def test_columns_give_way_and_the_state_stays_at_double_size(page: TasksPage, app_theme: Theme) -> None:
    def shown() -> list[str]:
        columns = page.view.table.columns
        return [column.title for i, column in enumerate(columns) if not page.view.isColumnHidden(i)]

    assert len(shown()) == 8
    theme().set_scale(200)
    page.resize(1366, 620)
    page.view.fit_columns()
    assert shown() == ["序号", "任务", "完成情况"]
    assert not page.view.horizontalScrollBar().isVisible()


def test_a_key_changes_the_row_without_building_the_table_anew(
    qtbot: QtBot, page: TasksPage, model: SessionModel
) -> None:
    page.focus_task(f"{TASK}15")
    with qtbot.assertNotEmitted(page.view.table.modelReset):
        qtbot.keyClick(page.view, Qt.Key.Key_2)
    assert page.view.current_key() == f"{TASK}15"


def test_a_screen_reader_hears_number_task_and_state(page: TasksPage) -> None:
    index = page.view.table.index_of(f"{TASK}15")
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("第 15 项，建设智慧校园")
    assert "未完成" in spoken


@pytest.mark.parametrize("scale", [100, 125, 150, 200])
def test_what_waits_has_room_for_its_word_beside_the_choices(
    app_theme: Theme, page: TasksPage, scale: int
) -> None:
    from app.ui.tables import pen
    from app.ui.tables.delegate import padded
    from app.ui.tables.task_table import choice_boxes

    app_theme.set_look(dark=False, scale=scale)
    page.view.fit_columns()
    room = padded(QRect(0, 0, page.view.columnWidth(5), 40))
    end = choice_boxes(room, TaskState.OPEN)[-1].right() + theme().px(8)
    assert end + pen.status_width("待填") <= room.right()


def test_in_a_file_that_is_only_read_no_key_is_offered_and_none_changes_a_task(
    qtbot: QtBot, app_theme: Theme, workspace_file: Path, shipped_rulebook: Rulebook, navigation: Navigation
) -> None:
    with Workspace.open(workspace_file, read_only=True) as workspace:
        model = SessionModel(Session.open_latest(workspace, shipped_rulebook))
        page = shown_page(qtbot, TasksPage(model, navigation))
        page.focus_task(f"{TASK}4")
        for key in KEYS.values():
            qtbot.keyClick(page.view, key)
        assert row(page, 4).state is TaskState.DONE and model.undo_stack.count() == 0
        checks = shown_page(qtbot, ChecksPage(model, navigation))
        for told in (page._help.text(), checks._help.text()):
            assert told.startswith("只读，不能修改")
        model.close()
