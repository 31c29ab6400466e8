from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.assessment import Assessment, Choice, Chosen
from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.domain.units import Kind
from app.domain.verdict import Status
from app.services.session import Session
from app.storage.workspace import Workspace
from app.ui.field_detail import FieldDetail
from app.ui.field_row import FieldRow
from app.ui.fields.line_editor import LineEditor, SwitchedEditor
from app.ui.navigation import Navigation
from app.ui.pages.fill_page import FillPage
from app.ui.session_model import SessionModel
from app.ui.theme import Theme

YEAR = SchoolYear(2026)


def shown(qtbot: QtBot, model: SessionModel, navigation: Navigation) -> FillPage:
    page = FillPage(model, navigation)
    qtbot.addWidget(page)
    page.resize(742, 640)
    page.start()
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.fixture
def page(qtbot: QtBot, model: SessionModel, navigation: Navigation) -> FillPage:
    return shown(qtbot, model, navigation)


@pytest.fixture
def empty_model(app_theme: Theme, tmp_path: Path, shipped_rulebook: Rulebook) -> Iterator[SessionModel]:
    """A school of which only the profile is known."""
    workspace = Workspace.create(tmp_path / "新校.dabiao", "李晓岚")
    answers = {"school.kind": "职业高中", "school.category": "一般类", "school.district": "渝中区"}
    workspace.import_assessment(
        Assessment(YEAR, {fact: Answer(word, typed=word) for fact, word in answers.items()})
    )
    model = SessionModel(Session.open_latest(workspace, shipped_rulebook))
    yield model
    model.close()


@pytest.fixture
def empty_page(qtbot: QtBot, empty_model: SessionModel, navigation: Navigation) -> FillPage:
    return shown(qtbot, empty_model, navigation)


def line(page: FillPage, fact: str) -> QLineEdit:
    editor = page.row(fact).editor
    assert isinstance(editor, LineEditor)
    return editor.line


def opened(page: FillPage, fact: str) -> FieldDetail:
    page.focus_fact(fact)
    detail = page.row(fact).detail
    assert detail is not None
    return detail


def line_of_day(page: FillPage, fact: str) -> tuple[str, str]:
    """Go to a fact; return what stands as its date, and what is said of it."""
    detail = opened(page, fact)
    return detail.day.text(), detail.day_note


def cursor() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def focused_row() -> FieldRow:
    widget: QWidget | None = cursor()
    while widget is not None and not isinstance(widget, FieldRow):
        widget = widget.parentWidget()
    assert widget is not None
    return widget


def commit(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def messages(page: FillPage, fact: str) -> list[str]:
    return [message.text for message in page.row(fact).messages.messages]


def status(model: SessionModel, indicator: str) -> Status:
    return next(v.status for v in model.session.evaluation.verdicts if v.indicator == indicator)


# Filling


def test_a_whole_form_is_filled_by_keyboard_alone(
    qtbot: QtBot, empty_page: FillPage, empty_model: SessionModel
) -> None:
    empty_page.show_page("teachers")
    empty_page.enter()
    facts, session = empty_page.current_facts(), empty_model.session
    assert {"teachers.full_time", "teachers.dual_qualified"} <= set(facts)
    figures = [str(40 + place) for place, _ in enumerate(facts)]
    for figure in figures:
        qtbot.keyClicks(cursor(), figure)
        qtbot.keyClick(cursor(), Qt.Key.Key_Return)
    assert [session.answer(fact).typed for fact in facts] == figures
    stored = session.workspace.load(YEAR).answers
    assert [stored[fact].value for fact in facts] == [int(figure) for figure in figures]
    assert cursor() is empty_page.foot.next_button
    qtbot.keyClick(cursor(), Qt.Key.Key_Return)
    assert empty_page.current_page() == "campus"
    assert focused_row().fact.id == "campus.land_return"


def test_every_kind_is_filled_by_keyboard_and_input_method(
    qtbot: QtBot, empty_page: FillPage, empty_model: SessionModel
) -> None:
    session = empty_model.session
    empty_page.focus_fact("school.name")
    commit(cursor(), "南岸职业学校")
    qtbot.keyClick(cursor(), Qt.Key.Key_Return)
    assert focused_row().fact.id == "school.code"
    empty_page.focus_fact("school.attached_class")
    qtbot.keyClick(cursor(), Qt.Key.Key_2)
    empty_page.focus_fact("school.honours")
    qtbot.keyClick(cursor(), Qt.Key.Key_Space)
    empty_page.focus_fact("filing.date")
    qtbot.keyClicks(cursor(), "2026.11.27")
    empty_page.focus_fact("equipment.value")
    commit(cursor(), "３９３.2万元")
    assert session.answer("school.name").value == "南岸职业学校"
    assert session.answer("school.attached_class").value == "否"
    assert session.answer("school.honours").value == ("国示范",)
    assert str(session.answer("filing.date").value) == "2026-11-27"
    assert session.answer("equipment.value").value == 3_932_000


def test_each_key_is_judged_at_once(qtbot: QtBot, empty_page: FillPage, empty_model: SessionModel) -> None:
    empty_page.focus_fact("teachers.full_time")
    assert status(empty_model, "DB-专任教师") is Status.UNANSWERED
    qtbot.keyClicks(cursor(), "7")
    assert status(empty_model, "DB-专任教师") is Status.MISSED
    qtbot.keyClicks(cursor(), "2")
    assert status(empty_model, "DB-专任教师") is Status.MET


def test_leaving_a_field_saves(qtbot: QtBot, page: FillPage, model: SessionModel) -> None:
    page.focus_fact("teachers.staff")
    qtbot.keyClicks(cursor(), "97")
    assert model.session.dirty
    page.focus_fact("teachers.part_time")
    assert not model.session.dirty
    assert model.session.workspace.load(YEAR).answers["teachers.staff"].value == 97


def test_typing_in_one_field_is_one_step_of_undo(qtbot: QtBot, page: FillPage, model: SessionModel) -> None:
    page.focus_fact("teachers.staff")
    qtbot.keyClicks(cursor(), "123")
    qtbot.keyClick(cursor(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert model.session.answer("teachers.staff").value == 96
    assert line(page, "teachers.staff").text() == "96"
    model.undo_stack.redo()
    assert line(page, "teachers.staff").text() == "123"


def test_emptied_is_not_known_and_zero_is_zero(qtbot: QtBot, page: FillPage, model: SessionModel) -> None:
    page.focus_fact("teachers.full_time")
    qtbot.keyClick(cursor(), Qt.Key.Key_Delete)
    assert model.session.answer("teachers.full_time").value is None
    assert line(page, "teachers.full_time").property("state") == "unanswered"
    qtbot.keyClicks(cursor(), "0")
    assert model.session.answer("teachers.full_time").value == 0
    assert line(page, "teachers.full_time").property("state") == "normal"


def test_a_wrong_value_stays_with_its_message_and_is_not_judged(
    qtbot: QtBot, page: FillPage, model: SessionModel
) -> None:
    page.focus_fact("teachers.full_time")
    qtbot.keyClicks(cursor(), "72.5")
    page.focus_fact("teachers.staff")
    assert line(page, "teachers.full_time").text() == "72.5"
    assert any("整数" in text for text in messages(page, "teachers.full_time"))
    assert line(page, "teachers.full_time").property("state") == "error"
    assert model.session.workspace.load(YEAR).answers["teachers.full_time"].typed == "72.5"
    assert status(model, "DB-专任教师") is Status.UNANSWERED


def test_a_code_that_looks_like_a_slip_is_doubted_and_kept(
    qtbot: QtBot, page: FillPage, model: SessionModel
) -> None:
    page.focus_fact("school.code")
    line(page, "school.code").selectAll()
    qtbot.keyClicks(cursor(), "315001099")
    page.focus_fact("school.uscc")
    assert model.session.answer("school.code").value == "315001099"
    assert messages(page, "school.code") == ["学校标识码通常为 10 位数字，此处为 9 位，请核对"]
    assert line(page, "school.code").property("state") == "normal"
    assert messages(page, "school.uscc") == []


def test_messages_wait_until_the_typing_pauses(qtbot: QtBot, page: FillPage) -> None:
    page.focus_fact("campus.practice_area")
    commit(cursor(), "2.85万")
    assert messages(page, "campus.practice_area") == []
    commit(cursor(), "㎡")
    page.view.settle()
    assert not any("单位" in text for text in messages(page, "campus.practice_area"))


def test_a_broken_check_is_told_at_both_fields_and_goes_away(qtbot: QtBot, page: FillPage) -> None:
    page.focus_fact("teachers.dual_qualified")
    qtbot.keyClicks(cursor(), "60")
    qtbot.keyClick(cursor(), Qt.Key.Key_Return)
    sentence = "双师型教师数不能大于专业教师数"
    assert sentence in messages(page, "teachers.dual_qualified")
    assert sentence in messages(page, "teachers.specialist")
    assert line(page, "teachers.specialist").property("state") == "error"
    page.focus_fact("teachers.dual_qualified")
    qtbot.keyClicks(cursor(), "25")
    qtbot.keyClick(cursor(), Qt.Key.Key_Return)
    assert messages(page, "teachers.specialist") == []


def test_an_unusual_figure_leads_to_its_explanation_and_rests_once_explained(
    qtbot: QtBot, page: FillPage, model: SessionModel, navigation: Navigation
) -> None:
    page.focus_fact("teachers.staff")
    qtbot.keyClicks(cursor(), "200")
    qtbot.keyClick(cursor(), Qt.Key.Key_Return)
    row = page.row("teachers.staff")
    told = next(message for message in row.messages.messages if "变化超过20%" in message.text)
    assert told.remedy == "填写说明"
    link = next(
        button for button in row.messages.findChildren(QPushButton) if told.text in button.accessibleName()
    )
    with qtbot.waitSignal(navigation.check_wanted) as asked:
        link.click()
    assert asked.args == ["teachers-staff-jump"]
    model.explain("teachers-staff-jump", "两校合并")
    assert told.text not in messages(page, "teachers.staff")


# What the school is asked


def foot(page: FillPage, identity: str) -> QPushButton:
    return page.view.foot(identity).button


def test_a_form_shows_what_the_schools_documents_need_and_says_how_much_it_leaves_out(
    empty_page: FillPage,
) -> None:
    empty_page.show_page("students")
    assert "students.enrolled" in empty_page.current_facts()
    assert "students.level_technician" not in empty_page.view.rows
    page = next(each for each in empty_page.view.form.pages if each.id == "levels")
    left_out = len(page.facts) - sum(fact.id in empty_page.current_facts() for fact in page.facts)
    assert foot(empty_page, "levels").text() == f"另有 {left_out} 项与本校适用的标准无关，显示"
    assert foot(empty_page, "levels").accessibleName().startswith("培养层次与规模：另有")


def test_the_line_under_a_page_shows_the_rest_and_leaves_it_out_again(
    qtbot: QtBot, empty_page: FillPage
) -> None:
    empty_page.show_page("students")
    before = empty_page.current_facts()
    foot(empty_page, "levels").setFocus()
    qtbot.keyClick(cursor(), Qt.Key.Key_Return)
    shown = empty_page.current_facts()
    assert set(shown) - set(before) == {
        fact.id for fact in empty_page.view.form.pages[-1].facts if fact.id not in before
    }
    assert empty_page.row("students.level_technician").isVisible()
    assert foot(empty_page, "levels").text().startswith("收起与本校适用的标准无关的")
    foot(empty_page, "levels").click()
    assert empty_page.current_facts() == before
    assert not empty_page.view.made["students.level_technician"].isVisible()


def test_a_jump_reaches_a_fact_that_is_not_asked_and_the_form_forgets_it_later(
    qtbot: QtBot, empty_page: FillPage, empty_model: SessionModel
) -> None:
    empty_page.focus_fact("students.level_technician")
    assert focused_row().fact.id == "students.level_technician"
    empty_page.show_page("teachers")
    empty_page.show_page("students")
    assert focused_row().fact.id == "students.level_technician"  # the row that was open stays
    empty_page.focus_fact("students.enrolled")
    empty_page.show_page("teachers")
    empty_page.show_page("students")
    assert "students.level_technician" not in empty_page.current_facts()
    empty_page.focus_fact("students.level_technician")
    qtbot.keyClicks(cursor(), "0")
    empty_page.focus_fact("students.enrolled")
    empty_page.show_page("teachers")
    empty_page.show_page("students")
    assert "students.level_technician" in empty_page.current_facts()


def test_rows_that_come_later_stand_in_the_order_of_the_form(empty_page: FillPage) -> None:
    for fact in ("students.class_size_most", "students.level_intermediate", "students.enrolled"):
        empty_page.focus_fact(fact)
    tops = [empty_page.row(fact).y() for fact in empty_page.current_facts()]
    assert tops == sorted(tops)
    order = [fact.id for page in empty_page.view.form.pages for fact in page.facts]
    assert empty_page.current_facts() == [fact for fact in order if fact in empty_page.current_facts()]


def test_the_profile_changes_what_other_forms_ask_and_not_the_field_one_is_in(
    qtbot: QtBot, empty_page: FillPage, empty_model: SessionModel
) -> None:
    empty_page.show_page("students")
    assert "students.level_intermediate" not in empty_page.current_facts()
    empty_page.focus_fact("school.kind")
    row = focused_row()
    top = row.mapTo(empty_page, row.rect().topLeft()).y()
    empty_model.set_answer("school.kind", Answer("技工学校", typed="技工学校"))
    assert focused_row() is row and row.mapTo(empty_page, row.rect().topLeft()).y() == top
    empty_page.show_page("students")
    assert "students.level_intermediate" in empty_page.current_facts()
    assert empty_page.row("students.level_intermediate").isVisible()


def test_a_field_that_decides_is_followed_when_it_is_left(
    empty_page: FillPage, empty_model: SessionModel
) -> None:
    empty_page.focus_fact("students.enrolled")
    empty_model.set_answer("school.kind", Answer("技工学校", typed="技工学校"))
    assert "students.level_intermediate" not in empty_page.current_facts()
    empty_page.focus_fact("students.graduates")
    assert "students.level_intermediate" in empty_page.current_facts()
    assert focused_row().fact.id == "students.graduates"


def test_enter_goes_past_what_is_not_asked(qtbot: QtBot, empty_page: FillPage) -> None:
    empty_page.show_page("students")
    facts = empty_page.current_facts()
    empty_page.enter()
    walked = []
    for _ in facts:
        walked.append(focused_row().fact.id)
        qtbot.keyClick(cursor(), Qt.Key.Key_Return)
    assert walked == facts
    assert cursor() is empty_page.foot.next_button


def test_a_form_of_which_nothing_is_asked_is_passed_over_and_can_be_opened_all_the_same(
    qtbot: QtBot, empty_page: FillPage, empty_model: SessionModel
) -> None:
    for standard in empty_model.session.rulebook.standards:
        empty_model.choose(standard, Chosen(Choice.DROP, "只看概况"), "移除")
    empty_page.show_page("school")
    empty_page.go_on()
    assert empty_page.current_page() == "school"
    empty_page.show_page("campus")
    assert empty_page.current_facts() == []
    assert any(
        "本校无需填写" in label.text() for label in empty_page.view.findChildren(QLabel) if label.isVisible()
    )
    empty_page.enter()
    assert isinstance(cursor(), QPushButton) and cursor().accessibleName().startswith("校园占地：另有 3 项")
    qtbot.keyClick(cursor(), Qt.Key.Key_Return)
    assert empty_page.current_facts() == ["campus.land_return", "campus.land_deduction", "campus.land"]


# Units, parts, last year


def test_a_switched_unit_leaves_the_stored_value(qtbot: QtBot, page: FillPage, model: SessionModel) -> None:
    page.focus_fact("campus.land_return")
    editor = page.row("campus.land_return").editor
    assert isinstance(editor, SwitchedEditor)
    before = model.session.answer("campus.land_return")
    qtbot.keyClick(editor.switch, Qt.Key.Key_Right)
    assert editor.line.text() == "51000"
    assert model.session.answer("campus.land_return") == before
    editor.take_focus()
    qtbot.keyClicks(editor.line, "52000")
    assert model.session.answer("campus.land_return").value == 52_000


def test_a_computed_fact_follows_its_parts_and_cannot_be_typed_beside_them(
    qtbot: QtBot, page: FillPage
) -> None:
    page.focus_fact("campus.land_return")
    net = line(page, "campus.land")
    assert net.isReadOnly() and net.text() == "49,140"
    qtbot.keyClicks(cursor(), "80")
    assert net.text() == "51,473.33"


def test_a_computed_fact_may_be_typed_while_no_part_is_given(
    qtbot: QtBot, empty_page: FillPage, empty_model: SessionModel
) -> None:
    empty_page.focus_fact("campus.land")
    qtbot.keyClicks(cursor(), "50000")
    assert empty_model.session.answer("campus.land").value == 50_000


def test_a_value_from_last_year_waits_for_confirmation(
    qtbot: QtBot, page: FillPage, model: SessionModel
) -> None:
    answer = replace(model.session.answer("teachers.full_time"), confirmed=False)
    model.set_answer("teachers.full_time", answer)
    page.show_page("teachers")
    button = page.row("teachers.full_time").head.confirm_button
    assert button is not None and button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert model.session.answer("teachers.full_time").confirmed
    assert not button.isVisible()
    assert focused_row().fact.id == "teachers.full_time"


def test_control_enter_confirms_and_goes_on(qtbot: QtBot, page: FillPage, model: SessionModel) -> None:
    answer = replace(model.session.answer("teachers.full_time"), confirmed=False)
    model.set_answer("teachers.full_time", answer)
    page.focus_fact("teachers.full_time")
    qtbot.keyClick(cursor(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert model.session.answer("teachers.full_time").confirmed
    assert focused_row().fact.id == "teachers.part_time"


# The open row


def test_one_row_is_open_at_a_time(page: FillPage) -> None:
    page.focus_fact("teachers.staff")
    page.focus_fact("teachers.senior")
    assert [row.fact.id for row in page.view.rows.values() if row.is_open] == ["teachers.senior"]


def test_the_row_that_is_opened_stays_where_it_is(page: FillPage) -> None:
    page.resize(742, 480)
    page.focus_fact("teachers.dual_qualified")
    row = page.row("teachers.dual_qualified_other")
    page.view.ensureWidgetVisible(row, 0, 200)
    before = row.mapTo(page, row.rect().topLeft()).y()
    page.focus_fact("teachers.dual_qualified_other")
    assert row.mapTo(page, row.rect().topLeft()).y() == before


def test_an_open_row_leads_to_the_verdicts_that_it_feeds(
    qtbot: QtBot, page: FillPage, navigation: Navigation
) -> None:
    detail = opened(page, "teachers.dual_qualified")
    link = next(link for link in detail.use_links if link.objectName() == "YZ-双师")
    assert "70" in link.text()
    with qtbot.waitSignal(navigation.verdict_wanted) as asked:
        link.setFocus()
        qtbot.keyClick(link, Qt.Key.Key_Return)
    assert asked.args == ["YZ-双师"]


def test_a_much_used_fact_tells_all_its_uses_when_asked(qtbot: QtBot, page: FillPage) -> None:
    detail = opened(page, "students.enrolled")
    few = len(detail.use_links)
    more = detail.findChildren(type(detail.use_links[0]))
    qtbot.mouseClick(next(button for button in more if "另" in button.text()), Qt.MouseButton.LeftButton)
    assert len(detail.use_links) > few


def test_a_remark_is_typed_and_undone_as_one_step(qtbot: QtBot, page: FillPage, model: SessionModel) -> None:
    page.show_page("teachers")
    qtbot.mouseClick(page.row("teachers.staff").head.remark, Qt.MouseButton.LeftButton)
    detail = page.row("teachers.staff").detail
    assert detail is not None and detail.remark.hasFocus()
    for word in ("含", "外派", "人员"):
        commit(detail.remark, word)
    assert model.session.answer("teachers.staff").note == "含外派人员"
    assert model.session.answer("teachers.staff").value == 96
    model.undo_stack.undo()
    assert detail.remark.text() == ""


def test_not_applicable_needs_a_reason_and_can_be_taken_back(
    qtbot: QtBot, page: FillPage, model: SessionModel
) -> None:
    detail = opened(page, "students.intake")
    qtbot.mouseClick(detail.na_link, Qt.MouseButton.LeftButton)
    assert model.session.answer("students.intake").value == 502
    commit(detail.reason, "本年度停招")
    answer = model.session.answer("students.intake")
    assert (answer.value, answer.na_reason) == (None, "本年度停招")
    assert line(page, "students.intake").property("state") == "not_applicable"
    model.undo_stack.undo()
    assert line(page, "students.intake").text() == "502"
    model.undo_stack.redo()
    qtbot.mouseClick(detail.applies_link, Qt.MouseButton.LeftButton)
    assert model.session.answer("students.intake") == replace(answer, na_reason="", confirmed=True)


@pytest.mark.parametrize("emptied", [True, False], ids=["by emptying the reason", "by the link"])
def test_a_figure_comes_back_with_what_it_was_when_the_reason_is_taken_back(
    page: FillPage, model: SessionModel, emptied: bool
) -> None:
    fact = "students.intake"
    copied = Answer(10, typed="１０人", note="按人头", confirmed=False)
    model.set_answer(fact, copied)
    detail = opened(page, fact)
    detail.na_link.click()
    commit(detail.reason, "本年")
    commit(detail.reason, "无")
    assert model.session.answer(fact).na_reason == "本年无" and line(page, fact).text() == ""
    if emptied:
        detail.reason.selectAll()
        QTest.keyClick(detail.reason, Qt.Key.Key_Delete)
    else:
        detail.applies_link.click()
    assert model.session.answer(fact) == copied
    assert line(page, fact).text() == "１０人"


def test_only_facts_that_may_be_not_applicable_offer_it(page: FillPage) -> None:
    assert not hasattr(opened(page, "teachers.staff"), "na_link")


def test_the_day_of_an_answer_is_kept_when_it_is_a_day(
    qtbot: QtBot, page: FillPage, model: SessionModel
) -> None:
    detail = opened(page, "governance.plan_filed")
    detail.day.setFocus()
    detail.day.selectAll()
    qtbot.keyClicks(detail.day, "2022-13-01")
    assert model.session.answer("governance.plan_filed").date is None
    assert detail.day.text() == "2022-13-01" and detail.day.property("state") == "error"
    detail.day.selectAll()
    qtbot.keyClicks(detail.day, "2022/10/12")
    assert str(model.session.answer("governance.plan_filed").date) == "2022-10-12"
    detail.day.selectAll()
    qtbot.keyClicks(detail.day, "20221013")
    assert str(model.session.answer("governance.plan_filed").date) == "2022-10-13"
    assert detail.day.text() == "20221013" and detail.day_note == "= 2022年10月13日"
    detail.remark.setFocus()
    assert detail.day.text() == "2022-10-13" and detail.day_note == ""


def test_a_date_that_is_no_day_stays_with_its_message_wherever_one_goes(
    qtbot: QtBot, page: FillPage, model: SessionModel, navigation: Navigation, shipped_rulebook: Rulebook
) -> None:
    detail = opened(page, "governance.plan_filed")
    detail.day.setFocus()
    detail.day.selectAll()
    commit(detail.day, "去年十月")
    assert messages(page, "governance.plan_filed") == []  # it is said beside the date while that is in sight
    page.focus_fact("governance.charter")
    assert messages(page, "governance.plan_filed") == ["日期“去年十月”无法识别，例如 2026-11-21"]
    assert line_of_day(page, "governance.plan_filed") == ("去年十月", "日期无法识别，例如 2026-11-21")
    assert messages(page, "governance.plan_filed") == []
    page.focus_fact("teachers.staff")
    assert line_of_day(page, "governance.plan_filed") == ("去年十月", "日期无法识别，例如 2026-11-21")
    page.focus_fact("teachers.staff")
    stored = model.session.workspace.load(YEAR).answers["governance.plan_filed"]
    assert (stored.value, stored.date, stored.date_typed) == ("是", None, "去年十月")
    reopened = SessionModel(Session(model.session.workspace, shipped_rulebook, YEAR))
    again = shown(qtbot, reopened, navigation)
    assert line_of_day(again, "governance.plan_filed") == ("去年十月", "日期无法识别，例如 2026-11-21")
    reopened.let_go()


def test_a_date_that_was_wrong_is_right_once_it_is_a_day(page: FillPage, model: SessionModel) -> None:
    detail = opened(page, "governance.plan_filed")
    detail.day.setFocus()
    detail.day.selectAll()
    commit(detail.day, "去年十月")
    detail.day.selectAll()
    commit(detail.day, "2025-10-12")
    page.focus_fact("governance.charter")
    assert messages(page, "governance.plan_filed") == []
    assert line_of_day(page, "governance.plan_filed") == ("2025-10-12", "")
    assert model.session.answer("governance.plan_filed").date_typed == ""


# Going round


def test_the_page_starts_where_something_is_missing(page: FillPage) -> None:
    assert page.current_page() == "school"


def test_the_next_open_field_is_found_across_forms_and_round_again(
    qtbot: QtBot, page: FillPage, model: SessionModel
) -> None:
    waiting = page.walk.open_facts(model.session.assessment)
    seen = []
    for _ in range(len(waiting) + 1):
        qtbot.keyClick(page, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        seen.append(page.focused_fact())
    assert seen == [*waiting, waiting[0]]
    assert {"filing.preparer", "library.periodicals"} <= set(seen)


def test_alt_and_arrows_change_the_form(qtbot: QtBot, page: FillPage, navigation: Navigation) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page.current_page() == "students"
    qtbot.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.current_page() == "school"
    page.show_page("governance")
    with qtbot.waitSignal(navigation.page_wanted) as asked:
        qtbot.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert asked.args == ["tasks"]


def test_shift_enter_goes_back(qtbot: QtBot, page: FillPage) -> None:
    page.focus_fact("teachers.full_time")
    qtbot.keyClick(cursor(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert focused_row().fact.id == "teachers.staff"


def test_the_panel_is_told_what_is_shown(qtbot: QtBot, page: FillPage) -> None:
    with qtbot.waitSignal(page.page_shown) as facts:
        page.show_page("land")
    assert facts.args is not None and facts.args[0][0] == "campus.land_return"
    with qtbot.waitSignal(page.fact_focused) as focused:
        page.focus_fact("campus.track")
    assert focused.args == ["campus.track"]


def test_the_badge_counts_what_is_still_to_be_given(
    qtbot: QtBot, page: FillPage, model: SessionModel
) -> None:
    badge, waiting = page.badge(), page.walk.open_facts(model.session.assessment)
    assert badge is not None and (badge.count, badge.status) == (len(waiting), "unanswered")
    with qtbot.waitSignal(page.badge_changed):
        model.type_text("library.periodicals", "80")
    after = page.badge()
    assert after is not None and after.count == len(waiting) - 1


def test_changes_made_elsewhere_are_there_when_the_form_is_shown(page: FillPage, model: SessionModel) -> None:
    page.show_page("teachers")
    page.show_page("campus")
    model.type_text("teachers.staff", "99")
    page.show_page("teachers")
    assert line(page, "teachers.staff").text() == "99"


def test_a_form_answers_with_its_first_rows_and_fills_the_screen_in_the_next_turns(
    qtbot: QtBot, page: FillPage
) -> None:
    page.show_page("governance")
    view = page.view
    first = len(view.made)
    assert 0 < first < len(view.facts) and page.filling
    with qtbot.waitSignal(page.filled):
        pass
    assert len(view.made) > first and not page.filling
    last = list(view.made.values())[-1]
    assert view.complete or last.geometry().bottom() >= view.viewport().height()


def test_a_file_opened_for_reading_cannot_be_changed(
    qtbot: QtBot,
    app_theme: Theme,
    workspace_file: Path,
    shipped_rulebook: Rulebook,
    navigation: Navigation,
) -> None:
    workspace = Workspace.open(workspace_file, who="李晓岚", read_only=True)
    model = SessionModel(Session.open_latest(workspace, shipped_rulebook))
    page = shown(qtbot, model, navigation)
    detail = opened(page, "students.intake")
    assert line(page, "students.intake").isReadOnly()
    assert detail.remark.isReadOnly() and not detail.na_link.isEnabled()
    page.focus_fact("governance.charter")
    qtbot.keyClick(cursor(), Qt.Key.Key_3)
    assert model.session.answer("governance.charter").value == "是"
    page.hide()
    model.close()


def test_every_field_and_button_has_a_name(page: FillPage, shipped_rulebook: Rulebook) -> None:
    for form in shipped_rulebook.forms:
        page.show_page(form.id)
        for row in page.view.rows.values():
            page.view.open(row)
            unnamed = [
                widget
                for widget in row.findChildren(QWidget)
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName()
            ]
            assert unnamed == [], row.fact.id


def test_names_and_figures_are_never_cut_at_the_smallest_width(page: FillPage) -> None:
    page.show_page("equipment")
    for row in page.view.rows.values():
        if row.fact.kind is Kind.MONEY:
            editor = row.editor
            assert editor.sizeHint().width() <= editor.width()
