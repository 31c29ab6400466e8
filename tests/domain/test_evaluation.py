"""The nine steps of status, composites, strictest, deadlines and applicability (contract 6)."""

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.conditions import Condition, Relation
from app.domain.evaluation import evaluate
from app.domain.measures import AllOf, AnswerTo, Change, Chosen
from app.domain.rulebook import Rulebook
from app.domain.standard import (
    Check,
    CheckRule,
    Comparison,
    Deadline,
    Document,
    Exclusion,
    Force,
    Reach,
    Scope,
    SourceState,
    Style,
    Task,
    Wider,
)
from app.domain.terms import Sum
from app.domain.verdict import DeadlineState, Status
from tests.builders import (
    EARLY,
    FACTS,
    TODAY,
    assessment,
    dated,
    fact,
    indicator,
    judge,
    judge_all,
    not_applicable,
    ratio,
    rulebook,
    standard,
    value_of,
)

SIXTY = indicator(value_of("teachers"), Comparison.AT_LEAST, 60)
SHARE = replace(
    indicator(ratio("dual", "specialist"), Comparison.AT_LEAST, Fraction(7, 10)), style=Style.PERCENT
)
TWENTY = replace(
    indicator(ratio("students", "teachers"), Comparison.AT_MOST, 20),
    style=Style.ONE_TO,
    wider=Wider(ratio("students", Sum((fact("teachers"), fact("part_time")))), "兼职教师如何折算未见原文"),
)
VOCATIONAL = Condition("kind", Relation.ANY_OF, ("职业高中",))


# Steps


@pytest.mark.parametrize(("teachers", "status"), [(59, "missed"), (60, "met"), (61, "met"), (0, "missed")])
def test_a_count_is_met_from_its_threshold_on(teachers: int, status: str) -> None:
    assert judge(SIXTY, {"teachers": teachers}).status == status


def test_missing_is_not_zero() -> None:
    verdict = judge(SIXTY, {})
    assert (verdict.status, verdict.missing, verdict.value) == (Status.UNANSWERED, ("teachers",), None)
    assert verdict.reason == "缺 1 项数据：专任教师数"


def test_an_unconfirmed_value_of_last_year_is_not_used() -> None:
    from app.domain.facts import Answer

    assert judge(SIXTY, {"teachers": Answer(80, confirmed=False)}).status is Status.UNANSWERED


def test_all_missing_facts_are_named() -> None:
    assert judge(SHARE, {}).missing == ("dual", "specialist")


def test_step_1_comes_before_everything() -> None:
    row = replace(SIXTY, applies=(VOCATIONAL,), values=(dated(60, state=SourceState.RECALLED),))
    verdict = judge(row, {"kind": "技工学校"})
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.reason == "适用于学校类别为职业高中，本校为技工学校"


def test_an_unanswered_condition_leaves_a_row_unanswered() -> None:
    verdict = judge(replace(SIXTY, applies=(VOCATIONAL,)), {"teachers": 80})
    assert (verdict.status, verdict.missing) == (Status.UNANSWERED, ("kind",))


@pytest.mark.parametrize(
    "changes",
    [
        {"scope": Scope.CONTRIBUTION},
        {"scope": Scope.CONTEXT},
        {"force": Force.REFERENCE},
        {"requirement": Comparison.ABOUT},
    ],
)
def test_step_2_what_is_only_shown_is_never_judged(changes: dict[str, object]) -> None:
    row = replace(SIXTY, **changes)  # type: ignore[arg-type]
    shown = judge(row, {"teachers": 10})
    assert (shown.status, shown.value, shown.gap) == (Status.SHOWN, "10人", ())
    empty = judge(row, {})
    assert (empty.status, empty.value, empty.missing) == (Status.SHOWN, None, ("teachers",))


def test_step_3_an_unread_figure_judges_nobody() -> None:
    row = replace(SHARE, values=(dated("7/10", state=SourceState.RECALLED),))
    verdict = judge(row, {"dual": 1, "specialist": 0})
    assert verdict.status is Status.UNJUDGEABLE
    assert "尚未见原文" in verdict.reason
    assert judge(row, {"dual": 1}).missing == ("specialist",)


def test_a_secondary_figure_judges_and_says_so() -> None:
    verdict = judge(replace(SIXTY, values=(dated(60, state=SourceState.SECONDARY),)), {"teachers": 60})
    assert (verdict.status, verdict.source) == (Status.MET, SourceState.SECONDARY)


def test_step_4_not_applicable_wins_over_missing() -> None:
    verdict = judge(
        replace(indicator(ratio("students", "teachers"), Comparison.AT_MOST, 20)),
        {"students": not_applicable("停办")},
    )
    assert (verdict.status, verdict.reason) == (Status.NOT_APPLICABLE, "停办")


def test_a_part_of_a_sum_that_does_not_apply_is_left_out() -> None:
    row = indicator(value_of(Sum((fact("teachers"), fact("part_time")))), Comparison.AT_LEAST, 60)
    assert judge(row, {"teachers": 60, "part_time": not_applicable()}).status is Status.MET


def test_step_6_a_fact_of_a_broken_logic_check_judges_nothing() -> None:
    check = Check(
        "c", "logic", CheckRule("at_most", (fact("dual"), fact("specialist"))), "双师型不能大于专业教师"
    )
    book = rulebook(standard(SHARE), checks=(check,))
    evaluation = judge_all(book, {"dual": 9, "specialist": 8})
    (verdict,) = evaluation.verdicts
    assert verdict.status is Status.UNJUDGEABLE
    assert "双师型不能大于专业教师" in verdict.reason
    assert [broken.id for broken in evaluation.checks] == ["c"]


def test_an_experience_check_changes_no_status() -> None:
    check = Check("c", "experience", CheckRule("at_most", (fact("dual"), fact("specialist"))), "请核对")
    (verdict,) = judge_all(rulebook(standard(SHARE), checks=(check,)), {"dual": 9, "specialist": 8}).verdicts
    assert verdict.status is Status.MET


def test_step_7_a_zero_denominator_cannot_be_judged_unless_the_pack_says_otherwise() -> None:
    zero = {"dual": 0, "specialist": 0}
    verdict = judge(SHARE, zero)
    assert verdict.status is Status.UNJUDGEABLE
    assert verdict.reason == "分母为 0，无法计算：专业教师数为 0"
    verdict = judge(replace(SHARE, when_zero="本年度无专业教师"), zero)
    assert (verdict.status, verdict.reason) == (Status.NOT_APPLICABLE, "本年度无专业教师")


@pytest.mark.parametrize(
    ("part_time", "teachers", "status"),
    [(0, 74, "met"), (2, 72, "unjudgeable"), (1, 72, "missed"), (None, 72, "unanswered"), (None, 74, "met")],
)
def test_step_8_an_unread_counting_rule_is_bracketed(
    part_time: int | None, teachers: int, status: str
) -> None:
    verdict = judge(TWENTY, {"students": 1480, "teachers": teachers, "part_time": part_time})
    assert verdict.status == status
    if status == "unjudgeable":
        assert "兼职教师如何折算未见原文" in verdict.reason
        assert verdict.gap == ()
    if status == "unanswered":
        assert verdict.missing == ("part_time",)


def test_a_wider_counting_with_nobody_to_add_leaves_the_row_missed() -> None:
    given_facts = {"students": 1480, "teachers": 70, "part_time": not_applicable("没有兼职教师")}
    assert judge(TWENTY, given_facts).status is Status.MISSED


@pytest.mark.parametrize(
    ("answer", "status", "reason"),
    [("是", "met", ""), ("部分", "missed", "填报为“部分”"), ("否", "missed", "")],
)
def test_answers_are_compared_as_words(answer: str, status: str, reason: str) -> None:
    row = replace(indicator(AnswerTo("rules"), Comparison.IS), values=(dated(words=["是"]),))
    verdict = judge(row, {"rules": answer})
    assert (verdict.status, verdict.value, verdict.reason) == (status, answer, reason)
    assert [gap.amount for gap in verdict.gap] == ([None] if status == "missed" else [])


def test_within_accepts_any_of_its_words() -> None:
    row = replace(
        indicator(AnswerTo("honours"), Comparison.WITHIN), values=(dated(words=["国示范", "双优"]),)
    )
    assert judge(row, {"honours": ("市重", "双优")}).status is Status.MET
    assert judge(row, {"honours": ("市重",)}).status is Status.MISSED


def test_chosen_counts_choices_and_none_is_zero() -> None:
    row = indicator(Chosen("honours"), Comparison.AT_LEAST, 1)
    assert judge(row, {"honours": ("市重",)}).status is Status.MET
    none = judge(row, {"honours": ()})
    assert (none.status, [gap.amount for gap in none.gap]) == (Status.MISSED, [1])
    assert judge(row, {}).status is Status.UNANSWERED


def test_a_change_needs_both_years_and_names_the_missing_one() -> None:
    row = replace(indicator(Change(value_of("money")), Comparison.AT_LEAST, 0), style=Style.MONEY)
    now = {"money": Fraction(100)}
    assert judge(row, now).missing == ("previous.money",)
    assert judge(row, now, previous={"money": Fraction(100)}).status is Status.MET
    assert judge(row, now, previous={"money": Fraction("100.01")}).status is Status.MISSED


# Dates


def test_a_value_applies_from_its_first_day() -> None:
    row = replace(SIXTY, values=(dated(50, start=EARLY), dated(60, start=date(2025, 1, 1))))
    assert judge(row, {"teachers": 55}, on=date(2024, 12, 31)).status is Status.MET
    later = judge(row, {"teachers": 55}, on=date(2025, 1, 1))
    assert (later.status, later.value_from) == (Status.MISSED, date(2025, 1, 1))


def test_a_row_without_a_value_yet_is_not_listed() -> None:
    row = replace(SIXTY, values=(dated(60, start=date(2026, 12, 1)),))
    assert judge_all(rulebook(standard(row)), {"teachers": 60}).verdicts == ()


def test_a_document_is_listed_from_its_first_to_its_last_day() -> None:
    document = Document("标准", "", "机关", None, date(2025, 1, 1), end=date(2025, 12, 31))
    book = rulebook(standard(SIXTY, document=document))
    for day, rows in [
        (date(2024, 12, 31), 0),
        (date(2025, 1, 1), 1),
        (date(2025, 12, 31), 1),
        (date(2026, 1, 1), 0),
    ]:
        evaluation = judge_all(book, {"teachers": 60}, on=day)
        assert len(evaluation.verdicts) == rows
        assert evaluation.standards[0].applies is bool(rows)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2025, 12, 30), DeadlineState.PENDING),
        (date(2025, 12, 31), DeadlineState.PENDING),
        (date(2026, 1, 1), DeadlineState.PASSED),
    ],
)
def test_a_deadline_changes_its_state_and_never_the_status(day: date, state: DeadlineState) -> None:
    row = replace(SIXTY, deadline=Deadline(date(2025, 12, 31), inferred=True))
    verdict = judge(row, {"teachers": 10}, on=day)
    assert (verdict.status, verdict.deadline_state) == (Status.MISSED, state)


# Applicability


def test_a_document_that_does_not_apply_gives_no_rows_and_says_why() -> None:
    book = rulebook(standard(SIXTY, applies_to=(VOCATIONAL,)))
    evaluation = judge_all(book, {"kind": "技工学校", "teachers": 60})
    assert evaluation.verdicts == ()
    assert evaluation.standards[0].applies is False
    assert "本校为技工学校" in evaluation.standards[0].reason


def test_a_named_document_that_does_not_apply_is_judged_and_marked() -> None:
    book = rulebook(standard(SIXTY, applies_to=(VOCATIONAL,)))
    evaluation = evaluate(book, assessment({"kind": "技工学校", "teachers": 60}), TODAY, frozenset({"pack"}))
    assert [verdict.status for verdict in evaluation.verdicts] == [Status.MET]
    assert evaluation.standards[0].applies is False


def test_a_document_waits_for_the_profile_fact_that_it_needs() -> None:
    task = Task("1", "task.pack.1", "一项任务", "附件1", "区教委", (), Scope.SCHOOL)
    book = rulebook(standard(SIXTY, applies_to=(VOCATIONAL,), tasks=(task,)))
    evaluation = judge_all(book, {"teachers": 60})
    assert evaluation.standards[0].applies is None
    assert [(v.status, v.missing) for v in evaluation.verdicts] == [(Status.UNANSWERED, ("kind",))] * 2


def test_one_failed_line_decides_even_beside_a_missing_one() -> None:
    founded = Condition("founded", Relation.BEFORE, number=Fraction(2022))
    book = rulebook(standard(SIXTY, applies_to=(VOCATIONAL, founded)))
    assert judge_all(book, {"founded": 2023}).standards[0].applies is False


def test_an_excluded_school_has_rows_that_do_not_apply() -> None:
    new = Exclusion(
        (Condition("founded", Relation.AT_LEAST, number=Fraction(2022)),), "附件1", "新设学校不在监测范围"
    )
    book = rulebook(standard(SIXTY, excludes=(new,)))
    assert (
        judge_all(book, {"teachers": 1, "founded": 2022}).verdicts[0].reason
        == "新设学校不在监测范围（附件1）"
    )
    assert judge_all(book, {"teachers": 60, "founded": 2021}).verdicts[0].status is Status.MET
    open_case = judge_all(book, {"teachers": 60})
    assert open_case.verdicts[0].status is Status.MET
    assert "建校年份未填" in open_case.standards[0].reason


def test_documents_can_be_added_and_dropped_with_a_reason() -> None:
    book = rulebook(standard(SIXTY, applies_to=(VOCATIONAL,)))
    school = assessment({"kind": "技工学校", "teachers": 60})
    added = evaluate(book, replace(school, added={"pack": "主管部门要求"}), TODAY)
    assert (added.standards[0].applies, len(added.verdicts)) == (True, 1)
    assert "主管部门要求" in added.standards[0].reason
    school = assessment({"kind": "职业高中", "teachers": 60})
    dropped = evaluate(book, replace(school, dropped={"pack": "已停止执行"}), TODAY)
    assert (dropped.standards[0].applies, dropped.verdicts) == (False, ())


# Tasks


@pytest.mark.parametrize(
    ("answer", "status", "reason"),
    [("是", "met", ""), ("部分", "missed", "部分完成"), ("否", "missed", ""), (None, "unanswered", None)],
)
def test_a_task_is_done_partly_done_or_not(answer: str | None, status: str, reason: str | None) -> None:
    task = Task("1", "task.pack.1", "一项任务", "附件1", "区教委", (), Scope.SCHOOL)
    (verdict,) = judge_all(rulebook(standard(tasks=(task,))), {"task.pack.1": answer}).verdicts
    assert verdict.status == status
    assert reason is None or verdict.reason == reason


def test_a_task_may_not_apply_be_a_contribution_or_only_encouraged() -> None:
    task = Task("1", "task.pack.1", "一项任务", "附件1", "区教委", (), Scope.SCHOOL)

    def status(task: Task, answer: object) -> Status:
        return judge_all(rulebook(standard(tasks=(task,))), {"task.pack.1": answer}).verdicts[0].status  # type: ignore[dict-item]

    assert status(task, not_applicable()) is Status.NOT_APPLICABLE
    assert status(replace(task, scope=Scope.CONTRIBUTION), "否") is Status.SHOWN
    assert status(replace(task, force=Force.REFERENCE), "否") is Status.SHOWN


PLAN_ROW = replace(
    indicator(AnswerTo("plan"), Comparison.IS), id="plan-row", values=(replace(dated(), words=("是",)),)
)
RULES_ROW = replace(
    indicator(AnswerTo("rules"), Comparison.IS), id="rules-row", values=(replace(dated(), words=("是",)),)
)
BOTH_ROWS = replace(indicator(AllOf(("plan-row", "rules-row")), None), id="both", values=(dated(),))
SAME_MATTER = Task(
    "1", "task.pack.1", "一项任务", "附件1", "", (), Scope.SCHOOL, answered_by=("plan-row", "rules-row")
)
MATTERS = [
    ({"plan": "是", "rules": "是"}, "met", ""),
    ({"plan": "是", "rules": "部分"}, "missed", "部分完成"),
    ({"plan": "是", "rules": "否"}, "missed", "部分完成"),
    ({"plan": "否", "rules": "否"}, "missed", ""),
    ({"plan": "是", "rules": not_applicable()}, "met", ""),
    ({"plan": "是"}, "unanswered", "缺 1 项数据：一项任务"),
    ({"plan": "是", "rules": "是", "task.pack.1": "否"}, "missed", ""),
]


@pytest.mark.parametrize(("answers", "status", "reason"), MATTERS)
@pytest.mark.parametrize("by", [("plan-row", "rules-row"), ("both",)])
def test_a_task_without_an_answer_takes_that_of_the_rows_that_ask_the_same(
    answers: dict[str, object], status: str, reason: str, by: tuple[str, ...]
) -> None:
    rows = (PLAN_ROW, RULES_ROW, BOTH_ROWS)
    book = rulebook(standard(*rows, tasks=(replace(SAME_MATTER, answered_by=by),)))
    verdict = judge_all(book, answers).verdicts[-1]  # type: ignore[arg-type]
    assert (verdict.status, verdict.reason) == (status, reason)


def test_a_row_that_asks_that_nothing_happens_answers_its_task_with_yes() -> None:
    never = replace(PLAN_ROW, values=(replace(dated(), words=("否",)),))
    book = rulebook(standard(never, tasks=(replace(SAME_MATTER, answered_by=("plan-row",)),)))
    assert judge_all(book, {"plan": "否"}).verdicts[-1].status is Status.MET
    assert judge_all(book, {"plan": "是"}).verdicts[-1].status is Status.MISSED


def test_a_task_says_whose_answer_it_took() -> None:
    book = rulebook(standard(PLAN_ROW, RULES_ROW, tasks=(SAME_MATTER,)))
    taken = judge_all(book, {"plan": "是", "rules": "否"}).verdicts[-1]
    assert (taken.value, taken.trace.members) == (
        "部分",
        (("plan-row", Status.MET), ("rules-row", Status.MISSED)),
    )
    own = judge_all(book, {"plan": "是", "rules": "否", "task.pack.1": "是"}).verdicts[-1]
    assert (own.value, own.trace.members) == ("是", ())


@pytest.mark.parametrize(
    ("dual", "status", "reason"), [(6, "met", "原文两说"), (7, "met", ""), (5, "missed", "")]
)
def test_a_doubt_of_the_source_is_named_just_at_the_figure(dual: int, status: str, reason: str) -> None:
    row = replace(
        indicator(ratio("dual", "specialist"), Comparison.AT_LEAST, Fraction(3, 5)), at_exactly="原文两说"
    )
    verdict = judge(row, {"dual": dual, "specialist": 10})
    assert (verdict.status, verdict.reason) == (status, reason)


def test_a_figure_that_exists_and_that_nobody_has_seen_judges_nobody() -> None:
    unseen = replace(SIXTY, values=(replace(dated(), state=SourceState.RECALLED),), topic="topic")
    verdict = judge(unseen, {"teachers": 60})
    assert (verdict.status, verdict.required, verdict.required_exact) == ("unjudgeable", "〔数值未见〕", None)
    waiting = standard(unseen, applies_to=(VOCATIONAL,))
    assert judge_all(rulebook(waiting), {"teachers": 60}).verdicts[0].status is Status.UNANSWERED


# Composites


def named(name: str, amount: object, fact_id: str = "teachers", **changes: object) -> object:
    row = replace(indicator(value_of(fact_id), Comparison.AT_LEAST, amount), id=name, title=name)
    return replace(row, **changes)  # type: ignore[arg-type]


WHOLE = replace(indicator(AllOf(("other",)), None), id="whole", values=(dated(),))
COMPOSITES = [
    ({"teachers": 60, "specialist": 60}, True, "met"),
    ({"teachers": 59, "specialist": None}, True, "missed"),
    ({"teachers": 60, "specialist": None}, True, "unanswered"),
    ({"teachers": 60, "specialist": 60}, False, "unjudgeable"),
    ({"teachers": 59, "specialist": 60}, False, "missed"),
]


@pytest.mark.parametrize(("facts", "complete", "status"), COMPOSITES)
def test_a_composite_is_met_only_when_every_member_is(
    facts: dict[str, int], complete: bool, status: str
) -> None:
    members = (named("a", 60), named("b", 60, "specialist"), named("c", 10**6, scope=Scope.CONTEXT))
    other = standard(*members, name="other", complete=complete, lacking="后几条")  # type: ignore[arg-type]
    evaluation = judge_all(rulebook(standard(WHOLE), other), facts)
    whole = next(verdict for verdict in evaluation.verdicts if verdict.indicator == "whole")
    assert whole.status == status
    assert [name for name, _ in whole.trace.members] == ["a", "b"]


def test_a_composite_over_a_pack_that_does_not_apply_cannot_be_judged() -> None:
    other = standard(named("a", 60), name="other", applies_to=(VOCATIONAL,))  # type: ignore[arg-type]
    book = rulebook(standard(WHOLE), other)
    (whole,) = judge_all(book, {"kind": "技工学校", "teachers": 60}).verdicts
    assert whole.status is Status.UNJUDGEABLE


def test_a_dropped_document_still_counts_in_a_composite() -> None:
    other = standard(named("a", 60), name="other")  # type: ignore[arg-type]
    school = replace(assessment({"teachers": 59}), dropped={"other": "理由"})
    (whole,) = evaluate(rulebook(standard(WHOLE), other), school, TODAY).verdicts
    assert whole.status is Status.MISSED


def test_a_composite_with_no_member_left_does_not_apply() -> None:
    other = standard(named("a", 60, applies=(VOCATIONAL,)), name="other")  # type: ignore[arg-type]
    evaluation = judge_all(rulebook(standard(WHOLE), other), {"kind": "技工学校"})
    assert next(v for v in evaluation.verdicts if v.indicator == "whole").status is Status.NOT_APPLICABLE


def test_a_composite_names_members_of_one_title_once() -> None:
    first, second = named("a", 60, title="生均用地"), named("b", 70, title="生均用地")
    whole = replace(WHOLE, measure=AllOf(("a", "b")))
    verdict = judge_all(rulebook(standard(first, second, whole)), {"teachers": 59}).verdicts[-1]  # type: ignore[arg-type]
    assert verdict.reason == "未达标：生均用地"
    assert [name for name, _ in verdict.trace.members] == ["a", "b"]


@pytest.mark.parametrize(
    ("changes", "required"),
    [({}, "全部达标"), ({"force": Force.REFERENCE}, ""), ({"scope": Scope.CONTEXT}, "")],
)
def test_a_composite_that_is_only_shown_requires_nothing(changes: dict[str, object], required: str) -> None:
    whole = replace(WHOLE, measure=AllOf(("a",)), **changes)  # type: ignore[arg-type]
    verdict = judge_all(rulebook(standard(named("a", 60), whole)), {"teachers": 60}).verdicts[-1]  # type: ignore[arg-type]
    assert (verdict.required or "") == required


# Strictest


def floor(
    name: str, amount: object, requirement: Comparison = Comparison.AT_LEAST, **changes: object
) -> object:
    row = replace(indicator(value_of("teachers"), requirement, amount), id=name, topic="teachers")
    return replace(row, **changes)  # type: ignore[arg-type]


def strictest(*rows: object, facts: dict[str, int] | None = None) -> set[str]:
    packs = [standard(row, name=f"pack-{index}") for index, row in enumerate(rows)]  # type: ignore[arg-type]
    evaluation = judge_all(rulebook(*packs), facts or {"teachers": 60})
    return {verdict.indicator for verdict in evaluation.verdicts if verdict.strictest}


def test_the_highest_floor_of_a_topic_is_marked_and_ties_are_all_marked() -> None:
    assert strictest(floor("a", 50), floor("b", 70), floor("c", 70)) == {"b", "c"}


def test_more_than_is_stricter_than_at_least() -> None:
    assert strictest(floor("a", 70), floor("b", 70, Comparison.MORE_THAN)) == {"b"}


def test_floors_and_ceilings_are_ranked_apart_and_the_lowest_ceiling_is_marked() -> None:
    rows = (
        floor("a", 50),
        floor("b", 90, Comparison.AT_MOST),
        floor("c", 80, Comparison.AT_MOST),
        floor("d", 80, Comparison.LESS_THAN),
    )
    assert strictest(*rows) == {"a", "d"}


def test_what_is_shown_unread_or_not_applicable_does_not_compete() -> None:
    rows = (
        floor("a", 50),
        floor("b", 90, scope=Scope.CONTEXT),
        floor("c", 80, values=(dated(80, state=SourceState.RECALLED),)),
        floor("d", 70, applies=(VOCATIONAL,)),
    )
    assert strictest(*rows, facts={"teachers": 60, "kind": "技工学校"}) == {"a"}  # type: ignore[dict-item]


def test_a_document_of_which_it_is_not_known_whether_it_applies_does_not_compete() -> None:
    waiting = standard(floor("b", 90), name="waiting", applies_to=(VOCATIONAL,))  # type: ignore[arg-type]
    book = rulebook(standard(floor("a", 50)), waiting)  # type: ignore[arg-type]
    marked = {v.indicator for v in judge_all(book, {"teachers": 60}).verdicts if v.strictest}
    assert marked == {"a"}


@pytest.mark.parametrize(
    ("second", "contested"),
    [({}, {"teachers"}), ({"force": Force.REFERENCE}, set()), ({"scope": Scope.CONTEXT}, set())],
)
def test_a_benchmark_beside_the_only_requirement_of_a_topic_leaves_nothing_to_be_strictest_of(
    second: dict[str, object], contested: set[str]
) -> None:
    packs = (standard(floor("a", 50), name="first"), standard(floor("b", 40, **second), name="second"))  # type: ignore[arg-type]
    assert judge_all(rulebook(*packs), {"teachers": 60}).contested() == contested


# Order


@given(st.randoms(use_true_random=False))
def test_the_order_of_facts_and_standards_never_matters(rng: random.Random) -> None:
    packs = [
        standard(replace(SIXTY, id="a", topic="t"), name="z"),
        standard(replace(SHARE, id="b"), name="m"),
        standard(replace(SIXTY, id="c", topic="t", values=(dated(70),)), name="a"),
        standard(replace(WHOLE, measure=AllOf(("z", "m", "c"))), name="w"),
    ]
    given_facts = {"teachers": 65, "dual": 7, "specialist": 10, "students": 1000}
    expected = judge_all(rulebook(*packs), given_facts)
    facts = list(FACTS)
    items = list(given_facts.items())
    for sequence in (packs, facts, items):
        rng.shuffle(sequence)  # type: ignore[arg-type]
    assert judge_all(rulebook(*packs, facts=facts), dict(items)) == expected


def test_an_area_rate_is_judged_like_any_row_and_keeps_its_reach() -> None:
    row = replace(SIXTY, reach=Reach.AREA_RATE, force=Force.EXPECTED)
    assert judge(row, {"teachers": 60}).reach is Reach.AREA_RATE


def test_an_empty_rulebook_judges_nothing() -> None:
    assert evaluate(Rulebook(), assessment({}), TODAY).verdicts == ()


EDIT = st.tuples(
    st.sampled_from(
        [
            "teachers.full_time",
            "teachers.part_time",
            "students.enrolled",
            "teachers.dual_qualified",
            "teachers.specialist",
            "campus.land_return",
            "campus.land_deduction",
            "campus.land",
            "campus.building",
            "training.person_times",
            "students.interns",
            "library.periodicals",
            "school.district",
            "school.first_year",
            "task.yuzhong-2022-28.19",
            "governance.dual_teacher_rules",
            "governance.admission_by_rules",
            "school.honours",
        ]
    ),
    st.integers(0, 3000),
)
#: One after the other, each of one fact or several together.
EDITS = st.lists(st.lists(EDIT, min_size=1, max_size=3), min_size=1, max_size=6)


@given(EDITS)
def test_judging_only_what_an_edit_can_reach_gives_what_judging_everything_gives(
    shipped_rulebook: Rulebook, edits: list[list[tuple[str, int]]]
) -> None:
    from app.domain.evaluation import reevaluate
    from app.domain.facts import Answer
    from app.domain.units import Kind

    facts = shipped_rulebook.facts

    def answer(fact: str, number: int) -> Answer:
        definition = facts[fact]
        if number % 7 == 0:
            return Answer()
        if definition.na and number % 5 == 0:
            return not_applicable()
        match definition.kind:
            case Kind.CHOICE:
                return Answer(definition.choices[number % len(definition.choices)])
            case Kind.CHOICES:
                return Answer(definition.choices[: number % 3])
            case Kind.YES_PARTLY_NO:
                return Answer(("是", "部分", "否")[number % 3])
            case Kind.YEAR:
                return Answer(1900 + number % 130)
            case Kind.COUNT:
                return Answer(number)
            case _:
                return Answer(Fraction(number * 20))

    school = assessment({"school.kind": "职业高中", "school.category": "一般类", "school.district": "渝中区"})
    other = Rulebook(shipped_rulebook.forms, shipped_rulebook.standards, shipped_rulebook.conclusion)
    earlier = evaluate(shipped_rulebook, school, TODAY)
    for together in edits:
        changed = {name: answer(name, number) for name, number in together}
        school = replace(school, answers={**school.answers, **changed})
        earlier = reevaluate(shipped_rulebook, school, earlier, changed.keys())
        assert earlier == evaluate(other, school, TODAY)


def test_the_verdicts_of_one_date_are_not_those_of_another() -> None:
    row = replace(SIXTY, values=(dated(50, start=EARLY), dated(60, start=date(2025, 1, 1))))
    book = rulebook(standard(row))
    for day, required in ((date(2024, 12, 31), "50"), (date(2025, 1, 1), "60"), (date(2024, 12, 31), "50")):
        (verdict,) = judge_all(book, {"teachers": 55}, on=day).verdicts
        assert verdict.required_exact == required


def test_a_composite_waits_for_the_fact_that_says_whether_it_applies() -> None:
    other = standard(named("a", 60), name="other")  # type: ignore[arg-type]
    whole = replace(WHOLE, applies=(VOCATIONAL,))
    evaluation = judge_all(rulebook(standard(whole), other), {"teachers": 60})
    verdict = next(v for v in evaluation.verdicts if v.indicator == "whole")
    assert (verdict.status, verdict.missing) == (Status.UNANSWERED, ("kind",))


def test_partly_done_is_the_word_of_tasks_alone() -> None:
    from app.domain.wording import status_word

    row = replace(indicator(AnswerTo("rules"), Comparison.IS), values=(dated(words=["是"]),))
    assert status_word(judge(row, {"rules": "部分"})) == "未达标"
    assert status_word(judge(replace(row, force=Force.TASK), {"rules": "部分"})) == "部分完成"


def test_naming_a_document_changes_no_verdict_of_another() -> None:
    other = standard(named("a", 99), name="other", applies_to=(VOCATIONAL,))  # type: ignore[arg-type]
    book = rulebook(standard(WHOLE), other)
    school = assessment({"kind": "技工学校", "teachers": 60})
    both = evaluate(book, school, TODAY, frozenset({"pack", "other"}))
    whole = next(verdict for verdict in both.verdicts if verdict.indicator == "whole")
    assert whole.status is Status.UNJUDGEABLE


def test_a_dropped_document_that_waits_leaves_its_composite_waiting() -> None:
    other = standard(named("a", 99), name="other", applies_to=(VOCATIONAL,))  # type: ignore[arg-type]
    school = replace(assessment({"teachers": 60}), dropped={"other": "理由"})
    (whole,) = evaluate(rulebook(standard(WHOLE), other), school, TODAY).verdicts
    assert (whole.status, whole.missing) == (Status.UNANSWERED, ("kind",))
