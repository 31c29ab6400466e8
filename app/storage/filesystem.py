"""Where a file lies: on a disk of this computer, or on something that may vanish or lie about locks."""

import ctypes
import re
import sys
from dataclasses import dataclass
from pathlib import Path, PurePath

#: File systems whose locks, shared memory and syncs can be relied on; every other one counts as unknown.
_SOUND = frozenset(
    {"ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "jfs", "zfs", "bcachefs", "reiserfs", "overlay", "tmpfs"}
)
_MOUNT_TABLE = Path("/proc/self/mountinfo")
_BLOCK_DEVICES = Path("/sys/class/block")
_DRIVE_FIXED = 3


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of the mount table: where, which file system, from which device."""

    point: PurePath
    kind: str
    source: str


def on_local_disk(path: Path) -> bool:
    """Whether ``path`` is known to lie on a built-in disk; False for shares, USB sticks and the unknown."""
    if sys.platform == "win32":
        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.resolve().anchor) == _DRIVE_FIXED)
    if not _MOUNT_TABLE.exists():
        return False
    mount = find_mount(path, parse_mounts(_MOUNT_TABLE.read_text(encoding="utf-8", errors="surrogateescape")))
    return mount is not None and mount.kind in _SOUND and not _on_usb(mount.source)


def parse_mounts(table: str) -> list[Mount]:
    """Read the text of ``/proc/self/mountinfo``."""
    mounts = []
    for line in table.splitlines():
        left, _, right = line.partition(" - ")
        fields, rest = left.split(" "), right.split(" ")
        if len(fields) > 4 and len(rest) > 1:
            mounts.append(Mount(PurePath(_unescape(fields[4])), rest[0], _unescape(rest[1])))
    return mounts


def find_mount(path: Path, mounts: list[Mount]) -> Mount | None:
    """Return the mount that ``path`` lies on: the deepest one, and of several there the last."""
    real = path.resolve()
    holding = [mount for mount in mounts if real.is_relative_to(mount.point)]
    depth = max((len(mount.point.parts) for mount in holding), default=0)
    return next((mount for mount in reversed(holding) if len(mount.point.parts) == depth), None)


def _unescape(field: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), field)


def _on_usb(source: str) -> bool:
    device = _BLOCK_DEVICES / PurePath(source).name
    return source.startswith("/dev/") and "/usb" in str(device.resolve())
