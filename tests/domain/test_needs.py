"""Which facts a school is asked: by the documents that speak of it, their rows, tasks and composites."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from app.domain.assessment import Assessment
from app.domain.conditions import Condition, Relation
from app.domain.facts import Answer, Value
from app.domain.form import Form, Page
from app.domain.measures import AllOf
from app.domain.rulebook import PROFILE, Rulebook
from app.domain.standard import (
    Comparison,
    Exclusion,
    Force,
    Indicator,
    Scope,
    SourceState,
    Standard,
    Task,
    Wider,
)
from app.domain.terms import Difference, FactTerm
from tests.builders import (
    DEDUCTION,
    FACTS,
    FOUNDED,
    KIND,
    LAND,
    TODAY,
    answers,
    assessment,
    dated,
    indicator,
    ratio,
    rulebook,
    standard,
    value_of,
)

TECHNICAL = Condition("kind", Relation.ANY_OF, ("技工学校",))
NEW = Exclusion((Condition("founded", Relation.AT_LEAST, number=Fraction(2022)),), "第二条", "新设学校除外")


def row(name: str, fact: str, **changes: object) -> Indicator:
    made = replace(indicator(value_of(fact), Comparison.AT_LEAST, 1), id=name)
    return replace(made, **changes)  # type: ignore[arg-type]


def task(**changes: object) -> Task:
    blank = Task("1", "task.pack.1", "建立制度", "第五条", "", (), Scope.SCHOOL)
    return replace(blank, **changes)  # type: ignore[arg-type]


def needed(book: Rulebook, given: Mapping[str, Value | Answer | None], on: date = TODAY) -> frozenset[str]:
    return book.needs.of(assessment(given), on)


def profile_form(*standards: Standard) -> Rulebook:
    """Return a rulebook whose kind and founding year are the profile."""
    others = tuple(fact for fact in FACTS if fact not in (KIND, FOUNDED))
    forms = (
        Form(PROFILE, "学校概况", 1, (Page("profile", "概况", "办公室", (KIND, FOUNDED)),)),
        Form("rest", "其他", 2, (Page("rest", "其他", "办公室", others),)),
    )
    return Rulebook(forms, {pack.id: pack for pack in standards})


def test_a_document_that_applies_needs_the_facts_of_its_measures() -> None:
    book = rulebook(standard(row("one", "students"), row("two", "teachers")))
    assert needed(book, {}) == {"students", "teachers"}


def test_the_widest_counting_is_asked_too() -> None:
    wide = Wider(ratio("students", "part_time"), "口径未定")
    book = rulebook(standard(row("one", "students", measure=ratio("students", "teachers"), wider=wide)))
    assert needed(book, {}) == {"students", "teachers", "part_time"}


def test_a_document_that_does_not_apply_needs_nothing_and_an_undecided_one_everything() -> None:
    pack = standard(row("one", "students"), applies_to=(TECHNICAL,))
    assert needed(rulebook(pack), {"kind": "职业高中"}) == frozenset()
    assert needed(rulebook(pack), {"kind": "技工学校"}) == {"kind", "students"}
    assert needed(rulebook(pack), {}) == {"kind", "students"}


def test_a_document_not_in_force_needs_nothing() -> None:
    book = rulebook(standard(row("one", "students")))
    assert needed(book, {}, date(2019, 12, 31)) == frozenset()


def test_a_value_that_does_not_hold_yet_needs_nothing() -> None:
    book = rulebook(standard(row("one", "students", values=(dated(1, start=date(2027, 1, 1)),))))
    assert needed(book, {}) == frozenset()
    assert needed(book, {}, date(2027, 1, 1)) == {"students"}


def test_a_school_that_is_taken_out_is_asked_only_by_what_it_is_taken_out() -> None:
    book = rulebook(standard(row("one", "students"), tasks=(task(),), excludes=(NEW,)))
    assert needed(book, {"founded": 2022}) == {"founded"}
    assert needed(book, {"founded": 2021}) == {"founded", "students", "task.pack.1"}
    assert needed(book, {}) == {"founded", "students", "task.pack.1"}


def test_a_row_or_task_that_does_not_apply_needs_nothing_but_its_open_condition() -> None:
    pack = standard(row("one", "students", applies=(TECHNICAL,)), tasks=(task(applies=(TECHNICAL,)),))
    assert needed(rulebook(pack), {"kind": "职业高中"}) == frozenset()
    assert needed(rulebook(pack), {}) == {"kind", "students", "task.pack.1"}


def test_rows_that_are_shown_or_not_judged_are_asked_too() -> None:
    shown = row("one", "students", scope=Scope.CONTRIBUTION)
    reference = row("two", "teachers", force=Force.REFERENCE)
    recalled = row("three", "money", values=(dated(1, state=SourceState.RECALLED),))
    assert needed(rulebook(standard(shown, reference, recalled)), {}) == {"students", "teachers", "money"}


def test_a_computed_fact_brings_its_parts() -> None:
    land = replace(LAND, computed=Difference(FactTerm("money"), FactTerm("deduction")))
    facts = [land if fact is LAND else fact for fact in FACTS]
    book = rulebook(standard(row("one", "land")), facts=facts)
    assert needed(book, {}) == {"land", "money", "deduction"}
    assert DEDUCTION.id in needed(book, {"deduction": Fraction(1)})


def test_a_composite_asks_for_a_document_that_was_dropped_by_hand_and_not_for_one_of_others() -> None:
    dropped = standard(row("one", "students"), name="dropped")
    foreign = standard(row("two", "teachers"), name="foreign", applies_to=(TECHNICAL,))
    both = replace(indicator(AllOf(("dropped", "foreign")), None), id="all")
    book = rulebook(standard(both, name="asking"), dropped, foreign)
    given = Assessment(assessment({}).year, answers({"kind": "职业高中"}), dropped={"dropped": "已核对"})
    assert book.needs.of(given, TODAY) == {"students"}


def test_a_dropped_document_needs_nothing_and_an_added_one_everything() -> None:
    pack = standard(row("one", "students"), applies_to=(TECHNICAL,))
    year = assessment({}).year
    added = Assessment(year, answers({"kind": "职业高中"}), added={"pack": "主管部门要求"})
    dropped = Assessment(year, answers({"kind": "技工学校"}), dropped={"pack": "主管部门同意"})
    assert rulebook(pack).needs.of(added, TODAY) == {"kind", "students"}
    assert rulebook(pack).needs.of(dropped, TODAY) == frozenset()


def test_the_profile_is_asked_of_every_school() -> None:
    book = profile_form(standard(row("one", "students"), applies_to=(TECHNICAL,)))
    assert needed(book, {"kind": "职业高中"}) == {"kind", "founded"}


def test_only_facts_that_decide_change_what_is_needed() -> None:
    book = profile_form(standard(row("one", "students", applies=(TECHNICAL,)), excludes=(NEW,)))
    assert book.needs.deciding == {"kind", "founded"}
    before = needed(book, {"kind": "技工学校"})
    assert needed(book, {"kind": "技工学校", "students": 3, "teachers": 1}) is before
    assert needed(book, {"kind": "职业高中"}) == {"kind", "founded"}


def test_what_is_kept_apart_from_a_needed_fact_is_asked_beside_it(shipped_rulebook: Rulebook) -> None:
    given = answers({"school.kind": "职业高中", "school.category": "一般类", "school.district": "渝中区"})
    found = shipped_rulebook.needs.of(Assessment(assessment({}).year, given), TODAY)
    assert {"campus.building", "campus.building_owned", "campus.building_independent_use"} <= found
