"""The frozen data of a filing as plain values: everything that was answered, judged and signed (docs/package-format.md)."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from app import __version__
from app.domain.assessment import Assessment, Remedy
from app.domain.conclusion import Conclusion
from app.domain.display import fact_text
from app.domain.evaluation import Evaluation
from app.domain.facts import Answer, Fact, Value
from app.domain.filing import Evidence, Occasion
from app.domain.roster_summary import RosterSummary, Tally
from app.domain.rulebook import Rulebook
from app.domain.verdict import StandardResult
from app.reports.verdicts_json import verdicts_data

FORMAT = "dabiao-filing/1"
_SCHOOL = ("name", "code", "uscc", "kind", "category", "ownership", "district", "supervisor")
_REMEDY = ("cause", "measure", "unit", "person", "due", "budget")


def filing_data(
    rulebook: Rulebook,
    assessment: Assessment,
    evaluation: Evaluation,
    conclusion: Conclusion,
    occasion: Occasion,
    evidence: Sequence[Evidence] = (),
) -> dict[str, Any]:
    """Return what is frozen, as text, whole numbers, truth values, null, lists and mappings only."""
    judged = verdicts_data(evaluation)
    return {
        "format": FORMAT,
        "program": f"dabiao {__version__}",
        **_occasion(occasion),
        "year": str(assessment.year),
        "date": evaluation.date.isoformat(),
        "school": {key: assessment.word(f"school.{key}") or None for key in _SCHOOL},
        "recipient": assessment.word("filing.recipient") or None,
        "facts": _answers(rulebook.facts, assessment.judged_answers),
        "previous": _answers(rulebook.facts, assessment.previous),
        "standards": [_standard(rulebook, assessment, result) for result in evaluation.standards],
        "checks": [
            check | {"explanation": assessment.explanations.get(check["id"]) or None}
            for check in judged["checks"]
        ],
        "verdicts": judged["verdicts"],
        "conclusion": [
            {"title": sentence.title, "text": sentence.text, "emphasis": sentence.emphasis}
            for sentence in conclusion.sentences
        ],
        "remedies": [
            _remedy(row, assessment.remedies[row])
            for row in _missed(evaluation)
            if row in assessment.remedies
        ],
        "evidence": [_evidence(item) for item in sorted(evidence, key=lambda item: (item.sha256, item.name))],
        **_rosters(rulebook.facts, assessment),
    }


def _occasion(occasion: Occasion) -> dict[str, Any]:
    return {
        "number": str(occasion.number),
        "sequence": occasion.number.sequence,
        "frozen_at": occasion.frozen_at.replace(microsecond=0, tzinfo=None).isoformat(),
        "replaces": occasion.replaces or None,
        "reason": occasion.reason or None,
        "answers_return": occasion.answers or None,
    }


def _answers(facts: Mapping[str, Fact], answers: Mapping[str, Answer]) -> list[dict[str, Any]]:
    """Return every answer that was given, in the order in which the forms ask."""
    return [
        _answer(fact, answers[key]) for key, fact in facts.items() if key in answers and answers[key].given
    ]


def _answer(fact: Fact, answer: Answer) -> dict[str, Any]:
    return {
        "id": fact.id,
        "name": fact.name,
        "when": fact.when.value,
        "value": exact_value(answer.value),
        "unit": fact.base_unit or None,
        "text": None if answer.value is None else fact_text(fact, answer.value),
        "not_applicable": answer.na_reason or None,
        "date": answer.date.isoformat() if answer.date else None,
        "note": answer.note or None,
    }


def exact_value(value: Value | None) -> str | list[str] | None:
    """Write a value exactly: ``1480``, ``147470/3``, ``2026-11-21``, a word, or a list of choices."""
    match value:
        case None | str():
            return value
        case tuple():
            return list(value)
        case datetime.date():
            return value.isoformat()
        case _:
            return str(Fraction(value))


def _standard(rulebook: Rulebook, assessment: Assessment, result: StandardResult) -> dict[str, Any]:
    standard = rulebook.standards[result.id]
    document = standard.document
    choices = {"add": assessment.added, "drop": assessment.dropped}
    return {
        "id": result.id,
        "edition": result.edition,
        "hash": result.hash,
        "title": document.title,
        "number": document.number or None,
        "issuer": document.issuer,
        "applies": result.applies,
        "in_period": result.in_period,
        "reason": result.reason,
        "choice": next((word for word, chosen in choices.items() if result.id in chosen), None),
        "complete": standard.complete,
        "lacking": standard.lacking or None,
        "added": standard.added and {"by": standard.added.by, "on": standard.added.on.isoformat()},
        "confirmed": [
            {
                "indicator": item.indicator,
                "from": item.start.isoformat(),
                "value": item.value,
                "text": item.text,
                "by": item.by,
                "on": item.on.isoformat(),
            }
            for row in standard.indicators
            for value in row.values
            if (item := value.confirmation) is not None
        ],
    }


def _missed(evaluation: Evaluation) -> Iterable[str]:
    return (verdict.indicator for verdict in evaluation.verdicts)


def _remedy(row: str, remedy: Remedy) -> dict[str, Any]:
    return {"row": row} | {key: getattr(remedy, key) or None for key in _REMEDY}


def _rosters(facts: Mapping[str, Fact], assessment: Assessment) -> dict[str, Any]:
    """Return what rosters add up to; no key where none is filled, as in the filings of earlier programs."""
    if not assessment.rosters:
        return {}
    return {"rosters": [_roster(facts, assessment.answers, roster) for roster in assessment.rosters]}


def _roster(facts: Mapping[str, Fact], typed: Mapping[str, Answer], roster: RosterSummary) -> dict[str, Any]:
    mark = roster.mark
    return {
        "id": roster.id,
        "title": roster.title,
        "rows": roster.rows,
        "complete": mark and {"by": mark.by or None, "on": mark.on.isoformat()},
        "figures": [figure_data(facts, typed, roster, tally) for tally in roster.tallies],
    }


def figure_data(
    facts: Mapping[str, Fact], typed: Mapping[str, Answer], roster: RosterSummary, tally: Tally
) -> dict[str, Any]:
    """Return what a roster gives for one fact, beside what was typed."""
    answer = typed.get(tally.fact, Answer())
    return {
        "fact": tally.fact,
        "name": facts[tally.fact].name,
        "value": exact_value(tally.figure),
        "typed": exact_value(answer.value) if answer.given else None,
        "judges": roster.judges(tally),
        "counted": tally.counted,
        "left_out": [{"reason": reason, "rows": rows} for reason, rows in tally.left_out],
        "undecided": _by_reason(row.reason for row in tally.undecided),
    }


def _by_reason(reasons: Iterable[str]) -> list[dict[str, Any]]:
    return [{"reason": reason, "rows": rows} for reason, rows in Counter(reasons).items()]


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "sha256": item.sha256,
        "name": item.name,
        "size": item.size,
        "included": item.included,
        "links": [{"kind": link.kind, "id": link.id, "pages": link.pages or None} for link in item.links],
    }
