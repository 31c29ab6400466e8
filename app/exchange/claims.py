"""Of which school a package that is not sound says to be: by its manifest, else by its name; never trusted as filed."""

import json
import re
from pathlib import Path
from typing import Any

from app.domain.district import Claim, ClaimSource
from app.domain.school_year import SchoolYear
from app.exchange.layout import MANIFEST
from app.paths import open_to_read

#: A package begins with the header of its first member, the manifest, which is kept as it is.
_BEGIN, _NAME_AT = b"PK\x03\x04", 30
_MOST = 1 << 20
_LONGEST = 60
#: As the program itself names a package: 学校名-2026-1.备案包.zip.
_NAMED = re.compile(
    r"(?P<name>.+)-(?P<first>[0-9]{4})-[0-9]{1,3}(\.备案包)?( ?\([0-9]+\))?\.zip", re.IGNORECASE
)


def claim_of(path: Path) -> Claim | None:
    """Return of which school a file says to be; None where nothing tells."""
    return _by_manifest(path) or _by_name(path.name)


def _by_manifest(path: Path) -> Claim | None:
    try:
        with open_to_read(path) as file:
            head = file.read(_MOST)
    except OSError:
        return None
    name = MANIFEST.encode()
    if not head.startswith(_BEGIN) or head[_NAME_AT : _NAME_AT + len(name)] != name:
        return None
    text = head[_NAME_AT + len(name) :].decode("utf-8", "ignore")
    try:
        data, _ = json.JSONDecoder().raw_decode(text[max(text.find("{"), 0) :])
        return _claim(data["school"], data["year"])
    except (ValueError, LookupError, TypeError, RecursionError):
        return None


def _claim(school: Any, year: Any) -> Claim | None:
    name, code, uscc = (_plain(school[key]) for key in ("name", "code", "uscc"))
    if not (name or code or uscc):
        return None
    return Claim(ClaimSource.MANIFEST, name, code, uscc, _plain(year))


def _plain(value: Any) -> str:
    """Return a text that can be shown; anything may stand in a file that was altered."""
    text = value.strip() if isinstance(value, str) else ""
    return text if text.isprintable() and len(text) <= _LONGEST else ""


def _by_name(file: str) -> Claim | None:
    match = _NAMED.fullmatch(file)
    if match is None or not _plain(match["name"]):
        return None
    return Claim(ClaimSource.FILE_NAME, _plain(match["name"]), year=str(SchoolYear(int(match["first"]))))
