"""By which standards an assessment is judged: those kept with it where there are any, else this computer's."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.assessment import Assessment
from app.domain.editions import (
    Kept,
    Matter,
    Notice,
    Outdated,
    as_frozen,
    outdated,
    same_as_kept,
    without_outdated,
)
from app.domain.filing import Filed
from app.domain.roster_count import KeptRoster
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.services.rosters import stored_assessment

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


@dataclass(frozen=True)
class Input:
    """An assessment and what judges it.

    ``notices`` tell how its standards differ from this computer's; ``outdated`` are answers to tasks that ask
    something else now: they are left out of the assessment; ``rosters`` are those whose sums are in it.
    """

    assessment: Assessment
    rulebook: Rulebook
    kept: Kept = field(default_factory=Kept)
    notices: tuple[Notice, ...] = ()
    outdated: tuple[Outdated, ...] = ()
    rosters: Mapping[str, KeptRoster] = field(default_factory=dict)


def kept_input(workspace: "Workspace", year: SchoolYear, base: Rulebook) -> Input:
    """Return the assessment of a year with the rulebook that judges it; ``base`` is this computer's.

    A frozen year is judged as it was filed: what was added or confirmed on this computer since does not count.
    """
    kept, filed = workspace.kept(year), workspace.archive.frozen(year)
    if filed is None:
        rulebook, notices = judging_rulebook(base, kept)
    else:
        rulebook, notices = _frozen_rulebook(base, kept, _listed(workspace, filed))
    rosters = workspace.rosters(year)
    assessment = stored_assessment(workspace, year, rulebook, rosters)
    former = outdated(assessment, rulebook)
    return Input(without_outdated(assessment, former), rulebook, kept, notices, former, rosters)


def _listed(workspace: "Workspace", filed: Filed) -> frozenset[str]:
    """Return the documents that a filing was held against, applicable or not."""
    data = json.loads(workspace.archive.filed_data(filed.number))
    return frozenset(item["id"] for item in data["standards"])


def _frozen_rulebook(
    base: Rulebook, kept: Kept, listed: Collection[str]
) -> tuple[Rulebook, tuple[Notice, ...]]:
    then = as_frozen(base, kept, listed)
    if then is base:
        return judging_rulebook(base, kept)
    from app.catalog.pinned import assemble  # with pydantic, for which the window need not wait

    assembled = assemble(then, kept)
    return assembled.rulebook, assembled.notices


def judging_rulebook(base: Rulebook, kept: Kept) -> tuple[Rulebook, tuple[Notice, ...]]:
    """Return what judges an assessment with which something is kept, and how that differs from ``base``."""
    if same_as_kept(base, kept):
        return base, ()
    from app.catalog.pinned import assemble  # with pydantic, for which the window need not wait

    assembled = assemble(base, kept)
    return assembled.rulebook, assembled.notices


#: Differences that adopting this computer's editions settles.
_ADOPTABLE = (Matter.NEWER, Matter.SAME_EDITION, Matter.CONFIRMED_OTHERWISE)


def adoptable(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return the differences that end when this computer's editions are adopted."""
    return tuple(notice for notice in notices if notice.matter in _ADOPTABLE)
