"""All content together: forms and packs loaded, cross-checked and put into one rulebook."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from app.catalog.crossing import Packs, refuse_circles, refuse_strange_answers
from app.catalog.forms import read_forms
from app.catalog.shapes import ConclusionShape, StandardShape
from app.catalog.shaping import fit
from app.catalog.standards import StandardReader, read_examples, tasks_of
from app.catalog.yaml_file import YamlFile, read_yaml
from app.domain.facts import Fact
from app.domain.form import Form
from app.domain.problem import Problem
from app.domain.rulebook import ConclusionPart, Rulebook
from app.domain.standard import Example, Standard
from app.domain.units import Kind
from app.errors import DataFileError
from app.paths import Paths

CONCLUSION = "conclusion.yaml"
#: Files in the standards folder itself are about the packs; the packs lie in its sub-folders.
_PACKS = "*/*.yaml"


@dataclass
class Content:
    """What was read: the rulebook, the worked examples by pack, and every fault."""

    rulebook: Rulebook
    examples: dict[str, tuple[Example, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)


def load_rulebook(paths: Paths) -> Rulebook:
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
    shipped = [_named(path, paths.standards) for path in sorted(paths.standards.glob(_PACKS))]
    added = [read_yaml(path, str(path)) for path in extra]
    conclusion = _named(paths.standards / CONCLUSION, paths.standards)
    content = _read(forms, shipped, added, conclusion)
    for file in (*forms, *shipped, *added, conclusion):
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
    facts = _facts(forms, packs)
    members = _members(packs)
    standards = {
        shape.id: StandardReader(file, facts, members).standard(shape) for file, shape in packs.values()
    }
    refuse_circles(standards, packs)
    refuse_strange_answers(standards, packs, members)
    parts = _conclusion(conclusion, standards)
    return Content(
        rulebook=Rulebook(forms, standards, parts),
        examples={shape.id: read_examples(shape, file) for file, shape in packs.values()},
        files={shape.id: file.name for file, shape in packs.values()},
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


def _facts(forms: tuple[Form, ...], packs: Packs) -> dict[str, Fact]:
    facts = Rulebook(forms).facts
    for file, shape in packs.values():
        for index, (identity, task) in enumerate(tasks_of(shape)):
            if identity in facts:
                file.fault(("tasks", index, "no"), f"任务“{task.no}”重复", "每项任务的编号各不相同")
            facts[identity] = Fact(identity, task.text, Kind.YES_PARTLY_NO, na=True)
    return facts


def _members(packs: Packs) -> dict[str, str]:
    """Return indicator and pack ids with the file that holds them; doubled indicator ids are faults."""
    members = {identity: file.name for identity, (file, _) in packs.items()}
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


def _conclusion(file: YamlFile, standards: dict[str, Standard]) -> tuple[ConclusionPart, ...]:
    shape = fit(file, ConclusionShape)
    if shape is None:
        return ()
    for index, part in enumerate(shape.parts):
        for name in part.standards:
            if name not in standards:
                file.fault(("parts", index, "standards"), f"没有标准文件“{name}”")
    return tuple(ConclusionPart(part.title, tuple(part.standards)) for part in shape.parts)
