"""The commands as a user calls them: what they print, how they end, and what they leave alone."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from app.cli import commands, run
from app.domain.rulebook import Rulebook
from app.paths import program_folder
from app.services.years import start_next_year
from tests.reports.builders import pages_of

ROOT = program_folder()
SAMPLE = ROOT / "resources" / "samples" / "示例学校.yaml"
SMALL = """format: dabiao-facts/1
year: 2026-2027
date: 2026-11-21
facts:
  school.kind: 职教中心
  school.category: 一般类
  school.district: 渝中区
  students.enrolled: 1480
  campus.land: 60亩
  campus.building: 2.85321万㎡
  equipment.value: 393.2万元
  teachers.specialist: 30
  teachers.dual_qualified: 21
"""


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def judge(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, dict[str, object]]:
    assert run(["judge", *map(str, arguments), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    return {row["indicator"]: row for row in result["verdicts"]}


def test_figures_as_schools_publish_them_are_judged_as_arithmetic_judges_them(
    facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = judge(capsys, facts)
    assert (rows["DB-占地"]["exact"], rows["DB-占地"]["status"]) == ("40000", "met")
    assert rows["DB-生均用地"]["exact"] == "1000/37"
    assert (rows["DB-生均用地"]["value"], rows["DB-生均用地"]["required"]) == ("27.03㎡", "≥33㎡")
    assert rows["DB-校舍"]["exact"] == "285321/10"
    assert rows["DB-设备"]["value"] == "393.20万元"
    dual = rows["YZ-双师"]
    assert (dual["exact"], dual["value"], dual["required"], dual["status"]) == (
        "7/10",
        "70.00%",
        "≥70%",
        "met",
    )
    assert (dual["deadline"], dual["deadline_state"]) == ("2025-12-31", "passed")
    gap = rows["DB-生均用地"]["gap"]
    assert isinstance(gap, list)
    assert gap[0] == {
        "way": "raise",
        "fact": "campus.land",
        "amount": "8840",
        "unit": "㎡",
        "text": "计入达标的占地面积还差 8,840 ㎡（现 40,000 ㎡，需 48,840 ㎡）",
    }


def test_json_names_documents_checks_and_school(facts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["judge", str(facts), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["format"], result["date"], result["year"]) == (
        "dabiao-verdicts/1",
        "2026-11-21",
        "2026-2027",
    )
    assert result["school"] is None
    applies = {row["id"]: row["applies"] for row in result["standards"]}
    assert applies["conditions-2022"] and applies["establishment-2010"] and applies["yuzhong-2022-28"]
    assert applies["technician-2012"] is False
    assert all(len(row["hash"]) == 64 for row in result["standards"])


def test_the_date_chooses_documents_and_nothing_else(facts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "YZ-双师" not in judge(capsys, facts, "--date", "2022-07-12")
    assert judge(capsys, facts, "--date", "2022-07-13")["YZ-双师"]["deadline_state"] == "pending"


def test_a_named_standard_is_judged_even_where_it_does_not_apply(
    facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts.write_text(SMALL.replace("渝中区", "永川区"), encoding="utf-8")
    assert not any(name.startswith("YZ-") for name in judge(capsys, facts))
    rows = judge(capsys, facts, "--standard", "yuzhong-2022-28")
    assert rows["YZ-双师"]["status"] == "met"
    assert {row["standard"] for row in rows.values()} == {"yuzhong-2022-28"}


def test_the_readable_account_is_chinese_and_ends_with_the_conclusion(
    facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["judge", str(facts)]) == 0
    out = capsys.readouterr().out
    for words in ("未达标", "还差", "尚不能认定为办学条件达标", "区域口径目标"):
        assert words in out


def test_a_workspace_is_judged_like_the_file_it_was_made_from(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = tmp_path / "学校.dabiao"
    assert run(["new", str(workspace), "--from", str(facts)]) == 0
    capsys.readouterr()
    before = hashlib.sha256(workspace.read_bytes()).hexdigest()
    assert judge(capsys, workspace) == judge(capsys, facts)
    assert hashlib.sha256(workspace.read_bytes()).hexdigest() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["facts.yaml", "学校.dabiao"]


def test_any_year_of_a_file_is_judged_and_printed_the_last_one_unless_named(
    tmp_path: Path, facts: Path, shipped_rulebook: Rulebook, capsys: pytest.CaptureFixture[str]
) -> None:
    school = tmp_path / "我校.dabiao"
    assert run(["new", str(school), "--from", str(facts)]) == 0
    start_next_year(school, "李晓岚", shipped_rulebook)
    named: tuple[tuple[list[str], str], ...] = (([], "2027-2028"), (["--year", "2026-2027"], "2026-2027"))
    for arguments, expected in named:
        capsys.readouterr()
        assert run(["judge", str(school), "--json", *arguments]) == 0
        assert json.loads(capsys.readouterr().out)["year"] == expected
    target = tmp_path / "报告.pdf"
    assert run(["report", str(school), "-o", str(target), "--year", "2026-2027"]) == 0
    assert "2026–2027 学年" in "".join(pages_of(target.read_bytes()))
    for path in (school, facts):
        capsys.readouterr()
        assert run(["judge", str(path), "--year", "2019-2020"]) == 1
        assert "没有 2019-2020 学年的自评" in capsys.readouterr().err
    assert run(["judge", str(school), "--year", "今年"]) == 2


def test_new_refuses_an_existing_file_and_leaves_it_alone(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "已有.dabiao"
    taken.write_text("重要内容", encoding="utf-8")
    assert run(["new", str(taken), "--from", str(facts)]) == 1
    assert "已存在" in capsys.readouterr().err
    assert taken.read_text(encoding="utf-8") == "重要内容"


def test_new_writes_nothing_when_the_facts_are_faulty(tmp_path: Path, facts: Path) -> None:
    facts.write_text(SMALL + "  nobody.knows: 1\n", encoding="utf-8")
    assert run(["new", str(tmp_path / "学校.dabiao"), "--from", str(facts)]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["facts.yaml"]


BAD_LINES = [
    ("students.enroled: 1", "没有数据项"),
    ("students.enrolled: 5", "重复出现"),
    ("teachers.staff: 60亩", "不能用单位"),
    ("teachers.staff: -1", "不能为负数"),
    ("teachers.staff: .nan", "无法识别"),
    ("teachers.staff: 80.5", "应为整数"),
    ("school.ownership: 合办", "没有“合办”"),
    ("teachers.staff: {not_applicable: }", "不能填“不适用”"),
    ("students.interns: {not_applicable: }", "须写理由"),
]


@pytest.mark.parametrize(("line", "words"), BAD_LINES)
def test_each_bad_line_gives_its_sentence_and_nothing_else(
    line: str, words: str, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts.write_text(SMALL + f"  {line}\n", encoding="utf-8")
    assert run(["judge", str(facts)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert words in told.err
    assert "facts.yaml:14：" in told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize("name", ["facts.yaml", "facts.dabiao"])
@pytest.mark.parametrize(
    "raw", [b"", os.urandom(3000), b"%PDF-1.7 \x00\x01", b"SQLite format 3\x00" + b"\x00" * 200]
)
def test_bytes_of_anything_else_are_refused_and_left_alone(
    raw: bytes, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    assert run(["judge", str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.strip() and "Traceback" not in told.err and "程序出错" not in told.err
    assert path.read_bytes() == raw
    assert [item.name for item in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["none.yaml", "none.dabiao", "."])
def test_what_is_not_there_or_is_a_folder_is_told(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["judge", str(tmp_path / name)]) == 1
    assert "程序出错" not in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


USAGE = [
    (["standards"], "用法"),
    (["judge"], "缺少 INPUT"),
    (["judge", "a", "b"], "多余的内容"),
    (["judge", "a", "--date", "2026-02-30"], "无法识别"),
    (["judge", "a", "--none"], "没有选项 --none"),
    (["none"], "没有命令 none"),
    (["打开"], "没有命令 打开"),
    (["D'or.yaml"], "没有命令 D'or.yaml"),
    (["report", "a"], "缺少 -o"),
    (["new", "a.dabiao"], "缺少 --from"),
]


@pytest.mark.parametrize(("arguments", "words"), USAGE)
def test_a_wrong_call_ends_with_2_and_says_how_to_call(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    told = capsys.readouterr()
    assert words in told.err + told.out
    assert not {"Usage", "Error", "such"} & set(told.err.replace(":", " ").split())


@pytest.mark.parametrize("call", [[], ["open"]])
@pytest.mark.parametrize("name", ["我 校 #1 100%.dabiao", "OLD.DABIAO"])
def test_a_school_file_alone_is_opened_as_by_a_double_click(
    call: list[str], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    monkeypatch.setattr(commands, "open_window", lambda file, sample: opened.append(file))
    place = tmp_path / "有 空格" / name
    assert run([*call, str(place)]) == 0
    assert opened == [place]


COMMANDS = [
    "open",
    "judge",
    "new",
    "report",
    "sample",
    "standards list",
    "standards show",
    "standards check",
    "facts",
    "forms",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_chinese_help_with_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*command.split(), "--help"]) == 0
    out = capsys.readouterr().out
    assert "示例：dabiao " + command in out
    assert "用法：" in out
    assert "Options" not in out and "Show this message" not in out


def test_standards_are_listed_shown_and_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["standards", "list"]) == 0
    assert "渝中府办〔2022〕28号" in capsys.readouterr().out
    assert run(["standards", "show", "conditions-2022"]) == 0
    assert "DB-师生比" in capsys.readouterr().out
    assert run(["standards", "show", "none"]) == 1
    assert "conditions-2022" in capsys.readouterr().err
    assert run(["standards", "check"]) == 0
    assert "无误" in capsys.readouterr().out


def test_checking_a_faulty_pack_ends_with_1_and_names_the_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.catalog.packs import RIGHT

    path = tmp_path / "local-test.yaml"
    path.write_text(RIGHT, encoding="utf-8")
    assert run(["standards", "check", str(path)]) == 0
    assert run(["standards", "check", str(tmp_path)]) == 0
    path.write_text(RIGHT.replace("60%", "60"), encoding="utf-8")
    capsys.readouterr()
    assert run(["standards", "check", str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "local-test.yaml:23：" in told.err


def test_facts_are_listed_for_people_and_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["facts"]) == 0
    assert "teachers.dual_qualified" in capsys.readouterr().out
    assert run(["facts", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {"id", "name", "kind", "unit", "when", "office"} <= rows[0].keys()


def test_a_report_its_sheet_and_a_word_document_are_written_from_facts_and_from_a_workspace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "示例"
    assert run(["sample", str(folder)]) == 0
    for source in ("示例学校.yaml", "示例学校.dabiao"):
        pdf, sheet, word = (folder / f"{source}.{kind}" for kind in ("pdf", "xlsx", "docx"))
        places = ["-o", str(pdf), "--xlsx", str(sheet), "--docx", str(word)]
        assert run(["report", str(folder / source), *places]) == 0
        assert pdf.read_bytes().startswith(b"%PDF")
        assert sheet.read_bytes().startswith(b"PK")
        assert "三、结论" in [paragraph.text for paragraph in Document(str(word)).paragraphs]
    capsys.readouterr()


def test_the_sample_leaves_files_that_are_there_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "示例学校.yaml").write_text("我的内容", encoding="utf-8")
    assert run(["sample", str(tmp_path)]) == 0
    assert "未改动" in capsys.readouterr().out
    assert (tmp_path / "示例学校.yaml").read_text(encoding="utf-8") == "我的内容"


def test_blank_forms_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "空白.pdf"
    assert run(["forms", "--blank", str(target), "--year", "2026-2027"]) == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert run(["forms", "--blank", str(tmp_path / "b.pdf"), "--year", "2026"]) == 1
    assert "相连的两年" in capsys.readouterr().err


def test_the_forms_of_one_school_are_shorter_and_of_its_year(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own, whole = tmp_path / "own.pdf", tmp_path / "all.pdf"
    assert run(["forms", "--blank", str(own), "--school", str(facts)]) == 0
    assert run(["forms", "--blank", str(whole), "--school", str(facts), "--all"]) == 0
    few, many = pages_of(own.read_bytes()), pages_of(whole.read_bytes())
    assert len(few) < len(many)
    assert "2026–2027 学年" in few[0]


def test_the_forms_never_replace_the_schools_own_file(
    facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = facts.read_bytes()
    assert run(["forms", "--blank", str(facts), "--school", str(facts)]) == 1
    assert "这是输入的文件" in capsys.readouterr().err
    assert facts.read_bytes() == before


def test_a_report_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = tmp_path / "旧.pdf"
    pdf.write_bytes(b"old")
    assert run(["report", str(facts), "-o", str(pdf), "--xlsx", str(tmp_path / "none" / "x.xlsx")]) == 1
    assert "未导出" in capsys.readouterr().err
    assert pdf.read_bytes() == b"old"


BLOCKED = """
import sys
class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split('.')[0] in ('PySide6', 'shiboken6'):
            raise ImportError('the command line must not import ' + name)
sys.meta_path.insert(0, NoQt())
from app.cli import run
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["judge", str(SAMPLE), "--json"],
        ["facts"],
        ["standards", "check"],
        ["sample", "{folder}", "--report"],
        ["forms", "--blank", "{folder}/b.pdf"],
    ],
)
def test_no_command_imports_qt(arguments: list[str], tmp_path: Path) -> None:
    command = [argument.format(folder=tmp_path) for argument in arguments]
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, *command], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr


def test_output_is_utf8_in_a_posix_locale_and_into_a_closed_pipe(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "DABIAO_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "app", "facts"], cwd=ROOT, capture_output=True, env=environment
    )
    assert "学历教育在校生数" in done.stdout.decode("utf-8")
    piped = subprocess.run(
        f"'{sys.executable}' -m app judge '{SAMPLE}' | head -n 1",
        shell=True,
        cwd=ROOT,
        capture_output=True,
        env=environment,
    )
    assert b"Error" not in piped.stderr and b"Exception" not in piped.stderr, piped.stderr


def test_without_a_display_the_window_is_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for arguments in ([], ["open"], ["open", "x.dabiao"]):
        assert run(arguments) == 1
        assert "没有可用的显示" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["facts.yaml", "学校.dabiao"])
def test_a_report_never_overwrites_what_it_was_made_from(
    name: str, tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", str(tmp_path / "学校.dabiao"), "--from", str(facts)]) == 0
    source, other = tmp_path / name, tmp_path / "其他.pdf"
    before = source.read_bytes()
    assert run(["report", str(source), "-o", str(source)]) == 1
    assert run(["report", str(source), "-o", str(other), "--xlsx", str(source)]) == 1
    assert run(["report", str(source), "-o", str(other), "--docx", str(source)]) == 1
    assert run(["report", str(source), "-o", str(other), "--xlsx", str(other)]) == 1
    assert run(["report", str(source), "-o", str(other), "--docx", str(other)]) == 1
    assert "未导出" in capsys.readouterr().err
    assert source.read_bytes() == before
    assert not other.exists()
