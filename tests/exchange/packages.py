"""A small package for tests, and ways of making it wrong."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.exchange.layout import evidence_member
from app.exchange.packing import pack, parts_of, write_zip

PROOF = b"%PDF-1.7 a scanned receipt"
PROOF_HASH = hashlib.sha256(PROOF).hexdigest()


def small_data(**changes: Any) -> dict[str, Any]:
    """Return data of a filing with only what a package looks at."""
    data: dict[str, Any] = {
        "format": "dabiao-filing/1",
        "program": "dabiao 0.1.0",
        "number": "3150010999-2026-1",
        "school": {"name": "枇杷山职业高级中学", "code": "3150010999", "uscc": None},
        "year": "2026-2027",
        "date": "2026-11-21",
        "standards": [{"id": "demo-2026", "edition": "2026.1", "hash": "00"}],
        "evidence": [],
    }
    return data | changes


def with_evidence() -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return data with a piece of evidence, and the member that holds it."""
    item = {"sha256": PROOF_HASH, "name": "收文回执.PDF", "size": len(PROOF), "included": True, "links": []}
    return small_data(evidence=[item]), {evidence_member(PROOF_HASH, "收文回执.PDF"): PROOF}


def package_bytes(members: Mapping[str, bytes]) -> bytes:
    """Return the zip of members as they are."""
    target = io.BytesIO()
    write_zip(target, ((name, parts_of(content), len(content)) for name, content in members.items()))
    return target.getvalue()


def written(folder: Path, content: bytes) -> Path:
    """Write a package and return where."""
    path = folder / "a.zip"
    path.write_bytes(content)
    return path


def small_package(folder: Path) -> Path:
    """Write a right package with a report and a piece of evidence."""
    data, files = with_evidence()
    return written(folder, package_bytes(pack(data, {"report.pdf": b"%PDF-1.7", **files})))


def any_zip(*members: tuple[zipfile.ZipInfo | str, bytes], compress: int = zipfile.ZIP_STORED) -> bytes:
    """Return a zip written by the standard library as another program might write it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compress) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()
