"""What rosters add up to, beside what was typed: counts and reasons, never a row (design 2)."""

from app.domain.display import counted_text
from app.domain.facts import Answer
from app.domain.roster_summary import RosterSummary, Tally
from app.domain.roster_words import excess, reasons_left_out, reasons_undecided, typed_text
from app.reports.material import Material
from app.reports.phrases import DASH, cell, chinese, figure
from app.reports.report import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Manner,
    Paragraph,
    Row,
    Table,
    TextCell,
    say,
)

_COLUMNS = (
    Column("数据项", weight=1.3),
    Column("花名册统计", Align.RIGHT, fit=True),
    Column("填报", Align.RIGHT, fit=True),
    Column("相差", Align.RIGHT, fit=True),
    Column("判定采用", Align.CENTRE, fit=True),
    Column("未计入和未定的行", weight=1.7, small=True),
)
_HOW = "花名册由学校留存，本报告只列统计数。经学校核对完整、且没有未定行的，判定采用花名册统计数，否则采用填报数。"
ROSTER, TYPED = "花名册", "填报"


def roster_blocks(material: Material) -> tuple[Block, ...]:
    """Return what each filled roster gives for each fact; nothing where none is filled."""
    rosters = material.assessment.rosters
    if not rosters:
        return ()
    blocks: list[Block] = [Paragraph(say(_HOW), Manner.NOTE)]
    for number, roster in enumerate(rosters, start=1):
        rows = tuple(_row(material, roster, tally) for tally in roster.tallies)
        blocks += [
            Heading(f"（{chinese(number)}）{roster.title}", 2, f"{roster.rows} 行"),
            Paragraph(say(standing(roster)), Manner.NOTE),
            Table(_COLUMNS, rows, family="rosters"),
        ]
    return tuple(blocks)


def standing(roster: RosterSummary) -> str:
    """Say whether and by whom a roster was marked complete."""
    if roster.mark is None:
        return "尚未标记为已核对完整，各项判定采用填报数。"
    by = f"由{roster.mark.by}" if roster.mark.by else ""
    return f"{roster.mark.on.isoformat()} {by}标记为已核对完整。"


def kept_out(tally: Tally) -> str:
    """Say how many rows are not in and why, and how many could not be decided and why."""
    undecided = [f"未定：{reason}" for reason in reasons_undecided(tally)]
    return "；".join([*reasons_left_out(tally), *undecided])


def judged_by(material: Material, roster: RosterSummary, tally: Tally) -> str:
    """Say which of the two figures judges; a dash where there is none."""
    if roster.judges(tally):
        return ROSTER
    return TYPED if typed_for(material, tally).given else DASH


def typed_for(material: Material, tally: Tally) -> Answer:
    """Return what was typed for a fact, leaving the roster aside."""
    return material.assessment.answers.get(tally.fact, Answer())


def _row(material: Material, roster: RosterSummary, tally: Tally) -> Row:
    fact, typed = material.fact(tally.fact), typed_for(material, tally)
    more = excess(tally, typed)
    cells: tuple[Cell, ...] = (
        cell(fact.name),
        cell(figure(counted_text(fact, tally.figure))),
        cell(figure(typed_text(fact, typed))),
        cell(DASH if not more else figure(counted_text(fact, abs(more)))),
        cell(judged_by(material, roster, tally)),
        TextCell((say(kept_out(tally) or DASH),)),
    )
    return Row(cells)
