"""What a district keeps of each filing that it received, and where each of its schools stands: plain values."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from app.domain.standard import Force, Reach, Scope, SourceState
from app.domain.verdict import Status


@dataclass(frozen=True, slots=True)
class ListedSchool:
    """A school of the district's own list, known by 学校标识码, else by 统一社会信用代码."""

    name: str
    code: str = ""
    uscc: str = ""
    category: str = ""
    contact: str = ""

    @property
    def known_by(self) -> str:
        """The code that stands for the school."""
        return self.code or self.uscc


@dataclass(frozen=True, slots=True)
class RowKey:
    """What a row asks: rows with equal keys are like with like and make one line of a roll-up.

    Equal are document, edition, content and what is required (``asked``); how it is worded does not count.
    """

    standard: str
    edition: str
    hash: str
    indicator: str
    asked: str
    title: str = field(compare=False)
    clause: str = field(compare=False)
    required: str = field(compare=False)
    force: Force = field(compare=False)
    scope: Scope = field(compare=False)
    reach: Reach = field(compare=False)
    task: bool = field(compare=False)
    source: SourceState | None = field(compare=False, default=None)


@dataclass(frozen=True, slots=True)
class Asked:
    """How much more of one fact would turn a missed row: the least that one of its ways adds."""

    fact: str
    amount: Fraction
    unit: str


@dataclass(frozen=True, slots=True)
class FiledRow:
    """One row of a filing: how it came out, its value as shown and exact, and what would turn it."""

    key: RowKey
    status: Status
    value: str = ""
    exact: str = ""
    partly: bool = False
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """What is kept of one verified package.

    ``facts`` and ``previous`` hold exact figures as text, None where the school answered "not applicable".
    """

    file: str
    number: str
    fingerprint: str
    sequence: int
    frozen_at: datetime.datetime
    year: str
    date: str
    name: str
    code: str = ""
    uscc: str = ""
    kind: str = ""
    district: str = ""
    recipient: str = ""
    replaces: str = ""
    reason: str = ""
    rows: tuple[FiledRow, ...] = ()
    facts: Mapping[str, str | None] = field(default_factory=dict)
    previous: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def known_by(self) -> str:
        """The code that stands for the school."""
        return self.code or self.uscc


class ClaimSource(StrEnum):
    """By what a file that is not sound says of which school it is."""

    MANIFEST = "manifest"
    FILE_NAME = "file_name"


CLAIM_WORDS = {ClaimSource.MANIFEST: "据包内清单", ClaimSource.FILE_NAME: "据文件名"}


@dataclass(frozen=True, slots=True)
class Claim:
    """Of which school a file says to be; nothing of it was verified."""

    source: ClaimSource
    name: str = ""
    code: str = ""
    uscc: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that is no sound package, the sentence that says so, and of which school it says to be."""

    file: str
    sentence: str
    claim: Claim | None = None

    @property
    def school(self) -> str:
        """The school with the word by what it is told, "" where nothing tells."""
        if self.claim is None:
            return ""
        known = self.claim.name or self.claim.code or self.claim.uscc
        return f"{known}（{CLAIM_WORDS[self.claim.source]}）"


@dataclass(frozen=True, slots=True)
class Apart:
    """A sound package that is not counted, and why."""

    submission: Submission
    why: str


class State(StrEnum):
    """Where a school stands with its filing."""

    FILED = "filed"
    LATE = "late"
    CORRECTED = "corrected"
    CONFLICT = "conflict"
    MISSING = "missing"


STATE_WORDS = {
    State.FILED: "已报",
    State.LATE: "迟报",
    State.CORRECTED: "更正",
    State.CONFLICT: "编号冲突",
    State.MISSING: "未报",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One school: the filing that counts, those before it, and what is to be noted.

    ``counted`` is None where nothing was filed, and where the last number has two fingerprints (``rivals``).
    """

    school: ListedSchool
    state: State
    counted: Submission | None = None
    earlier: tuple[Submission, ...] = ()
    rivals: tuple[Submission, ...] = ()
    late: bool = False
    notes: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """The state in a word; a correction of what came late says so."""
        late = "（迟报）" if self.late and self.state is State.CORRECTED else ""
        return STATE_WORDS[self.state] + late

    def filings(self) -> Iterator[Submission]:
        """Yield every filing of the school that was found."""
        if self.counted is not None:
            yield self.counted
        yield from self.earlier
        yield from self.rivals


@dataclass(frozen=True, slots=True)
class Collection:
    """A folder of packages, sorted out: every school of the year, and everything that is not counted.

    ``names`` are the names of facts by id, as the filings give them.
    """

    folder: str
    year: str
    due: datetime.date | None
    listed: bool
    standings: tuple[Standing, ...]
    unlisted: tuple[Apart, ...] = ()
    other_years: tuple[Apart, ...] = ()
    broken: tuple[Broken, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def counted(self) -> tuple[Standing, ...]:
        """The schools with a filing that counts."""
        return tuple(standing for standing in self.standings if standing.counted is not None)

    @property
    def without(self) -> tuple[Standing, ...]:
        """The schools without data; they are named, never taken for zero."""
        return tuple(standing for standing in self.standings if standing.counted is None)

    def number_of(self, state: State) -> int:
        """Return how many schools have a state."""
        return sum(standing.state is state for standing in self.standings)

    @property
    def packages(self) -> int:
        """How many sound packages were read."""
        of_schools = sum(len(list(standing.filings())) for standing in self.standings)
        return of_schools + len(self.unlisted) + len(self.other_years)
