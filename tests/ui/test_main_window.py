"""The whole window on a real file: opened, filled by keyboard, closed, killed and opened again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.domain.verdict import Status
from app.paths import Paths, program_folder
from app.services.recent import RecentFiles
from app.services.writing import Output
from app.storage.workspace import Workspace
from app.ui.help import HelpDialog
from app.ui.main_window import MainWindow, Surroundings
from app.ui.pages.checks_page import ChecksPage
from app.ui.pages.ledger_page import LedgerPage
from app.ui.settings import SettingsStore
from app.ui.theme import Theme

from .windows import shown_window

YEAR = SchoolYear(2026)


@pytest.fixture
def window(
    qtbot: QtBot, app_theme: Theme, tmp_path: Path, shipped_rulebook: Rulebook
) -> Iterator[MainWindow]:
    paths = Paths(program_folder(), tmp_path / "data")
    settings = SettingsStore(paths.data)
    settings.change(typist="李晓岚")
    around = Surroundings(paths, shipped_rulebook, settings, RecentFiles(paths.data))
    with shown_window(qtbot, around) as made:
        yield made


@pytest.fixture
def opened(window: MainWindow, workspace_file: Path, qtbot: QtBot) -> MainWindow:
    assert window.open_file(workspace_file)
    assert window.work is not None
    qtbot.waitUntil(lambda: window.work is not None and window.work.complete, timeout=30000)
    return window


def key(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def type_chinese(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def status(window: MainWindow, indicator: str) -> Status:
    assert window.model is not None
    return next(v.status for v in window.model.session.evaluation.verdicts if v.indicator == indicator)


def test_a_figure_typed_turns_its_verdict_and_is_on_the_disk(opened: MainWindow, qtbot: QtBot) -> None:
    assert opened.model is not None and opened.work is not None
    assert status(opened, "YZ-双师") is Status.MISSED
    opened.work.jumps.focus_fact("teachers.dual_qualified")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "30")
    assert status(opened, "YZ-双师") is Status.MET
    with qtbot.waitSignal(opened.model.saved, timeout=2000):
        pass
    stored = Workspace.open(opened.model.session.workspace.path, read_only=True)
    with stored:
        assert stored.load(YEAR).answers["teachers.dual_qualified"].value == 30


def test_the_copy_of_the_day_is_verified_while_one_types_on_and_told_at_the_foot(
    opened: MainWindow, qtbot: QtBot
) -> None:
    assert opened.model is not None and opened.work is not None
    opened.work.jumps.focus_fact("teachers.dual_qualified")
    qtbot.keyClicks(QApplication.focusWidget(), "3")
    with qtbot.waitSignal(opened.model.backed_up, timeout=5000):
        assert opened.model.save_now()
    backup = opened.model.session.workspace.last_backup
    assert backup is not None and backup.path is not None and backup.path.exists()
    assert any("已验证可恢复" in label.text() for label in opened.status.findChildren(QLabel))


def test_undo_and_redo_walk_over_whole_figures(opened: MainWindow, qtbot: QtBot) -> None:
    assert opened.model is not None and opened.work is not None
    opened.work.jumps.focus_fact("teachers.dual_qualified")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "30")
    key(qtbot, Qt.Key.Key_Return)
    assert "双师型教师数" in opened.model.undo_stack.undoText()
    opened.acts.undo()
    assert opened.model.session.answer("teachers.dual_qualified").value == 25
    assert status(opened, "YZ-双师") is Status.MISSED
    opened.acts.redo()
    assert opened.model.session.answer("teachers.dual_qualified").value == 30


def step_buttons(window: MainWindow) -> list[str]:
    buttons = [button for button in window.findChildren(QToolButton) if "（Ctrl+" in button.toolTip()]
    return [button.accessibleName() for button in buttons if button.accessibleName()[:2] in ("撤销", "重做")]


def test_undo_and_redo_say_which_step_they_mean(opened: MainWindow, app_theme: Theme) -> None:
    assert opened.model is not None
    assert step_buttons(opened) == ["撤销", "重做"]
    opened.model.set_answer("teachers.dual_qualified", Answer(30, typed="30"), "填写")
    assert step_buttons(opened) == ["撤销：填写双师型教师数", "重做"]
    opened.acts.undo()
    assert step_buttons(opened) == ["撤销", "重做：填写双师型教师数"]
    app_theme.set_look(dark=True, scale=100)
    assert step_buttons(opened)[-2:] == ["撤销", "重做：填写双师型教师数"]
    opened.acts.redo()
    assert step_buttons(opened)[-2:] == ["撤销：填写双师型教师数", "重做"]


def test_chinese_is_typed_through_the_input_method(opened: MainWindow, qtbot: QtBot) -> None:
    assert opened.model is not None and opened.work is not None
    opened.work.jumps.focus_fact("school.supervisor")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    type_chinese(field, "渝中区教育委员会")
    assert opened.model.session.answer("school.supervisor").value == "渝中区教育委员会"


def test_every_page_opens_by_its_keys(opened: MainWindow, qtbot: QtBot) -> None:
    assert opened.work is not None
    for number, name in enumerate(("fill", "overview", "ledger", "tasks", "checks", "report"), start=1):
        key(qtbot, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
        assert opened.work.current == name


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("fill", "填报"),
        ("overview", "判定与差距"),
        ("ledger", "任务与整改"),
        ("tasks", "任务与整改"),
        ("checks", "校验"),
        ("report", "报告与导出"),
        ("evidence", "佐证材料"),
        ("filing", "备案"),
        ("documents", "标准与更新"),
        ("rosters", "花名册"),
    ],
)
def test_help_opens_on_the_part_about_the_page_in_front(
    window: MainWindow, workspace_file: Path, qtbot: QtBot, page: str, title: str
) -> None:
    assert window.open_file(workspace_file) and window.work is not None
    window.work.go_to(page)
    key(qtbot, Qt.Key.Key_F1)
    dialog = window.findChild(HelpDialog)
    assert dialog is not None and dialog.findChild(QListWidget).currentItem().text() == title
    dialog.close()


def test_the_report_is_previewed_and_written(opened: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    from app.ui.pages.report_page import ReportPage

    assert opened.work is not None
    opened.work.go_to("report")
    page = opened.work.page("report")
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: page.preview.page_count > 10, timeout=20000)
    qtbot.waitUntil(lambda: page.preview._sheets[0].drawn, timeout=20000)
    target = tmp_path / "报告.pdf"
    page.write_to(target, Output.PDF)
    qtbot.waitUntil(target.exists, timeout=20000)
    assert target.read_bytes().startswith(b"%PDF")
    sheet = tmp_path / "结果.xlsx"
    page.write_to(sheet, Output.EXCEL)
    qtbot.waitUntil(sheet.exists, timeout=20000)
    document = tmp_path / "报告.docx"
    page.write_to(document, Output.WORD)
    qtbot.waitUntil(document.exists, timeout=20000)
    assert Document(str(document)).core_properties.language == "zh-CN"


def test_a_jump_can_be_taken_back(opened: MainWindow, qtbot: QtBot) -> None:
    assert opened.work is not None
    opened.work.go_to("overview")
    opened.work.navigation.show_fact("teachers.dual_qualified")
    assert opened.work.current == "fill"
    opened.work.jumps.go_back()
    assert opened.work.current == "overview"


def test_the_panel_follows_the_field_with_the_cursor_a_moment_later(opened: MainWindow, qtbot: QtBot) -> None:
    work = opened.work
    assert work is not None
    work.jumps.focus_fact("teachers.dual_qualified")
    qtbot.waitUntil(lambda: work._panel.card("YZ-双师") is not None)
    assert work._panel.cards[0].verdict is not None
    fed = opened.model.session.feeds.direct("teachers.dual_qualified") if opened.model else ()
    assert work._panel.cards[0].verdict.indicator in fed


def test_the_panel_follows_once_the_rows_of_a_form_fill_the_screen(
    window: MainWindow, workspace_file: Path, qtbot: QtBot
) -> None:
    assert window.open_file(workspace_file)
    work = window.work
    assert work is not None
    for step in ("students", "teachers"):
        work.steps.page_chosen.emit(step)
        assert not work.settled
        qtbot.waitUntil(lambda: work.settled)
        shown = {card.verdict.indicator for card in work._panel.cards if card.verdict is not None}
        fed = work._panel._fed_by(work.fill.current_facts())
        assert work.fill.current_page() == step and shown and shown <= set(fed)


def test_the_card_of_a_missed_verdict_leads_to_its_row_in_the_ledger_and_back(
    opened: MainWindow, qtbot: QtBot
) -> None:
    work = opened.work
    assert work is not None
    work.jumps.focus_fact("teachers.dual_qualified")
    card = work.panel.card("YZ-双师")
    assert card is not None and card.body is not None
    card.setFocus(Qt.FocusReason.TabFocusReason)
    key(qtbot, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is card.body.remedy
    key(qtbot, Qt.Key.Key_Return)
    assert work.current == "ledger"
    page = work.page("ledger")
    assert isinstance(page, LedgerPage) and page.view.current_key() == "YZ-双师"
    key(qtbot, Qt.Key.Key_Backspace, Qt.KeyboardModifier.AltModifier)
    assert work.current == "fill" and work.fill.focused_fact() == "teachers.dual_qualified"


def test_a_check_that_a_field_breaks_is_opened_ready_to_be_explained(
    opened: MainWindow, qtbot: QtBot
) -> None:
    work = opened.work
    assert work is not None
    work.jumps.focus_fact("teachers.staff")
    qtbot.keyClicks(QApplication.focusWidget(), "300")
    work.navigation.show_check("teachers-staff-jump")
    assert work.current == "checks"
    page = work.page("checks")
    assert isinstance(page, ChecksPage) and page.view.current_key() == "teachers-staff-jump"
    assert QApplication.focusWidget() is page.editor.text


def test_closing_and_opening_again_finds_everything(
    opened: MainWindow, workspace_file: Path, qtbot: QtBot
) -> None:
    assert opened.work is not None
    opened.work.jumps.focus_fact("teachers.dual_qualified")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "29")
    assert opened.close_session()
    assert sorted(path.name for path in workspace_file.parent.iterdir() if path.is_file()) == [
        "示例学校.dabiao"
    ]
    assert opened.open_file(workspace_file)
    assert opened.model is not None
    assert opened.model.session.answer("teachers.dual_qualified").value == 29


def test_a_narrow_window_keeps_everything_within_reach(opened: MainWindow, qtbot: QtBot) -> None:
    assert opened.work is not None
    opened.resize(1000, 700)
    qtbot.waitUntil(lambda: opened.work is not None and opened.work._drawer.holds_panel)
    key(qtbot, Qt.Key.Key_F4)
    assert opened.work._drawer.isVisible()
    opened.resize(800, 700)
    qtbot.waitUntil(lambda: opened.work is not None and opened.work._combo.isVisible())
    opened.resize(1366, 738)
    qtbot.waitUntil(lambda: opened.work is not None and not opened.work._drawer.holds_panel)
    assert opened.work.panel.isVisible()


def test_a_line_at_the_foot_says_how_the_page_came_out_and_opens_the_drawer(
    opened: MainWindow, qtbot: QtBot
) -> None:
    work = opened.work
    assert work is not None and not work.summary.isVisible()
    work.jumps.focus_fact("teachers.dual_qualified")
    opened.resize(1000, 700)
    qtbot.waitUntil(work.summary.isVisible)
    assert work.panel.cards
    before = work.summary.words
    assert "达标" in before and "未达标" in before
    qtbot.keyClicks(QApplication.focusWidget(), "5")
    assert work.summary.words != before
    work.summary.setFocus(Qt.FocusReason.TabFocusReason)
    key(qtbot, Qt.Key.Key_Return)
    assert work._drawer.isVisible() and QApplication.focusWidget() is work.panel.cards[0]
    key(qtbot, Qt.Key.Key_F4)
    assert not work._drawer.isVisible() and QApplication.focusWidget() is work.summary
    opened.resize(1366, 738)
    qtbot.waitUntil(lambda: not work.summary.isVisible())


def test_the_theme_and_size_can_change_while_one_works(opened: MainWindow, app_theme: Theme) -> None:
    assert opened.work is not None
    opened.work.jumps.focus_fact("teachers.dual_qualified")
    app_theme.set_look(dark=True, scale=150)
    assert opened.work is not None
    assert opened.work.current == "fill"
    assert opened.work.fill.focused_fact() == "teachers.dual_qualified"


INTERACTIVE = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)


def test_the_pages_are_gone_before_the_look_changes(
    opened: MainWindow, app_theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, dressed = opened.work, list[bool]()
    restyle = app_theme._restyle

    def note() -> None:
        dressed.append(isValid(old))
        restyle()

    monkeypatch.setattr(app_theme, "_restyle", note)
    app_theme.set_dark(True)
    assert dressed == [False]
    assert opened.work is not None and opened._stack.currentWidget() is opened.work


def test_every_control_has_a_name_for_those_who_cannot_see_it(opened: MainWindow) -> None:
    assert opened.work is not None
    nameless = []
    for name in ("fill", "overview", "ledger", "tasks", "checks", "report"):
        opened.work.go_to(name)
        for widget in opened.findChildren(QWidget):
            if isinstance(widget, INTERACTIVE) and widget.isVisible() and not widget.accessibleName():
                text = widget.text() if isinstance(widget, QAbstractButton) else ""
                if not text and not widget.objectName().startswith("qt_"):
                    nameless.append((name, type(widget).__name__, widget.objectName()))
    assert nameless == []


def test_nothing_scrolls_sideways_on_an_old_screen(opened: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QAbstractScrollArea

    assert opened.work is not None
    wide = []
    for name in ("fill", "overview", "ledger", "tasks", "checks", "report"):
        opened.work.go_to(name)
        qtbot.wait(50)
        for area in opened.findChildren(QAbstractScrollArea):
            if (
                area.isVisible()
                and area.horizontalScrollBar().maximum() > 0
                and not isinstance(area, QLineEdit)
            ):
                wide.append((name, type(area).__name__, area.horizontalScrollBar().maximum()))
    assert wide == []


def test_a_damaged_file_is_told_and_the_window_stays(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.ui import messages

    told: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda _, error: told.append(str(error)))
    broken = tmp_path / "坏.dabiao"
    broken.write_bytes(b"SQLite format 3\x00" + b"x" * 500)
    assert not window.open_file(broken)
    assert told and "坏.dabiao" in told[0]
    assert window.model is None


def test_a_second_window_gets_the_file_for_reading(
    opened: MainWindow, workspace_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.ui import messages

    told: list[str] = []
    monkeypatch.setattr(messages, "inform", lambda *parts: told.append(str(parts[2])))
    other = MainWindow(opened.around)
    qtbot.addWidget(other)
    assert other.open_file(workspace_file)
    assert other.model is not None and other.model.session.read_only
    assert "李晓岚" in told[0]
    other.close_session()
    other.runner.close()


def test_opening_the_open_file_again_changes_nothing(opened: MainWindow, workspace_file: Path) -> None:
    model = opened.model
    assert opened.open_file(workspace_file)
    assert opened.model is model


def test_the_widths_of_the_parts_are_remembered(opened: MainWindow, workspace_file: Path) -> None:
    assert opened.work is not None
    opened.work.splitter.setSizes([200, 700, 466])
    widths = opened.work.splitter.sizes()
    opened.close_session()
    assert opened.open_file(workspace_file)
    assert opened.work is not None
    assert opened.work.splitter.sizes() == widths


def test_the_window_stands_where_it_was_left(window: MainWindow, qtbot: QtBot) -> None:
    window.setGeometry(20, 40, 730, 610)
    left = window.geometry()
    window.close()
    with shown_window(
        qtbot, replace(window.around, settings=SettingsStore(window.around.paths.data))
    ) as anew:
        assert anew.geometry() == left


@pytest.mark.parametrize("width", [1300, 800])
def test_a_school_is_opened_with_the_keyboard_on_a_list_of_steps_that_is_seen(
    window: MainWindow, workspace_file: Path, qtbot: QtBot, width: int
) -> None:
    window.resize(width, 700)
    assert window.open_file(workspace_file)
    qtbot.waitUntil(lambda: window.work is not None and window.work.fill.isVisible())
    assert window.work is not None
    for now in (width, 800, 1300):
        window.resize(now, 700)
        at = QApplication.focusWidget()
        assert at is not None and at.isVisible() and at.accessibleName() == "填报步骤", now
    window.resize(800, 700)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert window.work.fill.current_page() == window.work.steps.entries()[1][0]


def test_at_twice_the_size_every_page_can_be_named_and_the_file_be_read(
    opened: MainWindow, workspace_file: Path, app_theme: Theme
) -> None:
    from PySide6.QtGui import QFontMetrics

    from app.ui.nav_button import NavButton

    app_theme.set_look(dark=False, scale=200)
    assert opened.close_session() and opened.open_file(workspace_file)
    QApplication.processEvents()
    assert opened.work is not None
    nav = opened.work.nav
    for button in nav.findChildren(NavButton):
        assert button.isHidden() or button.width() >= button.sizeHint().width(), button.text()
    hidden = [button.text() for button in nav.findChildren(NavButton) if button.isHidden()]
    assert hidden and [action.text() for action in nav._rest.actions()] == hidden
    assert nav.more.isVisible() and not nav.more.isChecked()
    nav._rest.actions()[-1].trigger()
    assert opened.work.current == "rosters" and nav.more.isChecked()
    opened.work.go_to("fill")
    assert not nav.more.isChecked()
    said = opened.status._saved
    assert QFontMetrics(said.font()).height() == QFontMetrics(app_theme.font(12)).height()
    app_theme.set_look(dark=False, scale=100)


def test_at_one_and_a_half_the_size_steps_are_named_and_the_open_row_is_whole(
    opened: MainWindow, app_theme: Theme, qtbot: QtBot
) -> None:
    opened.resize(1366, 738)
    assert opened.work is not None
    opened.work.jumps.focus_fact("teachers.senior")
    opened.work.go_to("report")
    app_theme.set_look(dark=False, scale=150)
    opened.work.jumps.focus_fact("teachers.senior")
    row, view = opened.work.fill.row("teachers.senior"), opened.work.fill.view

    def whole() -> bool:
        return view.viewport().rect().contains(QRect(row.mapTo(view.viewport(), QPoint()), row.size()))

    qtbot.waitUntil(whole)
    opened.resize(1366, 640)
    qtbot.waitUntil(whole)
    assert opened.work.steps.width() >= app_theme.px(248)


def test_a_long_reason_does_not_widen_the_window(opened: MainWindow) -> None:
    opened.resize(1000, 700)
    opened.status.show_failed("磁盘空间不足，未能写入" + "/很深的文件夹" * 40)
    QApplication.processEvents()
    assert opened.width() == 1000
    assert "很深的文件夹" in opened.status._saved.toolTip()
