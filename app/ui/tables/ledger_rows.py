"""The ledger as rows: what is missed, what is written beside it, what it costs, and what has turned since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.domain.assessment import Remedy
from app.domain.costs import budget_of
from app.domain.display import plain
from app.domain.fact_sheet import FactSheet
from app.domain.problem import Problem
from app.domain.values import parse_date
from app.domain.verdict import Status, Verdict
from app.domain.wording import status_word
from app.services.session import Session
from app.ui.tables.model import Group
from app.ui.verdict_texts import GapText, document_name, gap_text, look

_WAN = 10_000
_NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row: a verdict that is missed, or was when something was written beside it."""

    key: str
    number: int
    verdict: Verdict
    document: str
    remedy: Remedy
    gap: GapText

    @property
    def turned(self) -> bool:
        """Whether the verdict is no longer missed."""
        return self.verdict.status is not Status.MISSED

    @property
    def look(self) -> str:
        """The status in whose colours the verdict is shown."""
        return look(self.verdict.status, self.word)

    @property
    def word(self) -> str:
        """The verdict in one word."""
        return status_word(self.verdict)

    @property
    def lack(self) -> str:
        """What is lacking, or how the verdict turned."""
        if self.turned:
            return f"判定已转为{self.word}"
        if self.verdict.task:
            return self.verdict.clause
        return self.gap.head or (self.gap.ways[0] if self.gap.ways else self.verdict.reason)

    @property
    def waits(self) -> bool:
        """Whether a measure is still to be written."""
        return not self.turned and not self.remedy.measure.strip()


def ledger_groups(session: Session) -> list[Group[LedgerRow]]:
    """Return the rows by document, in the order of the documents and of their rows."""
    sheet = FactSheet(session.rulebook.facts, session.assessment.judged_answers)
    groups, number = [], 0
    for count in session.conclusion().counts:
        standard = session.rulebook.standards[count.standard]
        verdicts = [v for v in session.evaluation.of(count.standard) if _belongs(v, session)]
        if verdicts:
            name = document_name(standard)
            rows = tuple(
                LedgerRow(v.indicator, at, v, name, session.remedy(v.indicator), gap_text(v, sheet))
                for at, v in enumerate(verdicts, start=number + 1)
            )
            number += len(rows)
            groups.append(Group(standard.id, name, rows, _note(rows)))
    return groups


def _belongs(verdict: Verdict, session: Session) -> bool:
    return verdict.status is Status.MISSED or session.remedy(verdict.indicator) != Remedy()


def _note(rows: Sequence[LedgerRow]) -> str:
    turned = sum(row.turned for row in rows)
    return f"{len(rows)} 条" + (f"，其中判定已转 {turned} 条" if turned else "")


def without_measure(session: Session) -> int:
    """Return how many missed rows have no measure yet."""
    missed = (v for v in session.evaluation.verdicts if v.status is Status.MISSED)
    return sum(not session.remedy(verdict.indicator).measure.strip() for verdict in missed)


def budget_note(text: str) -> tuple[str, bool]:
    """Return what was understood of a budget, and whether it was not."""
    amount = budget_of(text)
    if amount is None:
        return "", False
    if isinstance(amount, Problem):
        return "未能识别为金额，不计入合计；可写作 3.5万元", True
    read = f"{plain(amount)}{_NBSP}元" if amount < _WAN else in_wan(amount)
    same = "".join(text.split()) == read.replace(_NBSP, "")
    return "" if same else f"= {read}", False


def due_note(text: str, today: date, turned: bool) -> tuple[str, bool]:
    """Return what is to be said about a time limit, and whether it asks for action."""
    day = parse_date(text)
    if not text.strip() or turned:
        return "", False
    if day is None:
        return "未写成日期，按原文打印；日期可写作 2027-06-30", False
    return ("已过期限", True) if day < today else ("", False)


def total_text(rows: Iterable[LedgerRow]) -> str:
    """Return the sum of the budgets that were understood, and how many were not."""
    amounts = [(row, budget_of(row.remedy.budget)) for row in rows]
    known = [(row, amount) for row, amount in amounts if isinstance(amount, Fraction)]
    unknown = sum(isinstance(amount, Problem) for _, amount in amounts)
    whole = sum((amount for _, amount in known), Fraction(0))
    rest = sum((amount for row, amount in known if not row.turned), Fraction(0))
    texts = [f"{in_wan(whole)}（{len(known)} 条）"]
    if rest != whole:
        texts.append(f"其中尚未达标的 {in_wan(rest)}")
    if unknown:
        texts.append(f"{unknown} 条金额未能识别，未计入")
    return "；".join(texts)


def in_wan(amount: Fraction) -> str:
    """Write yuan as 万元."""
    return f"{plain(amount / _WAN)}{_NBSP}万元"
