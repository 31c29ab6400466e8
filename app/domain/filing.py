"""A filing: what is frozen, under which number, signed by whom, and what keeps it from being frozen."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.assessment import Assessment
from app.domain.fingerprint import grouped
from app.domain.school_year import SchoolYear

#: Who signs, in the order of the dates: fact of the name, fact of the date, title.
SIGNERS = (
    ("filing.preparer", "filing.prepared_on", "填表人"),
    ("filing.reviewer", "filing.reviewed_on", "审核人"),
    ("filing.principal", "filing.signed_on", "单位负责人"),
)
REPORTED_ON = "filing.date"


@dataclass(frozen=True, slots=True)
class FilingNumber:
    """``学校标识码-年度-序号``; schools without a code go by their 统一社会信用代码."""

    school: str
    year: SchoolYear
    sequence: int

    def __str__(self) -> str:
        return f"{self.school}-{self.year.first}-{self.sequence}"

    @property
    def short(self) -> str:
        """The number as it is spoken of within the school: ``2026-1``."""
        return f"{self.year.first}-{self.sequence}"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why and under which number a filing is made; ``answers`` is the fingerprint that the authority returned."""

    number: FilingNumber
    frozen_at: datetime.datetime
    reason: str = ""
    replaces: str = ""
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """A frozen filing as a workspace lists it; ``reopened`` says why its year was opened again afterwards."""

    number: str
    year: SchoolYear
    sequence: int
    fingerprint: str
    frozen_at: datetime.datetime
    frozen_by: str
    program: str
    reason: str = ""
    replaces: str = ""
    reopened: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan of the stamped paper, attached after freezing and outside the fingerprint."""

    sha256: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Seal:
    """What every page of a frozen filing bears; a draft has none."""

    occasion: Occasion
    fingerprint: str

    @property
    def code(self) -> str:
        """The fingerprint as it is printed."""
        return grouped(self.fingerprint)

    @property
    def scanned(self) -> str:
        """What the QR code says: number and fingerprint."""
        return f"DABIAO {self.occasion.number} {self.code}"


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """What a piece of evidence shows: a fact, a task or an indicator, and on which pages."""

    kind: str
    id: str
    pages: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One file that proves something: its name, the SHA-256 and size of its bytes, and what it shows."""

    sha256: str
    name: str
    size: int
    links: tuple[EvidenceLink, ...] = ()
    included: bool = True


#: What a filing may be numbered by: 学校标识码, else 统一社会信用代码.
CODES = ("school.code", "school.uscc")


def school_code(assessment: Assessment) -> str:
    """Return the code that a filing is numbered by; "" where none is given."""
    return next((code for fact in CODES if (code := assessment.word(fact))), "")


def signed_dates(assessment: Assessment) -> Mapping[str, datetime.date]:
    """Return the dates of signatures and of reporting that were given, by fact, in the order in which they fall.

    A date copied from last year is none: nobody signed this year's report on it.
    """
    facts = (*(date for _, date, _ in SIGNERS), REPORTED_ON)
    answers = {fact: assessment.answers[fact] for fact in facts if fact in assessment.answers}
    given = {fact: answer.value for fact, answer in answers.items() if answer.given}
    return {fact: day for fact, day in given.items() if isinstance(day, datetime.date)}
