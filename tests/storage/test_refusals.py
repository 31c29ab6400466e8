import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.assessment import Assessment
from app.domain.facts import Answer
from app.errors import (
    AppError,
    DamagedFileError,
    FileBusyError,
    MissingFileError,
    NewerFileError,
    NoSpaceError,
    NotAWorkspaceError,
    ReadOnlyError,
    StorageError,
    UnreachableFileError,
)
from app.storage import connection
from app.storage.connection import ROLLBACK, WRITE_AHEAD, Journal
from app.storage.workspace import Workspace

from .builders import SAMPLE, YEAR, listing, make, run_sql

BOTH_WAYS = pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to look"])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "学校.dabiao"


def refuse(path: Path, kind: type[AppError], sentence: str, read_only: bool) -> None:
    """Opening raises ``kind`` with ``sentence``, and changes nothing in the folder."""
    before = listing(path.parent)
    with pytest.raises(kind, match=sentence) as caught:
        Workspace.open(path, who="王老师", read_only=read_only)
    assert type(caught.value) is kind
    assert str(path) in str(caught.value)
    assert listing(path.parent) == before


@BOTH_WAYS
def test_a_missing_file_is_not_made(path: Path, read_only: bool) -> None:
    refuse(path, MissingFileError, "找不到文件", read_only)


@BOTH_WAYS
def test_a_folder_is_no_workspace(path: Path, read_only: bool) -> None:
    path.mkdir()
    refuse(path, NotAWorkspaceError, "一个文件夹", read_only)


@BOTH_WAYS
def test_a_circle_of_links_is_unreachable(path: Path, read_only: bool) -> None:
    path.symlink_to(path)
    refuse(path, UnreachableFileError, "无法读写", read_only)


@BOTH_WAYS
@pytest.mark.parametrize(
    ("contents", "found"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3 rest of it", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00 a workbook", "压缩包或 Office 文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
    ],
)
def test_another_kind_of_file_is_named(path: Path, contents: bytes, found: str, read_only: bool) -> None:
    path.write_bytes(contents)
    refuse(path, NotAWorkspaceError, found, read_only)


@BOTH_WAYS
def test_text_under_another_name_is_named(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "学校.yaml"
    path.write_text("format: dabiao-facts/1\nyear: 2026-2027\n" + "职" * 100, encoding="utf-8")
    refuse(path, NotAWorkspaceError, "文字文件", read_only)


@BOTH_WAYS
@pytest.mark.parametrize("contents", [b"", b"\0" * 8192, random.Random(1).randbytes(5000), "职校".encode()])
def test_rubbish_under_our_name_is_a_damaged_workspace(path: Path, contents: bytes, read_only: bool) -> None:
    path.write_bytes(contents)
    refuse(path, DamagedFileError, "已损坏", read_only)


@BOTH_WAYS
@pytest.mark.parametrize("contents", [b"", random.Random(1).randbytes(5000)])
def test_rubbish_under_another_name_is_no_workspace(tmp_path: Path, contents: bytes, read_only: bool) -> None:
    path = tmp_path / "图像.bin"
    path.write_bytes(contents)
    refuse(path, NotAWorkspaceError, "不是学校自评文件", read_only)


@BOTH_WAYS
def test_another_programs_database_is_no_workspace(path: Path, read_only: bool) -> None:
    run_sql(path, "create table answers (fact text)")
    refuse(path, NotAWorkspaceError, "另一个程序的数据库", read_only)


@BOTH_WAYS
def test_a_database_that_only_bears_our_mark_is_damaged(path: Path, read_only: bool) -> None:
    run_sql(path, "PRAGMA application_id = 1145194817", "create table answers (fact text)")
    refuse(path, DamagedFileError, "已损坏", read_only)


@BOTH_WAYS
def test_a_file_from_a_newer_program_is_left_alone(path: Path, read_only: bool) -> None:
    make(path)
    run_sql(
        path,
        "insert into _sqlite_migrations (migration_set, name, applied_at) values ('dabiao', 'm999_later', '')",
        "alter table answers add column later text",
    )
    refuse(path, NewerFileError, "较新的程序", read_only)


@BOTH_WAYS
def test_an_answer_changed_behind_the_programs_back_is_noticed(path: Path, read_only: bool) -> None:
    make(path)
    run_sql(path, "update answers set exact = '9999' where fact = 'students.enrolled'")
    refuse(path, DamagedFileError, "校验码不符", read_only)


@BOTH_WAYS
def test_a_changed_table_is_noticed(path: Path, read_only: bool) -> None:
    make(path)
    run_sql(path, "create table extra (x text)")
    refuse(path, DamagedFileError, "校验码不符", read_only)


@pytest.fixture(scope="module")
def intact(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = make(tmp_path_factory.mktemp("intact") / "学校.dabiao")
    return path.read_bytes()


def opens_right_or_is_refused(path: Path, contents: bytes, read_only: bool) -> bool:
    """Open a damaged file: either every answer is right, or there is a sentence and nothing has changed."""
    path.write_bytes(contents)
    try:
        with Workspace.open(path, read_only=read_only) as workspace:
            assert workspace.load(YEAR) == SAMPLE
            workspace.history(YEAR, subject=None)
    except StorageError as error:
        assert str(path) in str(error)
        assert path.read_bytes() == contents
        assert list(listing(path.parent)) == [path.name]
        return False
    assert list(listing(path.parent)) == [path.name]
    return True


@BOTH_WAYS
def test_a_file_cut_off_anywhere_is_refused_unchanged(path: Path, intact: bytes, read_only: bool) -> None:
    lengths = {*range(0, 120, 7), *range(0, len(intact), 1009), *range(0, len(intact), 4096), len(intact) - 1}
    opened = [size for size in sorted(lengths) if opens_right_or_is_refused(path, intact[:size], read_only)]
    assert opened == []


@BOTH_WAYS
def test_a_changed_byte_of_the_header_never_gives_a_wrong_answer(
    path: Path, intact: bytes, read_only: bool
) -> None:
    for place in range(100):
        changed = bytearray(intact)
        changed[place] ^= 0xFF if place % 2 else 0x01
        opens_right_or_is_refused(path, bytes(changed), read_only)


@BOTH_WAYS
def test_changed_bytes_anywhere_never_give_a_wrong_answer(path: Path, intact: bytes, read_only: bool) -> None:
    chance = random.Random(20261121 + read_only)
    refused = 0
    for _ in range(300):
        changed = bytearray(intact)
        changed[chance.randrange(len(intact))] ^= 1 << chance.randrange(8)
        refused += not opens_right_or_is_refused(path, bytes(changed), read_only)
    assert refused > 20


def test_changed_bytes_in_what_was_typed_are_noticed(path: Path, intact: bytes) -> None:
    for word in ("含分校区", "渝中职教中心", "近三年退休较多", "规划期已满", "王老师"):
        place = intact.index(word.encode())
        changed = bytearray(intact)
        changed[place + 2] ^= 1
        assert not opens_right_or_is_refused(path, bytes(changed), read_only=True)


def test_a_file_that_another_program_is_writing_is_busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    make(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("begin immediate")
        refuse(path, FileBusyError, "被另一个程序占用", read_only=False)
        other.rollback()
    Workspace.open(path).close()


def test_saving_while_another_program_writes_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    make(path)
    with Workspace.open(path) as workspace:
        with closing(sqlite3.connect(path)) as other:
            other.execute("begin immediate")
            with pytest.raises(FileBusyError):
                workspace.save_answer(YEAR, "students.enrolled", Answer(1))
            other.rollback()
        assert workspace.load(YEAR) == SAMPLE
        assert workspace.save_answer(YEAR, "students.enrolled", Answer(2))


def test_a_full_disk_keeps_what_was_saved_before(path: Path) -> None:
    make(path)
    with Workspace.open(path) as workspace:
        with workspace._store.reading() as db:
            pages = db.execute("PRAGMA page_count").fetchone()[0]
            db.execute(f"PRAGMA max_page_count = {pages}").fetchone()
        with pytest.raises(NoSpaceError, match="磁盘空间不足"):
            workspace.save_answer(YEAR, "school.name", Answer("长" * 20000))
        assert workspace.load(YEAR) == SAMPLE
        with workspace._store.reading() as db:
            db.execute("PRAGMA max_page_count = 1000000").fetchone()
        assert workspace.save_answer(YEAR, "school.name", Answer("长" * 20000))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs to become another user")
def test_a_file_that_may_not_be_written_is_opened_only_to_look(tmp_path: Path) -> None:
    path = make(tmp_path / "学校.dabiao")
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.getuid() and folder.stat().st_mode & 0o005 != 0o005:
            folder.chmod(0o755)
    before = listing(tmp_path)
    assert as_another_user(lambda: Workspace.open(path).close()) == ReadOnlyError.__name__
    assert as_another_user(lambda: look(path)) == ""
    assert listing(tmp_path) == before


def look(path: Path) -> None:
    with Workspace.open(path, read_only=True) as workspace:
        assert workspace.load(YEAR) == SAMPLE


def as_another_user(act) -> str:
    """Do something in a child process without rights; return the name of the error it met."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setuid(65534)
            act()
            os.write(writer, b"")
        except BaseException as error:
            os.write(writer, type(error).__name__.encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as result:
        return result.read()


def left_by_a_crash(folder: Path, journal: Journal) -> Path:
    """Return a file as a program that died leaves it, with what is saved still in its journal."""
    living = folder / "living"
    living.mkdir()
    path = make(living / "学校.dabiao", Assessment(YEAR))
    with Workspace.open(path, journal=journal) as workspace:
        workspace.save_answers(YEAR, SAMPLE.answers)
        if journal is ROLLBACK:
            with closing(sqlite3.connect(path)) as other:
                other.execute("PRAGMA cache_size = 1")
                other.execute("begin immediate")
                other.execute("update answers set note = note || 'half'")
                other.execute("create table filler as select zeroblob(200000)")
                shutil.copytree(living, folder / "crashed", ignore=shutil.ignore_patterns("*.lock"))
                other.rollback()
        else:
            shutil.copytree(living, folder / "crashed", ignore=shutil.ignore_patterns("*.lock", "*-shm"))
    return folder / "crashed" / path.name


BOTH_JOURNALS = pytest.mark.parametrize("journal", [WRITE_AHEAD, ROLLBACK], ids=["WAL", "DELETE"])


@BOTH_WAYS
@BOTH_JOURNALS
def test_what_a_crash_left_is_taken_over(tmp_path: Path, journal: Journal, read_only: bool) -> None:
    path = left_by_a_crash(tmp_path, journal)
    before = listing(path.parent)
    assert len([name for name in before if name.endswith(("-wal", "-journal"))]) == 1
    with Workspace.open(path, read_only=read_only) as workspace:
        assert workspace.load(YEAR).answers == SAMPLE.answers
    if read_only:
        assert listing(path.parent) == before
    else:
        assert list(listing(path.parent)) == [path.name]


@BOTH_WAYS
@BOTH_JOURNALS
def test_a_file_damaged_after_a_crash_is_refused_with_its_journal_kept(
    tmp_path: Path, journal: Journal, read_only: bool
) -> None:
    path = left_by_a_crash(tmp_path, journal)
    contents = path.read_bytes()
    path.write_bytes(contents[:100] + b"\xaa" * (len(contents) - 100))
    refuse(path, DamagedFileError, "已损坏", read_only)


@BOTH_WAYS
@BOTH_JOURNALS
def test_a_journal_that_is_rubbish_never_gives_a_wrong_answer(
    tmp_path: Path, journal: Journal, read_only: bool
) -> None:
    path = left_by_a_crash(tmp_path, journal)
    side = next(file for file in path.parent.iterdir() if file.name.endswith(("-wal", "-journal")))
    side.write_bytes(random.Random(2).randbytes(side.stat().st_size))
    before = listing(path.parent)
    try:
        with Workspace.open(path, read_only=read_only) as workspace:
            answers = workspace.load(YEAR).answers
        assert answers in ({}, SAMPLE.answers)
    except DamagedFileError:
        assert listing(path.parent) == before
