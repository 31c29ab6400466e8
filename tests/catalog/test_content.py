"""What is shipped: complete, consistent, and every worked example comes out."""

import pytest

from app.catalog.catalog import load_content
from app.catalog.examples import example_problems
from app.domain.measures import AllOf
from app.domain.rulebook import Rulebook
from app.domain.standard import Force, Reach, Scope, SourceState
from app.paths import Paths


@pytest.fixture(scope="module")
def content(shipped: Paths) -> object:
    return load_content(shipped)


def test_nothing_shipped_is_faulty_and_every_example_comes_out(shipped: Paths) -> None:
    content = load_content(shipped)
    assert [str(problem) for problem in content.problems] == []
    assert [str(problem) for problem in example_problems(content)] == []


def test_the_nine_monitored_conditions_have_their_ids_titles_and_figures(shipped_rulebook: Rulebook) -> None:
    rows = shipped_rulebook.standards["conditions-2022"].indicators
    assert [(row.id, row.title, row.values[0].text) for row in rows] == [
        ("DB-占地", "校园占地面积", "40000㎡"),
        ("DB-生均用地", "生均用地面积", "33㎡"),
        ("DB-校舍", "校舍建筑面积", "24000㎡"),
        ("DB-生均校舍", "生均校舍建筑面积", "20㎡"),
        ("DB-专任教师", "专任教师数", "60"),
        ("DB-师生比", "师生比", "20"),
        ("DB-设备", "仪器设备总值", "300万元"),
        ("DB-生均设备", "生均仪器设备值", "2500元"),
        ("DB-生均图书", "生均图书", "30"),
    ]
    assert all(row.force is Force.BINDING and row.reach is Reach.EACH_SCHOOL for row in rows)


#: Figures of the 2010 standard and how surely each is known.
ESTABLISHMENT = {
    "1200": SourceState.READ,
    "60": SourceState.READ,
    "20": SourceState.READ,
    "20%": SourceState.READ,
    "50%": SourceState.READ,
    "30%": SourceState.READ,
    "40000㎡": SourceState.SECONDARY,
    "33㎡": SourceState.SECONDARY,
    "24000㎡": SourceState.SECONDARY,
    "20㎡": SourceState.SECONDARY,
    "200": SourceState.SECONDARY,
    "30": SourceState.SECONDARY,
    "80": SourceState.SECONDARY,
    "3000元": SourceState.RECALLED,
    "2500元": SourceState.RECALLED,
    "15": SourceState.RECALLED,
}


def test_the_establishment_standard_keeps_how_surely_each_figure_is_known(shipped_rulebook: Rulebook) -> None:
    pack = shipped_rulebook.standards["establishment-2010"]
    assert not pack.complete and pack.lacking
    found = {(value.text, value.state) for row in pack.indicators for value in row.values}
    for text, state in ESTABLISHMENT.items():
        assert any(text in (known, known.rstrip("m米册种人")) and state is kind for known, kind in found), (
            text
        )


def test_the_yuzhong_plan_has_every_row_and_33_tasks(shipped_rulebook: Rulebook) -> None:
    pack = shipped_rulebook.standards["yuzhong-2022-28"]
    ids = {row.id for row in pack.indicators}
    wanted = (
        "升学 培训 双师 匹配 设置标准 监测 规划备案 双师制度 职称 培训激励 招生 专业调整 贯通培养 育人质量 "
        "活动月 结对 优质学校 创新团队 实训基地 职教集团 领军人才 课程群 经费 技能人才"
    )
    assert {f"YZ-{name}" for name in wanted.split()} <= ids
    assert [task.no for task in pack.tasks] == [str(number) for number in range(1, 34)]
    scopes = [task.scope for task in pack.tasks]
    assert [scopes.count(scope) for scope in Scope] == [16, 10, 7]
    assert all(task.lead and task.responsible for task in pack.tasks)


@pytest.mark.parametrize(
    ("row", "figure", "reach", "force"),
    [
        ("YZ-升学", "60%", Reach.AREA_RATE, Force.EXPECTED),
        ("YZ-培训", "2", Reach.EACH_SCHOOL, Force.BINDING),
        ("YZ-双师", "70%", Reach.AREA_RATE, Force.EXPECTED),
        ("YZ-匹配", "90%", Reach.AREA_RATE, Force.EXPECTED),
    ],
)
def test_the_yuzhong_figures_reach_and_force_are_as_the_plan_reads(
    row: str, figure: str, reach: Reach, force: Force, shipped_rulebook: Rulebook
) -> None:
    rows = {item.id: item for item in shipped_rulebook.standards["yuzhong-2022-28"].indicators}
    found = rows[row]
    assert found.values[0].text.removesuffix(".0") == figure
    assert (found.reach, found.force) == (reach, force)


def test_every_judged_figure_is_cited(shipped_rulebook: Rulebook) -> None:
    for pack in shipped_rulebook.standards.values():
        for row in pack.indicators:
            assert row.clause
            for value in row.values:
                assert value.seen_in or value.state is SourceState.RECALLED, row.id


def test_every_judged_figure_has_an_example_on_each_side(shipped: Paths) -> None:
    content = load_content(shipped)
    for pack in content.rulebook.standards.values():
        told: dict[str, set[str]] = {}
        for example in content.examples[pack.id]:
            for name, status in example.expect:
                told.setdefault(name, set()).add(status)
        for row in pack.indicators:
            judged = row.scope is Scope.SCHOOL and row.force is not Force.REFERENCE
            amounts = any(value.amounts for value in row.values)
            if not judged or not amounts or isinstance(row.measure, AllOf) or row.requirement == "about":
                continue
            if all(value.state is SourceState.RECALLED for value in row.values):
                assert "unjudgeable" in told.get(row.id, set()), row.id
            else:
                assert {"met", "missed"} <= told.get(row.id, set()), row.id


def test_every_fact_says_what_it_counts(shipped_rulebook: Rulebook) -> None:
    for form in shipped_rulebook.forms:
        for page in form.pages:
            assert page.office
            for fact in page.facts:
                assert fact.name, fact.id
                if fact.kind.is_number and fact.id.split(".")[0] != "school":
                    assert fact.counting or fact.computed, fact.id
