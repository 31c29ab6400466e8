"""Packs read beside those of a rulebook: shipped ones beside none, a user's own and pinned ones beside these."""

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.catalog.crossing import Packs, refuse_circles, refuse_strange_answers
from app.catalog.shapes import StandardShape
from app.catalog.shaping import fit
from app.catalog.standards import StandardReader, read_examples, tasks_of
from app.catalog.yaml_file import LARGEST, YamlFile, compose
from app.domain.facts import Fact
from app.domain.measures import AllOf
from app.domain.problem import Problem
from app.domain.rulebook import Rulebook
from app.domain.standard import LOCAL, Example, Standard
from app.domain.units import Kind


@dataclass
class PacksRead:
    """Packs as domain values, with their examples and compressed texts; faults are in the files."""

    standards: dict[str, Standard] = field(default_factory=dict)
    examples: dict[str, tuple[Example, ...]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    texts: dict[str, bytes] = field(default_factory=dict)


def read_packs(base: Rulebook, packs: Packs) -> PacksRead:
    """Read packs together with those of ``base`` that have other ids; faults are recorded in the files."""
    rest = {key: standard for key, standard in base.standards.items() if key not in packs}
    facts = _facts(Rulebook(base.forms, rest).facts, packs)
    members = _members(rest, packs)
    standards = {
        shape.id: StandardReader(file, facts, members).standard(shape) for file, shape in packs.values()
    }
    refuse_circles(rest | standards, packs)
    refuse_strange_answers(rest | standards, packs, members)
    return PacksRead(
        standards,
        {shape.id: read_examples(shape, file) for file, shape in packs.values()},
        {shape.id: file.name for file, shape in packs.values()},
        {shape.id: zlib.compress(file.raw) for file, shape in packs.values()},
    )


def read_beside(base: Rulebook, files: Sequence[YamlFile], local: bool = False) -> PacksRead:
    """Read some packs beside a rulebook; where ``local``, all ids must begin as those of one's own packs do."""
    packs: Packs = {}
    for file in files:
        shape = fit(file, StandardShape)
        if shape is None:
            continue
        if local:
            _refuse_unlocal(file, shape)
        if shape.id in packs:
            other = packs[shape.id][0].name
            file.fault(("id",), f"编号“{shape.id}”重复（见 {other}）", "每份文件的编号各不相同")
        else:
            packs[shape.id] = (file, shape)
    return read_packs(base, packs)


@dataclass
class Sound:
    """What of several packs could be read together, and the faults of those that were left out, by key."""

    packs: PacksRead
    faults: dict[str, list[Problem]] = field(default_factory=dict)


def read_sound(base: Rulebook, sources: Mapping[str, Callable[[], YamlFile]], local: bool = False) -> Sound:
    """Read packs beside a rulebook; those with faults are left out, and then what names something in them."""
    remaining, faults = dict(sources), dict[str, list[Problem]]()
    while True:
        files = {key: compose_anew() for key, compose_anew in remaining.items()}
        packs = read_beside(base, list(files.values()), local)
        faulty = {key: file.problems for key, file in files.items() if file.problems}
        if not faulty:
            return Sound(packs, faults)
        for key, problems in faulty.items():
            faults[key] = sorted(problems, key=lambda problem: problem.line)
            del remaining[key]


def unpacked(name: str, text: bytes) -> YamlFile:
    """Return the composed file of a compressed text; one that is too long is a fault, and is not unpacked."""
    opener = zlib.decompressobj()
    try:
        raw = opener.decompress(text, LARGEST + 1)
    except zlib.error:
        raw = b""  # told as an empty file
    return compose(raw, YamlFile(name))


def dangling(standards: Mapping[str, Standard]) -> dict[str, list[str]]:
    """Return, by pack, the rows and packs that its composites and tasks name and that are not there."""
    known = {row.id for standard in standards.values() for row in standard.indicators} | set(standards)
    missing = {
        key: [name for name in _named(standard) if name not in known] for key, standard in standards.items()
    }
    return {key: names for key, names in missing.items() if names}


def _named(standard: Standard) -> Iterable[str]:
    for row in standard.indicators:
        if isinstance(row.measure, AllOf):
            yield from row.measure.members
    for task in standard.tasks:
        yield from task.answered_by


def _refuse_unlocal(file: YamlFile, shape: StandardShape) -> None:
    """Refuse ids that a shipped pack may take one day."""
    remedy = f"自行增补的标准，编号一律以 {LOCAL} 开头"
    if not shape.id.startswith(LOCAL):
        file.fault(("id",), f"编号“{shape.id}”没有以 {LOCAL} 开头", remedy)
    for index, row in enumerate(shape.indicators or []):
        if not row.id.startswith(LOCAL):
            file.fault(("indicators", index, "id"), f"指标编号“{row.id}”没有以 {LOCAL} 开头", remedy)


def _facts(facts: dict[str, Fact], packs: Packs) -> dict[str, Fact]:
    """Add the facts that answer tasks; doubled ones are faults."""
    for file, shape in packs.values():
        for index, (identity, task) in enumerate(tasks_of(shape)):
            if identity in facts:
                file.fault(("tasks", index, "no"), f"任务“{task.no}”重复", "每项任务的编号各不相同")
            facts[identity] = Fact(identity, task.text, Kind.YES_PARTLY_NO, na=True)
    return facts


def _members(rest: Mapping[str, Standard], packs: Packs) -> dict[str, str]:
    """Return indicator and pack ids with where they stand; doubled indicator ids are faults."""
    members = {identity: file.name for identity, (file, _) in packs.items()}
    for standard in rest.values():
        members |= dict.fromkeys((standard.id, *(row.id for row in standard.indicators)), standard.id)
    for file, shape in packs.values():
        for index, row in enumerate(shape.indicators or []):
            if row.id in members:
                file.fault(
                    ("indicators", index, "id"),
                    f"指标编号“{row.id}”重复（见 {members[row.id]}）",
                    "指标编号在所有文件中各不相同",
                )
            members[row.id] = file.name
    return members
