"""Judging is one pure function: a rulebook, a school's answers and a date give every verdict."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from app.domain.applicability import Decision, decide_all
from app.domain.assessment import Assessment
from app.domain.blanks import Rank
from app.domain.checks import BrokenCheck, broken_checks, roster_differences, sum_check
from app.domain.dependence import Dependence
from app.domain.fact_sheet import FactSheet
from app.domain.gaps import Gap
from app.domain.judging import UNREAD, RowJudge, is_shown
from app.domain.measures import AllOf
from app.domain.rulebook import Rulebook
from app.domain.same_matter import answer_from, combined
from app.domain.school_year import SchoolYear
from app.domain.standard import Indicator, Scope, SourceState, Standard, Task
from app.domain.terms import Missing
from app.domain.verdict import StandardResult, Status, Verdict, revised

ALL_MET = "全部达标"
_COMPARED = (Status.MET, Status.MISSED, Status.UNANSWERED)

#: The fact that says in which district the school lies.
DISTRICT = "school.district"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that was judged for one school on one date."""

    date: date
    year: SchoolYear
    school: str
    standards: tuple[StandardResult, ...]
    checks: tuple[BrokenCheck, ...]
    verdicts: tuple[Verdict, ...]
    #: Which documents apply; an edit that decides none of them leaves it as it is.
    decisions: Mapping[str, Decision] = field(default_factory=dict, compare=False, repr=False)
    district: str = ""

    def contested(self) -> frozenset[str]:
        """Return the topics on which more than one document has a row: there "strictest" tells something."""
        asked = [v for v in self.verdicts if v.topic and v.status is not Status.SHOWN]
        rows = {(v.topic, v.standard) for v in asked if v.scope is Scope.SCHOOL}
        counted = Counter(topic for topic, _ in rows)
        return frozenset(topic for topic, count in counted.items() if count > 1)

    def of(self, standard: str) -> tuple[Verdict, ...]:
        """Return the verdicts of one document, in the order of its rows."""
        return tuple(verdict for verdict in self.verdicts if verdict.standard == standard)


def evaluate(
    rulebook: Rulebook, assessment: Assessment, on: date, forced: frozenset[str] = frozenset()
) -> Evaluation:
    """Judge a school by every document that applies on a date.

    Documents in ``forced`` are judged even where they do not apply (they are marked as not applying).
    The result does not depend on the order of facts or standards.
    """
    return _Judgement(rulebook, assessment, on, forced).result()


def reevaluate(
    rulebook: Rulebook, assessment: Assessment, earlier: Evaluation, changed: Collection[str]
) -> Evaluation:
    """Judge again after some answers changed, keeping the verdicts that cannot have changed.

    Gives exactly what ``evaluate`` gives for the same date; only answers may differ from those ``earlier``
    was judged by (not the date, the year, last year's answers or documents put in or taken out by hand).
    """
    edited = frozenset(changed)
    if edited & rulebook.dependence.deciding:
        return evaluate(rulebook, assessment, earlier.date)
    return _Judgement(rulebook, assessment, earlier.date, frozenset(), _Before(earlier, edited)).result()


@dataclass(frozen=True, slots=True)
class _Before:
    """An earlier run, and the facts edited since; none of them decides which documents apply."""

    evaluation: Evaluation
    edited: frozenset[str]

    def checks(self, rulebook: Rulebook, now: FactSheet, before: FactSheet) -> tuple[BrokenCheck, ...]:
        """Return the checks that are broken now, looking only at those that rest on an edited fact.

        Differences from rosters are not among them: they are found anew each time.
        """
        places = rulebook.dependence.check_places
        reached = rulebook.dependence.checks_on(self.edited)
        checks = (check for check in rulebook.checks if check.id in reached)
        facts = (fact for fact in rulebook.facts.values() if sum_check(fact.id) in reached)
        kept = [check for check in self.evaluation.checks if check.id in places.keys() - reached]
        broken = [*kept, *broken_checks(checks, facts, now, before)]
        return tuple(sorted(broken, key=lambda check: places[check.id]))

    def verdicts(self, checks: tuple[BrokenCheck, ...], dependence: Dependence) -> Iterator[Verdict]:
        """Yield the verdicts that no edited fact, and no check broken or mended since, can reach."""
        turned = set(checks) ^ set(self.evaluation.checks)
        changed = self.edited.union(*(check.facts for check in turned))
        for verdict in self.evaluation.verdicts:
            behind = dependence.behind(verdict.indicator)
            if behind is not None and behind.isdisjoint(changed):
                yield verdict


class _Judgement:
    """One run: decisions on documents, rows judged once and remembered for the composites over them."""

    def __init__(
        self,
        rulebook: Rulebook,
        assessment: Assessment,
        on: date,
        forced: frozenset[str],
        earlier: _Before | None = None,
    ) -> None:
        self._on, self._forced, self._earlier = on, forced, earlier
        self._standards, self._home = rulebook.in_order, rulebook.home
        now = FactSheet(rulebook.facts, assessment.judged_answers)
        before = FactSheet(rulebook.facts, assessment.previous, prefix="previous.")
        if earlier is None:
            self._checks = broken_checks(rulebook.checks, rulebook.facts.values(), now, before)
            self._kept: dict[str, Verdict] = {}
        else:
            self._checks = earlier.checks(rulebook, now, before)
            kept = earlier.verdicts(self._checks, rulebook.dependence)
            self._kept = {verdict.indicator: verdict for verdict in kept}
        differing = roster_differences(assessment.rosters, assessment.answers, rulebook.facts)
        self._checks = (*self._checks, *differing)
        self._rows = RowJudge(rulebook.facts, rulebook.blanks, now, before, self._checks, on)
        if earlier is None:
            self._decisions: Mapping[str, Decision] = decide_all(self._standards, assessment, now, on)
        else:
            self._decisions = earlier.evaluation.decisions
        self._done: dict[str, Verdict] = {}
        self._assessment = assessment

    def result(self) -> Evaluation:
        verdicts = [verdict for standard in self._standards.values() for verdict in self._judge(standard)]
        competing = {key for key, decision in self._decisions.items() if decision.applies}
        strictest = self._strictest([verdict for verdict in verdicts if verdict.standard in competing])
        return Evaluation(
            date=self._on,
            year=self._assessment.year,
            school=self._assessment.word("school.name"),
            standards=self._outcomes(),
            checks=self._checks,
            verdicts=tuple(_marked(verdict, verdict.indicator in strictest) for verdict in verdicts),
            decisions=self._decisions,
            district=self._assessment.word(DISTRICT),
        )

    def _outcomes(self) -> tuple[StandardResult, ...]:
        if self._earlier is not None:
            return self._earlier.evaluation.standards
        return tuple(self._outcome(standard) for standard in self._standards.values())

    def _outcome(self, standard: Standard) -> StandardResult:
        decision = self._decisions[standard.id]
        end = standard.document.period_end
        in_period = end is None or self._on <= end
        period = "" if in_period or end is None else f"；规划期已满（{end.isoformat()}）"
        return StandardResult(
            id=standard.id,
            edition=standard.edition,
            hash=standard.hash,
            applies=decision.applies,
            reason=decision.reason + period,
            in_period=in_period,
            listed=self._listed(standard.id),
        )

    def _listed(self, standard: str) -> bool:
        return self._decisions[standard].applies is not False or standard in self._forced

    def _judge(self, standard: Standard) -> Iterator[Verdict]:
        if not self._listed(standard.id):
            return
        for row in standard.indicators:
            if row.id in self._kept or not row.values or row.value_on(self._on) is not None:
                yield self._verdict(standard, row)
        for task in standard.tasks:
            yield self._kept.get(task.fact) or self._task(standard, task)

    def _task(self, standard: Standard, task: Task) -> Verdict:
        decision, forced = self._decisions[standard.id], standard.id in self._forced
        if not task.answered_by or not isinstance(self._rows.now.value(task.fact), Missing):
            return self._rows.task(standard, task, decision, forced)
        answer = combined(a for name in task.answered_by for a in self._answers(name, standard.id))
        verdict = self._rows.task(standard, task, decision, forced, answer)
        if answer is None:
            return verdict
        rows = [self._verdict(*self._home[name]) for name in task.answered_by]
        return replace(
            verdict, trace=replace(verdict.trace, members=tuple((row.indicator, row.status) for row in rows))
        )

    def _answers(self, name: str, asking: str) -> Iterator[str | None]:
        """Yield what a row, or each row of a composite, answers; those that do not apply answer nothing."""
        home, row = self._home[name]
        if home.id != asking and not self._counts(home.id):
            return
        verdict = self._verdict(home, row)
        if verdict.status is Status.NOT_APPLICABLE:
            return
        if isinstance(row.measure, AllOf):
            for member in row.measure.members:
                yield from self._answers(member, home.id)
        else:
            yield answer_from(row, verdict, self._on)

    def _verdict(self, standard: Standard, row: Indicator) -> Verdict:
        verdict = self._done.get(row.id)
        if verdict is None:
            verdict = self._done[row.id] = self._kept.get(row.id) or self._fresh(standard, row)
        return verdict

    def _fresh(self, standard: Standard, row: Indicator) -> Verdict:
        decision = self._decisions[standard.id]
        if decision.by_profile is None and standard.id not in self._forced:
            return self._rows.undecided(self._rows.blank(standard, row), decision)
        if isinstance(row.measure, AllOf):
            return self._composite(standard, row, row.measure)
        return self._rows.judge(standard, row)

    def _composite(self, standard: Standard, row: Indicator, measure: AllOf) -> Verdict:
        blank = self._rows.blank(standard, row)
        if not is_shown(row):
            blank = replace(blank, required=blank.required or ALL_MET)
        outside = self._rows.outside(standard, row)
        if outside is not None:
            return replace(blank, status=Status.NOT_APPLICABLE, reason=outside)
        unknown = self._rows.open_conditions(row)
        if unknown and not is_shown(row):
            return self._rows.unanswered(blank, unknown)
        members = [verdict for name in measure.members for verdict in self._members(name, standard.id)]
        trace = replace(blank.trace, members=tuple((m.indicator, m.status) for m in members))
        blank = replace(blank, trace=trace)
        if is_shown(row):
            return replace(blank, status=Status.SHOWN, missing=_all_missing(members))
        if blank.source is SourceState.RECALLED:
            return replace(blank, status=Status.UNJUDGEABLE, reason=UNREAD, missing=_all_missing(members))
        return self._weigh(blank, measure, members)

    def _weigh(self, blank: Verdict, measure: AllOf, members: list[Verdict]) -> Verdict:
        """Weigh members: any missed, else any unanswered, else any unjudgeable, none left, else met."""
        packs = [self._standards[name] for name in measure.members if name in self._standards]
        applying = [pack for pack in packs if self._counts(pack.id)]
        if packs and not applying and len(packs) == len(measure.members):
            return replace(blank, status=Status.UNJUDGEABLE, reason="所依据的标准均不适用于本校")
        by_status = {status: [m for m in members if m.status is status] for status in Status}
        if missed := by_status[Status.MISSED]:
            text = f"须先补齐：{_titles(missed)}"
            gap = (Gap(None, None, None, None, text),)
            return replace(blank, status=Status.MISSED, gap=gap, reason=f"未达标：{_titles(missed)}")
        if open_rows := by_status[Status.UNANSWERED]:
            reason = f"待填：{_titles(open_rows)}"
            return replace(blank, status=Status.UNANSWERED, missing=_all_missing(open_rows), reason=reason)
        if unsure := by_status[Status.UNJUDGEABLE]:
            return replace(blank, status=Status.UNJUDGEABLE, reason=f"无法判定：{_titles(unsure)}")
        if incomplete := [pack for pack in applying if not pack.complete]:
            reason = f"《{incomplete[0].document.title}》原文未读全：{incomplete[0].lacking}"
            return replace(blank, status=Status.UNJUDGEABLE, reason=reason)
        if not members:
            return replace(blank, status=Status.NOT_APPLICABLE, reason="所含各项均不适用于本校")
        return replace(blank, status=Status.MET)

    def _members(self, name: str, asking: str) -> Iterable[Verdict]:
        """Return the judged rows that a member name stands for: those that apply and are not only shown."""
        if name in self._standards:
            pack = self._standards[name]
            rows = [(pack, row) for row in pack.indicators] if self._counts(name) else []
        else:
            home, row = self._home[name]
            rows = [(home, row)] if home.id == asking or self._counts(home.id) else []
        for standard, row in rows:
            if row.values and row.value_on(self._on) is None:
                continue
            verdict = self._verdict(standard, row)
            if verdict.status not in (Status.SHOWN, Status.NOT_APPLICABLE):
                yield verdict

    def _counts(self, standard: str) -> bool:
        """Whether a document counts in a composite: it speaks of this school, even if dropped by hand."""
        return self._decisions[standard].by_profile is not False

    def _strictest(self, verdicts: list[Verdict]) -> set[str]:
        """Return the rows that ask most within their topic and direction; ties are all returned."""
        best: dict[tuple[str, bool], tuple[Fraction, bool]] = {}
        ranks: dict[str, Rank] = {}
        for verdict in verdicts:
            rank = self._rank(verdict)
            if rank is not None:
                ranks[verdict.indicator] = rank
                best[rank[0]] = max(best.get(rank[0], rank[1]), rank[1])
        return {indicator for indicator, (group, rank) in ranks.items() if best[group] == rank}

    def _rank(self, verdict: Verdict) -> Rank | None:
        """Return a verdict's group and how much it asks; None where it does not compete."""
        if verdict.task or verdict.scope is not Scope.SCHOOL or verdict.status not in _COMPARED:
            return None
        return self._rows.rank(*self._home[verdict.indicator])


def _marked(verdict: Verdict, strictest: bool) -> Verdict:
    return verdict if verdict.strictest is strictest else revised(verdict, strictest=strictest)


def _titles(verdicts: Iterable[Verdict]) -> str:
    return "、".join(dict.fromkeys(verdict.title for verdict in verdicts))


def _all_missing(verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact for verdict in verdicts for fact in verdict.missing))
