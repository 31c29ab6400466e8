"""Rosters as they are kept with a year: typed rows, and who marked them complete; history tells only how many."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlite_utils import Database

from app.domain.roster_count import KeptRoster, Row
from app.domain.roster_summary import Mark
from app.domain.school_year import SchoolYear
from app.storage.codec import Fields
from app.storage.history import Subject
from app.storage.records import Recorder
from app.storage.seals import Cell, sealed

MARKED = "已核对完整"


def read_rosters(db: Database, year: SchoolYear) -> dict[str, KeptRoster]:
    """Return the rosters of a year by id."""
    rows: dict[str, list[Row]] = {}
    query = "select roster, number, cells from roster_rows where year = ? order by roster, number"
    for row in db.query(query, [str(year)]):
        rows.setdefault(row["roster"], []).append(Row(row["number"], json.loads(row["cells"])))
    kept = db.query("select * from rosters where year = ? order by roster", [str(year)])
    return {row["roster"]: _kept(row, rows.get(row["roster"], ())) for row in kept}


def _kept(row: Mapping[str, str], rows: Sequence[Row]) -> KeptRoster:
    marked = row["marked_by"] is not None
    mark = Mark(row["marked_by"], date.fromisoformat(row["marked_on"])) if marked else None
    return KeptRoster(row["roster"], tuple(rows), mark, row["rules"] or "")


def same_rows(kept: KeptRoster | None, rows: Sequence[Row]) -> bool:
    """Whether exactly these rows are kept already."""
    return (kept.rows if kept is not None else ()) == _in_order(rows)


def write_rows(db: Database, recorder: Recorder, year: SchoolYear, roster: str, rows: Sequence[Row]) -> bool:
    """Replace all rows of a roster, whose mark ends; without rows it is taken out. Tell of any change."""
    kept = read_rosters(db, year).get(roster)
    if same_rows(kept, rows):
        return False
    key = [str(year), roster]
    db.execute("delete from roster_rows where year = ? and roster = ?", key)
    if rows:
        _put(recorder, year, KeptRoster(roster))
        db.table("roster_rows").insert_all(_sealed_rows(year, roster, _in_order(rows)))
    else:
        db.execute("delete from rosters where year = ? and roster = ?", key)
    recorder.note(year, Subject.ROSTER, roster, _counted(kept), f"{len(rows)} 行" if rows else None)
    return True


def write_mark(
    db: Database, recorder: Recorder, year: SchoolYear, roster: str, mark: Mark | None, rules: str
) -> bool:
    """Mark a roster complete under the rules of a hash, or take the mark back; tell of any change."""
    kept = read_rosters(db, year).get(roster)
    rules = rules if mark is not None else ""
    if kept is None or ((kept.mark is None) == (mark is None) and kept.asked == rules):
        return False
    _put(recorder, year, KeptRoster(roster, mark=mark, asked=rules))
    recorder.note(year, Subject.ROSTER, roster, _marked(kept.mark), _marked(mark))
    return True


def write_rosters(
    db: Database, recorder: Recorder, year: SchoolYear, rosters: Mapping[str, KeptRoster]
) -> None:
    """Bring the rosters of a year to what is given, whatever is kept now."""
    for roster in {**read_rosters(db, year), **rosters}:
        wanted = rosters.get(roster, KeptRoster(roster))
        write_rows(db, recorder, year, roster, wanted.rows)
        write_mark(db, recorder, year, roster, wanted.mark, wanted.asked)


def _put(recorder: Recorder, year: SchoolYear, kept: KeptRoster) -> None:
    mark = kept.mark
    said: Fields = {"marked_by": None, "marked_on": None, "rules": None}
    if mark is not None:
        said = {"marked_by": mark.by, "marked_on": mark.on.isoformat(), "rules": kept.asked}
    recorder.put("rosters", {"year": str(year), "roster": kept.id}, said)


def _sealed_rows(year: SchoolYear, roster: str, rows: Iterable[Row]) -> Iterable[dict[str, Cell]]:
    for row in rows:
        cells = json.dumps(dict(row.cells), ensure_ascii=False)
        yield sealed(
            "roster_rows", {"year": str(year), "roster": roster, "number": row.number, "cells": cells}
        )


def _in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: row.number))


def _counted(kept: KeptRoster | None) -> str | None:
    return None if kept is None else f"{len(kept.rows)} 行"


def _marked(mark: Mark | None) -> str | None:
    return None if mark is None else MARKED
