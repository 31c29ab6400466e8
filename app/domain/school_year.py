"""The school year and the reference dates that facts are counted on (contract 2)."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_FIRST_MONTH = 9
_YEAR = re.compile(r"([0-9]{4})-([0-9]{4})")


class When(StrEnum):
    """The reference date of a fact: a day, a school year, a calendar year or none."""

    DAY = "T"
    SCHOOL_YEAR = "Y"
    CALENDAR_YEAR = "C"
    NONE = "none"


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """A school year, named by the calendar year in which it begins."""

    first: int

    @classmethod
    def parse(cls, text: str) -> "SchoolYear | None":
        """Read ``2026-2027``; None when the text is not two consecutive years."""
        match = _YEAR.fullmatch(text.strip())
        if match is None or int(match[2]) != int(match[1]) + 1 or int(match[1]) < 1900:
            return None
        return cls(int(match[1]))

    @classmethod
    def containing(cls, day: date) -> "SchoolYear":
        """Return the school year that a day falls into: it begins in September."""
        return cls(day.year if day.month >= _FIRST_MONTH else day.year - 1)

    @property
    def previous(self) -> "SchoolYear":
        """The school year before this one."""
        return SchoolYear(self.first - 1)

    @property
    def day(self) -> date:
        """T: the first day of September on which the year's figures are counted."""
        return date(self.first, 9, 1)

    @property
    def past_year(self) -> tuple[date, date]:
        """Y: the school year that ended the day before T, first and last day."""
        return date(self.first - 1, 9, 1), date(self.first, 8, 31)

    @property
    def calendar_year(self) -> int:
        """C: the last whole calendar year before T."""
        return self.first - 1

    def describe(self, when: When) -> str:
        """Say in words on which date or over which range a fact is counted."""
        first, last = self.past_year
        return {
            When.DAY: self.day.isoformat(),
            When.SCHOOL_YEAR: f"{first.isoformat()} 至 {last.isoformat()}",
            When.CALENDAR_YEAR: f"{self.calendar_year} 年（1 月 1 日至 12 月 31 日）",
            When.NONE: "",
        }[when]

    def __str__(self) -> str:
        return f"{self.first}-{self.first + 1}"
