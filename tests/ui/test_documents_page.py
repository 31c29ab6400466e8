"""适用文件: which documents apply and why; putting one in or taking one out needs a reason and can be undone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.assessment import Choice, Chosen
from app.domain.facts import Answer
from app.paths import Paths
from app.services.documents import DocumentState
from app.ui.navigation import Navigation
from app.ui.pages.documents_page import DocumentsPage
from app.ui.session_model import SessionModel
from app.ui.theme import Theme
from tests.ui.hands import focus, shown_page, write

OWN, OTHER, DISTRICT = "conditions-2022", "technician-2012", "yuzhong-2022-28"


@pytest.fixture
def page(
    qtbot: QtBot, model: SessionModel, navigation: Navigation, shipped: Paths
) -> Iterator[DocumentsPage]:
    widget = shown_page(qtbot, DocumentsPage(model, navigation, shipped))
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    yield widget


def row(page: DocumentsPage, standard: str) -> DocumentState:
    found = next(row for row in page.view.table.rows() if row.key == standard)
    assert isinstance(found, DocumentState)
    return found


def acts(page: DocumentsPage) -> list[str]:
    buttons = (*page.panel.buttons.values(), page.panel.clear)
    return [button.text() for button in buttons if button.isVisible()]


def act(page: DocumentsPage, name: str) -> QPushButton:
    buttons = (*page.panel.buttons.values(), page.panel.clear)
    return next(button for button in buttons if button.isVisible() and button.text() == name)


def test_every_document_stands_under_whether_it_applies(page: DocumentsPage, model: SessionModel) -> None:
    shown = {group.key: {row.key for row in group.rows} for group in page.view.table.groups}
    results = model.session.evaluation.standards
    assert shown["适用"] == {result.id for result in results if result.applies}
    assert shown["不适用"] == {result.id for result in results if result.applies is False}
    assert OWN in shown["适用"] and OTHER in shown["不适用"]


def test_a_row_says_title_number_reason_edition_and_how_much_was_read(page: DocumentsPage) -> None:
    words = [page.view.table.words(row(page, OWN), column) for column in range(5)]
    assert "职业学校办学条件达标工程实施方案" in words[0] and "教职成〔2022〕5号" in words[0]
    assert words[1] == "适用" and "学校类别为职业高中" in words[2]
    assert words[3:] == ["2026.1", "已读全"]
    assert "原文未读全" in page.view.table.spoken(row(page, OTHER))


def test_taking_a_document_out_needs_a_reason_and_is_one_step_of_undo(
    qtbot: QtBot, page: DocumentsPage, model: SessionModel
) -> None:
    page.focus_document(DISTRICT)
    assert acts(page) == ["移除本文件"]
    assert not act(page, "移除本文件").isEnabled()
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert focus() is page.panel.reason
    write("区教委同意本年不报")
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert focus() is act(page, "移除本文件")
    qtbot.keyClick(focus(), Qt.Key.Key_Space)
    assert model.session.assessment.dropped == {DISTRICT: "区教委同意本年不报"}
    assert model.session.workspace.load(model.session.year).dropped == {DISTRICT: "区教委同意本年不报"}
    assert row(page, DISTRICT).result.reason.startswith("人工移除：区教委同意本年不报")
    assert page.view.table.words(row(page, DISTRICT), 1) == "人工移除"
    assert model.undo_stack.undoText().startswith("移除适用文件：")
    model.undo_stack.undo()
    assert model.session.assessment.dropped == {}
    assert row(page, DISTRICT).result.applies is True
    model.undo_stack.redo()
    assert model.session.assessment.dropped == {DISTRICT: "区教委同意本年不报"}


def test_putting_a_document_in_judges_its_rows(page: DocumentsPage, model: SessionModel) -> None:
    page.focus_document(OTHER)
    assert acts(page) == ["添加本文件"]
    page.panel.reason.setPlainText("主管部门要求按此自查")
    act(page, "添加本文件").click()
    assert row(page, OTHER).chosen == Chosen(Choice.ADD, "主管部门要求按此自查")
    assert any(verdict.standard == OTHER for verdict in model.session.evaluation.verdicts)


def test_a_decision_can_be_reworded_and_given_back_to_the_profile(
    page: DocumentsPage, model: SessionModel
) -> None:
    model.choose(OWN, Chosen(Choice.DROP, "旧理由"), "移除")
    page.focus_document(OWN)
    assert page.panel.reason.toPlainText() == "旧理由"
    assert acts(page) == ["改写移除理由", "恢复按学校概况判断"]
    assert not act(page, "改写移除理由").isEnabled()
    page.panel.reason.setPlainText("新理由")
    act(page, "改写移除理由").click()
    assert model.session.assessment.dropped == {OWN: "新理由"}
    page.focus_document(OWN)
    act(page, "恢复按学校概况判断").click()
    assert model.session.assessment.chosen(OWN) is None
    assert row(page, OWN).result.applies is True


def test_a_blank_reason_decides_nothing(page: DocumentsPage, model: SessionModel) -> None:
    page.focus_document(OWN)
    page.panel.reason.setPlainText("  \n ")
    assert not act(page, "移除本文件").isEnabled()
    page.panel.buttons[Choice.DROP].click()
    assert model.session.assessment.dropped == {}


def test_an_undecided_document_leads_to_the_profile_fact_it_waits_for(
    qtbot: QtBot, page: DocumentsPage, model: SessionModel, navigation: Navigation
) -> None:
    model.set_answer("school.district", Answer())
    badge = page.badge()
    assert badge is not None and badge.count == len(page.view.table.groups[1].rows)
    page.focus_document(DISTRICT)
    assert page.panel.to_profile.text() == "去填所在区县"
    with qtbot.waitSignal(navigation.fact_wanted) as asked:
        page.panel.to_profile.click()
    assert asked.args == ["school.district"]


def test_a_narrow_window_shows_the_table_or_the_document(qtbot: QtBot, page: DocumentsPage) -> None:
    page.resize(700, 600)
    assert page.view.isVisible() and not page.panel.isVisible()
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert page.panel.isVisible() and not page.view.isVisible()
    qtbot.keyClick(page.panel.reason, Qt.Key.Key_Escape)
    assert page.view.isVisible()


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_nothing_needs_to_be_scrolled_sideways(page: DocumentsPage, app_theme: Theme, scale: int) -> None:
    app_theme.set_look(dark=True, scale=scale)
    QApplication.processEvents()
    assert page.view.horizontalScrollBar().maximum() == 0
    assert page.minimumSizeHint().width() <= 1366
