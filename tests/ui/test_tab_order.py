"""Tab leads through all that an open row shows before it goes on to the next row."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.navigation import Navigation
from app.ui.pages.fill_page import FillPage
from app.ui.session_model import SessionModel


@pytest.fixture
def page(qtbot: QtBot, model: SessionModel, navigation: Navigation) -> FillPage:
    page = FillPage(model, navigation)
    qtbot.addWidget(page)
    page.resize(742, 640)
    page.start()
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def walked(qtbot: QtBot, upto: str, key: Qt.Key = Qt.Key.Key_Tab) -> list[str]:
    """Press Tab until a control of that name has the focus; return what was passed."""
    names: list[str] = []
    while not names or (names[-1] != upto and len(names) < 40):
        qtbot.keyClick(QApplication.focusWidget(), key)
        names.append(QApplication.focusWidget().accessibleName())
    return names


def test_tab_walks_through_the_open_row_before_the_next(qtbot: QtBot, page: FillPage) -> None:
    page.focus_fact("campus.building_independent_use")
    passed = walked(qtbot, "实习实验场所面积")
    name = "独立使用的非学校产权校舍面积"
    assert passed[0] == f"{name}的单位"
    assert [word for word in passed if word == f"{name}的备注"] == [f"{name}的备注"] * 2
    assert passed[-3:-1] == [f"{name}不适用的原因", f"{name}适用，改为填写"]


def test_links_shown_on_request_are_walked_too(qtbot: QtBot, page: FillPage) -> None:
    page.focus_fact("students.enrolled")
    detail = page.row("students.enrolled").detail
    assert detail is not None
    few = len(detail.use_links)
    assert "项判定" in walked(qtbot, "其中工科类、医药类在校生数")[few + 1]
    page.focus_fact("students.enrolled")
    for _ in range(few + 2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert len(detail.use_links) > few
    page.focus_fact("students.enrolled")
    links = [name for name in walked(qtbot, "其中工科类、医药类在校生数") if name.startswith("判定：")]
    assert len(links) == len(detail.use_links)


def test_shift_tab_leads_back_the_same_way(qtbot: QtBot, page: FillPage) -> None:
    page.focus_fact("students.intake")
    assert walked(qtbot, "核定招生计划")[-2] == "招生数不适用，填写原因"
    back = walked(qtbot, "招生数", Qt.Key.Key_Backtab)
    assert back == ["招生数的备注", "招生数"]
    assert page.focused_fact() == "students.intake"
