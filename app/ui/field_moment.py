"""What the rows of a form are made of and shown by: the session they share, and how things stand at a moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.checks import BrokenCheck
from app.domain.fact_sheet import FactSheet
from app.services.progress import Walk
from app.services.roster_figures import RosterFigure
from app.ui.navigation import Navigation
from app.ui.session_model import SessionModel


@dataclass(frozen=True)
class Surroundings:
    """What all rows of a session share."""

    model: SessionModel
    navigation: Navigation
    walk: Walk


@dataclass(frozen=True)
class Moment:
    """What a row is shown by: the facts as they stand, the checks that each breaks, and what rosters give."""

    sheet: FactSheet
    before: FactSheet
    broken: Mapping[str, Sequence[BrokenCheck]]
    explained: frozenset[str]
    rosters: Mapping[str, RosterFigure]
