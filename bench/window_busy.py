"""For how long the window stands still with a file of five years, much edited, with long rosters.

python -m bench.window_busy
"""

import gc
import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import cycle
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.assessment import Assessment
from app.domain.roster import Column, Roster
from app.domain.roster_count import Row
from app.domain.school_year import SchoolYear
from app.domain.units import Kind
from app.storage.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.theme import theme
from bench import milliseconds, show_table
from bench.window_open import opened, work_of
from bench.window_still import Heartbeat, never

YEARS, EDITS, ROWS = 5, 5, 500
_LAST = SchoolYear(2026)
_CELLS = {Kind.DATE: ("2026-03-11", "2025-10-09", "2024-06-30"), Kind.TEXT: ()}
_NUMBERS = ("3", "12", "48")


def main() -> None:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme().apply(app)
    gc.freeze()  # as the program does
    with tempfile.TemporaryDirectory() as folder:
        many_years(Path(folder))


def many_years(folder: Path) -> None:
    with opened(folder) as window:
        with_the_file(window, folder / "多年.dabiao")


def with_the_file(window: MainWindow, path: Path) -> None:
    assert window.model is not None
    fill(path, window.model.session.assessment, window.around.rulebook.rosters)
    size = path.stat().st_size / 1e6
    window.close_to_start()
    QTest.qWait(1000)
    beat, rows = Heartbeat(), [["", "longest ms"]]

    def measure(label: str, act: Callable[[], object], settle_ms: int = 2000) -> None:
        rows.append([label, milliseconds(beat.during(act, never, settle_ms))])

    measure("opening the file", partial(window.open_file, path), 3000)
    measure("the first save of the day", partial(type_and_save, window, "81"))
    measure("the next save", partial(type_and_save, window, "82"))
    measure("importing a roster", partial(import_shorter, window))
    measure("marking it complete", partial(mark, window))
    measure("going to the year before", partial(window.open_year, _LAST.previous))
    measure("and back", partial(window.open_year, _LAST))
    measure("saving as", partial(save_as, window, path.with_name("另存.dabiao")))
    measure("closing", window.close_to_start)
    measure("beginning the next year", partial(window.files.next_year, path), 3000)
    work_of(window)  # it is open
    show_table(f"Longest time without an answer, {YEARS} years, {size:.1f} MB", rows)


def fill(path: Path, assessment: Assessment, rosters: tuple[Roster, ...]) -> None:
    with Workspace.create(path, "bench") as workspace:
        for number in range(YEARS):
            year = SchoolYear(_LAST.first - YEARS + 1 + number)
            workspace.import_assessment(replace(assessment, year=year, rosters=(), previous={}))
            for edit in range(1, EDITS):
                notes = {
                    fact: replace(answer, note=f"第 {edit} 次核对")
                    for fact, answer in assessment.answers.items()
                }
                workspace.save_answers(year, notes)
            for roster in rosters:
                workspace.save_roster(year, roster.id, invented(roster))


def invented(roster: Roster) -> tuple[Row, ...]:
    """Rows that can all be counted, no two of them alike."""
    cells = {column.id: cycle(_cells(column)) for column in roster.columns}
    return tuple(Row(at, {name: next(texts) for name, texts in cells.items()}) for at in range(2, ROWS + 2))


def _cells(column: Column) -> tuple[str, ...]:
    if column.choices:
        return column.choices
    return _CELLS.get(column.kind, _NUMBERS) or tuple(f"{column.title}{number}" for number in range(ROWS))


def type_and_save(window: MainWindow, text: str) -> None:
    assert window.model is not None
    window.model.type_text("teachers.full_time", text)
    window.model.leave_field()


def import_shorter(window: MainWindow) -> None:
    assert window.model is not None
    rows = window.model.session.kept_rosters["teachers"].rows
    window.model.import_roster("teachers", rows[1:])


def mark(window: MainWindow) -> None:
    assert window.model is not None
    window.model.mark_roster("teachers", True)


def save_as(window: MainWindow, place: Path) -> None:
    assert window.model is not None
    window.model.save_as(place)


if __name__ == "__main__":
    main()
