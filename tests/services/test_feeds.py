import pytest

from app.domain.rulebook import Rulebook
from app.services.feeds import Feeds


@pytest.fixture(scope="module")
def feeds(shipped_rulebook: Rulebook) -> Feeds:
    return Feeds(shipped_rulebook)


def test_a_fact_feeds_the_indicators_that_name_it_in_the_order_of_the_conclusion(feeds: Feeds) -> None:
    fed = feeds.direct("teachers.dual_qualified")
    national, district = fed.index("SZ-双师"), fed.index("YZ-双师")
    assert national < fed.index("RD-持证") < district


def test_a_part_of_a_computed_fact_feeds_what_the_computed_fact_feeds(feeds: Feeds) -> None:
    assert set(feeds.direct("campus.land")) == set(feeds.direct("campus.land_deduction"))
    assert "DB-占地" in feeds.direct("campus.land_return")


def test_a_fact_of_the_wider_counting_feeds_the_row(feeds: Feeds) -> None:
    assert "DB-师生比" in feeds.direct("teachers.part_time")


def test_a_fact_that_decides_whether_a_row_applies_feeds_it(feeds: Feeds) -> None:
    assert "SZ-占地" in feeds.direct("school.first_year")


def test_composites_over_a_fed_row_come_last(feeds: Feeds) -> None:
    assert feeds.of("teachers.senior")[:2] == ("SZ-高级职务", "YZ-设置标准")
    named = {*feeds.direct("teachers.senior"), *feeds.direct("teachers.dual_qualified")}
    fed = feeds.of_all(["teachers.senior", "teachers.dual_qualified"])
    assert set(fed[: len(named)]) == named
    assert "YZ-设置标准" in fed[len(named) :]


def test_a_task_feeds_itself(feeds: Feeds) -> None:
    assert feeds.of("task.yuzhong-2022-28.19") == ("task.yuzhong-2022-28.19",)


def test_last_year_feeds_the_same_rows(feeds: Feeds) -> None:
    assert feeds.direct("previous.funding.total") == feeds.direct("funding.total")


def test_a_name_feeds_only_the_rows_that_ask_for_it_and_an_unused_fact_none(feeds: Feeds) -> None:
    assert feeds.of("filing.phone") == ()


def test_the_facts_of_a_row_begin_with_those_that_its_measure_names(feeds: Feeds) -> None:
    assert feeds.facts("DB-生均用地")[0] == "campus.land"
    assert "students.enrolled" in feeds.facts("YZ-设置标准")
    assert feeds.facts("task.yuzhong-2022-28.19") == ("task.yuzhong-2022-28.19",)


def test_every_indicator_is_fed_by_some_fact(feeds: Feeds, shipped_rulebook: Rulebook) -> None:
    fed = set(feeds.of_all(shipped_rulebook.facts))
    rows = {row.id for standard in shipped_rulebook.standards.values() for row in standard.indicators}
    assert rows <= fed
