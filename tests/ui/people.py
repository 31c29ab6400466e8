"""Invented teachers for the sample school's roster, with numbers that no office ever gave out."""

from collections.abc import Iterator
from pathlib import Path

from app.domain.roster import Roster
from app.domain.roster_count import Row
from app.domain.rulebook import Rulebook
from app.services.rosters import write_roster

_SURNAMES, _GIVEN = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨",
    ("晓岚", "建国", "敏", "思远", "文静", "志强", "丽", "一帆"),
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
#: As the sample school fills them in, but for one certificate that has run out.
FULL_TIME, SPECIALIST, PART_TIME, DUAL, EXPIRED, NEW = 72, 42, 10, 24, 1, 3


def id_number(place: int) -> str:
    """Return a number whose last digit fits, of a region that there is not."""
    digits = f"500199{1970 + place % 25}{1 + place % 12:02}{1 + place % 28:02}{place % 1000:03}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]


def name(place: int) -> str:
    """Return an invented name."""
    return _SURNAMES[place % len(_SURNAMES)] + _GIVEN[place % len(_GIVEN)]


def teachers(blank: int = 0) -> tuple[Row, ...]:
    """Return the sample school's teachers; of the first ``blank`` nobody wrote what they teach."""
    rows = []
    for place in range(FULL_TIME + PART_TIME):
        cells = {"name": name(place), "id_number": id_number(place), **dict(_cells(place))}
        if place < blank:
            del cells["role"]
        rows.append(Row(place + 2, cells))
    return tuple(rows)


def _cells(place: int) -> Iterator[tuple[str, str]]:
    if place >= FULL_TIME:
        yield "employment", "兼职"
        return
    yield "employment", "专任"
    yield "role", "专业课" if place < SPECIALIST else "公共基础"
    yield "education", "本科" if place < 70 else "专科"
    yield "title_level", "副高级" if place < 16 else "中级" if place < 45 else "初级"
    new = SPECIALIST - NEW <= place < SPECIALIST
    yield "entry_date", "2026-02-20" if new else f"{2000 + place % 24}-09-01"
    if place < DUAL + EXPIRED:
        yield "dual_level", "中级"
        yield "dual_until", "2026-06-30" if place >= DUAL else "2028-08-31"
    if place < SPECIALIST:
        yield "practice_months", "8" if place < 33 else "4"
    if place < 61:
        yield "trained_on", "2024-07-15"


def teachers_roster(rulebook: Rulebook) -> Roster:
    """Return the definition of the roster of teachers."""
    return next(roster for roster in rulebook.rosters if roster.id == "teachers")


def teachers_sheet(rulebook: Rulebook, place: Path, blank: int = 0) -> Path:
    """Write the teachers as the school keeps them."""
    return write_roster(teachers_roster(rulebook), teachers(blank), place)
