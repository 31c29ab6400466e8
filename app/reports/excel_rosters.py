"""Worksheet of what rosters add up to, without a row of them."""

from fractions import Fraction

from app.domain.display import half_up
from app.domain.facts import Fact
from app.domain.roster_summary import RosterSummary, Tally
from app.domain.roster_words import excess, typed_text
from app.domain.units import Kind
from app.reports.excel import Number, Sheet, Value
from app.reports.material import Material
from app.reports.sections.rosters import judged_by, kept_out, standing, typed_for

_COLUMNS = (
    ("花名册", 16.0),
    ("行数", 7.0),
    ("核对情况", 26.0),
    ("数据项编号", 24.0),
    ("数据项", 24.0),
    ("花名册统计", 12.0),
    ("填报", 12.0),
    ("填报比花名册多", 12.0),
    ("单位", 6.0),
    ("判定采用", 9.0),
    ("计入的行", 8.0),
    ("未定的行", 8.0),
    ("未计入和未定的原因", 44.0),
)


def rosters_sheets(material: Material) -> tuple[Sheet, ...]:
    """Return the sheet; none where no roster is filled."""
    rows = [
        _row(material, roster, tally) for roster in material.assessment.rosters for tally in roster.tallies
    ]
    return (Sheet("花名册统计", _COLUMNS, tuple(rows)),) if rows else ()


def _row(material: Material, roster: RosterSummary, tally: Tally) -> tuple[Value, ...]:
    fact, typed = material.fact(tally.fact), typed_for(material, tally)
    amount = typed.value if typed.given else None
    more = excess(tally, typed)
    return (
        roster.title,
        Number(Fraction(roster.rows), 0),
        standing(roster),
        fact.id,
        fact.name,
        _number(fact, tally.figure),
        _number(fact, amount) if isinstance(amount, int | Fraction) else typed_text(fact, typed) or None,
        None if more is None else _number(fact, more),
        fact.base_unit,
        judged_by(material, roster, tally),
        Number(Fraction(tally.counted), 0),
        Number(Fraction(len(tally.undecided)), 0),
        kept_out(tally) or None,
    )


def _number(fact: Fact, amount: int | Fraction) -> Number:
    places = 0 if fact.kind is Kind.COUNT else 2
    return Number(half_up(Fraction(amount), places), places)
