"""The roll-up by indicator: rows that ask the same are one line, others are lines that say why."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from statistics import median

from app.domain.display import Format
from app.domain.district import Collection, FiledRow, RowKey, Standing
from app.domain.verdict import Status

_SHOWN = re.compile(r"(1:)?(-?[0-9,]+(?:\.([0-9]+))?)(.*)")
_SCALES = {"%": Fraction(100), "万元": Fraction(1, 10_000)}


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount as the filings show it: its text, the number in it, and how many decimals that has."""

    text: str
    number: Fraction
    places: int
    unit: str


@dataclass(frozen=True, slots=True)
class Spread:
    """How the values of a line lie: least, middle and greatest."""

    count: int
    low: Figure
    middle: Figure
    high: Figure


@dataclass(frozen=True)
class Line:
    """What is asked, and how it came out at each school whose filing has it; ``apart`` says why it is no other."""

    key: RowKey
    rows: tuple[tuple[Standing, FiledRow], ...]
    absent: int
    apart: str = ""

    @cached_property
    def counts(self) -> Mapping[Status, int]:
        """How many schools came out how."""
        return Counter(row.status for _, row in self.rows)

    def of(self, status: Status) -> int:
        """Return how many schools have a status."""
        return self.counts.get(status, 0)

    @cached_property
    def spread(self) -> Spread | None:
        """How the values lie; None where there are none, or words."""
        return _spread([row for _, row in self.rows if row.exact])

    def schools(self, status: Status) -> tuple[str, ...]:
        """Return the names of the schools that came out so."""
        return tuple(standing.school.name for standing, row in self.rows if row.status is status)


def lines_of(collection: Collection) -> tuple[Line, ...]:
    """Return every line of the filings that count, in the order of the documents."""
    counted = collection.counted
    found = defaultdict[RowKey, list[tuple[Standing, FiledRow]]](list)
    for standing in counted:
        assert standing.counted is not None
        for row in standing.counted.rows:
            found[row.key].append((standing, row))
    kin = defaultdict[tuple[str, str], list[RowKey]](list)
    for key in found:
        kin[key.standard, key.indicator].append(key)
    lines = []
    for keys in _by_document(kin):
        keys.sort(key=lambda key: (-len(found[key]), key.edition, key.hash, key.asked))
        for key in keys:
            rows = tuple(found[key])
            lines.append(Line(key, rows, len(counted) - len(rows), _why_apart(key, keys)))
    return tuple(lines)


def _by_document(kin: Mapping[tuple[str, str], list[RowKey]]) -> list[list[RowKey]]:
    """Return kindred keys with those of one document together, documents as they were first met."""
    documents = defaultdict[str, list[list[RowKey]]](list)
    for (standard, _), keys in kin.items():
        documents[standard].append(keys)
    return [keys for groups in documents.values() for keys in groups]


def _why_apart(key: RowKey, keys: Sequence[RowKey]) -> str:
    others = [other for other in keys if other != key]
    if not others:
        return ""
    parts = [
        _differing("标准版本", key.edition, (other.edition for other in others)),
        _differing("要求", key.required or "—", (other.required or "—" for other in others)),
    ]
    if any(other.hash != key.hash and other.edition == key.edition for other in others):
        parts.append("同一版本的标准内容不同")
    return "分列：" + "；".join(part for part in parts if part)


def _differing(what: str, own: str, others: Iterable[str]) -> str:
    different = [other for other in dict.fromkeys(others) if other != own]
    return f"{what} {own}，另有 {'、'.join(different)}" if different else ""


def figure_of(row: FiledRow) -> Figure | None:
    """Return the number that a filing shows for a row; None where it shows a word or nothing."""
    match = _SHOWN.fullmatch(row.value) if row.exact else None
    if match is None:
        return None
    number = Fraction(match[2].replace(",", ""))
    return Figure(row.value, number, len(match[3] or ""), match[4])


def format_of_row(row: FiledRow) -> Format | None:
    """Return how a line's amounts are written, after one that stands in a filing."""
    match = _SHOWN.fullmatch(row.value) if row.exact else None
    if match is None:
        return None
    return Format(_SCALES.get(match[4], Fraction(1)), 2, match[3] is None, match[1] or "", match[4])


def _spread(rows: Sequence[FiledRow]) -> Spread | None:
    known = [(Fraction(row.exact), figure, row) for row in rows if (figure := figure_of(row)) is not None]
    if not known:
        return None
    known.sort(key=lambda item: item[0])
    form = format_of_row(known[-1][2])
    assert form is not None
    middle = written(form, median(amount for amount, _, _ in known))
    return Spread(len(known), known[0][1], middle, known[-1][1])


def written(form: Format, amount: Fraction) -> Figure:
    """Write an amount in a line's manner."""
    places = form.places_for(amount, ())
    return Figure(form.text(amount, places), form.rounded(amount, places), places, form.suffix)
