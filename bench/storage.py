"""How long the workspace takes: an ordinary school's file, and one after ten busy years.

python -m bench.storage
"""

import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from app.domain.assessment import Assessment
from app.domain.facts import Answer
from app.domain.roster_count import Row
from app.domain.school_year import SchoolYear
from app.storage.workspace import Workspace

FACTS = 400
ROWS, COLUMNS = 3000, 16
REPEATS = 7


def main() -> None:
    print(
        "| | history rows | size | open | load a year | save an answer | backup | read-only open and load |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for label, years, edits in (("one year", 1, 1), ("ten years, each fact edited five times", 10, 5)):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "学校.dabiao"
            changes = fill(path, years, edits)
            print(f"| {label} | {changes:,} | {path.stat().st_size / 1e6:.1f} MB | {timings(path, years)} |")
    with tempfile.TemporaryDirectory() as folder:
        print(f"\na roster of {ROWS:,} rows: {roster_timings(Path(folder) / '学校.dabiao')}")


def fill(path: Path, years: int, edits: int) -> int:
    with Workspace.create(path, "bench") as workspace:
        for number in range(years):
            year = SchoolYear(2026 + number)
            answers = {f"fact.{fact}": Answer(Fraction(fact, 3), typed=str(fact)) for fact in range(FACTS)}
            workspace.import_assessment(Assessment(year, answers))
            for edit in range(1, edits):
                changed = {fact: Answer(edit, typed=str(edit), note="核对后更正") for fact in answers}
                workspace.save_answers(year, changed)
        return sum(len(workspace.history(year, subject=None)) for year in workspace.years())


def timings(path: Path, years: int) -> str:
    last = SchoolYear(2025 + years)
    opened = median(lambda: Workspace.open(path).close())
    looked = median(lambda: look(path, last))
    with Workspace.open(path) as workspace:
        loaded = median(lambda: workspace.load(last))
        numbers = iter(range(10_000))
        saved = median(lambda: workspace.save_answer(last, "fact.7", Answer(next(numbers))))
    copied = median(lambda: back_up(path, last))
    return " | ".join(f"{seconds * 1000:.1f} ms" for seconds in (opened, loaded, saved, copied, looked))


def roster_timings(path: Path) -> str:
    fill(path, 1, 1)
    year = SchoolYear(2026)
    rows = [
        Row(at, {f"column{of}": f"{of} 的内容 {at}" for of in range(COLUMNS)}) for at in range(2, ROWS + 2)
    ]
    with Workspace.open(path) as workspace:
        turns = iter(range(10_000))
        saved = median(lambda: workspace.save_roster(year, "teachers", rows[next(turns) :]))
        loaded = median(lambda: workspace.rosters(year))
    opened = median(lambda: Workspace.open(path).close())
    named = (("saved in", saved), ("loaded in", loaded), ("file opened in", opened))
    return ", ".join(f"{what} {seconds * 1000:.0f} ms" for what, seconds in named)


def look(path: Path, year: SchoolYear) -> None:
    with Workspace.open(path, read_only=True) as workspace:
        workspace.load(year)


def back_up(path: Path, year: SchoolYear) -> float:
    """Return only the seconds by which a day's first save is longer, the copy."""
    with tempfile.TemporaryDirectory() as folder, Workspace.open(path, backups=Path(folder)) as workspace:
        began = time.perf_counter()
        workspace.save_answer(year, "fact.8", Answer(1))
        return time.perf_counter() - began


def median(act: Callable[[], object]) -> float:
    """Return the middle of several durations; what ``act`` returns counts instead, if it is a duration."""
    found = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        result = act()
        found.append(result if type(result) is float else time.perf_counter() - began)
    return sorted(found)[REPEATS // 2]


if __name__ == "__main__":
    main()
