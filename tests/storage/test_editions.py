from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database

from app.domain.editions import NOTHING, Keeping, Kept
from app.domain.facts import Answer
from app.domain.school_year import SchoolYear
from app.errors import DamagedFileError, YearError
from app.storage.history import Subject
from app.storage.workspace import Workspace

from .builders import KEEPING, SAMPLE, YEAR, make, run_sql

KEPT = Kept({pin.standard: pin for pin in KEEPING.pins}, KEEPING.confirmations)
(FIRST, OWN), (CONFIRMED,) = KEEPING.pins, KEEPING.confirmations


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "学校.dabiao")


def keep(path: Path, keeping: Keeping, why: str | None = None) -> tuple[bool, Kept]:
    with Workspace.open(path, who="王老师") as workspace:
        changed = workspace.keep(YEAR, keeping, why=why)
    with Workspace.open(path, read_only=True) as workspace:
        return changed, workspace.kept(YEAR)


def test_editions_and_confirmed_values_come_back_as_they_were_kept(path: Path) -> None:
    assert keep(path, NOTHING) == (False, Kept())
    assert keep(path, KEEPING) == (True, KEPT)
    assert keep(path, KEEPING) == (False, KEPT)


def test_an_imported_assessment_brings_what_judged_it(tmp_path: Path) -> None:
    with Workspace.open(make(tmp_path / "a.dabiao", keeping=KEEPING)) as workspace:
        assert workspace.kept(YEAR) == KEPT


def test_each_content_is_stored_once_and_stays_when_it_is_let_go(path: Path) -> None:
    keep(path, KEEPING)
    newer = replace(FIRST, edition="2026.2", hash="ef" * 32)
    assert keep(path, Keeping(pins=(newer,)))[1].pins["conditions-2022"] == newer
    assert keep(path, Keeping(pins=(FIRST,)))[1].pins["conditions-2022"] == FIRST
    assert "local-x" not in keep(path, Keeping(unpinned=("local-x",)))[1].pins
    with closing(Database(path)) as db:
        assert db.table("packs").count == 3


def test_what_is_let_go_is_in_history_with_who_and_why(path: Path) -> None:
    keep(path, KEEPING)
    keep(path, Keeping(unpinned=("local-x", "never-there"), released=(CONFIRMED,)), why="采用新版本")
    assert keep(path, Keeping(released=(CONFIRMED,))) == (False, Kept({FIRST.standard: FIRST}))
    with Workspace.open(path, read_only=True) as workspace:
        editions = workspace.history(YEAR, subject=Subject.EDITION)
        confirmations = workspace.history(YEAR, subject=Subject.CONFIRMATION)
    assert [(c.name, c.old, c.new) for c in editions] == [
        ("conditions-2022", None, f"2026.1 {'ab' * 32}"),
        ("local-x", None, f"2 {'cd' * 32}"),
        ("local-x", f"2 {'cd' * 32}", None),
    ]
    assert [(c.old, c.new, c.why) for c in confirmations] == [
        (None, CONFIRMED, None),
        (CONFIRMED, None, "采用新版本"),
    ]
    assert {c.who for c in (*editions, *confirmations)} == {"王老师"}


def test_another_word_on_the_same_value_takes_the_place_of_the_former(path: Path) -> None:
    keep(path, KEEPING)
    other = replace(CONFIRMED, value="18", by="陈主任", on=date(2027, 1, 5))
    assert keep(path, Keeping(confirmations=(other,)))[1].confirmations == (other,)


def test_answers_go_with_it_or_nothing_changes(path: Path) -> None:
    answer = Answer("是", typed="是", asked="5e" * 32)
    wrong = Keeping(pins=(replace(FIRST, text=None),), answers={"task.local-x.1": answer})  # type: ignore[arg-type]
    with pytest.raises(Exception, match="NOT NULL"), Workspace.open(path) as workspace:
        workspace.keep(YEAR, wrong)
    with Workspace.open(path) as workspace:
        assert workspace.load(YEAR) == SAMPLE
        workspace.keep(YEAR, Keeping(answers={"task.local-x.1": answer}))
        assert workspace.load(YEAR).answers["task.local-x.1"] == answer


def test_an_answer_copied_into_a_new_year_keeps_what_it_was_asked(path: Path) -> None:
    answer = Answer("是", typed="是", asked="5e" * 32)
    with Workspace.open(path) as workspace:
        workspace.save_answer(YEAR, "task.local-x.1", answer)
        workspace.start_year(SchoolYear(2027), copy_from=YEAR)
        assert workspace.load(SchoolYear(2027)).answers["task.local-x.1"] == replace(answer, confirmed=False)
        assert workspace.kept(SchoolYear(2027)) == Kept()


def test_a_year_that_is_not_there_keeps_nothing(path: Path) -> None:
    with Workspace.open(path) as workspace, pytest.raises(YearError):
        workspace.kept(SchoolYear(1999))


def test_a_changed_byte_of_a_kept_pack_is_found(path: Path) -> None:
    keep(path, KEEPING)
    run_sql(path, "update packs set text = x'0001' where standard = 'local-x'")
    with pytest.raises(DamagedFileError):
        Workspace.open(path)


def test_a_copy_under_a_new_name_keeps_what_judged(path: Path, tmp_path: Path) -> None:
    with Workspace.open(path, who="王老师") as workspace:
        saved = workspace.save_as(tmp_path / "另存.dabiao", SAMPLE, KEEPING)
        with saved:
            assert saved.kept(YEAR) == KEPT
