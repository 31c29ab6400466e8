"""One matter, asked once: a task that has no answer of its own takes that of the rows that ask the same."""

from collections.abc import Iterable
from datetime import date

from app.domain.measures import AnswerTo
from app.domain.standard import Indicator
from app.domain.units import NO, PARTLY, YES
from app.domain.verdict import Status, Verdict

_BY_STATUS = {Status.MET: YES, Status.MISSED: NO}


def answer_from(row: Indicator, verdict: Verdict, on: date) -> str | None:
    """Return 是, 部分 or 否 as a judged row answers it; None while it is not known.

    A row that asks that something does not happen is answered 是 by its required word 否.
    """
    if not isinstance(row.measure, AnswerTo):
        return _BY_STATUS.get(verdict.status)
    value = row.value_on(on)
    if verdict.value is None or value is None:
        return None
    if verdict.value in value.words:
        return YES
    return PARTLY if verdict.value == PARTLY else NO


def combined(answers: Iterable[str | None]) -> str | None:
    """Return one answer for several: 是 when all are, 否 when none is, else 部分; None while one is not known."""
    given = set(answers)
    if not given or None in given:
        return None
    return given.pop() if len(given) == 1 else PARTLY
