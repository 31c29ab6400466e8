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
    UnreachableFileError,
    YearError,
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
