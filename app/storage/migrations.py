"""The forms of a workspace file: named steps, only ever added, each tried on a saved file of its past."""

import sqlite3
from collections.abc import Mapping

from sqlite_utils import Database, Migrations

from app.storage.connection import transaction
from app.storage.seals import seal_schema

#: Marks our files among SQLite databases: the letters DBIA in the header.
APPLICATION_ID = 0x44424941
SET = "dabiao"
MIGRATIONS = Migrations(SET)


@MIGRATIONS()
def m001_first_form(db: Database) -> None:
    """Answers, choices and remedies by school year, their history, and evidence by its hash."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    _create_meta(db)
    _create_assessments(db)
    _create_answers(db)
    _create_choices(db)
    _create_remedies(db)
    _create_history(db)
    _create_evidence(db)


def _create_meta(db: Database) -> None:
    columns = {"key": str, "value": str, "seal": str}
    db.table("meta").create(columns, pk="key", not_null=columns, strict=True)


def _create_assessments(db: Database) -> None:
    """One row per school year; ``judged_on`` is the judgement date, if one was set."""
    columns = {"year": str, "judged_on": str, "started_by": str, "started_at": str, "seal": str}
    needed = set(columns) - {"judged_on"}
    db.table("assessments").create(columns, pk="year", not_null=needed, strict=True)


def _create_answers(db: Database) -> None:
    """``type`` and ``exact`` are null unless ``state`` is value; ``reason`` says why not applicable."""
    columns = {
        "year": str,
        "fact": str,
        "state": str,
        "type": str,
        "exact": str,
        "typed": str,
        "reason": str,
        "date": str,
        "note": str,
        "confirmed": int,
        "changed_by": str,
        "changed_at": str,
        "seal": str,
    }
    _create_by_year(db, "answers", columns, ("year", "fact"), {"type", "exact", "date"})


def _create_choices(db: Database) -> None:
    """Documents put in (``add``) or taken out (``drop``) by hand, with the reason."""
    columns = {
        "year": str,
        "standard": str,
        "choice": str,
        "reason": str,
        "changed_by": str,
        "changed_at": str,
        "seal": str,
    }
    _create_by_year(db, "choices", columns, ("year", "standard", "choice"), set())


def _create_remedies(db: Database) -> None:
    columns = {
        "year": str,
        "indicator": str,
        "cause": str,
        "measure": str,
        "unit": str,
        "due": str,
        "changed_by": str,
        "changed_at": str,
        "seal": str,
    }
    _create_by_year(db, "remedies", columns, ("year", "indicator"), set())


def _create_history(db: Database) -> None:
    """One row per change: ``subject`` says of what kind, ``name`` of what, ``old`` and ``new`` are JSON."""
    columns = {
        "id": int,
        "year": str,
        "subject": str,
        "name": str,
        "action": str,
        "at": str,
        "who": str,
        "old": str,
        "new": str,
        "why": str,
        "seal": str,
    }
    _create_by_year(db, "history", columns, "id", {"old", "new", "why"})
    db.table("history").create_index(["year", "subject", "name"])


def _create_evidence(db: Database) -> None:
    """Evidence files by the SHA-256 of their bytes, which is their seal."""
    columns = {"hash": str, "bytes": bytes}
    db.table("evidence_blobs").create(columns, pk="hash", not_null=columns, strict=True)


def _create_by_year(
    db: Database,
    name: str,
    columns: Mapping[str, type],
    pk: str | tuple[str, ...],
    nullable: set[str],
    *keys: tuple[str, str, str],
) -> None:
    db.table(name).create(
        dict(columns),
        pk=pk,
        not_null=set(columns) - nullable - {"id"},
        foreign_keys=[("year", "assessments", "year"), *keys],
        strict=True,
    )


@MIGRATIONS()
def m002_persons_budgets_explanations(db: Database) -> None:
    """Who answers for a remedy and what it costs; and why an unusual figure is right, by check.

    The new columns stay null in the rows that are there, so that their seals hold.
    """
    for column in ("person", "budget"):
        db.table("remedies").add_column(column, str)
    columns = {
        "year": str,
        "check_id": str,
        "text": str,
        "changed_by": str,
        "changed_at": str,
        "seal": str,
    }
    _create_by_year(db, "explanations", columns, ("year", "check_id"), set())


@MIGRATIONS()
def m003_editions(db: Database) -> None:
    """The packs that judged each year, by their hash, the values that somebody confirmed, and what a task asked.

    The new column stays null in the answers that are there, so that their seals hold.
    """
    db.table("answers").add_column("asked", str)
    packs = {"hash": str, "standard": str, "edition": str, "text": bytes, "seal": str}
    db.table("packs").create(packs, pk="hash", not_null=packs, strict=True)
    _create_pins(db)
    columns = {
        "year": str,
        "indicator": str,
        "start": str,
        "value": str,
        "text": str,
        "read_by": str,
        "read_on": str,
        "changed_by": str,
        "changed_at": str,
        "seal": str,
    }
    _create_by_year(db, "confirmations", columns, ("year", "indicator", "start"), set())


def _create_pins(db: Database) -> None:
    """Which pack judged a year, by document; ``added_by`` and ``added_on`` for packs that were not shipped."""
    columns = {
        "year": str,
        "standard": str,
        "hash": str,
        "added_by": str,
        "added_on": str,
        "changed_by": str,
        "changed_at": str,
        "seal": str,
    }
    nullable = {"added_by", "added_on"}
    _create_by_year(db, "pins", columns, ("year", "standard"), nullable, ("hash", "packs", "hash"))


@MIGRATIONS()
def m004_filings_and_evidence(db: Database) -> None:
    """Filings with their files, what came back to them, and evidence with what it shows.

    Evidence already in the file is kept as it is; new evidence is ``packed`` by zlib.
    """
    db.table("evidence_blobs").add_column("packed", int)
    _create_filings(db)
    _create_answers_to_filings(db)
    signed = {"changed_by": str, "changed_at": str, "seal": str}
    kept = {"year": str, "hash": str, "name": str, "size": int, **signed}
    _create_by_year(db, "evidence", kept, ("year", "hash"), set())
    links = {"year": str, "hash": str, "kind": str, "target": str, "pages": str, **signed}
    _create_by_year(db, "evidence_links", links, ("year", "hash", "kind", "target"), set())


def _create_filings(db: Database) -> None:
    """A filing and its files are written once: the database itself refuses to change or delete them."""
    columns = {
        "number": str,
        "year": str,
        "sequence": int,
        "fingerprint": str,
        "frozen_at": str,
        "frozen_by": str,
        "program": str,
        "reason": str,
        "replaces": str,
        "data": bytes,
        "seal": str,
    }
    _create_by_year(db, "filings", columns, "number", {"reason", "replaces"})
    files = {"number": str, "name": str, "bytes": bytes, "seal": str}
    _create_of_filing(db, "filing_files", files, ("number", "name"))
    same = {"filings": "number = new.number", "filing_files": "number = new.number and name = new.name"}
    for table, is_same in same.items():
        taken = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {is_same})"  # "insert or replace" deletes unseen
        for action, when in (("update", ""), ("delete", ""), ("insert", taken)):
            db.execute(
                f"CREATE TRIGGER {table}_no_{action} BEFORE {action.upper()} ON {table} {when} "
                "BEGIN SELECT RAISE(ABORT, 'a filing never changes'); END"
            )


def _create_answers_to_filings(db: Database) -> None:
    """Receipts of the authority, scans of the stamped paper, and why a year was opened again after a filing."""
    signed = {"changed_by": str, "changed_at": str, "seal": str}
    receipts = {"number": str, "hash": str, "text": str, **signed}
    _create_of_filing(db, "receipts", receipts, ("number", "hash"))
    scans = {"number": str, "hash": str, "name": str, "size": int, **signed}
    _create_of_filing(db, "scans", scans, ("number", "hash"))
    reopenings = {"number": str, "reason": str, **signed}
    _create_of_filing(db, "reopenings", reopenings, "number")


def _create_of_filing(
    db: Database, name: str, columns: Mapping[str, type], pk: str | tuple[str, ...]
) -> None:
    db.table(name).create(
        dict(columns),
        pk=pk,
        not_null=set(columns),
        foreign_keys=[("number", "filings", "number")],
        strict=True,
    )


@MIGRATIONS()
def m005_rosters(db: Database) -> None:
    """Rosters by year, who marked them complete under which rules, and their rows as they were typed."""
    columns = {
        "year": str,
        "roster": str,
        "marked_by": str,
        "marked_on": str,
        "rules": str,
        "changed_by": str,
        "changed_at": str,
        "seal": str,
    }
    _create_by_year(db, "rosters", columns, ("year", "roster"), {"marked_by", "marked_on", "rules"})
    rows = {"year": str, "roster": str, "number": int, "cells": str, "seal": str}
    db.table("roster_rows").create(
        rows,
        pk=("year", "roster", "number"),
        not_null=set(rows),
        foreign_keys=[(("year", "roster"), "rosters", ("year", "roster"))],
        strict=True,
    )


@MIGRATIONS()
def m006_dates_as_typed(db: Database) -> None:
    """What was written as the date of an answer and is no day.

    The new column stays null in the answers that are there, so that their seals hold.
    """
    db.table("answers").add_column("date_typed", str)


def upgrade(db: Database) -> None:
    """Bring a file to the current form, wholly or not at all."""
    db.execute("PRAGMA foreign_keys=off")
    with transaction(db):
        MIGRATIONS.apply(db)
        seal_schema(db)
        if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise sqlite3.IntegrityError("a migration left rows without their assessment")
    db.execute("PRAGMA foreign_keys=on")


def is_older(db: Database) -> bool:
    """Whether steps are still to be taken on this file."""
    return bool(MIGRATIONS.pending(db))


def is_newer(db: Database) -> bool:
    """Whether steps were taken on this file that this program does not know."""
    with Database(memory=True, execute_plugins=False) as empty:
        known = {step.name for step in MIGRATIONS.pending(empty)}
    return any(step.name not in known for step in MIGRATIONS.applied(db))
