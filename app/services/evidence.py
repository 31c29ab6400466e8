"""佐证: files that prove something are taken into the workspace, and given out again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.filing import Evidence
from app.domain.school_year import SchoolYear
from app.errors import AppError, reason_of
from app.services.writing import write_files
from app.storage.workspace import Workspace

Step = Callable[[int, int], None]
_MIB = 1 << 20
_PART = _MIB
#: A file on an office PC must stay quick to copy to a USB stick; scans of a few pages are 1–5 MB.
MOST_OF_ONE, MOST_OF_ALL = 50 * _MIB, 500 * _MIB
#: What can be looked at in the window; the rest is opened by the computer's own programs.
PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp")
PREVIEWED = (".pdf", *PICTURES)


class EvidenceError(AppError):
    """A file cannot be taken in as evidence; nothing was changed."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path.name}：{reason}，未添加。{remedy}。")


@dataclass(frozen=True, slots=True)
class Room:
    """How much evidence a year holds, and how much it may."""

    used: int
    most: int = MOST_OF_ALL

    @property
    def left(self) -> int:
        """How many bytes may still be added."""
        return max(0, self.most - self.used)


def room(workspace: Workspace, year: SchoolYear) -> Room:
    """Return how much room for evidence a year has left."""
    return Room(sum(item.size for item in workspace.archive.evidence(year)))


def add_files(
    workspace: Workspace, year: SchoolYear, paths: Sequence[Path], step: Step = lambda _d, _t: None
) -> list[Evidence]:
    """Take files into the workspace, one after the other; ``step`` is told how many bytes are read of all.

    What ``step`` raises ends the work; files taken in before stay.

    Raises:
        EvidenceError: a file is too large, empty or cannot be read.
        FilingError: the year is frozen.
    """
    sizes = [_size(path) for path in paths]
    done, total, added = 0, sum(sizes), []
    for path, size in zip(paths, sizes, strict=True):
        if size > room(workspace, year).left:
            raise EvidenceError(
                path, f"佐证材料合计超过 {MOST_OF_ALL // _MIB} MB", "请压缩扫描件，或只保留必要的页"
            )
        content = _read(path, lambda read, base=done: step(base + read, total))  # type: ignore[misc]
        added.append(workspace.archive.add_evidence(year, path.name, content))
        done += size
    return added


def read_scan(path: Path, step: Step = lambda _d, _t: None) -> bytes:
    """Read a scan of the stamped paper, within the same limit as one piece of evidence.

    Raises:
        EvidenceError: it is too large, empty or cannot be read.
    """
    size = _size(path)
    return _read(path, lambda read: step(read, size))


def _size(path: Path) -> int:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise EvidenceError(path, f"无法读取（{reason_of(error)}）", "请检查文件") from error
    if not path.is_file():
        raise EvidenceError(path, "不是文件", "请选择文件")
    if size == 0:
        raise EvidenceError(path, "文件是空的", "请检查文件")
    if size > MOST_OF_ONE:
        limit = MOST_OF_ONE // _MIB
        raise EvidenceError(
            path, f"文件有 {size // _MIB} MB，单个文件不超过 {limit} MB", "请压缩扫描件或分成几个文件"
        )
    return size


def _read(path: Path, step: Callable[[int], None]) -> bytes:
    parts, read = [], 0
    try:
        with path.open("rb") as file:
            while part := file.read(_PART):
                parts.append(part)
                read += len(part)
                step(read)
    except OSError as error:
        raise EvidenceError(path, f"无法读取（{reason_of(error)}）", "请检查文件") from error
    return b"".join(parts)


def save_evidence(workspace: Workspace, item: Evidence, place: Path) -> None:
    """Write a piece of evidence to a place outside the workspace, as it was taken in.

    Raises:
        ExportError: what stood there is unchanged.
        EvidenceMissingError: its bytes are not in this file.
    """
    write_files({place: workspace.archive.content(item.sha256)})
