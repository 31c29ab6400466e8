"""Changes: who changed what, when, from what to what."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlite_utils import Database

from app.domain.assessment import Remedy
from app.domain.facts import Answer
from app.domain.school_year import SchoolYear
from app.domain.standard import Confirmation
from app.storage.codec import (
    Fields,
    decode_answer,
    decode_confirmation,
    decode_remedy,
    encode_answer,
    encode_confirmation,
    encode_remedy,
)
from app.storage.seals import sealed

#: What a change is of. Reasons, explanations, days, years and how many rows a roster has are kept as text.
Content = Answer | Remedy | Confirmation | str


class Subject(StrEnum):
    """What kind of thing was changed."""

    ANSWER = "answer"
    REMEDY = "remedy"
    EXPLANATION = "explanation"
    ADDED = "added"
    DROPPED = "dropped"
    DATE = "date"
    YEAR = "year"
    EDITION = "edition"
    CONFIRMATION = "confirmation"
    EVIDENCE = "evidence"
    FILING = "filing"
    RECEIPT = "receipt"
    SCAN = "scan"
    REOPENING = "reopening"
    ROSTER = "roster"


class Action(StrEnum):
    """How it came about: a person's edit, an import, or a copy of last year's answer."""

    EDIT = "edit"
    IMPORT = "import"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``name`` is the fact, indicator or standard; ``old`` is None for something new."""

    year: SchoolYear
    subject: Subject
    name: str
    action: Action
    at: datetime
    who: str
    old: Content | None
    new: Content | None
    why: str | None = None


class Mark(NamedTuple):
    """Which workspace a file holds and the last change in it: two files with one mark hold the same."""

    workspace: str
    change: int
    seal: str


def read_mark(db: Database) -> Mark:
    """Return the mark of an open file."""
    identity = next((row["value"] for row in db.query("select value from meta where key = 'id'")), "")
    last = next(db.query("select id, seal from history order by id desc limit 1"), None)
    return Mark(identity, 0, "") if last is None else Mark(identity, last["id"], last["seal"])


def write_change(db: Database, change: Change) -> None:
    """Add one line of history."""
    row: Fields = {
        "id": _next_id(db),
        "year": str(change.year),
        "subject": change.subject.value,
        "name": change.name,
        "action": change.action.value,
        "at": change.at.isoformat(timespec="milliseconds"),
        "who": change.who,
        "old": _to_json(change.old),
        "new": _to_json(change.new),
        "why": change.why,
    }
    db.table("history").insert(sealed("history", row))


def read_changes(
    db: Database, year: SchoolYear, subject: Subject | None, name: str | None
) -> Iterator[Change]:
    """Yield the changes of a year, oldest first; of one subject and one name, if given."""
    query = """select * from history where year = :year
        and (:subject is null or subject = :subject) and (:name is null or name = :name) order by id"""
    for row in db.query(query, {"year": str(year), "subject": subject, "name": name}):
        kind = Subject(row["subject"])
        yield Change(
            year=year,
            subject=kind,
            name=row["name"],
            action=Action(row["action"]),
            at=datetime.fromisoformat(row["at"]),
            who=row["who"],
            old=_from_json(kind, row["old"]),
            new=_from_json(kind, row["new"]),
            why=row["why"],
        )


def _next_id(db: Database) -> int:
    """Number a line before it is written, because the number is under the row's seal too."""
    return int(db.execute("select coalesce(max(id), 0) + 1 from history").fetchone()[0])


def _to_json(content: Content | None) -> str | None:
    match content:
        case None:
            return None
        case Answer():
            return json.dumps(encode_answer(content), ensure_ascii=False)
        case Remedy():
            return json.dumps(encode_remedy(content), ensure_ascii=False)
        case Confirmation():
            return json.dumps(encode_confirmation(content), ensure_ascii=False)
        case str():
            return json.dumps(content, ensure_ascii=False)


def _from_json(subject: Subject, text: str | None) -> Content | None:
    if text is None:
        return None
    fields: Fields | str = json.loads(text)
    if isinstance(fields, str):
        return fields
    match subject:
        case Subject.ANSWER:
            return decode_answer(fields)
        case Subject.CONFIRMATION:
            return decode_confirmation(fields)
        case _:
            return decode_remedy(fields)
