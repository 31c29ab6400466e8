"""All content together: forms, rosters and packs loaded, cross-checked and put into one rulebook."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.catalog.crossing import Packs
from app.catalog.forms import read_forms
from app.catalog.overlay import with_overlay
from app.catalog.packs import read_packs
from app.catalog.rosters import read_rosters
from app.catalog.shapes import ConclusionShape, StandardShape
from app.catalog.shaping import fit
from app.catalog.yaml_file import YamlFile, read_yaml
from app.domain.problem import Problem
from app.domain.rulebook import ConclusionPart, Rulebook
from app.domain.standard import Example, Standard
from app.errors import DataFileError
from app.paths import Paths

CONCLUSION = "conclusion.yaml"
#: Files in the standards folder itself are about the packs; the packs lie in its sub-folders.
_PACKS = "*/*.yaml"
#: Rosters lie in a folder of the forms that they feed.
_ROSTERS = "rosters/*.yaml"


@dataclass
class Content:
    """What was read: the rulebook, the worked examples by pack, and every fault."""

    rulebook: Rulebook
    examples: dict[str, tuple[Example, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)


def load_rulebook(paths: Paths) -> Rulebook:
    """Load everything shipped, and beside it the user's own packs and confirmed values.

    What is faulty in the user's folder is left out and told in the rulebook's ``left_out``.

    Raises:
        DataFileError: with every fault of every shipped file.
    """
    return with_overlay(load_shipped(paths), paths.overlay)


def load_shipped(paths: Paths) -> Rulebook:
    """Load everything shipped.

    Raises:
        DataFileError: with every fault of every file.
    """
    content = load_content(paths)
    if content.problems:
        raise DataFileError(content.problems)
    return content.rulebook


def load_content(paths: Paths, extra: Iterable[Path] = ()) -> Content:
    """Load everything shipped, and the packs in ``extra``, and keep the faults beside it."""
    forms = [_named(path, paths.forms) for path in sorted(paths.forms.glob("*.yaml"))]
    rosters = [_named(path, paths.forms) for path in sorted(paths.forms.glob(_ROSTERS))]
    shipped = [_named(path, paths.standards) for path in sorted(paths.standards.glob(_PACKS))]
    added = [read_yaml(path, str(path)) for path in extra]
    conclusion = _named(paths.standards / CONCLUSION, paths.standards)
    content = _read(forms, shipped, added, conclusion)
    content.rulebook = replace(content.rulebook, rosters=read_rosters(rosters, content.rulebook.facts))
    for file in (*forms, *rosters, *shipped, *added, conclusion):
        content.problems.extend(sorted(file.problems, key=lambda problem: problem.line))
    return content


def _named(path: Path, folder: Path) -> YamlFile:
    return read_yaml(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")


def _read(
    form_files: list[YamlFile], shipped: list[YamlFile], added: list[YamlFile], conclusion: YamlFile
) -> Content:
    forms = read_forms(form_files)
    shaped = [(file, shape) for file in (*shipped, *added) if (shape := fit(file, StandardShape))]
    packs = _unique(shaped, {id(file) for file in added})
    read = read_packs(Rulebook(forms), packs)
    parts = _conclusion(conclusion, read.standards)
    return Content(
        rulebook=Rulebook(forms, read.standards, parts, read.texts),
        examples=read.examples,
        files=read.files,
    )


def _unique(shaped: list[tuple[YamlFile, StandardShape]], added: set[int]) -> Packs:
    """Keep one pack per id; an added one takes the place of a shipped one of another edition."""
    packs: Packs = {}
    for file, shape in shaped:
        known = packs.get(shape.id)
        if known is not None:
            same_content = known[0].data == file.data
            if known[1].edition == shape.edition and not same_content:
                file.fault(
                    ("edition",),
                    f"{shape.id} 的版本 {shape.edition} 已有，而内容不同（见 {known[0].name}）",
                    "内容有改动的，请改写 edition",
                )
            elif id(file) not in added:
                file.fault(("id",), f"编号“{shape.id}”重复（见 {known[0].name}）", "每份文件的编号各不相同")
        packs[shape.id] = (file, shape)
    return packs


def _conclusion(file: YamlFile, standards: dict[str, Standard]) -> tuple[ConclusionPart, ...]:
    shape = fit(file, ConclusionShape)
    if shape is None:
        return ()
    for index, part in enumerate(shape.parts):
        for name in part.standards:
            if name not in standards:
                file.fault(("parts", index, "standards"), f"没有标准文件“{name}”")
    return tuple(ConclusionPart(part.title, tuple(part.standards)) for part in shape.parts)
