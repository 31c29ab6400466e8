"""A receipt is read back as it was given, and is refused when anything in it was altered."""

import datetime
import json
import re
from pathlib import Path

import pytest

from app.domain.canonical import canonical, digest
from app.domain.receipt import Receipt, Remark, Ruling
from app.errors import PackageError
from app.exchange.receipts import parse_receipt, read_receipt, receipt_bytes
from app.paths import program_folder

RETURNED = Receipt(
    number="3150010999-2026-1",
    fingerprint="B808HCZNH5",
    school="枇杷山职业高级中学",
    ruling=Ruling.RETURNED,
    authority="渝中区教育委员会",
    officer="唐敏",
    date=datetime.date(2026, 12, 3),
    text="请核对后重新报送",
    remarks=(Remark("DB-生均校舍", "校舍面积与统计报表不一致"), Remark("task.yuzhong-2022-28.19", "缺佐证")),
)
PATH = Path("a.dabiao-receipt")


def test_a_receipt_is_read_back_as_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "a.dabiao-receipt"
    path.write_bytes(receipt_bytes(RETURNED))
    assert read_receipt(path) == RETURNED


def test_each_byte_that_is_flipped_is_found() -> None:
    sound = receipt_bytes(RETURNED)
    for place in range(len(sound)):
        altered = bytearray(sound)
        altered[place] ^= 1 << (place % 8)
        with pytest.raises(PackageError):
            parse_receipt(PATH, bytes(altered))


def sealed(**changes: object) -> bytes:
    data = json.loads(receipt_bytes(RETURNED))
    data.pop("sha256")
    data |= changes
    data = {key: value for key, value in data.items() if value != "gone"}
    return canonical(data | {"sha256": digest(data)})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "不是回执，或已损坏"),
        (b"\xff\xfe", "不是回执，或已损坏"),
        (b"[" * 50_000, "不是回执，或已损坏"),
        (b" " * (5 << 20), "文件过大"),
        (sealed(format="dabiao-receipt/2"), "由较新的程序建立"),
        (sealed(format="something/1"), "不是回执"),
        (sealed(ruling="perhaps"), "缺少应有的内容"),
        (sealed(fingerprint="ILOU"), "缺少应有的内容"),
        (sealed(date="gone"), "缺少应有的内容"),
        (sealed(remarks=[{"row": "x"}]), "缺少应有的内容"),
        (receipt_bytes(RETURNED).replace(b'"returned"', b'"accepted"'), "已被改动或损坏"),
    ],
)
def test_what_is_no_sound_receipt_is_refused_with_one_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(PackageError) as told:
        parse_receipt(PATH, content)
    assert reason in str(told.value)


def test_the_documentation_names_every_key_of_a_receipt() -> None:
    page = (program_folder() / "docs" / "package-format.md").read_text(encoding="utf-8")
    section = page.split("## Keys of `dabiao-receipt/1`\n", 1)[1].split("\n## ", 1)[0]
    named = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert sorted(named) == sorted(json.loads(receipt_bytes(RETURNED)))
    assert all(f"`{ruling.value}`" in section for ruling in Ruling)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="找不到文件"):
        read_receipt(tmp_path / "missing.dabiao-receipt")
