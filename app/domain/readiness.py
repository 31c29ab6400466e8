"""What keeps an assessment from being filed, each with where it is mended."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from app.domain.assessment import Assessment
from app.domain.checks import LOGIC
from app.domain.evaluation import Evaluation
from app.domain.facts import Answer, Fact
from app.domain.filing import (
    CODES,
    REPORTED_ON,
    SIGNERS,
    Filed,
    FilingNumber,
    school_code,
    signed_dates,
)
from app.domain.personal import IDENTITY, numbers_of_persons


class Hindrance(StrEnum):
    """Of what kind an obstacle is."""

    LOGIC = "logic"
    UNEXPLAINED = "unexplained"
    UNREADABLE = "unreadable"
    SIGNATURE = "signature"
    NUMBER = "number"
    PERSONAL = "personal"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing to be mended before filing; ``target`` is the check or the fact where it is mended."""

    kind: Hindrance
    target: str
    text: str


def obstacles(assessment: Assessment, evaluation: Evaluation, facts: dict[str, Fact]) -> tuple[Obstacle, ...]:
    """Return everything that keeps a filing from being frozen, in the order in which it is mended."""
    return (
        *_checks(assessment, evaluation),
        *_unreadable(assessment, facts),
        *_personal(assessment, facts),
        *_number(assessment),
        *_signatures(assessment, facts),
    )


def signed_ahead(
    assessment: Assessment, facts: dict[str, Fact], today: datetime.date
) -> tuple[Obstacle, ...]:
    """Return the signatures of days to come: to be looked at, and no hindrance, because clocks are wrong too.

    The day of reporting is none of them: the paper goes out after it was frozen, printed and stamped.
    """
    return tuple(
        Obstacle(Hindrance.SIGNATURE, fact, f"{facts[fact].name} {day} 晚于今天（{today}），请核对")
        for fact, day in signed_dates(assessment).items()
        if day > today and fact != REPORTED_ON
    )


def signed_before(
    assessment: Assessment, facts: dict[str, Fact], last: Filed | None, today: datetime.date
) -> tuple[Obstacle, ...]:
    """Return the signatures that an earlier filing of the year bore already, once its day is over.

    What was corrected since, nobody signed on those days; it is told and hinders nothing, as a day to come is.
    """
    if last is None or today <= last.frozen_at.date():
        return ()
    said = f"是更正前 {FilingNumber('', last.year, last.sequence).short} 的签字日期，请重新登记"
    return tuple(
        Obstacle(Hindrance.SIGNATURE, fact, f"{facts[fact].name} {day} {said}")
        for fact, day in signed_dates(assessment).items()
        if day <= last.frozen_at.date() and fact != REPORTED_ON
    )


def _checks(assessment: Assessment, evaluation: Evaluation) -> Iterator[Obstacle]:
    for check in evaluation.checks:
        if check.kind == LOGIC:
            yield Obstacle(Hindrance.LOGIC, check.id, f"逻辑校验未通过：{check.text}")
    for check in evaluation.checks:
        if check.kind != LOGIC and not assessment.explanations.get(check.id, "").strip():
            yield Obstacle(Hindrance.UNEXPLAINED, check.id, f"经验校验未说明：{check.text}")


def _unreadable(assessment: Assessment, facts: dict[str, Fact]) -> Iterator[Obstacle]:
    """Yield texts that were typed and that nobody could understand: on paper they would be missing."""
    for key, answer in assessment.answers.items():
        if answer.value_unread and key in facts:
            text = f"{facts[key].name}填写的“{answer.typed.strip()}”无法识别"
            yield Obstacle(Hindrance.UNREADABLE, key, text)
        if answer.date_typed and key in facts:
            yield Obstacle(Hindrance.UNREADABLE, key, unread_date(facts[key], answer))


def unread_date(fact: Fact, answer: Answer) -> str:
    """Say that what was written as the date of an answer is no day."""
    return f"{fact.name}的日期“{answer.date_typed.strip()}”无法识别"


def _personal(assessment: Assessment, facts: dict[str, Fact]) -> Iterator[Obstacle]:
    """Yield each place with an identity number, one for a fact however many of its texts hold some."""
    told = set()
    this_year = replace(assessment, previous={})  # last year's answers cannot be mended any more
    for item in numbers_of_persons(this_year, facts):
        if item.kind == IDENTITY and item.target not in told:
            told.add(item.target)
            where = facts[item.target].name if item.target in facts else item.where
            yield Obstacle(Hindrance.PERSONAL, item.target, f"{where}中有{IDENTITY}，不能报出")


def _number(assessment: Assessment) -> Iterator[Obstacle]:
    if not assessment.word("school.name"):
        text = "学校名称带自上年，待确认" if _copied(assessment, "school.name") else "未填学校名称"
        yield Obstacle(Hindrance.NUMBER, "school.name", text)
    if not school_code(assessment):
        waiting = next((fact for fact in CODES if _copied(assessment, fact)), "")
        text = (
            "学校代码带自上年，确认后才能编备案编号"
            if waiting
            else "未填学校标识码和统一社会信用代码，无法编备案编号"
        )
        yield Obstacle(Hindrance.NUMBER, waiting or CODES[0], text)


def _copied(assessment: Assessment, fact: str) -> bool:
    return fact in assessment.answers and assessment.answers[fact].copied


def _signatures(assessment: Assessment, facts: dict[str, Fact]) -> Iterator[Obstacle]:
    dates = signed_dates(assessment)
    for name, date, title in SIGNERS:
        if not assessment.word(name):
            yield Obstacle(Hindrance.SIGNATURE, name, f"未填{title}")
        if date not in dates:
            yield Obstacle(Hindrance.SIGNATURE, date, f"未填{facts[date].name}")
    for (earlier, first), (later, second) in pairwise(dates.items()):
        if second < first:
            text = f"{facts[later].name} {second} 早于{facts[earlier].name} {first}"
            yield Obstacle(Hindrance.SIGNATURE, later, text)
