from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from app.domain.conditions import Condition, Relation
from app.domain.edition_diff import Aspect, Change, StandardDiff, compare_standards, turns
from app.domain.measures import ValueOf
from app.domain.standard import (
    Comparison,
    Deadline,
    Force,
    Indicator,
    Reach,
    Scope,
    SourceState,
    Standard,
    Task,
    Wider,
)
from app.domain.verdict import Status
from tests.builders import dated, fact, indicator, judge_all, ratio, rulebook, standard

ROW = replace(indicator(ratio("dual", "specialist"), Comparison.AT_LEAST, "7/10"), note="注")
TASK = Task("1", "task.pack.1", "建立制度", "附件1", "区教委", ("各校",), Scope.SCHOOL)
OLD = standard(ROW, tasks=(TASK,), hash="old")
TECHNICAL = (Condition("kind", Relation.ANY_OF, words=("技工学校",)),)


def diff(new: Standard | None, old: Standard | None = OLD) -> StandardDiff | None:
    books = [rulebook(*([item] if item else [])) for item in (old, new)]
    return compare_standards(old, new, *books)


def renewed(**changes: object) -> Standard:
    return replace(OLD, edition="2", hash="new", **changes)  # type: ignore[arg-type]


def told(found: StandardDiff | None) -> list[tuple[Aspect, str, str]]:
    assert found is not None
    (row,) = found.rows
    return [(item.aspect, item.old, item.new) for item in row.differences]


def test_the_same_content_differs_in_nothing() -> None:
    assert diff(replace(OLD, edition="9")) is None


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda row: replace(row, values=(dated("3/4"),)), (Aspect.FIGURE, "≥0.7", "≥0.75")),
        (lambda row: replace(row, requirement=Comparison.MORE_THAN), (Aspect.FIGURE, "≥0.7", ">0.7")),
        (
            lambda row: replace(row, values=(dated("7/10", start=date(2021, 1, 1)),)),
            (Aspect.DATE, "2020-01-01", "2021-01-01"),
        ),
        (
            lambda row: replace(row, deadline=Deadline(date(2027, 12, 31), inferred=False)),
            (Aspect.DATE, "", "2027-12-31（原文写明）"),
        ),
        (
            lambda row: replace(row, measure=ratio("dual", "teachers")),
            (Aspect.MEASURE, "双师型教师数 ÷ 专业教师数", "双师型教师数 ÷ 专任教师数"),
        ),
        (
            lambda row: replace(row, wider=Wider(ValueOf(fact("dual")), "未读")),
            (Aspect.MEASURE, "", "最宽口径：双师型教师数（未读）"),
        ),
        (lambda row: replace(row, applies=TECHNICAL), (Aspect.APPLIES, "", "学校类别为技工学校")),
        (lambda row: replace(row, scope=Scope.CONTEXT), (Aspect.APPLIES, "本校", "仅供了解")),
        (
            lambda row: replace(row, reach=Reach.AREA_RATE),
            (Aspect.APPLIES, "本校", "本校；区域口径，本校对照"),
        ),
        (lambda row: replace(row, force=Force.EXPECTED), (Aspect.FORCE, "约束性", "预期性")),
        (
            lambda row: replace(row, values=(dated("7/10", state=SourceState.RECALLED),)),
            (Aspect.SOURCE, "已核对原文：原文", "待核实：原文"),
        ),
        (lambda row: replace(row, note="另注"), (Aspect.WORDING, "注", "另注")),
        (lambda row: replace(row, title="另名"), (Aspect.WORDING, "一项指标", "另名")),
    ],
)
def test_what_changed_of_a_row_is_told_by_aspect_as_it_was_and_is(
    change: Callable[[Indicator], Indicator], expected: tuple[Aspect, str, str]
) -> None:
    found = diff(renewed(indicators=(change(ROW),)))
    assert told(found) == [expected]
    assert found is not None and (found.old, found.new, found.same_edition) == ("1", "2", False)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"text": "健全制度"}, (Aspect.MEASURE, "建立制度", "健全制度")),
        ({"applies": TECHNICAL}, (Aspect.APPLIES, "", "学校类别为技工学校")),
        ({"force": Force.REFERENCE}, (Aspect.FORCE, "任务", "参考")),
        ({"lead": "区人社局"}, (Aspect.WORDING, "区教委", "区人社局")),
    ],
)
def test_what_changed_of_a_task_is_told(
    changes: dict[str, object], expected: tuple[Aspect, str, str]
) -> None:
    assert told(diff(renewed(tasks=(replace(TASK, **changes),)))) == [expected]  # type: ignore[arg-type]


def test_rows_and_tasks_that_came_or_went_are_told() -> None:
    other, second = replace(ROW, id="other"), replace(TASK, no="2", fact="task.pack.2")
    found = diff(renewed(indicators=(other,), tasks=(second,)))
    assert found is not None
    assert [(row.id, row.change, row.task) for row in found.rows] == [
        ("row", Change.DROPPED, False),
        ("other", Change.ADDED, False),
        ("task.pack.1", Change.DROPPED, True),
        ("task.pack.2", Change.ADDED, True),
    ]


def test_a_whole_document_that_came_or_went_is_told_with_its_rows() -> None:
    came, went = diff(OLD, old=None), diff(None)
    assert came is not None and went is not None
    assert (came.change, came.old, came.new, len(came.rows)) == (Change.ADDED, "", "1", 2)
    assert (went.change, went.old, went.new) == (Change.DROPPED, "1", "")
    assert diff(None, old=None) is None


def test_what_changed_of_the_document_itself_is_told() -> None:
    document = replace(OLD.document, end=date(2027, 12, 31), title="新标准")
    found = diff(renewed(document=document, applies_to=TECHNICAL, complete=False, lacking="附件"))
    assert found is not None
    assert [(item.aspect, item.old, item.new) for item in found.differences] == [
        (Aspect.DATE, "施行 2020-01-01，发布 2020-01-01", "施行 2020-01-01，至 2027-12-31，发布 2020-01-01"),
        (Aspect.APPLIES, "", "学校类别为技工学校"),
        (Aspect.SOURCE, "已读全", "未读全：附件"),
        (Aspect.WORDING, "示例标准", "新标准"),
    ]


def test_other_content_under_the_same_edition_is_marked() -> None:
    found = diff(replace(OLD, hash="new"))
    assert found is not None and found.same_edition
    assert (found.rows, found.differences) == ((), ())


def test_verdicts_that_turn_are_told_and_those_that_come_or_go() -> None:
    given = {"dual": 7, "specialist": 10}
    stricter = replace(ROW, values=(dated(Fraction(4, 5)),))
    old = judge_all(rulebook(standard(ROW, replace(ROW, id="gone"))), given)
    new = judge_all(rulebook(standard(stricter, replace(ROW, id="came"))), given)
    assert [(turn.indicator, turn.old, turn.new) for turn in turns(old, new)] == [
        ("row", Status.MET, Status.MISSED),
        ("gone", Status.MET, None),
        ("came", None, Status.MET),
    ]
    assert turns(old, old) == ()
