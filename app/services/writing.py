"""Putting files in their places: written beside, read back, and only then moved in, all or none."""

import errno
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import Enum
from itertools import combinations
from pathlib import Path
from typing import IO

from app.errors import ExportError, reason_of
from app.services.inputs import is_workspace

Step = Callable[[int, int], None]


class Output(Enum):
    """The kinds of files that a result is written to, and how they are called."""

    PDF = "PDF 报告"
    EXCEL = "Excel 表"
    WORD = "Word 文档"


Places = Mapping[Output, Path]
#: What to do about some of the reasons for which a file cannot be written.
_REMEDIES = {
    errno.ENOSPC: "请清出空间后重试。",
    errno.EDQUOT: "请清出空间后重试。",
    errno.EACCES: "请关闭打开它的程序，或换一个文件夹。",
    errno.EPERM: "请换一个文件夹。",
    errno.EROFS: "请换一个文件夹。",
    errno.ENOENT: "请先建立文件夹，或换一个位置。",
    errno.ENOTDIR: "请换一个位置。",
    errno.ENAMETOOLONG: "请换一个较短的名称。",
}
#: Reasons that are worded otherwise where a file is to be written.
_REASONS = {
    errno.EACCES: "没有写入权限，或文件正被其他程序打开",
    errno.EPERM: "没有写入权限",
    errno.ENOENT: "所在文件夹不存在",
    errno.ENOTDIR: "所在位置不是文件夹",
}


def no_step(_done: int, _total: int) -> None:
    """Nobody listens."""


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Put several files in their places together: all are written beside and read back before any moves in.

    Raises:
        ExportError: naming the file; what stood there before is unchanged.
    """
    drafts: dict[Path, Path] = {}
    try:
        for place, content in contents.items():
            with _telling(place):
                _refuse_unfit(place)
                draft = drafts[place] = _draft_beside(place)
                _write_and_compare(draft, content)
        for place, draft in drafts.items():
            with _telling(place):
                draft.replace(place)
    finally:
        for draft in drafts.values():
            discard(draft)


def write_checked(place: Path, fill: Callable[[IO[bytes]], None], check: Callable[[Path], object]) -> None:
    """Put one large file in its place: written beside, looked at by ``check``, then moved in.

    Raises:
        ExportError: what stood there before is unchanged.
    """
    draft = _draft_beside(place)
    try:
        with _telling(place):
            _refuse_unfit(place)
            with draft.open("x+b") as file:
                fill(file)
                file.flush()
                os.fsync(file.fileno())
            check(draft)
            draft.replace(place)
    finally:
        discard(draft)


def ensure_place(place: Path) -> None:
    """See that a file can be put in a place, before anything is done that only makes sense with it.

    Raises:
        ExportError: nothing was changed.
    """
    draft = _draft_beside(place)
    try:
        with _telling(place):
            _refuse_unfit(place)
            draft.open("xb").close()
    finally:
        discard(draft)


def _draft_beside(place: Path) -> Path:
    return place.with_name(f".{place.name}.{secrets.token_hex(4)}.tmp")


def discard(draft: Path) -> None:
    """Clear a draft away."""
    with suppress(OSError):  # on a medium that cannot be written even this fails, and nothing was left there
        draft.unlink()


@contextmanager
def _telling(place: Path) -> Iterator[None]:
    """Tell trouble of the file system in words."""
    try:
        yield
    except OSError as error:
        code = error.errno or 0
        reason = _REASONS.get(code) or reason_of(error)
        raise ExportError(place, reason, _REMEDIES.get(code, "请处理后重试。")) from error


def refuse_overwriting(places: Places) -> None:
    """Refuse files of one name."""
    for (output, one), (_, other) in combinations(places.items(), 2):
        if same_file(one, other):
            raise ExportError(other, f"与 {output.value}是同一个文件名", "请各写一个文件名。")


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths are one file, or would be."""
    return one.resolve() == other.resolve() or (one.exists() and other.exists() and one.samefile(other))


def _refuse_unfit(place: Path) -> None:
    """Refuse places where a report would replace something that is no report."""
    if place.is_dir():
        raise ExportError(place, "这是文件夹", "请写明文件名。")
    if place.exists() and not place.is_file():
        raise ExportError(place, "这不是普通文件", "请换一个文件名。")
    if is_workspace(place) and place.exists():
        raise ExportError(place, "这是学校自评文件", "请换一个文件名，以免所填数据被覆盖。")


def _write_and_compare(draft: Path, content: bytes) -> None:
    with draft.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if draft.read_bytes() != content:
        raise OSError(errno.EIO, "读回的内容与写入的不同")
