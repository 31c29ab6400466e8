"""Reading and writing the records of a workspace; every change is written with its line of history."""

from datetime import date, datetime

from sqlite_utils import Database

from app.domain.assessment import Assessment, Choice, Remedy
from app.domain.facts import Answer
from app.domain.school_year import SchoolYear
from app.storage.codec import (
    Fields,
    decode_answer,
    decode_date,
    decode_remedy,
    encode_answer,
    encode_date,
    encode_remedy,
)
from app.storage.history import Action, Change, Content, Subject, write_change
from app.storage.seals import sealed

_SUBJECTS = {Choice.ADD: Subject.ADDED, Choice.DROP: Subject.DROPPED}


def read_years(db: Database) -> tuple[SchoolYear, ...]:
    """Return the school years of a file, the first one first."""
    rows = db.query("select year from assessments order by year")
    return tuple(SchoolYear(int(row["year"][:4])) for row in rows)


def read_meta(db: Database) -> dict[str, str]:
    """Return what a file says about itself."""
    return {row["key"]: row["value"] for row in db.query("select key, value from meta")}


def read_assessment(db: Database, year: SchoolYear) -> Assessment:
    """Return everything of one school year; ``previous`` are the confirmed answers of the year before."""
    previous = read_answers(db, year.previous)
    return Assessment(
        year=year,
        answers=read_answers(db, year),
        previous={fact: answer for fact, answer in previous.items() if answer.confirmed},
        date=_read_date(db, year),
        added=_read_reasons(db, year, Choice.ADD),
        dropped=_read_reasons(db, year, Choice.DROP),
        remedies=_read_remedies(db, year),
        explanations=_read_explanations(db, year),
    )


def read_answers(db: Database, year: SchoolYear) -> dict[str, Answer]:
    """Return the answers of a year by fact."""
    rows = db.query("select * from answers where year = ? order by fact", [str(year)])
    return {row["fact"]: decode_answer(row) for row in rows}


def _read_date(db: Database, year: SchoolYear) -> date | None:
    rows = db.query("select judged_on from assessments where year = ?", [str(year)])
    return decode_date(next(rows)["judged_on"])


def _read_reasons(db: Database, year: SchoolYear, choice: Choice) -> dict[str, str]:
    query = "select standard, reason from choices where year = ? and choice = ? order by standard"
    return {row["standard"]: row["reason"] for row in db.query(query, [str(year), choice.value])}


def _read_remedies(db: Database, year: SchoolYear) -> dict[str, Remedy]:
    rows = db.query("select * from remedies where year = ? order by indicator", [str(year)])
    return {row["indicator"]: decode_remedy(row) for row in rows}


def _read_explanations(db: Database, year: SchoolYear) -> dict[str, str]:
    query = "select check_id, text from explanations where year = ? order by check_id"
    return {row["check_id"]: row["text"] for row in db.query(query, [str(year)])}


class Recorder:
    """Writes the changes of one person at one moment, inside a transaction that is already open."""

    def __init__(
        self, db: Database, who: str, at: datetime, action: Action = Action.EDIT, why: str | None = None
    ) -> None:
        self._db, self._who, self._at, self._action, self.why = db, who, at, action, why

    def start_year(self, year: SchoolYear, copied_from: SchoolYear | None = None) -> None:
        """Add an empty assessment."""
        row: Fields = {"year": str(year), "started_by": self._who, "started_at": self._now}
        self._db.table("assessments").insert(sealed("assessments", {**row, "judged_on": None}))
        self.note(year, Subject.YEAR, "", None, "" if copied_from is None else str(copied_from))

    def answer(self, year: SchoolYear, fact: str, answer: Answer) -> bool:
        """Write an answer; tell whether it differs from what was there."""
        rows = self._db.query("select * from answers where year = ? and fact = ?", [str(year), fact])
        row = next(rows, None)
        old = None if row is None else decode_answer(row)
        if old == answer and _same_types(old, answer):
            return False
        self.put("answers", {"year": str(year), "fact": fact}, encode_answer(answer))
        self.note(year, Subject.ANSWER, fact, old, answer)
        return True

    def remedy(self, year: SchoolYear, indicator: str, remedy: Remedy) -> bool:
        """Write a remedy; tell whether it differs from what was there."""
        old = _read_remedies(self._db, year).get(indicator)
        if old == remedy:
            return False
        self.put("remedies", {"year": str(year), "indicator": indicator}, encode_remedy(remedy))
        self.note(year, Subject.REMEDY, indicator, old, remedy)
        return True

    def explanation(self, year: SchoolYear, check: str, text: str) -> bool:
        """Write why an unusual figure is right; tell whether that changes anything."""
        old = _read_explanations(self._db, year).get(check)
        if old == text:
            return False
        self.put("explanations", {"year": str(year), "check_id": check}, {"text": text})
        self.note(year, Subject.EXPLANATION, check, old, text)
        return True

    def choice(self, year: SchoolYear, standard: str, choice: Choice, reason: str | None) -> bool:
        """Write or, without a reason, take back a decision; tell whether that changes anything."""
        key: Fields = {"year": str(year), "standard": standard, "choice": choice.value}
        old = _read_reasons(self._db, year, choice).get(standard)
        if old == reason:
            return False
        if reason is None:
            self._db.table("choices").delete(tuple(key.values()))
        else:
            self.put("choices", key, {"reason": reason})
        self.note(year, _SUBJECTS[choice], standard, old, reason)
        return True

    def date(self, year: SchoolYear, day: date | None) -> bool:
        """Write the judgement date; tell whether it differs from what was there."""
        old = _read_date(self._db, year)
        if old == day:
            return False
        row = self._db.table("assessments").get(str(year))
        self._db.table("assessments").upsert(
            sealed("assessments", {**row, "judged_on": encode_date(day)}), pk="year"
        )
        self.note(year, Subject.DATE, "", encode_date(old), encode_date(day))
        return True

    @property
    def _now(self) -> str:
        return self._at.isoformat(timespec="milliseconds")

    def put(self, table: str, key: Fields, fields: Fields) -> None:
        """Write a row, signed by who changes it."""
        row = {**key, **fields, "changed_by": self._who, "changed_at": self._now}
        self._db.table(table).upsert(sealed(table, row), pk=tuple(key))

    def note(
        self, year: SchoolYear, subject: Subject, name: str, old: Content | None, new: Content | None
    ) -> None:
        """Add a line of history."""
        change = Change(year, subject, name, self._action, self._at, self._who, old, new, self.why)
        write_change(self._db, change)


def _same_types(old: Answer | None, new: Answer) -> bool:
    """Tell 1480 from Fraction(1480), which Python calls equal."""
    return old is not None and type(old.value) is type(new.value)
