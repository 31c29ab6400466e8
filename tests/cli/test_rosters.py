"""Rosters from the command line: the blank sheet, importing, marking, showing, removing; no names in what is said."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli import run
from app.domain.roster_count import Row
from app.domain.rulebook import Rulebook
from app.paths import Paths
from app.services.rosters import write_roster
from app.storage.workspace import Workspace
from tests.services.filings import ready_file
from tests.services.rosters import NAMES, NUMBERS

COMPLETE = {
    "employment": "专任",
    "role": "专业课",
    "education": "本科",
    "title_level": "中级",
    "dual_level": "中级",
    "dual_until": "2027-08-31",
    "practice_months": "7",
    "trained_on": "2024-07-01",
    "entry_date": "2015-09-01",
    "enterprise_years": "0",
}
ROWS = tuple(
    Row(number, {"name": name, "id_number": identity, **COMPLETE})
    for number, (name, identity) in enumerate(zip(NAMES, NUMBERS, strict=True), start=2)
)
LACKING = "无双师型认定证书"
WITHOUT_CERTIFICATE = replace(ROWS[1], cells={**ROWS[1].cells, "dual_level": "无"})


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, shipped: Paths, shipped_rulebook: Rulebook) -> Path:
    return ready_file(tmp_path_factory.mktemp("学校") / "我校.dabiao", shipped, shipped_rulebook)


@pytest.fixture
def school(tmp_path: Path, sample: Path) -> Path:
    return Path(shutil.copy(sample, tmp_path))


@pytest.fixture
def sheet(tmp_path: Path, shipped_rulebook: Rulebook) -> Path:
    rows = (ROWS[0], WITHOUT_CERTIFICATE, ROWS[2])
    return write_roster(shipped_rulebook.rosters[0], rows, tmp_path / "名册.xlsx")


def dabiao(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> str:
    assert run([str(argument) for argument in arguments]) == code
    printed = capsys.readouterr()
    said = printed.out + printed.err
    assert not any(word in said for word in (*NAMES, *NUMBERS)), "no name is ever printed"
    assert not (printed.out and code), "nothing goes to stdout where something could not be done"
    return printed.err if code else printed.out


def dual_qualified(capsys: pytest.CaptureFixture[str], school: Path) -> dict[str, object]:
    """Return what is said of the teachers with certificates."""
    shown = json.loads(dabiao(capsys, "roster", "show", school, "--json"))
    figures: list[dict[str, object]] = [item for roster in shown["rosters"] for item in roster["figures"]]
    return next((item for item in figures if item["fact"] == "teachers.dual_qualified"), {})


@pytest.mark.parametrize("name", ["teachers", "教师花名册"])
def test_a_blank_roster_is_written_that_takes_rows(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    place = tmp_path / "空白.xlsx"
    assert dabiao(capsys, "roster", "blank", name, "-o", place) == f"已写出 {place}\n"
    assert place.stat().st_size > 0


def test_a_preview_says_what_would_change_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], school: Path, sheet: Path
) -> None:
    before = school.read_bytes()
    told = dabiao(capsys, "roster", "import", school, "teachers", sheet, "--preview")
    assert told.startswith("2026-2027 学年教师花名册：共 3 行，新增 3 行，变更 0 行，删去 0 行，不变 0 行\n")
    assert f"双师型教师数 2 名，未采用（尚未核对完整）\n    未计入：{LACKING} 1 行" in told
    assert told.endswith("未改动（预览）\n")
    assert school.read_bytes() == before


def test_an_imported_roster_judges_once_it_is_marked_and_not_after_the_mark_is_taken_back(
    capsys: pytest.CaptureFixture[str], school: Path, sheet: Path
) -> None:
    typed = json.loads(dabiao(capsys, "judge", school, "--json"))
    assert dabiao(capsys, "roster", "import", school, "teachers", sheet).endswith("统计数才参与判定\n")
    assert json.loads(dabiao(capsys, "judge", school, "--json"))["verdicts"] == typed["verdicts"]
    told = dabiao(capsys, "roster", "mark", school, "teachers", "--by", "王老师")
    assert told.startswith("2026-2027 学年教师花名册 3 行已标为已核对完整\n")
    assert dual_qualified(capsys, school) == {
        "fact": "teachers.dual_qualified",
        "name": "双师型教师数",
        "value": "2",
        "typed": "25",
        "judges": True,
        "counted": 2,
        "left_out": [{"reason": LACKING, "rows": 1}],
        "undecided": [],
    }
    assert json.loads(dabiao(capsys, "judge", school, "--json"))["verdicts"] != typed["verdicts"]
    assert "已核对完整（王老师，" in dabiao(capsys, "roster", "show", school)
    assert "已取消" in dabiao(capsys, "roster", "mark", school, "teachers", "--take-back")
    assert json.loads(dabiao(capsys, "judge", school, "--json"))["verdicts"] == typed["verdicts"]
    assert "原来没有标记" in dabiao(capsys, "roster", "mark", school, "teachers", "--take-back")


def test_importing_the_same_again_changes_nothing_and_other_rows_end_the_mark(
    capsys: pytest.CaptureFixture[str], school: Path, sheet: Path, shipped_rulebook: Rulebook
) -> None:
    dabiao(capsys, "roster", "import", school, "teachers", sheet)
    dabiao(capsys, "roster", "mark", school, "teachers")
    assert dabiao(capsys, "roster", "import", school, "teachers", sheet).endswith("与原有各行相同，未改动\n")
    assert dual_qualified(capsys, school)["judges"] is True
    write_roster(shipped_rulebook.rosters[0], ROWS, sheet)
    assert "变更 1 行" in dabiao(capsys, "roster", "import", school, "teachers", sheet)
    after = dual_qualified(capsys, school)
    assert (after["value"], after["judges"]) == ("3", False)


def test_rows_that_are_undecided_are_shown_with_number_and_reason(
    capsys: pytest.CaptureFixture[str], school: Path, sheet: Path, shipped_rulebook: Rulebook
) -> None:
    unsure = replace(ROWS[1], cells={**ROWS[1].cells, "employment": "返聘"})
    write_roster(shipped_rulebook.rosters[0], (ROWS[0], unsure), sheet)
    told = dabiao(capsys, "roster", "import", school, "teachers", sheet)
    assert "  须核对 1 处：\n    名册.xlsx 第 3 行：" in told
    dabiao(capsys, "roster", "mark", school, "teachers")
    shown = dabiao(capsys, "roster", "show", school)
    assert "专任教师数：花名册统计 1 名，填报 72 名，相差 71 名，未采用（有 1 行未定）" in shown
    assert "未定 1 处：\n      第 3 行：教师类别的内容无法识别" in shown
    found = dual_qualified(capsys, school)
    assert found["undecided"] == [{"row": 3, "reason": "教师类别的内容无法识别"}]


def test_a_roster_is_removed_after_a_backup(
    capsys: pytest.CaptureFixture[str], school: Path, sheet: Path, own_data_folder: Path
) -> None:
    dabiao(capsys, "roster", "import", school, "teachers", sheet)
    assert "已移除 2026-2027 学年的教师花名册" in dabiao(capsys, "roster", "remove", school, "教师花名册")
    assert dabiao(capsys, "roster", "show", school) == "2026-2027 学年还没有导入花名册\n"
    newest = max((own_data_folder / "backups").iterdir(), key=lambda file: file.stat().st_mtime_ns)
    with Workspace.open(newest, read_only=True) as backup:
        assert len(backup.rosters(backup.years()[-1])["teachers"].rows) == 3


def test_a_year_may_be_named(capsys: pytest.CaptureFixture[str], school: Path, sheet: Path) -> None:
    told = dabiao(capsys, "roster", "import", school, "teachers", sheet, "--year", "2025-2026")
    assert told.startswith("2025-2026 学年教师花名册：共 3 行")
    assert dabiao(capsys, "roster", "show", school) == "2026-2027 学年还没有导入花名册\n"
    assert "3 行" in dabiao(capsys, "roster", "show", school, "--year", "2025-2026")
    assert "没有 2030-2031 学年" in dabiao(capsys, "roster", "show", school, "--year", "2030-2031", code=1)


@pytest.mark.parametrize("act", ["mark", "remove"])
def test_what_is_not_there_is_told(capsys: pytest.CaptureFixture[str], school: Path, act: str) -> None:
    assert "还没有导入教师花名册" in dabiao(capsys, "roster", act, school, "teachers", code=1)
    known = "现有：teachers（教师花名册）、training（培训台账）、programmes（专业情况表）"
    assert known in dabiao(capsys, "roster", act, school, "学生", code=1)


def test_what_is_no_school_file_or_no_sheet_is_told(
    capsys: pytest.CaptureFixture[str], school: Path, tmp_path: Path
) -> None:
    other = tmp_path / "a.csv"
    other.write_text("甲,乙\n1,2\n", encoding="utf-8")
    assert "不是学校自评文件" in dabiao(capsys, "roster", "show", other, code=1)
    assert "没有找到表头" in dabiao(capsys, "roster", "import", school, "teachers", other, code=1)


def test_a_frozen_year_takes_no_roster(
    capsys: pytest.CaptureFixture[str], school: Path, sheet: Path, tmp_path: Path
) -> None:
    dabiao(capsys, "file", school, "-o", tmp_path / "备案包.zip")
    told = dabiao(capsys, "roster", "import", school, "teachers", sheet, "--preview")
    assert "新增 3 行" in told
    assert run(["roster", "import", str(school), "teachers", str(sheet)]) == 1
    assert "已备案冻结" in capsys.readouterr().err
    assert dabiao(capsys, "roster", "show", school) == "2026-2027 学年还没有导入花名册\n"


def test_a_mark_under_former_rules_is_told_to_have_lapsed(
    capsys: pytest.CaptureFixture[str], school: Path, sheet: Path
) -> None:
    dabiao(capsys, "roster", "import", school, "teachers", sheet)
    with Workspace.open(school) as workspace:
        workspace.mark_roster(workspace.years()[-1], "teachers", "8b" * 32)
    assert "未标为已核对完整（统计规则已有变化，原标记失效，请重新核对）" in dabiao(
        capsys, "roster", "show", school
    )
    assert dual_qualified(capsys, school)["judges"] is False
