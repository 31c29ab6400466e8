"""The authority's answer to a package: checked against the filing, written, and opened by the school."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.receipt import Remark, Ruling
from app.domain.rulebook import Rulebook
from app.errors import ExportError, FilingError, PackageError
from app.exchange.reading import read_package
from app.exchange.receipts import read_receipt
from app.paths import Paths
from app.services.filing import freeze, is_returned, open_receipt, write_package
from app.services.receipts import Answer, make_receipt, show_receipt
from app.storage.workspace import Workspace
from tests.services.districts import Schools
from tests.services.filings import NOW, judged, ready, ready_file

ACCEPTED = Answer(Ruling.ACCEPTED, "渝中区教育委员会", "唐敏", date(2026, 12, 3))
RETURNED = replace(
    ACCEPTED,
    ruling=Ruling.RETURNED,
    text="请核对后重新报送",
    remarks=(Remark("DB-生均校舍", "与统计报表不一致"),),
)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory, shipped: Paths, shipped_rulebook: Rulebook) -> Path:
    return Schools(shipped, shipped_rulebook).package(tmp_path_factory.mktemp("包"), 1)


def test_a_receipt_carries_number_and_fingerprint_of_the_filing(package: Path, tmp_path: Path) -> None:
    place = tmp_path / "a.dabiao-receipt"
    made = make_receipt(package, RETURNED, place)
    filing = read_package(package)
    assert read_receipt(place) == made
    assert (made.number, made.fingerprint) == (filing.number, filing.fingerprint)
    assert (made.ruling, made.remarks) == (Ruling.RETURNED, RETURNED.remarks)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (replace(RETURNED, text=" ", remarks=()), "退回须写明意见"),
        (replace(RETURNED, remarks=(Remark("DB-没有", "意见"),)), "没有编号为“DB-没有”的指标或任务"),
        (replace(RETURNED, remarks=(Remark("DB-师生比", " "),)), "有的意见没有内容"),
        (replace(ACCEPTED, authority=" "), "没有写明机关"),
        (replace(ACCEPTED, officer=""), "没有写明经办人"),
    ],
)
def test_an_answer_that_is_not_complete_writes_nothing(
    package: Path, tmp_path: Path, answer: Answer, reason: str
) -> None:
    with pytest.raises(FilingError, match=reason):
        make_receipt(package, answer, tmp_path / "a.dabiao-receipt")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "answer",
    [
        ACCEPTED,
        replace(RETURNED, text=""),
        replace(RETURNED, remarks=()),
        replace(ACCEPTED, remarks=(Remark("task.yuzhong-2022-28.19", "下年补充佐证"),)),
    ],
)
def test_an_answer_that_is_complete_is_taken(package: Path, tmp_path: Path, answer: Answer) -> None:
    assert make_receipt(package, answer, tmp_path / "a.dabiao-receipt").ruling is answer.ruling


def test_a_broken_package_gets_no_receipt(package: Path, tmp_path: Path) -> None:
    broken = tmp_path / "坏.zip"
    broken.write_bytes(package.read_bytes()[:-1])
    with pytest.raises(PackageError):
        make_receipt(broken, ACCEPTED, tmp_path / "a.dabiao-receipt")
    assert list(tmp_path.iterdir()) == [broken]


def test_a_receipt_never_replaces_the_package(package: Path) -> None:
    before = package.read_bytes()
    with pytest.raises(FilingError, match="不能写在备案包上"):
        make_receipt(package, ACCEPTED, package)
    assert package.read_bytes() == before


def test_a_receipt_that_cannot_be_written_says_so(package: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        make_receipt(package, ACCEPTED, tmp_path / "没有" / "a.dabiao-receipt")


def test_a_receipt_is_shown_with_the_titles_of_its_rows(
    package: Path, tmp_path: Path, shipped_rulebook: Rulebook
) -> None:
    place = tmp_path / "a.dabiao-receipt"
    make_receipt(package, RETURNED, place)
    lines = list(show_receipt(place, shipped_rulebook))
    assert lines[1:] == [
        "退回修改（渝中区教育委员会，唐敏，2026-12-03）",
        "  请核对后重新报送",
        "  生均校舍建筑面积（DB-生均校舍）：与统计报表不一致",
    ]


def test_the_school_opens_what_the_district_made(
    tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    path = ready_file(tmp_path / "我校.dabiao", shipped, shipped_rulebook)
    with Workspace.open(path, who="李晓岚") as workspace:
        filed = freeze(workspace, judged(ready(shipped, shipped_rulebook), shipped_rulebook, shipped), NOW)
        write_package(workspace, filed, tmp_path / "包.zip")
        place = tmp_path / "回执.dabiao-receipt"
        make_receipt(tmp_path / "包.zip", RETURNED, place)
        open_receipt(workspace, place, place.read_text(encoding="utf-8"))
        assert is_returned(workspace, filed)
