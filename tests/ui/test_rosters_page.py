"""花名册: a sheet taken in, counted row by row, marked complete and judging; nothing personal where it does not belong."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from traceback import format_exception

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from app.domain.readiness import Hindrance
from app.domain.roster_count import Row, State
from app.domain.rulebook import Rulebook
from app.domain.verdict import Status
from app.errors import DataFileError, NoSpaceError
from app.services.filing_steps import hindering
from app.services.finding import ROSTER, find, roster_entries
from app.services.rosters import read_import, write_roster
from app.storage.workspace import Workspace
from app.ui import messages
from app.ui.field_row import FieldRow
from app.ui.fields.view import FieldState
from app.ui.filing.ways import go_to_obstacle
from app.ui.help import HelpDialog
from app.ui.main_window import MainWindow
from app.ui.pages.checks_page import ChecksPage
from app.ui.pages.rosters_page import RostersPage
from app.ui.rosters import acts
from app.ui.rosters.dialogs import RosterDialog
from app.ui.rosters.masking import masked
from app.ui.theme import Theme, theme
from app.ui.verdict_html import trace_html
from app.ui.verdict_lookup import VerdictLookup
from tests.storage.builders import FILED, FILED_DATA

from .keyboard import Key, Modifier, Person
from .people import (
    DUAL,
    EXPIRED,
    FULL_TIME,
    PART_TIME,
    id_number,
    name,
    teachers,
    teachers_roster,
    teachers_sheet,
)

FACT, STRICTEST, CHECK = "teachers.dual_qualified", "YZ-双师", "roster:teachers.dual_qualified"
EVERYBODY = FULL_TIME + PART_TIME
PERSONAL = (name(0), id_number(0), name(5), id_number(5))


@pytest.fixture
def opened(window: MainWindow, workspace_file: Path) -> MainWindow:
    assert window.open_file(workspace_file)
    return window


@pytest.fixture
def sheet(shipped_rulebook: Rulebook, tmp_path: Path) -> Path:
    return teachers_sheet(shipped_rulebook, tmp_path / "教师名单.xlsx")


@pytest.fixture
def person(qtbot: QtBot) -> Person:
    return Person(qtbot)


@pytest.fixture
def picked(monkeypatch: pytest.MonkeyPatch, sheet: Path) -> Path:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(sheet), ""))
    return sheet


def page_of(window: MainWindow) -> RostersPage:
    assert window.work is not None
    page = window.work.page("rosters")
    assert isinstance(page, RostersPage)
    return page


def take_in(window: MainWindow, rows: tuple[Row, ...], marked: bool = False) -> RostersPage:
    """Take rows in as the dialogs would, and show them."""
    assert window.model is not None and window.work is not None
    window.model.import_roster("teachers", rows)
    if marked:
        window.model.mark_roster("teachers", True)
    window.work.navigation.show_roster("teachers", FACT)
    return page_of(window)


def asked(qtbot: QtBot, opening: Callable[[], object], inside: Callable[[], object]) -> str:
    """Do something that asks, answer by ``inside``, and return what was asked."""
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, RosterDialog) or not dialog.isActiveWindow():
            return
        timer.stop()
        seen.append(dialog.message)
        try:
            inside()
        finally:
            if dialog.isVisible():
                dialog.reject()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    opening()
    qtbot.waitUntil(lambda: bool(seen) and QApplication.activeModalWidget() is None, timeout=20000)
    return seen[0]


def status(window: MainWindow) -> Status:
    assert window.model is not None
    rows = window.model.session.evaluation.verdicts
    return next(row.status for row in rows if row.indicator == STRICTEST)


def figure(window: MainWindow) -> object:
    assert window.model is not None
    return window.model.session.assessment.judged_answers[FACT].value


def row_of(window: MainWindow) -> FieldRow:
    assert window.work is not None
    window.work.jumps.focus_fact(FACT)
    return window.work.fill.row(FACT)


def cells(page: RostersPage) -> list[str]:
    rows = page.rows.rows
    return [
        str(rows.index(line, place).data())
        for line in range(rows.rowCount())
        for place in range(rows.columnCount())
    ]


def activate(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


# From the sheet to the verdict


def test_by_keyboard_alone_a_sheet_is_taken_in_marked_judges_and_the_mark_is_taken_back(
    opened: MainWindow, qtbot: QtBot, person: Person, picked: Path
) -> None:
    assert opened.model is not None and opened.work is not None
    opened.work.jumps.focus_fact(FACT)
    person.type("31")
    assert status(opened) is Status.MET
    person.control(Key.Key_0)
    assert person.name == "导入：教师花名册"
    said = asked(qtbot, lambda: person.press(Key.Key_Space), person.enter)
    assert f"新增 {EVERYBODY} 行，变更 0 行，删去 0 行，不变 0 行" in said and "可从备份恢复" in said
    activate(qtbot, opened)
    assert figure(opened) == 31 and status(opened) is Status.MET
    page = page_of(opened)
    assert page.choice.button("teachers").text() == f"教师花名册 {EVERYBODY}"
    person.tab_to("教师花名册已核对完整")
    said = asked(qtbot, lambda: person.press(Key.Key_Space), person.enter)
    assert "花名册统计 24 名，填报 31 名，相差 7 名" in said and "项判定随之变化" in said
    activate(qtbot, opened)
    assert figure(opened) == DUAL and status(opened) is Status.MISSED and page.head.mark.isChecked()
    row = row_of(opened)
    line = row.editor.focus_target()
    assert isinstance(line, QLineEdit) and line.text() == str(DUAL) and line.isReadOnly()
    person.control(Key.Key_0)
    person.tab_to("教师花名册已核对完整")
    person.press(Key.Key_Space)
    assert figure(opened) == 31 and status(opened) is Status.MET and not page.head.mark.isChecked()
    row_of(opened)
    assert line.text() == "31" and not line.isReadOnly()


def test_an_import_keeps_a_verified_copy_before_and_says_so(
    opened: MainWindow, qtbot: QtBot, picked: Path
) -> None:
    assert opened.model is not None and opened.work is not None
    opened.work.go_to("rosters")
    page = page_of(opened)
    asked(qtbot, lambda: page.acts.ask_import(page.roster), lambda: Person(qtbot).enter())
    backup = opened.model.session.workspace.last_backup
    assert backup is not None and backup.path is not None and backup.path.name in page._working.text
    with Workspace.open(backup.path, read_only=True) as before:
        assert before.rosters(opened.model.session.year) == {}
    assert f"已导入教师花名册 {EVERYBODY} 行" in page._working.text and "判定没有变化" in page._working.text


def test_what_is_cancelled_changes_nothing(opened: MainWindow, qtbot: QtBot, picked: Path) -> None:
    assert opened.model is not None and opened.work is not None
    opened.work.go_to("rosters")
    page = page_of(opened)
    asked(qtbot, lambda: page.acts.ask_import(page.roster), lambda: Person(qtbot).press(Key.Key_Escape))
    assert opened.model.session.kept_rosters == {} and not page.empty.isHidden()
    take_in(opened, teachers())
    asked(qtbot, page.head.mark.click, lambda: Person(qtbot).press(Key.Key_Escape))
    assert not page.head.mark.isChecked() and opened.model.session.kept_rosters["teachers"].mark is None


def test_the_preview_names_rows_that_differ_headings_that_are_unknown_and_cells_not_understood(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, shipped_rulebook: Rulebook
) -> None:
    page = take_in(opened, teachers()[:60])
    rows = list(teachers(blank=2))
    rows[5] = replace(rows[5], cells={**rows[5].cells, "practice_months": "很多"})
    place = write_roster(teachers_roster(shipped_rulebook), rows[1:], tmp_path / "新.xlsx")
    book = load_workbook(place)
    sheet = book["教师花名册"]
    heads = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "姓名")
    sheet.cell(heads, 30, "绰号")
    book.save(place)
    said = asked(qtbot, lambda: page.read(place), lambda: Person(qtbot).press(Key.Key_Escape))
    assert f"新增 {EVERYBODY - 60} 行，变更 2 行，删去 1 行，不变 57 行" in said
    assert "不认识的列，不导入：绰号" in said and "近五年企业实践月数" in said
    assert "双师型教师数：1 行未定（第 3 行）" in said
    assert not any(text in said for text in PERSONAL)


def test_a_sheet_that_is_the_same_needs_no_import(opened: MainWindow, qtbot: QtBot, sheet: Path) -> None:
    page = take_in(opened, teachers(), marked=True)
    said = asked(qtbot, lambda: page.read(sheet), lambda: Person(qtbot).press(Key.Key_Escape))
    assert "不必导入" in said and page.head.mark.isChecked()


def test_a_sheet_dropped_on_the_page_is_taken_in(opened: MainWindow, qtbot: QtBot, sheet: Path) -> None:
    assert opened.work is not None and opened.model is not None
    opened.work.go_to("rosters")
    page, data = page_of(opened), QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sheet))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none)
    asked(qtbot, lambda: page.dropEvent(event), lambda: Person(qtbot).enter())
    assert len(opened.model.session.kept_rosters["teachers"].rows) == EVERYBODY


def test_trouble_is_told_and_leaves_everything_as_it_was(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda _, error: told.append(str(error)))
    page = take_in(opened, teachers())
    place = tmp_path / "别的.xlsx"
    place.write_bytes(b"no sheet")
    page.read(place)
    qtbot.waitUntil(lambda: bool(told), timeout=20000)
    assert opened.model is not None and not any(text in told[0] for text in PERSONAL)

    def full(*_: object, **__: object) -> None:
        raise NoSpaceError(place)

    monkeypatch.setattr(opened.model.session.workspace, "save_roster", full)
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    page.acts.ask_remove(page.roster)
    assert len(told) == 2 and len(opened.model.session.kept_rosters["teachers"].rows) == EVERYBODY


def test_an_edit_from_before_an_import_is_undone_as_if_there_had_been_none(opened: MainWindow) -> None:
    assert opened.model is not None
    opened.model.type_text(FACT, "30")
    take_in(opened, teachers(), marked=True)
    assert opened.model.undo_stack.count() == 1
    opened.acts.undo()
    session = opened.model.session
    assert session.answer(FACT).value == 25 and figure(opened) == DUAL
    opened.acts.redo()
    assert session.answer(FACT).value == 30 and len(session.kept_rosters["teachers"].rows) == EVERYBODY


def test_a_roster_taken_out_lets_the_typed_figure_judge_again(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = take_in(opened, teachers(), marked=True)
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    page.head.remove.click()
    assert figure(opened) == 25 and not page.empty.isHidden() and not page.head.remove.isEnabled()


# The rows


def test_each_row_says_whether_it_is_counted_and_why_not(opened: MainWindow) -> None:
    page = take_in(opened, teachers(blank=1))
    texts = cells(page)
    assert "未定：任教类型未填" in texts and "未计入：双师型证书已过期" in texts
    assert page.rows.filter.button("").text() == f"全部 {EVERYBODY}"
    page.rows.filter.button(State.COUNTED.value).click()
    assert page.rows.rows.rowCount() == DUAL - 1
    page.rows.filter.button(State.UNDECIDED.value).click()
    assert page.rows.rows.rowCount() == 1


def test_another_fact_is_counted_by_its_own_columns(opened: MainWindow) -> None:
    page = take_in(opened, teachers())
    card = page.cards.cards["teachers.full_time"]
    card.choice.click()
    assert page.rows.rows.titles == ["行", "是否计入", "姓名", "身份证号", "教师类别"]
    assert page.rows.rows.counts()[State.COUNTED.value] == FULL_TIME
    page.rows.every_column.click()
    assert len(page.rows.rows.titles) == 2 + len(page.roster.columns)


def test_personal_columns_are_masked_until_somebody_asks_and_masked_again_in_the_next_window(
    opened: MainWindow, workspace_file: Path
) -> None:
    page = take_in(opened, teachers())
    page.rows.every_column.click()
    assert masked(name(0)) == f"{name(0)[0]}**" and masked(id_number(0)).startswith("500****")
    assert not set(PERSONAL) & set(cells(page)) and masked(id_number(0)) in cells(page)
    page.rows.personal.click()
    assert set(PERSONAL) <= set(cells(page))
    opened.close_to_start()
    assert opened.open_file(workspace_file) and opened.work is not None
    opened.work.navigation.show_roster("teachers", FACT)
    assert not set(PERSONAL) & set(cells(page_of(opened)))


def test_a_search_finds_rows_by_all_that_stands_in_them(opened: MainWindow, qtbot: QtBot) -> None:
    page = take_in(opened, teachers())
    qtbot.keyClicks(page.rows.search, id_number(3)[-6:])
    assert cells(page)[0] == "5" and page.rows.rows.rowCount() == 1
    page.rows.search.setText("证书已过期")
    assert page.rows.rows.rowCount() == EXPIRED


def test_one_stays_on_a_row_that_is_still_there_after_another_import(opened: MainWindow) -> None:
    page = take_in(opened, teachers())
    page.rows.table.selectRow(7)
    take_in(opened, teachers()[2:])
    assert page.rows.table.currentIndex().row() == 5
    assert page.rows.rows.number(5) == 9


def test_three_thousand_rows_are_shown_at_once(opened: MainWindow) -> None:
    page = take_in(
        opened,
        tuple(
            Row(place + 2, {"name": name(place), "id_number": id_number(place), "employment": "专任"})
            for place in range(3000)
        ),
    )
    assert page.rows.rows.rowCount() == 3000
    assert page.rows.table.verticalHeader().sectionSize(2999) == theme().px(31)


# What judges


def test_a_field_shows_the_figure_that_judges_and_the_typed_one_beside_it_and_takes_typing(
    opened: MainWindow, qtbot: QtBot, person: Person
) -> None:
    take_in(opened, teachers(), marked=True)
    row = row_of(opened)
    line = row.editor.focus_target()
    assert isinstance(line, QLineEdit) and line.property("state") == FieldState.ROSTER.value
    assert next(f"{each.text}{each.bold}" for each in row.head._lines) == "填报 25 名相差 1 名"
    assert "花名册统计 24 名，填报 25 名，相差 1 名；判定采用花名册统计数" in [
        m.text for m in row.messages.messages
    ]
    person.tab_to("双师型教师数的填报数")
    person.press(Key.Key_A, Modifier.ControlModifier)
    person.type("24")
    opened.acts.save()
    assert opened.model is not None and opened.model.session.answer(FACT).value == 24
    assert not any(check.id == CHECK for check in opened.model.session.evaluation.checks)
    person.press(Key.Key_A, Modifier.ControlModifier)
    person.press(Key.Key_Delete)
    opened.acts.save()
    assert opened.model.session.answer(FACT).blank and figure(opened) == DUAL
    qtbot.waitUntil(lambda: row.messages.messages == ())
    assert next(each.text for each in row.head._lines) == "由花名册统计"


def test_a_figure_copied_from_last_year_can_be_confirmed_beside_one_that_judges(opened: MainWindow) -> None:
    assert opened.model is not None
    copied = replace(opened.model.session.answer(FACT), confirmed=False)
    opened.model.set_answer(FACT, copied)
    take_in(opened, teachers(), marked=True)
    row = row_of(opened)
    assert [line.text for line in row.head._lines] == ["填报数待确认"] and figure(opened) == DUAL
    button = row.head.confirm_button
    assert button is not None and button.isVisible()
    button.click()
    assert opened.model.session.answer(FACT).confirmed and not button.isVisible()
    assert row.head._lines[0].text == "填报 25 名" and figure(opened) == DUAL


def test_a_field_tells_what_a_roster_gives_that_does_not_judge_yet(opened: MainWindow) -> None:
    take_in(opened, teachers(blank=1))
    row = row_of(opened)
    line = row.editor.focus_target()
    assert isinstance(line, QLineEdit) and line.text() == "25" and not line.isReadOnly()
    (message,) = row.messages.messages
    assert (
        message.text
        == "花名册统计 23 名，填报 25 名，相差 2 名；花名册尚未核对完整，有 1 行未定，判定采用填报数"
    )
    assert row.detail is not None and row.detail.roster is not None
    assert "任教类型未填 1\u00a0行" in row.detail.roster.words


def test_from_the_field_one_goes_to_the_roster_and_from_there_back(
    opened: MainWindow, person: Person
) -> None:
    page = take_in(opened, teachers())
    page.cards.cards["teachers.senior"].choice.click()
    row_of(opened)
    person.tab_to("查看教师花名册：双师型教师数")
    person.press(Key.Key_Space)
    assert opened.work is not None and opened.work.current == "rosters" and page.cards.current == FACT
    person.tab_to("前往数据项：双师型教师数")
    person.press(Key.Key_Space)
    assert opened.work.fill.focused_fact() == FACT


def test_a_difference_is_explained_from_the_card_and_told_no_more(opened: MainWindow, person: Person) -> None:
    page = take_in(opened, teachers(), marked=True)
    assert page.cards.cards["teachers.full_time"].explain.isHidden()
    person.tab_to("填写差异说明：双师型教师数")
    person.press(Key.Key_Space)
    checks = opened.work.page("checks") if opened.work is not None else None
    assert isinstance(checks, ChecksPage) and checks.view.current_key() == CHECK
    person.type("一人证书六月到期，正在换证")
    opened.acts.save()
    assert (
        opened.model is not None and opened.model.session.explanation(CHECK) == "一人证书六月到期，正在换证"
    )
    assert row_of(opened).messages.messages == ()


def test_the_trace_of_a_verdict_says_which_figure_a_roster_gave(opened: MainWindow) -> None:
    take_in(opened, teachers(), marked=True)
    assert opened.model is not None
    session = opened.model.session
    lookup = VerdictLookup(session, session.feeds)
    browser = QTextBrowser()
    browser.setHtml(trace_html(lookup.verdicts[STRICTEST], lookup))
    assert "24 人（花名册统计）" in browser.toPlainText()


def test_a_mark_says_which_figures_wait_for_rows_that_cannot_be_decided(
    opened: MainWindow, qtbot: QtBot
) -> None:
    page = take_in(opened, teachers(blank=2))
    said = asked(qtbot, page.head.mark.click, lambda: Person(qtbot).enter())
    assert "双师型教师数：2 行未定（第 2、3 行）" in said and "判定结果不变" in said
    assert "5 项有未定行，仍用填报数" in page.head.state.text() and figure(opened) == 25


def test_a_mark_says_which_contradictions_it_brings(opened: MainWindow, qtbot: QtBot) -> None:
    page = take_in(opened, teachers()[:30])
    said = asked(qtbot, page.head.mark.click, lambda: Person(qtbot).press(Key.Key_Escape))
    assert "标记后数据相互矛盾，备案前须改正：" in said
    assert "新进专业教师中合条件人数不能大于新进专业教师数" in said
    assert "与填报不同" not in said and "实习指导教师数：花名册统计 0 名" in said


def test_a_mark_under_rules_of_before_is_told_to_be_outlived(opened: MainWindow) -> None:
    assert opened.model is not None and opened.work is not None
    session = opened.model.session
    session.workspace.save_roster(session.year, "teachers", teachers())
    session.workspace.mark_roster(session.year, "teachers", "8b" * 32)
    opened.open_anew()
    opened.work.navigation.show_roster("teachers", FACT)
    head = page_of(opened).head
    assert "统计规则已更新" in head.state.text() and not head.mark.isChecked() and figure(opened) == 25


def test_a_sheet_is_taken_where_it_falls_and_a_school_file_is_left_to_the_window(
    opened: MainWindow, tmp_path: Path
) -> None:
    page = take_in(opened, teachers())
    for name_of, taken in (("名单.xlsx", True), ("名单.CSV", True), ("别校.dabiao", False)):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name_of))])
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        event = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, left, none)
        event.ignore()
        page.dragEnterEvent(event)
        assert event.isAccepted() is taken, name_of


# Where nothing may be changed


def test_another_look_keeps_the_roster_and_the_figure_in_front(
    opened: MainWindow, qtbot: QtBot, app_theme: Theme
) -> None:
    take_in(opened, teachers())
    app_theme.set_look(dark=True, scale=100)
    assert opened.work is not None
    qtbot.waitUntil(lambda: opened.work is not None and opened.work.settled)
    assert page_of(opened).place().keys == ("teachers", FACT)
    opened.work.navigation.show_roster("training")
    app_theme.set_look(dark=True, scale=125)
    qtbot.waitUntil(lambda: opened.work is not None and opened.work.settled)
    assert page_of(opened).roster.id == "training"


def test_a_file_that_is_only_looked_at_shows_its_rosters_and_takes_none(
    window: MainWindow, workspace_file: Path, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "inform", lambda *_: None)
    with Workspace.open(workspace_file, who="别人") as held:
        held.save_roster(held.years()[-1], "teachers", teachers())
        assert window.open_file(workspace_file) and window.work is not None
        window.work.navigation.show_roster("teachers", FACT)
        page = page_of(window)
        head = page.head
        assert not any(part.isEnabled() for part in (head.bring, head.remove, head.mark))
        assert head.give.isEnabled() and "只读" in head.state.text() and not page.acceptDrops()
        page.read(sheet)
        assert not page.acts.busy
        window.close_session()


def test_a_frozen_year_takes_no_roster(opened: MainWindow) -> None:
    take_in(opened, teachers())
    assert opened.model is not None
    data = FILED_DATA.replace(b"}", b',"standards":[]}')
    opened.model.session.workspace.archive.freeze(FILED, data, {})
    opened.open_anew()
    assert opened.work is not None
    opened.work.go_to("rosters")
    page = page_of(opened)
    assert not page.head.bring.isEnabled() and not page.head.remove.isEnabled()


# Writing out


def test_the_blank_form_and_the_rows_are_written_and_read_back(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, place = take_in(opened, teachers()), tmp_path / "导出"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    page.head.give.click()
    qtbot.waitUntil(lambda: not page.acts.busy, timeout=20000)
    assert opened.model is not None
    written = place.with_suffix(".xlsx")
    found = read_import(page.roster, written, teachers(), opened.model.session.year)
    assert (found.new, found.changed, found.gone) == (0, 0, 0)
    page.head.blank.click()
    qtbot.waitUntil(lambda: not page.acts.busy, timeout=20000)
    with pytest.raises(DataFileError, match="表头之下没有内容"):
        read_import(page.roster, written, teachers(), opened.model.session.year)


# Privacy, names, help


def test_nothing_personal_stands_in_the_title_at_the_foot_or_in_the_history(opened: MainWindow) -> None:
    page = take_in(opened, teachers(), marked=True)
    assert opened.model is not None
    session = opened.model.session
    texts = [opened.windowTitle(), *(label.text() for label in opened.status.findChildren(QLabel))]
    texts += [label.text() for label in page.findChildren(QLabel)]
    texts += [str(change) for change in session.workspace.history(session.year, subject=None)]
    assert any("教师花名册" in text for text in texts)
    assert not [text for text in texts if any(personal in text for personal in PERSONAL)]


def test_a_crash_while_a_sheet_is_read_cites_no_cell(
    opened: MainWindow, qtbot: QtBot, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise ValueError(f"{name(0)} {id_number(0)}")

    crashes: list[BaseException] = []
    monkeypatch.setattr(acts, "read_import", stumble)
    monkeypatch.setattr(messages, "show_error", lambda _, error: crashes.append(error))
    page = take_in(opened, ())
    page.read(sheet)
    qtbot.waitUntil(lambda: bool(crashes), timeout=20000)
    details = "".join(format_exception(crashes[0]))
    assert "ValueError while reading a roster" in details and "stumble" in details
    assert not any(personal in details for personal in PERSONAL)


def test_a_number_of_whoever_vouched_keeps_the_filing_open_and_leads_to_the_roster(
    opened: MainWindow,
) -> None:
    assert opened.model is not None and opened.work is not None
    opened.model.session.workspace.who = f"王某 {id_number(0)}"
    page = take_in(opened, teachers(), marked=True)
    opened.work.navigation.show_page("overview")
    found = [item for item in hindering(opened.model.session) if item.kind is Hindrance.PERSONAL]
    assert [item.text for item in found] == ["教师花名册的核对人中有身份证号码，不能报出"]
    go_to_obstacle(found[0], opened.model.session, opened.work.navigation)
    assert opened.work.current == "rosters" and page.roster.id == "teachers"


def test_the_finder_goes_to_a_roster(opened: MainWindow) -> None:
    assert opened.model is not None and opened.work is not None
    among = roster_entries(opened.model.session.rulebook)
    assert [entry.target for entry in find(among, "培训台账")] == [f"{ROSTER}training"]
    opened.work.jumps.show_found(f"{ROSTER}training")
    assert opened.work.current == "rosters" and page_of(opened).roster.id == "training"


def test_f1_tells_of_rosters(opened: MainWindow) -> None:
    opened.acts.go_to("rosters")
    opened.acts.show_help()
    dialog = opened.findChild(HelpDialog)
    assert dialog is not None and dialog.page == "rosters"
    dialog.close()


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_at_every_size_all_stands_inside_the_window(opened: MainWindow, qtbot: QtBot, scale: int) -> None:
    opened.resize(1366, 690)
    theme().set_look(dark=False, scale=scale)
    page = take_in(opened, teachers(), marked=True)
    qtbot.waitUntil(lambda: page.width() > 1000)
    parts: Iterator[QWidget] = iter(
        (page.choice, page.head, page.rows.filter, page.rows.personal, page.rows.table)
    )
    for part in parts:
        left = part.mapTo(opened, part.rect().topLeft()).x()
        assert left >= 0 and left + part.width() <= opened.width(), part
    assert not page.rows.table.horizontalScrollBar().isVisible() or scale == 200


def test_dialogs_have_names(opened: MainWindow, qtbot: QtBot) -> None:
    from .test_accessible import silent

    page, found = take_in(opened, teachers(blank=1)), list[list[str]]()

    def inside() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        found.append(silent(dialog))
        dialog.reject()

    asked(qtbot, page.head.mark.click, inside)
    assert found == [[]] and silent(page) == []
