import os
from pathlib import Path, PurePath

import pytest

from app.storage import filesystem
from app.storage.connection import ROLLBACK, WRITE_AHEAD
from app.storage.database import journal_for
from app.storage.filesystem import find_mount, on_local_disk, parse_mounts
from app.storage.workspace import Workspace

from .builders import YEAR

TABLE = r"""
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 27 0:30 / /home rw - xfs /dev/sda2 rw
31 30 0:31 / /home/wang/share rw - cifs //server/share rw
32 27 8:17 / /media/wang/U\040盘 rw - vfat /dev/sdb1 rw
33 27 8:33 / /media/wang/移动硬盘 rw - ext4 /dev/sdc1 rw
34 30 0:40 / /home/wang/share rw - nfs4 server:/share rw
"""


@pytest.mark.parametrize(
    ("path", "kind", "source"),
    [
        ("/home/wang/学校.dabiao", "xfs", "/dev/sda2"),
        ("/srv/学校.dabiao", "ext4", "/dev/vda"),
        ("/home/wang/share/学校.dabiao", "nfs4", "server:/share"),
        ("/home/wang/shared/学校.dabiao", "xfs", "/dev/sda2"),
        ("/media/wang/U 盘/学校.dabiao", "vfat", "/dev/sdb1"),
    ],
)
def test_a_file_lies_on_the_deepest_and_last_mount(path: str, kind: str, source: str) -> None:
    mount = find_mount(Path(path), parse_mounts(TABLE))
    assert mount is not None
    assert (mount.kind, mount.source) == (kind, source)


def test_spaces_in_mount_points_are_read() -> None:
    assert PurePath("/media/wang/U 盘") in {mount.point for mount in parse_mounts(TABLE)}


@pytest.fixture
def devices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table, block = tmp_path / "mountinfo", tmp_path / "block"
    table.write_text(TABLE, encoding="utf-8")
    block.mkdir()
    for name, bus in (("sda2", "ata1"), ("sdc1", "usb2"), ("vda", "virtio1")):
        (tmp_path / "devices" / bus / name).mkdir(parents=True)
        (block / name).symlink_to(tmp_path / "devices" / bus / name)
    monkeypatch.setattr(filesystem, "_MOUNT_TABLE", table)
    monkeypatch.setattr(filesystem, "_BLOCK_DEVICES", block)


@pytest.mark.usefixtures("devices")
@pytest.mark.parametrize(
    ("path", "local"),
    [
        ("/home/wang/学校.dabiao", True),
        ("/srv/学校.dabiao", True),
        ("/home/wang/share/学校.dabiao", False),
        ("/media/wang/U 盘/学校.dabiao", False),
        ("/media/wang/移动硬盘/学校.dabiao", False),
    ],
)
def test_only_a_built_in_disk_is_written_ahead(path: str, local: bool) -> None:
    assert on_local_disk(Path(path)) is local
    assert journal_for(Path(path)) == (WRITE_AHEAD if local else ROLLBACK)


def test_where_nothing_can_be_told_nothing_is_assumed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filesystem, "_MOUNT_TABLE", tmp_path / "none")
    assert not on_local_disk(tmp_path)


@pytest.mark.parametrize("journal", [WRITE_AHEAD, ROLLBACK], ids=["WAL", "DELETE"])
def test_the_journal_asked_for_is_used_and_gone_after_closing(tmp_path: Path, journal) -> None:
    with Workspace.create(tmp_path / "学校.dabiao", "王老师", journal=journal) as workspace:
        workspace.start_year(YEAR)
        with workspace._store.reading() as db:
            assert db.execute("PRAGMA journal_mode").fetchone()[0] == journal.mode
            level = {"full": 2, "extra": 3}[journal.synchronous]
            assert db.execute("PRAGMA synchronous").fetchone()[0] == level
    assert os.listdir(tmp_path) == ["学校.dabiao"]  # noqa: PTH208
