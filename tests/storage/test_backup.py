from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.facts import Answer
from app.errors import DamagedFileError, StorageError
from app.storage import placing
from app.storage.backup import is_intact, newest_good_backup
from app.storage.workspace import Workspace

from .builders import SAMPLE, YEAR, listing, make, run_sql

MORNING = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


class MovingClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "学校.dabiao")


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "备份"


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


def names(backups: Path) -> list[str]:
    return sorted(file.name for file in backups.iterdir())


def save(workspace: Workspace, number: int) -> None:
    workspace.save_answer(YEAR, "students.enrolled", Answer(number))


def test_the_first_change_of_a_day_is_preceded_by_a_verified_copy(
    path: Path, backups: Path, clock: MovingClock
) -> None:
    with Workspace.open(path, backups=backups, clock=clock) as workspace:
        assert not backups.exists()
        save(workspace, 1)
        save(workspace, 2)
        made = workspace.last_backup
    assert made is not None
    assert made.path is not None
    assert names(backups) == [made.path.name]
    assert made.path.name.startswith("学校-")
    with Workspace.open(made.path, read_only=True) as copy:
        assert copy.load(YEAR) == SAMPLE


def test_a_copy_is_on_the_disk_before_it_gets_its_name(
    path: Path, backups: Path, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[bool, list[str]]] = []
    waited = placing.sync_file

    def sync_file(draft: Path) -> None:
        seen.append((is_intact(draft), [name for name in names(backups) if name.endswith(".dabiao")]))
        waited(draft)

    monkeypatch.setattr(placing, "sync_file", sync_file)
    with Workspace.open(path, backups=backups, clock=clock) as workspace:
        save(workspace, 1)
    assert seen == [(True, [])]
    assert len(names(backups)) == 1


def test_each_day_gets_one_copy_however_often_the_file_is_opened(
    path: Path, backups: Path, clock: MovingClock
) -> None:
    for day in range(3):
        for hour in range(2):
            clock.now = MORNING + timedelta(days=day, hours=hour)
            with Workspace.open(path, backups=backups, clock=clock) as workspace:
                save(workspace, 100 * day + hour)
    assert len(names(backups)) == 3


def test_a_window_left_open_over_night_copies_on_the_next_day(
    path: Path, backups: Path, clock: MovingClock
) -> None:
    with Workspace.open(path, backups=backups, clock=clock) as workspace:
        save(workspace, 1)
        clock.now += timedelta(days=1)
        save(workspace, 2)
    assert len(names(backups)) == 2


def test_an_empty_file_is_not_worth_the_copy_of_the_day(tmp_path: Path, backups: Path) -> None:
    with Workspace.create(tmp_path / "新校.dabiao", "王老师", backups=backups) as workspace:
        workspace.import_assessment(SAMPLE)
        assert workspace.last_backup is None
        save(workspace, 1)
        assert workspace.last_backup is not None


def test_looking_makes_no_copy(path: Path, backups: Path) -> None:
    with Workspace.open(path, read_only=True, backups=backups) as workspace, pytest.raises(StorageError):
        save(workspace, 1)
    assert not backups.exists()


def test_the_ten_last_copies_are_kept_and_one_of_each_month(
    path: Path, backups: Path, clock: MovingClock
) -> None:
    clock.now = datetime(2026, 8, 25, 4, 0, tzinfo=UTC)
    with Workspace.open(path, backups=backups, clock=clock) as workspace:
        for day in range(70):
            clock.now += timedelta(days=1)
            save(workspace, day)
    days = [name.split("-")[2] for name in names(backups)]
    assert days == [
        "20260831",
        "20260930",
        *(str(20261025 + number) for number in range(7)),
        "20261101",
        "20261102",
        "20261103",
    ]


def test_copies_of_another_school_with_the_same_name_are_left_alone(
    tmp_path: Path, path: Path, backups: Path, clock: MovingClock
) -> None:
    (tmp_path / "二校").mkdir()
    other = make(tmp_path / "二校" / "学校.dabiao")
    with Workspace.open(other, backups=backups, clock=clock) as workspace:
        save(workspace, 1)
    with Workspace.open(path, backups=backups, clock=clock) as workspace:
        for day in range(30):
            clock.now += timedelta(days=1)
            save(workspace, day)
    with Workspace.open(other, read_only=True) as workspace:
        ident = workspace.meta()["id"][:8]
    assert any(f"-{ident}-" in name for name in names(backups))
    other.write_bytes(other.read_bytes()[:-4096])
    found = newest_good_backup(other, backups)
    assert found is not None
    assert f"-{ident}-" in found.name


def test_evidence_files_are_left_out(path: Path, backups: Path) -> None:
    run_sql(path, "insert into evidence_blobs (hash, bytes) values ('abc', zeroblob(3000000))")
    with Workspace.open(path, backups=backups) as workspace:
        save(workspace, 1)
        made = workspace.last_backup
    assert made is not None
    assert made.path is not None
    assert made.path.stat().st_size < 200_000
    assert is_intact(made.path)


def test_a_copy_has_the_history_too(path: Path, backups: Path) -> None:
    with Workspace.open(path, backups=backups) as workspace:
        expected = workspace.history(YEAR, subject=None)
        save(workspace, 1)
        made = workspace.last_backup
    assert made is not None
    assert made.path is not None
    with Workspace.open(made.path, read_only=True) as copy:
        assert copy.history(YEAR, subject=None) == expected


def test_a_failing_copy_is_reported_and_saving_goes_on(
    path: Path, tmp_path: Path, clock: MovingClock
) -> None:
    occupied = tmp_path / "备份"
    occupied.write_text("这里是一个文件", encoding="utf-8")
    with Workspace.open(path, backups=occupied, clock=clock) as workspace:
        save(workspace, 1)
        failed = workspace.last_backup
        assert workspace.load(YEAR).answers["students.enrolled"] == Answer(1)
        occupied.unlink()
        save(workspace, 2)
        assert workspace.last_backup is failed
        clock.now += timedelta(minutes=20)
        save(workspace, 3)
        repaired = workspace.last_backup
    assert failed is not None
    assert isinstance(failed.error, StorageError)
    assert str(occupied) in str(failed.error)
    assert repaired is not None
    assert repaired.path is not None


def test_what_a_killed_program_left_of_a_copy_is_used_up(
    path: Path, backups: Path, clock: MovingClock
) -> None:
    with Workspace.open(path, read_only=True) as workspace:
        ident = workspace.meta()["id"][:8]
    backups.mkdir()
    (backups / f".学校-{ident}.part").write_bytes(b"half a copy")
    with Workspace.open(path, backups=backups, clock=clock) as workspace:
        save(workspace, 1)
    assert len(names(backups)) == 1
    assert is_intact(backups / names(backups)[0])


def test_two_copies_of_one_second_keep_both(path: Path, backups: Path, clock: MovingClock) -> None:
    with Workspace.open(path, backups=backups, clock=clock) as workspace:
        save(workspace, 1)
        first = names(backups)
        (backups / first[0]).rename(backups / first[0].replace("20261120", "20261119"))
    taken = backups / first[0]
    taken.write_bytes(b"someone else's")
    with Workspace.open(path, backups=backups, clock=clock) as workspace:
        save(workspace, 2)
    assert taken.read_bytes() == b"someone else's"


def test_the_sentence_of_a_damaged_file_names_the_newest_good_copy(
    path: Path, backups: Path, clock: MovingClock
) -> None:
    with Workspace.open(path, backups=backups, clock=clock) as workspace:
        for day in range(3):
            clock.now += timedelta(days=1)
            save(workspace, day)
    good, broken = [backups / name for name in names(backups)][1:]
    broken.write_bytes(broken.read_bytes()[:5000])
    path.write_bytes(b"\0" * 8192)
    before = listing(path.parent)
    for read_only in (False, True):
        with pytest.raises(DamagedFileError) as caught:
            Workspace.open(path, read_only=read_only, backups=backups)
        assert caught.value.backup == good
        assert str(good) in str(caught.value)
        assert "请在开始页的“从备份恢复”中选择它" in str(caught.value)  # a copy that is worked in is none
    assert listing(path.parent) == before


def test_without_a_good_copy_the_sentence_names_none(path: Path, backups: Path) -> None:
    path.write_bytes(b"\0" * 8192)
    with pytest.raises(DamagedFileError, match="交技术人员恢复"):
        Workspace.open(path, backups=backups)


def test_a_copy_that_is_verified_later_is_of_the_moment_before_the_change(
    path: Path, backups: Path, clock: MovingClock
) -> None:
    waiting: list[Callable[[], object]] = []
    with Workspace.open(path, backups=backups, clock=clock) as workspace:
        workspace.daily.later = waiting.append
        save(workspace, 1)
        save(workspace, 2)
        assert len(waiting) == 1
        waiting[0]()
        made = workspace.last_backup
    assert made is not None
    assert made.path is not None
    assert names(backups) == [made.path.name]
    with Workspace.open(made.path, read_only=True) as copy:
        assert copy.load(YEAR) == SAMPLE


def test_closing_verifies_a_copy_that_still_waits_for_it(
    path: Path, backups: Path, clock: MovingClock
) -> None:
    waiting: list[Callable[[], object]] = []
    with Workspace.open(path, backups=backups, clock=clock) as workspace:
        workspace.daily.later = waiting.append
        save(workspace, 1)
    assert len(names(backups)) == 1
    assert is_intact(backups / names(backups)[0])
    waiting[0]()
    assert len(names(backups)) == 1


def test_a_copy_that_turns_out_bad_later_is_reported_and_tried_again(
    path: Path, backups: Path, clock: MovingClock
) -> None:
    waiting: list[Callable[[], object]] = []
    with Workspace.open(path, backups=backups, clock=clock) as workspace:
        workspace.daily.later = waiting.append
        save(workspace, 1)
        (draft,) = backups.iterdir()
        draft.write_bytes(draft.read_bytes()[:-4096])
        waiting.pop()()
        failed = workspace.last_backup
        save(workspace, 2)
        assert not waiting
        clock.now += timedelta(minutes=20)
        save(workspace, 3)
        waiting.pop()()
        repaired = workspace.last_backup
    assert failed is not None
    assert isinstance(failed.error, StorageError)
    assert repaired is not None
    assert repaired.path is not None
    assert names(backups) == [repaired.path.name]
