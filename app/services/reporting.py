"""A school in a file becomes reports: judged by what is kept with it, as it was filed where it was."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.domain.assessment import Assessment
from app.domain.editions import Notice
from app.domain.evaluation import evaluate
from app.domain.personal import numbers_of_persons, warning
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.errors import ExportError
from app.paths import Paths
from app.reports.layouts import Layout
from app.reports.public import without_internals
from app.services.as_filed import Reprint, printable
from app.services.exports import Judged, write_judged
from app.services.inputs import is_workspace, judgement_date, load_input
from app.services.own_faces import kept_faces
from app.services.writing import Places, same_file
from app.storage.workspace import Workspace

#: Is told what a user has to know of what was written, and does not keep it from being written.
Tell = Callable[[Notice | str], None]


@dataclass(frozen=True, slots=True)
class Ready:
    """Something to be printed or written, and what has to be known of it, in sentences."""

    source: Judged | Reprint
    told: tuple[str, ...] = ()


def made_ready(judged: Judged, workspace: Workspace | None = None, layout: Layout = Layout.FULL) -> Ready:
    """Return what is to be written of a result, in the user's own fonts: as it was filed where it was.

    ``workspace`` is where its filing would be. Of a draft it is told where it holds numbers of persons.
    """
    faces = kept_faces(judged.paths.data)
    judged = replace(judged, fonts=faces.fonts)
    source = printable(workspace, judged) if workspace is not None else judged
    draft = isinstance(source, Judged) and draft_warning(judged, layout)
    return Ready(source, (*faces.told, draft) if draft else faces.told)


def draft_warning(judged: Judged, layout: Layout = Layout.FULL) -> str:
    """Return a sentence that names where a draft holds numbers of persons; "" where it holds none."""
    public = layout is Layout.PUBLIC
    printed = without_internals(judged.assessment) if public else judged.assessment
    return personal_warning(printed, judged.rulebook)


def personal_warning(assessment: Assessment, rulebook: Rulebook) -> str:
    """Return a sentence that names where answers hold numbers of persons; "" where they hold none."""
    return warning(numbers_of_persons(assessment, rulebook.facts))


def write_reports(
    path: Path,
    rulebook: Rulebook,
    paths: Paths,
    on: date | None,
    places: Places,
    layout: Layout = Layout.FULL,
    tell: Tell = lambda _: None,
    year: SchoolYear | None = None,
) -> list[Path]:
    """Judge the school in a file and write its result to several kinds of files; return what was written.

    ``year`` is one of the years in the file, the last one unless given. ``tell`` is told in what the standards
    kept in the file differ from ``rulebook``, which fonts cannot be used, and where a draft holds numbers of
    persons.

    Raises:
        ExportError: nothing was changed.
    """
    for place in places.values():
        if same_file(place, path):
            raise ExportError(place, "这是输入的文件", "请换一个文件名。")
    given = load_input(path, rulebook, year)
    for notice in given.notices:
        tell(notice)
    evaluation = evaluate(given.rulebook, given.assessment, judgement_date(given.assessment, on))
    judged = Judged(given.assessment, evaluation, given.rulebook, paths)
    if not is_workspace(path):
        return _write(made_ready(judged, layout=layout), places, layout, tell)
    with Workspace.open(path, read_only=True) as workspace:
        return _write(made_ready(judged, workspace, layout), places, layout, tell)


def _write(ready: Ready, places: Places, layout: Layout, tell: Tell) -> list[Path]:
    for sentence in ready.told:
        tell(sentence)
    return write_judged(ready.source, places, layout=layout)
