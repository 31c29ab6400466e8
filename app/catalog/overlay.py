"""The user's own packs and confirmed values, put beside what is shipped; what is faulty is left out and told."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from app.catalog.confirmations import apply_confirmations
from app.catalog.packs import read_sound
from app.catalog.shapes import OverlayShape
from app.catalog.shaping import fit
from app.catalog.yaml_file import YamlFile, read_yaml
from app.domain.confirming import unconfirmed
from app.domain.problem import Problem
from app.domain.rulebook import Rulebook
from app.domain.standard import LOCAL, Addition, Confirmation, Example

FORMAT = "dabiao-overlay/1"
CONFIRMED = "confirmed.yaml"
HISTORY = "history"


@dataclass(frozen=True)
class Notes:
    """What ``confirmed.yaml`` says: confirmed values, and who added which pack; with the faults found."""

    confirmed: tuple[Confirmation, ...] = ()
    added: dict[str, Addition] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    lines: tuple[int, ...] = ()


def pack_files(folder: Path) -> list[Path]:
    """Return the packs in a user's folder."""
    return sorted(folder.glob(f"{LOCAL}*.yaml"))


def read_notes(folder: Path) -> Notes:
    """Read ``confirmed.yaml``; nothing of it is used when it has a fault."""
    path = folder / CONFIRMED
    if not path.exists():
        return Notes()
    file = read_yaml(path, str(path))
    shape = fit(file, OverlayShape)
    if shape is not None:
        _refuse_blanks(file, shape)
    if shape is None or file.problems:
        return Notes(problems=tuple(file.problems))
    return Notes(
        tuple(
            Confirmation(item.indicator, item.from_, item.value, item.text, item.by, item.on)
            for item in shape.confirmed
        ),
        {item.id: Addition(item.by, item.on) for item in shape.added},
        lines=tuple(file.line_of(("confirmed", index)) for index, _ in enumerate(shape.confirmed)),
    )


def _refuse_blanks(file: YamlFile, shape: OverlayShape) -> None:
    seen: set[tuple[str, object]] = set()
    for index, item in enumerate(shape.confirmed):
        for name in ("value", "text", "by"):
            if not getattr(item, name).strip():
                file.fault(
                    ("confirmed", index, name), f"“{name}”不能留空", "确认须写明数值、所见文本和确认人"
                )
        if (item.indicator, item.from_) in seen:
            file.fault(("confirmed", index), f"{item.indicator} 重复确认", "同一数值只保留一处")
        seen.add((item.indicator, item.from_))


def written_notes(confirmed: Iterable[Confirmation], added: Mapping[str, Addition]) -> bytes:
    """Return the text of ``confirmed.yaml``."""
    additions = [
        f"  - {{id: {_quoted(key)}, {_signed(item.by, item.on.isoformat())}}}" for key, item in added.items()
    ]
    parts = [("confirmed", list(map(_confirmation_line, confirmed))), ("added", additions)]
    blocks = ["\n".join([f"{name}:", *lines]) for name, lines in parts if lines]
    return "\n".join([f"format: {FORMAT}", *blocks, ""]).encode()


def _confirmation_line(item: Confirmation) -> str:
    what = (
        f"indicator: {_quoted(item.indicator)}, from: {item.start.isoformat()}, value: {_quoted(item.value)}"
    )
    return f"  - {{{what},\n     text: {_quoted(item.text)}, {_signed(item.by, item.on.isoformat())}}}"


def _signed(by: str, on: str) -> str:
    return f"by: {_quoted(by)}, on: {on}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@dataclass
class Own:
    """The user's own packs read beside what is shipped: all that judges, their examples, and what is left out."""

    rulebook: Rulebook
    examples: dict[str, tuple[Example, ...]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def as_stated(self) -> "Own":
        """Return the same without confirmed values: so worked examples are judged."""
        stated = {key: unconfirmed(standard) for key, standard in self.rulebook.standards.items()}
        return replace(self, rulebook=replace(self.rulebook, standards=stated))


def with_overlay(shipped: Rulebook, folder: Path) -> Rulebook:
    """Return what judges on this computer: everything shipped, the user's own packs, confirmed values."""
    return read_own(shipped, folder).rulebook


def read_own(shipped: Rulebook, folder: Path) -> Own:
    """Put the user's own packs and confirmed values beside everything shipped; faults leave things out."""
    files = pack_files(folder)
    notes = read_notes(folder)
    if not files and not notes.confirmed and not notes.problems:
        return Own(shipped)
    sound = read_sound(
        shipped, {str(file): partial(read_yaml, file, str(file)) for file in files}, local=True
    )
    packs = sound.packs
    signed = {key: replace(item, added=notes.added.get(key)) for key, item in packs.standards.items()}
    standards = {**shipped.standards, **signed}
    applied = apply_confirmations(notes.confirmed, standards, Rulebook(shipped.forms, standards).facts)
    lines = dict(zip(notes.confirmed, notes.lines, strict=True))
    refused = [problem.at(str(folder / CONFIRMED), lines[item]) for item, problem in applied.refused]
    faults = [problem for file in sound.faults.values() for problem in file]
    problems = [*faults, *notes.problems, *refused]
    rulebook = replace(
        shipped,
        standards=applied.standards,
        texts={**shipped.texts, **packs.texts},
        confirmations=applied.confirmations,
        left_out=tuple(problems),
    )
    return Own(rulebook, packs.examples, packs.files, problems)
