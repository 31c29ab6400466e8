"""A school's rosters: what those kept with a year add up to."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.assessment import Assessment
from app.domain.roster_count import KeptRoster, summarise
from app.domain.roster_summary import RosterSummary, with_rosters
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


def stored_assessment(
    workspace: "Workspace", year: SchoolYear, rulebook: Rulebook, kept: Mapping[str, KeptRoster] | None = None
) -> Assessment:
    """Return a year as it is stored, with what its rosters and those of the year before add up to."""
    assessment, before = workspace.load(year), year.previous
    earlier = workspace.rosters(before) if before in workspace.years() else {}
    return replace(
        assessment,
        rosters=summaries(workspace.rosters(year) if kept is None else kept, rulebook, year),
        previous=with_rosters(assessment.previous, summaries(earlier, rulebook, before)),
    )
