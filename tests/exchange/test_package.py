"""A package is the same everywhere, and nothing in it can be altered unseen."""

import io
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.canonical import canonical
from app.domain.fingerprint import fingerprint
from app.errors import PackageError
from app.exchange.layout import evidence_member
from app.exchange.packing import pack
from app.exchange.reading import read_package
from tests.exchange.packages import (
    PROOF,
    any_zip,
    package_bytes,
    small_data,
    small_package,
    with_evidence,
    written,
)


def test_a_package_is_read_back_with_its_data_its_fingerprint_and_its_files(tmp_path: Path) -> None:
    package = read_package(small_package(tmp_path))
    data, files = with_evidence()
    assert package.data == data
    assert package.fingerprint == fingerprint(canonical(data))
    assert set(package.files) == {"data.json", "report.pdf", *files}
    assert package.read(next(iter(files))) == PROOF


def test_the_same_members_give_the_same_bytes(tmp_path: Path) -> None:
    data, files = with_evidence()
    shuffled = dict(sorted(files.items(), reverse=True)) | {"report.pdf": b"%PDF-1.7"}
    assert package_bytes(pack(data, shuffled)) == small_package(tmp_path).read_bytes()


def test_other_programs_open_a_package_as_an_ordinary_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(small_package(tmp_path)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "manifest.json"
        head = json.loads(archive.read("manifest.json"))
    assert head["number"] == "3150010999-2026-1"
    assert [item["path"] for item in head["files"]] == sorted(item["path"] for item in head["files"])


def test_each_byte_that_is_flipped_is_found(tmp_path: Path) -> None:
    path = small_package(tmp_path)
    sound = path.read_bytes()
    for place in range(len(sound)):
        altered = bytearray(sound)
        altered[place] ^= 1 << (place % 8)
        path.write_bytes(altered)
        with pytest.raises(PackageError):
            read_package(path)
    path.write_bytes(sound)
    read_package(path)


@pytest.mark.parametrize("length", range(0, 1400, 37))
def test_a_package_that_was_cut_short_is_refused(tmp_path: Path, length: int) -> None:
    path = small_package(tmp_path)
    written(tmp_path, path.read_bytes()[:length])
    with pytest.raises(PackageError):
        read_package(path)


def members() -> dict[str, bytes]:
    data, files = with_evidence()
    return pack(data, {"report.pdf": b"%PDF-1.7", **files})


def without(name: str) -> bytes:
    return package_bytes({key: value for key, value in members().items() if key != name})


def with_member(name: str, content: bytes) -> bytes:
    return package_bytes(members() | {name: content})


def newer(key: str, version: str) -> bytes:
    data = small_data(format=version) if key == "data.json" else small_data()
    packed = pack(data, {})
    if key == "manifest.json":
        head = json.loads(packed[key]) | {"format": version}
        packed[key] = canonical(head)
    return package_bytes(packed)


def link() -> bytes:
    info = zipfile.ZipInfo("report.pdf", (1980, 1, 1, 0, 0, 0))
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    packed = pack(small_data(), {"report.pdf": b"/etc/passwd"})
    return any_zip(*[(info if name == "report.pdf" else name, content) for name, content in packed.items()])


def encrypted_flag() -> bytes:
    content = bytearray(package_bytes(members()))
    content[6] |= 1
    return bytes(content)


def swapped_order() -> bytes:
    packed = members()
    return package_bytes(dict(reversed(packed.items())))


def doubled() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate"):
        return any_zip(*members().items(), ("report.pdf", b"another"))


WRONG: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip at all": (lambda: b"PDF, not a zip", "不是备案包，或已损坏"),
    "empty": (lambda: b"", "不是备案包，或已损坏"),
    "a zip of something else": (lambda: any_zip(("a.txt", b"hello")), "缺少 manifest.json，不是备案包"),
    "no data": (lambda: without("data.json"), "缺少 data.json"),
    "no manifest": (lambda: without("manifest.json"), "缺少 manifest.json"),
    "no report": (lambda: without("report.pdf"), "清单与内容不一致"),
    "another report": (lambda: with_member("report.pdf", b"%PDF-9.9"), "清单与内容不一致"),
    "one file more": (lambda: with_member("zz.txt", b"more"), "清单与内容不一致"),
    "leaves its folder": (lambda: with_member("../report.pdf", b"x"), "不合规定的文件名"),
    "an absolute name": (lambda: with_member("/etc/passwd", b"x"), "不合规定的文件名"),
    "a name with a drive": (lambda: with_member("c:\\windows\\x", b"x"), "不合规定的文件名"),
    "a folder": (lambda: with_member("evidence/", b""), "不合规定的文件名"),
    "compressed": (
        lambda: any_zip(*members().items(), compress=zipfile.ZIP_DEFLATED),
        "内容经过压缩",
    ),
    "a bomb": (
        lambda: any_zip(("manifest.json", bytes(60 << 20)), compress=zipfile.ZIP_DEFLATED),
        "内容经过压缩",
    ),
    "too many members": (
        lambda: any_zip(*[(f"{index}.txt", b"") for index in range(2001)]),
        "内容过多或过大",
    ),
    "a link": (link, "已被改动或损坏"),
    "said to be encrypted": (encrypted_flag, "已被改动或损坏"),
    "in another order": (swapped_order, "次序不对"),
    "a name twice": (doubled, "重复的文件名"),
    "something after its end": (lambda: package_bytes(members()) + b"\0", "已被改动或损坏"),
    "something before its start": (lambda: b"MZ" + package_bytes(members()), "已被改动或损坏"),
    "data with a float": (
        lambda: with_member("data.json", b'{"format":"dabiao-filing/1","x":1.5}'),
        "data.json 已损坏",
    ),
    "data with blanks": (
        lambda: with_member("data.json", b'{ "format":"dabiao-filing/1"}'),
        "data.json 已损坏",
    ),
    "data with a key twice": (
        lambda: with_member("data.json", b'{"format":"dabiao-filing/1","format":"dabiao-filing/1"}'),
        "data.json 已损坏",
    ),
    "data that is deep": (
        lambda: with_member("data.json", b"[" * 90_000 + b"]" * 90_000),
        "data.json 已损坏",
    ),
    "data that is a list": (lambda: with_member("data.json", b"[]"), "data.json 已损坏"),
    "data without its school": (
        lambda: with_member("data.json", b'{"format":"dabiao-filing/1"}'),
        "缺少应有的内容",
    ),
    "data of a newer program": (lambda: newer("data.json", "dabiao-filing/2"), "由较新的程序建立"),
    "a manifest of a newer program": (
        lambda: newer("manifest.json", "dabiao-package/12"),
        "由较新的程序建立",
    ),
    "other data": (lambda: newer("data.json", "something/1"), "不是备案包"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_sound_package_is_refused_with_one_sentence(tmp_path: Path, wrong: str) -> None:
    make, reason = WRONG[wrong]
    path = written(tmp_path, make())
    with pytest.raises(PackageError) as told:
        read_package(path)
    assert reason in str(told.value)
    assert str(told.value).startswith("a.zip：")
    assert str(told.value).endswith("。")
    assert [item.name for item in tmp_path.iterdir()] == ["a.zip"]


def test_a_member_that_says_it_is_huge_is_refused_before_it_is_read(tmp_path: Path) -> None:
    content = bytearray(package_bytes(members()))
    end = content.rindex(b"PK\x01\x02")
    for field in (20, 24):  # the two sizes in the last entry of the directory
        content[end + field : end + field + 4] = (0xFFFFFFF0).to_bytes(4, "little")
    with pytest.raises(PackageError, match="内容过多或过大"):
        read_package(written(tmp_path, bytes(content)))


def test_evidence_that_the_data_does_not_name_is_refused(tmp_path: Path) -> None:
    packed = pack(small_data(), {"evidence/00112233.pdf": b"x"})
    with pytest.raises(PackageError, match="佐证材料与数据不一致"):
        read_package(written(tmp_path, package_bytes(packed)))


def test_evidence_that_is_missing_or_other_is_refused(tmp_path: Path) -> None:
    data, files = with_evidence()
    with pytest.raises(PackageError, match="佐证材料与数据不一致"):
        read_package(written(tmp_path, package_bytes(pack(data, {}))))
    other = dict.fromkeys(files, b"something else")
    with pytest.raises(PackageError, match="佐证材料与数据不一致"):
        read_package(written(tmp_path, package_bytes(pack(data, other))))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="找不到文件"):
        read_package(tmp_path / "missing.zip")


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("收文回执.PDF", "evidence/" + "a" * 32 + ".pdf"),
        ("没有后缀", "evidence/" + "a" * 32),
        ("点.很长的后缀名", "evidence/" + "a" * 32),
        ("../../etc/passwd", "evidence/" + "a" * 32),
        ("pdf", "evidence/" + "a" * 32),
    ],
)
def test_evidence_is_named_by_its_hash_within_a_package(name: str, member: str) -> None:
    assert evidence_member("a" * 64, name) == member


def test_canonical_json_refuses_what_programs_write_differently() -> None:
    assert canonical({"b": [1, None, True], "a": "丑\n"}) == '{"a":"丑\\n","b":[1,null,true]}'.encode()
    for strange in (1.5, {"x": float("nan")}, {1: "x"}, [b"x"], io.BytesIO()):
        with pytest.raises(TypeError):
            canonical(strange)
    with pytest.raises(UnicodeEncodeError):
        canonical("\ud800")
