"""The calendar beside a line for a day: opened and used by keyboard alone, its day goes through the parser."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.facts import Fact
from app.domain.units import Kind
from app.ui.fields.calendar import Calendar, CalendarPopup, add_calendar
from app.ui.fields.table import make_editor
from app.ui.navigation import Navigation
from app.ui.pages.fill_page import FillPage
from app.ui.pages.ledger_page import LedgerPage
from app.ui.pages.tasks_page import TasksPage
from app.ui.session_model import SessionModel
from app.ui.theme import Theme
from tests.ui.hands import shown_page

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def line(qtbot: QtBot, app_theme: Theme) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName("报出日期")
    qtbot.addWidget(made)
    add_calendar(made)
    made.show()
    made.setFocus()
    return made


def popup() -> CalendarPopup:
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, CalendarPopup)
    return opened


def cursor() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def test_a_day_is_chosen_by_keyboard_and_told_as_typed(qtbot: QtBot, line: QLineEdit) -> None:
    line.setText("2026年11月21日")
    qtbot.keyClick(line, Qt.Key.Key_Down, ALT)
    assert popup().calendar.selectedDate() == QDate(2026, 11, 21)
    qtbot.keyClick(cursor(), Qt.Key.Key_Right)
    qtbot.keyClick(cursor(), Qt.Key.Key_PageUp)
    with qtbot.waitSignal(line.textEdited) as told:
        qtbot.keyClick(cursor(), Qt.Key.Key_Return)
    assert told.args == ["2026-10-22"]
    assert line.text() == "2026-10-22"
    assert QApplication.activePopupWidget() is None


def test_esc_leaves_what_was_typed(qtbot: QtBot, line: QLineEdit) -> None:
    line.setText("去年秋天")
    qtbot.keyClick(line, Qt.Key.Key_Down, ALT)
    assert popup().calendar.selectedDate() == QDate.currentDate()
    qtbot.keyClick(cursor(), Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert line.text() == "去年秋天"


def test_the_button_opens_it_and_a_click_takes_a_day(qtbot: QtBot, line: QLineEdit) -> None:
    button = line.findChild(QToolButton)
    assert isinstance(button, QToolButton) and button.accessibleName() == "打开日历（Alt+↓）"
    button.click()
    popup().calendar.clicked.emit(QDate(2025, 2, 28))
    assert line.text() == "2025-02-28"


def test_today_is_one_button_away(qtbot: QtBot, line: QLineEdit) -> None:
    qtbot.keyClick(line, Qt.Key.Key_Down, ALT)
    names = []
    while cursor().accessibleName() not in names:
        names.append(cursor().accessibleName())
        if cursor().accessibleName() == "今天":
            break
        qtbot.keyClick(cursor(), Qt.Key.Key_Tab)
    qtbot.keyClick(cursor(), Qt.Key.Key_Return)
    assert line.text() == date.today().isoformat()


@pytest.mark.parametrize("lock", [lambda line: line.setReadOnly(True), lambda line: line.setEnabled(False)])
def test_a_line_that_takes_no_keys_opens_nothing(qtbot: QtBot, line: QLineEdit, lock) -> None:  # type: ignore[no-untyped-def]
    lock(line)
    line.actions()[-1].trigger()
    assert QApplication.activePopupWidget() is None


def test_it_is_chinese_and_every_part_of_it_is_named(qtbot: QtBot, app_theme: Theme) -> None:
    calendar = Calendar()
    qtbot.addWidget(calendar)
    calendar.setSelectedDate(QDate(2026, 11, 21))
    buttons = {part.objectName(): part.text() for part in calendar.findChildren(QToolButton)}
    assert buttons["qt_calendar_monthbutton"] == "十一月"
    head = calendar.view.model()
    days = [head.index(0, column).data() for column in range(7)]
    assert days == list("一二三四五六日")
    for part in calendar.findChildren(QWidget):
        if part.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            assert part.accessibleName(), part.objectName()
    assert QAccessible.queryAccessibleInterface(calendar.view) is not None


def calendars(widget: QWidget) -> list[str]:
    named = [
        part.parentWidget()
        for part in widget.findChildren(QToolButton)
        if "打开日历" in part.accessibleName()
    ]
    return [line.accessibleName() for line in named if line is not None]


def test_every_place_where_a_day_is_typed_has_it(
    qtbot: QtBot, model: SessionModel, navigation: Navigation
) -> None:
    editor = make_editor(Fact("filing.date", "报出日期", Kind.DATE))
    qtbot.addWidget(editor)
    assert len(calendars(editor)) == 1
    fill = shown_page(qtbot, FillPage(model, navigation))
    fill.focus_fact("governance.legal_person")
    assert any(name.endswith("的日期") for name in calendars(fill))
    assert calendars(shown_page(qtbot, TasksPage(model, navigation))) == ["完成日期"]
    assert calendars(shown_page(qtbot, LedgerPage(model, navigation))) == ["完成时限"]
