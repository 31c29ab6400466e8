"""Canonical JSON: the one way in which plain data is written before it is hashed (docs/package-format.md)."""

import hashlib
import json
from typing import Any


def canonical(data: Any) -> bytes:
    """Return data as canonical JSON: keys sorted by code point, no blanks, UTF-8, whole numbers only.

    Raises:
        TypeError: something in it is neither text, whole number, truth value, null, list nor mapping with text keys.
        UnicodeEncodeError: a text holds half a surrogate pair.
    """
    _refuse_other(data)
    return rewritten(data)


def rewritten(data: Any) -> bytes:
    """Return data that were read from JSON without floats as canonical JSON; nothing else can stand in them."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(data: Any) -> str:
    """Return the SHA-256 of data's canonical JSON, as hexadecimal text."""
    return hashlib.sha256(canonical(data)).hexdigest()


def _refuse_other(data: Any) -> None:
    """Refuse what is written differently by different programs: floats above all."""
    if isinstance(data, dict):
        for key, value in data.items():
            if not isinstance(key, str):
                raise TypeError(f"a key is no text: {key!r}")
            _refuse_other(value)
    elif isinstance(data, list | tuple):
        for item in data:
            _refuse_other(item)
    elif data is not None and not isinstance(data, str | int):
        raise TypeError(f"neither text nor whole number: {data!r}")
