"""The rows of one document beside a school: what each asks, the history of its figure, and how the school stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.describing import conditions_words, deadline_words, measure_words, required_words
from app.domain.facts import Fact
from app.domain.measures import AllOf
from app.domain.rulebook import Rulebook
from app.domain.standard import DatedValue, Indicator, SourceState, Standard
from app.domain.verdict import Verdict
from app.domain.wording import FORCE_WORDS
from app.services.session import Session


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One indicator of a document; ``verdict`` is None where the school is not judged by it."""

    standard: Standard
    indicator: Indicator
    verdict: Verdict | None
    required: str
    source: SourceState | None

    @property
    def key(self) -> str:
        """The indicator's id."""
        return self.indicator.id


@dataclass(frozen=True, slots=True)
class Stage:
    """What a row requires in one span of time; ``current`` marks the figure that judges."""

    period: str
    required: str
    value: DatedValue
    current: bool


def clause_rows(session: Session, standard: str) -> tuple[ClauseRow, ...]:
    """Return the indicators of a document in its order."""
    pack = session.rulebook.standards[standard]
    verdicts = {verdict.indicator: verdict for verdict in session.evaluation.of(standard)}
    return tuple(_row(session, pack, row, verdicts.get(row.id)) for row in pack.indicators)


def _row(session: Session, pack: Standard, row: Indicator, verdict: Verdict | None) -> ClauseRow:
    value = row.value_on(session.judged_on) or (row.values[0] if row.values else None)
    required = required_words(row, value, session.rulebook.facts) if value else ""
    return ClauseRow(pack, row, verdict, required, value.state if value else None)


def history(row: Indicator, facts: dict[str, Fact], on: date) -> tuple[Stage, ...]:
    """Return every figure of a row with its span of time, the latest first."""
    judging = row.value_on(on)
    ends = [later.start - timedelta(days=1) for later in row.values[1:]]
    spans = zip(row.values, (*ends, None), strict=True)
    return tuple(
        Stage(_period(value, end), required_words(row, value, facts), value, value is judging)
        for value, end in reversed(list(spans))
    )


def _period(value: DatedValue, end: date | None) -> str:
    return f"{value.start.isoformat()} {f'至 {end.isoformat()}' if end else '起'}"


def other_rows(session: Session, row: Indicator, standard: str) -> Iterator[Verdict]:
    """Yield what other documents ask on a row's topic."""
    for verdict in session.evaluation.verdicts:
        if row.topic and verdict.topic == row.topic and verdict.standard != standard:
            yield verdict


def counting_words(row: Indicator, rulebook: Rulebook) -> str:
    """Say how a row's value is computed."""
    packs = {key: pack.document.title for key, pack in rulebook.standards.items()}
    titles = {key: item.title for key, (_, item) in rulebook.home.items()}
    return measure_words(row.measure, rulebook.facts, {**packs, **titles})


def force_of(row: Indicator) -> str:
    """Say how strongly a row binds, and by when."""
    deadline = deadline_words(row.deadline)
    return FORCE_WORDS[row.force] + (f"，期限 {deadline}" if deadline else "")


def addressed(row: Indicator, facts: dict[str, Fact]) -> str:
    """Say for whom a row is meant; "" for all whom its document addresses."""
    return conditions_words(row.applies, facts)


def can_be_confirmed(row: Indicator) -> bool:
    """Whether a row has a figure or word that a person may read and confirm."""
    return bool(row.values) and not isinstance(row.measure, AllOf)
