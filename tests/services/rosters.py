"""A roster of teachers, rows of it, and content that counts from it."""

from dataclasses import replace
from fractions import Fraction

from app.domain.roster import Column, Computation, Moment, Roster, RowTest, Take, TestWord
from app.domain.roster_count import Row
from app.domain.rulebook import Rulebook
from app.domain.school_year import When
from app.domain.units import Kind

EMPLOYED = RowTest("employment", TestWord.IS, ("专任",), "非专任")
DUAL = RowTest("dual_level", TestWord.FILLED, True, "无认定证书")
VALID = RowTest("dual_until", TestWord.ON_OR_AFTER, Moment("T"), "证书已过期")
PRACTISED = RowTest("practice", TestWord.AT_LEAST, Fraction(6), "企业实践不足六个月")

TEACHERS = Roster(
    id="teachers",
    title="教师花名册",
    office="人事处",
    when=When.DAY,
    key=("id_number",),
    columns=(
        Column("name", "姓名", Kind.TEXT, personal=True),
        Column(
            "id_number",
            "身份证号",
            Kind.TEXT,
            personal=True,
            identity=True,
            synonyms=("证件号码", "公民身份号码"),
        ),
        Column("employment", "聘用性质", Kind.CHOICE, choices=("专任", "兼职", "行政")),
        Column("programme", "任教专业（方向）", Kind.TEXT),
        Column("dual_level", "双师型等级", Kind.CHOICE, choices=("初级", "中级", "高级")),
        Column("dual_until", "有效期至", Kind.DATE, blank="unlimited"),
        Column("practice", "近五年企业实践月数", Kind.MONTHS, note="累计"),
    ),
    computes=(
        Computation("teachers.full_time", Take.COUNT, where=(EMPLOYED,)),
        Computation("teachers.dual_qualified", Take.COUNT, where=(EMPLOYED, DUAL, VALID)),
        Computation("teachers.enterprise_practice_met", Take.COUNT, where=(EMPLOYED, PRACTISED)),
    ),
    hash="7a" * 32,
)

NAMES = ("钱学琳", "孙立", "李敏")
NUMBERS = ("11010519491231002X", "440524188001010014", "53010219200508011X")
#: One full-time with a certificate, one whose certificate has expired, one part-time.
ROWS = (
    Row(
        2,
        {
            "name": NAMES[0],
            "id_number": NUMBERS[0],
            "employment": "专任",
            "dual_level": "中级",
            "dual_until": "2027-08-31",
            "practice": "6.5",
        },
    ),
    Row(
        3,
        {
            "name": NAMES[1],
            "id_number": NUMBERS[1],
            "employment": "专任",
            "programme": "护理",
            "dual_level": "初级",
            "dual_until": "2025-08-31",
            "practice": "3",
        },
    ),
    Row(4, {"name": NAMES[2], "id_number": NUMBERS[2], "employment": "兼职"}),
)


def with_roster(rulebook: Rulebook, roster: Roster = TEACHERS) -> Rulebook:
    """Return content that counts from one roster alone."""
    return replace(rulebook, rosters=(roster,))
