"""The program killed while somebody types: what it said to be saved is there, and the next start says what happened."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.domain.school_year import SchoolYear
from app.paths import program_folder
from app.storage.workspace import Workspace

_RUNS, _FIELDS_A_RUN, _TOO_LONG = 5, 8, 30
_NOT_ENDED = "上次程序没有正常退出。"


@dataclass
class Told:
    """What a killed run printed: the banners of its start, and the figures of its last ``saved``."""

    banners: list[str] = field(default_factory=list)
    saved: dict[str, str] = field(default_factory=dict)

    def hear(self, line: str) -> None:
        # The kill may have cut the last line short; then nobody was told.
        if line.endswith("\n"):
            said: dict[str, Any] = json.loads(line)
            self.banners = said.get("banners", self.banners)
            self.saved = said.get("saved", self.saved)


def killed_run(path: Path, data: Path, begin: int, chance: random.Random) -> Told:
    """Let a run type until it has said a few times that it saved, and kill it a moment later."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DABIAO_DATA": str(data), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "tests.ui.typist", str(path), str(begin)]
    told, wanted = Told(), chance.randint(1, 4)
    with subprocess.Popen(
        command, cwd=program_folder(), env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as run:
        assert run.stdout is not None
        too_long = threading.Timer(_TOO_LONG, run.kill)
        too_long.start()
        for number, line in enumerate(iter(run.stdout.readline, "")):
            told.hear(line)
            if number >= wanted:
                break
        time.sleep(chance.uniform(0, 0.15))
        run.send_signal(signal.SIGKILL)
        for line in iter(run.stdout.readline, ""):
            told.hear(line)
        assert too_long.is_alive(), "the run came to a stop by itself"
        too_long.cancel()
        assert run.wait() == -signal.SIGKILL
    return told


@pytest.fixture
def killed(workspace_file: Path, tmp_path: Path) -> Iterator[list[Told]]:
    """Five runs on one file, each killed at an instant of its own; checked for what they saved after each."""
    chance = random.Random()
    runs = []
    for number in range(_RUNS):
        told = killed_run(workspace_file, tmp_path / "data", number * _FIELDS_A_RUN, chance)
        assert_kept(workspace_file, told)
        runs.append(told)
    yield runs


def assert_kept(path: Path, told: Told) -> None:
    """Every figure that was said to be saved stands in the file, perhaps with keys pressed after that."""
    assert told.saved
    with Workspace.open(path) as stored:
        answers = stored.load(SchoolYear(2026)).answers
    for fact, text in told.saved.items():
        kept = answers[fact]
        assert kept.typed.startswith(text), (fact, text, kept)
        assert kept.value == int(kept.typed)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_what_was_said_to_be_saved_outlives_every_kill(killed: list[Told]) -> None:
    assert [len(run.saved) > 0 for run in killed] == [True] * _RUNS
    assert not any(_NOT_ENDED in banner for banner in killed[0].banners)
    for run in killed[1:]:
        assert any(_NOT_ENDED in banner for banner in run.banners)
