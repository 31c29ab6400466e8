"""Judging a school's input, and finding a standard by its id."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.domain.editions import Notice
from app.domain.evaluation import Evaluation, evaluate
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.domain.standard import Standard
from app.errors import AppError
from app.services.inputs import judgement_date, load_input


class UnknownStandardError(AppError):
    """No pack has the id that was asked for."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"没有标准文件“{name}”。现有：{'、'.join(known)}")


def named_standard(name: str, rulebook: Rulebook) -> Standard:
    """Return a standard by id.

    Raises:
        UnknownStandardError: naming those that there are.
    """
    if name not in rulebook.standards:
        raise UnknownStandardError(name, sorted(rulebook.standards))
    return rulebook.standards[name]


@dataclass(frozen=True)
class Judgement:
    """What came of judging a file, and by what it was judged."""

    evaluation: Evaluation
    rulebook: Rulebook
    notices: tuple[Notice, ...]


def judge_input(
    path: Path,
    rulebook: Rulebook,
    on: date | None = None,
    named: Sequence[str] = (),
    year: SchoolYear | None = None,
) -> Judgement:
    """Judge the school in a file; documents in ``named`` are judged even where they do not apply.

    ``year`` is one of the years in the file, the last one unless given.
    """
    given = load_input(path, rulebook, year)
    book, assessment = given.rulebook, given.assessment
    wanted = {named_standard(name, book).id for name in named}
    day = judgement_date(assessment, on)
    evaluation = evaluate(book, assessment, day)
    forced = frozenset(
        item.id for item in evaluation.standards if item.id in wanted and item.applies is False
    )
    if forced:
        evaluation = evaluate(book, assessment, day, forced)
    return Judgement(evaluation, book, given.notices)
