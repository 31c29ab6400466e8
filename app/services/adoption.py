"""Adopting newer editions for an assessment: what they would change, and the change itself."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.edition_diff import Comparison, compare_standards, turns
from app.domain.editions import (
    Keeping,
    Kept,
    outdated,
    pin_of,
    value_key,
    with_task_hashes,
    without_outdated,
)
from app.domain.evaluation import evaluate
from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.domain.standard import LOCAL, Confirmation
from app.errors import AppError
from app.paths import Paths
from app.services.editions import judging_rulebook
from app.services.inputs import judgement_date, latest_year
from app.services.library import typist
from app.services.rosters import stored_assessment
from app.storage.workspace import Workspace

ADOPTED, RELEASED = "采用新版本", "移除"


class NothingKeptError(AppError):
    """A file keeps no pack or confirmed value of the name that was given."""

    def __init__(self, path: Path, identity: str) -> None:
        super().__init__(
            f"{path} 中没有增补的标准或确认的数值“{identity}”，未作改动。编号见 dabiao judge 的提示。"
        )


@dataclass(frozen=True, slots=True)
class Adoption:
    """What adopting this computer's editions changes for one assessment.

    ``confirmations`` hold what the file and this computer say of one value. The comparison's ``outdated`` are
    the answers to tasks that are to be given anew, each with the former one.
    """

    comparison: Comparison
    confirmations: tuple[tuple[Confirmation, Confirmation], ...] = ()


def preview_adoption(
    workspace: Workspace, year: SchoolYear, base: Rulebook, only: Collection[str] | None = None
) -> Adoption:
    """Return what adopting would change; nothing is changed. ``only`` names documents, else all are meant."""
    return _Plan(workspace, year, base, only).adoption()


def adopt_editions(
    workspace: Workspace,
    year: SchoolYear,
    base: Rulebook,
    only: Collection[str] | None = None,
    who: str | None = None,
) -> Adoption:
    """Have an assessment judged by this computer's editions and confirmed values; return what changed.

    Packs and confirmed values that only the file has stay. Answers to tasks that ask something else stay in
    the file as former answers, and count no more. An open session is to be opened anew.

    Raises:
        StorageError: nothing was changed.
    """
    plan = _Plan(workspace, year, base, only)
    adoption = plan.adoption()
    workspace.keep(year, plan.keeping(), who, ADOPTED)
    return adoption


def adopt_file(path: Path, base: Rulebook, paths: Paths, preview: bool) -> Adoption:
    """Adopt for the latest year of a closed file, or with ``preview`` only look at what that would change.

    Raises:
        StorageError: nothing was changed.
    """
    with Workspace.open(path, who=typist(), read_only=preview, backups=paths.backups) as workspace:
        change = preview_adoption if preview else adopt_editions
        return change(workspace, latest_year(workspace), base)


def release(path: Path, base: Rulebook, paths: Paths, identity: str) -> int:
    """Take a pack of one's own, or the confirmed values of an indicator, out of the latest year of a closed file.

    Return how many things were taken out; what this computer has judges from then on.

    Raises:
        NothingKeptError: the year keeps no such thing.
        StorageError: nothing was changed.
    """
    with Workspace.open(path, who=typist(), backups=paths.backups) as workspace:
        year = latest_year(workspace)
        kept = workspace.kept(year)
        pack = (identity,) if identity.startswith(LOCAL) and identity in kept.pins else ()
        rows = {identity, *_rows(base, kept, pack)}
        gone = tuple(item for item in kept.confirmations if item.indicator in rows)
        if not pack and not gone:
            raise NothingKeptError(path, identity)
        workspace.keep(year, Keeping(unpinned=pack, released=gone), why=RELEASED)
    return len(pack) + len(gone)


def _rows(base: Rulebook, kept: Kept, packs: Collection[str]) -> Iterator[str]:
    standards = judging_rulebook(base, kept)[0].standards
    return (row.id for key in packs if key in standards for row in standards[key].indicators)


class _Plan:
    """What is kept with an assessment, and what would be."""

    def __init__(
        self, workspace: Workspace, year: SchoolYear, base: Rulebook, only: Collection[str] | None
    ) -> None:
        self._kept, self._only = workspace.kept(year), only
        self._before = judging_rulebook(base, self._kept)[0]
        stored = stored_assessment(workspace, year, base)
        self._stamped = self._with_hashes(stored.answers)
        self._assessment = replace(stored, answers={**stored.answers, **self._stamped})
        self._pins = {key: pin_of(base, key) for key in self._kept.pins if self._is_newer(key, base)}
        here = {value_key(item): item for item in base.confirmations}
        pairs = [(item, here.get(value_key(item), item)) for item in self._kept.confirmations]
        self._confirmed = [(old, new) for old, new in pairs if old != new and self._meant(self._home(old))]
        kept = Kept({**self._kept.pins, **self._pins}, self._merged())
        self._after = judging_rulebook(base, kept)[0]

    def _is_newer(self, key: str, base: Rulebook) -> bool:
        """Whether this computer has another edition of a kept document."""
        there = key in base.texts and key in base.standards
        return there and base.standards[key].hash != self._kept.pins[key].hash and self._meant(key)

    def _meant(self, standard: str) -> bool:
        return self._only is None or standard in self._only

    def _home(self, confirmation: Confirmation) -> str:
        """Return the document in which a confirmed value stands."""
        packs = self._before.standards.values()
        rows = {row.id: pack.id for pack in packs for row in pack.indicators}
        return rows.get(confirmation.indicator, "")

    def _merged(self) -> tuple[Confirmation, ...]:
        new = {value_key(item): item for _, item in self._confirmed}
        return tuple(new.get(value_key(item), item) for item in self._kept.confirmations)

    def _with_hashes(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """Return the answers to tasks that carry no hash, with that of what was asked until now."""
        hashed = with_task_hashes(answers, {task.fact: task for task in self._before.tasks()})
        return {fact: answer for fact, answer in hashed.items() if answer.asked and not answers[fact].asked}

    def adoption(self) -> Adoption:
        before = without_outdated(self._assessment, outdated(self._assessment, self._before))
        gone = outdated(self._assessment, self._after)
        after = without_outdated(self._assessment, gone)
        day = judgement_date(self._assessment, None)
        diffs = (
            compare_standards(
                self._before.standards.get(key), self._after.standards.get(key), self._before, self._after
            )
            for key in self._pins
        )
        now = evaluate(self._after, after, day)
        found = tuple(diff for diff in diffs if diff is not None)
        turned = turns(evaluate(self._before, before, day), now)
        return Adoption(Comparison(found, turned, gone, now.school), tuple(self._confirmed))

    def keeping(self) -> Keeping:
        """Return what is kept from now on; answers that count no more get the hash of what they were asked."""
        gone = {item.fact for item in outdated(self._assessment, self._after)}
        lost = set(self._before.confirmations) - set(self._after.confirmations)
        return Keeping(
            pins=tuple(self._pins.values()),
            confirmations=tuple(new for _, new in self._confirmed),
            released=tuple(
                item for item in self._kept.confirmations if item in lost and item in self._merged()
            ),
            answers={fact: answer for fact, answer in self._stamped.items() if fact in gone},
        )
