"""Small workspaces and ways of looking at folders."""

import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

from sqlite_utils import Database

from app.domain.assessment import Assessment, Remedy
from app.domain.editions import NOTHING, Keeping, Pin
from app.domain.facts import Answer
from app.domain.filing import EvidenceLink, Filed
from app.domain.roster_count import KeptRoster, Row
from app.domain.roster_summary import Mark
from app.domain.school_year import SchoolYear
from app.domain.standard import Addition, Confirmation
from app.storage.workspace import Workspace

YEAR = SchoolYear(2026)

SAMPLE = Assessment(
    year=YEAR,
    answers={
        "school.name": Answer("渝中职教中心", typed="渝中职教中心"),
        "students.enrolled": Answer(1480, typed="1,480"),
        "campus.land": Answer(Fraction(2000, 3) * 60, typed="60亩", note="含分校区"),
        "training.rate": Answer(Fraction(7, 10), typed="70%", date=date(2026, 8, 31)),
        "school.honours": Answer(("国示范", "市级双优"), typed="国示范、市级双优"),
        "school.founded": Answer(date(1985, 9, 1), typed="1985年9月1日"),
        "students.interns": Answer(na_reason="本年度无岗位实习学生"),
        "teachers.part_time": Answer(),
    },
    previous={
        "students.enrolled": Answer(1396, typed="1396"),
        "campus.land": Answer(Fraction(40000), typed="40000"),
    },
    date=date(2026, 11, 21),
    added={"another-district": "分校区在该区"},
    dropped={"old-plan": "规划期已满"},
    remedies={"DB-师生比": Remedy("近三年退休较多", "招聘 12 名专任教师", "人事处", "2027 年 8 月")},
)

#: The sample with what files of the first form could not hold.
SECOND = replace(
    SAMPLE,
    remedies={"DB-师生比": replace(SAMPLE.remedies["DB-师生比"], person="周敏", budget="3.5万元")},
    explanations={"students-enrolled-change": "新并入一所学校"},
)

#: … and with what those of the second could not hold.
THIRD = replace(
    SECOND,
    answers={
        **SECOND.answers,
        "task.local-x.1": Answer("部分", typed="部分", note="正在修订", asked="5e" * 32),
    },
)

#: … and with what those of the fifth could not hold.
FULL = replace(
    THIRD,
    answers={**THIRD.answers, "governance.charter": Answer("是", typed="是", date_typed="去年三月")},
)

#: What is kept of the standards that judged it.
KEEPING = Keeping(
    pins=(
        Pin("conditions-2022", "2026.1", "ab" * 32, zlib.compress(b"format: dabiao-standard/1")),
        Pin("local-x", "2", "cd" * 32, b"\x00\xff", Addition("区教委", date(2026, 11, 20))),
    ),
    confirmations=(
        Confirmation("DB-师生比", date(2022, 11, 16), "20", "附件1，原件", "李老师", date(2026, 11, 21)),
    ),
)


#: A filing, its data and files, and a piece of evidence.
FILED = Filed(
    number="3150010999-2026-1",
    year=YEAR,
    sequence=1,
    fingerprint="B808HCZNH5",
    frozen_at=datetime(2026, 11, 27, 16, 20, 41),
    frozen_by="王老师",
    program="dabiao 0.1.0",
)
FILED_DATA = b'{"format":"dabiao-filing/1"}'
FILED_FILES = {"report.pdf": b"%PDF-1.7 report", "report.xlsx": b"PK sheet"}
PROOF = b"%PDF-1.7 " + b"a scanned receipt " * 40
SHOWS = EvidenceLink("fact", "governance.plan_filed", "1\u20133")

#: Two rosters, one of them marked complete.
ROSTERS = {
    "programmes": KeptRoster("programmes", (Row(2, {"name": "护理", "code": "720201"}),)),
    "teachers": KeptRoster(
        "teachers",
        (
            Row(4, {"name": "钱学琳", "id_number": "11010519491231002X", "employment": "专任"}),
            Row(6, {"name": "孙\n立", "employment": "兼职", "dual_until": "2027.8.31"}),
        ),
        Mark("王老师", date(2026, 11, 20)),
        "7a" * 32,
    ),
}


def make(path: Path, assessment: Assessment = SAMPLE, keeping: Keeping = NOTHING) -> Path:
    """Make a closed workspace file."""
    with Workspace.create(path, "王老师") as workspace:
        workspace.import_assessment(assessment, keeping=keeping)
    return path


def listing(folder: Path) -> dict[str, str]:
    """Return every file of a folder with the digest of its bytes."""
    return {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def run_sql(path: Path, *statements: str) -> None:
    """Change a file behind the program's back."""
    with closing(Database(path)) as db:
        for statement in statements:
            db.execute(statement)


def clock_at(text: str) -> Callable[[], datetime]:
    """Return a clock that stands still at a UTC time."""
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return lambda: moment
