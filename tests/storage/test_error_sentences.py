import errno
import os
import re
from pathlib import Path

import pytest

from app import errors
from app.domain.problem import Problem
from app.errors import (
    AppError,
    DamagedFileError,
    DataFileError,
    ExportError,
    FileInUseError,
    NotAWorkspaceError,
    RefusedError,
    UnreachableFileError,
    YearError,
    reason_of,
)

PATH = Path("学校.dabiao")


def every_error() -> list[AppError]:
    plain = [
        kind(PATH)
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.StorageError)
        if kind not in (errors.StorageError, YearError)
    ]
    return [
        *plain,
        DamagedFileError(PATH, "文件是空的", Path("备份/学校.dabiao")),
        NotAWorkspaceError(PATH, "一个文件夹"),
        FileInUseError(PATH, "王老师（办公室电脑）"),
        UnreachableFileError(PATH, "读写出错"),
        YearError(PATH, "2026-2027", exists=True),
        YearError(PATH, "2026-2027", exists=False),
        ExportError(PATH, "磁盘空间不足", "请清出 20 MB 后重试。"),
    ]


@pytest.mark.parametrize("error", every_error(), ids=lambda error: type(error).__name__)
def test_a_sentence_says_where_and_what_next(error: AppError) -> None:
    sentence = str(error)
    assert str(PATH) in sentence
    assert re.search("请.*。$", sentence)
    assert not re.search("您|！|成功|[a-z]+Error|None", sentence)


def test_all_faults_of_input_files_are_listed_one_per_line() -> None:
    problems = [Problem("没有这个数据项", "请检查编号", "a.yaml", 3), Problem("单位不对")]
    error = DataFileError(problems)
    assert str(error).splitlines() == ["a.yaml:3：没有这个数据项（请检查编号）", "单位不对"]
    assert error.problems == tuple(problems)


def test_the_tree_at_the_top_names_every_error() -> None:
    kinds = [
        name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, AppError)
    ]
    assert all(re.search(rf"^[│├└─ ]*{name} ?", errors.__doc__ or "", re.MULTILINE) for name in kinds)


@pytest.mark.parametrize(
    "code",
    [
        "ENOENT",
        "EACCES",
        "EPERM",
        "ENOSPC",
        "EDQUOT",
        "EROFS",
        "ELOOP",
        "ENOTDIR",
        "EISDIR",
        "ENAMETOOLONG",
        "EMFILE",
        "ENFILE",
        "EBUSY",
        "EIO",
        "ETXTBSY",
        "EFBIG",
        "ENODEV",
        "ENXIO",
        "ESTALE",
        "ETIMEDOUT",
        "EXDEV",
        "EEXIST",
        "EINVAL",
        "ENOMEM",
        "ENOTEMPTY",
        "EILSEQ",
        "EPIPE",
        "EHOSTDOWN",
    ],
)
def test_what_the_system_refuses_is_said_in_chinese(code: str) -> None:
    number = getattr(errno, code)
    reason = reason_of(OSError(number, os.strerror(number), "a"))
    assert not re.search("[A-Za-z0-9]", reason) and len(reason) >= 4


def test_an_unknown_refusal_is_told_by_its_number() -> None:
    assert reason_of(OSError(9999, "Something else")) == "系统错误 9999"
    assert reason_of(OSError("without a number")) == "系统错误 未知"


def test_a_reason_of_our_own_is_kept_and_windows_has_numbers_of_its_own() -> None:
    assert reason_of(OSError(errno.EINVAL, "是管道或设备，不是文件")) == "是管道或设备，不是文件"
    shared = OSError(errno.EACCES, "Permission denied")
    shared.winerror = 32  # type: ignore[attr-defined]
    assert reason_of(shared) == "文件正被其他程序使用"


def test_a_refusal_that_nobody_told_otherwise_names_the_file() -> None:
    refused = RefusedError(OSError(errno.EIO, "Input/output error", "/media/u/我校.dabiao"))
    assert (
        str(refused) == "未能完成：磁盘读写出错（/media/u/我校.dabiao）。请检查磁盘、权限或网络连接后重试。"
    )


def test_no_module_puts_the_systems_own_words_into_a_sentence() -> None:
    app = Path(errors.__file__).parent
    told = [path for path in app.rglob("*.py") if "strerror" in path.read_text("utf-8")]
    assert [path.name for path in told] == ["errors.py"]
