"""What a field editor is shown: an answer, how it stands, and whether it may be changed."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.facts import Answer


class FieldState(StrEnum):
    """How a field looks; the words are those of the style sheet's property ``state``."""

    NORMAL = "normal"
    UNANSWERED = "unanswered"
    ERROR = "error"
    NOT_APPLICABLE = "not_applicable"
    COMPUTED = "computed"
    ROSTER = "roster"


#: Shown figures that nobody typed.
WORKED_OUT = (FieldState.COMPUTED, FieldState.ROSTER)


@dataclass(frozen=True, slots=True)
class FieldView:
    """An answer as an editor shows it; ``locked`` keeps it from being changed."""

    answer: Answer
    state: FieldState = FieldState.NORMAL
    locked: bool = False
