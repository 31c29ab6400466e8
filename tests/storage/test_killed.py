import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.domain.assessment import Assessment
from app.storage.connection import ROLLBACK, WRITE_AHEAD, Journal
from app.storage.workspace import Workspace

from . import saver
from .builders import YEAR, listing, make

TIMES_KILLED = 15
BOTH_JOURNALS = pytest.mark.parametrize("journal", [WRITE_AHEAD, ROLLBACK], ids=["WAL", "DELETE"])


def run_and_kill(path: Path, journal: Journal, first: int, seconds: float) -> int:
    """Let a child save answers from ``first`` on, kill it, and return the last number it called saved."""
    command = [sys.executable, "-m", saver.__name__, str(path), *journal, str(first)]
    root = Path(saver.__file__).parents[saver.__name__.count(".")]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        time.sleep(seconds)
        child.kill()
        said += child.stdout.read()
    complete = [line for line in said.decode().splitlines(keepends=True) if line.endswith("\n")]
    assert complete, "the child saved nothing"
    return int(complete[-1])


@BOTH_JOURNALS
def test_a_killed_program_loses_no_saved_answer(tmp_path: Path, journal: Journal) -> None:
    path = make(tmp_path / "学校.dabiao", Assessment(YEAR))
    chance = random.Random(f"{journal}")
    last = -1
    for _ in range(TIMES_KILLED):
        last = run_and_kill(path, journal, last + 1, chance.uniform(0, 0.12))
        with Workspace.open(path, read_only=True) as workspace:
            answers = workspace.load(YEAR).answers
            changes = len(workspace.history(YEAR))
        # The one after the last that was said may be saved too: the kill came before it could be said.
        stored = max(int(str(answer.value)) for answer in answers.values())
        assert stored in (last, last + 1)
        assert changes == stored + 1
        assert {answers[f"numbered.{n % 40}"].value for n in range(max(0, stored - 39), stored + 1)} == set(
            range(max(0, stored - 39), stored + 1)
        )
        last = stored


@BOTH_JOURNALS
def test_looking_at_what_a_killed_program_left_changes_nothing(tmp_path: Path, journal: Journal) -> None:
    path = make(tmp_path / "学校.dabiao", Assessment(YEAR))
    last = run_and_kill(path, journal, 0, 0.05)
    before = listing(tmp_path)
    with Workspace.open(path, read_only=True) as workspace:
        assert len(workspace.load(YEAR).answers) >= min(last + 1, 40)
    assert listing(tmp_path) == before


@BOTH_JOURNALS
def test_opening_to_write_tidies_up_after_a_killed_program(tmp_path: Path, journal: Journal) -> None:
    path = make(tmp_path / "学校.dabiao", Assessment(YEAR))
    run_and_kill(path, journal, 0, 0.05)
    Workspace.open(path, who="李主任").close()
    assert list(listing(tmp_path)) == [path.name]


def test_an_empty_journal_of_a_program_that_died_early_is_swept_away(tmp_path: Path) -> None:
    path = make(tmp_path / "学校.dabiao", Assessment(YEAR))
    path.with_name(path.name + "-journal").touch()
    Workspace.open(path, who="李主任").close()
    assert list(listing(tmp_path)) == [path.name]
