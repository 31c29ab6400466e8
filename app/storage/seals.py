"""Seals: a digest in each row and one of all tables, so that a changed byte never passes for an answer."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from sqlite_utils import Database

Cell = str | int | bytes | None
Row = Mapping[str, Cell]
#: The column that holds a row's digest, and the row of ``meta`` that holds the digest of all tables.
SEAL, SCHEMA_SEAL = "seal", "schema"


def sealed(table: str, row: Row) -> dict[str, Cell]:
    """Return ``row`` with its digest, and with what is no text at all (half a character) replaced."""
    texts = {name: _utf8(value) if isinstance(value, str) else value for name, value in row.items()}
    return {**texts, SEAL: _seal_of(table, texts)}


def seal_schema(db: Database) -> None:
    """Write down the digest of all table definitions; belongs at the end of every change of form."""
    row = sealed("meta", {"key": SCHEMA_SEAL, "value": _schema_digest(db)})
    db.table("meta").upsert(row, pk="key")


def broken_seals(db: Database) -> tuple[str, ...]:
    """Return the tables in which something does not fit its digest; ``schema`` for the definitions."""
    written = next(db.query("select value from meta where key = ?", [SCHEMA_SEAL]), None)
    if written is None or written["value"] != _schema_digest(db):
        return (SCHEMA_SEAL,)
    return tuple(name for name in sealed_tables(db) if not _is_intact(name, db.table(name).rows))


def sealed_tables(db: Database) -> list[str]:
    """Return the names of the tables whose rows carry a digest."""
    return [table.name for table in db.tables if SEAL in table.columns_dict]


def _utf8(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _is_intact(table: str, rows: Iterable[dict[str, Cell]]) -> bool:
    return all(row[SEAL] == _seal_of(table, row) for row in rows)


def _seal_of(table: str, row: Row) -> str:
    """Digest a row; empty columns do not count, so that a later form may add a column."""
    parts = [table]
    for name in sorted(row):
        value = row[name]
        if value is not None and name != SEAL:
            text = blake2b(value).hexdigest() if isinstance(value, bytes) else str(value)
            parts.append(f"{name}:{'n' if type(value) is int else 't'}{len(text)}:{text}")
    return _digest(parts)


def _schema_digest(db: Database) -> str:
    query = "select type, name, sql from sqlite_master where sql is not null order by type, name"
    return _digest([f"{row['type']} {row['name']}: {row['sql']}" for row in db.query(query)])


def _digest(parts: list[str]) -> str:
    return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()
