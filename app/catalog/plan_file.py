"""A file of remedies: what a school writes beside its missed rows."""

from pathlib import Path

from app.catalog.shapes import PlanShape, RemedyShape
from app.catalog.shaping import fit, near
from app.catalog.yaml_file import read_yaml
from app.domain.assessment import Remedy
from app.domain.rulebook import Rulebook
from app.errors import DataFileError


def read_plan(path: Path, rulebook: Rulebook) -> dict[str, Remedy]:
    """Read remedies by indicator (or task) id.

    Raises:
        DataFileError: with every fault of the file.
    """
    file = read_yaml(path)
    shape = fit(file, PlanShape)
    known = {row.id for standard in rulebook.standards.values() for row in standard.indicators}
    known |= {task.fact for task in rulebook.tasks()}
    for name in shape.rows if shape else ():
        if name not in known:
            file.fault(
                ("rows", name), f"没有指标“{name}”", near(name, known) or "编号见 dabiao standards show"
            )
    if file.problems or shape is None:
        raise DataFileError(file.problems)
    return {name: _remedy(row) for name, row in shape.rows.items()}


def _remedy(row: RemedyShape) -> Remedy:
    return Remedy(
        cause=row.cause or "",
        measure=row.measure or "",
        unit=row.unit or "",
        due=row.due or "",
        person=row.person or "",
        budget=row.budget or "",
    )
