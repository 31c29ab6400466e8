"""Comparing editions: two files, folders, shipped packs or a workspace's kept ones, and what turns by it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.assessment import Assessment
from app.domain.edition_diff import Comparison, compare_standards, turns
from app.domain.editions import outdated, with_task_hashes, without_outdated
from app.domain.evaluation import evaluate
from app.domain.rulebook import Rulebook
from app.domain.standard import Standard
from app.errors import AppError, DataFileError
from app.services.editions import kept_input
from app.services.inputs import is_workspace, judgement_date, latest_year, load_input
from app.services.rosters import stored_assessment
from app.storage.workspace import Workspace

#: Names everything that judges on this computer.
CURRENT = ""
_PACK = "dabiao-standard/1"


class NoStandardsError(AppError):
    """A side of a comparison is no pack, folder of packs, workspace, or known id."""

    def __init__(self, named: str) -> None:
        super().__init__(
            f"没有“{named}”：应为标准文件、标准文件的文件夹、学校自评文件或现有标准的编号。编号见 dabiao standards list。"
        )


@dataclass(frozen=True)
class _Side:
    """Packs by id; ``whole`` says that a document that is not among them is not there on this side."""

    packs: dict[str, Standard]
    whole: bool = False


def compare_editions(
    rulebook: Rulebook, old: str, new: str = CURRENT, school: Path | None = None
) -> Comparison:
    """Compare two sides, each a file, a folder, a workspace (its kept packs) or the id of a pack that judges here.

    Raises:
        DataFileError: a pack, or the school's facts, have faults.
        NoStandardsError: nothing of that name is there.
    """
    sides = _side(rulebook, old), _side(rulebook, new)
    named = _named(*sides)
    before, after = (_with_side(rulebook, side, named) for side in sides)
    diffs = (
        compare_standards(before.standards.get(key), after.standards.get(key), before, after) for key in named
    )
    found = Comparison(tuple(diff for diff in diffs if diff is not None))
    return found if school is None else _for_school(found, school, rulebook, before, after)


def _for_school(
    found: Comparison, school: Path, rulebook: Rulebook, before: Rulebook, after: Rulebook
) -> Comparison:
    """Judge a school by both sides; answers without a hash count as given to what the old side asks."""
    assessment = (
        _stored(school, rulebook) if is_workspace(school) else _read_facts(school, rulebook, before, after)
    )
    hashed = with_task_hashes(assessment.answers, {task.fact: task for task in before.tasks()})
    answers = {fact: answer if answer.asked else hashed[fact] for fact, answer in assessment.answers.items()}
    assessment = replace(assessment, answers=answers)
    gone, day = outdated(assessment, after), judgement_date(assessment, None)
    then = evaluate(before, without_outdated(assessment, outdated(assessment, before)), day)
    now = evaluate(after, without_outdated(assessment, gone), day)
    return replace(found, turns=turns(then, now), outdated=gone, school=now.school)


def _stored(path: Path, rulebook: Rulebook) -> Assessment:
    """Return the latest year of a workspace with every answer, also those that count no more."""
    with Workspace.open(path, read_only=True) as workspace:
        return stored_assessment(workspace, latest_year(workspace), rulebook)


def _read_facts(path: Path, rulebook: Rulebook, *sides: Rulebook) -> Assessment:
    """Read a file of facts, which may answer every task of both sides."""
    both = {f"{key}@{at}": pack for at, side in enumerate(sides) for key, pack in side.standards.items()}
    knowing = replace(rulebook, standards={**both, **rulebook.standards})
    return load_input(path, knowing).assessment


def _side(rulebook: Rulebook, named: str) -> _Side:
    path = Path(named)
    if named == CURRENT:
        return _Side(dict(rulebook.standards), whole=True)
    if path.is_dir():
        return _Side(_read(rulebook, sorted(path.rglob("*.yaml"))), whole=True)
    if path.exists() and is_workspace(path):
        return _Side(_kept(rulebook, path))
    if named in rulebook.standards:
        return _Side({named: rulebook.standards[named]})
    if path.exists():
        return _Side(_read(rulebook, [path]))
    raise NoStandardsError(named)


def _read(rulebook: Rulebook, paths: Sequence[Path]) -> dict[str, Standard]:
    """Read packs; of a folder, files of other formats are passed over."""
    from app.catalog.packs import read_beside
    from app.catalog.yaml_file import read_yaml

    files = [read_yaml(path, str(path)) for path in paths]
    formats = [file.data.get("format") if isinstance(file.data, dict) else None for file in files]
    mine = [
        file for file, name in zip(files, formats, strict=True) if len(files) == 1 or name in (_PACK, None)
    ]
    packs = read_beside(rulebook, mine)
    problems = [problem for file in mine for problem in file.problems]
    if problems:
        raise DataFileError(problems)
    return packs.standards


def _kept(rulebook: Rulebook, path: Path) -> dict[str, Standard]:
    with Workspace.open(path, read_only=True) as workspace:
        given = kept_input(workspace, latest_year(workspace), rulebook)
    return {key: given.rulebook.standards[key] for key in given.kept.pins if key in given.rulebook.standards}


def _named(old: _Side, new: _Side) -> list[str]:
    """Return the documents that are compared: those on both sides, and where a side lacks one, that too."""
    if old.whole and new.whole:
        return sorted(old.packs.keys() | new.packs.keys())
    common = old.packs.keys() & new.packs.keys()
    asked = [key for side in (old, new) if not side.whole for key in side.packs]
    return sorted(common or set(asked))


def _with_side(rulebook: Rulebook, side: _Side, named: Sequence[str]) -> Rulebook:
    """Return a rulebook in which the compared documents are those of one side."""
    from app.catalog.pinned import fitting

    rest = {key: pack for key, pack in rulebook.standards.items() if key not in named}
    packs = {key: side.packs[key] for key in named if key in side.packs}
    return replace(rulebook, standards=fitting({**rest, **packs})[0])
