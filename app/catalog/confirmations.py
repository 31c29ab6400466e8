"""Confirmations become values: each figure is read as required values are, and put into its standard."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from app.catalog.required import RequiredReader
from app.catalog.shapes import IndicatorShape
from app.catalog.shaping import near
from app.catalog.yaml_file import YamlFile
from app.domain.confirming import Confirmed, with_confirmed
from app.domain.facts import Fact
from app.domain.problem import Problem
from app.domain.standard import Comparison, Confirmation, DatedValue, Indicator, Standard

_SEVERAL = (Comparison.BETWEEN, Comparison.WITHIN)


@dataclass(frozen=True, slots=True)
class Place:
    """The row and the value that a confirmation speaks of, and the pack in which it stands."""

    standard: str
    row: Indicator
    value: DatedValue


def place_of(confirmation: Confirmation, standards: Mapping[str, Standard]) -> Place | Problem:
    """Return what a confirmation speaks of, or why that is not there."""
    rows = {row.id: (key, row) for key, standard in standards.items() for row in standard.indicators}
    if confirmation.indicator not in rows:
        remedy = near(confirmation.indicator, rows) or "编号见 dabiao standards show"
        return Problem(f"没有指标“{confirmation.indicator}”", remedy)
    key, row = rows[confirmation.indicator]
    value = next((value for value in row.values if value.start == confirmation.start), None)
    if value is None:
        return Problem(
            f"{row.id} 没有自 {confirmation.start.isoformat()} 起的数值", f"可确认的有：{starts(row)}"
        )
    return Place(key, row, value)


def starts(row: Indicator) -> str:
    """Name the days from which a row has values."""
    return "、".join(value.start.isoformat() for value in row.values) or "无"


def read_confirmed(
    confirmation: Confirmation, row: Indicator, facts: Mapping[str, Fact]
) -> Confirmed | Problem:
    """Read the figure of a confirmation as one of the row's required values is read."""
    shape = IndicatorShape(
        **{"id": row.id, "title": row.title, "clause": row.clause, "measure": None, "as": row.style},
        requirement=row.requirement,
        scope=row.scope,
        force=row.force,
    )
    several = row.requirement in _SEVERAL
    texts = [text.strip() for text in (confirmation.value.split("、") if several else [confirmation.value])]
    file = YamlFile("")
    amounts, words = RequiredReader(file, facts).content(shape, row.measure, texts, ())
    if file.problems:
        return Problem(file.problems[0].message, file.problems[0].remedy)
    if not any(texts):
        return Problem(f"{row.id} 的数值为空", "请写明原文的数值")
    return Confirmed(confirmation, amounts, words)


@dataclass(frozen=True, slots=True)
class Applied:
    """Standards with confirmed values in them, the confirmations that are, and why the others are not."""

    standards: dict[str, Standard]
    confirmations: tuple[Confirmation, ...]
    refused: tuple[tuple[Confirmation, Problem], ...]


def apply_confirmations(
    confirmations: Iterable[Confirmation], standards: Mapping[str, Standard], facts: Mapping[str, Fact]
) -> Applied:
    """Put confirmations into the standards that they speak of."""
    found: list[tuple[str, Confirmed]] = []
    refused: list[tuple[Confirmation, Problem]] = []
    for confirmation in confirmations:
        place = place_of(confirmation, standards)
        if isinstance(place, Problem):
            refused.append((confirmation, place))
            continue
        read = read_confirmed(confirmation, place.row, facts)
        if isinstance(read, Problem):
            refused.append((confirmation, read))
        else:
            found.append((place.standard, read))
    result = dict(standards)
    for key, group in groupby(sorted(found, key=lambda item: item[0]), key=lambda item: item[0]):
        result[key] = with_confirmed(result[key], [item for _, item in group])
    return Applied(result, tuple(item.confirmation for _, item in found), tuple(refused))
