"""Facts are found by name, by pinyin and by initials."""

import subprocess
import sys

import pytest

from app.domain.rulebook import Rulebook
from app.paths import program_folder
from app.services.finding import Entry, Readings, entries, find, readings_of, reads_at


@pytest.fixture(scope="module")
def all_entries(shipped_rulebook: Rulebook) -> list[Entry]:
    rows = {row.id for standard in shipped_rulebook.standards.values() for row in standard.indicators}
    return entries(shipped_rulebook, rows | {task.fact for task in shipped_rulebook.tasks()})


@pytest.fixture(scope="module")
def readings(all_entries: list[Entry]) -> Readings:
    return readings_of(tuple(entry.name for entry in all_entries))


def first(found: list[Entry]) -> str:
    return found[0].name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("专任教师", "专任教师数"),
        ("zrjs", "专任教师数"),
        ("ZRJS", "专任教师数"),
        ("zhuanrenjiaoshi", "专任教师数"),
        ("zhrjsh", "专任教师数"),
        ("ssx", "双师型教师数"),
        ("shuangshi", "双师型教师数"),
        ("zhandi", "占地面积（统计报表数）"),
        ("zdmjtjbb", "占地面积（统计报表数）"),
        ("双师 jss", "双师型教师数"),
    ],
)
def test_a_name_is_found_by_its_words_its_pinyin_and_its_initials(
    all_entries: list[Entry], readings: Readings, typed: str, name: str
) -> None:
    assert first(find(all_entries, typed, readings)) == name


def test_every_name_is_found_by_its_own_pinyin_and_initials(
    all_entries: list[Entry], readings: Readings
) -> None:
    for entry in all_entries:
        syllables = [readings[char][0] for char in entry.name if readings.get(char)]
        for typed in ("".join(syllables), "".join(syllable[0] for syllable in syllables)):
            assert reads_at(entry.name, typed, readings) is not None or not entry.name


@pytest.mark.parametrize(("name", "letters"), [("就业率", "jyl"), ("就业率", "jiuyelv"), ("银行", "yinhang")])
def test_any_reading_of_a_character_will_do(name: str, letters: str) -> None:
    readings = readings_of((name,))
    assert reads_at(name, letters, readings) == 0
    assert reads_at(name, letters + "q", readings) is None


def test_what_begins_with_the_letters_stands_before_what_has_them_inside() -> None:
    names = [Entry("inside", "外聘专任教师", ""), Entry("begins", "专任教师", "")]
    found = find(names, "zrjs", readings_of(tuple(entry.name for entry in names)))
    assert [entry.target for entry in found] == ["begins", "inside"]


def test_numbers_of_facts_and_counting_rules_are_searched_too(
    all_entries: list[Entry], readings: Readings
) -> None:
    assert "teachers.full_time" in [e.target for e in find(all_entries, "teachers.full_time", readings)]
    assert find(all_entries, "没有这个词", readings) == []


def test_the_library_is_loaded_only_when_somebody_searches() -> None:
    lines = "import sys, app.ui.finder, app.ui.main_window; print('pypinyin' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", lines],
        cwd=program_folder(),
        capture_output=True,
        text=True,
        check=True,
        env={"QT_QPA_PLATFORM": "offscreen", "PATH": ""},
    )
    assert done.stdout.strip() == "False"
