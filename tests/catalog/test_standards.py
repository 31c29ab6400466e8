from fractions import Fraction
from pathlib import Path

import pytest

from app.catalog.examples import example_problems
from app.domain.measures import AllOf
from app.domain.standard import SourceState
from app.paths import Paths
from tests.catalog.packs import RIGHT, load, problems


def test_a_right_pack_is_read_whole(tmp_path: Path, shipped: Paths) -> None:
    content = load(RIGHT, tmp_path, shipped)
    assert problems(content) == []
    pack = content.rulebook.standards["local-test"]
    share, land, whole = pack.indicators
    assert share.values[0].amounts == (Fraction(3, 5),)
    assert land.values[0].amounts == (Fraction(40000),)
    assert land.values[0].state is SourceState.SECONDARY
    assert whole.measure == AllOf(("T-师资", "T-土地"))
    assert pack.tasks[0].fact == "task.local-test.1"
    assert content.rulebook.facts["task.local-test.1"].na
    assert list(example_problems(content)) == []


def test_a_figure_that_nobody_has_seen_may_be_left_out_where_it_is_marked_recalled(
    tmp_path: Path, shipped: Paths
) -> None:
    unseen = RIGHT.replace("value: 60亩, state: secondary, seen_in: 转载", "value: null, state: recalled")
    content = load(unseen, tmp_path, shipped)
    assert problems(content) == []
    assert content.rulebook.standards["local-test"].indicators[1].values[0].amounts == ()


@pytest.mark.parametrize(
    ("named", "fault"),
    [
        ("T-无", "没有指标“T-无”"),
        ("YZ-双师", "YZ-双师 说不出是、部分还是否"),
        ("YZ-设置标准", "YZ-设置标准 说不出是、部分还是否"),
        ("YZ-贯通培养", "YZ-贯通培养 说不出是、部分还是否"),
        ("conditions-2022", "conditions-2022 说不出是、部分还是否"),
    ],
)
def test_a_task_is_answered_only_by_rows_that_give_an_answer(
    tmp_path: Path, shipped: Paths, named: str, fault: str
) -> None:
    wrong = RIGHT.replace("scope: school}\nexamples", f"scope: school, answered_by: [{named}]}}\nexamples")
    (problem,) = problems(load(wrong, tmp_path, shipped))
    assert problem.startswith("local-test.yaml:46：")
    assert fault in problem


WRONG = [
    (
        "requirement: at_least\n    values:\n      - {from: 2020-01-01, value: 60%",
        "requirement: is\n    values:\n      - {from: 2020-01-01, value: 60%",
        23,
        "is 只能用于 answer",
    ),
    ("title: 占地", "titel: 占地", 28, "不认识的键“titel”（是否为“title”？）"),
    ("    title: 占地\n", "", 27, "缺少“title”"),
    ("clause: 第一条", "clause: 第一条\n    clause: 第二条", 18, "“clause”重复出现"),
    (
        "teachers.dual_qualified, teachers.specialist]}\n",
        "teachers.dual, teachers.specialist]}\n",
        18,
        "没有数据项“teachers.dual”",
    ),
    (", seen_in: 原文, checked: 2026-11-21", "", 23, "缺少出处 seen_in"),
    ("value: 60%", "value: 60", 23, "应写百分号"),
    ("value: 60亩", "value: 60万元", 34, "不能用单位“万元”"),
    ("as: area", "as: money", 31, "类型不符"),
    ("    as: area\n", "", 27, "面积用 as: area"),
    (
        "requirement: at_least\n    values:\n      - {from: 2020-01-01, value: 60%",
        "requirement: atleast\n    values:\n      - {from: 2020-01-01, value: 60%",
        21,
        "“requirement”不能是 atleast",
    ),
    ("state: secondary", "state: heard", 34, "“state”不能是 heard"),
    ("state: secondary", "state: confirmed", 34, "不能写 confirmed"),
    (
        "scope: school\n    force: binding\n    ways",
        "scope: school\n    reach: area_rate\n    force: binding\n    ways",
        25,
        "区域口径的指标不能是约束性的",
    ),
    ("ways: [convert, add_both]", "ways: [raise]", 26, "subset 不符"),
    ("ways: [convert, add_both]", "ways: [raise_denominator]", 26, "方向不符"),
    ("all_of: [T-师资, T-土地]", "all_of: [T-师资, T-地]", 40, "没有指标或文件“T-地”"),
    ("all_of: [T-师资, T-土地]", "all_of: [T-师资, T-合计]", 37, "包含它自己"),
    ("id: T-土地", "id: T-师资", 27, "指标编号“T-师资”重复"),
    ("id: T-土地", "id: DB-占地", 27, "指标编号“DB-占地”重复"),
    ("complete: yes", "complete: no", 9, "须写 lacking"),
    ("complete: yes", "complete: [yes]", 9, "应为 yes 或 no"),
    ("clause: 第一条", 'clause: " "', 17, "“clause”不能留空"),
    ("title: 占地", 'title: ""', 28, "“title”不能留空"),
    ("seen_in: 原文", 'seen_in: ""', 23, "“seen_in”不能留空"),
    ("complete: yes", "complete: maybe", 9, "应为 yes 或 no"),
    ("from: 2020-01-01\ncomplete", "from: 2020-13-01\ncomplete", 8, "应为日期"),
    ("from: 2020-01-01\ncomplete", "from: 2020-01-01\n  to: 2019-01-01\ncomplete", 9, "早于"),
    ("[职业高中]", "[职业中学]", 10, "没有“职业中学”这一选项"),
    ("{at_least: 2022}", "{after: 2022}", 12, "条件不认识“after”"),
    (
        "{ratio: [teachers.dual_qualified, teachers.specialist]}",
        "{ration: [a, b]}",
        18,
        "不认识“ration”（是否为“ratio”？）",
    ),
    (
        "{ratio: [teachers.dual_qualified, teachers.specialist]}",
        "{ratio: [campus.land, teachers.specialist]}",
        18,
        "分子与分母类型不同",
    ),
    (
        "{ratio: [teachers.dual_qualified, teachers.specialist]}",
        "{ratio: [school.name, teachers.specialist]}",
        18,
        "不是数值",
    ),
    ("{value: campus.land}", "{value: {sum: [campus.land, students.enrolled]}}", 30, "不能相加减"),
    ("id: local-test", "id: other", 2, "与文件名“local-test”不同"),
    ('no: "1", text', 'no: "1", txt', 46, "缺少“text”"),
    (
        "{from: 2020-01-01, value: 60%, state: read, seen_in: 原文, checked: 2026-11-21}",
        "{from: 2020-01-01, value: 60%, state: read, seen_in: 原文}\n      - {from: 2019-01-01, value: 70%, state: read, seen_in: 原文}",
        22,
        "从早到晚",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "line", "words"), WRONG)
def test_each_kind_of_mistake_is_told_with_line_and_remedy(
    right: str, wrong: str, line: int, words: str, tmp_path: Path, shipped: Paths
) -> None:
    assert right in RIGHT
    told = problems(load(RIGHT.replace(right, wrong, 1), tmp_path, shipped))
    assert any(f"local-test.yaml:{line}：" in problem and words in problem for problem in told), told


def test_all_mistakes_are_told_in_one_go(tmp_path: Path, shipped: Paths) -> None:
    text = RIGHT.replace("60%", "60").replace("60亩", "60万元").replace("[职业高中]", "[职业中学]")
    assert len(problems(load(text, tmp_path, shipped))) == 3


def test_the_same_edition_with_other_content_is_refused(tmp_path: Path, shipped: Paths) -> None:
    source = shipped.standards / "national" / "conditions-2022.yaml"
    text = source.read_text(encoding="utf-8")
    assert problems(load(text, tmp_path, shipped, source.name)) == []
    changed = text.replace("校园占地面积", "占地面积", 1)
    assert "而内容不同" in problems(load(changed, tmp_path, shipped, source.name))[0]


def test_an_example_that_does_not_come_out_is_told(tmp_path: Path, shipped: Paths) -> None:
    content = load(
        RIGHT.replace("teachers.dual_qualified: 5", "teachers.dual_qualified: 6"), tmp_path, shipped
    )
    (problem,) = example_problems(content)
    assert "算例“不足六成”：T-师资 应为 missed，判定为 met" in str(problem)
    assert problem.line == 49


def test_an_example_with_wrong_facts_rows_or_words_is_told(tmp_path: Path, shipped: Paths) -> None:
    text = RIGHT.replace("teachers.dual_qualified: 5", "teachers.dual_qualified: 5台").replace(
        "{T-师资: met}", "{T-师资: good, T-无: met}"
    )
    told = "\n".join(str(problem) for problem in example_problems(load(text, tmp_path, shipped)))
    for words in ("不能用单位“台”", "不认识的结果“good”", "没有 T-无 这一行"):
        assert words in told


@pytest.mark.parametrize("raw", [b"", b"\x00\xff\xfe random", b"%PDF-1.7", b"a: 1\n" * 10])
def test_what_is_no_pack_at_all_is_refused(raw: bytes, tmp_path: Path, shipped: Paths) -> None:
    from app.catalog.catalog import load_content

    path = tmp_path / "pack.yaml"
    path.write_bytes(raw)
    assert load_content(shipped, [path]).problems


def test_titles_and_notes_do_not_change_what_is_asked_but_figures_do(tmp_path: Path, shipped: Paths) -> None:
    def hashes(text: str) -> tuple[str, str]:
        pack = load(text, tmp_path, shipped).rulebook.standards["local-test"]
        return pack.indicators[1].hash, pack.hash

    row, pack = hashes(RIGHT)
    assert hashes(RIGHT.replace("title: 占地", "title: 校园占地"))[0] == row
    assert hashes(RIGHT.replace("title: 占地", "title: 校园占地"))[1] != pack
    assert hashes(RIGHT.replace("60亩", "61亩"))[0] != row
    assert hashes("# 注释\n" + RIGHT)[1] == pack


def test_one_mistake_of_an_indicator_does_not_hide_another(tmp_path: Path, shipped: Paths) -> None:
    text = (
        RIGHT.replace("title: 占地", "titel: 占地")
        .replace("value: 60亩", "value: 60万元")
        .replace(
            "teachers.dual_qualified, teachers.specialist]}\n", "teachers.dual, teachers.specialist]}\n", 1
        )
        .replace(", seen_in: 原文, checked: 2026-11-21", "")
    )
    told = problems(load(text, tmp_path, shipped))
    for words in ("titel", "缺少“title”", "不能用单位“万元”", "teachers.dual", "缺少出处 seen_in"):
        assert any(words in problem for problem in told), words
    lines = [int(problem.split(":")[1].split("：")[0]) for problem in told]
    assert lines == sorted(lines)


def test_more_examples_than_anyone_writes_are_not_worked_through(
    tmp_path: Path, shipped: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.catalog.examples.MOST_EXAMPLES", 0)
    told = [str(problem) for problem in example_problems(load(RIGHT, tmp_path, shipped))]
    assert any("local-test.yaml:48：算例超过 0 个" in problem for problem in told), told
