"""The shipped forms: a figure in the wrong unit is asked about, one in the right unit is not."""

import pytest

from app.domain.evaluation import evaluate
from app.domain.rulebook import Rulebook
from tests.builders import TODAY, assessment

WAN = 10_000


@pytest.mark.parametrize(
    ("fact", "right", "wrong", "check"),
    [
        ("funding.total", 2345 * WAN, 2345, "funding-total-low"),
        ("funding.total", 2345 * WAN, 2345 * WAN * WAN, "funding-total-high"),
        ("funding.per_student", 18_000, 18_000 * WAN, "funding-per-student-unit"),
        ("funding.per_student", 18_000, 2, "funding-per-student-unit"),
        ("funding.operating_per_student", 1_500, 1_500 * WAN, "funding-operating-unit"),
        ("training.income", 320 * WAN, 320 * WAN * WAN, "training-income-high"),
    ],
)
def test_a_sum_in_the_wrong_unit_is_asked_about(
    shipped_rulebook: Rulebook, fact: str, right: int, wrong: int, check: str
) -> None:
    assert check not in broken(shipped_rulebook, {fact: right})
    assert check in broken(shipped_rulebook, {fact: wrong})


def broken(rulebook: Rulebook, sums: dict[str, int]) -> set[str]:
    """The checks that a school of usual size breaks with some sums."""
    given = {"students.enrolled": 1480, "training.person_times": 4100, **sums}
    return {found.id for found in evaluate(rulebook, assessment(given), TODAY).checks}
