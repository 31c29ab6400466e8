import re
from dataclasses import replace
from datetime import date

import pytest

from app.domain.conclusion import Conclusion, conclude
from app.domain.conditions import Condition, Relation
from app.domain.evaluation import evaluate
from app.domain.facts import Fact, Value
from app.domain.rulebook import ConclusionPart, Rulebook
from app.domain.sentences import Sentence
from app.domain.standard import (
    Comparison,
    Document,
    Force,
    Indicator,
    Reach,
    Scope,
    SourceState,
    Standard,
    Task,
)
from app.domain.units import Kind
from app.domain.verdict import Status
from tests.builders import EARLY, FACTS, TODAY, assessment, dated, indicator, rulebook, standard, value_of

PARTS = (
    ConclusionPart("办学条件达标监测", ("nine",)),
    ConclusionPart("国家设置标准", ("set",)),
    ConclusionPart("区县目标与任务", ("plan",)),
)


def row(name: str, amount: int, **changes: object) -> Indicator:
    made = replace(indicator(value_of("teachers"), Comparison.AT_LEAST, amount), id=name, title=name)
    return replace(made, **changes)  # type: ignore[arg-type]


def told(*packs: Standard, on: date = TODAY, **facts: object) -> Conclusion:
    book: Rulebook = replace(rulebook(*packs), conclusion=PARTS)
    return conclude(evaluate(book, assessment({"teachers": 60, **facts}), on), book)  # type: ignore[dict-item]


def first(*packs: Standard, **facts: object) -> Sentence:
    return told(*packs, **facts).sentences[0]


def test_conditions_are_met_only_when_every_one_is() -> None:
    both = first(standard(row("a", 60), row("b", 50), name="nine"))
    assert both.text == "约束性指标 2 项，达标 2 项。"
    assert both.emphasis == "全部达标，认定为办学条件达标。"
    one = first(standard(row("a", 61), row("b", 50), name="nine"))
    assert one.text == "约束性指标 2 项，达标 1 项，未达标 1 项。"
    assert one.emphasis == "尚不能认定为办学条件达标。"


@pytest.mark.parametrize(
    "changes",
    [
        {"values": (dated(60, state=SourceState.RECALLED),)},
        {"measure": value_of("students")},
    ],
)
def test_nothing_unread_or_unanswered_makes_a_school_whole(changes: dict[str, object]) -> None:
    sentence = first(standard(row("a", 60, **changes), row("b", 50), name="nine"))
    assert sentence.emphasis == "尚不能认定为办学条件达标。"


def test_a_binding_row_without_a_figure_is_shown_and_decides_nothing() -> None:
    shown = row("b", 60, requirement=Comparison.ABOUT)
    sentence = first(standard(row("a", 60), shown, name="nine"))
    assert sentence.text == "约束性指标 1 项，达标 1 项。"
    assert sentence.emphasis == "全部达标，认定为办学条件达标。"


def test_a_text_not_read_to_its_end_makes_no_school_whole() -> None:
    pack = standard(row("a", 60), name="set", complete=False, lacking="后几条")
    sentence = told(standard(row("n", 1), name="nine"), pack).sentences[1]
    assert sentence.emphasis == "尚不能认定为达到国家设置标准。"
    assert (
        f"《{pack.document.title}》原文未读全" in sentence.text
    )  # no figure stands against it: say what does
    whole = told(standard(row("n", 1), name="nine"), replace(pack, complete=True)).sentences[1]
    assert whole.emphasis == "达到国家设置标准。" and "未读全" not in whole.text
    missed = told(standard(row("n", 1), name="nine"), pack, teachers=59).sentences[1]
    assert missed.text == "约束性指标 1 项，未达标 1 项。"


def test_a_text_that_does_not_apply_need_not_be_read_to_its_end() -> None:
    other = Condition("kind", Relation.ANY_OF, ("技工学校",))
    unread = standard(row("b", 60), name="other", complete=False, lacking="后几条", applies_to=(other,))
    parts = (ConclusionPart("办学条件达标监测", ("nine", "other")), *PARTS[1:])
    book = replace(rulebook(standard(row("a", 60), name="nine"), unread), conclusion=parts)
    facts = assessment({"teachers": 60, "kind": "职业高中"})
    assert (
        conclude(evaluate(book, facts, TODAY), book).sentences[0].emphasis == "全部达标，认定为办学条件达标。"
    )


def test_rows_that_do_not_apply_stand_aside() -> None:
    other = Condition("kind", Relation.ANY_OF, ("职业高中",))
    pack = standard(row("a", 60), row("b", 99, applies=(other,)), name="nine")
    sentence = first(pack, kind="技工学校")
    assert sentence.text == "约束性指标 2 项，达标 1 项，不适用 1 项。"
    assert "认定为办学条件达标" in sentence.emphasis


def test_a_document_that_does_not_apply_or_waits_says_so() -> None:
    other = Condition("kind", Relation.ANY_OF, ("职业高中",))
    pack = standard(row("a", 60), name="nine", applies_to=(other,))
    assert "不作判定" in first(pack, kind="技工学校").text
    waiting = first(pack)
    assert "待填" in waiting.text and waiting.emphasis == "暂不能作出结论。"


PLAN = standard(
    row("硬性", 60),
    row("区域", 99, force=Force.EXPECTED, reach=Reach.AREA_RATE),
    row("背景", 99, scope=Scope.CONTEXT),
    name="plan",
    tasks=(
        Task("1", "task.plan.1", "一", "附件1", "区教委", (), Scope.SCHOOL),
        Task("2", "task.plan.2", "二", "附件2", "区教委", (), Scope.SCHOOL),
        Task("3", "task.plan.3", "三", "附件3", "区教委", (), Scope.CONTRIBUTION),
    ),
    document=Document("方案", "某府办〔2022〕1号", "区政府", None, EARLY, period_end=date(2025, 12, 31)),
)


def test_targets_area_rates_and_tasks_are_told_apart() -> None:
    sentence = told(PLAN, on=date(2025, 12, 31), **{"task.plan.1": "部分", "task.plan.2": "是"}).sentences[2]
    assert "对学校的硬性要求 1 项，达标 1 项。" in sentence.text
    assert "区域口径目标（本校对照，不计入达标结论）1 项，未达到 1 项。" in sentence.text
    assert "由学校承担的任务 2 项，已完成 1 项，部分完成 1 项。" in sentence.text
    assert sentence.emphasis == ""


def test_work_that_a_document_asks_in_its_text_is_told_beside_its_numbered_tasks() -> None:
    asked = {"force": Force.TASK, "scope": Scope.SCHOOL}
    plan = standard(row("a", 60), row("b", 60, **asked), row("c", 61, **asked), name="plan")
    sentence = told(plan).sentences[2]
    assert sentence.text == (
        "对学校的硬性要求 1 项，达标 1 项。对学校的任务性要求 2 项，已完成 1 项，未完成 1 项。"
    )
    only = told(standard(row("b", 60, **asked), name="plan")).sentences[2]
    assert only.text == "对学校的任务性要求 1 项，已完成 1 项。" and only.emphasis == ""


def test_work_that_is_left_undone_already_is_named_before_what_is_still_undecided() -> None:
    work = row("育人质量", 60, force=Force.TASK)
    sentence = with_undecided(standard(row("a", 50), work, name="nine"), teachers=59)
    assert "尚未完成的是育人质量。" in sentence.text


@pytest.mark.parametrize("district", ["渝中区", "北碚区", "永川区"])
def test_the_sentences_count_every_row_that_asks_the_school(
    district: str, shipped_rulebook: Rulebook
) -> None:
    kind: dict[str, Value] = {
        "school.kind": "职业高中",
        "school.category": "一般类",
        "school.honours": ("市级示范",),
    }
    school = {**kind, "school.district": district, "school.ownership": "公办"}
    evaluation = evaluate(shipped_rulebook, assessment(school), TODAY)
    conclusion = conclude(evaluation, shipped_rulebook)
    asked = [v for v in evaluation.verdicts if v.scope is Scope.SCHOOL and v.status is not Status.SHOWN]
    told = (re.findall(r"(?:指标|要求|目标|任务|）) ?(\d+) 项", s.text) for s in conclusion.sentences)
    assert sum(int(count) for counts in told for count in counts) == len(asked)


def test_a_plan_whose_period_is_over_is_listed_beside_the_conclusion() -> None:
    sentence = told(PLAN, on=date(2026, 1, 1)).sentences[2]
    assert sentence.emphasis == "某府办〔2022〕1号规划期已满，以上情况列此备查，不计入达标结论。"


def test_counts_by_document_keep_indicators_area_rates_and_tasks_apart() -> None:
    conclusion = told(PLAN)
    (count,) = conclusion.counts
    assert (count.total, count.of(Status.MET), count.of(Status.MISSED), count.of(Status.SHOWN)) == (
        2,
        1,
        0,
        1,
    )
    assert dict(count.area)[Status.MISSED] == count.area_total == 1
    assert dict(count.tasks)[Status.UNANSWERED] == 2
    assert not count.in_period
    assert conclusion.of(Status.MISSED) == 0
    assert conclusion.indicators_text == "指标 2 项（区域口径另计 1 项），已判定 1 项"


def test_documents_that_apply_are_counted_apart_from_those_that_are_undecided() -> None:
    kind = Condition("kind", Relation.ANY_OF, ("职业高中",))
    packs = (standard(row("a", 60), name="nine"), standard(row("b", 60), name="set", applies_to=(kind,)))
    assert told(*packs).documents_text == "适用本校的文件 1 件，尚不能确定是否适用的 1 件"
    assert told(*packs, kind="职业高中").documents_text == "适用本校的文件 2 件"


def test_a_document_named_in_no_part_joins_the_last() -> None:
    stray = standard(row("另", 60), name="stray")
    conclusion = told(standard(row("n", 1), name="nine"), stray)
    assert "达标 1 项" in conclusion.sentences[2].text
    assert [count.standard for count in conclusion.counts] == ["nine", "stray"]


def test_a_figure_counts_only_what_it_lists() -> None:
    shown = row("无数值", 60, requirement=Comparison.ABOUT, force=Force.EXPECTED)
    target = row("目标", 60, force=Force.EXPECTED)
    sentence = told(standard(shown, target, name="plan")).sentences[2]
    assert sentence.text == "对学校的目标 1 项，达到 1 项。"


def with_undecided(*packs: Standard, teachers: int = 60, on: date = TODAY) -> Sentence:
    """Return the sentence over some documents and a regulation that waits for the kind of school."""
    kind = Condition("kind", Relation.ANY_OF, ("职业高中",))
    undecided = standard(row("未定", 99), name="other", applies_to=(kind,))
    undecided = replace(undecided, document=replace(undecided.document, title="某条例"))
    parts = (ConclusionPart("国家法律和规定", (*(pack.id for pack in packs), "other")), *PARTS[1:2])
    book = replace(rulebook(*packs, undecided), conclusion=parts)
    return conclude(evaluate(book, assessment({"teachers": teachers}), on), book).sentences[0]


UNDECIDED = "尚不能确定《某条例》是否适用，待填：学校类别。"


def test_a_document_that_waits_is_named_beside_what_the_others_say() -> None:
    sentence = with_undecided(standard(row("a", 60), name="nine"))
    assert sentence.text == f"约束性指标 1 项，达标 1 项。{UNDECIDED}"
    assert sentence.emphasis == "暂不能作出结论。"


def test_what_is_missed_already_is_named_before_what_is_still_undecided() -> None:
    rows = (row("生均图书", 60), row("生均用地", 60), row("双师", 60, force=Force.EXPECTED))
    binding = with_undecided(standard(*rows[:2], name="nine"), teachers=59)
    assert binding.text == f"约束性指标 2 项，未达标 2 项。未达标的是生均图书、生均用地。{UNDECIDED}"
    assert binding.emphasis == "尚不能认定为达到国家法律和规定。"
    mixed = with_undecided(standard(*rows[1:], name="nine"), teachers=59)
    assert mixed.text == (
        "对学校的硬性要求 1 项，未达标 1 项。对学校的目标 1 项，未达到 1 项。"
        f"未达标的是生均用地。未达到的目标是双师。{UNDECIDED}"
    )
    assert mixed.emphasis == "暂不能作出结论。"


def test_of_many_that_are_missed_the_first_are_named() -> None:
    pack = standard(*(row(name, 60) for name in "甲乙丙丁戊"), name="nine")
    assert "未达标的是甲、乙、丙、丁等 5 项。" in with_undecided(pack, teachers=59).text


def test_nothing_is_whole_while_a_document_waits_and_a_plan_that_is_over_still_says_so() -> None:
    assert "认定" not in with_undecided(standard(row("a", 60), name="nine")).emphasis
    sentence = with_undecided(PLAN, on=date(2026, 1, 1))
    assert sentence.text.startswith("对学校的硬性要求 1 项，达标 1 项。") and sentence.text.endswith(
        UNDECIDED
    )
    assert sentence.emphasis == (
        "某府办〔2022〕1号规划期已满，以上情况列此备查，不计入达标结论。暂不能作出结论。"
    )


DISTRICT_FACT = Fact("school.district", "所在区县", Kind.CHOICE, choices=("渝中区", "万州区"))


def of_the_district(district: str, *packs: Standard) -> Sentence:
    """Return the last sentence for a school of a district, beside a plan that only 渝中区 has."""
    here = Condition("school.district", Relation.ANY_OF, ("渝中区",))
    plan = standard(row("a", 60), name="plan", applies_to=(here,))
    book = replace(rulebook(plan, *packs, facts=(*FACTS, DISTRICT_FACT)), conclusion=PARTS[1:])
    answers = {"teachers": 60, "school.district": district} if district else {"teachers": 60}
    return conclude(evaluate(book, assessment(answers), TODAY), book).sentences[-1]  # type: ignore[arg-type]


BENCH = standard(row("对照", 60, force=Force.REFERENCE), name="stray")


def test_a_district_of_which_no_document_is_held_is_named_and_how_one_is_added() -> None:
    sentence = of_the_district("万州区", BENCH)
    assert sentence.text == ("本程序没有收录万州区的文件。其余适用的文件没有对本校的要求，只列示对照数据。")
    assert sentence.hint == "取得万州区的文件后，可在“标准”页用“增加标准…”加入。"
    assert of_the_district("万州区").text == "本程序没有收录万州区的文件。"
    assert of_the_district("万州区", standard(row("市", 60), name="stray")).text == (
        "本程序没有收录万州区的文件。约束性指标 1 项，达标 1 项。"
    )


def test_a_district_with_a_document_of_its_own_needs_no_other() -> None:
    assert "没有收录" not in of_the_district("渝中区", BENCH).text
    assert "没有收录" not in of_the_district("", BENCH).text
    own = of_the_district("万州区", standard(row("区", 60), name="local-x"))
    assert own.text == "约束性指标 1 项，达标 1 项。" and own.hint == ""


def test_a_plan_whose_period_is_over_is_not_counted_with_one_in_its_period() -> None:
    stray = standard(row("另", 60), row("又", 61), name="stray")
    sentence = told(PLAN, stray, on=date(2026, 1, 1)).sentences[2]
    assert sentence.text.startswith(
        "对学校的硬性要求 2 项，达标 1 项，未达标 1 项。规划期已满、另列备查的：对学校的硬性要求 1 项，达标 1 项。"
    )
    assert sentence.emphasis == "某府办〔2022〕1号规划期已满，所列情况不计入达标结论。"


def test_documents_that_ask_nothing_are_only_shown() -> None:
    bench = standard(row("对照", 60, force=Force.REFERENCE), name="stray")
    sentence = told(bench).sentences[2]
    assert sentence.text == "适用的文件没有对本校的要求，只列示对照数据。"
    assert sentence.emphasis == ""
