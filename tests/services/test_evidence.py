"""Evidence is taken in with limits that are told, and given out as it was."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.school_year import SchoolYear
from app.errors import ExportError
from app.services import evidence
from app.services.evidence import EvidenceError, add_files, room, save_evidence
from app.storage.workspace import Workspace

YEAR = SchoolYear(2026)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "我校.dabiao", "李晓岚") as opened:
        opened.start_year(YEAR)
        yield opened


def file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_files_are_taken_in_with_progress_and_given_out_as_they_were(
    workspace: Workspace, tmp_path: Path
) -> None:
    one, two = file(tmp_path, "回执.pdf", b"%PDF" * 400_000), file(tmp_path, "照片.jpg", b"\xff\xd8" * 10)
    told: list[tuple[int, int]] = []
    added = add_files(workspace, YEAR, [one, two], lambda done, total: told.append((done, total)))
    assert [item.name for item in added] == ["回执.pdf", "照片.jpg"]
    assert told[0] == (1 << 20, 1_600_020)
    assert told[-1] == (1_600_020, 1_600_020)
    save_evidence(workspace, added[0], tmp_path / "取出.pdf")
    assert (tmp_path / "取出.pdf").read_bytes() == one.read_bytes()


def test_work_that_is_stopped_keeps_what_was_taken_in_before(workspace: Workspace, tmp_path: Path) -> None:
    paths = [file(tmp_path, f"{index}.pdf", bytes([index]) * 100) for index in range(3)]

    def stop(done: int, _total: int) -> None:
        if done > 200:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_files(workspace, YEAR, paths, stop)
    assert [item.name for item in workspace.archive.evidence(YEAR)] == ["0.pdf", "1.pdf"]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda folder: folder / "没有.pdf", "无法读取"),
        (lambda folder: folder, "不是文件"),
        (lambda folder: file(folder, "空.pdf", b""), "文件是空的"),
        (lambda folder: file(folder, "大.pdf", b"x" * 3000), "单个文件不超过 0 MB"),
    ],
)
def test_what_cannot_be_taken_in_is_told_and_changes_nothing(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: object, reason: str
) -> None:
    monkeypatch.setattr(evidence, "MOST_OF_ONE", 2048)
    folder = tmp_path / "材料"
    folder.mkdir()
    good = file(folder, "好.pdf", b"fine")
    with pytest.raises(EvidenceError, match=reason):
        add_files(workspace, YEAR, [good, make(folder)])  # type: ignore[operator]
    assert workspace.archive.evidence(YEAR) == ()


def test_all_evidence_together_has_a_limit(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence.Room, "left", property(lambda self: 150 - self.used))
    add_files(workspace, YEAR, [file(tmp_path, "一.pdf", os.urandom(100))])
    assert room(workspace, YEAR).used == 100
    with pytest.raises(EvidenceError, match="合计超过 500 MB"):
        add_files(workspace, YEAR, [file(tmp_path, "二.pdf", os.urandom(100))])


def test_a_place_that_cannot_be_written_is_told(workspace: Workspace, tmp_path: Path) -> None:
    (added,) = add_files(workspace, YEAR, [file(tmp_path, "一.pdf", b"one")])
    with pytest.raises(ExportError, match="所在文件夹不存在"):
        save_evidence(workspace, added, tmp_path / "没有" / "一.pdf")
