from datetime import date

import pytest

from app.domain.school_year import SchoolYear, When


def test_a_school_year_knows_its_reference_dates() -> None:
    year = SchoolYear(2026)
    assert year.day == date(2026, 9, 1)
    assert year.past_year == (date(2025, 9, 1), date(2026, 8, 31))
    assert year.calendar_year == 2025
    assert str(year) == "2026-2027"
    assert year.previous == SchoolYear(2025)


@pytest.mark.parametrize("text", ["2026-2028", "2026", "2026-27", "二〇二六", "2027-2026", ""])
def test_only_two_consecutive_years_name_a_school_year(text: str) -> None:
    assert SchoolYear.parse(text) is None


def test_each_reference_date_is_told_with_its_range() -> None:
    year = SchoolYear(2026)
    assert year.describe(When.DAY) == "2026-09-01"
    assert year.describe(When.SCHOOL_YEAR) == "2025-09-01 至 2026-08-31"
    assert "2025 年" in year.describe(When.CALENDAR_YEAR)
