"""How a package is laid out: its members, their order, their names, and the limits kept when reading one."""

import re
from collections.abc import Mapping
from typing import Any

from app.domain.canonical import canonical
from app.domain.fingerprint import fingerprint

FORMAT = "dabiao-package/1"
DATA_FORMAT = "dabiao-filing/1"
MANIFEST, DATA = "manifest.json", "data.json"
#: A member's name: plain letters, one folder at most; so that unpacking never leaves its folder.
NAME = re.compile(r"(evidence/)?[0-9a-z][0-9a-z._-]{0,80}")
MOST_MEMBERS = 2000
MOST_BYTES = 1 << 30
MOST_JSON = 32 << 20


def evidence_member(sha256: str, name: str) -> str:
    """Return the name of an evidence file within a package: the start of its hash, and its own ending."""
    ending = name.rpartition(".")[2].lower()
    plain = re.fullmatch(r"[0-9a-z]{1,8}", ending) is not None and ending != name.lower()
    return f"evidence/{sha256[:32]}" + (f".{ending}" if plain else "")


def manifest(data: Mapping[str, Any], canonical_data: bytes, files: Mapping[str, tuple[int, str]]) -> bytes:
    """Return the manifest of a package: derived from the data and from size and SHA-256 of each other member.

    Nothing stands in it that is not derived, so that a reader can write it anew and compare.
    """
    school = data["school"]
    return canonical(
        {
            "format": FORMAT,
            "program": data["program"],
            "number": data["number"],
            "fingerprint": fingerprint(canonical_data),
            "school": {"name": school["name"], "code": school["code"], "uscc": school["uscc"]},
            "year": data["year"],
            "date": data["date"],
            "standards": [
                {key: item[key] for key in ("id", "edition", "hash")} for item in data["standards"]
            ],
            "files": [
                {"path": path, "size": size, "sha256": sha256}
                for path, (size, sha256) in sorted(files.items())
            ],
        }
    )
