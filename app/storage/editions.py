"""The editions and confirmed values that are kept with an assessment, so that it is judged alike anywhere."""

from datetime import date

from sqlite_utils import Database

from app.domain.editions import Keeping, Kept, Pin
from app.domain.school_year import SchoolYear
from app.domain.standard import Addition, Confirmation
from app.storage.codec import Fields
from app.storage.history import Subject
from app.storage.records import Recorder
from app.storage.seals import Cell, sealed

_PINS = """select pins.standard, pins.hash, pins.added_by, pins.added_on, packs.edition, packs.text
    from pins join packs on packs.hash = pins.hash where pins.year = ? order by pins.standard"""


def read_kept(db: Database, year: SchoolYear) -> Kept:
    """Return what is kept with the assessment of a year."""
    pins = [_pin(row) for row in db.query(_PINS, [str(year)])]
    rows = db.query("select * from confirmations where year = ? order by indicator, start", [str(year)])
    return Kept({pin.standard: pin for pin in pins}, tuple(map(_confirmation, rows)))


def _pin(row: dict[str, str]) -> Pin:
    text: object = row["text"]
    assert isinstance(text, bytes)
    added = row["added_by"] is not None
    addition = Addition(row["added_by"], date.fromisoformat(row["added_on"])) if added else None
    return Pin(row["standard"], row["edition"], row["hash"], text, addition)


def _confirmation(row: dict[str, str]) -> Confirmation:
    return Confirmation(
        indicator=row["indicator"],
        start=date.fromisoformat(row["start"]),
        value=row["value"],
        text=row["text"],
        by=row["read_by"],
        on=date.fromisoformat(row["read_on"]),
    )


def write_kept(db: Database, recorder: Recorder, year: SchoolYear, keeping: Keeping) -> bool:
    """Write what is to be kept, each change with its line of history; tell whether anything changed."""
    kept = read_kept(db, year)
    changes = [_write_pin(db, recorder, year, kept.pins.get(pin.standard), pin) for pin in keeping.pins]
    changes += [_drop_pin(db, recorder, year, kept.pins.get(name)) for name in keeping.unpinned]
    known = {(item.indicator, item.start): item for item in kept.confirmations}
    for new in keeping.confirmations:
        changes.append(_write_confirmation(recorder, year, known.get((new.indicator, new.start)), new))
    for gone in keeping.released:
        old = known.get((gone.indicator, gone.start))
        changes.append(_drop_confirmation(db, recorder, year, old))
    changes += [recorder.answer(year, fact, answer) for fact, answer in keeping.answers.items()]
    return any(changes)


def _write_pin(db: Database, recorder: Recorder, year: SchoolYear, old: Pin | None, new: Pin) -> bool:
    if old == new:
        return False
    if not db.execute("select 1 from packs where hash = ?", [new.hash]).fetchone():
        row: dict[str, Cell] = {
            "hash": new.hash,
            "standard": new.standard,
            "edition": new.edition,
            "text": new.text,
        }
        db.table("packs").insert(sealed("packs", row))
    added: Fields = {"added_by": None, "added_on": None}
    if new.added is not None:
        added = {"added_by": new.added.by, "added_on": new.added.on.isoformat()}
    recorder.put("pins", {"year": str(year), "standard": new.standard}, {"hash": new.hash, **added})
    recorder.note(year, Subject.EDITION, new.standard, _named(old), _named(new))
    return True


def _drop_pin(db: Database, recorder: Recorder, year: SchoolYear, old: Pin | None) -> bool:
    """Let go of an edition; its text stays in the file, as history speaks of it."""
    if old is None:
        return False
    db.table("pins").delete((str(year), old.standard))
    recorder.note(year, Subject.EDITION, old.standard, _named(old), None)
    return True


def _named(pin: Pin | None) -> str | None:
    return None if pin is None else f"{pin.edition} {pin.hash}"


def _write_confirmation(
    recorder: Recorder, year: SchoolYear, old: Confirmation | None, new: Confirmation
) -> bool:
    if old == new:
        return False
    key: Fields = {"year": str(year), "indicator": new.indicator, "start": new.start.isoformat()}
    said: Fields = {"value": new.value, "text": new.text, "read_by": new.by, "read_on": new.on.isoformat()}
    recorder.put("confirmations", key, said)
    recorder.note(year, Subject.CONFIRMATION, new.indicator, old, new)
    return True


def _drop_confirmation(db: Database, recorder: Recorder, year: SchoolYear, old: Confirmation | None) -> bool:
    if old is None:
        return False
    db.table("confirmations").delete((str(year), old.indicator, old.start.isoformat()))
    recorder.note(year, Subject.CONFIRMATION, old.indicator, old, None)
    return True
