import os
from pathlib import Path

import pytest

from app.catalog.yaml_file import YamlFile, compose, read_yaml


def read(text: str | bytes) -> YamlFile:
    return compose(text if isinstance(text, bytes) else text.encode(), YamlFile("x.yaml"))


def test_every_scalar_is_text_and_nothing_is_guessed() -> None:
    file = read("a: 1.10\nb: no\nc: 1:30\nd: 2026-01-01\ne: 1_000\nf: 0o17\ng: on\nh: .nan\n")
    assert file.data == {
        "a": "1.10",
        "b": "no",
        "c": "1:30",
        "d": "2026-01-01",
        "e": "1_000",
        "f": "0o17",
        "g": "on",
        "h": ".nan",
    }
    assert file.problems == []


def test_only_unquoted_empty_tilde_and_null_mean_not_known() -> None:
    file = read("a:\nb: ~\nc: null\nd: ''\ne: \"null\"\nf: Null\n")
    assert file.data == {"a": None, "b": None, "c": None, "d": "", "e": "null", "f": "Null"}


def test_each_path_has_its_line() -> None:
    file = read("a: 1\nb:\n  - x\n  - {c: 1,\n     d: 2}\n")
    assert file.line_of(("a",)) == 1
    assert file.line_of(("b", 1, "d")) == 5
    assert file.line_of(("b", 1, "unknown")) == 4
    assert file.line_of(("unknown",)) == 1


REFUSED = [
    ("a: 1\na: 2\n", 2, "“a”重复出现（首次在第 1 行）"),
    ("b:\n  a: 1\n  c: 2\n  a: 3\n", 4, "“a”重复出现（首次在第 2 行）"),
    ("a: &x 1\nb: *x\n", 1, "锚点"),
    ("a: !!str 1\n", 1, "类型标记"),
    ("a: !python/object:os.system x\n", 1, "类型标记"),
    ("a: [1\nb: 2\n", 2, "从这一行起无法识别"),
    ("a: 1\n\tb: 2\n", 2, "从这一行起无法识别"),
    ("a: 1\n---\nb: 2\n", 2, "只能有一份内容"),
    ("[a, b]: 1\n", 1, "键应为文字"),
    ("a: b\x07\n", 1, "控制字符"),
    ('a: 1\nb: "c\\0d"\n', 2, "控制字符"),
    ('a: "\\x1b[31m"\n', 1, "控制字符"),
    ("a: b\u202ec\n", 1, "控制字符"),
    ("[" * 100 + "]" * 100, 1, "从这一行起无法识别"),
]


@pytest.mark.parametrize(("text", "line", "words"), REFUSED)
def test_what_is_not_plain_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    problem = read(text).problems[0]
    assert (problem.line, problem.file) == (line, "x.yaml")
    assert words in problem.message
    assert problem.remedy


def test_aliases_are_never_followed_so_a_bomb_stays_small() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join(['*' + before] * 9)}]")
    file = read("\n".join(lines))
    assert len(file.problems) > 9


def test_a_byte_order_mark_and_windows_line_ends_are_harmless() -> None:
    assert read(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n").data == {"a": "1", "b": "2"}


def test_other_encodings_and_random_bytes_are_told_apart_from_text() -> None:
    problem = read("名称: 学校\n编号: 1\n".encode("gbk")).problems[0]
    assert "UTF-8" in problem.message
    assert read(bytes(range(256))).problems


def test_a_folder_a_missing_and_an_overlong_file_have_their_own_sentences(tmp_path: Path) -> None:
    assert "文件夹" in read_yaml(tmp_path).problems[0].message
    assert "不存在" in read_yaml(tmp_path / "none.yaml").problems[0].message
    big = tmp_path / "big.yaml"
    big.write_bytes(b"a: 1\n" * 1_000_000)
    assert "超过 4 MB" in read_yaml(big).problems[0].message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files there")
def test_a_pipe_that_never_ends_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "管道" in read_yaml(tmp_path / "pipe.yaml").problems[0].message


def test_an_empty_file_has_no_data_and_no_syntax_fault() -> None:
    file = read("")
    assert (file.data, file.problems) == (None, [])
