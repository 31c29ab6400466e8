"""Editions compared and adopted, as a user calls it."""

import json
from pathlib import Path

import pytest

from app.cli import run
from tests.services.own import OWN, edition, own_pack

from .test_own_standards import FACTS, dabiao

NEWER = edition(2, OWN.replace("80%", "65%").replace("建立企业实践制度", "建立教师企业实践制度"))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return own_pack(tmp_path / "old")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return own_pack(tmp_path / "new", NEWER)


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.yaml"
    text = FACTS.replace("facts: {", "facts: {task.local-x.1: 是, task.local-x.2: 是, ")
    path.write_text(text, encoding="utf-8")
    return path


CHANGES = """《某区师资要求》[local-x] 版本 1 → 2
  改动　指标 local-x-双师　双师型教师占比（第一条）
      数值：≥80% → ≥65%
  改动　任务 task.local-x.2　建立教师企业实践制度（第三条）
      内容：建立企业实践制度 → 建立教师企业实践制度
"""


def test_two_files_are_compared_clause_by_clause(
    capsys: pytest.CaptureFixture[str], old: Path, new: Path
) -> None:
    assert dabiao(capsys, "standards", "diff", old, new) == CHANGES
    assert dabiao(capsys, "standards", "diff", old.parent, new.parent) == CHANGES
    assert dabiao(capsys, "standards", "diff", old, old) == "内容相同，没有改动。\n"


def test_for_a_school_the_verdicts_that_turn_and_the_tasks_to_answer_anew_are_told(
    capsys: pytest.CaptureFixture[str], old: Path, new: Path, facts: Path
) -> None:
    told = dabiao(capsys, "standards", "diff", old, new, "--input", facts)
    assert told == CHANGES + (
        "（校名待填）的判定\n"
        "  双师型教师占比（local-x-双师）：未达到目标 → 达到目标\n"
        "  建立教师企业实践制度（task.local-x.2）：已完成 → 待填\n"
        "任务内容已改，须重新填报\n"
        "  task.local-x.2：原填 是；现为：建立教师企业实践制度\n"
    )


def test_the_json_says_the_same(
    capsys: pytest.CaptureFixture[str], old: Path, new: Path, facts: Path
) -> None:
    data = json.loads(dabiao(capsys, "standards", "diff", old, new, "--input", facts, "--json"))
    assert data["format"] == "dabiao-diff/1"
    (standard,) = data["standards"]
    assert (standard["id"], standard["change"], standard["old"], standard["new"]) == (
        "local-x",
        "changed",
        "1",
        "2",
    )
    assert standard["rows"][0]["differences"] == [{"aspect": "figure", "old": "≥80%", "new": "≥65%"}]
    assert [(turn["indicator"], turn["old"], turn["new"]) for turn in data["turns"]] == [
        ("local-x-双师", "missed", "met"),
        ("task.local-x.2", "met", "unanswered"),
    ]
    assert [item["fact"] for item in data["outdated"]] == ["task.local-x.2"]


def test_a_shipped_pack_is_named_by_its_id(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from app.paths import program_folder

    shipped = program_folder() / "standards" / "national" / "conditions-2022.yaml"
    text = shipped.read_text(encoding="utf-8")
    mine = own_pack(tmp_path, text.replace("40000㎡", "45000㎡"), "conditions-2022.yaml")
    told = dabiao(capsys, "standards", "diff", "conditions-2022", mine)
    assert "  内容不同而版本相同，应改写 edition\n" in told
    assert "      数值：≥40,000㎡ → ≥45,000㎡\n" in told
    assert dabiao(capsys, "standards", "diff", shipped, "conditions-2022") == "内容相同，没有改动。\n"
    assert dabiao(capsys, "standards", "diff", shipped.parent.parent) == "内容相同，没有改动。\n"


def test_documents_of_folders_that_came_or_went_are_told(
    capsys: pytest.CaptureFixture[str], old: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    told = dabiao(capsys, "standards", "diff", empty, old.parent)
    assert told.startswith("《某区师资要求》[local-x] 新增，版本 1\n  新增　指标 local-x-双师")
    assert "取消，版本 1" in dabiao(capsys, "standards", "diff", old.parent, empty)


def test_what_is_no_standard_and_what_is_faulty_is_told(
    capsys: pytest.CaptureFixture[str], old: Path, tmp_path: Path
) -> None:
    assert "没有“local-q”" in dabiao(capsys, "standards", "diff", "local-q", old, code=1)
    wrong = own_pack(tmp_path / "wrong", OWN.replace("subset", "subst"))
    assert "local-x.yaml:12" in dabiao(capsys, "standards", "diff", old, wrong, code=1)


def test_a_file_keeps_its_editions_until_the_new_ones_are_adopted(
    capsys: pytest.CaptureFixture[str], old: Path, new: Path, facts: Path, tmp_path: Path
) -> None:
    dabiao(capsys, "standards", "add", old)
    school = tmp_path / "学校.dabiao"
    dabiao(capsys, "new", school, "--from", facts)
    assert "没有可采用的新版本" in dabiao(capsys, "standards", "adopt", school)
    dabiao(capsys, "standards", "add", new)
    assert run(["judge", str(school), "--standard", "local-x", "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == "提示：local-x 本机的版本为 2，本学年仍按所存的版本 1 判定，直到采用新版本\n"
    assert json.loads(printed.out)["standards"][0]["edition"] == "1"
    assert dabiao(capsys, "standards", "diff", school) == CHANGES
    compared = json.loads(dabiao(capsys, "standards", "diff", school, "--input", school, "--json"))
    assert [item["fact"] for item in compared["outdated"]] == ["task.local-x.2"]
    assert [turn["indicator"] for turn in compared["turns"]] == ["local-x-双师", "task.local-x.2"]
    before = school.read_bytes()
    assert dabiao(capsys, "standards", "adopt", school, "--preview").endswith("未改动（预览）\n")
    assert school.read_bytes() == before
    told = dabiao(capsys, "standards", "adopt", school)
    assert told.startswith(CHANGES) and "须重新填报" in told
    data = json.loads(dabiao(capsys, "judge", school, "--standard", "local-x", "--json"))
    assert data["standards"][0]["edition"] == "2"
    assert {row["indicator"]: row["status"] for row in data["verdicts"]} == {
        "local-x-双师": "met",
        "task.local-x.1": "met",
        "task.local-x.2": "unanswered",
    }


def test_the_pack_of_a_file_can_be_named_where_the_computer_has_none(
    capsys: pytest.CaptureFixture[str], old: Path, facts: Path, tmp_path: Path
) -> None:
    dabiao(capsys, "standards", "add", old)
    school = tmp_path / "学校.dabiao"
    dabiao(capsys, "new", school, "--from", facts)
    dabiao(capsys, "standards", "remove", "local-x")
    data = json.loads(dabiao(capsys, "judge", school, "--standard", "local-x", "--json"))
    assert [row["status"] for row in data["verdicts"]] == ["missed", "met", "met"]


def test_what_only_the_file_has_is_removed_from_it_by_name(
    capsys: pytest.CaptureFixture[str], old: Path, facts: Path, tmp_path: Path
) -> None:
    dabiao(capsys, "standards", "add", old)
    confirm = ("standards", "confirm", "local-x-双师", "--text", "原件", "--by", "李老师", "--value", "60%")
    dabiao(capsys, *confirm)
    school = tmp_path / "学校.dabiao"
    dabiao(capsys, "new", school, "--from", facts)
    for name in ("local-x-双师", "local-x"):
        dabiao(capsys, "standards", "remove", name)
        assert "local-x" in dabiao(capsys, "judge", school)
    assert "只在本文件中" in told_beside(capsys, school)
    dabiao(capsys, "standards", "remove", "local-x", "--input", school)
    assert "local-x" not in dabiao(capsys, "judge", school)
    assert told_beside(capsys, school) == ""
    refused = dabiao(capsys, "standards", "remove", "conditions-2022", "--input", school, code=1)
    assert "没有增补的标准或确认的数值“conditions-2022”" in refused


def told_beside(capsys: pytest.CaptureFixture[str], school: Path) -> str:
    assert run(["judge", str(school)]) == 0
    return capsys.readouterr().err
