"""整改台账: one row per missed row, written as one types, summed, and told when the verdict turns."""

from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.assessment import Remedy
from app.domain.facts import Answer
from app.domain.problem import Problem
from app.domain.verdict import Status
from app.ui.navigation import Navigation
from app.ui.pages.ledger_page import LedgerPage
from app.ui.session_model import SessionModel
from app.ui.tables import pen
from app.ui.tables.ledger_rows import LedgerRow, budget_note, budget_of, due_note
from app.ui.theme import Theme, theme
from tests.ui.hands import focus, shown_page, write

AREA, DUAL = "DB-生均校舍", "YZ-双师"
TODAY = date(2026, 11, 21)


@pytest.fixture
def page(qtbot: QtBot, model: SessionModel, navigation: Navigation) -> LedgerPage:
    return shown_page(qtbot, LedgerPage(model, navigation))


def row(page: LedgerPage, indicator: str) -> LedgerRow:
    return next(row for row in page.view.table.rows() if row.key == indicator)


def test_there_is_a_row_for_every_missed_row_and_no_other(page: LedgerPage, model: SessionModel) -> None:
    missed = {v.indicator for v in model.session.evaluation.verdicts if v.status is Status.MISSED}
    assert {row.key for row in page.view.table.rows()} == missed
    assert [row.number for row in page.view.table.rows()] == list(range(1, len(missed) + 1))


def test_a_row_tells_its_gap_its_ways_and_its_basis(page: LedgerPage) -> None:
    page.focus_row(AREA)
    texts = {name: value.text() for name, (_, value) in page.panel.facts._labels.items()}
    assert "还差 520" in texts["差距"].replace("\u00a0", " ")
    assert texts["办法"].startswith("① ")
    assert "② " in texts["办法"]
    assert texts["依据"] == "教职成〔2022〕5号 附件1 指标4"


def test_what_is_typed_is_kept_in_one_step_for_each_box(
    qtbot: QtBot, page: LedgerPage, model: SessionModel
) -> None:
    model.set_remedy(DUAL, Remedy(), "清空")
    model.finish_step()
    page.focus_row(DUAL)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert focus() is page.panel.cause
    write("企业实践")
    write("时间不足")
    qtbot.keyClick(page.panel.cause, Qt.Key.Key_Return)
    assert focus() is page.panel.measure
    write("暑期补足")
    assert model.session.remedy(DUAL) == Remedy("企业实践时间不足", "暑期补足")
    assert not any(item.waits for item in page.view.table.rows() if item.key == DUAL)
    model.undo_stack.undo()
    assert model.session.remedy(DUAL) == Remedy("企业实践时间不足")
    assert page.panel.measure.toPlainText() == ""
    model.undo_stack.undo()
    assert model.session.remedy(DUAL) == Remedy()


def test_all_six_boxes_are_saved_and_read_back(qtbot: QtBot, page: LedgerPage, model: SessionModel) -> None:
    model.set_remedy(DUAL, Remedy(), "清空")
    page.focus_row(DUAL)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    for text in ("原因", "措施", "人事处", "周敏", "2027-06-30"):
        write(text)
        qtbot.keyClick(focus(), Qt.Key.Key_Return)
    write("3.5万元")
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert focus() is page.view
    stored = model.session.workspace.load(model.session.year).remedies[DUAL]
    assert stored == Remedy("原因", "措施", "人事处", "2027-06-30", "周敏", "3.5万元")


def test_shift_enter_breaks_the_line(qtbot: QtBot, page: LedgerPage, model: SessionModel) -> None:
    model.set_remedy(DUAL, Remedy(), "清空")
    page.focus_row(DUAL)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    write("一")
    qtbot.keyClick(page.panel.cause, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    write("二")
    assert model.session.remedy(DUAL).cause == "一\n二"


def test_a_box_is_as_high_as_the_text_that_is_shown_in_it(page: LedgerPage, model: SessionModel) -> None:
    model.set_remedy(DUAL, Remedy(cause="近两年在校生增加，校舍未增。" * 8, measure="短"), "写")
    page.focus_row(DUAL)
    QApplication.processEvents()
    assert page.panel.cause.verticalScrollBar().maximum() == 0
    assert page.panel.cause.height() > page.panel.measure.height()


def test_long_names_are_shown_from_their_beginning_and_whole_rows_hold_them(
    page: LedgerPage, model: SessionModel
) -> None:
    before = page.view.visualRect(page.view.table.index_of(DUAL)).height()
    model.set_remedy(DUAL, Remedy(unit="后勤保障与资产管理处" * 3, person="欧阳建国、司马相如" * 3), "写")
    page.focus_row(DUAL)
    QApplication.processEvents()
    assert page.panel.lines["unit"].cursorPosition() == page.panel.lines["person"].cursorPosition() == 0
    high = page.view.visualRect(page.view.table.index_of(DUAL)).height()
    assert high == before + pen.line_height(12) and high >= pen.line_height(13) + 2 * pen.line_height(12)


def test_nothing_missed_yet_is_not_nothing_missed(
    qtbot: QtBot, model: SessionModel, navigation: Navigation
) -> None:
    empty = {fact: Answer() for fact in model.session.assessment.answers if not fact.startswith("school.")}
    model.set_answers(empty, "清空")
    for row_id in model.session.assessment.remedies:
        model.set_remedy(row_id, Remedy(), "清空")
    page = shown_page(qtbot, LedgerPage(model, navigation))
    waiting = model.session.conclusion().of(Status.UNANSWERED)
    said = [label.text() for label in page._empty.findChildren(QLabel)]
    assert f"尚有 {waiting} 项指标待填，填报后才能判定" in said and waiting > 50


def test_composing_a_word_changes_nothing_before_it_is_committed(
    qtbot: QtBot, page: LedgerPage, model: SessionModel
) -> None:
    page.focus_row(DUAL)
    before = model.session.remedy(DUAL)
    page.panel.cause.setFocus()
    QApplication.sendEvent(page.panel.cause, QInputMethodEvent("qiye", []))
    assert model.session.remedy(DUAL) == before


@pytest.mark.parametrize(
    ("text", "amount"),
    [("3.5万元", Fraction(35000)), ("35,000", Fraction(35000)), ("0.1亿元", Fraction(10**7)), ("", None)],
)
def test_a_budget_is_read_as_money(text: str, amount: Fraction | None) -> None:
    assert budget_of(text) == amount


def test_a_budget_that_is_no_money_is_kept_told_and_left_out_of_the_total(
    page: LedgerPage, model: SessionModel
) -> None:
    assert isinstance(budget_of("约三万"), Problem)
    assert budget_note("约三万")[1]
    assert page._total.text().replace("\u00a0", " ") == "239.5 万元（4 条）"
    model.set_remedy(DUAL, Remedy(budget="约三万"), "双师")
    assert page._total.text().replace("\u00a0", " ") == "236 万元（3 条）；1 条金额未能识别，未计入"
    assert page.view.table.words(row(page, DUAL), 5) == "约三万"


@pytest.mark.parametrize(
    ("text", "said", "wrong"),
    [
        ("", "", False),
        ("2027-06-30", "", False),
        ("2027年6月30日", "", False),
        ("2026-10-01", "已过期限", True),
        ("2027 年底", "未写成日期，按原文打印；日期可写作 2027-06-30", False),
    ],
)
def test_a_time_limit_is_read_as_a_date_where_it_is_one(text: str, said: str, wrong: bool) -> None:
    assert due_note(text, TODAY, turned=False) == (said, wrong)


def test_a_row_whose_verdict_turned_stays_in_its_place_and_says_so(
    page: LedgerPage, model: SessionModel
) -> None:
    before = [item.key for item in page.view.table.rows()]
    page.focus_row(DUAL)
    model.type_text("teachers.dual_qualified", "32")
    model.type_text("teachers.dual_qualified_other", "0")
    turned = row(page, DUAL)
    assert turned.turned
    assert turned.lack == "判定已转为达到目标"
    assert [item.key for item in page.view.table.rows()] == before
    assert page.panel.facts.turned.isVisible()
    assert page._total.text().replace("\u00a0", " ") == "239.5 万元（4 条）；其中尚未达标的 236 万元"


def test_the_badge_counts_missed_rows_without_a_measure(
    qtbot: QtBot, page: LedgerPage, model: SessionModel
) -> None:
    def count() -> int:
        badge = page.badge()
        assert badge is not None
        return badge.count

    assert count() == 0
    with qtbot.waitSignal(page.badge_changed):
        model.set_remedy(DUAL, Remedy(cause="有原因"), "双师")
    assert count() == 1
    assert row(page, DUAL).waits


def test_links_lead_to_the_facts_and_to_the_verdict(
    qtbot: QtBot, page: LedgerPage, navigation: Navigation
) -> None:
    page.focus_row(DUAL)
    shown = [link for link in page.panel.facts.links if not link.isHidden()]
    assert [link.accessibleName() for link in shown] == [
        "去改数据：双师型教师数 25 人",
        "去改数据：专业教师数 42 人",
    ]
    with qtbot.waitSignal(navigation.fact_wanted) as asked:
        shown[0].click()
    assert asked.args == ["teachers.dual_qualified"]
    with qtbot.waitSignal(navigation.verdict_wanted) as asked:
        page.panel.basis.click()
    assert asked.args == [DUAL]


def test_a_task_leads_to_the_list_of_tasks(qtbot: QtBot, page: LedgerPage, navigation: Navigation) -> None:
    page.focus_row("task.yuzhong-2022-28.15")
    (link,) = [link for link in page.panel.facts.links if not link.isHidden()]
    with qtbot.waitSignal(navigation.task_wanted) as asked:
        link.click()
    assert asked.args == ["task.yuzhong-2022-28.15"]


def test_without_anything_missed_the_page_says_so(
    qtbot: QtBot, model: SessionModel, navigation: Navigation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.pages.ledger_page.ledger_groups", lambda _: [])
    empty = LedgerPage(model, navigation)
    qtbot.addWidget(empty)
    empty.show()
    empty.on_shown()
    assert empty._empty.isVisible()
    assert not empty.view.isVisible() and not empty.panel.isVisible()


def test_where_the_room_is_narrow_one_side_is_shown_at_a_time(
    qtbot: QtBot, page: LedgerPage, app_theme: Theme
) -> None:
    theme().set_scale(200)
    page.resize(1366, 620)
    assert page.view.isVisible() and not page.panel.isVisible()
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert page.panel.isVisible() and not page.view.isVisible()
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    assert page.view.isVisible() and not page.panel.isVisible()
    assert focus() is page.view
