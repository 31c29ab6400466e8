"""Making workspaces from files of facts."""

from dataclasses import replace
from getpass import getuser
from pathlib import Path

from app.domain.assessment import Assessment
from app.domain.editions import Kept, still_to_keep, with_task_hashes
from app.domain.evaluation import evaluate
from app.domain.rulebook import Rulebook
from app.errors import FileExistsAlreadyError
from app.services.inputs import judgement_date


def create_workspace(path: Path, source: Path, rulebook: Rulebook) -> None:
    """Make a new workspace from a file of facts; nothing is written when either is refused.

    Raises:
        FileExistsAlreadyError: something stands at ``path`` already.
        DataFileError: the facts have faults.
    """
    from app.catalog.facts_file import read_facts  # with pydantic, for which the window need not wait

    if path.exists():
        raise FileExistsAlreadyError(path)
    store_assessment(path, read_facts(source, rulebook), rulebook)


def store_assessment(path: Path, assessment: Assessment, rulebook: Rulebook) -> None:
    """Make a new workspace that holds an assessment, the answers of the year before, and what judges it."""
    from app.storage.workspace import Workspace  # with sqlite_utils, for which the start page need not wait

    tasks = {task.fact: task for task in rulebook.tasks()}
    assessment = replace(assessment, answers=with_task_hashes(assessment.answers, tasks))
    evaluation = evaluate(rulebook, assessment, judgement_date(assessment, None))
    keeping = still_to_keep(rulebook, evaluation, assessment, Kept())
    workspace = Workspace.create(path, typist())
    try:
        with workspace:
            workspace.import_assessment(assessment, keeping=keeping)
    except BaseException:
        path.unlink(missing_ok=True)  # it is ours, made a moment ago, and holds nothing
        raise


def typist() -> str:
    """Return who is at the keyboard, as far as the system knows."""
    try:
        return getuser()
    except (OSError, KeyError):
        return "未署名"
