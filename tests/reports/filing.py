"""A seal, and pieces of evidence, for tests."""

import datetime

from app.domain.filing import Evidence, EvidenceLink, FilingNumber, Occasion, Seal
from app.domain.school_year import SchoolYear

FROZEN = datetime.datetime(2026, 11, 27, 16, 20)
NUMBER = FilingNumber("3150010999", SchoolYear(2026), 1)
SEAL = Seal(Occasion(NUMBER, FROZEN), "B808HCZNH5")
REASON = "校舍面积误将已拆除的旧实训楼计入"
CORRECTED = Seal(
    Occasion(FilingNumber("3150010999", SchoolYear(2026), 2), FROZEN, REASON, str(NUMBER)), "B808HCZNH5"
)
LINKS = (EvidenceLink("fact", "campus.building_return", "第1–3页"), EvidenceLink("indicator", "DB-生均校舍"))
EVIDENCE = (
    Evidence("ab" * 32, "房屋所有权证.pdf", 2_345_678, LINKS),
    Evidence("cd" * 32, "在校生名册汇总表.pdf", 845, (EvidenceLink("fact", "students.enrolled"),), False),
)
