"""What is kept with an assessment of the standards that judged it: editions, confirmed values, answered tasks."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.domain.assessment import Assessment
from app.domain.confirming import unconfirmed
from app.domain.evaluation import Evaluation
from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.domain.standard import Addition, Confirmation, Task


@dataclass(frozen=True, slots=True)
class Pin:
    """The edition of a document that judged an assessment, with its compressed text."""

    standard: str
    edition: str
    hash: str
    text: bytes
    added: Addition | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that is kept with one assessment."""

    pins: Mapping[str, Pin] = field(default_factory=dict)
    confirmations: tuple[Confirmation, ...] = ()

    def with_kept(self, keeping: "Keeping") -> "Kept":
        """Return everything that is kept once something more is."""
        pins = {**self.pins, **{pin.standard: pin for pin in keeping.pins}}
        return Kept(pins, (*self.confirmations, *keeping.confirmations))


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is to be kept from now on, what no longer, and answers that go with it."""

    pins: tuple[Pin, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    unpinned: tuple[str, ...] = ()
    released: tuple[Confirmation, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.pins or self.confirmations or self.unpinned or self.released or self.answers)


#: Nothing changes.
NOTHING = Keeping()


class Matter(StrEnum):
    """In what the standards of an assessment differ from those of this computer."""

    NEWER = "newer"
    SAME_EDITION = "same_edition"
    ONLY_HERE = "only_here"
    UNREADABLE = "unreadable"
    CONFIRMED_OTHERWISE = "confirmed_otherwise"
    CONFIRMATION_GONE = "confirmation_gone"


@dataclass(frozen=True, slots=True)
class Notice:
    """One difference, told; ``subject`` is the id of the document or of the indicator."""

    matter: Matter
    subject: str
    text: str

    def __str__(self) -> str:
        return self.text


def pin_of(rulebook: Rulebook, standard: str) -> Pin:
    """Return the edition of a document that a rulebook holds."""
    pack = rulebook.standards[standard]
    return Pin(standard, pack.edition, pack.hash, rulebook.texts[standard], pack.added)


def value_key(confirmation: Confirmation) -> tuple[str, str]:
    """Return which value a confirmation speaks of."""
    return confirmation.indicator, confirmation.start.isoformat()


def still_to_keep(rulebook: Rulebook, evaluation: Evaluation, assessment: Assessment, kept: Kept) -> Keeping:
    """Return what judged an assessment and is not kept with it yet."""
    judging = {result.id for result in evaluation.standards if result.applies}
    judging |= assessment.dropped.keys() & rulebook.standards.keys()
    pins = tuple(pin_of(rulebook, key) for key in sorted(judging - kept.pins.keys()) if key in rulebook.texts)
    known = set(map(value_key, kept.confirmations))
    return Keeping(pins, tuple(c for c in _used(rulebook, judging) if value_key(c) not in known))


def _used(rulebook: Rulebook, judging: Collection[str]) -> Iterator[Confirmation]:
    rows = {row.id for key in judging for row in rulebook.standards[key].indicators}
    return (item for item in rulebook.confirmations if item.indicator in rows)


def same_as_kept(rulebook: Rulebook, kept: Kept) -> bool:
    """Whether a rulebook judges as everything that is kept says."""
    standards, confirmed = rulebook.standards, set(rulebook.confirmations)
    same = all(key in standards and standards[key].hash == pin.hash for key, pin in kept.pins.items())
    return same and confirmed.issuperset(kept.confirmations)


def as_frozen(rulebook: Rulebook, kept: Kept, listed: Collection[str]) -> Rulebook:
    """Return a rulebook without what came after a filing: documents it does not list, values confirmed since.

    ``kept`` is what was kept with the year when it was frozen, ``listed`` every document that it was held against.
    """
    known = tuple(item for item in rulebook.confirmations if item in kept.confirmations)
    if known == rulebook.confirmations and rulebook.standards.keys() <= set(listed):
        return rulebook
    standards = {key: unconfirmed(pack) for key, pack in rulebook.standards.items() if key in listed}
    texts = {key: text for key, text in rulebook.texts.items() if key in standards}
    return replace(rulebook, standards=standards, texts=texts, confirmations=known)


def with_task_hashes(answers: Mapping[str, Answer], tasks: Mapping[str, Task]) -> dict[str, Answer]:
    """Return answers in which those to tasks carry the content hash of what they answer."""
    return {fact: with_task_hash(answer, tasks.get(fact)) for fact, answer in answers.items()}


def with_task_hash(answer: Answer, task: Task | None) -> Answer:
    """Return an answer with the content hash of the task that it answers; without, where there is no task."""
    given = answer.value is not None or bool(answer.na_reason)
    asked = task.hash if task is not None and given else ""
    return answer if answer.asked == asked else replace(answer, asked=asked)


@dataclass(frozen=True, slots=True)
class Outdated:
    """An answer to a task that asks something else now, or is gone (``task`` None); it no longer counts."""

    fact: str
    answer: Answer
    task: Task | None


def outdated(assessment: Assessment, rulebook: Rulebook) -> tuple[Outdated, ...]:
    """Return the answers to tasks that asked something else when they were answered."""
    tasks = {task.fact: task for task in rulebook.tasks()}
    return tuple(
        Outdated(fact, answer, tasks.get(fact))
        for fact, answer in assessment.answers.items()
        if answer.asked and (fact not in tasks or tasks[fact].hash != answer.asked) and _of(fact, rulebook)
    )


def _of(fact: str, rulebook: Rulebook) -> bool:
    """Whether a task belongs to a document that is there; of others nothing can be said."""
    return any(fact.startswith(f"task.{standard}.") for standard in rulebook.standards)


def without_outdated(assessment: Assessment, gone: Collection[Outdated]) -> Assessment:
    """Return an assessment in which outdated answers count as not given."""
    if not gone:
        return assessment
    facts = {item.fact for item in gone}
    answers = {fact: answer for fact, answer in assessment.answers.items() if fact not in facts}
    return replace(assessment, answers=answers)
