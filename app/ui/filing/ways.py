"""Where what keeps a filing open is mended, and where a remark of the authority belongs."""

from app.domain.readiness import Obstacle
from app.services.session import Session
from app.ui.navigation import Navigation


def go_to_obstacle(obstacle: Obstacle, session: Session, navigation: Navigation) -> None:
    """Go where an obstacle is mended: a fact, a check, a document, a roster, or a row of the ledger."""
    target = obstacle.target
    if target in session.rulebook.facts:
        navigation.show_fact(target)
    elif any(check.id == target for check in session.evaluation.checks):
        navigation.show_check(target)
    elif target in session.rulebook.standards:
        navigation.show_page("documents")
    elif any(roster.id == target for roster in session.rulebook.rosters):
        navigation.show_roster(target)
    else:
        navigation.show_remedy(target)


def go_to_row(row: str, navigation: Navigation) -> None:
    """Go to the row that a remark speaks of."""
    if row.startswith("task."):
        navigation.show_fact(row)
    else:
        navigation.show_verdict(row)
