"""The national rules beside the two standards: each figure, how surely it is known, whom it speaks to, and when."""

from datetime import date

import pytest

from app.catalog.facts_file import parse_facts
from app.domain.evaluation import Evaluation, evaluate
from app.domain.rulebook import Rulebook
from app.domain.standard import Comparison, Force, Indicator, Reach, Scope, SourceState
from app.domain.verdict import Status

READ, SECONDARY, RECALLED = SourceState.READ, SourceState.SECONDARY, SourceState.RECALLED

#: Row → required value (empty: none printed, or none seen) and how surely it is known.
FIGURES = {
    "disabled-2022": {
        "CJ-专业数": ("4", READ),
        "CJ-在校生": ("300", READ),
        "CJ-班额": ("", READ),
        "CJ-班额-下限": ("8", READ),
        "CJ-班额-上限": ("20", READ),
        "CJ-教职工": ("5", READ),
        "CJ-专任教师": ("60%", READ),
        "CJ-辅助人员": ("100%", READ),
        "CJ-双师": ("50%", READ),
        "CJ-占地": ("30000㎡", READ),
        "CJ-生均用地": ("70㎡", READ),
        "CJ-校舍": ("16000㎡", READ),
        "CJ-生均校舍": ("35㎡", READ),
        "CJ-跑道": ("200米", READ),
        "CJ-教职工阅览座位": ("20%", READ),
        "CJ-学生阅览座位": ("20%", READ),
    },
    "vocational-education-law-2022": {
        "ZJ-设立条件": ("", READ),
        "ZJ-设立条件-章程": ("是", READ),
        "ZJ-设立条件-师资": ("是", READ),
        "ZJ-设立条件-设施": ("是", READ),
        "ZJ-设立条件-经费": ("是", READ),
        "ZJ-领导体制": ("是", READ),
        "ZJ-违规收费": ("否", READ),
        "ZJ-质量评价": ("", READ),
        "ZJ-质量评价-制度": ("是", READ),
        "ZJ-质量评价-公开": ("是", READ),
        "ZJ-质量评价-督导": ("是", READ),
        "ZJ-专业课教师经历": ("是", READ),
        "ZJ-教职工配备": ("", RECALLED),
        "ZJ-实习安排": ("", READ),
        "ZJ-实习安排-对口": ("100%", READ),
        "ZJ-实习安排-中介": ("否", READ),
        "ZJ-实习协议": ("100%", READ),
        "ZJ-实习报酬": ("", READ),
        "ZJ-实习权益": ("是", READ),
        "ZJ-资助提取": ("0元", READ),
        "ZJ-生均拨款": ("是", READ),
    },
    "internship-2021": {
        "SX-时间": ("6个月", READ),
        "SX-单位比例": ("是", READ),
        "SX-一年级": ("否", READ),
        "SX-三方协议": ("100%", READ),
        "SX-知情同意": ("100%", READ),
        "SX-对口": ("100%", READ),
        "SX-中介": ("否", SECONDARY),
        "SX-收费": ("否", SECONDARY),
        "SX-报酬": ("80%", SECONDARY),
        "SX-报酬支付": ("是", RECALLED),
        "SX-保险": ("100%", RECALLED),
        "SX-年龄": ("否", RECALLED),
        "SX-工时": ("是", RECALLED),
    },
    "internship-2016": {
        "DX-时间": ("6个月", READ),
        "DX-单位比例": ("是", READ),
        "DX-一年级": ("否", RECALLED),
        "DX-三方协议": ("100%", RECALLED),
        "DX-知情同意": ("100%", RECALLED),
        "DX-对口": ("100%", RECALLED),
        "DX-中介": ("否", RECALLED),
        "DX-收费": ("否", RECALLED),
        "DX-报酬": ("80%", READ),
        "DX-报酬支付": ("是", RECALLED),
        "DX-保险": ("100%", RECALLED),
        "DX-年龄": ("否", RECALLED),
        "DX-工时": ("是", RECALLED),
    },
    "enterprise-practice-2016": {
        "QS-专业课教师": ("100%", READ),
        "QS-新教师": ("是", READ),
        "QS-公共基础课": ("是", READ),
    },
    "talent-plan-2019": {
        "PY-实践课时": ("50%", READ),
        "PY-公共必修课": ("8", READ),
        "PY-总学时": ("3000学时", RECALLED),
        "PY-教学周": ("40", RECALLED),
        "PY-公共课占比": ("33.33%", RECALLED),
        "PY-选修课占比": ("10%", RECALLED),
    },
    "dual-qualified-2022": {
        "RD-程序": ("是", READ),
        "RD-师德": ("是", READ),
        "RD-级别": ("是", RECALLED),
        "RD-持证": ("", READ),
        "RD-其他持证": ("", READ),
        "RD-自报": ("", READ),
        "RD-政策水平": ("50%", READ),
    },
    "quality-action-2020": {"TZ-培训": ("2", SECONDARY)},
    "training-action-2019": {"PX-双岗": ("60%", SECONDARY), "PX-培训规模": ("5000万人次", READ)},
    "school-sports-1990": {
        "TY-课间操": ("是", READ),
        "TY-课外活动": ("3次", READ),
        "TY-每天活动": ("是", READ),
    },
    "private-education-2021": {"MB-开办资金": ("是", READ), "MB-发展基金": ("10%", READ)},
    "part-time-teachers-2023": {"JZ-兼职教师": ("30%", RECALLED)},
    "quality-report-2016": {"NB-年报": ("是", READ)},
}

EDUCATION = ("普通中专", "职业高中", "职教中心", "成人中专", "残疾人中职")
ALL_KINDS = (*EDUCATION, "技工学校", "高级技工学校", "技师学院")


def rows_of(rulebook: Rulebook, pack: str) -> dict[str, Indicator]:
    return {row.id: row for row in rulebook.standards[pack].indicators}


def judged(rulebook: Rulebook, on: date, **facts: str) -> Evaluation:
    lines = "".join(f"  {name.replace('__', '.')}: {value}\n" for name, value in facts.items())
    year = f"{on.year - 1}-{on.year}" if on.month < 9 else f"{on.year}-{on.year + 1}"
    text = f"format: dabiao-facts/1\nyear: {year}\nfacts:\n{lines}"
    return evaluate(rulebook, parse_facts(text.encode(), rulebook), on)


def listed(rulebook: Rulebook, on: date = date(2026, 11, 21), **facts: str) -> set[str]:
    result = judged(rulebook, on, **{"school__attached_class": "否", "school__first_year": "1985", **facts})
    return {found.id for found in result.standards if found.applies}


@pytest.mark.parametrize("pack", FIGURES)
def test_each_row_has_its_figure_and_says_how_surely_it_is_known(
    pack: str, shipped_rulebook: Rulebook
) -> None:
    found = {
        name: (row.values[0].text, row.values[0].state)
        for name, row in rows_of(shipped_rulebook, pack).items()
    }
    assert found == FIGURES[pack]


def test_the_provincial_classes_have_the_nine_rows_and_nobody_has_seen_their_figures(
    shipped_rulebook: Rulebook,
) -> None:
    general = rows_of(shipped_rulebook, "conditions-2022")
    provincial = rows_of(shipped_rulebook, "conditions-2022-provincial")
    assert [name.removeprefix("SJ-") for name in provincial] == [name.removeprefix("DB-") for name in general]
    for row, other in zip(provincial.values(), general.values(), strict=True):
        assert [(value.amounts, value.state) for value in row.values] == [((), RECALLED)]
        assert (row.topic, row.measure, row.requirement) == (other.topic, other.measure, other.requirement)


def test_what_was_not_read_to_its_end_says_what_is_lacking(shipped_rulebook: Rulebook) -> None:
    whole = {"vocational-education-law-2022", "school-sports-1990", "private-education-2021"}
    for name in (*FIGURES, "conditions-2022-provincial"):
        pack = shipped_rulebook.standards[name]
        assert pack.complete == (name in whole), name
        assert pack.lacking, name


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_the_law_and_the_rules_for_vocational_schools_speak_to_every_kind(
    kind: str, shipped_rulebook: Rulebook
) -> None:
    found = listed(shipped_rulebook, school__kind=kind, school__category="一般类", school__ownership="公办")
    assert {"vocational-education-law-2022", "internship-2021", "enterprise-practice-2016"} <= found
    for_education = {"talent-plan-2019", "dual-qualified-2022", "quality-report-2016"}
    assert (for_education <= found) == (kind in EDUCATION)
    assert bool(for_education & found) == (kind in EDUCATION)
    assert ("disabled-2022" in found) == (kind == "残疾人中职")
    assert ("school-sports-1990" in found) == (kind in ("普通中专", "职业高中", "职教中心"))


@pytest.mark.parametrize("category", ["艺术类", "体育类", "特殊教育类", "边远脱贫地区"])
def test_schools_of_other_classes_stand_under_the_provincial_figures(
    category: str, shipped_rulebook: Rulebook
) -> None:
    found = listed(shipped_rulebook, school__kind="普通中专", school__category=category)
    assert "conditions-2022-provincial" in found and "conditions-2022" not in found


def test_private_schools_alone_stand_under_the_rules_for_them(shipped_rulebook: Rulebook) -> None:
    assert "private-education-2021" in listed(
        shipped_rulebook, school__kind="技工学校", school__ownership="民办"
    )
    assert "private-education-2021" not in listed(
        shipped_rulebook, school__kind="技工学校", school__ownership="公办"
    )


@pytest.mark.parametrize(
    ("honours", "expected"), [("[市级双优]", True), ("[市级示范, 国家级优质]", True), ("[国示范]", False)]
)
def test_twice_the_enrolment_in_training_is_asked_of_quality_schools_alone(
    honours: str, expected: bool, shipped_rulebook: Rulebook
) -> None:
    found = listed(shipped_rulebook, school__kind="职业高中", school__honours=honours)
    assert ("quality-action-2020" in found) is expected


def test_the_internship_rules_of_2021_take_the_place_of_those_of_2016_on_their_day(
    shipped_rulebook: Rulebook,
) -> None:
    pair = {"internship-2016", "internship-2021"}
    days = {date(2016, 4, 10): set(), date(2016, 4, 11): {"internship-2016"}}
    days |= {date(2021, 12, 30): {"internship-2016"}, date(2021, 12, 31): {"internship-2021"}}
    for day, expected in days.items():
        assert listed(shipped_rulebook, day, school__kind="职业高中") & pair == expected, day


def test_below_the_pay_floor_the_lowest_grade_decides_since_2021(shipped_rulebook: Rulebook) -> None:
    facts = {"school__kind": "职业高中", "teaching__intern_pay_share": "79%"}
    facts["teaching__intern_pay_lowest_grade"] = "100%"
    before = judged(shipped_rulebook, date(2021, 12, 30), **facts)
    after = judged(shipped_rulebook, date(2021, 12, 31), **facts)
    (old,) = [verdict for verdict in before.verdicts if verdict.topic == "intern-pay-share"]
    assert (old.indicator, old.status) == ("DX-报酬", Status.MISSED)
    (new,) = [verdict for verdict in after.verdicts if verdict.indicator == "SX-报酬"]
    assert new.status is Status.UNJUDGEABLE and "最低档工资" in new.reason


def test_duties_of_sponsors_and_of_enterprises_are_only_shown(shipped_rulebook: Rulebook) -> None:
    law = rows_of(shipped_rulebook, "vocational-education-law-2022")
    shown = {name for name, row in law.items() if row.scope is not Scope.SCHOOL}
    assert shown == {"ZJ-实习协议", "ZJ-实习报酬", "ZJ-实习权益", "ZJ-生均拨款"}


def test_softened_and_national_rates_bind_no_school(shipped_rulebook: Rulebook) -> None:
    rows = {name: row for pack in FIGURES for name, row in rows_of(shipped_rulebook, pack).items()}
    for name in ("SX-单位比例", "SX-报酬", "DX-报酬", "PY-实践课时", "TZ-培训", "PX-双岗"):
        assert rows[name].force is Force.EXPECTED, name
    for name in ("SX-时间", "DX-时间", "PY-公共课占比"):
        assert rows[name].requirement is Comparison.ABOUT and rows[name].force is Force.REFERENCE, name
    area = {name for name, row in rows.items() if row.reach is Reach.AREA_RATE}
    assert area == {"PX-双岗", "RD-政策水平"}
    assert rows["RD-政策水平"].force is Force.REFERENCE


def test_an_unclear_deadline_says_so(shipped_rulebook: Rulebook) -> None:
    deadline = rows_of(shipped_rulebook, "training-action-2019")["PX-双岗"].deadline
    assert deadline is not None and deadline.inferred and "2020年" in deadline.note


def test_every_document_has_its_place_in_the_conclusion(shipped_rulebook: Rulebook) -> None:
    places = {name: part.title for part in shipped_rulebook.conclusion for name in part.standards}
    assert places["conditions-2022-provincial"] == "办学条件达标监测"
    assert places["disabled-2022"] == "国家设置标准"
    assert {places[name] for name in FIGURES if name != "disabled-2022"} == {"国家法律和规定"}
