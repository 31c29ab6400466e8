"""A district's roll-up as documented JSON, for other programs (docs/formats.md)."""

import json
from typing import Any

from app.domain.display import exact_text
from app.domain.district import Apart, Broken, Standing, Submission
from app.domain.district_lines import Figure, Line
from app.domain.district_needs import Need
from app.domain.district_rates import Total
from app.domain.district_rollup import Contribution, RollUp
from app.domain.verdict import Status

FORMAT = "dabiao-district/1"


def district_json(roll_up: RollUp) -> str:
    """Return a roll-up as JSON text."""
    return json.dumps(district_data(roll_up), ensure_ascii=False, indent=1)


def district_data(roll_up: RollUp) -> dict[str, Any]:
    """Return a roll-up as plain values."""
    collection = roll_up.collection
    return {
        "format": FORMAT,
        "year": collection.year or None,
        "due": collection.due.isoformat() if collection.due else None,
        "listed": collection.listed,
        "packages": collection.packages,
        "schools": [_standing(standing) for standing in collection.standings],
        "unlisted": [_apart(apart) for apart in collection.unlisted],
        "other_years": [_apart(apart) for apart in collection.other_years],
        "broken": [_broken(broken) for broken in collection.broken],
        "lines": [_line(line) for line in roll_up.lines],
        "needs": [_need(need) for need in roll_up.needs],
        "rates": [_total(line, total) for line, total in roll_up.rates],
        "contributions": [_contribution(item) for item in roll_up.contributions],
    }


def _broken(broken: Broken) -> dict[str, Any]:
    claim = broken.claim
    return {
        "file": broken.file,
        "text": broken.sentence,
        "school": (claim.name or claim.code or claim.uscc) if claim else None,
        "school_by": claim.source.value if claim else None,
    }


def _standing(standing: Standing) -> dict[str, Any]:
    school = standing.school
    return {
        "name": school.name,
        "code": school.code or None,
        "uscc": school.uscc or None,
        "state": standing.state.value,
        "late": standing.late,
        "counted": _filing(standing.counted) if standing.counted else None,
        "earlier": [_filing(filed) for filed in standing.earlier],
        "rivals": [_filing(filed) for filed in standing.rivals],
        "notes": list(standing.notes),
    }


def _filing(filed: Submission) -> dict[str, Any]:
    return {
        "file": filed.file,
        "number": filed.number,
        "fingerprint": filed.fingerprint,
        "frozen_at": filed.frozen_at.isoformat(),
        "date": filed.date,
    }


def _apart(apart: Apart) -> dict[str, Any]:
    filed = apart.submission
    return {"name": filed.name, "year": filed.year, "text": apart.why, **_filing(filed)}


def _line(line: Line) -> dict[str, Any]:
    spread = line.spread
    return {
        **_asked(line),
        "title": line.key.title,
        "counts": {status.value: line.of(status) for status in Status},
        "absent": line.absent,
        "missed": [standing.school.known_by for standing, row in line.rows if row.status is Status.MISSED],
        "low": _text(spread.low if spread else None),
        "middle": _text(spread.middle if spread else None),
        "high": _text(spread.high if spread else None),
        "apart": line.apart or None,
    }


def _asked(line: Line) -> dict[str, Any]:
    key = line.key
    return {
        "standard": key.standard,
        "edition": key.edition,
        "hash": key.hash,
        "indicator": key.indicator,
        "required": key.required or None,
    }


def _text(figure: Figure | None) -> str | None:
    return figure.text if figure else None


def _need(need: Need) -> dict[str, Any]:
    return {
        "fact": need.fact.id,
        "name": need.fact.name,
        "unit": need.fact.base_unit or None,
        "amount": exact_text(need.total),
        "text": need.text,
        "parts": [
            {
                "school": part.standing.school.known_by,
                "amount": exact_text(part.amount),
                "indicator": part.row.indicator,
            }
            for part in need.parts
        ],
    }


def _total(line: Line, total: Total) -> dict[str, Any]:
    return {
        **_asked(line),
        "value": total.value or None,
        "exact": total.exact or None,
        "status": total.status.value if total.status else None,
        "schools": total.schools,
        "left_out": [{"school": out.standing.school.known_by, "text": out.why} for out in total.left_out],
        "gap": list(total.gaps),
        "reason": total.reason or None,
    }


def _contribution(item: Contribution) -> dict[str, Any]:
    return {
        **_asked(item.line),
        "total": _total(item.line, item.total) if item.total else None,
        "words": dict(item.words),
        "parts": [{"school": standing.school.known_by, "value": row.value} for standing, row in item.parts],
        "reason": item.reason or None,
    }
