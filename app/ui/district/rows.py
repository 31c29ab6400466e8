"""The rows of the desk as plain values: every school, and every file that is not counted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.domain.district import Apart, Broken, Collection, Standing, State, Submission
from app.domain.district_code import CodeAnswer, Finding, check_code
from app.domain.receipt import Receipt, Ruling
from app.reports.district_words import missed_count, standing_of_conditions, told_broken
from app.services.district_desk import paper_key
from app.ui.tables.model import Group

ALL, PENDING, MISSING = "all", "pending", "missing"
_DASH = "—"
NOT_RECEIVED = "未收到备案包"


@dataclass(frozen=True, slots=True)
class Mark:
    """How something stands: in whose colours, in a word, with an icon of its own or that of the status."""

    status: str
    word: str
    icon: str = ""


PASSED, FAILED = Mark("met", "通过"), Mark("missed", "不通过")
PAPER = {
    None: Mark("unanswered", "未核对"),
    Finding.SAME: Mark("met", "一致"),
    Finding.APART: Mark("met", "一致"),
    Finding.EARLIER: Mark("unanswered", "旧版"),
    Finding.OTHER: Mark("missed", "不一致"),
}
ANSWERED = {
    Ruling.ACCEPTED: Mark("met", "已接收"),
    Ruling.RETURNED: Mark("unanswered", "已退回", "return"),
}
_OPEN = {
    None: Mark("unanswered", "待纸质"),
    Finding.SAME: Mark("shown", "待接收", "stamp"),
}


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One row. Where ``told`` is, it stands in place of figures; ``submission`` is what can be answered.

    ``former`` is the answer to the filing that this one corrects.
    """

    key: str
    name: str
    below: str
    state: Mark
    number: str = ""
    day: str = ""
    day_note: str = ""
    check: Mark | None = None
    paper: Mark | None = None
    conditions: str = ""
    missed: str = ""
    told: str = ""
    pending: bool = False
    standing: Standing | None = None
    submission: Submission | None = None
    code: CodeAnswer | None = None
    receipt: Receipt | None = None
    former: Receipt | None = None

    @property
    def acceptable(self) -> bool:
        """Whether the filing can be accepted: it counts, and no paper speaks against it."""
        counts = self.standing is not None and self.submission is self.standing.counted
        return counts and self.submission is not None and self.paper in (PAPER[None], PAPER[Finding.SAME])


@dataclass(frozen=True)
class Desk:
    """What the rows are made of: what was collected, codes from paper, answers by fingerprint."""

    collection: Collection
    codes: Mapping[str, str]
    receipts: Mapping[str, Receipt]
    monitored: tuple[str, ...]

    def groups(self, wanted: str = ALL) -> list[Group[DeskRow]]:
        """Return the rows that a filter lets through."""
        rows = {name: tuple(_let_through(found, wanted)) for name, found in self._all.items()}
        return [_group(name, found, self.collection) for name, found in rows.items() if found]

    def counts(self) -> dict[str, int]:
        """Return how many rows each filter lets through."""
        rows = [row for found in self._all.values() for row in found]
        return {wanted: sum(1 for _ in _let_through(rows, wanted)) for wanted in (ALL, PENDING, MISSING)}

    def disagreeing(self) -> int:
        """Return how many schools' papers are not their files."""
        return sum(row.paper == PAPER[Finding.OTHER] for row in self._all["schools"])

    @cached_property
    def _all(self) -> dict[str, list[DeskRow]]:
        found = self.collection
        return {
            "schools": [self._school(standing) for standing in found.standings],
            "unlisted": [self._apart(apart) for apart in found.unlisted],
            "other_years": [self._apart(apart) for apart in found.other_years],
            "broken": [_broken(broken) for broken in found.broken],
        }

    def _school(self, standing: Standing) -> DeskRow:
        name, key = standing.school.name, f"school:{standing.school.known_by}"
        if standing.state is State.MISSING:
            told, category = "；".join(standing.notes), standing.school.category
            state = Mark("missed", "未报")
            return DeskRow(
                key, name, category, state, told=told or NOT_RECEIVED, pending=bool(told), standing=standing
            )
        code = self._code(standing)
        if standing.counted is None:
            return _conflict(standing, key, code)
        return self._filed(standing, standing.counted, key, code)

    def _filed(self, standing: Standing, filed: Submission, key: str, code: CodeAnswer | None) -> DeskRow:
        receipt, missed = self.receipts.get(filed.fingerprint), missed_count(standing)
        finding, former = code.finding if code else None, self._former(standing, filed)
        state = ANSWERED[receipt.ruling] if receipt else _OPEN.get(finding, Mark("unanswered", "待处理"))
        return DeskRow(
            key,
            standing.school.name,
            standing.school.category or filed.kind,
            state,
            number=short_number(filed),
            day=f"{filed.frozen_at:%m-%d}",
            day_note=_day_note(standing, former),
            check=PASSED,
            paper=PAPER[finding],
            conditions=standing_of_conditions(standing, self.monitored) or _DASH,
            missed=_DASH if missed is None else str(missed),
            pending=receipt is None,
            standing=standing,
            submission=filed,
            code=code,
            receipt=receipt,
            former=former,
        )

    def _former(self, standing: Standing, filed: Submission) -> Receipt | None:
        replaced = [item for item in standing.earlier if item.number == filed.replaces]
        return next((self.receipts.get(item.fingerprint) for item in replaced), None)

    def _code(self, standing: Standing) -> CodeAnswer | None:
        typed = self.codes.get(paper_key(self.collection.year, standing.school))
        return check_code(typed, self.collection, standing) if typed else None

    def _apart(self, apart: Apart) -> DeskRow:
        filed = apart.submission
        receipt = self.receipts.get(filed.fingerprint)
        state = ANSWERED[receipt.ruling] if receipt else Mark("unanswered", "未计入")
        told = f"备案 {short_number(filed)}：{apart.why}"
        return DeskRow(
            f"apart:{filed.file}",
            filed.name,
            filed.file,
            state,
            check=PASSED,
            told=told,
            pending=receipt is None,
            submission=filed,
            receipt=receipt,
        )


def _day_note(standing: Standing, former: Receipt | None) -> str:
    if standing.state is State.FILED:
        return ""
    again = former is not None and former.ruling is Ruling.RETURNED and not standing.late
    return "退回后重报" if again else standing.word


def short_number(filed: Submission) -> str:
    """Return year and sequence of a filing's number; the school stands beside it."""
    return f"{filed.year[:4]}-{filed.sequence}"


def _conflict(standing: Standing, key: str, code: CodeAnswer | None) -> DeskRow:
    chosen = code.submission if code and code.submission in standing.rivals else None
    return DeskRow(
        key,
        standing.school.name,
        standing.school.category,
        Mark("missed", standing.word),
        check=PASSED,
        told="；".join(standing.notes),
        pending=True,
        standing=standing,
        submission=chosen,
        code=code,
    )


def _broken(broken: Broken) -> DeskRow:
    return DeskRow(
        f"broken:{broken.file}",
        broken.school or broken.file,
        broken.file if broken.school else "",
        FAILED,
        check=FAILED,
        told=told_broken(broken),
        pending=True,
    )


def _let_through(rows: Iterable[DeskRow], wanted: str) -> Iterator[DeskRow]:
    for row in rows:
        missing = row.standing is not None and row.standing.state is State.MISSING
        if wanted == ALL or (wanted == PENDING and row.pending) or (wanted == MISSING and missing):
            yield row


def _group(name: str, rows: tuple[DeskRow, ...], collection: Collection) -> Group[DeskRow]:
    match name:
        case "schools":
            source = "名单上的学校" if collection.listed else "报送的学校"
            note = "" if collection.listed else "没有学校名单，不知道谁未报"
            return Group(name, f"{source} {len(rows)} 所", rows, note)
        case "unlisted":
            return Group(
                name, f"未归入学校 {len(rows)} 份", rows, "未计入汇总", status="unanswered", icon="warn"
            )
        case "other_years":
            return Group(name, f"其他学年 {len(rows)} 份", rows, "未计入汇总")
        case _:
            return Group(
                name,
                f"核对不通过 {len(rows)} 个文件",
                rows,
                "未计入汇总，其余照常",
                status="missed",
                icon="error",
            )
