"""What rosters give beside what was typed: which of the two judges and why, and what a mark would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from app.domain.assessment import Assessment
from app.domain.checks import LOGIC, BrokenCheck
from app.domain.display import counted_text
from app.domain.edition_diff import turns
from app.domain.evaluation import Evaluation, evaluate
from app.domain.facts import Answer, Fact
from app.domain.roster import Roster
from app.domain.roster_summary import Mark, RosterSummary, Tally
from app.domain.roster_words import excess, reasons_left_out, reasons_undecided, typed_text
from app.domain.rulebook import Rulebook
from app.services.session import Session

NOT_MARKED, ROSTER, TYPED = "尚未核对完整", "采用花名册", "采用填报"


@dataclass(frozen=True, slots=True)
class RosterFigure:
    """What one roster gives for one fact."""

    roster: RosterSummary
    tally: Tally

    @property
    def judges(self) -> bool:
        """Whether it stands for the typed figure."""
        return self.roster.judges(self.tally)

    @property
    def lacking(self) -> str:
        """Why it does not judge; "" where it does."""
        reasons = [NOT_MARKED] if self.roster.mark is None else []
        if self.tally.undecided:
            reasons.append(f"有 {len(self.tally.undecided)} 行未定")
        return "，".join(reasons)


def roster_figures(rosters: Iterable[RosterSummary]) -> Mapping[str, RosterFigure]:
    """Return what rosters give, by fact."""
    return {tally.fact: RosterFigure(roster, tally) for roster in rosters for tally in roster.tallies}


def apart(tally: Tally, answer: Answer) -> Fraction:
    """Return by how much a typed figure and a counted one differ; nothing where none was typed."""
    return abs(excess(tally, answer) or Fraction(0))


def compared(fact: Fact, tally: Tally, answer: Answer) -> str:
    """Say what was counted and typed, and how far that is apart: 花名册统计 43 名，填报 44 名，相差 1 名."""
    parts = [f"花名册统计 {counted_text(fact, tally.figure)}"]
    if typed := typed_text(fact, answer):
        parts.append(f"填报 {typed}")
    if difference := apart(tally, answer):
        parts.append(f"相差 {counted_text(fact, difference)}")
    return "，".join(parts)


def left_out(tally: Tally) -> str:
    """Say how many rows each reason keeps out."""
    reasons = "；".join(reasons_left_out(tally))
    return f"未计入：{reasons}" if reasons else ""


def undecided(tally: Tally) -> str:
    """Say how many rows cannot be decided, and what they lack."""
    said = "；".join(reasons_undecided(tally))
    return f"未定：{said}" if said else ""


def roster_of(rulebook: Rulebook, fact: str) -> Roster | None:
    """Return the roster that counts a fact."""
    return next((roster for roster in rulebook.rosters if roster.computation(fact) is not None), None)


@dataclass(frozen=True, slots=True)
class MarkEffect:
    """What marking a roster would change: figures that take the place of others, those that cannot, and verdicts.

    ``contradictions`` are the 逻辑校验 that the new figures break.
    """

    replaced: tuple[Tally, ...]
    undecided: tuple[Tally, ...]
    turned: int
    contradictions: tuple[str, ...] = ()


def if_marked(session: Session, roster: str, mark: Mark) -> MarkEffect:
    """Work out what a mark would change, without setting it."""
    now = session.assessment
    summaries = tuple(replace(item, mark=mark) if item.id == roster else item for item in now.rosters)
    tallies = next((item.tallies for item in summaries if item.id == roster), ())
    marked: Assessment = replace(now, rosters=summaries)
    after = evaluate(session.rulebook, marked, session.judged_on)
    before = contradictions_in(session.evaluation)
    return MarkEffect(
        tuple(
            tally
            for tally in tallies
            if not tally.undecided and now.answers.get(tally.fact, Answer()).value != tally.figure
        ),
        tuple(tally for tally in tallies if tally.undecided),
        turned(session.evaluation, after),
        tuple(check.text for check in contradictions_in(after) if check not in before),
    )


def contradictions_in(evaluation: Evaluation) -> tuple[BrokenCheck, ...]:
    """Return the 逻辑校验 that are broken."""
    return tuple(check for check in evaluation.checks if check.kind == LOGIC)


def turned(before: Evaluation, after: Evaluation) -> int:
    """Return how many verdicts are others than before."""
    return len(turns(before, after))
