from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.facts import Answer, Fact
from app.domain.problem import Problem
from app.domain.units import MU, Kind
from app.domain.values import parse_value
from app.ui.fields.answer_editor import AnswerEditor, TaskEditor
from app.ui.fields.choice_editor import ChoiceEditor
from app.ui.fields.choices_editor import ChoicesEditor
from app.ui.fields.editor import FieldEditor
from app.ui.fields.line_editor import LineEditor, SwitchedEditor
from app.ui.fields.spelling import beside, last_year, shown_text, stored_text, unit_for
from app.ui.fields.table import EDITORS, make_editor
from app.ui.fields.view import FieldState, FieldView
from app.ui.theme import Theme

AREA = Fact("land", "占地面积", Kind.AREA, previous=True)
MONEY = Fact("value", "设备值", Kind.MONEY, previous=True)
COUNT = Fact("staff", "教职工数", Kind.COUNT, "人", previous=True)
SHARE = Fact("share", "比例", Kind.SHARE, previous=True)
PLAN = Fact("plan", "规划备案", Kind.YES_NO)
RULES = Fact("rules", "制度", Kind.YES_PARTLY_NO)
KIND = Fact("kind", "学校类别", Kind.CHOICE, choices=("职业高中", "技工学校"))
HONOURS = Fact("honours", "学校等级", Kind.CHOICES, choices=("国示范", "市级示范", "市级双优"))
NAME = Fact("name", "学校名称", Kind.TEXT)
DAY = Fact("day", "报出日期", Kind.DATE)
TASK = Fact("task.yz.1", "任务", Kind.YES_PARTLY_NO, na=True)

Make = Callable[[Fact], FieldEditor]


def answer(fact: Fact, typed: str) -> Answer:
    value = parse_value(typed, fact)
    return Answer(None if isinstance(value, Problem) else value, typed=typed)


@pytest.fixture
def make(qtbot: QtBot, app_theme: Theme) -> Make:
    def made(fact: Fact) -> FieldEditor:
        editor = make_editor(fact)
        qtbot.addWidget(editor)
        editor.show()
        editor.activateWindow()
        qtbot.waitExposed(editor)
        return editor

    return made


def heard(editor: FieldEditor) -> list[str]:
    texts: list[str] = []
    editor.typed.connect(texts.append)
    editor.chosen.connect(texts.append)
    return texts


def press(qtbot: QtBot, widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(widget, key)


def compose(widget: QWidget, commit: str = "", preedit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def test_every_kind_has_an_editor() -> None:
    assert set(EDITORS) == set(Kind)


# What is stored and what is shown


@pytest.mark.parametrize(
    ("text", "fact", "unit", "stored"),
    [
        ("60", AREA, "亩", "60亩"),
        ("60", AREA, "㎡", "60"),
        ("2.85万㎡", AREA, "亩", "2.85万㎡"),
        ("６０", AREA, "亩", "６０亩"),
        ("1,860 ", AREA, "亩", "1,860亩"),
        ("393.2", MONEY, "万元", "393.2万元"),
        ("3932000元", MONEY, "万元", "3932000元"),
        ("", AREA, "亩", ""),
        ("-", AREA, "亩", "-"),
        ("七十", AREA, "亩", "七十"),
        ("70", SHARE, "%", "70%"),
        ("70%", SHARE, "%", "70%"),
        ("96", COUNT, "人", "96"),
    ],
)
def test_a_bare_number_is_read_in_the_unit_of_the_switch(
    text: str, fact: Fact, unit: str, stored: str
) -> None:
    assert stored_text(text, fact.kind, unit) == stored


@pytest.mark.parametrize(
    ("typed", "fact", "unit", "shown"),
    [
        ("76.5亩", AREA, "亩", "76.5"),
        ("76.5亩", AREA, "㎡", "51000"),
        ("1,860㎡", AREA, "㎡", "1,860"),
        ("1,860㎡", AREA, "亩", "2.79"),
        ("3.0612万㎡", AREA, "㎡", "3.0612万㎡"),
        ("3.0612万㎡", AREA, "亩", "45.918"),
        ("76.4亩", AREA, "㎡", "50933.33"),
        ("393.2万元", MONEY, "元", "3932000"),
        ("abc", AREA, "亩", "abc"),
        ("70%", SHARE, "%", "70"),
        ("4.62万人", COUNT, "人", "4.62万人"),
    ],
)
def test_a_field_shows_what_was_typed_or_the_same_in_the_other_unit(
    typed: str, fact: Fact, unit: str, shown: str
) -> None:
    assert shown_text(answer(fact, typed), fact.kind, unit) == shown


@pytest.mark.parametrize("typed", ["76.5亩", "1,860㎡", "1860", "３亩", "0.5 亩"])
def test_what_a_field_shows_is_stored_as_the_same_value(typed: str) -> None:
    given = answer(AREA, typed)
    unit = unit_for(given, Kind.AREA)
    assert unit is not None
    stored = stored_text(shown_text(given, Kind.AREA, unit), Kind.AREA, unit)
    assert parse_value(stored, AREA) == given.value


@pytest.mark.parametrize(
    ("typed", "fact", "unit", "text"),
    [
        ("60亩", AREA, "亩", "= 40,000 ㎡"),
        ("52620", AREA, "㎡", "= 78.93 亩"),
        ("2.85万㎡", AREA, "㎡", "= 28,500 ㎡"),
        ("76.4亩", AREA, "亩", "≈ 50,933.33 ㎡"),
        ("421.86万元", MONEY, "万元", "= 4,218,600 元"),
        ("96", COUNT, "人", ""),
        ("96人", COUNT, "人", ""),
        ("1,480", COUNT, "人", ""),
        ("9.6万人", COUNT, "人", "= 96,000 人"),
        ("９６", COUNT, "人", "= 96 人"),
        ("70%", SHARE, "%", ""),
        ("abc", AREA, "亩", ""),
        ("20261121", DAY, "", "= 2026年11月21日"),
        ("2026/11/2", DAY, "", "= 2026年11月2日"),
        ("2026-11-21", DAY, "", ""),
        ("20261321", DAY, "", ""),
    ],
)
def test_what_was_understood_stands_beside(typed: str, fact: Fact, unit: str, text: str) -> None:
    assert beside(answer(fact, typed), fact, unit) == text


@pytest.mark.parametrize(
    ("now", "before", "fact", "unit", "text", "change"),
    [
        (96, Answer(94), COUNT, "人", "上年 94", "＋2"),
        (3, Answer(70), COUNT, "人", "上年 70", "－67"),
        (70, Answer(70), COUNT, "人", "上年 70", "持平"),
        (None, Answer(1452), COUNT, "人", "上年 1,452", ""),
        (96, Answer(), COUNT, "人", "上年未填", ""),
        (96, Answer(na_reason="未开办"), COUNT, "人", "上年不适用", ""),
        (40000, Answer(60 * MU), AREA, "亩", "上年 60", "持平"),
        (Fraction(7, 10), Answer(Fraction(13, 20)), SHARE, "%", "上年 65 %", "＋5"),
        ("是", Answer("否"), PLAN, "", "上年 否", ""),
    ],
)
def test_last_year_stands_beside_with_the_change(
    now: Fraction, before: Answer, fact: Fact, unit: str, text: str, change: str
) -> None:
    compared = last_year(fact, now, before, unit)
    assert (compared.text, compared.change) == (text, change)


def test_last_year_none_of_the_choices_held() -> None:
    assert last_year(HONOURS, None, Answer(()), "").text == "上年 均无"


def test_a_fact_that_was_not_asked_last_year_is_not_compared() -> None:
    assert last_year(PLAN, "是", Answer(), "").text == ""


# Lines


def test_typing_key_by_key_tells_every_text(qtbot: QtBot, make: Make) -> None:
    editor = make(COUNT)
    texts = heard(editor)
    qtbot.keyClicks(editor.focus_target(), "1480")
    assert texts == ["1", "14", "148", "1480"]


def test_chinese_comes_through_an_input_method(make: Make) -> None:
    editor = make(NAME)
    texts = heard(editor)
    compose(editor.focus_target(), preedit="nan'an")
    assert texts == []
    compose(editor.focus_target(), commit="南岸职业学校")
    assert texts == ["南岸职业学校"]


def test_enter_and_shortcuts_rest_while_composing(qtbot: QtBot, make: Make) -> None:
    editor = make(NAME)
    line = editor.focus_target()
    went: list[int] = []
    editor.onward.connect(lambda: went.append(1))
    compose(line, preedit="xue")
    press(qtbot, line, Qt.Key.Key_Return)
    undo = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    undo.ignore()
    QApplication.sendEvent(line, undo)
    assert undo.isAccepted()
    assert went == []
    compose(line, commit="学")
    press(qtbot, line, Qt.Key.Key_Return)
    assert went == [1]


@pytest.mark.parametrize(
    ("fact", "copied", "shown"),
    [
        (COUNT, "\u202d1,480\u202c", "1,480"),  # as a calculator copies it
        (COUNT, "\ufeff1480\r\n", "1480"),  # as a sheet copies a cell
        (COUNT, "1480\t1520\r\n", "1480 1520"),
        (NAME, "重庆市枇杷山\r\n职业教育中心\n", "重庆市枇杷山职业教育中心"),
        (NAME, "Room 12\nBuilding A", "Room 12 Building A"),
        (NAME, "重庆市\u3000枇杷山 中学", "重庆市\u3000枇杷山 中学"),
    ],
)
def test_what_is_pasted_becomes_one_line_without_invisible_signs(
    qtbot: QtBot, make: Make, fact: Fact, copied: str, shown: str
) -> None:
    editor = make(fact)
    assert isinstance(editor, LineEditor)
    texts = heard(editor)
    QApplication.clipboard().setText(copied)
    qtbot.keyClick(editor.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor.line.text() == texts[-1] == shown


def test_what_is_pasted_into_the_middle_leaves_the_cursor_behind_it(qtbot: QtBot, make: Make) -> None:
    editor = make(NAME)
    assert isinstance(editor, LineEditor)
    qtbot.keyClicks(editor.line, "ab")
    editor.line.setCursorPosition(1)
    QApplication.clipboard().setText("学\n校\u200b")
    qtbot.keyClick(editor.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor.line, "x")
    assert editor.line.text() == "a学校xb"


def test_undo_is_left_to_the_window(make: Make) -> None:
    editor = make(COUNT)
    line = editor.focus_target()
    undo = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    undo.ignore()
    QApplication.sendEvent(line, undo)
    assert not undo.isAccepted()


@pytest.mark.parametrize(
    ("key", "shift", "step"),
    [
        (Qt.Key.Key_Return, False, 1),
        (Qt.Key.Key_Down, False, 1),
        (Qt.Key.Key_Return, True, -1),
        (Qt.Key.Key_Up, False, -1),
    ],
)
@pytest.mark.parametrize("fact", [COUNT, AREA, PLAN, KIND, HONOURS, NAME, DAY], ids=lambda fact: fact.id)
def test_keys_lead_from_field_to_field(
    qtbot: QtBot, make: Make, fact: Fact, key: Qt.Key, shift: bool, step: int
) -> None:
    editor = make(fact)
    went: list[int] = []
    editor.onward.connect(lambda: went.append(1))
    editor.backward.connect(lambda: went.append(-1))
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(editor.focus_target(), key, modifier)
    assert went == [step]


def test_the_same_text_leaves_the_cursor_where_it_is(qtbot: QtBot, make: Make) -> None:
    editor = make(COUNT)
    assert isinstance(editor, LineEditor)
    editor.show_view(FieldView(answer(COUNT, "1480")))
    editor.take_focus()
    editor.line.setCursorPosition(2)
    editor.show_view(FieldView(answer(COUNT, "1480")))
    assert editor.line.cursorPosition() == 2


def test_zero_is_shown_as_zero_and_nothing_as_nothing(make: Make) -> None:
    editor = make(COUNT)
    assert isinstance(editor, LineEditor)
    editor.show_view(FieldView(answer(COUNT, "0")))
    assert editor.line.text() == "0"
    editor.show_view(FieldView(Answer(), FieldState.UNANSWERED))
    assert editor.line.text() == "" and editor.line.property("state") == "unanswered"


def test_a_locked_field_takes_no_keys(qtbot: QtBot, make: Make) -> None:
    editor = make(COUNT)
    texts = heard(editor)
    editor.show_view(FieldView(answer(COUNT, "96"), locked=True))
    qtbot.keyClicks(editor.focus_target(), "1")
    assert texts == []


def test_a_long_figure_is_set_smaller_rather_than_cut(make: Make) -> None:
    editor = make(MONEY)
    assert isinstance(editor, LineEditor)
    editor.show_view(FieldView(answer(MONEY, "12,345,678.90元")))
    width = editor.line.fontMetrics().horizontalAdvance(editor.line.text())
    assert width <= editor.line.width() - 20


@pytest.mark.parametrize(
    ("fact", "typed"),
    [
        (COUNT, "１，４８０人"),
        (COUNT, "１２，３４５人"),
        (AREA, "１，２３４．５６亩"),
        (MONEY, "１，２３４．５６万元"),
    ],
)
def test_a_figure_of_full_width_letters_with_its_unit_is_shown_whole_while_it_is_typed(
    qtbot: QtBot, make: Make, fact: Fact, typed: str
) -> None:
    editor = make(fact)
    assert isinstance(editor, LineEditor)
    qtbot.waitUntil(editor.isActiveWindow)
    editor.resize(190, editor.sizeHint().height())
    editor.take_focus()
    compose(editor.line, typed)
    width = editor.line.fontMetrics().horizontalAdvance(editor.line.text())
    assert width <= editor.line.width() - 20
    assert editor.line.geometry().right() < 190


def test_a_field_is_as_wide_as_the_others_again_once_the_figure_is_short(make: Make) -> None:
    editor = make(COUNT)
    assert isinstance(editor, LineEditor)
    editor.resize(190, editor.sizeHint().height())
    editor.take_focus()
    width = editor.line.width()
    compose(editor.line, "１，４８０人")
    editor.line.selectAll()
    compose(editor.line, "1480")
    assert editor.line.width() == width


def test_the_switch_is_back_once_the_field_is_left_and_the_figure_stands_in_it(
    qtbot: QtBot, make: Make
) -> None:
    editor = make(AREA)
    assert isinstance(editor, SwitchedEditor)
    qtbot.waitUntil(editor.isActiveWindow)
    editor.take_focus()
    compose(editor.line, "１，２３４．５６亩")
    assert not editor.switch.isVisible()
    editor.show_view(FieldView(answer(AREA, "１，２３４．５６亩")))
    editor.line.clearFocus()
    assert editor.switch.isVisible() and editor.line.text() == "1,234.56"


# Days


@pytest.mark.parametrize("typed", ["20261121", "2026/11/21", "2026.11.21", "2026年11月21日"])
def test_a_day_stays_as_it_is_typed_and_is_shown_in_one_form_once_the_field_is_left(
    qtbot: QtBot, make: Make, typed: str
) -> None:
    editor, other = make(DAY), make(NAME)
    assert isinstance(editor, LineEditor)
    texts = heard(editor)
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    editor.take_focus()
    compose(editor.line, typed)
    editor.show_view(FieldView(answer(DAY, typed)))
    assert editor.line.text() == typed and texts == [typed]
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    editor.line.clearFocus()
    assert editor.line.text() == "2026-11-21" and texts == [typed]


def test_what_is_no_day_stays_as_it_was_typed(make: Make) -> None:
    editor = make(DAY)
    assert isinstance(editor, LineEditor)
    editor.show_view(FieldView(answer(DAY, "20261322")))
    assert editor.line.text() == "20261322"


def test_a_day_that_is_shown_anew_is_the_one_that_is_stored(make: Make) -> None:
    editor = make(DAY)
    assert isinstance(editor, LineEditor)
    for typed in ("2026/11/21", "2026-11-22", ""):
        editor.show_view(FieldView(answer(DAY, typed) if typed else Answer()))
        assert editor.line.text() == typed.replace("/", "-")


# The switch of units


def test_switching_changes_what_is_shown_and_not_what_is_stored(qtbot: QtBot, make: Make) -> None:
    editor = make(AREA)
    assert isinstance(editor, SwitchedEditor)
    texts = heard(editor)
    editor.show_view(FieldView(answer(AREA, "76.5亩")))
    assert (editor.unit, editor.line.text()) == ("亩", "76.5")
    press(qtbot, editor.switch, Qt.Key.Key_Right)
    assert (editor.unit, editor.line.text()) == ("㎡", "51000")
    press(qtbot, editor.switch, Qt.Key.Key_Left)
    assert (editor.unit, editor.line.text()) == ("亩", "76.5")
    assert texts == []


def test_a_figure_that_contradicts_another_is_shown_in_the_new_unit_too(qtbot: QtBot, make: Make) -> None:
    editor = make(AREA)
    assert isinstance(editor, SwitchedEditor)
    editor.show_view(FieldView(answer(AREA, "60亩"), FieldState.ERROR))
    press(qtbot, editor.switch, Qt.Key.Key_Right)
    assert (editor.unit, editor.line.text()) == ("㎡", "40000")


def test_what_is_no_figure_stays_as_it_was_typed_when_the_unit_is_switched(qtbot: QtBot, make: Make) -> None:
    editor = make(AREA)
    assert isinstance(editor, SwitchedEditor)
    texts = heard(editor)
    compose(editor.line, commit="约60")
    editor.show_view(FieldView(answer(AREA, "约60"), FieldState.ERROR))
    press(qtbot, editor.switch, Qt.Key.Key_Left)
    assert editor.line.text() == texts[-1] == "约60"


def test_a_number_typed_next_is_read_in_the_new_unit(qtbot: QtBot, make: Make) -> None:
    editor = make(AREA)
    assert isinstance(editor, SwitchedEditor)
    editor.show_view(FieldView(Answer(), FieldState.UNANSWERED))
    press(qtbot, editor.switch, Qt.Key.Key_Left)
    texts = heard(editor)
    qtbot.keyClicks(editor.line, "60")
    assert texts[-1] == "60亩"
    editor.show_view(FieldView(answer(AREA, "60亩")))
    assert editor.line.text() == "60"


def test_the_switch_follows_a_unit_that_was_typed(make: Make) -> None:
    editor = make(AREA)
    assert isinstance(editor, SwitchedEditor)
    compose(editor.line, commit="60亩")
    editor.show_view(FieldView(answer(AREA, "60亩")))
    assert editor.unit == "亩"


def test_last_years_unit_is_preferred_until_somebody_types(make: Make) -> None:
    editor = make(MONEY)
    assert isinstance(editor, SwitchedEditor)
    editor.prefer("万元")
    assert editor.unit == "万元"
    editor.show_view(FieldView(answer(MONEY, "500元")))
    editor.prefer("万元")
    assert editor.unit == "元"


# Words and choices


def test_answers_are_chosen_by_arrow_and_digit_and_emptied(qtbot: QtBot, make: Make) -> None:
    editor = make(RULES)
    assert isinstance(editor, AnswerEditor)
    texts = heard(editor)
    press(qtbot, editor.switch, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_3, Qt.Key.Key_Delete)
    assert texts == ["是", "部分", "否", ""]


def test_yes_or_no_offers_no_partly(make: Make) -> None:
    editor = make(PLAN)
    assert isinstance(editor, AnswerEditor)
    assert editor.switch.words == ("是", "否")
    editor.show_view(FieldView(Answer("否", typed="否")))
    assert editor.switch.chosen == 1


def test_a_task_has_words_of_its_own(qtbot: QtBot, make: Make) -> None:
    editor = make(TASK)
    assert isinstance(editor, TaskEditor)
    assert editor.switch.words == ("已完成", "部分完成", "未完成")
    texts = heard(editor)
    press(qtbot, editor.switch, Qt.Key.Key_2)
    assert texts == ["部分"]


def test_a_click_on_the_chosen_segment_takes_the_answer_back(qtbot: QtBot, make: Make) -> None:
    editor = make(PLAN)
    assert isinstance(editor, AnswerEditor)
    texts = heard(editor)
    for _ in range(2):
        qtbot.mouseClick(editor.switch, Qt.MouseButton.LeftButton, pos=editor.switch.rect().topLeft())
    assert texts == ["是", ""]


def test_a_locked_answer_stays(qtbot: QtBot, make: Make) -> None:
    editor = make(PLAN)
    assert isinstance(editor, AnswerEditor)
    texts = heard(editor)
    editor.show_view(FieldView(Answer("是", typed="是"), locked=True))
    press(qtbot, editor.switch, Qt.Key.Key_2, Qt.Key.Key_Delete)
    assert texts == [] and editor.switch.chosen == 0


def test_a_choice_is_made_and_emptied_in_the_list(qtbot: QtBot, make: Make) -> None:
    editor = make(KIND)
    assert isinstance(editor, ChoiceEditor)
    texts = heard(editor)
    editor.box.activated.emit(2)
    press(qtbot, editor.box, Qt.Key.Key_Delete)
    assert texts == ["技工学校", ""]
    assert editor.box.currentIndex() == -1


def test_a_locked_choice_looks_like_one_that_cannot_be_changed(make: Make, app_theme: Theme) -> None:
    editor = make(KIND)
    assert isinstance(editor, ChoiceEditor)
    answer = Answer("职业高中", typed="职业高中")
    grounds = []
    for locked in (True, False):
        editor.show_view(FieldView(answer, locked=locked))
        image = editor.box.grab().toImage()
        grounds.append(image.pixelColor(image.width() // 2, 5).name())
    assert grounds == [app_theme.colour("sunken").name(), app_theme.colour("surface").name()]


def test_the_wheel_does_not_change_a_choice(make: Make) -> None:
    editor = make(KIND)
    assert isinstance(editor, ChoiceEditor)
    editor.show_view(FieldView(Answer("职业高中", typed="职业高中")))
    texts, down = heard(editor), QPoint(0, -120)
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        down,
        down,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor.box, wheel)
    assert editor.box.currentText() == "职业高中" and texts == []


@pytest.mark.parametrize(("choices", "seen"), [(2, 3), (40, 14)])
def test_a_short_list_opens_whole_and_a_long_one_fourteen_at_a_time(
    make: Make, choices: int, seen: int
) -> None:
    editor = make(replace(KIND, choices=tuple(f"第{number}类" for number in range(choices))))
    assert isinstance(editor, ChoiceEditor)
    editor.box.showPopup()
    QApplication.processEvents()
    view = editor.box.view()
    row = view.visualRect(view.model().index(0, 0)).height()
    assert view.viewport().height() == seen * row
    editor.box.hidePopup()


def test_choices_are_ticked_and_told_together(qtbot: QtBot, make: Make) -> None:
    editor = make(HONOURS)
    assert isinstance(editor, ChoicesEditor)
    texts = heard(editor)
    press(qtbot, editor.boxes[0], Qt.Key.Key_Space)
    press(qtbot, editor.boxes[2], Qt.Key.Key_Space)
    press(qtbot, editor.boxes[0], Qt.Key.Key_Space)
    assert texts == ["国示范", "国示范、市级双优", "市级双优"]


def test_that_none_of_the_choices_holds_is_an_answer_too(qtbot: QtBot, make: Make) -> None:
    editor = make(HONOURS)
    assert isinstance(editor, ChoicesEditor)
    texts = heard(editor)
    none = editor.boxes[-1]
    assert none.text() == "均无"
    none.click()
    assert texts[-1] == "均无"
    editor.show_view(FieldView(answer(HONOURS, texts[-1])))
    assert [box.text() for box in editor.boxes if box.isChecked()] == ["均无"]
    editor.boxes[0].click()
    assert texts[-1] == "国示范"
    editor.show_view(FieldView(answer(HONOURS, texts[-1])))
    assert [box.text() for box in editor.boxes if box.isChecked()] == ["国示范"]
    editor.boxes[0].click()
    assert texts[-1] == ""
    editor.show_view(FieldView(Answer(), FieldState.UNANSWERED))
    assert not any(box.isChecked() for box in editor.boxes)


def test_a_fact_that_may_be_not_applicable_says_so_with_its_reason(make: Make) -> None:
    editor = make(replace(HONOURS, na=True))
    assert isinstance(editor, ChoicesEditor)
    assert [box.text() for box in editor.boxes] == list(HONOURS.choices)


def test_choices_wrap_in_a_narrow_place(make: Make) -> None:
    editor = make(HONOURS)
    assert editor.heightForWidth(120) > editor.heightForWidth(600)


def test_every_editor_is_named_for_those_who_listen(make: Make) -> None:
    for fact in (COUNT, AREA, PLAN, KIND, HONOURS, NAME, DAY):
        editor = make(fact)
        editor.describe(fact.name, "口径")
        assert fact.name in editor.focus_target().accessibleName()
