"""Answers, remedies and choices as rows and as JSON, and back to exactly the same Python values."""

import json
from datetime import date
from fractions import Fraction

from app.domain.assessment import Remedy
from app.domain.facts import Answer, Value
from app.domain.standard import Confirmation

#: Columns of a row, or keys of a JSON object.
Fields = dict[str, str | int | None]

_VALUE, _NOT_APPLICABLE, _UNKNOWN = "value", "not_applicable", "unknown"
_REMEDY = ("cause", "measure", "unit", "due", "person", "budget")


def encode_value(value: Value) -> tuple[str, str]:
    """Return the type tag of a value and its exact text."""
    match value:
        case bool():
            raise TypeError("an answer is never a bool")
        case int():
            return "int", str(value)
        case Fraction():
            return "fraction", f"{value.numerator}/{value.denominator}"
        case str():
            return "word", value
        case date():
            return "date", value.isoformat()
        case tuple():
            return "choices", json.dumps(value, ensure_ascii=False)


def decode_value(kind: str, exact: str) -> Value:
    """Return the value that ``encode_value`` wrote."""
    match kind:
        case "int":
            return int(exact)
        case "fraction":
            return Fraction(exact)
        case "word":
            return exact
        case "date":
            return date.fromisoformat(exact)
        case "choices":
            return tuple(json.loads(exact))
        case _:
            raise ValueError(f"unknown type of value: {kind}")


def encode_answer(answer: Answer) -> Fields:
    """Return an answer as the columns of its row."""
    kind, exact = (None, None) if answer.value is None else encode_value(answer.value)
    return {
        "state": _state(answer),
        "type": kind,
        "exact": exact,
        "typed": answer.typed,
        "reason": answer.na_reason,
        "date": encode_date(answer.date),
        "note": answer.note,
        "confirmed": int(answer.confirmed),
        "asked": answer.asked or None,
        "date_typed": answer.date_typed or None,
    }


def _state(answer: Answer) -> str:
    if answer.value is not None:
        return _VALUE
    return _NOT_APPLICABLE if answer.na_reason else _UNKNOWN


def decode_answer(fields: Fields) -> Answer:
    """Return the answer that ``encode_answer`` wrote."""
    kind, exact = fields["type"], fields["exact"]
    return Answer(
        value=None if kind is None else decode_value(str(kind), str(exact)),
        na_reason=str(fields["reason"]),
        typed=str(fields["typed"]),
        date=decode_date(fields["date"]),
        note=str(fields["note"]),
        confirmed=bool(fields["confirmed"]),
        asked=str(fields.get("asked") or ""),  # not in what earlier programs wrote
        date_typed=str(fields.get("date_typed") or ""),
    )


def encode_remedy(remedy: Remedy) -> Fields:
    """Return a remedy as the columns of its row."""
    return {name: getattr(remedy, name) for name in _REMEDY}


def decode_remedy(fields: Fields) -> Remedy:
    """Return the remedy that ``encode_remedy`` wrote, now or before it had all its columns."""
    return Remedy(**{name: str(fields.get(name) or "") for name in _REMEDY})


def encode_confirmation(confirmation: Confirmation) -> Fields:
    """Return a confirmation as the keys of a JSON object."""
    return {
        "indicator": confirmation.indicator,
        "start": confirmation.start.isoformat(),
        "value": confirmation.value,
        "text": confirmation.text,
        "by": confirmation.by,
        "on": confirmation.on.isoformat(),
    }


def decode_confirmation(fields: Fields) -> Confirmation:
    """Return the confirmation that ``encode_confirmation`` wrote."""
    return Confirmation(
        indicator=str(fields["indicator"]),
        start=date.fromisoformat(str(fields["start"])),
        value=str(fields["value"]),
        text=str(fields["text"]),
        by=str(fields["by"]),
        on=date.fromisoformat(str(fields["on"])),
    )


def encode_date(day: date | None) -> str | None:
    """Return a day as ISO text."""
    return None if day is None else day.isoformat()


def decode_date(text: str | int | None) -> date | None:
    """Return the day that ``encode_date`` wrote."""
    return None if text is None else date.fromisoformat(str(text))
