"""Packs and confirmed values of one's own, as a user adds, confirms and removes them."""

import json
from pathlib import Path

import pytest

from app.cli import run
from tests.services.own import OWN, edition, own_pack

FACTS = """format: dabiao-facts/1
year: 2026-2027
date: 2026-11-21
facts: {school.kind: 职业高中, campus.land: 60亩, teachers.specialist: 30, teachers.dual_qualified: 21}
"""
TEXT = "某〔2026〕1号第一条，区教委存原件"


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.yaml"
    path.write_text(FACTS, encoding="utf-8")
    return path


def dabiao(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> str:
    assert run([str(argument) for argument in arguments]) == code
    printed = capsys.readouterr()
    assert not (printed.out and code), "nothing goes to stdout where something could not be done"
    return printed.err if code else printed.out


def rows(capsys: pytest.CaptureFixture[str], facts: Path) -> dict[str, dict[str, object]]:
    result = json.loads(dabiao(capsys, "judge", facts, "--json"))
    return {row["indicator"]: row for row in result["verdicts"]} | {s["id"]: s for s in result["standards"]}


def test_an_added_pack_judges_facts_and_stands_in_the_json_with_its_hash(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, facts: Path
) -> None:
    told = dabiao(capsys, "standards", "add", own_pack(tmp_path), "--by", "区教委")
    assert told == "已加入 local-x《某区师资要求》版本 1（指标 1 项，任务 2 项，算例 1 个）\n"
    found = rows(capsys, facts)
    assert found["local-x-双师"]["status"] == "missed"
    assert (found["local-x"]["edition"], found["local-x"]["applies"]) == ("1", True)
    assert len(str(found["local-x"]["hash"])) == 64
    assert "local-x" in dabiao(capsys, "standards", "list")


def test_a_new_edition_and_the_same_one_again_are_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    dabiao(capsys, "standards", "add", own_pack(tmp_path))
    assert "内容相同，未改动" in dabiao(capsys, "standards", "add", own_pack(tmp_path))
    newer = own_pack(tmp_path, edition(2))
    assert dabiao(capsys, "standards", "add", newer).endswith("；原版本 1 留存备查\n")


def test_a_faulty_pack_is_refused_with_every_fault(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pack = own_pack(tmp_path, OWN.replace("subset", "subst").replace("80%", "80"))
    told = dabiao(capsys, "standards", "add", pack, code=1)
    assert [line.split("：")[0].rsplit(":", 1)[1] for line in told.splitlines()] == ["12", "16"]
    assert "local-x" not in dabiao(capsys, "standards", "list")


def test_a_confirmed_value_judges_from_the_next_command_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, facts: Path
) -> None:
    dabiao(capsys, "standards", "add", own_pack(tmp_path))
    confirm = ("standards", "confirm", "local-x-双师", "--text", TEXT, "--by", "李老师", "--value")
    told = dabiao(capsys, *confirm, "70%")
    assert "自 2026-01-01 起的要求：≥70%" in told
    assert "与程序所载的 ≥80%（已核对原文）不同，按确认的判定" in told
    row = rows(capsys, facts)["local-x-双师"]
    assert (row["status"], row["required"], row["source"]) == ("met", "≥70%", "confirmed")
    assert "不同" not in dabiao(capsys, *confirm, "80%")
    assert "确认须" not in dabiao(capsys, *confirm, "80%", "--from", "2026-01-01")
    assert "百分号" in dabiao(capsys, *confirm, "0.8", code=1)


def test_a_recalled_value_judges_once_it_is_confirmed(
    capsys: pytest.CaptureFixture[str], facts: Path
) -> None:

    recalled = next(
        key
        for key, row in rows(capsys, facts).items()
        if row.get("source") == "recalled" and row["required_exact"]
    )
    figure = str(rows(capsys, facts)[recalled]["required"]).strip("〔〕≥≤")
    assert rows(capsys, facts)[recalled]["status"] == "unjudgeable"
    dabiao(capsys, "standards", "confirm", recalled, "--value", figure, "--text", TEXT, "--by", "李老师")
    row = rows(capsys, facts)[recalled]
    assert row["source"] == "confirmed"
    assert row["status"] != "unjudgeable"
    assert "〔" not in str(row["required"])


def test_what_was_added_is_removed_and_what_was_not_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, facts: Path
) -> None:
    before = rows(capsys, facts)
    dabiao(capsys, "standards", "add", own_pack(tmp_path))
    dabiao(capsys, "standards", "confirm", "SZ-占地", "--value", "50亩", "--text", TEXT, "--by", "李老师")
    assert "已移除 SZ-占地 的确认" in dabiao(capsys, "standards", "remove", "SZ-占地")
    assert "已移除 标准 local-x" in dabiao(capsys, "standards", "remove", "local-x")
    assert rows(capsys, facts) == before
    assert "现在都没有" in dabiao(capsys, "standards", "remove", "local-x", code=1)


def test_a_broken_file_of_ones_own_is_told_beside_and_left_out(
    capsys: pytest.CaptureFixture[str], own_data_folder: Path, facts: Path
) -> None:
    before = rows(capsys, facts)
    own_pack(own_data_folder / "standards", OWN.replace("subset", "subst"))
    assert run(["judge", str(facts), "--json"]) == 0
    printed = capsys.readouterr()
    assert {row["indicator"]: row for row in json.loads(printed.out)["verdicts"]}.keys() <= before.keys()
    assert printed.err.startswith("未采用：") and "local-x.yaml:12" in printed.err
    assert run(["standards", "check"]) == 1
    assert "local-x.yaml:12" in capsys.readouterr().err


def test_checking_judges_the_examples_of_ones_own_packs_as_they_stand_whatever_was_confirmed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    dabiao(capsys, "standards", "add", own_pack(tmp_path))
    dabiao(capsys, "standards", "confirm", "local-x-双师", "--value", "95%", "--text", TEXT, "--by", "李老师")
    assert "local-x：本地增补，算例 1 个，无误" in dabiao(capsys, "standards", "check")
