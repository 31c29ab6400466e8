from datetime import date

import pytest

from app.domain.assessment import Assessment, Remedy
from app.domain.facts import Answer
from app.domain.personal import (
    IDENTITY,
    MOBILE,
    Found,
    identity_numbers,
    mobile_numbers,
    numbers_of_persons,
    warning,
)
from app.domain.roster_summary import Mark, RosterSummary
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear

CITIZEN, PHONE = "11010519491231002X", "13800138000"


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002X",
        "11010519491231002x",
        "教师王11010519491231002X，",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-19491231-002X",
    ],
)
def test_an_identity_number_is_found_however_it_is_typed(text: str) -> None:
    assert [number.upper() for number in identity_numbers(text)] == ["11010519491231002X"]


@pytest.mark.parametrize(
    "text", ["110105194912310021", "211010519491231002X", "2026-11-21", "12500103MB1234567X"]
)
def test_other_numbers_are_none(text: str) -> None:
    assert list(identity_numbers(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+86 13800138000",
        "联系王老师１３８００１３８０００，",
        "8613800138000",
    ],
)
def test_a_mobile_number_is_found_however_it_is_typed(text: str) -> None:
    assert list(mobile_numbers(text)) == [PHONE]


@pytest.mark.parametrize(
    "text",
    ["023-63841234", "63841234", "12800138000", "138001380001", "5013800138000", "1,380,013,800.0", CITIZEN],
)
def test_other_digits_are_no_mobile_number(text: str) -> None:
    assert list(mobile_numbers(text)) == []


def test_numbers_of_persons_are_found_wherever_somebody_writes(shipped_rulebook: Rulebook) -> None:
    assessment = Assessment(
        SchoolYear(2026),
        answers={
            "filing.phone": Answer(PHONE, note=f"夜间 {PHONE}"),
            "filing.preparer": Answer(f"王某 {CITIZEN}"),
            "students.interns": Answer(na_reason=f"问王某 {PHONE}"),
            "teachers.full_time": Answer(72, note=f"名单：{CITIZEN}，{PHONE}"),
        },
        remedies={"DB-师生比": Remedy(person=PHONE)},
        explanations={"land-jump": f"见 {CITIZEN}"},
        dropped={"establishment-2010": f"按 {PHONE} 通知"},
        rosters=(
            RosterSummary("teachers", "教师花名册", 2, Mark(f"王某 {CITIZEN}", date(2026, 9, 2)), ()),
            RosterSummary("training", "培训台账", 2, None, ()),
        ),
    )
    assert numbers_of_persons(assessment, shipped_rulebook.facts) == (
        Found("filing.phone", "联系电话的备注", MOBILE),
        Found("filing.preparer", "填表人", IDENTITY),
        Found("students.interns", "岗位实习学生数的不适用理由", MOBILE),
        Found("teachers.full_time", "专任教师数的备注", IDENTITY),
        Found("teachers.full_time", "专任教师数的备注", MOBILE),
        Found("DB-师生比", "DB-师生比 的整改内容", MOBILE),
        Found("land-jump", "校验说明", IDENTITY),
        Found("establishment-2010", "增减标准 establishment-2010 的理由", MOBILE),
        Found("teachers", "教师花名册的核对人", IDENTITY),
    )


def test_the_warning_names_kinds_and_places_once_and_the_first_of_many() -> None:
    assert warning(()) == ""
    two = (Found("a", "甲的备注", MOBILE), Found("a", "甲的备注", IDENTITY))
    assert warning(two) == "所填内容中有身份证号码和手机号码：甲的备注。报告交给他人之前请删去。"
    many = tuple(Found(str(n), f"第{n}处", MOBILE) for n in range(9))
    assert "第5处 等 9 处" in warning(many) and "第6处" not in warning(many)
