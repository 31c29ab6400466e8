"""The district desk from the command line: collected, rolled up, a code from paper, receipts."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.bootstrap import Program
from app.cli import run
from app.domain.fingerprint import grouped
from app.domain.rulebook import Rulebook
from app.exchange.reading import read_package
from app.exchange.receipts import read_receipt
from app.paths import Paths
from tests.office import changed_cells, recalculated
from tests.services.districts import Schools, code_of, name_of, school_list


@pytest.fixture
def folder(tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook) -> Path:
    schools, place = Schools(shipped, shipped_rulebook), tmp_path / "备案"
    for number in (1, 2):
        schools.package(place, number)
    (place / "坏.zip").write_bytes(b"no package")
    return place


@pytest.mark.parametrize(
    ("command", "folder_named"),
    [(["district"], None), (["district", "open"], None), (["district", "open", "备案"], "备案")],
)
def test_without_a_command_the_window_is_opened(
    monkeypatch: pytest.MonkeyPatch, command: list[str], folder_named: str | None
) -> None:
    asked: list[Path | None] = []

    def run_district(_: Program, folder: Path | None) -> int:
        asked.append(folder)
        return 0

    monkeypatch.setattr(Program, "run_district", run_district)
    assert run(command) == 0
    assert asked == [Path(folder_named) if folder_named else None]


def test_without_a_display_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert run(["district"]) == 1
    assert "没有可用的显示" in capsys.readouterr().err


def test_a_folder_is_collected_into_sheet_and_report(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = school_list(tmp_path / "名单.csv", [1, 2, 3])
    sheet, report = tmp_path / "汇总.xlsx", tmp_path / "汇总.pdf"
    options = ["--schools", str(listed), "--due", "2026-11-30", "-o", str(sheet), "--pdf", str(report)]
    assert run(["district", "collect", str(folder), *options]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("渝中区 2026-2027 学年备案汇总\n")
    assert "核对无误的备案包 2 份；1 个文件核对不通过，均未计入。" in said.out
    assert "学校名单 3 所：迟报 2 所，未报 1 所。" in said.out
    assert f"1 所学校没有数据，均未计入，也不按 0 计：{name_of(3)}（未报）。" in said.out
    assert said.err == "未计入：坏.zip：不是备案包，或已损坏。请向报送学校重新索取备案包。\n"
    assert report.read_bytes().startswith(b"%PDF")
    assert load_workbook(sheet)["问题文件"]["A2"].value == "坏.zip"


def test_without_an_output_it_is_only_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(folder.parent.rglob("*"))
    assert run(["district", "collect", str(folder)]) == 0
    assert "报送学校 2 所：已报 2 所。" in capsys.readouterr().out
    assert sorted(folder.parent.rglob("*")) == before


def test_the_roll_up_is_printed_for_other_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["district", "collect", str(folder), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [school["code"] for school in data["schools"]] == [code_of(1), code_of(2)]
    assert data["broken"][0]["file"] == "坏.zip"


@pytest.mark.parametrize("content", [None, b"no package"])
def test_where_nothing_can_be_read_it_ends_with_one_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    place = tmp_path / "备案"
    place.mkdir()
    if content:
        (place / "a.zip").write_bytes(content)
    assert run(["district", "collect", str(place), "-o", str(tmp_path / "a.xlsx")]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[-1].startswith("备案：没有可以读取的备案包。")
    assert not (tmp_path / "a.xlsx").exists()


def test_faults_of_the_list_are_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "名单.csv"
    listed.write_text("学校名称,学校标识码\n甲,\n乙,\n", encoding="utf-8")
    assert run(["district", "collect", str(folder), "--schools", str(listed)]) == 1
    assert [line.split("：")[0] for line in capsys.readouterr().err.splitlines()] == [
        "名单.csv 第 2 行 B 列",
        "名单.csv 第 3 行 B 列",
    ]


def test_a_code_from_paper_is_held_against_the_folder(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = read_package(folder / f"{code_of(1)}-1.zip")
    assert run(["district", "code", grouped(package.fingerprint), str(folder)]) == 0
    assert capsys.readouterr().out.startswith(f"一致：{name_of(1)}的备案 {package.number}")
    assert run(["district", "code", "00000-00000", str(folder)]) == 1
    assert "不一致：收到的备案包中没有指纹为 00000-00000 的备案" in capsys.readouterr().err
    assert run(["district", "code", "年度", str(folder)]) == 1
    assert "这不是指纹" in capsys.readouterr().err


def test_libreoffice_opens_the_workbook_without_a_changed_cell(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "汇总.xlsx"
    assert run(["district", "collect", str(folder), "-o", str(sheet)]) == 0
    assert changed_cells(sheet, recalculated(sheet)) == []


def receipt(*arguments: str | Path) -> int:
    return run(["receipt", *map(str, arguments)])


def test_a_filing_is_returned_with_remarks_and_the_receipt_shown(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package, place = folder / f"{code_of(1)}-1.zip", tmp_path / "回执.dabiao-receipt"
    said = ("--by", "渝中区教育委员会", "--officer", "唐敏", "--date", "2026-12-03")
    remarks = ("--remark", "DB-生均校舍=与统计报表=不一致", "--remark", "DB-师生比=请附花名册")
    assert receipt("make", package, "--return", *said, *remarks, "-o", place) == 0
    assert capsys.readouterr().out.startswith(f"退回修改 {name_of(1)} {code_of(1)}-2026-1　指纹 ")
    assert [(remark.row, remark.text) for remark in read_receipt(place).remarks] == [
        ("DB-生均校舍", "与统计报表=不一致"),
        ("DB-师生比", "请附花名册"),
    ]
    assert receipt("show", place) == 0
    assert "退回修改（渝中区教育委员会，唐敏，2026-12-03）\n  生均校舍" in capsys.readouterr().out


def test_a_filing_is_accepted(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "回执.dabiao-receipt"
    package = folder / f"{code_of(2)}-1.zip"
    assert receipt("make", package, "--accept", "--by", "区教委", "--officer", "唐敏", "-o", place) == 0
    assert read_receipt(place).ruling == "accepted"


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--return"], 1, "退回须写明意见"),
        (["--return", "--remark", "DB-没有=意见"], 1, "备案中没有编号为“DB-没有”的指标或任务"),
        (["--return", "--remark", "意见"], 2, "--remark"),
        ([], 2, "--accept"),
    ],
)
def test_an_answer_that_cannot_be_given_says_why(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    code: int,
    words: str,
) -> None:
    place = tmp_path / "回执.dabiao-receipt"
    said = ["--by", "区教委", "--officer", "唐敏", "-o", str(place)]
    assert receipt("make", folder / f"{code_of(1)}-1.zip", *options, *said) == code
    assert words in capsys.readouterr().err
    assert not place.exists()
