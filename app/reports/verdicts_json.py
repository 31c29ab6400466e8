"""An evaluation as documented JSON, for other programs (contract 8)."""

import json
from collections.abc import Collection
from typing import Any

from app.domain.checks import BrokenCheck
from app.domain.display import exact_text
from app.domain.evaluation import Evaluation
from app.domain.gaps import Gap, Margin
from app.domain.verdict import StandardResult, Verdict

FORMAT = "dabiao-verdicts/1"


def verdicts_json(evaluation: Evaluation, only: Collection[str] = ()) -> str:
    """Return an evaluation as JSON text; ``only`` keeps the documents of these ids."""
    return json.dumps(verdicts_data(evaluation, only), ensure_ascii=False, indent=1)


def verdicts_data(evaluation: Evaluation, only: Collection[str] = ()) -> dict[str, Any]:
    """Return an evaluation as plain values."""
    return {
        "format": FORMAT,
        "date": evaluation.date.isoformat(),
        "year": str(evaluation.year),
        "school": evaluation.school or None,
        "standards": [_standard(item) for item in evaluation.standards if not only or item.id in only],
        "checks": [_check(check) for check in evaluation.checks],
        "verdicts": [_verdict(item) for item in evaluation.verdicts if not only or item.standard in only],
    }


def _standard(result: StandardResult) -> dict[str, Any]:
    return {
        "id": result.id,
        "edition": result.edition,
        "hash": result.hash,
        "applies": result.applies,
        "reason": result.reason,
    }


def _check(check: BrokenCheck) -> dict[str, Any]:
    return {"id": check.id, "kind": check.kind, "facts": list(check.facts), "text": check.text}


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "standard": verdict.standard,
        "indicator": verdict.indicator,
        "title": verdict.title,
        "topic": verdict.topic or None,
        "clause": verdict.clause,
        "status": verdict.status.value,
        "value": verdict.value,
        "exact": verdict.exact,
        "required": verdict.required,
        "required_exact": verdict.required_exact,
        "value_from": verdict.value_from.isoformat() if verdict.value_from else None,
        "force": verdict.force.value,
        "scope": verdict.scope.value,
        "reach": verdict.reach.value,
        "source": verdict.source.value if verdict.source else None,
        "deadline": verdict.deadline.date.isoformat() if verdict.deadline else None,
        "deadline_state": verdict.deadline_state.value,
        "strictest": verdict.strictest,
        "missing": list(verdict.missing),
        "reason": verdict.reason or None,
        "gap": [_gap(gap) for gap in verdict.gap],
        "margin": _margin(verdict.margin) if verdict.margin else None,
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "way": gap.way.value if gap.way else None,
        "fact": gap.fact,
        "amount": exact_text(gap.amount),
        "unit": gap.unit,
        "text": gap.text,
    }


def _margin(margin: Margin) -> dict[str, Any]:
    return {
        "fact": margin.fact,
        "amount": exact_text(margin.amount),
        "unit": margin.unit,
        "text": margin.text,
    }
