import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.assessment import Choice, Chosen
from app.domain.facts import Answer
from app.services.progress import Figures
from app.ui.session_model import SessionModel
from app.ui.step_rows import cells, spoken
from app.ui.steps import StepList


@pytest.fixture
def steps(qtbot: QtBot, model: SessionModel) -> StepList:
    made = StepList(model)
    qtbot.addWidget(made)
    made.resize(248, 640)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def said(steps: StepList, title: str) -> str:
    row = next(row for row, entry in enumerate(steps.entries()) if entry[1] == title)
    return str(steps.rows.data(steps.rows.index(row), Qt.ItemDataRole.AccessibleTextRole))


def test_every_form_is_a_step_and_the_tasks_come_last(steps: StepList) -> None:
    titles = [title for _, title in steps.entries()]
    assert titles[:3] == ["学校概况", "学生", "教师"]
    assert titles[-1] == "任务清单"
    assert len(titles) == 13


def test_a_step_says_its_three_figures_in_words(steps: StepList, model: SessionModel) -> None:
    filled = filled_of(model, "teachers")
    assert said(steps, "教师").startswith(f"教师，已填 {filled}，校验 0，达标 ")
    filled = filled_of(model, "school")
    assert said(steps, "学校概况") == f"学校概况，已填 {filled}，校验 0，无判定"


def test_figures_follow_the_keys(steps: StepList, model: SessionModel) -> None:
    model.type_text("teachers.dual_qualified", "60")
    full = filled_of(model, "teachers")
    assert said(steps, "教师").startswith(f"教师，已填 {full}，校验 3，")
    model.set_answer("teachers.senior", Answer())
    less = filled_of(model, "teachers")
    assert said(steps, "教师").startswith(f"教师，已填 {less}，") and less != full


def test_a_step_of_which_the_school_is_asked_nothing_says_so(steps: StepList, model: SessionModel) -> None:
    facts = next(step.facts for step in model.session.walk.steps if step.id == "teaching")
    model.set_answers({fact: Answer() for fact in facts}, "清除")
    standards = model.session.rulebook.standards
    for standard in standards:
        model.choose(standard, Chosen(Choice.DROP, "只看概况"), "移除")
    assert said(steps, "教学") == "教学，本校无需填写"
    assert said(steps, "学校概况").startswith("学校概况，已填")


def filled_of(model: SessionModel, step: str) -> str:
    session = model.session
    facts = next(each.facts for each in session.walk.steps if each.id == step)
    asked = session.walk.asked(session.assessment)
    counted, waiting = asked.counted.intersection(facts), asked.waiting.intersection(facts)
    return f"{len(counted) - len(waiting)}/{len(counted)}"


def test_the_foot_tells_the_worst_thing(steps: StepList, model: SessionModel) -> None:
    assert steps.concern == "经验校验 1 处，请核对或说明"
    model.type_text("teachers.dual_qualified", "60")
    assert steps.concern == "逻辑矛盾 1 处，备案前须改正"


def test_only_rows_whose_figures_changed_are_drawn_again(
    qtbot: QtBot, steps: StepList, model: SessionModel
) -> None:
    changed: list[int] = []
    steps.rows.dataChanged.connect(lambda first, last: changed.append(first.row()))
    model.type_text("filing.preparer", "李晓岚")
    assert changed == [0]


def test_arrows_walk_the_steps_and_enter_goes_into_the_form(qtbot: QtBot, steps: StepList) -> None:
    steps.select("school")
    chosen: list[str] = []
    steps.page_chosen.connect(chosen.append)
    qtbot.keyClick(steps.view, Qt.Key.Key_Down)
    qtbot.keyClick(steps.view, Qt.Key.Key_Down)
    assert chosen == ["students", "teachers"]
    with qtbot.waitSignal(steps.page_entered) as entered:
        qtbot.keyClick(steps.view, Qt.Key.Key_Return)
    assert entered.args == ["teachers"]


def test_a_click_chooses_a_step_and_clicking_it_again_comes_back_to_it(qtbot: QtBot, steps: StepList) -> None:
    steps.select("school")
    chosen: list[str] = []
    steps.page_chosen.connect(chosen.append)
    last = len(steps.entries()) - 1
    place = steps.view.visualRect(steps.rows.index(last)).center()
    for _ in range(2):
        qtbot.mouseClick(steps.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == ["tasks", "tasks"]


def test_selecting_from_outside_tells_nothing(steps: StepList) -> None:
    chosen: list[str] = []
    steps.page_chosen.connect(chosen.append)
    steps.select("campus")
    assert chosen == []
    assert steps.view.currentIndex().row() == 3


@pytest.mark.parametrize(
    ("figures", "texts", "tokens"),
    [
        (Figures(9, 10, 0, 1, 8, 11), ("9/10", "1", "8/11"), ("unanswered", "unanswered", "text")),
        (Figures(8, 8, 1, 1, 11, 13), ("8/8", "1", "11/13"), ("met", "missed", "text")),
        (Figures(3, 3, 0, 0, 3, 3), ("3/3", "0", "3/3"), ("met", "text", "met")),
        (Figures(14, 14), ("14/14", "0", "—"), ("met", "text", "text")),
    ],
)
def test_each_figure_has_its_own_colour(
    figures: Figures, texts: tuple[str, ...], tokens: tuple[str, ...]
) -> None:
    shown = cells(figures)
    assert tuple(cell.text for cell in shown) == texts
    assert tuple(cell.token.split(".")[0] for cell in shown) == tokens


def test_trouble_has_a_shape_beside_its_colour() -> None:
    assert cells(Figures(1, 1, logic=2))[1].icon == "error"
    assert cells(Figures(1, 1, experience=2))[1].icon == "warn"
    unread = cells(Figures(1, 1, logic=1, unread=2))[1]
    assert (unread.text, unread.icon) == ("3", "error")


def test_words_name_every_figure() -> None:
    assert spoken("经费", Figures(4, 4, 0, 0, 0, 0)) == "经费，已填 4/4，校验 0，无判定"
    assert spoken("经费", Figures(4, 5, unread=1)) == "经费，已填 4/5，校验 1，无判定"
    assert (
        spoken("任务清单", Figures(12, 12, met=9, judged=12)) == "任务清单，已填 12/12，校验 0，已完成 9/12"
    )
