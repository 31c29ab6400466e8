"""Small filings, schools and lines for tests of the district desk."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from app.domain.district import Asked, Collection, FiledRow, ListedSchool, RowKey, Standing, Submission
from app.domain.district_standing import gather
from app.domain.standard import Force, Reach, Scope, SourceState
from app.domain.verdict import Status

DUE = date(2026, 12, 10)
ON_TIME, AFTER = datetime(2026, 12, 10, 23, 59), datetime(2026, 12, 11, 0, 0)
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

KEY = RowKey(
    standard="pack",
    edition="1",
    hash="h1",
    indicator="row",
    asked="20",
    title="生均校舍建筑面积",
    clause="第一条",
    required="≥20㎡",
    force=Force.BINDING,
    scope=Scope.SCHOOL,
    reach=Reach.EACH_SCHOOL,
    task=False,
    source=SourceState.READ,
)


def key(**changes: Any) -> RowKey:
    return replace(KEY, **changes)


def row(status: Status = Status.MET, value: str = "", exact: str = "", **changes: Any) -> FiledRow:
    """Return a row; ``asked`` is (fact, amount, unit), everything else a change of its key."""
    asked = changes.pop("asked", None)
    lacking = Asked(asked[0], Fraction(asked[1]), asked[2]) if asked else None
    return FiledRow(key(**changes), status, value, exact, asked=lacking)


def fingerprint_of(number: int) -> str:
    """Return a fingerprint that differs from every other in three characters at least."""
    return "".join(
        _DIGITS[(number * factor + shift) % 32] for shift, factor in enumerate((1, 3, 5, 7)) for _ in range(3)
    )[:10]


def filed(
    code: str = "1",
    sequence: int = 1,
    *rows: FiledRow,
    print_: int | None = None,
    at: datetime = ON_TIME,
    facts: Mapping[str, str | None] | None = None,
    **changes: Any,
) -> Submission:
    number = int(code or 0) * 10 + sequence if print_ is None else print_
    made = Submission(
        file=f"{code}-{sequence}-{number}.zip",
        number=f"{code}-2026-{sequence}",
        fingerprint=fingerprint_of(number),
        sequence=sequence,
        frozen_at=at,
        year="2026-2027",
        date="2026-11-21",
        name=f"第{code}学校",
        code=code,
        rows=rows,
        facts=facts or {},
    )
    return replace(made, **changes)


def school(code: str = "1", **changes: Any) -> ListedSchool:
    return replace(ListedSchool(f"第{code}学校", code), **changes)


def collected(
    submissions: Sequence[Submission], schools: Sequence[ListedSchool] | None = None, **changes: Any
) -> Collection:
    return gather("备案", submissions, schools=schools, **changes)


def standing_of(collection: Collection, code: str = "1") -> Standing:
    return next(standing for standing in collection.standings if standing.school.known_by == code)
