"""What a piece of evidence shows: facts, tasks and indicators, linked and named."""

from app.domain.filing import Evidence, EvidenceLink
from app.domain.rulebook import Rulebook

FACT, TASK, INDICATOR = "fact", "task", "indicator"


def kind_of(rulebook: Rulebook, target: str) -> str:
    """Return of what kind a target is."""
    if target.startswith("task."):
        return TASK
    return FACT if target in rulebook.facts else INDICATOR


def link_to(rulebook: Rulebook, target: str, pages: str = "") -> EvidenceLink:
    """Return the link of a target."""
    return EvidenceLink(kind_of(rulebook, target), target, pages.strip())


def target_name(rulebook: Rulebook, target: str) -> str:
    """Return what a target is called; an id that is no longer known stands as it is."""
    if target.startswith("task."):
        found = next((task for task in rulebook.tasks() if task.fact == target), None)
        return f"任务 {found.no}　{found.text}" if found else target
    if target in rulebook.facts:
        return rulebook.facts[target].name
    rows = (row for std in rulebook.standards.values() for row in std.indicators)
    return next((row.title for row in rows if row.id == target), target)


def shown_by(rulebook: Rulebook, item: Evidence) -> str:
    """Return everything that a piece of evidence shows, in one line."""
    said = (
        target_name(rulebook, link.id) + (f"（{link.pages}）" if link.pages else "") for link in item.links
    )
    return "；".join(said)
