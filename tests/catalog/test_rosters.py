"""A roster is read strictly: every fault at once, each with its line and what to do."""

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from app.catalog.cache import content_key, load_rulebook_fast
from app.catalog.catalog import load_content
from app.catalog.rosters import read_rosters
from app.catalog.yaml_file import YamlFile, compose
from app.cli import run
from app.domain import roster as words
from app.domain.facts import Fact
from app.domain.roster import Column, Computation, Moment, Roster, RowTest, Take
from app.domain.school_year import When
from app.domain.terms import FactTerm
from app.domain.units import Kind
from app.paths import Paths
from tests.builders import DUAL, LAND, MONEY, PLAN, SPECIALIST, TEACHERS
from tests.services.own import OWN

COMPUTED = Fact("computed", "合计", Kind.COUNT, "人", computed=FactTerm("teachers"))
FACTS = {fact.id: fact for fact in (TEACHERS, SPECIALIST, DUAL, MONEY, LAND, PLAN, COMPUTED)}

RIGHT = """format: dabiao-roster/1
id: staff
title: 教师花名册
office: 人事处
when: T
key: [id_number]
columns:
  - {id: name, title: 姓名, kind: text, personal: yes, synonyms: [教师姓名]}
  - {id: id_number, title: 身份证号, kind: id_number, personal: yes, note: 设为文本格式}
  - {id: kind, title: 教师类别, kind: choice, choices: [专任, 兼职], personal: no, spellings: {外聘: 兼职, 无: null}}
  - {id: head, title: 班主任, kind: yes_no, personal: no}
  - {id: months, title: 实践月数, kind: months, personal: no}
  - {id: pupils, title: 学生数, kind: count, unit: 人, personal: no}
  - {id: pay, title: 收入, kind: money, personal: no}
  - {id: until, title: 有效期至, kind: date, personal: no, blank: unlimited}
computes:
  - fact: teachers
    take: count
    where:
      - {column: kind, is: 专任, else: 非专任}
      - {column: head, is: 是, else: 非班主任}
  - fact: dual
    take: {distinct: name}
    where:
      - {column: kind, one_of: [专任, 兼职], else: 其他}
      - {column: months, at_least: 6个月, else: 不满6个月}
      - {column: until, on_or_after: T-5y, else: 已过期}
  - fact: money
    take: {sum: pay}
"""


def read(*texts: str) -> tuple[tuple[Roster, ...], list[str]]:
    names = [f"forms/rosters/{text.split('id: ', 1)[1].split(chr(10))[0]}.yaml" for text in texts]
    files = [compose(text.encode(), YamlFile(name)) for name, text in zip(names, texts, strict=True)]
    rosters = read_rosters(files, FACTS)
    return rosters, [str(problem) for file in files for problem in file.problems]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_right_roster_is_read_as_it_stands() -> None:
    (roster,), problems = read(RIGHT)
    assert problems == []
    assert (roster.id, roster.title, roster.office, roster.when) == (
        "staff",
        "教师花名册",
        "人事处",
        When.DAY,
    )
    assert roster.key == ("id_number",)
    assert roster.column("name") == Column("name", "姓名", Kind.TEXT, personal=True, synonyms=("教师姓名",))
    identity = roster.column("id_number")
    assert (identity.kind, identity.identity, identity.note) == (Kind.TEXT, True, "设为文本格式")
    assert roster.column("kind").choices == ("专任", "兼职")
    assert roster.column("kind").spellings == (("外聘", "兼职"), ("无", ""))
    assert (roster.column("pupils").unit, roster.column("until").blank) == ("人", words.UNLIMITED)


def test_tests_keep_their_order_and_their_reasons() -> None:
    (roster,), _ = read(RIGHT)
    assert roster.computes == (
        Computation(
            "teachers",
            Take.COUNT,
            where=(
                RowTest("kind", words.TestWord.IS, ("专任",), "非专任"),
                RowTest("head", words.TestWord.IS, ("是",), "非班主任"),
            ),
        ),
        Computation(
            "dual",
            Take.DISTINCT,
            "name",
            (
                RowTest("kind", words.TestWord.ONE_OF, ("专任", "兼职"), "其他"),
                RowTest("months", words.TestWord.AT_LEAST, Fraction(6), "不满6个月"),
                RowTest("until", words.TestWord.ON_OR_AFTER, Moment("T", 5), "已过期"),
            ),
        ),
        Computation("money", Take.SUM, "pay"),
    )


#: What is made wrong (old, new), where the fault stands (a part of the wrong line), and words of the fault.
FAULTS = [
    ("format: dabiao-roster/1", "format: dabiao-roster/2", "format:", "dabiao-roster/1"),
    ("id: staff", "id: others\nx: 1", "x: 1", "不认识的键“x”"),
    ("when: T", "when: Z", "when: Z", "“when”不能是 Z"),
    ("office: 人事处\n", "", "format:", "缺少“office”"),
    ("key: [id_number]", "key: []", "key:", "key 应写明"),
    ("key: [id_number]", "key: [id_numer]", "key:", "没有列“id_numer”（是否为“id_number”？）"),
    ("key: [id_number]", "key: [name, name]", "key:", "key 中“name”重复"),
    ("{id: head,", "{id: kind,", "{id: kind, title: 班主任", "列“kind”重复定义"),
    ("title: 班主任", "title: 教师 姓名", "title: 教师 姓名", "列名“教师 姓名”重复（已用于 name）"),
    ("kind: yes_no, personal: no", "kind: yes_no", "title: 班主任", "缺少“personal”"),
    ("kind: yes_no, personal: no", "kind: yes_no, personal: 也许", "也许", "“personal”应为 yes 或 no"),
    ("kind: id_number, personal: yes", "kind: id_number, personal: no", "id: id_number", "身份证号列须写"),
    ("kind: months", "kind: monthes", "monthes", "“kind”不能是 monthes"),
    ("kind: count, unit: 人", "kind: count", "kind: count", "count 须写 unit"),
    ("kind: money", "kind: money, unit: 元", "unit: 元", "count 须写 unit"),
    ("choices: [专任, 兼职], ", "", "id: kind", "choice 和 choices 须写 choices"),
    ("kind: yes_no", "kind: yes_no, choices: [甲]", "choices: [甲]", "choice 和 choices 须写 choices"),
    ("choices: [专任, 兼职]", "choices: [专任, 兼职, 专 任]", "专 任", "choices 中有重复的词"),
    ("spellings: {外聘: 兼职, ", "spellings: {外聘: 外聘, ", "外聘: 外聘", "没有“外聘”这一选项"),
    ("spellings: {外聘: 兼职, ", "spellings: {专任: 兼职, ", "专任: 兼职", "“专任”重复或已是选项"),
    ("blank: unlimited", "blank: none", "blank: none", "“blank”不能是 none"),
    ("title: 收入, kind: money", "title: 收入, kind: text, blank: unlimited", "title: 收入", "只有日期和数值可写"),
    ("fact: teachers", "fact: techers", "fact: techers", "没有数据项“techers”（是否为“teachers”？）"),
    ("fact: teachers", "fact: computed", "fact: computed", "由其他数据项计算"),
    ("fact: teachers", "fact: plan", "fact: plan", "plan 不是数值"),
    ("fact: dual", "fact: teachers", "fact: teachers\n    take: {d", "teachers 已由花名册统计"),
    ("take: count", "take: counts", "take: counts", "take 的写法不对"),
    ("take: count", "take: {count: name}", "take: {count: name}", "take 的写法不对"),
    ("take: {distinct: name}", "take: distinct", "take: distinct", "take 的写法不对"),
    ("take: {sum: pay}", "take: {sum: pays}", "take: {sum: pays}", "没有列“pays”（是否为“pay”？）"),
    ("take: {sum: pay}", "take: {sum: name}", "take: {sum: name}", "列“name”不是数值，不能求和"),
    ("take: {sum: pay}", "take: {sum: months}", "take: {sum: months}", "类型或单位不同"),
    ("take: {sum: pay}", "take: count # rows", "# rows", "money 不是计数的数据项"),
    ("column: kind, is: 专任", "column: kinds, is: 专任", "column: kinds", "没有列“kinds”（是否为“kind”？）"),
    ("column: kind, is: 专任, ", "column: kind, ", "else: 非专任}", "每项条件应有一个判断词"),
    ("is: 专任,", "is: 专任, filled: yes,", "filled: yes", "一项条件只能有一个判断词"),
    ("is: 专任, else: 非专任", "is: 专任", "column: kind, is: 专任}", "缺少“else”"),
    ("is: 专任, else: 非专任", "is: 专任, else: ' '", "else: ' '", "“else”不能留空"),
    ("is: 专任,", "equals: 专任,", "equals: 专任", "不认识的键“equals”"),
    ("is: 专任,", "is: 在编,", "is: 在编", "没有“在编”这一选项"),
    ("one_of: [专任, 兼职]", "one_of: [专任, 外聘]", "one_of", "没有“外聘”这一选项"),
    ("one_of: [专任, 兼职]", "one_of: []", "one_of", "one_of 应至少有一个词"),
    ("one_of: [专任, 兼职]", "one_of: 专任", "one_of", "“one_of”的写法不对"),
    ("column: head, is: 是", "column: head, is: 部分", "is: 部分", "不能填“部分”"),
    ("column: head, is: 是", "column: months, is: 6", "column: months, is", "is 和 one_of 不能用于列“months”"),
    ("column: head, is: 是", "column: id_number, is: 甲", "is: 甲", "is 和 one_of 不能用于列“id_number”"),
    ("column: head, is: 是", "column: head, filled: 是", "filled: 是", "“filled”应为 yes 或 no"),
    ("at_least: 6个月", "at_least: 6人", "at_least: 6人", "不能用单位“人”"),
    ("at_least: 6个月", "at_most: -6", "at_most: -6", "不能为负数"),
    ("column: months, at_least: 6个月", "column: name, at_least: 6", "at_least: 6", "at_least 和 at_most 不能用于列“name”"),
    ("on_or_after: T-5y", "on_or_after: 2021-09-01", "2021-09-01", "不认识的日期“2021-09-01”"),
    ("on_or_after: T-5y", "on_or_before: D", "on_or_before: D", "可用：T、Y.first、Y.last、C.first、C.last"),
    ("column: until, on_or_after", "column: months, on_or_after", "T-5y", "不能用于列“months”"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "where", "said"), FAULTS, ids=[fault[1] for fault in FAULTS])
def test_a_fault_is_told_with_its_line(old: str, new: str, where: str, said: str) -> None:
    wrong = RIGHT.replace(old, new, 1)
    assert wrong != RIGHT
    _, problems = read(wrong)
    line = line_of(wrong, where)
    told = [problem for problem in problems if said in problem]
    assert told, problems
    assert any(problem.startswith(f"forms/rosters/{wrong_id(wrong)}.yaml:{line}：") for problem in told), told


def wrong_id(text: str) -> str:
    return text.split("id: ", 1)[1].split("\n")[0]


def test_a_key_that_is_not_needed_may_hold_null() -> None:
    spelt = RIGHT.replace("  - fact: money\n", "  - fact: money\n    where: null\n")
    spelt = spelt.replace(
        "title: 班主任,", "title: 班主任, unit: null, choices: ~, blank: null, synonyms: null, note: ~,"
    )
    spelt = spelt.replace("when: T", "when: T\norder: null").replace("班主任, ", "班主任, spellings: null, ")
    assert read(spelt) == read(RIGHT)


def test_an_id_that_is_not_the_name_of_the_file_is_a_fault() -> None:
    file = compose(RIGHT.encode(), YamlFile("forms/rosters/teachers.yaml"))
    read_rosters([file], FACTS)
    assert [str(problem) for problem in file.problems] == [
        "forms/rosters/teachers.yaml:2：编号“staff”与文件名“teachers”不同（编号须与文件名（不含 .yaml）相同）"
    ]


def test_all_faults_are_told_at_once() -> None:
    wrong = (
        RIGHT.replace("when: T", "when: Z")
        .replace("kind: months", "kind: weeks")
        .replace("is: 是", "is: 或许")
        .replace("fact: dual", "fact: nobody")
    )
    _, problems = read(wrong)
    for said in ("“when”", "“kind”", "“或许”", "nobody"):
        assert any(said in problem for problem in problems), said


def test_what_follows_from_a_fault_that_was_told_is_not_told_too() -> None:
    _, problems = read(RIGHT.replace("kind: months", "kind: month").replace("kind: money", "kind: yuan"))
    assert [problem.split("（")[0].split("：")[1] for problem in problems] == [
        "“kind”不能是 month",
        "“kind”不能是 yuan",
    ]


def test_two_rosters_may_not_count_the_same_fact() -> None:
    _, problems = read(RIGHT, RIGHT.replace("id: staff", "id: others"))
    assert [problem.split("：")[1].split("（")[0] for problem in problems] == [
        f"{fact} 已由花名册统计" for fact in ("teachers", "dual", "money")
    ]


def test_rosters_stand_in_their_order_and_those_without_one_last() -> None:
    def named(name: str, order: str) -> str:
        return RIGHT.replace("id: staff", f"id: {name}\n{order}").split("computes:")[0] + "computes: []\n"

    rosters, problems = read(
        named("a", ""), named("c", "order: 2"), named("b", "order: 2"), named("z", "order: 1")
    )
    assert problems == []
    assert [roster.id for roster in rosters] == ["z", "b", "c", "a"]


# What a mark 已核对完整 was given under.

SAME = [
    ("title: 教师花名册", "title: 教师名册"),
    ("title: 班主任", "title: 担任班主任"),
    ("synonyms: [教师姓名]", "synonyms: [名字]"),
    ("note: 设为文本格式", "note: 十八位"),
    ("else: 非专任", "else: 不是专任教师"),
    ("office: 人事处", "office: 办公室"),
]
OTHER = [
    ("key: [id_number]", "key: [id_number, name]"),
    ("choices: [专任, 兼职]", "choices: [专任, 兼职, 其他]"),
    ("外聘: 兼职", "外聘: 专任"),
    (", blank: unlimited", ""),
    ("is: 专任", "is: 兼职"),
    ("at_least: 6个月", "at_least: 7个月"),
    ("T-5y", "T-4y"),
    ("take: {distinct: name}", "take: {distinct: id_number}"),
]


def hash_of(text: str) -> str:
    (roster,), _ = read(text)
    return roster.hash


@pytest.mark.parametrize(("old", "new"), SAME)
def test_other_wording_leaves_the_hash_as_it_is(old: str, new: str) -> None:
    assert old in RIGHT
    assert len(hash_of(RIGHT)) == 64
    assert hash_of(RIGHT.replace(old, new)) == hash_of(RIGHT)


@pytest.mark.parametrize(("old", "new"), OTHER)
def test_other_rules_have_another_hash(old: str, new: str) -> None:
    changed = hash_of(RIGHT.replace(old, new))
    assert len(changed) == 64
    assert changed != hash_of(RIGHT)


# Rosters among all content.


@pytest.fixture
def own_program(tmp_path: Path, shipped: Paths) -> Paths:
    for folder in ("forms", "standards", "resources"):
        shutil.copytree(shipped.program / folder, tmp_path / "program" / folder)
    return Paths(tmp_path / "program", tmp_path / "data")


def test_a_fault_of_a_roster_is_told_among_all_others(own_program: Paths) -> None:
    path = own_program.forms / "rosters" / "teachers.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "extra: 1\n", encoding="utf-8")
    (problem,) = load_content(own_program).problems
    assert (problem.file, problem.message) == ("forms/rosters/teachers.yaml", "不认识的键“extra”")


def test_a_changed_roster_makes_a_new_compiled_copy(own_program: Paths) -> None:
    load_rulebook_fast(own_program)
    before = content_key(own_program)
    path = own_program.forms / "rosters" / "teachers.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("title: 教师花名册", "title: 教师名单"), encoding="utf-8"
    )
    assert content_key(own_program) != before
    assert load_rulebook_fast(own_program).rosters[0].title == "教师名单"


def test_the_users_own_packs_leave_the_rosters_as_they_are(own_program: Paths) -> None:
    own_program.overlay.mkdir(parents=True)
    (own_program.overlay / "local-x.yaml").write_text(OWN, encoding="utf-8")
    rulebook = load_rulebook_fast(own_program)
    assert "local-x" in rulebook.standards
    assert [roster.id for roster in rulebook.rosters] == ["teachers", "training", "programmes"]


def test_the_check_of_all_content_says_how_many_rosters_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["standards", "check"]) == 0
    assert "花名册 3 种" in capsys.readouterr().out
