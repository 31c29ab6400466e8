"""Rosters kept with a year: rows as typed, the mark, history without rows, copies before they are replaced."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event, Timer
from typing import Any

import pytest

from app.domain.roster_count import KeptRoster, Row
from app.domain.roster_summary import Mark
from app.domain.school_year import SchoolYear
from app.errors import DamagedFileError, FilingError, ReadOnlyError, YearError
from app.storage import daily_backup
from app.storage.backup import Backup, Draft, back_up, finish
from app.storage.history import Action, Change, Subject
from app.storage.workspace import Workspace

from .builders import FILED, FILED_DATA, ROSTERS, SAMPLE, YEAR, clock_at, listing, make, run_sql

ROWS = ROSTERS["teachers"].rows
NOON = "2026-11-20T04:00:00"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "学校.dabiao")


def fill(workspace: Workspace) -> None:
    """Bring the year to two rosters, of which one is marked."""
    for roster in ROSTERS.values():
        assert workspace.save_roster(YEAR, roster.id, roster.rows)
    assert workspace.mark_roster(YEAR, "teachers", ROSTERS["teachers"].asked)


def filled(path: Path) -> Path:
    with Workspace.open(path, who="王老师", clock=clock_at(NOON)) as workspace:
        fill(workspace)
    return path


def changes(path: Path) -> list[Change]:
    with Workspace.open(path, read_only=True) as workspace:
        return list(workspace.history(YEAR, subject=Subject.ROSTER))


def test_rows_and_mark_come_back_as_they_were_kept(path: Path) -> None:
    with Workspace.open(filled(path)) as workspace:
        assert workspace.rosters(YEAR) == ROSTERS
        assert workspace.rosters(YEAR.previous) == {}


def test_the_same_rows_again_change_nothing_and_leave_the_mark(path: Path, tmp_path: Path) -> None:
    backups = tmp_path / "备份"
    with Workspace.open(filled(path), backups=backups) as workspace:
        assert not workspace.save_roster(YEAR, "teachers", tuple(reversed(ROWS)))
        assert not workspace.mark_roster(YEAR, "teachers", ROSTERS["teachers"].asked)
        assert workspace.rosters(YEAR) == ROSTERS
        assert workspace.last_backup is None or workspace.last_backup.error is None
    assert len(changes(path)) == 3


def test_other_rows_take_the_place_of_all_and_end_the_mark(path: Path) -> None:
    others = (ROWS[1], Row(7, {"name": "李"}))
    with Workspace.open(filled(path)) as workspace:
        assert workspace.save_roster(YEAR, "teachers", others)
        assert workspace.rosters(YEAR) == {**ROSTERS, "teachers": KeptRoster("teachers", others)}


def test_without_rows_a_roster_is_taken_out(path: Path) -> None:
    with Workspace.open(filled(path)) as workspace:
        assert workspace.save_roster(YEAR, "teachers", ())
        assert not workspace.save_roster(YEAR, "teachers", ())
        assert list(workspace.rosters(YEAR)) == ["programmes"]


def test_a_mark_is_given_taken_back_and_given_anew_under_other_rules(path: Path) -> None:
    with Workspace.open(filled(path), who="李主任", clock=clock_at("2026-11-25T04:00:00")) as workspace:
        assert workspace.mark_roster(YEAR, "teachers", "8b" * 32)
        renewed = replace(ROSTERS["teachers"], mark=Mark("李主任", date(2026, 11, 25)), asked="8b" * 32)
        assert workspace.rosters(YEAR)["teachers"] == renewed
        assert workspace.mark_roster(YEAR, "teachers", None)
        assert not workspace.mark_roster(YEAR, "teachers", None)
        assert workspace.rosters(YEAR)["teachers"] == KeptRoster("teachers", ROWS)


def test_a_roster_that_is_not_there_cannot_be_marked(path: Path) -> None:
    with Workspace.open(path) as workspace:
        assert not workspace.mark_roster(YEAR, "teachers", "8b" * 32)
        assert workspace.rosters(YEAR) == {}


def test_history_tells_how_many_rows_and_nothing_of_them(path: Path) -> None:
    with Workspace.open(filled(path), who="李主任") as workspace:
        workspace.save_roster(YEAR, "teachers", ROWS[:1], why="一人调出")
        workspace.save_roster(YEAR, "programmes", ())
    told = [(line.name, line.action, line.who, line.old, line.new, line.why) for line in changes(path)]
    assert told == [
        ("programmes", Action.IMPORT, "王老师", None, "1 行", None),
        ("teachers", Action.IMPORT, "王老师", None, "2 行", None),
        ("teachers", Action.EDIT, "王老师", None, "已核对完整", None),
        ("teachers", Action.IMPORT, "李主任", "2 行", "1 行", "一人调出"),
        ("programmes", Action.IMPORT, "李主任", "1 行", None, None),
    ]


def test_a_frozen_year_refuses_and_an_opened_one_gives_its_reason(path: Path) -> None:
    with Workspace.open(filled(path)) as workspace:
        workspace.archive.freeze(FILED, FILED_DATA, {})
        with pytest.raises(FilingError, match="已备案冻结"):
            workspace.save_roster(YEAR, "teachers", ROWS[:1])
        with pytest.raises(FilingError, match="已备案冻结"):
            workspace.mark_roster(YEAR, "teachers", None)
        assert workspace.rosters(YEAR) == ROSTERS
        workspace.archive.reopen(FILED, "一人漏报")
        workspace.save_roster(YEAR, "teachers", ROWS[:1])
    assert changes(path)[-1].why == "一人漏报"


@pytest.mark.parametrize(
    "ask",
    [
        lambda workspace: workspace.rosters(SchoolYear(1999)),
        lambda workspace: workspace.save_roster(SchoolYear(1999), "teachers", ROWS),
        lambda workspace: workspace.mark_roster(SchoolYear(1999), "teachers", None),
    ],
)
def test_a_year_that_is_not_there_has_no_rosters(path: Path, ask: Callable[[Workspace], object]) -> None:
    with Workspace.open(path) as workspace, pytest.raises(YearError):
        ask(workspace)


def test_a_file_opened_to_look_keeps_its_rows(path: Path, tmp_path: Path) -> None:
    filled(path)
    before = listing(tmp_path)
    with Workspace.open(path, read_only=True, backups=tmp_path / "备份") as workspace:
        assert workspace.rosters(YEAR) == ROSTERS
        with pytest.raises(ReadOnlyError):
            workspace.save_roster(YEAR, "teachers", ROWS[:1])
    assert listing(tmp_path) == before


def test_a_verified_copy_with_the_former_rows_is_made_before_each_replacement(
    path: Path, tmp_path: Path
) -> None:
    backups, kept = tmp_path / "备份", []
    with Workspace.open(path, backups=backups, clock=clock_at(NOON)) as workspace:
        for rows in (ROWS, ROWS[:1], ()):
            workspace.save_roster(YEAR, "teachers", rows)
            made = workspace.last_backup
            assert made is not None and made.path is not None
            with Workspace.open(made.path, read_only=True) as copy:
                kept.append(copy.rosters(YEAR).get("teachers", KeptRoster("teachers")).rows)
    assert kept == [(), ROWS, ROWS[:1]]
    assert len(list(backups.iterdir())) == 3


def test_a_copy_of_the_day_that_waits_to_be_verified_is_verified_first(path: Path, tmp_path: Path) -> None:
    backups = tmp_path / "备份"
    with Workspace.open(path, backups=backups, clock=clock_at(NOON)) as workspace:
        workspace.daily.later = lambda _: None
        workspace.save_explanation(YEAR, "a", "一")
        workspace.save_roster(YEAR, "teachers", ROWS)
    assert len(list(backups.iterdir())) == 2
    for copy in backups.iterdir():
        with Workspace.open(copy, read_only=True) as opened:
            assert opened.load(YEAR).answers == SAMPLE.answers


def test_a_copy_that_another_thread_verifies_is_waited_for(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order, begun, go_on = list[str](), Event(), Event()

    def slowly(draft: Draft) -> Backup:
        begun.set()
        assert go_on.wait(30)
        order.append("verified")
        return finish(draft)

    def copied(*given: Any) -> Backup:
        order.append("copied")
        return back_up(*given)

    monkeypatch.setattr(daily_backup, "finish", slowly)
    monkeypatch.setattr(daily_backup, "back_up", copied)
    backups = tmp_path / "备份"
    with ThreadPoolExecutor() as pool, Workspace.open(path, backups=backups) as workspace:
        workspace.daily.later = pool.submit
        workspace.save_explanation(YEAR, "a", "一")
        assert begun.wait(30)
        Timer(0.1, go_on.set).start()
        workspace.save_roster(YEAR, "teachers", ROWS)
    assert order == ["verified", "copied"] and len(list(backups.iterdir())) == 2


def test_a_copy_that_cannot_be_made_is_told_and_the_rows_are_kept(path: Path, tmp_path: Path) -> None:
    (tmp_path / "备份").write_text("没有文件夹", encoding="utf-8")
    with Workspace.open(path, backups=tmp_path / "备份") as workspace:
        assert workspace.save_roster(YEAR, "teachers", ROWS)
        assert workspace.last_backup is not None and workspace.last_backup.error is not None


@pytest.mark.parametrize(
    "statement",
    [
        "update roster_rows set cells = '{}' where number = 4",
        "update rosters set marked_by = '某人' where roster = 'teachers'",
        "insert into roster_rows values ('2026-2027', 'training', 1, '{}', '')",
    ],
)
def test_what_was_changed_behind_the_programs_back_is_found(path: Path, statement: str) -> None:
    run_sql(filled(path), statement)
    with pytest.raises(DamagedFileError):
        Workspace.open(path)


def test_a_copy_under_a_new_name_holds_the_rosters(path: Path, tmp_path: Path) -> None:
    with (
        Workspace.open(filled(path)) as workspace,
        workspace.save_as(tmp_path / "另存.dabiao", SAMPLE) as saved,
    ):
        assert saved.rosters(YEAR) == ROSTERS


def test_a_copy_made_of_what_the_window_holds_has_its_rosters(path: Path, tmp_path: Path) -> None:
    held = {"teachers": replace(ROSTERS["teachers"], rows=ROWS[:1])}
    with Workspace.open(filled(path)) as workspace:
        with workspace.save_as(tmp_path / "另存.dabiao", SAMPLE, rosters=held) as saved:
            assert saved.rosters(YEAR) == held
        path.rename(tmp_path / "拔出.dabiao")
        with workspace.save_as(tmp_path / "仅有.dabiao", SAMPLE, rosters=held) as saved:
            assert saved.rosters(YEAR) == held
        (tmp_path / "拔出.dabiao").rename(path)
