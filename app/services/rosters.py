"""A school's rosters: what those kept with a year add up to; sheets in and out."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.assessment import Assessment
from app.domain.facts import Fact
from app.domain.problem import Problem
from app.domain.roster import Roster
from app.domain.roster_count import KeptRoster, Row, row_key, summarise
from app.domain.roster_summary import Mark, RosterSummary, Tally, Undecided, with_rosters
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


def summaries(
    kept: Mapping[str, KeptRoster], rulebook: Rulebook, year: SchoolYear
) -> tuple[RosterSummary, ...]:
    """Count the rosters that are kept with a year; a mark given under other rules does not count."""
    return tuple(
        summarise(roster, found.rows, found.mark if found.asked == roster.hash else None, year)
        for roster in rulebook.rosters
        if (found := kept.get(roster.id)) is not None
    )


@dataclass(frozen=True, slots=True)
class CountedRosters:
    """The rosters of a year as they are kept, by id, and what they add up to."""

    kept: Mapping[str, KeptRoster]
    summaries: tuple[RosterSummary, ...]


def counted_rosters(workspace: "Workspace", rulebook: Rulebook, year: SchoolYear) -> CountedRosters:
    """Read the rosters of a year and count them."""
    kept = workspace.rosters(year)
    return CountedRosters(kept, summaries(kept, rulebook, year))


def filed_summaries(data: Mapping[str, Any]) -> tuple[RosterSummary, ...]:
    """Return what rosters added up to when a year was filed; of undecided rows only the reasons were."""
    return tuple(
        RosterSummary(
            item["id"],
            item["title"],
            item["rows"],
            (mark := item["complete"]) and Mark(mark["by"] or "", date.fromisoformat(mark["on"])),
            tuple(map(_filed_tally, item["figures"])),
        )
        for item in data.get("rosters", ())
    )


def _filed_tally(item: Mapping[str, Any]) -> Tally:
    figure = Fraction(item["value"])
    return Tally(
        item["fact"],
        figure.numerator if figure.denominator == 1 else figure,
        item["counted"],
        tuple((part["reason"], part["rows"]) for part in item["left_out"]),
        tuple(Undecided(0, part["reason"]) for part in item["undecided"] for _ in range(part["rows"])),
    )


def stored_assessment(
    workspace: "Workspace", year: SchoolYear, rulebook: Rulebook, kept: Mapping[str, KeptRoster] | None = None
) -> Assessment:
    """Return a year as it is stored, with what its rosters and those of the year before add up to.

    A filed year has the figures that were filed: the rules of counting may be others since.
    """
    assessment, before = workspace.load(year), year.previous
    earlier = _of_year(workspace, before, rulebook, None) if before in workspace.years() else ()
    return replace(
        assessment,
        rosters=_of_year(workspace, year, rulebook, kept),
        previous=with_rosters(assessment.previous, earlier),
    )


def _of_year(
    workspace: "Workspace", year: SchoolYear, rulebook: Rulebook, kept: Mapping[str, KeptRoster] | None
) -> tuple[RosterSummary, ...]:
    filed = workspace.archive.frozen(year)
    if filed is not None:
        return filed_summaries(json.loads(workspace.archive.filed_data(filed.number)))
    return summaries(workspace.rosters(year) if kept is None else kept, rulebook, year)


@dataclass(frozen=True, slots=True)
class RosterImport:
    """What importing a sheet would do, told before it is done.

    Of the rows that would be kept some are ``new``, some ``changed``; some that are kept now are ``gone``.
    ``unknown`` headings are not taken, columns that are ``missing`` stay empty, rows ``left_out`` hold totals
    and remarks. ``problems`` do not hinder the import: such rows are decided by no count. ``summary`` is what
    the rows add up to.
    """

    roster: Roster
    rows: tuple[Row, ...]
    new: int
    changed: int
    gone: int
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    left_out: tuple[int, ...]
    problems: tuple[Problem, ...]
    summary: RosterSummary


def read_import(roster: Roster, path: Path, kept: Sequence[Row], year: SchoolYear) -> RosterImport:
    """Read a sheet and hold it against the rows that are kept; nothing is changed.

    Raises:
        DataFileError: it cannot be read, or lacks a column that is needed.
    """
    from app.exchange.roster_sheet import read_roster_sheet

    sheet = read_roster_sheet(path, roster)
    new, changed, gone = _differences(roster, kept, sheet.rows)
    return RosterImport(
        roster,
        sheet.rows,
        new,
        changed,
        gone,
        sheet.unknown,
        sheet.missing,
        sheet.left_out,
        sheet.problems,
        summarise(roster, sheet.rows, None, year),
    )


def _differences(roster: Roster, before: Iterable[Row], after: Iterable[Row]) -> tuple[int, int, int]:
    """Count the rows that are new, changed and gone; rows are known by their key."""
    then, now = _by_key(roster, before), _by_key(roster, after)
    new = changed = gone = 0
    for key in then.keys() | now.keys():
        old, young = then.get(key, Counter()), now.get(key, Counter())
        same, both = (old & young).total(), min(old.total(), young.total())
        new, changed, gone = new + young.total() - both, changed + both - same, gone + old.total() - both
    return new, changed, gone


_Cells = frozenset[tuple[str, str]]


def _by_key(roster: Roster, rows: Iterable[Row]) -> dict[tuple[str, ...], Counter[_Cells]]:
    found: dict[tuple[str, ...], Counter[_Cells]] = {}
    for row in rows:
        found.setdefault(row_key(roster, row), Counter())[frozenset(row.cells.items())] += 1
    return found


def write_roster(
    roster: Roster, rows: Sequence[Row], place: Path, facts: Mapping[str, Fact] | None = None
) -> Path:
    """Write a roster as an .xlsx file, blank where there are no rows; ``facts`` name what each column decides.

    Raises:
        ExportError: what stood there before is unchanged.
    """
    from app.exchange.roster_book import roster_book
    from app.services.writing import write_files  # which rests on this module

    names = {name: fact.name for name, fact in (facts or {}).items()}
    write_files({place: roster_book(roster, rows, names)})
    return place
