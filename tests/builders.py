"""Small values for tests: facts, indicators, standards and the judgement of one row."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from app.domain.assessment import Assessment
from app.domain.evaluation import Evaluation, evaluate
from app.domain.facts import Answer, Fact, Value
from app.domain.form import Form, Page
from app.domain.measures import Measure, Ratio, ValueOf
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.domain.standard import (
    Check,
    Comparison,
    DatedValue,
    Document,
    Force,
    Indicator,
    Scope,
    SourceState,
    Standard,
    Style,
)
from app.domain.terms import FactTerm, Number, Term
from app.domain.units import Kind
from app.domain.verdict import Verdict

TODAY = date(2026, 11, 21)
EARLY = date(2020, 1, 1)

STUDENTS = Fact("students", "在校生数", Kind.COUNT, "人", na=True)
TEACHERS = Fact("teachers", "专任教师数", Kind.COUNT, "人")
PART_TIME = Fact("part_time", "兼职教师数", Kind.COUNT, "人", na=True)
SPECIALIST = Fact("specialist", "专业教师数", Kind.COUNT, "人")
DUAL = Fact("dual", "双师型教师数", Kind.COUNT, "人")
LAND = Fact("land", "占地面积", Kind.AREA, na=True)
DEDUCTION = Fact("deduction", "应扣除面积", Kind.AREA, na=True)
MONEY = Fact("money", "设备值", Kind.MONEY)
KIND = Fact("kind", "学校类别", Kind.CHOICE, choices=("职业高中", "技工学校"))
PLAN = Fact("plan", "规划已备案", Kind.YES_NO)
RULES = Fact("rules", "制度已建立", Kind.YES_PARTLY_NO, na=True)
HONOURS = Fact("honours", "学校等级", Kind.CHOICES, choices=("国示范", "市重", "双优"))
FOUNDED = Fact("founded", "建校年份", Kind.YEAR)

FACTS = (
    STUDENTS,
    TEACHERS,
    PART_TIME,
    SPECIALIST,
    DUAL,
    LAND,
    DEDUCTION,
    MONEY,
    KIND,
    PLAN,
    RULES,
    HONOURS,
    FOUNDED,
)


def fact(name: str) -> FactTerm:
    return FactTerm(name)


def number(value: object) -> Number:
    return Number(Fraction(str(value)))


def ratio(top: str | Term, bottom: str | Term) -> Ratio:
    return Ratio(*(FactTerm(term) if isinstance(term, str) else term for term in (top, bottom)))


def value_of(term: str | Term) -> ValueOf:
    return ValueOf(FactTerm(term) if isinstance(term, str) else term)


def dated(
    *amounts: object, state: SourceState = SourceState.READ, start: date = EARLY, words: Sequence[str] = ()
) -> DatedValue:
    exact = tuple(Fraction(str(amount)) for amount in amounts)
    return DatedValue(start=start, state=state, amounts=exact, words=tuple(words), seen_in="原文")


def indicator(
    measure: Measure, requirement: Comparison | None = Comparison.AT_LEAST, *amounts: object
) -> Indicator:
    return Indicator(
        id="row",
        title="一项指标",
        clause="第一条",
        measure=measure,
        requirement=requirement,
        style=Style.NUMBER,
        values=(dated(*amounts),) if amounts else (),
        scope=Scope.SCHOOL,
        force=Force.BINDING,
    )


def standard(*rows: Indicator, name: str = "pack", **changes: object) -> Standard:
    blank = Standard(
        id=name,
        edition="1",
        document=Document("示例标准", "示例〔2020〕1号", "示例机关", EARLY, EARLY),
        complete=True,
        lacking="",
        applies_to=(),
        excludes=(),
        indicators=rows,
        tasks=(),
    )
    return replace(blank, **changes)  # type: ignore[arg-type]


def rulebook(*standards: Standard, facts: Sequence[Fact] = FACTS, checks: Sequence[Check] = ()) -> Rulebook:
    page = Page("page", "一页", "办公室", tuple(facts), tuple(checks))
    return Rulebook((Form("form", "表", 1, (page,)),), {item.id: item for item in standards})


def answers(given: Mapping[str, Value | Answer | None]) -> dict[str, Answer]:
    return {key: value if isinstance(value, Answer) else Answer(value) for key, value in given.items()}


def not_applicable(reason: str = "本校没有") -> Answer:
    return Answer(na_reason=reason)


def assessment(
    given: Mapping[str, Value | Answer | None], previous: Mapping[str, Value | Answer | None] | None = None
) -> Assessment:
    return Assessment(SchoolYear(2026), answers(given), answers(previous or {}))


def judge_all(
    book: Rulebook,
    given: Mapping[str, Value | Answer | None],
    on: date = TODAY,
    previous: Mapping[str, Value | Answer | None] | None = None,
) -> Evaluation:
    return evaluate(book, assessment(given, previous), on)


def judge(
    row: Indicator,
    given: Mapping[str, Value | Answer | None],
    on: date = TODAY,
    previous: Mapping[str, Value | Answer | None] | None = None,
) -> Verdict:
    (verdict,) = judge_all(rulebook(standard(row)), given, on, previous).verdicts
    return verdict
