"""The plans of Beibei and Yongchuan and the city's benchmark: figures, force, reach and deadlines as they read."""

from datetime import date

import pytest

from app.domain.judging import is_shown
from app.domain.measures import AllOf
from app.domain.rulebook import Rulebook
from app.domain.standard import Comparison, Force, Indicator, Reach, Scope, SourceState

BEIBEI, YONGCHUAN, CITY = "beibei-2020-44", "yongchuan-2024-46", "city-2024-benchmark"
PACKS = (BEIBEI, YONGCHUAN, CITY)
ENDS = {"BB": date(2022, 12, 31), "YC": date(2027, 12, 31)}

EACH, AREA = Reach.EACH_SCHOOL, Reach.AREA_RATE
BINDING, EXPECTED, TASK = Force.BINDING, Force.EXPECTED, Force.TASK

#: Row, how it compares, the figure, reach, force, and whether the plan's end is its deadline.
JUDGED = [
    ("BB-双师", "more_than", "50%", AREA, EXPECTED, True),
    ("BB-实践课时", "at_least", "50%", EACH, EXPECTED, True),
    ("BB-顶岗实习", "at_least", "6个月", EACH, BINDING, True),
    ("BB-升学", "at_least", "45%", AREA, EXPECTED, True),
    ("BB-招生-计划", "at_most", "100%", EACH, BINDING, False),
    ("BB-招生-平台", "is", "是", EACH, BINDING, False),
    ("BB-职业启蒙", "is", "是", EACH, TASK, False),
    ("BB-企业实践", "at_least", "100%", EACH, BINDING, False),
    ("BB-全员轮训", "at_least", "100%", EACH, BINDING, False),
    ("BB-新进教师", "at_least", "100%", EACH, EXPECTED, False),
    ("BB-兼职教师办法", "is", "是", EACH, TASK, False),
    ("BB-专业调整", "is", "是", EACH, BINDING, False),
    ("BB-1+X", "is", "是", EACH, TASK, False),
    ("BB-学习成果", "is", "是", EACH, TASK, False),
    ("BB-质量年报", "is", "是", EACH, BINDING, False),
    ("BB-诊改", "is", "是", EACH, TASK, False),
    ("BB-培训", "more_than", "0", EACH, BINDING, False),
    ("BB-培训规范", "is", "否", EACH, BINDING, False),
    ("BB-活动周", "is", "是", EACH, TASK, False),
    ("BB-党建", "is", "是", EACH, TASK, False),
    ("YC-双师", "at_least", "80%", AREA, EXPECTED, True),
    ("YC-匹配", "at_least", "95%", AREA, EXPECTED, True),
    ("YC-就业率", "at_least", "90%", AREA, EXPECTED, True),
    ("YC-留渝-任务24", "at_least", "60%", AREA, EXPECTED, True),
    ("YC-留渝-目标", "at_least", "75%", AREA, EXPECTED, True),
    ("YC-留双城-任务24", "at_least", "75%", AREA, EXPECTED, True),
    ("YC-留双城-目标", "at_least", "90%", AREA, EXPECTED, True),
    ("YC-数字化", "is", "是", EACH, EXPECTED, True),
    ("YC-联合体", "is", "是", EACH, EXPECTED, True),
]

#: What is judged by all of its parts, its force, and whether the plan's end is its deadline.
TOGETHER = [
    ("BB-校园面积", BINDING, True),
    ("BB-校舍面积", BINDING, True),
    ("BB-仪器设备", BINDING, True),
    ("BB-师生比", BINDING, True),
    ("BB-设置标准", BINDING, False),
    ("BB-招生", BINDING, False),
    ("BB-标准落实", TASK, False),
    ("BB-资助", TASK, False),
    ("BB-思政", TASK, False),
    ("YC-达标", BINDING, True),
    ("YC-专业调整", TASK, False),
    ("YC-党建", TASK, False),
]

#: Rows that are told and never judged, with the figure beside which the school's own stands.
SHOWN = [
    ("BB-实训工位", "", Scope.SCHOOL),
    ("BB-收入分配", "是", Scope.SCHOOL),
    ("BB-生均经费", "100%", Scope.CONTEXT),
    ("BB-区级目标-专业群", "4", Scope.CONTRIBUTION),
    ("BB-区级目标-职教集团", "1", Scope.CONTRIBUTION),
    ("BB-区级目标-实训基地", "1、2", Scope.CONTRIBUTION),
    ("BB-区级目标-产教融合型企业", "2", Scope.CONTRIBUTION),
    ("YC-质量年报", "是", Scope.CONTRIBUTION),
    ("YC-双优-目标", "国家双优", Scope.CONTRIBUTION),
    ("YC-双优-任务11", "国家双优、市级双优", Scope.CONTRIBUTION),
    ("YC-基地规模-在校生", "20万人", Scope.CONTRIBUTION),
    ("YC-基地规模-培训", "30万人次", Scope.CONTRIBUTION),
    ("YC-基地指标-在线课程", "10、12", Scope.CONTRIBUTION),
    ("YC-基地指标-资源库", "2、3", Scope.CONTRIBUTION),
    ("YC-基地指标-虚拟仿真", "2、3", Scope.CONTRIBUTION),
    ("YC-基地指标-实训平台", "20", Scope.CONTRIBUTION),
    ("YC-基地指标-川渝专业", "20、30", Scope.CONTRIBUTION),
    ("YC-基地指标-川渝师资", "2000人次", Scope.CONTRIBUTION),
    ("YC-基地指标-川渝赛事", "1、2", Scope.CONTRIBUTION),
    ("YC-基地指标-东西专业", "8、10", Scope.CONTRIBUTION),
    ("YC-基地指标-东西课程", "10、15", Scope.CONTRIBUTION),
    ("YC-基地指标-东西基地", "10、15", Scope.CONTRIBUTION),
    ("YC-基地指标-东西师资", "1000人次", Scope.CONTRIBUTION),
    ("YC-基地指标-国外课程", "3、5", Scope.CONTRIBUTION),
    ("YC-基地指标-国际项目", "30、40", Scope.CONTRIBUTION),
    ("YC-基地指标-国际培养", "500", Scope.CONTRIBUTION),
    ("CQ-升学", "60%", Scope.SCHOOL),
    ("CQ-匹配", "86%", Scope.SCHOOL),
    ("CQ-留渝", "82%", Scope.SCHOOL),
    ("CQ-实践", "", Scope.SCHOOL),
    ("CQ-平台-联合体", "14", Scope.SCHOOL),
    ("CQ-平台-学徒制", "60", Scope.SCHOOL),
    ("CQ-平台-实训基地", "40", Scope.SCHOOL),
    ("CQ-平台-现场工程师", "40", Scope.SCHOOL),
    ("CQ-平台-流动站", "54", Scope.SCHOOL),
    ("CQ-平台-职工培训基地", "57", Scope.SCHOOL),
    ("CQ-平台-资源库", "99", Scope.SCHOOL),
    ("CQ-平台-在线课程", "114", Scope.SCHOOL),
    ("CQ-平台-国家示范", "国示范", Scope.SCHOOL),
]


@pytest.fixture(scope="module")
def rows(shipped_rulebook: Rulebook) -> dict[str, Indicator]:
    packs = (shipped_rulebook.standards[name] for name in PACKS)
    return {row.id: row for pack in packs for row in pack.indicators}


@pytest.mark.parametrize(("row", "requirement", "figure", "reach", "force", "dated"), JUDGED)
def test_what_is_judged_reads_as_the_plan(
    row: str,
    requirement: str,
    figure: str,
    reach: Reach,
    force: Force,
    dated: bool,
    rows: dict[str, Indicator],
) -> None:
    found = rows[row]
    assert (found.requirement, found.values[0].text) == (Comparison(requirement), figure)
    assert (found.reach, found.force, found.scope) == (reach, force, Scope.SCHOOL)
    assert found.values[0].state is SourceState.READ
    assert (found.deadline.date if found.deadline else None) == (ENDS[row[:2]] if dated else None)
    assert not is_shown(found)


@pytest.mark.parametrize(("row", "force", "dated"), TOGETHER)
def test_what_is_judged_by_all_of_its_parts(
    row: str, force: Force, dated: bool, rows: dict[str, Indicator]
) -> None:
    found = rows[row]
    assert isinstance(found.measure, AllOf)
    assert (found.force, found.scope, found.deadline is not None) == (force, Scope.SCHOOL, dated)


@pytest.mark.parametrize(("row", "figure", "scope"), SHOWN)
def test_what_is_only_told_stands_beside_its_figure(
    row: str, figure: str, scope: Scope, rows: dict[str, Indicator]
) -> None:
    found = rows[row]
    assert is_shown(found)
    assert (found.values[0].text, found.scope) == (figure, scope)


def test_the_conditions_that_beibei_names_are_those_of_the_national_standards(
    rows: dict[str, Indicator],
) -> None:
    members = {
        name: set(rows[name].measure.members)  # type: ignore[union-attr]
        for name in ("BB-校园面积", "BB-校舍面积", "BB-仪器设备", "BB-师生比")
    }
    assert {"SZ-占地", "SZ-生均用地", "DB-占地", "DB-生均用地", "JS-占地", "JD-占地"} <= members[
        "BB-校园面积"
    ]
    assert {"SZ-生均校舍", "DB-校舍", "DB-生均校舍", "JS-校舍", "JD-生均校舍"} <= members["BB-校舍面积"]
    assert {"DB-生均设备", "SZ-生均设备-其他", "JS-设备"} <= members["BB-仪器设备"]
    assert "DB-设备" not in members["BB-仪器设备"]
    assert {"SZ-师生比", "DB-师生比", "JS-师生比"} <= members["BB-师生比"]


def test_shares_of_those_who_stay_are_bracketed_and_both_figures_of_each_stand(
    rows: dict[str, Indicator],
) -> None:
    for name in ("YC-留渝-任务24", "YC-留渝-目标", "YC-留双城-任务24", "YC-留双城-目标", "CQ-留渝"):
        assert rows[name].wider is not None, name
    for name in ("YC-留渝-任务24", "YC-留渝-目标", "YC-留双城-任务24", "YC-留双城-目标", "YC-双优"):
        assert "两处数值不同" in rows[name].note, name
    bracketed = {row.id for row in rows.values() if row.wider is not None}
    assert len(bracketed) == 5


def test_doubts_of_the_sources_are_said(rows: dict[str, Indicator]) -> None:
    assert "过半" in rows["BB-双师"].at_exactly
    assert "职业学校学生实习管理规定" in rows["BB-顶岗实习"].note
    assert rows["BB-顶岗实习"].topic == "internship-months"
    assert rows["BB-新进教师"].when_zero
    for school in ("经贸中等专业学校", "永川职业教育中心", "农业机械化学校"):
        assert school in rows["YC-双优"].note


def test_the_packs_stand_from_and_to_the_days_that_are_known(shipped_rulebook: Rulebook) -> None:
    found = {name: shipped_rulebook.standards[name] for name in PACKS}
    days = {name: (pack.document.start, pack.document.period_end) for name, pack in found.items()}
    assert days == {
        BEIBEI: (date(2020, 9, 4), date(2022, 12, 31)),
        YONGCHUAN: (date(2024, 12, 27), date(2027, 12, 31)),
        CITY: (date(2024, 3, 15), None),
    }
    assert [found[name].complete for name in PACKS] == [False, True, True]
    assert found[CITY].document.issued is None
    assert "推定" in found[CITY].lacking


def test_the_benchmark_is_for_every_school_and_asks_nothing_of_any(shipped_rulebook: Rulebook) -> None:
    city = shipped_rulebook.standards[CITY]
    assert city.applies_to == () and city.tasks == ()
    assert {row.force for row in city.indicators} == {Force.REFERENCE}


@pytest.mark.parametrize(
    ("pack", "count", "scopes"), [(BEIBEI, 18, [12, 4, 2]), (YONGCHUAN, 26, [11, 10, 5])]
)
def test_every_numbered_task_is_there_with_its_scope(
    pack: str, count: int, scopes: list[int], shipped_rulebook: Rulebook
) -> None:
    tasks = shipped_rulebook.standards[pack].tasks
    assert [task.no for task in tasks] == [str(number) for number in range(1, count + 1)]
    found = [task.scope for task in tasks]
    assert [found.count(scope) for scope in Scope] == scopes


def test_beibei_names_units_and_no_lead_and_yongchuan_two_leads(shipped_rulebook: Rulebook) -> None:
    beibei, yongchuan = (shipped_rulebook.standards[name].tasks for name in (BEIBEI, YONGCHUAN))
    assert all(task.responsible and not task.lead and "未列尽" in task.clause for task in beibei)
    assert [task.no for task in yongchuan if task.lead] == ["6", "19"]
    assert not any(task.responsible for task in yongchuan)
