"""The documents on 技工院校: each figure, how surely it is known, and whom it speaks to."""

from datetime import date

import pytest

from app.domain.assessment import Assessment
from app.domain.evaluation import evaluate
from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.domain.standard import Comparison, Force, Indicator, Reach, Scope, SourceState, Standard
from tests.builders import TODAY

READ, SECONDARY, RECALLED = SourceState.READ, SourceState.SECONDARY, SourceState.RECALLED
KINDS = {"": "技工学校", "-高级": "高级技工学校", "-技师": "技师学院"}

#: Rows of the 2012 standard by kind of school; an empty figure was not seen by anybody.
ESTABLISHMENT = {
    "": {
        "规模-学制": ("800", SECONDARY),
        "规模-培训": ("800人次", SECONDARY),
        "专业": ("3", SECONDARY),
        "占地": ("30000㎡", SECONDARY),
        "校舍": ("18000㎡", SECONDARY),
        "生均校舍": ("20㎡", SECONDARY),
        "实训场所": ("5000㎡", SECONDARY),
        "设备": ("300万元", SECONDARY),
        "工位": ("1", SECONDARY),
        "师生比": ("20", RECALLED),
        "生活设施": ("是", SECONDARY),
        "体育设施": ("是", SECONDARY),
        "图书阅览": ("0", SECONDARY),
        "信息化": ("是", SECONDARY),
    },
    "-高级": {
        "规模-学制": ("2000", RECALLED),
        "规模-培训": ("", RECALLED),
        "专业": ("", RECALLED),
        "占地": ("66000㎡", READ),
        "校舍": ("50000㎡", RECALLED),
        "生均校舍": ("", RECALLED),
        "实训场所": ("15000㎡", RECALLED),
        "设备": ("2000万元", RECALLED),
        "工位": ("", RECALLED),
        "师生比": ("", RECALLED),
    },
    "-技师": {
        "规模-学制": ("3000", RECALLED),
        "规模-培训": ("", RECALLED),
        "专业": ("", RECALLED),
        "占地": ("100000㎡", RECALLED),
        "校舍": ("80000㎡", RECALLED),
        "生均校舍": ("", RECALLED),
        "实训场所": ("25000㎡", RECALLED),
        "设备": ("4000万元", RECALLED),
        "工位": ("", RECALLED),
        "师生比": ("", RECALLED),
    },
}

#: Rows of the 2022 notice by kind of school.
MONITORED = {
    "": {"占地": ("30000㎡", READ), "校舍": ("18000㎡", READ), "生均校舍": ("20㎡", READ)},
    "-高级": {"占地": ("66000㎡", READ), "校舍": ("", RECALLED), "生均校舍": ("", RECALLED)},
    "-技师": {"占地": ("", RECALLED), "校舍": ("", RECALLED), "生均校舍": ("", RECALLED)},
}


def rows(pack: Standard) -> dict[str, Indicator]:
    return {row.id: row for row in pack.indicators}


@pytest.mark.parametrize(
    ("standard", "prefix", "table"),
    [("technician-2012", "JS", ESTABLISHMENT), ("conditions-2022-technician", "JD", MONITORED)],
)
def test_each_figure_stands_with_its_kind_of_school_and_how_surely_it_is_known(
    standard: str,
    prefix: str,
    table: dict[str, dict[str, tuple[str, SourceState]]],
    shipped_rulebook: Rulebook,
) -> None:
    found = rows(shipped_rulebook.standards[standard])
    for suffix, kind in KINDS.items():
        of_kind = {
            name.removeprefix(f"{prefix}-").removesuffix(suffix): (row.values[0].text, row.values[0].state)
            for name, row in found.items()
            if row.title.endswith(f"（{kind}）") and name != "JS-规模"
        }
        assert of_kind == table[suffix]


@pytest.mark.parametrize("standard", ["technician-2012", "conditions-2022-technician"])
def test_the_national_texts_on_technician_schools_are_known_in_part_only(
    standard: str, shipped_rulebook: Rulebook
) -> None:
    pack = shipped_rulebook.standards[standard]
    assert not pack.complete and pack.lacking
    assert all(row.force is Force.BINDING and row.reach is Reach.EACH_SCHOOL for row in pack.indicators)


def test_no_land_per_student_is_asked_of_technician_schools(shipped_rulebook: Rulebook) -> None:
    for name in ("technician-2012", "conditions-2022-technician"):
        assert all(row.topic != "land-per-student" for row in shipped_rulebook.standards[name].indicators)


PLAN = "technician-plan-2021-452"
AREA, EACH = Reach.AREA_RATE, Reach.EACH_SCHOOL
BINDING, EXPECTED, TASK, REFERENCE = Force.BINDING, Force.EXPECTED, Force.TASK, Force.REFERENCE
SCHOOL, CONTRIBUTION, CONTEXT = Scope.SCHOOL, Scope.CONTRIBUTION, Scope.CONTEXT

#: Figures of the city's plan: comparison, figure, reach, force, scope.
PLANNED = {
    "就业率": (">", "98%", AREA, EXPECTED, SCHOOL),
    "校企合作": ("≥", "90%", AREA, EXPECTED, SCHOOL),
    "专题教育": ("≥", "16学时", EACH, BINDING, SCHOOL),
    "统编教材": ("≥", "3", EACH, BINDING, SCHOOL),
    "公共课-课程": ("≥", "3", EACH, BINDING, SCHOOL),
    "思政-专题": ("≥", "4", EACH, BINDING, SCHOOL),
    "层次-技工学校": (">", "50%", EACH, EXPECTED, SCHOOL),
    "层次-高级技工学校": (">", "50%", EACH, EXPECTED, SCHOOL),
    "层次-技师学院": (">", "50%", EACH, EXPECTED, SCHOOL),
    "培训": (">", "0", EACH, BINDING, SCHOOL),
    "培训激励": ("–", "5%、20%", EACH, EXPECTED, SCHOOL),
    "技能评价-证书": ("约", "", EACH, REFERENCE, SCHOOL),
    "实习保险": ("约", "", EACH, EXPECTED, SCHOOL),
    "教师招聘-兼职": ("约", "", EACH, REFERENCE, SCHOOL),
    "规模-招生": (">", "3.5万人", EACH, EXPECTED, CONTRIBUTION),
    "规模-在校生": (">", "10.5万人", EACH, EXPECTED, CONTRIBUTION),
    "规模-高技能人才": (">", "15万人", EACH, EXPECTED, CONTRIBUTION),
    "规模-培训": (">", "100万人次", EACH, EXPECTED, CONTRIBUTION),
    "基线-就业率": ("≥", "98%", EACH, REFERENCE, CONTEXT),
    "基线-匹配": ("约", "83%", EACH, REFERENCE, CONTEXT),
    "基线-校企合作": ("≥", "90%", EACH, REFERENCE, CONTEXT),
    "基线-在校生": ("约", "9.9万人", EACH, REFERENCE, CONTEXT),
}
SIGNS = {
    Comparison.AT_LEAST: "≥",
    Comparison.MORE_THAN: ">",
    Comparison.BETWEEN: "–",
    Comparison.ABOUT: "约",
}

#: Rows of the plan that are answered with a word, or are whole when their parts are, by force.
ANSWERED = {
    BINDING: "公共课 公共课-心理 思政 思政-思政课 思政-课程思政 劳动教育 劳动教育-必修 劳动教育-评价 招生 招生-资质 招生-秩序 "
    "技能评价-备案 实习收费 安全 安全-校舍 安全-消防 安全-治安 安全-三防 安全-食堂 安全-校车 安全-实习实训 安全-危化品 安全-防疫 "
    "安全-应急 安全-网络 安全-教育 安全-责任 教材管理 教材管理-办法 教材管理-目录 教材管理-编审选 师德 实施方案",
    EXPECTED: "层次 培训-工作站",
    TASK: "党建 专业调整 技能评价 内部制度 内部制度-招生 内部制度-教学 内部制度-实习 内部制度-资助机构 "
    "年度报告 年度报告-发展 年度报告-就业质量 学籍",
    REFERENCE: "培训激励-办法 教师招聘",
}


def test_the_plan_of_the_city_has_each_figure_with_its_reach_force_and_scope(
    shipped_rulebook: Rulebook,
) -> None:
    found = {
        name.removeprefix("JG-"): (
            SIGNS[row.requirement],
            row.values[0].text,
            row.reach,
            row.force,
            row.scope,
        )
        for name, row in rows(shipped_rulebook.standards[PLAN]).items()
        if row.requirement in SIGNS
    }
    assert found == PLANNED


def test_the_plan_of_the_city_has_each_answered_row_with_its_force(shipped_rulebook: Rulebook) -> None:
    worded = [row for row in shipped_rulebook.standards[PLAN].indicators if row.requirement not in SIGNS]
    for force, names in ANSWERED.items():
        assert {row.id for row in worded if row.force is force} == {f"JG-{name}" for name in names.split()}
    assert {row.id for row in worded if row.values[0].text == "否"} == {"JG-招生-秩序", "JG-实习收费"}


def test_every_line_of_the_plan_was_read_and_only_the_printed_year_is_a_deadline(
    shipped_rulebook: Rulebook,
) -> None:
    pack = shipped_rulebook.standards[PLAN]
    assert pack.complete and pack.document.period_end == date(2025, 12, 31)
    assert all(value.state is READ for row in pack.indicators for value in row.values)
    dated = {row.id: row.deadline for row in pack.indicators if row.deadline}
    assert {(deadline.date, deadline.inferred) for deadline in dated.values()} == {
        (date(2025, 12, 31), False)
    }
    assert set(dated) == {"JG-就业率", "JG-校企合作"} | {name for name in rows(pack) if "规模-" in name}


def test_the_plan_of_the_city_has_19_tasks_and_the_33_lines_of_its_boxes(shipped_rulebook: Rulebook) -> None:
    tasks = shipped_rulebook.standards[PLAN].tasks
    lines = {1: 5, 2: 4, 3: 5, 4: 5, 5: 4, 6: 10}
    boxes = [f"专栏{box}-{line}" for box, last in lines.items() for line in range(1, last + 1)]
    assert [task.no for task in tasks] == [*map(str, range(1, 20)), *boxes]
    scopes = [task.scope for task in tasks]
    assert [scopes.count(scope) for scope in (SCHOOL, CONTRIBUTION, CONTEXT)] == [20, 29, 3]
    assert [task.no for task in tasks if task.force is REFERENCE] == ["15"]


@pytest.mark.parametrize("kind", KINDS.values())
def test_the_three_documents_on_technician_schools_apply_to_each_kind_wherever_it_stands(
    kind: str, shipped_rulebook: Rulebook
) -> None:
    answers = {"school.kind": Answer(kind), "school.district": Answer("永川区")}
    applies = {
        result.id: result.applies
        for result in evaluate(shipped_rulebook, Assessment(SchoolYear(2026), answers), TODAY).standards
    }
    assert applies[PLAN] and applies["technician-2012"] and applies["conditions-2022-technician"]
    assert not applies["conditions-2022"] and not applies["establishment-2010"]
