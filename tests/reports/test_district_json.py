"""The district's roll-up as JSON has the keys that docs/formats.md names, and no other."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.district import FiledRow, State
from app.domain.district_rollup import roll_up
from app.domain.measures import AnswerTo
from app.domain.standard import Comparison, Reach, Scope, Style
from app.domain.verdict import Status
from app.reports.district_json import district_data
from tests.builders import indicator, ratio, rulebook, standard
from tests.domain.districts import DUE, collected, filed, key, row, school
from tests.test_docs import words

RATE = replace(
    indicator(ratio("dual", "specialist"), Comparison.AT_LEAST, "0.7"),
    id="rate",
    style=Style.PERCENT,
    reach=Reach.AREA_RATE,
)
PLAN = replace(indicator(AnswerTo("plan"), Comparison.IS), id="plan", scope=Scope.CONTRIBUTION)
ROWS = (
    row(Status.MISSED, "19.65㎡", "727/37", asked=("land", "147470/3", "㎡")),
    FiledRow(key(indicator="rate", asked="7/10", reach=Reach.AREA_RATE), Status.MISSED),
    FiledRow(key(indicator="plan", scope=Scope.CONTRIBUTION), Status.SHOWN, "是"),
)


@pytest.fixture
def data() -> dict[str, Any]:
    filings = [
        filed("1", 1, *ROWS, facts={"dual": "7", "specialist": "9"}),
        filed("2", 1, *ROWS),
        filed("9"),
        filed("1", year="2025-2026", print_=90),
    ]
    collection = collected(filings, [school("1"), school("2"), school("3")], due=DUE)
    return district_data(roll_up(collection, rulebook(standard(RATE, PLAN, hash="h1"))))


def test_every_key_is_documented_and_every_documented_key_is_there(data: dict[str, Any]) -> None:
    assert words("Keys of `dabiao-district/1`") == list(data)
    for heading, found in (
        ("school", data["schools"]),
        ("line", data["lines"]),
        ("need", data["needs"]),
        ("rate", data["rates"]),
        ("contribution", data["contributions"]),
    ):
        assert found, heading
        assert words(f"Keys of a district's {heading}") == list(found[0]), heading


def test_every_word_of_a_state_is_documented() -> None:
    assert words("Words of a school's `state`") == [state.value for state in State]


def test_amounts_are_exact(data: dict[str, Any]) -> None:
    (need,) = data["needs"]
    assert (need["amount"], need["parts"][0]["amount"]) == ("294940/3", "147470/3")
    (rate,) = data["rates"]
    assert (rate["exact"], rate["status"], rate["schools"]) == ("7/9", "met", 1)
    assert rate["left_out"] == [{"school": "2", "text": "缺双师型教师数、专业教师数"}]


def test_what_is_not_counted_says_why(data: dict[str, Any]) -> None:
    assert [apart["text"] for apart in data["unlisted"]] == ["不在学校名单上"]
    assert [apart["text"] for apart in data["other_years"]] == ["属于 2025-2026 学年"]
