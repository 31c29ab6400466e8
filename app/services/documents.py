"""Every document beside a school: whether it applies and why, what was decided by hand, how much of it is known."""

from collections import Counter
from dataclasses import dataclass

from app.domain.applicability import decide
from app.domain.assessment import Choice, Chosen
from app.domain.evaluation import Evaluation
from app.domain.fact_sheet import FactSheet
from app.domain.standard import Standard
from app.domain.verdict import StandardResult, Status
from app.services.session import Session


@dataclass(frozen=True, slots=True)
class DocumentState:
    """One document beside one school.

    ``by_profile`` leaves what was decided by hand aside, as does ``profile_reason``; ``missing`` names the
    profile facts that the decision waits for. A document out of force can be put in by nobody.
    """

    standard: Standard
    result: StandardResult
    by_profile: bool | None
    profile_reason: str
    missing: tuple[str, ...]
    chosen: Chosen | None
    in_force: bool
    rows: int
    tasks: int
    open_rows: int

    @property
    def key(self) -> str:
        """The document's id."""
        return self.standard.id

    def may(self, choice: Choice) -> bool:
        """Whether a person may put the document in, or take it out, against the profile or while it is unknown."""
        if not self.in_force:
            return False
        return self.by_profile is not (choice is Choice.ADD)


def document_states(session: Session) -> list[DocumentState]:
    """Return every document: those that apply first, in the order of the conclusion, then undecided, then others."""
    evaluation = session.evaluation
    waiting = _waiting(evaluation)
    sheet = FactSheet(session.rulebook.facts, session.assessment.judged_answers)
    states = [_state(session, sheet, result, waiting) for result in evaluation.standards]
    order = {True: 0, None: 1, False: 2}
    places = {count.standard: place for place, count in enumerate(session.conclusion().counts)}
    return sorted(states, key=lambda s: (order[s.result.applies], places.get(s.key, len(places)), s.key))


def _waiting(evaluation: Evaluation) -> Counter[str]:
    return Counter(v.standard for v in evaluation.verdicts if v.status is Status.UNANSWERED)


def _state(
    session: Session, sheet: FactSheet, result: StandardResult, waiting: Counter[str]
) -> DocumentState:
    standard = session.rulebook.standards[result.id]
    assessment, on = session.assessment, session.judged_on
    profile = decide(standard, assessment.choosing(result.id, None), sheet, on)
    return DocumentState(
        standard=standard,
        result=result,
        by_profile=profile.by_profile,
        profile_reason=profile.reason,
        missing=profile.missing,
        chosen=assessment.chosen(result.id),
        in_force=standard.document.in_force_on(on),
        rows=len(standard.indicators),
        tasks=len(standard.tasks),
        open_rows=waiting[result.id],
    )
