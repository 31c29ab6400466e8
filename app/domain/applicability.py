"""Which documents speak of this school on this date, and why (contract 6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.assessment import Assessment
from app.domain.conditions import Condition, check_all
from app.domain.display import fact_text
from app.domain.fact_sheet import FactSheet
from app.domain.facts import Fact
from app.domain.standard import Exclusion, Standard
from app.domain.terms import Inapplicable, Missing


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a document applies: ``by_profile`` leaves choices made by hand aside.

    ``missing`` names profile facts that the decision waits for.
    """

    applies: bool | None
    by_profile: bool | None
    reason: str
    missing: tuple[str, ...] = ()


def decide(standard: Standard, assessment: Assessment, sheet: FactSheet, on: date) -> Decision:
    """Decide whether a document applies to the school on a date."""
    document = standard.document
    if not document.in_force_on(on):
        return Decision(False, False, _out_of_force(standard, on))
    outcome = check_all(standard.applies_to, sheet)
    profile = _profile_reason(standard, outcome.failed, outcome.missing, sheet)
    missing = outcome.missing if outcome.holds is None else ()
    if standard.id in assessment.dropped:
        return Decision(False, outcome.holds, f"人工移除：{assessment.dropped[standard.id]}", missing)
    if standard.id in assessment.added:
        return Decision(True, True, f"人工添加：{assessment.added[standard.id]}")
    return Decision(outcome.holds, outcome.holds, profile + _open_exclusions(standard, sheet), missing)


def exclusion_of(standard: Standard, sheet: FactSheet) -> Exclusion | None:
    """Return the exclusion that takes this school out of a document that addresses it, if any."""
    return next((ex for ex in standard.excludes if check_all(ex.when, sheet).holds is True), None)


def why_not(failed: Condition, sheet: FactSheet) -> str:
    """Say which condition fails and what the school answered."""
    fact = sheet.definition(failed.fact)
    return f"适用于{failed.describe(fact)}，本校为{_answer(fact, sheet)}"


def _out_of_force(standard: Standard, on: date) -> str:
    document = standard.document
    if on < document.start:
        return f"判定日期 {on.isoformat()} 早于施行日 {document.start.isoformat()}"
    assert document.end is not None
    return f"判定日期 {on.isoformat()} 晚于有效期截止日 {document.end.isoformat()}"


def _profile_reason(
    standard: Standard, failed: tuple[Condition, ...], missing: tuple[str, ...], sheet: FactSheet
) -> str:
    if failed:
        return why_not(failed[0], sheet)
    if missing:
        return f"尚不能确定是否适用，待填：{'、'.join(sheet.definition(fact).name for fact in missing)}"
    named = [sheet.definition(condition.fact) for condition in standard.applies_to]
    return "适用：" + ("；".join(f"{fact.name}为{_answer(fact, sheet)}" for fact in named) or "所有学校")


def _open_exclusions(standard: Standard, sheet: FactSheet) -> str:
    """Say on which unanswered facts an exclusion still hangs; until then the school counts as addressed."""
    open_facts = [fact for ex in standard.excludes for fact in check_all(ex.when, sheet).missing]
    if not open_facts:
        return ""
    names = "、".join(dict.fromkeys(sheet.definition(fact).name for fact in open_facts))
    return f"；{names}未填，暂按不属例外情形判定"


def _answer(fact: Fact, sheet: FactSheet) -> str:
    value = sheet.value(fact.id)
    if isinstance(value, Missing):
        return "（待填）"
    if isinstance(value, Inapplicable):
        return "不适用"
    return fact_text(fact, value)


def decide_all(
    standards: Mapping[str, Standard], assessment: Assessment, sheet: FactSheet, on: date
) -> dict[str, Decision]:
    """Decide on every document, by id."""
    return {key: decide(standard, assessment, sheet, on) for key, standard in standards.items()}
