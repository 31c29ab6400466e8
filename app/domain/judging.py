"""Judging one row: the nine steps of status (contract 6), each answer with its reason."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from app.domain.applicability import Decision, exclusion_of, why_not
from app.domain.blanks import Blank, Blanks, Rank
from app.domain.checks import LOGIC, BrokenCheck
from app.domain.comparing import holds, word_holds
from app.domain.conditions import check_all
from app.domain.display import Format, exact_text
from app.domain.fact_sheet import FactSheet
from app.domain.facts import Fact, Value
from app.domain.formula import fact_used, formula_text
from app.domain.gaps import Gap, Row, gaps_of, margin_of, side_of
from app.domain.measures import (
    Amount,
    Measure,
    Measured,
    ZeroDenominator,
    evaluate_measure,
    measure_facts,
)
from app.domain.standard import (
    Comparison,
    DatedValue,
    Exclusion,
    Force,
    Indicator,
    Reach,
    Scope,
    SourceState,
    Standard,
    Style,
    Task,
    Wider,
)
from app.domain.terms import Inapplicable, Missing
from app.domain.units import PARTLY, YES
from app.domain.verdict import FactUsed, Status, Verdict, revised, told_later
from app.domain.wording import PARTLY_DONE

UNREAD = "该数值尚未见原文，不作判定"


class RowJudge:
    """Judges single rows on one date with one school's facts; composites are judged a floor above."""

    def __init__(
        self,
        facts: dict[str, Fact],
        blanks: Blanks,
        now: FactSheet,
        before: FactSheet,
        checks: tuple[BrokenCheck, ...],
        on: date,
    ) -> None:
        self._facts, self._blanks = facts, blanks
        self.now, self.before, self.on = now, before, on
        self._broken = {fact: check for check in checks if check.kind == LOGIC for fact in check.facts}
        self._exclusions: dict[str, Exclusion | None] = {}
        self._used: dict[str, FactUsed] = {}

    def blank(self, standard: Standard, row: Indicator) -> Verdict:
        """Return a row's verdict with everything filled in that does not depend on the school's answers."""
        return self._blanks.of(standard, row, self.on).verdict

    def rank(self, standard: Standard, row: Indicator) -> Rank | None:
        """Return how much a row asks within its topic and direction."""
        return self._blanks.of(standard, row, self.on).rank

    def undecided(self, blank: Verdict, decision: Decision) -> Verdict:
        """Return the verdict of a row of a document of which it is not known whether it applies."""
        return self.unanswered(blank, decision.missing)

    def outside(self, standard: Standard, row: Indicator | Task) -> str | None:
        """Step 1: return why a row does not apply to this school, None when it does (or may)."""
        exclusion = self._exclusion(standard)
        if exclusion is not None:
            return f"{exclusion.text}（{exclusion.clause}）" if exclusion.clause else exclusion.text
        outcome = check_all(row.applies, self.now)
        return why_not(outcome.failed[0], self.now) if outcome.failed else None

    def _exclusion(self, standard: Standard) -> Exclusion | None:
        """Return the exclusion that takes this school out of a document; asked once for all its rows."""
        if standard.id not in self._exclusions:
            self._exclusions[standard.id] = exclusion_of(standard, self.now)
        return self._exclusions[standard.id]

    def judge(self, standard: Standard, row: Indicator) -> Verdict:
        """Judge one row that is not a composite: the first of the nine steps that holds."""
        blank = self._blanks.of(standard, row, self.on)
        outside = self.outside(standard, row)
        if outside is not None:
            return replace(blank.verdict, status=Status.NOT_APPLICABLE, reason=outside)
        measured = evaluate_measure(row.measure, self.now, self.before)
        verdict = self._with_value(blank, measured)
        missing = (*self.open_conditions(row), *_missing(measured))
        if is_shown(row):
            return revised(
                verdict, status=Status.SHOWN, missing=missing, reason=self._shown_reason(measured, missing)
            )
        if verdict.source is SourceState.RECALLED:
            return revised(verdict, status=Status.UNJUDGEABLE, reason=UNREAD, missing=missing)
        if isinstance(measured, Inapplicable):
            return revised(verdict, status=Status.NOT_APPLICABLE, reason=measured.reason)
        if missing:
            return self.unanswered(verdict, missing)
        return self._judge_known(verdict, blank, measured)

    def task(
        self, standard: Standard, task: Task, decision: Decision, forced: bool, answer: str | None = None
    ) -> Verdict:
        """Judge one task by its answer: done, partly, not; ``answer`` is that of its matter, asked elsewhere."""
        blank = Verdict(
            standard=standard.id,
            indicator=task.fact,
            title=task.text,
            topic="",
            clause=task.clause,
            status=Status.SHOWN,
            force=task.force,
            scope=task.scope,
            reach=Reach.EACH_SCHOOL,
            required=YES,
            source=SourceState.READ,
            task=True,
        )
        if decision.applies is None and not forced:
            return self.unanswered(blank, decision.missing)
        outside = self.outside(standard, task)
        if outside is not None:
            return replace(blank, status=Status.NOT_APPLICABLE, reason=outside)
        return self._judge_task(blank, task, answer or self.now.value(task.fact))

    def _judge_task(self, blank: Verdict, task: Task, answer: object) -> Verdict:
        verdict = replace(blank, value=answer) if isinstance(answer, str) else blank
        missing = self.open_conditions(task)
        missing += answer.facts if isinstance(answer, Missing) else ()
        if task.scope is not Scope.SCHOOL or task.force is Force.REFERENCE:
            reason = answer.reason if isinstance(answer, Inapplicable) else ""
            return replace(verdict, status=Status.SHOWN, missing=missing, reason=reason)
        if isinstance(answer, Inapplicable):
            return replace(verdict, status=Status.NOT_APPLICABLE, reason=answer.reason)
        if missing:
            return self.unanswered(verdict, missing)
        status = Status.MET if answer == YES else Status.MISSED
        return replace(verdict, status=status, reason=PARTLY_DONE if answer == PARTLY else "")

    def _judge_known(self, verdict: Verdict, blank: Blank, measured: Measured) -> Verdict:
        """Steps 6 to 9: every fact is known."""
        row = blank.row
        broken = self._broken_check(row.measure)
        if broken is not None:
            return _unjudgeable(verdict, f"逻辑校验未通过：{broken.text}")
        if isinstance(measured, ZeroDenominator):
            return self._zero(verdict, row, measured)
        assert blank.value is not None and row.requirement is not None
        if not isinstance(measured, Amount):
            return self._judge_word(verdict, row, measured, blank.value)  # type: ignore[arg-type]
        if holds(row.requirement, measured.value, blank.amounts):
            margin = partial(self._margin, blank, row.requirement, measured)
            return told_later(verdict, margin, status=Status.MET, reason=_doubt(blank, measured))
        if row.wider is not None:
            return self._judge_wider(verdict, blank, row.wider, measured)
        return self._missed(verdict, blank, measured)

    def _judge_word(self, verdict: Verdict, row: Indicator, answer: Value, required: DatedValue) -> Verdict:
        if word_holds(answer, required):
            return revised(verdict, status=Status.MET)
        words = "或".join(required.words)
        fact = next(measure_facts(row.measure))
        gap = Gap(None, fact, None, None, f"{self._facts[fact].name}须为“{words}”")
        partly = PARTLY_DONE if row.force is Force.TASK else f"填报为“{PARTLY}”"
        reason = partly if answer == PARTLY else ""
        return told_later(verdict, lambda: {"gap": (gap,)}, status=Status.MISSED, reason=reason)

    def _judge_wider(self, verdict: Verdict, blank: Blank, wider: Wider, measured: Amount) -> Verdict:
        """Step 8: missed by the narrow counting; the widest counting decides whether that stands."""
        assert blank.row.requirement is not None
        wide = evaluate_measure(wider.measure, self.now, self.before)
        if isinstance(wide, Missing):
            return self.unanswered(verdict, wide.facts)
        broken = self._broken_check(wider.measure)
        if broken is not None:
            return _unjudgeable(verdict, f"逻辑校验未通过：{broken.text}")
        if not isinstance(wide, Amount):
            return self._missed(verdict, blank, measured)
        text = f"按最宽口径计为 {blank.form.value(wide.value, blank.amounts)}"
        narrow = verdict
        verdict = told_later(narrow, lambda: {"trace": replace(narrow.trace, wider=text)})
        if holds(blank.row.requirement, wide.value, blank.amounts):
            return _unjudgeable(verdict, f"取决于口径：{wider.why}；{text}，可达到要求")
        return self._missed(verdict, blank, measured)

    def _missed(self, verdict: Verdict, blank: Blank, measured: Amount) -> Verdict:
        assert blank.row.requirement is not None
        gap = partial(self._gap, blank, blank.row.requirement, measured)
        return told_later(verdict, gap, status=Status.MISSED, reason=_doubt(blank, measured))

    def _gap(self, blank: Blank, requirement: Comparison, measured: Amount) -> Mapping[str, object]:
        return {"gap": gaps_of(self._row(blank, requirement, measured))}

    def _margin(self, blank: Blank, requirement: Comparison, measured: Amount) -> Mapping[str, object]:
        return {"margin": margin_of(self._row(blank, requirement, measured))}

    def _row(self, blank: Blank, requirement: Comparison, measured: Amount) -> Row:
        side = side_of(requirement, blank.amounts, measured.value)
        return Row(blank.row, measured, side, self.now, blank.form)

    def _zero(self, verdict: Verdict, row: Indicator, measured: ZeroDenominator) -> Verdict:
        if row.when_zero:
            return revised(verdict, status=Status.NOT_APPLICABLE, reason=row.when_zero)
        names = "、".join(self.name_of(fact) for fact in measured.facts)
        return _unjudgeable(verdict, f"分母为 0，无法计算：{names}为 0")

    def _broken_check(self, measure: Measure) -> BrokenCheck | None:
        if not self._broken:
            return None
        used = (part for fact in measure_facts(measure) for part in self.now.with_parts(fact))
        return next((self._broken[fact] for fact in used if fact in self._broken), None)

    def _with_value(self, blank: Blank, measured: Measured) -> Verdict:
        if isinstance(measured, Amount):
            return self._with_amount(blank, measured)
        return told_later(blank.verdict, partial(self._without_amount, blank, measured))

    def _without_amount(self, blank: Blank, measured: Measured) -> Mapping[str, object]:
        trace = replace(blank.verdict.trace, facts=self._facts_used(blank))
        if not isinstance(measured, str | tuple):
            return {"trace": trace}
        return {"trace": trace, "value": "、".join(measured) if isinstance(measured, tuple) else measured}

    def _facts_used(self, blank: Blank) -> tuple[FactUsed, ...]:
        return tuple(self._fact_used(fact) for fact in blank.facts)

    def _fact_used(self, fact: str) -> FactUsed:
        """Return a fact as traces show it; many rows rest on the same."""
        used = self._used.get(fact)
        if used is None:
            used = self._used[fact] = fact_used(fact, self.now)
        return used

    def _with_amount(self, blank: Blank, measured: Amount) -> Verdict:
        form = self._blanks.form_for(blank, measured.value)
        places = form.places_for(measured.value, blank.amounts)
        tell = partial(self._amount_words, blank, measured, form, places)
        return told_later(blank.verdict, tell, required=blank.required_beside(form, places))

    def _amount_words(
        self, blank: Blank, measured: Amount, form: Format, places: int
    ) -> Mapping[str, object]:
        row, amount = blank.row, measured.value
        trace = replace(
            blank.verdict.trace,
            facts=self._facts_used(blank),
            formula=formula_text(row.measure, measured, self.now, form),
            number=form.rounded(amount, places),
            places=places,
            unit=form.suffix,
        )
        exact = amount * 100 if row.style is Style.PER_100 else amount
        return {"value": form.text(amount, places), "exact": exact_text(exact), "trace": trace}

    def open_conditions(self, row: Indicator | Task) -> tuple[str, ...]:
        """Return the facts on which it hangs whether a row applies, and which nobody has answered."""
        return check_all(row.applies, self.now).missing

    def unanswered(self, verdict: Verdict, missing: tuple[str, ...]) -> Verdict:
        """Return a verdict that waits for facts, naming them all."""
        missing = tuple(dict.fromkeys(missing))
        names = "、".join(self.name_of(fact) for fact in missing)
        return revised(
            verdict,
            status=Status.UNANSWERED,
            missing=missing,
            reason=f"缺 {len(missing)} 项数据：{names}",
        )

    def _shown_reason(self, measured: Measured, missing: tuple[str, ...]) -> str:
        if isinstance(measured, Inapplicable):
            return measured.reason
        if isinstance(measured, ZeroDenominator):
            return "分母为 0，无法计算"
        return f"缺 {len(missing)} 项数据：{'、'.join(self.name_of(f) for f in missing)}" if missing else ""

    def name_of(self, fact: str) -> str:
        """Return a fact's name; facts of the year before are marked."""
        if fact.startswith("previous."):
            return f"上年{self._facts[fact.removeprefix('previous.')].name}"
        return self._facts[fact].name


def is_shown(row: Indicator) -> bool:
    """Step 2: a row that is shown, never judged, at a school."""
    return (
        row.scope is not Scope.SCHOOL or row.force is Force.REFERENCE or row.requirement is Comparison.ABOUT
    )


def _doubt(blank: Blank, measured: Amount) -> str:
    """Return the doubt that the source leaves where the measured amount is just the required one."""
    return blank.row.at_exactly if measured.value in blank.amounts else ""


def _unjudgeable(verdict: Verdict, reason: str) -> Verdict:
    return revised(verdict, status=Status.UNJUDGEABLE, reason=reason)


def _missing(measured: Measured) -> tuple[str, ...]:
    return measured.facts if isinstance(measured, Missing) else ()
