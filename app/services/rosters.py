"""A school's rosters: what those kept with a year add up to."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from app.domain.assessment import Assessment
from app.domain.roster_count import KeptRoster, summarise
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
