"""Content hashes: what a document asks, told apart from how it is worded (contract 3)."""

from typing import Any

from app.domain.canonical import digest

_INDICATOR_KEYS = ("measure", "wider", "requirement", "applies", "scope", "force")


def indicator_hash(raw: dict[str, Any]) -> str:
    """Return the hash of what an indicator asks; titles, notes, advice and states do not count."""
    asked = {key: raw.get(key) for key in _INDICATOR_KEYS}
    values = [[value.get("from"), value.get("value")] for value in raw.get("values") or []]
    return digest(asked | {"values": values})


def task_hash(raw: dict[str, Any]) -> str:
    """Return the hash of what a task asks: its text, and whom it speaks to."""
    asked = {key: raw.get(key) for key in ("text", "applies", "scope")}
    return digest(asked | {"force": raw.get("force") or "task"})


_COLUMN_KEYS = ("id", "kind", "choices", "unit", "blank", "spellings")
_TEST_WORDING = "else"


def roster_hash(raw: dict[str, Any]) -> str:
    """Return the hash of what a roster counts; titles, synonyms, notes and the wording of reasons do not count."""
    columns = [{key: column.get(key) for key in _COLUMN_KEYS} for column in raw["columns"]]
    computes = [_unworded(computation) for computation in raw["computes"]]
    return digest({"key": raw["key"], "columns": columns, "computes": computes})


def _unworded(computation: dict[str, Any]) -> dict[str, Any]:
    tests = computation.get("where") or []
    where = [{key: value for key, value in test.items() if key != _TEST_WORDING} for test in tests]
    return {**computation, "where": where}
