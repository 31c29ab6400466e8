"""Filing from the command line: refused with a list, frozen once, verified by anyone, answered by a receipt."""

import hashlib
from pathlib import Path

import pytest

from app.cli import run
from app.domain.receipt import Receipt, Ruling
from app.domain.rulebook import Rulebook
from app.errors import ExportError
from app.exchange.reading import read_package
from app.exchange.receipts import receipt_bytes
from app.paths import Paths, program_folder
from tests.services.filings import NOW, ready_file

SAMPLE = program_folder() / "resources" / "samples" / "示例学校.yaml"


@pytest.fixture
def school(tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook) -> Path:
    return ready_file(tmp_path / "我校.dabiao", shipped, shipped_rulebook)


def test_what_is_to_be_mended_is_listed_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["file", str(SAMPLE)]) == 0
    assert "未填填表人" in capsys.readouterr().out
    assert run(["file", str(SAMPLE), "-o", str(tmp_path / "包.zip")]) == 1
    said = capsys.readouterr()
    assert (said.out, list(tmp_path.iterdir())) == ("", [])
    assert "尚不能备案：" in said.err


def test_a_school_is_filed_and_its_package_verified(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["file", str(school)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "可以备案"
    package = tmp_path / "备案包.zip"
    assert run(["file", str(school), "-o", str(package)]) == 0
    said = capsys.readouterr().out
    found = read_package(package)
    assert f"已备案 {found.number}" in said
    assert run(["verify", str(package)]) == 0
    said = capsys.readouterr().out
    code = f"{found.fingerprint[:5]}-{found.fingerprint[5:]}"
    assert (f"备案编号 {found.number}" in said, f"指纹 {code}" in said) == (True, True)


@pytest.mark.parametrize("place", ["没有/包.zip", "我校.dabiao", "."])
def test_nothing_is_filed_when_the_package_has_no_place(
    school: Path, tmp_path: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["file", str(school), "-o", str(tmp_path / place)]) == 1
    assert "未导出" in capsys.readouterr().err
    assert run(["file", str(school)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "可以备案"


def test_a_filing_whose_package_met_a_full_disk_is_kept_and_says_so(
    school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise ExportError(tmp_path / "包.zip", "磁盘空间不足")

    with monkeypatch.context() as patched:
        patched.setattr("app.services.filing_files.write_package", full)
        assert run(["file", str(school), "-o", str(tmp_path / "包.zip")]) == 1
    said = capsys.readouterr().err
    assert "已备案" in said and "磁盘空间不足" in said and "同一份备案" in said
    assert not (tmp_path / "包.zip").exists()
    assert run(["file", str(school), "-o", str(tmp_path / "包.zip")]) == 0


def test_a_filed_school_gives_the_same_package_again(school: Path, tmp_path: Path) -> None:
    for name in ("一.zip", "二.zip"):
        assert run(["file", str(school), "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / "一.zip").read_bytes() == (tmp_path / "二.zip").read_bytes()


def test_a_filed_school_is_opened_again_with_a_reason_and_filed_under_the_next_number(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["file", str(school), "--reopen", "补录"]) == 1
    assert "没有冻结的备案" in capsys.readouterr().err
    assert run(["file", str(school), "-o", str(tmp_path / "一.zip")]) == 0
    assert run(["file", str(school), "--reopen", "补录双师型证书"]) == 0
    assert run(["file", str(school), "-o", str(tmp_path / "二.zip")]) == 0
    first, second = read_package(tmp_path / "一.zip"), read_package(tmp_path / "二.zip")
    assert second.data["replaces"] == first.number
    assert second.data["reason"] == "补录双师型证书"


def test_a_package_that_was_altered_is_told_and_ends_with_one(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sound, altered = tmp_path / "好.zip", tmp_path / "坏.zip"
    assert run(["file", str(school), "-o", str(sound)]) == 0
    content = bytearray(sound.read_bytes())
    content[len(content) // 2] ^= 1
    altered.write_bytes(content)
    capsys.readouterr()
    assert run(["verify", str(sound), str(altered), str(tmp_path / "没有.zip")]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("好.zip：核对无误")
    assert [line.split("：")[0] for line in said.err.splitlines()] == ["坏.zip", "没有.zip"]


def test_looking_at_what_is_to_be_mended_changes_no_byte(school: Path) -> None:
    before = hashlib.sha256(school.read_bytes()).hexdigest()
    assert run(["file", str(school)]) == 0
    assert hashlib.sha256(school.read_bytes()).hexdigest() == before


def test_a_receipt_is_opened_into_the_school_that_it_answers(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["file", str(school), "-o", str(tmp_path / "备案包.zip")]) == 0
    package = read_package(tmp_path / "备案包.zip")
    receipt = Receipt(
        package.number, package.fingerprint, "我校", Ruling.ACCEPTED, "区教委", "唐敏", NOW.date(), "准予备案"
    )
    path = tmp_path / "回执.dabiao-receipt"
    path.write_bytes(receipt_bytes(receipt))
    capsys.readouterr()
    assert run(["receipt", "open", str(school), str(path)]) == 0
    assert "已接收备案（区教委，唐敏，2026-11-27）\n  准予备案" in capsys.readouterr().out
    path.write_bytes(b"\xff")
    assert run(["receipt", "open", str(school), str(path)]) == 1
    assert "不是回执" in capsys.readouterr().err
