"""What a power cut can cost: replay the disk states that one could leave, open each, count lost answers.

    python -m bench.power_cut [--saves 300] [--states 4000] [--seed 1]

A child saves numbered answers under strace and says each number once its save returned. From the recorded
system calls a model of the disk is built: data is certain only after fsync or fdatasync of its file, a name
only after fsync of its folder; everything later may be there wholly, not at all, or in any mixture of
sectors of 512 or 4096 bytes. States are drawn at random over all moments of the run, each is written out
and opened by the program itself. Needs Linux and strace.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from app.domain.facts import Answer
from app.domain.school_year import SchoolYear
from app.errors import AppError
from app.storage.connection import Journal
from app.storage.workspace import Workspace
from bench.power_cut_disk import Disk, Event, File, record

YEAR = SchoolYear(2026)
NAME = "school.dabiao"
FACTS = 40
MODES = [
    Journal("wal", "full"),
    Journal("wal", "normal"),
    Journal("delete", "full"),
    Journal("delete", "extra"),
    Journal("truncate", "full"),
    Journal("persist", "full"),
]


# ---- the child: saves, and says so


def save_all(path: Path, journal: Journal, saves: int) -> None:
    with Workspace.open(path, who="bench", journal=journal) as workspace:
        for number in range(saves):
            workspace.save_answer(YEAR, f"fact.{number % FACTS}", Answer(number, typed=str(number)))
            os.write(1, b"saved %d\n" % number)


def create(path: Path, journal: Journal) -> None:
    with Workspace.create(path, "bench", journal=journal) as workspace:
        workspace.start_year(YEAR)
        workspace.save_answer(YEAR, "fact.0", Answer(0))
        os.write(1, b"saved 0\n")


# ---- opening what is left


@dataclass(frozen=True)
class State:
    files: dict[str, bytes]
    saved: int


def states(
    start: dict[str, bytes], events: list[Event], wanted: int, chance: random.Random
) -> Iterator[State]:
    """Draw states evenly over the moments of the run."""
    disk = Disk()
    disk.certain_names = disk.names = {name: File(data, data) for name, data in start.items()}
    moments = Counter(chance.randrange(len(events)) for _ in range(wanted))
    for number, event in enumerate(events):
        disk.apply(event)
        for _ in range(moments[number]):
            yield State(disk.after_cut(chance), disk.saved)


def judge(state: State) -> str:
    """Open what is left; return "right", how many saved answers are lost, or the error."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        for name, contents in state.files.items():
            (Path(folder) / Path(name).name).write_bytes(contents)
        path = Path(folder) / NAME
        if not path.exists() and state.saved < 0:
            return "right"
        try:
            with Workspace.open(path) as workspace:
                answers = workspace.load(YEAR).answers if YEAR in workspace.years() else {}
        except AppError as error:
            return type(error).__name__
    stored = {fact: answer.value for fact, answer in answers.items()}
    expected = range(max(0, state.saved - FACTS + 1), state.saved + 1)
    lost = sum(int(str(stored.get(f"fact.{number % FACTS}", -1))) < number for number in expected)
    return f"lost {lost}" if lost else "right"


# ---- the table


def measure(label: str, journal: Journal, arguments: argparse.Namespace, new_file: bool = False) -> None:
    chance = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "run"
        folder.mkdir()
        start: dict[str, bytes] = {}
        if not new_file:
            make_start(folder / NAME)
            start = {str(folder / NAME): (folder / NAME).read_bytes()}
        count = 0 if new_file else arguments.saves
        child = [sys.executable, "-m", "bench.power_cut", "--child", str(folder / NAME)]
        events = record(folder, [*child, journal.mode, journal.synchronous, str(count)])
        with ProcessPoolExecutor() as pool:
            found = Counter(pool.map(judge, states(start, events, arguments.states, chance), chunksize=50))
    losing = {int(key.split()[1]): number for key, number in found.items() if key.startswith("lost")}
    refused = {key: number for key, number in found.items() if key not in ("right",) and "lost" not in key}
    saves = max(1, count)
    syncs = syncs_between_saves(events) / max(1, saves - 1)
    duration = "" if new_file else f"{milliseconds(journal, arguments.saves):.2f}"
    shown = "" if new_file else f"{syncs:.1f}"
    print(
        f"| {label} | {found.total()} | {sum(losing.values())} | {max(losing, default=0)} "
        f"| {sum(refused.values())} {refused or ''} | {shown} | {duration} |",
        flush=True,
    )


def make_start(path: Path) -> None:
    with Workspace.create(path, "bench") as workspace:
        workspace.start_year(YEAR)
        workspace.save_answers(YEAR, {f"fact.{number}": Answer(-1) for number in range(FACTS)})


def syncs_between_saves(events: list[Event]) -> int:
    said = [number for number, event in enumerate(events) if event.kind == "saved"]
    return sum(event.kind == "sync" for event in events[said[0] : said[-1]])


def milliseconds(journal: Journal, saves: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        make_start(path)
        with Workspace.open(path, journal=journal) as workspace:
            began = time.perf_counter()
            for number in range(saves):
                workspace.save_answer(YEAR, f"fact.{number % FACTS}", Answer(number))
            return 1000 * (time.perf_counter() - began) / saves


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--saves", type=int, default=300)
    parser.add_argument("--states", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", nargs=4, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        name, mode, synchronous, saves = arguments.child
        if int(saves):
            save_all(Path(name), Journal(mode, synchronous), int(saves))
        else:
            create(Path(name), Journal(mode, synchronous))
        return
    print(
        "| run | states | states with a saved answer lost | most lost | not opened | syncs per save | ms per save |"
    )
    print("|---|---|---|---|---|---|---|")
    for journal in MODES:
        measure(f"{journal.mode.upper()}/{journal.synchronous.upper()}", journal, arguments)
    for journal in (MODES[0], MODES[3]):
        measure(f"making a new file, {journal.mode.upper()}", journal, arguments, new_file=True)


if __name__ == "__main__":
    main()
