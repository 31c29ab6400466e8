"""Files about the packs: which rows of the sources they cover, and which texts are still to be obtained."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.catalog.shapes import CoverageShape, WantedShape
from app.catalog.shaping import fit, near
from app.catalog.yaml_file import Place, YamlFile, read_yaml
from app.domain.problem import Problem
from app.domain.standard import Standard
from app.paths import Paths

_COVERAGE, _WANTED = "coverage.yaml", "wanted.yaml"


@dataclass(frozen=True, slots=True)
class WantedText:
    """A text that nobody here has read to its end: what is needed of it, and which packs or rows it settles."""

    title: str
    needed: str
    settles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Rows of the source documents with what asks them, texts still wanted, and every fault."""

    rows: Mapping[str, tuple[str, ...]]
    wanted: tuple[WantedText, ...]
    problems: tuple[Problem, ...]


def read_coverage(paths: Paths, standards: Mapping[str, Standard]) -> Coverage:
    """Read both files; names that no pack has are faults."""
    known = {key: "" for standard in standards.values() for key in _names(standard)}
    files = [_file(paths.standards / name) for name in (_COVERAGE, _WANTED)]
    rows, wanted = _rows(files[0], known), _wanted(files[1], known)
    return Coverage(rows, wanted, tuple(problem for file in files for problem in file.problems))


def _file(path: Path) -> YamlFile:
    return read_yaml(path, f"standards/{path.name}")


def _names(standard: Standard) -> list[str]:
    rows = [row.id for row in standard.indicators]
    return [standard.id, *rows, *(task.fact for task in standard.tasks)]


def _rows(file: YamlFile, known: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    shape = fit(file, CoverageShape)
    rows = {} if shape is None else {row: tuple(asked) for row, asked in shape.rows.items()}
    for row, asked in rows.items():
        _refuse_unknown(file, ("rows", row), asked, known)
    return rows


def _wanted(file: YamlFile, known: Mapping[str, str]) -> tuple[WantedText, ...]:
    shape = fit(file, WantedShape)
    texts = [] if shape is None else shape.texts
    for index, text in enumerate(texts):
        _refuse_unknown(file, ("texts", index), tuple(text.settles), known)
    return tuple(WantedText(text.title, text.needed, tuple(text.settles)) for text in texts)


def _refuse_unknown(file: YamlFile, place: Place, names: tuple[str, ...], known: Mapping[str, str]) -> None:
    for name in names:
        if name not in known:
            file.fault(place, f"没有指标、任务或文件“{name}”", near(name, known))
