"""Everything that a verdict's card is told from, looked up once per judgement."""

from functools import cached_property

from app.domain.countings import Counting, Countings
from app.domain.evaluation import Evaluation
from app.domain.fact_sheet import FactSheet
from app.domain.roster_summary import judging_tallies
from app.domain.rulebook import Rulebook
from app.domain.standard import DatedValue, Indicator, Standard
from app.domain.verdict import Verdict
from app.services.feeds import Feeds
from app.services.session import Session
from app.ui.verdict_texts import other_line


class VerdictLookup:
    """One evaluation with the answers behind it, and what the rulebook says of its rows."""

    def __init__(self, session: Session, feeds: Feeds) -> None:
        self.evaluation: Evaluation = session.evaluation
        self.rulebook: Rulebook = session.rulebook
        self.feeds = feeds
        self.sheet = FactSheet(session.rulebook.facts, session.assessment.judged_answers)
        #: Facts whose figure a roster gives.
        self.counted = frozenset(tally.fact for _, tally in judging_tallies(session.assessment.rosters))
        self._previous, self._returned = session.assessment.previous, session.returned

    @cached_property
    def verdicts(self) -> dict[str, Verdict]:
        """Every verdict by the id of its row."""
        return {verdict.indicator: verdict for verdict in self.evaluation.verdicts}

    @cached_property
    def contested(self) -> frozenset[str]:
        """The topics on which "strictest" tells something."""
        return self.evaluation.contested()

    @cached_property
    def topics(self) -> dict[str, tuple[Verdict, ...]]:
        """The rows of each topic."""
        found: dict[str, list[Verdict]] = {}
        for verdict in self.evaluation.verdicts:
            if verdict.topic:
                found.setdefault(verdict.topic, []).append(verdict)
        return {topic: tuple(rows) for topic, rows in found.items()}

    @cached_property
    def undecided(self) -> str:
        """Say how many documents wait for the profile, and for which of its facts; nothing when none does."""
        waiting = [
            self.rulebook.standards[item.id] for item in self.evaluation.standards if item.applies is None
        ]
        named = (condition.fact for standard in waiting for condition in standard.applies_to)
        missing = dict.fromkeys(fact for fact in named if not self.sheet.is_given(fact))
        if not missing:
            return ""
        names = "、".join(self.rulebook.facts[fact].name for fact in self.rulebook.facts if fact in missing)
        return f"{len(waiting)} 份文件是否适用尚未确定。先填写或确认{names}，此后只列适用本校的指标。"

    def others(self, verdict: Verdict) -> tuple[Verdict, ...]:
        """Return the rows of other documents on a row's topic."""
        same = self.topics.get(verdict.topic, ())
        return tuple(other for other in same if other.standard != verdict.standard)

    def other_lines(self, verdict: Verdict) -> tuple[str, ...]:
        """Return what the authority remarked on a row that it returned, and what other documents ask (同项), a line each."""
        remark = self._returned.get(verdict.indicator)
        return (*((remark,) if remark else ()), *self._others_ask(verdict))

    def _others_ask(self, verdict: Verdict) -> tuple[str, ...]:
        return tuple("同项：" + other_line(other, self.standard(other)) for other in self.others(verdict))

    def is_strictest(self, verdict: Verdict) -> bool:
        """Whether a row asks most where several documents ask."""
        return verdict.strictest and verdict.topic in self.contested

    def standard(self, verdict: Verdict) -> Standard:
        """Return the document of a row."""
        return self.rulebook.standards[verdict.standard]

    def indicator(self, verdict: Verdict) -> Indicator | None:
        """Return the row itself; None for a task."""
        return self.feeds.indicator(verdict.indicator)

    @cached_property
    def _countings(self) -> Countings:
        before = FactSheet(self.rulebook.facts, self._previous, prefix="previous.")
        return Countings(self.rulebook.facts, self.rulebook.blanks, self.sheet, before)

    def countings(self, verdict: Verdict) -> tuple[Counting, ...]:
        """Return the counting rules of a row that another stands beside; none of a task."""
        indicator = self.indicator(verdict)
        if indicator is None:
            return ()
        blank = self.rulebook.blanks.of(self.standard(verdict), indicator, self.evaluation.date)
        return self._countings.of(verdict, blank)

    def value_in_force(self, verdict: Verdict) -> DatedValue | None:
        """Return the dated value that a row is held against."""
        indicator = self.indicator(verdict)
        return indicator.value_on(self.evaluation.date) if indicator else None

    def fact_to_show(self, verdict: Verdict) -> str:
        """Return the fact to which one goes from a row: what is missing, lacking or closest; "" for none."""
        if verdict.missing:
            return verdict.missing[0]
        for gap in verdict.gap:
            if gap.fact is not None:
                return gap.fact
        for member in self._open_members(verdict):
            return self.fact_to_show(member)
        named = self.feeds.facts(verdict.indicator)
        return named[0] if named else ""

    def _open_members(self, verdict: Verdict) -> list[Verdict]:
        """Return the members by which a composite came out as it did."""
        return [
            self.verdicts[name]
            for name, status in verdict.trace.members
            if status is verdict.status and name in self.verdicts
        ]
