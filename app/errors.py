"""The errors a user may meet: each carries one finished Chinese sentence saying what, where and what next.

::

    AppError
    ├── DataFileError                input files with faults: all of them, one per line
    ├── StorageError                 a workspace that cannot be opened, written or copied
    │   ├── MissingFileError         no file there
    │   ├── NotAWorkspaceError       something else: a picture, a PDF, another program's database, a folder
    │   ├── DamagedFileError         a workspace whose contents are not intact
    │   ├── NewerFileError           made by a newer version of this program
    │   ├── FileInUseError           open in another window or on another computer
    │   ├── FileBusyError            held for the moment by some other program (a copier, a scanner)
    │   ├── ReadOnlyError            cannot be written where it lies, or was opened for reading only
    │   ├── FileExistsAlreadyError   the name is taken
    │   ├── NoSpaceError             the disk is full
    │   ├── UnreachableFileError     the operating system refuses: permission, medium, network
    │   ├── ReplacedFileError        what is there now is not the file that was open
    │   └── YearError                the school year asked for is not there, or already is
    ├── FilingError                  a filing that cannot be made, or a year that is frozen by one
    ├── EvidenceMissingError         a piece of evidence whose bytes are not in the file, or are damaged
    ├── PackageError                 a package or receipt that cannot be read, or is not what it says
    ├── UnreadablePdfError           a PDF that cannot be shown or printed
    ├── ExportError                  a report, sheet or package that could not be written
    └── RefusedError                 the operating system refuses something that nobody told otherwise

Wrong data is a value (``app.domain.problem.Problem``); an action that failed is one of these.
"""

import errno
from collections.abc import Sequence
from pathlib import Path

#: Why the operating system refuses, by its number; its own words are in the language of the computer.
_REASONS = {
    errno.ENOENT: "找不到文件或文件夹",
    errno.EACCES: "没有权限，或文件正被其他程序使用",
    errno.EPERM: "没有权限",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EINVAL: "所在磁盘或系统不支持这样读写",
    errno.ENAMETOOLONG: "文件名过长",
    errno.EILSEQ: "文件名中有系统不支持的字符",
    errno.ELOOP: "链接相互指向，找不到文件",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘空间不足",
    errno.EFBIG: "文件过大，所在磁盘放不下这样大的文件",
    errno.EROFS: "所在磁盘只能读取",
    errno.EXDEV: "两处不在同一个磁盘",
    errno.EIO: "磁盘读写出错",
    errno.ENXIO: "设备不存在或已拔出",
    errno.ENODEV: "设备不存在或已拔出",
    errno.EBUSY: "文件正被系统或其他程序使用",
    errno.ETXTBSY: "文件正在运行",
    errno.EMFILE: "打开的文件过多",
    errno.ENFILE: "打开的文件过多",
    errno.ENOMEM: "内存不足",
    errno.EPIPE: "接收的程序已关闭",
    errno.ESTALE: "网络文件夹已断开",
    errno.ETIMEDOUT: "网络连接超时",
    errno.EHOSTDOWN: "网络连接不上",
    errno.EHOSTUNREACH: "网络连接不上",
    errno.ENETUNREACH: "网络连接不上",
    errno.ECONNRESET: "网络连接中断",
}
#: Windows has numbers of its own for what errno gives as EACCES or EINVAL.
_WINDOWS_REASONS = {
    21: "设备没有准备好，或已拔出",
    32: "文件正被其他程序使用",
    33: "文件正被其他程序使用",
    53: "网络连接不上",
    59: "网络连接中断",
    64: "网络连接中断",
    112: "磁盘空间不足",
    123: "文件名中有系统不支持的字符",
    1117: "磁盘读写出错",
}
_FIRST_CHINESE = "\u4e00"


def reason_of(error: OSError) -> str:
    """Return in Chinese why the operating system refused; what this program itself raised says so already."""
    known = _WINDOWS_REASONS.get(getattr(error, "winerror", None) or 0)
    told = error.strerror or ""
    if known is None and any(char >= _FIRST_CHINESE for char in told):
        return told
    return known or _REASONS.get(error.errno or 0) or f"系统错误 {error.errno or '未知'}"


class AppError(Exception):
    """Something a user can understand and act on; ``str()`` is the finished sentence."""


class DataFileError(AppError):
    """Input files have faults; ``problems`` holds each, ``str()`` lists them one per line."""

    def __init__(self, problems: Sequence[object]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class StorageError(AppError):
    """A workspace cannot be opened, written or copied; ``path`` says which."""

    def __init__(self, path: Path, sentence: str) -> None:
        self.path = path
        super().__init__(sentence)


class MissingFileError(StorageError):
    """There is no file at the path."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, f"找不到文件 {path}。请检查文件名和所在文件夹；文件在 U 盘上的，请插好后重试。"
        )


class NotAWorkspaceError(StorageError):
    """The file (or folder) is something else; ``found`` says what, if that could be told."""

    def __init__(self, path: Path, found: str = "") -> None:
        what = f"，而是{found}" if found else ""
        super().__init__(
            path, f"{path} 不是学校自评文件{what}，未打开，也未作改动。请选择扩展名为 .dabiao 的文件。"
        )


class DamagedFileError(StorageError):
    """The file is a workspace, or was one, and is not intact; ``backup`` is the newest good copy."""

    def __init__(self, path: Path, detail: str = "", backup: Path | None = None) -> None:
        self.detail, self.backup = detail, backup
        found = f"（{detail}）" if detail else ""
        remedy = (
            f"最近一份完好的备份是 {backup}，请在开始页的“从备份恢复”中选择它，并保留原文件。"
            if backup
            else "请保留原文件，改用其他副本，或交技术人员恢复。"
        )
        super().__init__(path, f"{path} 已损坏{found}，未打开，也未作改动。{remedy}")


class NewerFileError(StorageError):
    """The file was made by a newer version of the program."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"{path} 由较新的程序建立，本程序不能打开，也未作改动。请更新程序。")


class FileInUseError(StorageError):
    """Another program has the file open; ``who`` names it as well as it is known."""

    def __init__(self, path: Path, who: str = "") -> None:
        self.who = who
        user = f"“{who}”" if who else "另一个程序"
        super().__init__(path, f"{path} 正由{user}使用，现在只能以只读方式打开。请待对方关闭文件后再填写。")


class FileBusyError(StorageError):
    """Some other program keeps the file locked for longer than one waits."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"{path} 被另一个程序占用，未能读写。请关闭占用它的程序后重试。")


class ReadOnlyError(StorageError):
    """The file cannot be written where it lies, or was opened for reading only."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"{path} 只能读取，不能保存修改。请把文件复制到可以写入的文件夹后再打开。")


class FileExistsAlreadyError(StorageError):
    """A new file would take the name of one that exists."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"{path} 已存在，未作改动。请换一个文件名，或打开已有的文件。")


class NoSpaceError(StorageError):
    """The disk is full; what was saved before is still there."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"磁盘空间不足，未能写入 {path}。此前保存的内容未受影响。请清出空间后重试。")


class UnreachableFileError(StorageError):
    """The operating system refuses; ``reason`` is its own word for why."""

    def __init__(self, path: Path, reason: str = "") -> None:
        why = f"（{reason}）" if reason else ""
        super().__init__(path, f"无法读写 {path}{why}。请检查文件权限、U 盘或网络连接后重试。")


class ReplacedFileError(StorageError):
    """A file that was taken away is back, but it is another one, or not as it was last saved."""

    def __init__(self, path: Path, reason: str = "原处已是另一个文件") -> None:
        super().__init__(
            path, f"未写入 {path}：{reason}，该文件未作改动。请放回原来的文件，或另存为新文件后继续填写。"
        )


class YearError(StorageError):
    """The workspace has no assessment of that school year, or has one already."""

    def __init__(self, path: Path, year: object, exists: bool) -> None:
        self.year = year
        sentence = (
            f"{path} 中已有 {year} 学年的自评，未作改动。请直接打开该学年。"
            if exists
            else f"{path} 中没有 {year} 学年的自评。请先新建该学年，或选择已有的学年。"
        )
        super().__init__(path, sentence)


class FilingError(AppError):
    """A filing cannot be made, or a year cannot be changed because a filing froze it."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason = reason
        super().__init__(f"{reason}。{remedy}。")


class EvidenceMissingError(AppError):
    """The bytes of a piece of evidence are not in the file (a backup holds none), or are damaged."""

    def __init__(self, path: Path, damaged: bool) -> None:
        what = "已损坏" if damaged else "不在此文件中（备份不含佐证材料）"
        super().__init__(f"{path.name}：佐证材料的内容{what}。请从原文件或纸质材料重新添加。")


class PackageError(AppError):
    """A package or receipt cannot be read, or is not what it says of itself."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path.name}：{reason}。{remedy}。")


class UnreadablePdfError(AppError):
    """What should be a PDF is none, is damaged, or asks for a password."""

    def __init__(self) -> None:
        super().__init__("不能显示这份 PDF：内容不是 PDF、已损坏或设有密码。请核对原文件，或换一份后重试。")


class ExportError(AppError):
    """A report, sheet or package could not be written; what stood at ``path`` before is unchanged."""

    def __init__(self, path: Path, reason: str, remedy: str = "请处理后重试。") -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path} 未导出：{reason}。原有文件未改动。{remedy}")


class RefusedError(AppError):
    """The operating system refuses, where no other error says what was to be done."""

    def __init__(self, error: OSError) -> None:
        where = f"（{error.filename}）" if error.filename else ""
        super().__init__(f"未能完成：{reason_of(error)}{where}。请检查磁盘、权限或网络连接后重试。")
