from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.catalog.facts_file import read_facts
from app.domain.assessment import Assessment
from app.domain.evaluation import evaluate
from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.domain.standard import Reach
from app.domain.verdict import Status
from app.paths import Paths
from app.services.progress import Figures, Progress, Walk, concern
from app.services.sample import FACTS

DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def walk(shipped_rulebook: Rulebook) -> Walk:
    return Walk(shipped_rulebook)


@pytest.fixture(scope="module")
def sample(shipped: Paths, shipped_rulebook: Rulebook) -> Assessment:
    return read_facts(Path(shipped.samples / FACTS), shipped_rulebook)


def count(walk: Walk, rulebook: Rulebook, sample: Assessment, **answers: Answer) -> Progress:
    changed = {fact.replace("__", "."): answer for fact, answer in answers.items()}
    assessment = replace(sample, answers={**sample.answers, **changed})
    return walk.progress(evaluate(rulebook, assessment, DAY), assessment)


def test_every_form_is_a_step_in_the_order_of_the_walk(walk: Walk) -> None:
    assert [step.title for step in walk.steps][:3] == ["学校概况", "学生", "教师"]
    assert "teachers.posts" in walk.steps[2].facts


def test_a_filled_form_counts_every_fact_and_reasons_count_as_answers(
    walk: Walk, shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    step = next(step for step in walk.steps if step.id == "students")
    reasoned = "students.graduates_employed_yongchuan"
    given = [fact for fact in step.facts if fact in sample.answers and sample.answers[fact].given]
    students = count(walk, shipped_rulebook, sample).steps["students"]
    assert reasoned in given and sample.answers[reasoned].value is None
    assert students.filled == len(given)
    assert students.asked - students.filled == len(set(step.facts) & walk.asked(sample).waiting)


def test_a_form_counts_what_the_schools_documents_need_and_what_was_answered_all_the_same(
    walk: Walk, sample: Assessment
) -> None:
    asked = walk.asked(sample)
    assert "students.enrolled" in asked.counted
    assert "students.level_technician" not in asked.counted
    answers = {**sample.answers, "students.level_technician": Answer(0, typed="0")}
    assert "students.level_technician" in walk.asked(replace(sample, answers=answers)).counted


def test_what_was_written_and_is_no_answer_yet_is_shown_and_waits_only_where_it_is_needed(
    walk: Walk, sample: Assessment
) -> None:
    wrong = {"students.enrolled": Answer(typed="1480.5"), "students.level_technician": Answer(typed="没有")}
    asked = walk.asked(replace(sample, answers={**sample.answers, **wrong}))
    assert wrong.keys() <= asked.shown
    assert "students.enrolled" in asked.waiting
    assert "students.level_technician" not in asked.counted | asked.waiting


def test_what_nobody_knows_and_what_nobody_looked_at_is_not_filled(
    walk: Walk, shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    before = count(walk, shipped_rulebook, sample).steps["teachers"].filled
    emptied = count(walk, shipped_rulebook, sample, teachers__staff=Answer())
    copied = count(walk, shipped_rulebook, sample, teachers__staff=Answer(96, typed="96", confirmed=False))
    assert emptied.steps["teachers"].filled == copied.steps["teachers"].filled == before - 1


def test_a_computed_fact_is_filled_by_its_parts_and_not_by_half_of_them(
    walk: Walk, shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    full = count(walk, shipped_rulebook, sample).steps["campus"]
    half = count(walk, shipped_rulebook, sample, campus__land_deduction=Answer()).steps["campus"]
    assert full.filled == full.asked
    assert half.filled == full.filled - 2


def test_a_contradiction_is_counted_in_the_step_that_states_the_check(
    walk: Walk, shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    progress = count(walk, shipped_rulebook, sample, teachers__dual_qualified=Answer(60, typed="60"))
    assert progress.steps["teachers"].logic == 1
    assert progress.steps["students"].logic == 0
    assert progress.total.logic == 1
    assert concern(progress.total).text == "逻辑矛盾 1 处，备案前须改正"


def test_what_could_not_be_read_is_counted_where_it_stands(
    walk: Walk, shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    assert count(walk, shipped_rulebook, sample).total.unread == 0
    progress = count(
        walk,
        shipped_rulebook,
        sample,
        teachers__dual_qualified=Answer(typed="约25"),
        governance__plan_filed=Answer("是", typed="是", date_typed="去年十月"),
    )
    assert (progress.steps["teachers"].unread, progress.steps["governance"].unread) == (1, 1)
    assert progress.steps["students"].unread == 0
    assert concern(progress.total).text == "未能识别的填写 2 处，请改正"


def test_a_fact_that_is_not_needed_is_shown_as_long_as_something_unread_stands_there(
    walk: Walk, sample: Assessment
) -> None:
    idle = "governance.training_station"
    assert idle not in walk.asked(sample).shown
    for answer in (Answer(typed="也许"), Answer(date_typed="去年")):
        written = replace(sample, answers={**sample.answers, idle: answer})
        assert idle in walk.asked(written).shown


def test_an_unusual_figure_counts_until_it_is_explained(
    walk: Walk, shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    assessment = replace(sample, previous={**sample.previous, "teachers.staff": Answer(40, typed="40")})
    evaluation = evaluate(shipped_rulebook, assessment, DAY)
    before = walk.progress(evaluation, assessment).steps["teachers"].experience
    assessment = replace(assessment, explanations={"teachers-staff-jump": "两校合并"})
    assert walk.progress(evaluation, assessment).steps["teachers"].experience == before - 1


def test_met_is_counted_over_what_a_step_feeds(
    walk: Walk, shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    before = count(walk, shipped_rulebook, sample).steps
    fewer = count(walk, shipped_rulebook, sample, teachers__senior=Answer(1, typed="1")).steps
    assert fewer["teachers"].met < before["teachers"].met
    assert fewer["teachers"].judged == before["teachers"].judged
    assert fewer["campus"].met == before["campus"].met


def test_a_step_that_feeds_no_indicator_judges_nothing(
    walk: Walk, shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    unfed = [step.id for step in walk.steps if not step.indicators]
    progress = count(walk, shipped_rulebook, sample)
    assert all(progress.steps[step].judged == 0 for step in unfed)


def test_a_rate_of_an_area_is_neither_met_nor_judged(
    walk: Walk, shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    evaluation = evaluate(shipped_rulebook, sample, DAY)
    rates = {v.indicator for v in evaluation.verdicts if v.reach is Reach.AREA_RATE and not v.task}
    step = next(step for step in walk.steps if rates & step.indicators)
    own = [v for v in evaluation.verdicts if v.indicator in step.indicators - rates]
    figures = walk.progress(evaluation, sample).steps[step.id]
    assert figures.met == sum(v.status is Status.MET for v in own) > 0


def test_tasks_are_counted_apart(walk: Walk, shipped_rulebook: Rulebook, sample: Assessment) -> None:
    before = count(walk, shipped_rulebook, sample)
    task = "task.yuzhong-2022-28.19"
    after = count(walk, shipped_rulebook, sample, **{task.replace(".", "__"): Answer()})
    assert after.total.filled == before.total.filled
    assert before.tasks.filled - after.tasks.filled in (0, 1)
    assert before.tasks.asked >= before.tasks.filled > 0


def test_the_total_counts_each_indicator_once(
    walk: Walk, shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    progress = count(walk, shipped_rulebook, sample)
    assert progress.total.asked == len(walk.asked(sample).counted)
    assert progress.total.judged < sum(figures.judged for figures in progress.steps.values())


def test_a_fact_names_the_indicators_that_it_is_put_into(walk: Walk) -> None:
    assert "YZ-双师" in walk.uses("teachers.dual_qualified")
    assert walk.uses("campus.land_return") == walk.uses("campus.land")
    assert walk.uses("filing.phone") == ()
    assert walk.uses("task.yuzhong-2022-28.19") == ("task.yuzhong-2022-28.19",)


def test_profile_facts_decide_what_speaks_of_the_school(walk: Walk) -> None:
    assert walk.decides_scope("school.district")
    assert not walk.decides_scope("filing.phone")


def test_open_facts_come_in_the_order_of_the_walk(walk: Walk, sample: Assessment) -> None:
    answers = {**sample.answers, "teachers.senior": Answer(), "school.name": Answer()}
    waiting = walk.open_facts(replace(sample, answers=answers))
    assert waiting[0] == "school.name"
    assert waiting.index("teachers.senior") < waiting.index("library.periodicals")


def test_a_fact_is_found_in_its_step(walk: Walk) -> None:
    assert walk.step_of("teachers.staff") == "teachers"
    assert walk.step_of("task.yuzhong-2022-28.19") == "tasks"


@pytest.mark.parametrize(
    ("figures", "status", "text"),
    [
        (Figures(1, 2, 1, 1), "missed", "逻辑矛盾 1 处，备案前须改正"),
        (Figures(1, 2, 0, 3), "unanswered", "经验校验 3 处，请核对或说明"),
        (Figures(1, 2), "unanswered", "待填 1 项"),
        (Figures(2, 2), "met", "已填齐，校验无问题"),
    ],
)
def test_the_worst_thing_is_said_in_words(figures: Figures, status: str, text: str) -> None:
    assert (concern(figures).status, concern(figures).text) == (status, text)
