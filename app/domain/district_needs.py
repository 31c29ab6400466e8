"""What a district needs in all: by fact, what each school lacks at most, added up over the schools."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.domain.display import quantity
from app.domain.district import Asked, Collection, FiledRow, RowKey, Standing
from app.domain.facts import Fact
from app.domain.standard import Force, Reach, Scope
from app.domain.units import Kind
from app.domain.verdict import Status

#: How the total is made, said beside it wherever it is shown.
RULE = (
    "逐校取：同一数据项有几条要求未达到的，只取其中最大的一个数，不相加；再按学校相加。"
    "只计约束性和预期性、对学校逐校要求的指标；各数据项分别计算，相互之间可能重叠。"
)
_FORCES = (Force.BINDING, Force.EXPECTED)
_KINDS = {"㎡": Kind.AREA, "元": Kind.MONEY, "m": Kind.LENGTH, "%": Kind.SHARE}


@dataclass(frozen=True, slots=True)
class NeedPart:
    """What one school lacks of a fact, and the row that asks most."""

    standing: Standing
    amount: Fraction
    row: RowKey


@dataclass(frozen=True, slots=True)
class Need:
    """What the schools lack of one fact in all."""

    fact: Fact
    parts: tuple[NeedPart, ...]

    @property
    def total(self) -> Fraction:
        """The sum over the schools, exact."""
        return sum((part.amount for part in self.parts), Fraction(0))

    @property
    def text(self) -> str:
        """The total with its unit, rounded up."""
        return quantity(self.fact, self.total, up=True)

    def part_text(self, part: NeedPart) -> str:
        """One school's part with its unit, rounded up."""
        return quantity(self.fact, part.amount, up=True)


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """A missed row that no amount of one fact turns: it is named and not part of any total."""

    standing: Standing
    row: RowKey


def needs_of(collection: Collection, facts: Mapping[str, Fact]) -> tuple[Need, ...]:
    """Return what the schools lack, in the order in which facts are asked."""
    parts = defaultdict[str, list[NeedPart]](list)
    units: dict[str, str] = {}
    for standing in collection.counted:
        for fact, (asked, row) in _most(standing).items():
            parts[fact].append(NeedPart(standing, asked.amount, row))
            units[fact] = asked.unit
    order = {fact: place for place, fact in enumerate(facts)}
    ids = sorted(parts, key=lambda fact: (order.get(fact, len(order)), fact))
    return tuple(
        Need(facts.get(fact) or _unknown(fact, units[fact], collection.names), tuple(parts[fact]))
        for fact in ids
    )


def _most(standing: Standing) -> dict[str, tuple[Asked, RowKey]]:
    """Return by fact the most that one of a school's missed rows asks."""
    most: dict[str, tuple[Asked, RowKey]] = {}
    for row in missed_rows(standing):
        asked = row.asked
        if asked and (asked.fact not in most or asked.amount > most[asked.fact][0].amount):
            most[asked.fact] = (asked, row.key)
    return most


def missed_rows(standing: Standing) -> Iterable[FiledRow]:
    """Yield a school's missed rows that ask something of it alone, tasks left aside."""
    for row in standing.counted.rows if standing.counted else ():
        key = row.key
        ours = key.scope is Scope.SCHOOL and key.reach is Reach.EACH_SCHOOL and not key.task
        if row.status is Status.MISSED and ours and key.force in _FORCES:
            yield row


def unmeasured(collection: Collection) -> tuple[Unmeasured, ...]:
    """Return the missed rows that have no amount."""
    return tuple(
        Unmeasured(standing, row.key)
        for standing in collection.counted
        for row in missed_rows(standing)
        if row.asked is None
    )


def _unknown(fact: str, unit: str, names: Mapping[str, str]) -> Fact:
    """Return a fact that is not installed here, as far as the filings tell of it."""
    return Fact(fact, names.get(fact, fact), _KINDS.get(unit, Kind.COUNT), unit)
