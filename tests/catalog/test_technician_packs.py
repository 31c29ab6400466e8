"""The documents on 技工院校: each figure, how surely it is known, and whom it speaks to."""

import pytest

from app.domain.rulebook import Rulebook
from app.domain.standard import Force, Indicator, Reach, SourceState, Standard

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
