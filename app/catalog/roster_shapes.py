"""The shape of a roster's file: which keys there are and what kind of thing each holds (contract 5)."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from app.catalog.shapes import Shape, Words, YesNo
from app.domain.school_year import When
from app.domain.units import Kind

#: What a cell of a roster may hold: a fact's kind, or a 居民身份证号码.
ID_NUMBER = "id_number"
COLUMN_KINDS = (*Kind, ID_NUMBER)


def _column_kind(value: Any) -> Any:
    if value not in COLUMN_KINDS:
        raise PydanticCustomError("enum", "unknown kind", {"expected": "、".join(COLUMN_KINDS)})
    return value


class ColumnShape(Shape):
    """One column of a roster."""

    id: Words
    title: Words
    kind: Annotated[str, BeforeValidator(_column_kind)]
    unit: str | None = None
    choices: list[Words] | None = None
    personal: YesNo
    blank: Literal["unlimited"] | None = None
    synonyms: list[Words] | None = None
    spellings: dict[str, str | None] | None = None
    note: str | None = None


class RowTestShape(Shape):
    """One test of a row: a column, one word with what it is held against, and the reason of those that fail."""

    column: Words
    is_: Words | None = Field(default=None, alias="is")
    one_of: list[str] | None = None
    filled: YesNo | None = None
    at_least: str | None = None
    at_most: str | None = None
    on_or_before: str | None = None
    on_or_after: str | None = None
    else_: Words = Field(alias="else")


class ComputationShape(Shape):
    """How a roster counts one fact."""

    fact: Words
    take: Any
    where: list[RowTestShape] | None = None


class RosterShape(Shape):
    """A whole roster."""

    format: Literal["dabiao-roster/1"]
    id: Words
    title: Words
    office: Words
    when: When
    order: int | None = None
    key: list[str]
    columns: list[ColumnShape]
    computes: list[ComputationShape]
