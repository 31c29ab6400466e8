"""Saves numbered answers for ever and says each number once it is saved; the test kills it."""

import sys
from pathlib import Path

from app.domain.facts import Answer
from app.storage.connection import Journal
from app.storage.workspace import Workspace

from .builders import YEAR


def save_until_killed(path: Path, journal: Journal, first: int) -> None:
    with Workspace.open(path, who="王老师", journal=journal) as workspace:
        number = first
        while True:
            workspace.save_answer(YEAR, f"numbered.{number % 40}", Answer(number, typed=str(number)))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
            number += 1


if __name__ == "__main__":
    save_until_killed(Path(sys.argv[1]), Journal(sys.argv[2], sys.argv[3]), int(sys.argv[4]))
