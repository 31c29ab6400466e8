"""Measurements: ``python -m bench``. They print and assert nothing."""

import atexit
import gc
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from statistics import median

from app.catalog.catalog import load_rulebook
from app.catalog.facts_file import read_facts
from app.catalog.plan_file import read_plan
from app.domain.assessment import Assessment
from app.domain.rulebook import Rulebook
from app.paths import Paths, standard_paths
from app.reports.listing import pad

REPEATS = 7


@dataclass(frozen=True, slots=True)
class Timing:
    """Durations in seconds of one thing done several times; ``bare`` is the lower bound it is held against."""

    label: str
    seconds: Sequence[float]
    bare: "Timing | None" = None

    @property
    def middle(self) -> float:
        return median(self.seconds)

    def cells(self) -> list[str]:
        figures = (self.middle, min(self.seconds), max(self.seconds))
        times = [milliseconds(seconds) for seconds in figures]
        if self.bare is None:
            return [self.label, *times, "", ""]
        return [self.label, *times, f"{self.middle / self.bare.middle:.1f}", self.bare.label]


def timed(
    label: str,
    act: Callable[[], object],
    bare: Timing | None = None,
    repeats: int = REPEATS,
    warm: bool = True,
) -> Timing:
    """Do something several times (once more before, when ``warm``) and return how long each took."""
    if warm:
        act()
    seconds = []
    for _ in range(repeats):
        gc.collect()
        began = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - began)
    return Timing(label, seconds, bare)


def milliseconds(seconds: float) -> str:
    """Write a duration with three significant digits or so."""
    amount = seconds * 1000
    return f"{amount:,.0f}" if amount >= 100 else f"{amount:.1f}" if amount >= 1 else f"{amount:.3f}"


def show(title: str, timings: Sequence[Timing]) -> None:
    """Print a table of timings."""
    head = ["", "median ms", "min", "max", "times", "of"]
    show_table(title, [head, *(timing.cells() for timing in timings)])


def show_table(title: str, rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns; the first row is the head, all columns but first and last stand right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    print(f"\n{title}")
    for row in rows:
        cells = [cell.rjust(width) for cell, width in zip(row, widths, strict=True)]
        cells[0] = pad(row[0], widths[0] + 2)
        cells[-1] = row[-1] if len(row) > 5 else cells[-1]
        print("  " + "  ".join(cells).rstrip())


@dataclass(frozen=True, slots=True)
class Sample:
    """The invented school, its remedies, and everything shipped that it is judged by."""

    paths: Paths
    rulebook: Rulebook
    assessment: Assessment
    date: date


def load_sample() -> Sample:
    """Load everything shipped and the invented school."""
    paths = standard_paths()
    rulebook = load_rulebook(paths)
    assessment = read_facts(paths.samples / "示例学校.yaml", rulebook)
    assessment = replace(assessment, remedies=read_plan(paths.samples / "整改.yaml", rulebook))
    return Sample(paths, rulebook, assessment, assessment.date or date.today())


def python(*arguments: str) -> None:
    """Run a new Python and wait for it; what it keeps for its user goes to a folder of our own."""
    command = [sys.executable, *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=child_environment())


def child_environment() -> dict[str, str]:
    """Return what a new process of ours finds around it: a data folder and compiled modules of our own."""
    folder = _own_folder()
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"DABIAO_DATA": folder, "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}


@cache
def _own_folder() -> str:
    folder = tempfile.mkdtemp(prefix="dabiao-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
