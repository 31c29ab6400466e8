"""What a workspace keeps beside answers: evidence, frozen filings, and what came back to them."""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from app.domain.filing import Evidence, EvidenceLink, Filed, Scan
from app.domain.school_year import SchoolYear
from app.errors import EvidenceMissingError, FilingError
from app.storage.codec import Fields
from app.storage.database import Store
from app.storage.history import Subject
from app.storage.records import Recorder
from app.storage.seals import Cell, sealed

Recording = Callable[[str | None], AbstractContextManager[tuple[Database, Recorder]]]
#: Below this share of its size a file is kept packed; scans and pictures are packed already.
_WORTH = 0.95


class Archive:
    """Evidence and filings of an open workspace; every change is on the disk when its method returns."""

    def __init__(self, path: Path, store: Store, recording: Recording) -> None:
        self._path, self._store, self._recording = path, store, recording

    # Evidence

    def evidence(self, year: SchoolYear) -> tuple[Evidence, ...]:
        """Return the evidence of a year, by name."""
        with self._store.reading() as db:
            return _read_evidence(db, year)

    def add_evidence(self, year: SchoolYear, name: str, content: bytes) -> Evidence:
        """Keep a file; the same bytes are kept once, under the name given last."""
        sha256 = hashlib.sha256(content).hexdigest()
        with self._recording(None) as (db, recorder):
            refuse_frozen(db, year)
            _keep_blob(db, sha256, content)
            key: Fields = {"year": str(year), "hash": sha256}
            recorder.put("evidence", key, {"name": name, "size": len(content)})
            recorder.note(year, Subject.EVIDENCE, sha256, None, name)
            return next(item for item in _read_evidence(db, year) if item.sha256 == sha256)

    def link_evidence(self, year: SchoolYear, sha256: str, link: EvidenceLink) -> None:
        """Say that a piece of evidence shows something, on which pages."""
        with self._recording(None) as (db, recorder):
            refuse_frozen(db, year)
            key: Fields = {"year": str(year), "hash": sha256, "kind": link.kind, "target": link.id}
            recorder.put("evidence_links", key, {"pages": link.pages})
            recorder.note(
                year, Subject.EVIDENCE, sha256, None, f"{link.kind} {link.id} {link.pages}".rstrip()
            )

    def unlink_evidence(self, year: SchoolYear, sha256: str, link: EvidenceLink) -> None:
        """Take back that a piece of evidence shows something."""
        with self._recording(None) as (db, recorder):
            refuse_frozen(db, year)
            db.table("evidence_links").delete((str(year), sha256, link.kind, link.id))
            recorder.note(year, Subject.EVIDENCE, sha256, f"{link.kind} {link.id}", None)

    def remove_evidence(self, year: SchoolYear, sha256: str) -> None:
        """Let go of a piece of evidence; its bytes stay while a filing or another year uses them."""
        with self._recording(None) as (db, recorder):
            refuse_frozen(db, year)
            name = next((item.name for item in _read_evidence(db, year) if item.sha256 == sha256), "")
            db.execute("delete from evidence_links where year = ? and hash = ?", [str(year), sha256])
            db.execute("delete from evidence where year = ? and hash = ?", [str(year), sha256])
            _drop_unused_blob(db, sha256)
            recorder.note(year, Subject.EVIDENCE, sha256, name, None)

    def content(self, sha256: str) -> bytes:
        """Return the bytes of a piece of evidence or of a scan.

        Raises:
            EvidenceMissingError: they are not in this file (a backup holds none), or are damaged.
        """
        with self._store.reading() as db:
            row = next(db.query("select bytes, packed from evidence_blobs where hash = ?", [sha256]), None)
        if row is None:
            raise EvidenceMissingError(self._path, damaged=False)
        try:
            content = zlib.decompress(row["bytes"]) if row["packed"] else bytes(row["bytes"])
        except zlib.error:
            raise EvidenceMissingError(self._path, damaged=True) from None
        if hashlib.sha256(content).hexdigest() != sha256:
            raise EvidenceMissingError(self._path, damaged=True)
        return content

    # Filings

    def filings(self, year: SchoolYear | None = None) -> tuple[Filed, ...]:
        """Return the filings of a year, or of all, the first one first."""
        with self._store.reading() as db:
            return _read_filings(db, year)

    def frozen(self, year: SchoolYear) -> Filed | None:
        """Return the filing in which a year is frozen; None when it may be edited."""
        with self._store.reading() as db:
            return frozen_filing(db, year)

    def freeze(self, filed: Filed, data: bytes, files: Mapping[str, bytes]) -> None:
        """Keep a filing for good: its canonical data and its files.

        Raises:
            FilingError: the year is frozen already, or the number is taken.
        """
        with self._recording(None) as (db, recorder):
            refuse_frozen(db, filed.year)
            db.table("filings").insert(sealed("filings", _filing_row(filed, data)))
            for name, content in files.items():
                row: dict[str, Cell] = {"number": filed.number, "name": name, "bytes": content}
                db.table("filing_files").insert(sealed("filing_files", row))
            recorder.note(filed.year, Subject.FILING, filed.number, None, filed.fingerprint)

    def filed_data(self, number: str) -> bytes:
        """Return the canonical data of a filing."""
        with self._store.reading() as db:
            row = next(db.query("select data from filings where number = ?", [number]))
        return zlib.decompress(row["data"])

    def filed_file(self, number: str, name: str) -> bytes:
        """Return a file of a filing as it was frozen."""
        query = "select bytes from filing_files where number = ? and name = ?"
        with self._store.reading() as db:
            return bytes(next(db.query(query, [number, name]))["bytes"])

    def filed_files(self, number: str) -> tuple[tuple[str, int], ...]:
        """Return names and sizes of the files of a filing."""
        query = "select name, length(bytes) as size from filing_files where number = ? order by name"
        with self._store.reading() as db:
            return tuple((row["name"], row["size"]) for row in db.query(query, [number]))

    def reopen(self, filed: Filed, reason: str) -> None:
        """Let a frozen year be edited again, for a written reason; what was filed stays as it is."""
        if not reason.strip():
            raise FilingError("重新打开须写明原因", "请写明更正什么、为什么")
        with self._recording(None) as (_, recorder):
            recorder.put("reopenings", {"number": filed.number}, {"reason": reason})
            recorder.note(filed.year, Subject.REOPENING, filed.number, None, reason)

    def add_receipt(self, filed: Filed, text: str) -> None:
        """Keep a receipt of the authority beside the filing that it answers."""
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        with self._recording(None) as (_, recorder):
            recorder.put("receipts", {"number": filed.number, "hash": sha256}, {"text": text})
            recorder.note(filed.year, Subject.RECEIPT, filed.number, None, sha256)

    def receipts(self, number: str) -> tuple[str, ...]:
        """Return the receipts of a filing, the first that was opened first."""
        query = "select text from receipts where number = ? order by changed_at, hash"
        with self._store.reading() as db:
            return tuple(row["text"] for row in db.query(query, [number]))

    def add_scan(self, filed: Filed, name: str, content: bytes) -> Scan:
        """Keep a scan of the stamped paper beside its filing."""
        sha256 = hashlib.sha256(content).hexdigest()
        with self._recording(None) as (db, recorder):
            _keep_blob(db, sha256, content)
            key: Fields = {"number": filed.number, "hash": sha256}
            recorder.put("scans", key, {"name": name, "size": len(content)})
            recorder.note(filed.year, Subject.SCAN, filed.number, None, name)
        return Scan(sha256, name, len(content))

    def scans(self, number: str) -> tuple[Scan, ...]:
        """Return the scans of a filing."""
        query = "select hash, name, size from scans where number = ? order by changed_at, hash"
        with self._store.reading() as db:
            return tuple(Scan(row["hash"], row["name"], row["size"]) for row in db.query(query, [number]))


def frozen_filing(db: Database, year: SchoolYear) -> Filed | None:
    """Return the filing in which a year is frozen; None when it may be edited."""
    last = next(reversed(_read_filings(db, year)), None)
    return last if last is not None and not last.reopened else None


def refuse_frozen(db: Database, year: SchoolYear) -> None:
    """Refuse to change a year that a filing froze.

    Raises:
        FilingError: naming the filing.
    """
    filed = frozen_filing(db, year)
    if filed is not None:
        raise FilingError(
            f"{year} 学年已备案冻结（{filed.number}），未作改动", "需要更正的，请先写明原因重新打开"
        )


def reopening_reason(db: Database, year: SchoolYear) -> str | None:
    """Return why a year was opened again after its last filing."""
    last = next(reversed(_read_filings(db, year)), None)
    return last.reopened or None if last is not None else None


def _read_filings(db: Database, year: SchoolYear | None) -> tuple[Filed, ...]:
    rows = db.query(
        "select filings.*, reopenings.reason as reopened from filings "
        "left join reopenings using (number) where ? is null or year = ? order by year, sequence",
        [None if year is None else str(year), None if year is None else str(year)],
    )
    return tuple(map(_filed, rows))


def _filed(row: Mapping[str, str]) -> Filed:
    return Filed(
        number=row["number"],
        year=SchoolYear(int(row["year"][:4])),
        sequence=int(row["sequence"]),
        fingerprint=row["fingerprint"],
        frozen_at=datetime.fromisoformat(row["frozen_at"]),
        frozen_by=row["frozen_by"],
        program=row["program"],
        reason=row["reason"] or "",
        replaces=row["replaces"] or "",
        reopened=row["reopened"] or "",
    )


def _filing_row(filed: Filed, data: bytes) -> dict[str, Cell]:
    return {
        "number": filed.number,
        "year": str(filed.year),
        "sequence": filed.sequence,
        "fingerprint": filed.fingerprint,
        "frozen_at": filed.frozen_at.isoformat(timespec="seconds"),
        "frozen_by": filed.frozen_by,
        "program": filed.program,
        "reason": filed.reason or None,
        "replaces": filed.replaces or None,
        "data": zlib.compress(data),
    }


def _read_evidence(db: Database, year: SchoolYear) -> tuple[Evidence, ...]:
    links: dict[str, list[EvidenceLink]] = {}
    for row in db.query("select * from evidence_links where year = ? order by kind, target", [str(year)]):
        links.setdefault(row["hash"], []).append(EvidenceLink(row["kind"], row["target"], row["pages"]))
    rows: Iterable[Mapping[str, str]] = db.query(
        "select * from evidence where year = ? order by name, hash", [str(year)]
    )
    return tuple(
        Evidence(row["hash"], row["name"], int(row["size"]), tuple(links.get(row["hash"], ())))
        for row in rows
    )


def _keep_blob(db: Database, sha256: str, content: bytes) -> None:
    if db.execute("select 1 from evidence_blobs where hash = ?", [sha256]).fetchone():
        return
    packed = zlib.compress(content)
    worth = len(packed) < _WORTH * len(content)
    row = {"hash": sha256, "bytes": packed if worth else content, "packed": int(worth)}
    db.table("evidence_blobs").insert(row)


def _drop_unused_blob(db: Database, sha256: str) -> None:
    """Delete bytes that no year and no scan uses; those of frozen filings are used by their data for good."""
    for table in ("evidence", "scans"):
        if db.execute(f"select 1 from {table} where hash = ?", [sha256]).fetchone():
            return
    if not db.execute("select 1 from filings limit 1").fetchone():
        db.execute("delete from evidence_blobs where hash = ?", [sha256])
