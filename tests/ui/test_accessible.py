"""For those who hear the window: every control of every page, dialog, drawer and menu has a name and a sensible role."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.standard import SourceState
from app.errors import NoSpaceError
from app.paths import program_folder
from app.services.finding import entries
from app.ui import messages
from app.ui.fields.calendar import CalendarPopup
from app.ui.fields.switch import Switch
from app.ui.finder import Finder
from app.ui.main_window import MainWindow
from app.ui.nav_button import NavButton
from app.ui.pages.making import TITLES
from app.ui.settings import SettingsDialog
from app.ui.start_new import NewSchoolDialog
from app.ui.steps import StepList
from app.ui.theme import Theme
from app.ui.verdict_card import VerdictCard
from app.ui.widgets.meter import Meter
from app.ui.widgets.status import SourceLabel, StatusChip

from . import screens

PAGES = (
    "fill",
    "overview",
    "ledger",
    "tasks",
    "checks",
    "report",
    "evidence",
    "filing",
    "documents",
    "rosters",
)
ROLE, NAME, VALUE = QAccessible.Role, QAccessible.Text.Name, QAccessible.Text.Value


@pytest.fixture
def window(window: MainWindow, workspace_file: Path) -> MainWindow:
    assert window.open_file(workspace_file)
    return window


def named(box: QComboBox) -> bool:
    """Whether a list has a name of its own: Qt reads out what is chosen where there is none."""
    labels = box.window().findChildren(QLabel)
    return bool(box.accessibleName()) or any(label.buddy() is box for label in labels)


def silent(root: QWidget) -> list[str]:
    """What takes the focus and has no name, or a role that says nothing."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or not widget.isVisible() or widget.focusProxy():
            continue
        heard = QAccessible.queryAccessibleInterface(widget)
        scrolls = isinstance(widget, QAbstractScrollArea)
        nameless = not heard.text(NAME) or (isinstance(widget, QComboBox) and not named(widget))
        if nameless or (heard.role() is ROLE.Client and not scrolls):
            found.append(f"{type(widget).__name__} {widget.objectName()} {heard.role()} {heard.text(NAME)!r}")
    return found


def test_on_every_page(window: MainWindow) -> None:
    work = window.work
    assert work is not None
    for name in PAGES:
        work.go_to(name)
        assert silent(window) == [], name  # while the page is made, too
        assert work.page(name).isVisible()
        assert silent(window) == [], name


def test_every_page_is_walked_and_pictured_in_both_themes() -> None:
    assert set(PAGES) == set(TITLES)
    assert set(TITLES) <= set(screens.PAGES)
    pictures = {picture.stem for picture in (program_folder() / "docs" / "screens").glob("*.png")}
    wanted = {"start", "district", *screens.PAGES}
    large = {f"{name}-150" for name in screens.LARGE}
    assert wanted | {f"{name}-dark" for name in wanted} | large <= pictures


def test_in_every_opened_field(window: MainWindow) -> None:
    work = window.work
    assert work is not None
    for step, _ in work.steps.entries():
        work._on_step_entered(step)
        assert silent(window) == [], step


def test_on_the_start_page(window: MainWindow) -> None:
    window.close_to_start()
    assert silent(window) == []


@pytest.mark.parametrize("width", [1100, 800])
def test_with_drawer_and_drop_down_list(window: MainWindow, qtbot: QtBot, width: int) -> None:
    work = window.work
    assert work is not None
    window.resize(width, 700)
    qtbot.waitUntil(lambda: work._drawer.holds_panel)
    work.jumps.focus_fact("library.periodicals")
    work.show_panel()
    work.panel._on_all()
    assert silent(window) == []
    assert silent(work._drawer) == []


def finder(window: MainWindow) -> QDialog:
    found = entries(window.around.rulebook, [])
    return Finder(found, window.runner, window)


def settings(window: MainWindow) -> QDialog:
    return SettingsDialog(window.around.settings, window)


def new_school(window: MainWindow) -> QDialog:
    return NewSchoolDialog(Path.cwd(), "李晓岚", parent=window)


def trouble(window: MainWindow) -> QDialog:
    return messages.error_dialog(window, NoSpaceError(Path("学校.dabiao")))


def question(window: MainWindow) -> QDialog:
    return messages.question_dialog(window, "关闭", "仍要关闭吗？", "修改将丢失。", "仍要关闭")


def offer(window: MainWindow) -> QDialog:
    return messages.offer_dialog(window, "未能保存", "磁盘空间不足。", "可另存。", "另存为…")


def bug(window: MainWindow) -> QDialog:
    return messages.bug_dialog(window, "Traceback", saved=True)


@pytest.mark.parametrize("make", [finder, settings, new_school, trouble, question, offer, bug])
def test_in_every_dialog(window: MainWindow, qtbot: QtBot, make: Callable[[MainWindow], QDialog]) -> None:
    dialog = make(window)
    qtbot.addWidget(dialog)
    dialog.open()
    assert silent(dialog) == []
    heard = QAccessible.queryAccessibleInterface(dialog)
    assert heard.role() is ROLE.Dialog and heard.text(NAME)
    dialog.reject()


def test_in_the_calendar(window: MainWindow, qtbot: QtBot) -> None:
    work = window.work
    assert work is not None
    work.jumps.focus_fact("filing.date")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    QTest.keyClick(line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, CalendarPopup)
    assert silent(opened) == []
    opened.close()


def test_in_every_menu(window: MainWindow) -> None:
    work = window.work
    assert work is not None
    for name in PAGES:
        work.go_to(name)
    menus = [menu for menu in window.findChildren(QMenu) if menu.actions()]
    nameless = [
        action for menu in menus for action in menu.actions() if not (action.text() or action.isSeparator())
    ]
    assert nameless == []
    assert all(action.text() for action in window.actions())


def heard(widget: QWidget) -> tuple[QAccessible.Role, str, str]:
    spoken = QAccessible.queryAccessibleInterface(widget)
    return spoken.role(), spoken.text(NAME), spoken.text(VALUE)


def test_what_paints_itself_says_what_it_is(qtbot: QtBot, app_theme: Theme) -> None:
    chip, source = StatusChip("missed", "未达标"), SourceLabel(SourceState.SECONDARY)
    share = Meter(59.52, 70, "missed", label="70 %", top=100)
    count, tab = Meter(15, 20, "missed", label="20 人"), NavButton("填报")
    for widget in (chip, source, share, count, tab):
        qtbot.addWidget(widget)
    assert heard(chip)[:2] == (ROLE.StaticText, "未达标")
    assert heard(source)[:2] == (ROLE.StaticText, source.word)
    assert heard(share) == (ROLE.ProgressBar, "要求 70 %", "59")
    assert heard(count) == (ROLE.ProgressBar, "要求 20 人", "75")
    assert heard(tab)[:2] == (ROLE.RadioButton, "填报")


def test_a_switch_and_a_card_are_buttons_that_say_how_they_stand(window: MainWindow, qtbot: QtBot) -> None:
    switch = Switch(("是", "否"))
    qtbot.addWidget(switch)
    switch.setAccessibleName("学校章程")
    switch.show_choice(0)
    spoken = QAccessible.queryAccessibleInterface(switch)
    assert spoken.role() is ROLE.Button
    assert (spoken.text(NAME), spoken.text(QAccessible.Text.Description)) == ("学校章程", "已选是")
    assert window.work is not None
    window.work.jumps.focus_fact("teachers.dual_qualified")
    card = window.work.panel.card("YZ-双师")
    assert isinstance(card, VerdictCard)
    role, name, _ = heard(card)
    assert role is ROLE.Button and "未达到目标" in name and "59.52" in name
    before = card.mode
    card.click()
    assert card.mode is not before


def test_the_list_of_steps_says_each_figure_in_words(window: MainWindow) -> None:
    work = window.work
    assert work is not None and isinstance(work.steps, StepList)
    spoken = QAccessible.queryAccessibleInterface(work.steps.view)
    assert spoken.role() is ROLE.List and spoken.childCount() == len(work.steps.entries())
    names = [spoken.child(place).text(NAME) for place in range(spoken.childCount())]
    assert [name.partition("，")[0] for name in names] == [title for _, title in work.steps.entries()]
    teachers = next(name for name in names if name.startswith("教师"))
    assert all(word in teachers for word in ("已填", "校验", "达标"))
