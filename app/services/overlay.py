"""Packs of a school's or district's own on this computer: added beside the shipped ones, and removed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.problem import Problem
from app.domain.rulebook import Rulebook
from app.domain.standard import LOCAL, Addition, Standard
from app.errors import DataFileError
from app.paths import Paths
from app.services.own_files import OverlayError, OwnFiles

if TYPE_CHECKING:
    from app.catalog.packs import PacksRead


@dataclass(frozen=True, slots=True)
class Added:
    """A pack that was put in: whose edition's place it took, or that it was there already."""

    standard: Standard
    examples: int
    former: str = ""
    fresh: bool = True


def add_standard(paths: Paths, rulebook: Rulebook, source: Path, by: str, on: date) -> Added:
    """Put a pack beside the shipped ones; ``rulebook`` is what judges now.

    Raises:
        DataFileError: with every fault of the pack; nothing was changed.
        OverlayError: it could not be written.
    """
    standard, packs, raw = _read(rulebook, source)
    files = OwnFiles(paths.overlay)
    known = rulebook.standards.get(standard.id)
    count = len(packs.examples[standard.id])
    if known is not None and known.hash == standard.hash:
        return Added(standard, count, fresh=False)
    files.notes = replace(files.notes, added={**files.notes.added, standard.id: Addition(by, on)})
    files.add(standard.id, raw)
    return Added(standard, count, former=known.edition if known else "")


def _read(rulebook: Rulebook, source: Path) -> tuple[Standard, "PacksRead", bytes]:
    """Read a pack together with everything that is there, and judge its examples."""
    from app.catalog.packs import dangling, read_beside
    from app.catalog.yaml_file import read_yaml

    file = read_yaml(source, str(source))
    packs = read_beside(rulebook, [file], local=True)
    for standard in packs.standards.values():
        known = rulebook.standards.get(standard.id)
        if known is not None and known.edition == standard.edition and known.hash != standard.hash:
            message = f"{standard.id} 的版本 {standard.edition} 已有，而内容不同"
            file.fault(("edition",), message, "内容有改动的，请改写 edition")
    together = {**rulebook.standards, **packs.standards}
    for pack, names in dangling(together).items():
        missing = "、".join(names)
        file.fault((), f"{pack} 引用了 {missing}，这一版中没有", "请保留这些编号，或先改正引用它们的标准")
    problems = sorted(file.problems, key=lambda problem: problem.line)
    problems = problems or _example_problems(replace(rulebook, standards=together), packs)
    if problems:
        raise DataFileError(problems)
    (standard,) = packs.standards.values()
    return standard, packs, file.raw


def _example_problems(rulebook: Rulebook, packs: "PacksRead") -> list[Problem]:
    from app.catalog.examples import example_problems
    from app.catalog.overlay import Own

    return list(example_problems(Own(rulebook, packs.examples, packs.files)))


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed: a pack, or else so many confirmations of one row."""

    pack: str
    confirmations: int


def remove_own(paths: Paths, rulebook: Rulebook, identity: str) -> Removed:
    """Take a pack of one's own, or the confirmations of an indicator, out; the files stay in ``history``.

    Raises:
        OverlayError: there is no such thing, or others rest on it.
    """
    files = OwnFiles(paths.overlay)
    if identity.startswith(LOCAL) and files.place(identity).exists():
        return _remove_pack(files, rulebook, identity)
    gone = files.drop(identity)
    if not gone:
        raise OverlayError(f"没有增补的标准或确认的数值“{identity}”。{_present(files, rulebook.standards)}")
    files.save_notes()
    return Removed("", len(gone))


def _remove_pack(files: OwnFiles, rulebook: Rulebook, identity: str) -> Removed:
    from app.catalog.packs import dangling

    rest = {key: standard for key, standard in rulebook.standards.items() if key != identity}
    resting = sorted(dangling(rest))
    if resting:
        raise OverlayError(f"{'、'.join(resting)} 引用了 {identity} 中的指标，未移除。请先移除引用它的标准。")
    known = rulebook.standards.get(identity)
    gone = files.drop(*(row.id for row in known.indicators)) if known else ()
    kept = {key: item for key, item in files.notes.added.items() if key != identity}
    files.notes = replace(files.notes, added=kept)
    files.remove(identity)
    return Removed(identity, len(gone))


def _present(files: OwnFiles, standards: Mapping[str, Standard]) -> str:
    packs = [key for key, standard in standards.items() if standard.local]
    named = [*packs, *dict.fromkeys(item.indicator for item in files.notes.confirmed)]
    return f"现有：{'、'.join(named)}" if named else "现在都没有。"
