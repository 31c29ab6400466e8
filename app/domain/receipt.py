"""A receipt: the authority accepts a filing or returns it with remarks; it carries the filing's fingerprint."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Ruling(StrEnum):
    """What the authority did with a filing."""

    ACCEPTED = "accepted"
    RETURNED = "returned"


RULING_WORDS = {Ruling.ACCEPTED: "已接收备案", Ruling.RETURNED: "退回修改"}


@dataclass(frozen=True, slots=True)
class Remark:
    """What the authority says of one indicator or task of a filing."""

    row: str
    text: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """The authority's answer to one filing."""

    number: str
    fingerprint: str
    school: str
    ruling: Ruling
    authority: str
    officer: str
    date: datetime.date
    text: str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def count(self) -> int:
        """How many remarks there are, the one on the whole filing among them."""
        return len(self.remarks) + bool(self.text)


def by_day(receipts: Sequence[Receipt]) -> tuple[Receipt, ...]:
    """Return receipts by their day, of one day as they were opened."""
    return tuple(sorted(receipts, key=lambda receipt: receipt.date))


def latest(receipts: Sequence[Receipt]) -> Receipt:
    """Return the authority's last word."""
    return by_day(receipts)[-1]
