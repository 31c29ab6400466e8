"""What is said of a roster's figure beside the typed one, in window, check, report and sheet alike."""

from collections import Counter
from fractions import Fraction

from app.domain.display import counted_text
from app.domain.facts import Answer, Fact
from app.domain.roster_summary import Tally


def differs(tally: Tally, answer: Answer) -> bool:
    """Whether a figure was typed that is another than the counted one."""
    return answer.given and answer.value != tally.figure


def excess(tally: Tally, answer: Answer) -> Fraction | None:
    """Return by how much a typed figure is above the counted one; None where no figure was typed."""
    if not answer.given or not isinstance(answer.value, int | Fraction):
        return None
    return Fraction(answer.value) - Fraction(tally.figure)


def typed_text(fact: Fact, answer: Answer) -> str:
    """Return what was typed for a fact that a roster counts; "" where nothing was."""
    if not answer.given:
        return ""
    return counted_text(fact, answer.value) if isinstance(answer.value, int | Fraction) else "不适用"


def reasons_left_out(tally: Tally) -> list[str]:
    """Say of each reason how many rows it keeps out."""
    return [f"{reason} {count} 行" for reason, count in tally.left_out]


def reasons_undecided(tally: Tally) -> list[str]:
    """Say of what is lacking how many rows cannot be decided for it."""
    lacking = Counter(row.reason for row in tally.undecided)
    return [f"{reason} {count} 行" for reason, count in lacking.items()]
