"""What the desk keeps from one day to the next, and the answers that stand beside the packages."""

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.district import ListedSchool
from app.domain.receipt import Ruling
from app.domain.rulebook import Rulebook
from app.errors import UnreachableFileError
from app.paths import Paths
from app.services.district_desk import (
    Notes,
    NotesStore,
    paper_key,
    read_folder,
    receipt_place,
    receipts_below,
)
from app.services.receipts import Answer, make_receipt
from tests.services.districts import Schools

ACCEPTED = Answer(Ruling.ACCEPTED, "渝中区教育委员会", "唐敏", date(2026, 12, 3))
RETURNED = Answer(Ruling.RETURNED, "渝中区教育委员会", "唐敏", date(2026, 12, 3), "请核对")


@pytest.fixture
def package(tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook) -> Path:
    return Schools(shipped, shipped_rulebook).package(tmp_path / "备案", 1)


def test_notes_are_there_the_next_time(tmp_path: Path) -> None:
    NotesStore(tmp_path).change(folder="备案", due="2026-12-10", codes={"2026-2027:1": "B808H-CZNH5"})
    notes = NotesStore(tmp_path).current
    assert notes.due_day == date(2026, 12, 10)
    assert (notes.folder, notes.codes) == ("备案", {"2026-2027:1": "B808H-CZNH5"})


@pytest.mark.parametrize("text", ["{", "[]", '{"due": "某日"}', '{"codes": {"a": 1}}', '{"folder": 3}'])
def test_notes_that_cannot_be_read_are_kept_aside(tmp_path: Path, text: str) -> None:
    (tmp_path / "district.json").write_text(text, "utf-8")
    assert NotesStore(tmp_path).current == Notes()
    assert (tmp_path / "district.broken.json").read_text("utf-8") == text


def test_notes_of_another_version_are_read_as_far_as_they_are_known(tmp_path: Path) -> None:
    (tmp_path / "district.json").write_text(json.dumps({"officer": "唐敏", "later": 1}), "utf-8")
    assert NotesStore(tmp_path).current == Notes(officer="唐敏")


def test_notes_that_cannot_be_written_hold_for_this_run(tmp_path: Path) -> None:
    store = NotesStore(tmp_path)
    (tmp_path / "district.json").mkdir()
    with pytest.raises(UnreachableFileError):
        store.change(officer="唐敏")
    assert store.current.officer == "唐敏"


def test_the_last_answer_to_a_filing_counts(package: Path) -> None:
    first, second = package.with_name("甲.dabiao-receipt"), package.with_name("乙.dabiao-receipt")
    receipt = make_receipt(package, RETURNED, first)
    make_receipt(package, ACCEPTED, second)
    os.utime(first, (1_000_000, 1_000_000))
    found, broken = receipts_below(package.parent)
    assert found[receipt.fingerprint].ruling is Ruling.ACCEPTED and broken == ()
    os.utime(second, (500_000, 500_000))
    assert receipts_below(package.parent)[0][receipt.fingerprint].ruling is Ruling.RETURNED


def test_the_day_of_an_answer_goes_before_that_of_its_file(package: Path) -> None:
    later = make_receipt(
        package, replace(ACCEPTED, on=date(2026, 12, 9)), package.with_name("九.dabiao-receipt")
    )
    make_receipt(package, RETURNED, package.with_name("三.dabiao-receipt"))
    assert receipts_below(package.parent)[0] == {later.fingerprint: later}


def test_a_broken_receipt_is_listed_and_the_rest_goes_on(package: Path) -> None:
    make_receipt(package, ACCEPTED, package.with_name("甲.dabiao-receipt"))
    package.with_name("坏.dabiao-receipt").write_text("{}", "utf-8")
    read = read_folder(package.parent)
    assert len(read.filed) == 1 and set(read.receipts) == {read.filed[0].fingerprint}
    assert [item.file for item in read.broken] == ["坏.dabiao-receipt"]
    assert read.broken[0].sentence.endswith("。")


def test_what_was_read_is_sorted_out_anew_without_reading(package: Path) -> None:
    read = read_folder(package.parent)
    package.unlink()
    listed = (ListedSchool("某校", "99"), ListedSchool(read.filed[0].name, read.filed[0].code))
    with_list, without = read.sorted_out(listed, None), read.sorted_out(None, date(2026, 11, 1))
    assert [standing.word for standing in with_list.standings] == ["未报", "已报"]
    assert [standing.word for standing in without.standings] == ["迟报"]
    assert read.years == ("2026-2027",)


def test_a_receipt_never_takes_the_place_of_another(tmp_path: Path) -> None:
    package = tmp_path / "1-1.zip"
    first = receipt_place(package, Ruling.RETURNED)
    first.write_text("there", "utf-8")
    second = receipt_place(package, Ruling.RETURNED)
    assert (first.name, second.name) == ("1-1-退回意见.dabiao-receipt", "1-1-退回意见-2.dabiao-receipt")
    assert receipt_place(package, Ruling.ACCEPTED).name == "1-1-接收回执.dabiao-receipt"


def test_a_code_is_kept_by_year_and_school() -> None:
    assert paper_key("2026-2027", ListedSchool("某校", "3150000001")) == "2026-2027:3150000001"
    assert paper_key("2026-2027", ListedSchool("某校", "", "12500103000000001T")).endswith("T")
