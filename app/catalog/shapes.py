"""The shape of each file format: which keys there are and what kind of thing each holds (contract 2-4)."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from app.domain.school_year import When
from app.domain.standard import Comparison, Force, Reach, Scope, SourceState, Style, Way
from app.domain.units import Kind
from app.domain.values import parse_date

_TRUTH = {"yes": True, "no": False, "true": True, "false": False}


def _iso_date(value: Any) -> Any:
    day = parse_date(value) if isinstance(value, str) and len(value) == 10 and value[4] == "-" else None
    if value is not None and day is None:
        raise PydanticCustomError("dabiao", "应为日期，写作 2026-11-21")
    return day


def _yes_no(value: Any) -> Any:
    if not isinstance(value, str) or value not in _TRUTH:
        raise PydanticCustomError("dabiao", "应为 yes 或 no")
    return _TRUTH[value]


def _single_or_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _not_blank(value: Any) -> Any:
    if isinstance(value, str) and not value.strip():
        raise PydanticCustomError("dabiao", "不能留空")
    return value


Day = Annotated[date, BeforeValidator(_iso_date)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Texts = Annotated[list[str], BeforeValidator(_single_or_list)]
Words = Annotated[str, BeforeValidator(_not_blank)]


class Shape(BaseModel):
    """A mapping with exactly these keys."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


class DocumentShape(Shape):
    """``document:`` of a pack."""

    title: Words
    number: str | None = None
    issuer: Words
    issued: Day | None = None
    from_: Day = Field(alias="from")
    to: Day | None = None
    period_end: Day | None = None
    superseded_by: str | None = None


class ValueShape(Shape):
    """One entry of ``values:``."""

    from_: Day = Field(alias="from")
    value: str | list[str] | None = None
    state: SourceState
    seen_in: Words | None = None
    checked: Day | None = None


class DeadlineShape(Shape):
    """``deadline:`` of an indicator."""

    date: Day
    basis: Literal["stated", "inferred"]
    note: str | None = None


class WiderShape(Shape):
    """``wider:`` of an indicator."""

    measure: Any
    why: Words


class IndicatorShape(Shape):
    """One indicator of a pack."""

    id: Words
    title: Words
    topic: str | None = None
    clause: Words
    applies: dict[str, Any] | None = None
    measure: Any
    subset: YesNo | None = None
    wider: WiderShape | None = None
    as_: Style | None = Field(default=None, alias="as")
    requirement: Comparison | None = None
    values: list[ValueShape] = []
    deadline: DeadlineShape | None = None
    scope: Scope
    reach: Reach = Reach.EACH_SCHOOL
    force: Force
    when_zero: Any = None
    ways: list[Way] | None = None
    advice: str | None = None
    note: str | None = None
    at_exactly: str | None = None


class TaskShape(Shape):
    """One task of a pack.

    ``force: reference`` marks what a document only encourages; ``answered_by`` names rows that are the same
    matter, so that it is asked once.
    """

    no: Words
    text: Words
    clause: Words
    lead: str | None = None
    responsible: Texts = []
    scope: Scope
    force: Literal[Force.TASK, Force.REFERENCE] = Force.TASK
    applies: dict[str, Any] | None = None
    answered_by: list[str] = []


class ExclusionShape(Shape):
    """One entry of ``excludes:``."""

    when: dict[str, Any]
    clause: str | None = None
    text: Words


class ExampleShape(Shape):
    """One worked example."""

    name: Words
    date: Day
    facts: dict[str, Any] | None = None
    previous: dict[str, Any] | None = None
    expect: dict[str, str]


class StandardShape(Shape):
    """A whole pack."""

    format: Literal["dabiao-standard/1"]
    id: Words
    edition: Words
    document: DocumentShape
    complete: YesNo
    lacking: str | None = None
    applies_to: dict[str, Any] | None = None
    excludes: list[ExclusionShape] | None = None
    indicators: list[IndicatorShape] | None = None
    tasks: list[TaskShape] | None = None
    examples: list[ExampleShape] | None = None


class OtherwiseShape(Shape):
    """Another counting rule of a fact."""

    text: str
    term: Any
    why: str


class FactShape(Shape):
    """One fact of a form."""

    id: str
    name: str
    kind: Kind
    unit: str | None = None
    when: When = When.NONE
    counting: str | None = None
    statistics: str | None = None
    na: YesNo | None = None
    previous: YesNo | None = None
    choices: list[str] | None = None
    computed: Any = None
    otherwise: list[OtherwiseShape] | None = None


class CheckShape(Shape):
    """One check of a form."""

    id: str
    kind: Literal["logic", "experience"]
    rule: dict[str, Any]
    text: str


class PageShape(Shape):
    """One page of a form."""

    id: str
    title: str
    office: str
    facts: list[FactShape]
    checks: list[CheckShape] | None = None


class FormShape(Shape):
    """A whole form."""

    format: Literal["dabiao-form/1"]
    id: str
    title: str
    order: int
    pages: list[PageShape]


class ChoicesShape(Shape):
    """``standards:`` of a file of facts: documents added or dropped, each with its reason."""

    add: dict[str, str] | None = None
    drop: dict[str, str] | None = None


class FactsShape(Shape):
    """A file of facts."""

    format: Literal["dabiao-facts/1"]
    year: str
    date: Day | None = None
    facts: dict[str, Any]
    previous: dict[str, Any] | None = None
    standards: ChoicesShape | None = None


class ConclusionPartShape(Shape):
    """One sentence of the conclusion."""

    title: str
    standards: list[str]


class ConclusionShape(Shape):
    """``standards/conclusion.yaml``."""

    format: Literal["dabiao-conclusion/1"]
    parts: list[ConclusionPartShape]


class CoverageShape(Shape):
    """``standards/coverage.yaml``: rows of the source documents and the indicators or tasks that ask them."""

    format: Literal["dabiao-coverage/1"]
    rows: dict[str, Texts]


class WantedTextShape(Shape):
    """One text that is still to be obtained."""

    title: str
    needed: str
    settles: list[str]


class WantedShape(Shape):
    """``standards/wanted.yaml``: texts still to be obtained, most wanted first."""

    format: Literal["dabiao-wanted/1"]
    texts: list[WantedTextShape]


class RemedyShape(Shape):
    """原因, 整改措施, 责任部门, 责任人, 完成时限, 预计经费 of one row."""

    cause: str | None = None
    measure: str | None = None
    unit: str | None = None
    person: str | None = None
    due: str | None = None
    budget: str | None = None


class PlanShape(Shape):
    """A file of remedies for missed rows."""

    format: Literal["dabiao-plan/1"]
    rows: dict[str, RemedyShape]


class ConfirmedShape(Shape):
    """One confirmed value."""

    indicator: str
    from_: Day = Field(alias="from")
    value: str
    text: str
    by: str
    on: Day


class AddedShape(Shape):
    """Who added a pack of one's own, and when."""

    id: str
    by: str
    on: Day


class OverlayShape(Shape):
    """``confirmed.yaml`` of the user's folder."""

    format: Literal["dabiao-overlay/1"]
    confirmed: list[ConfirmedShape] = []
    added: list[AddedShape] = []
