"""A school in a file becomes reports: judged by what is kept with it, as it was filed where it was."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.domain.editions import Notice
from app.domain.evaluation import evaluate
from app.domain.personal import numbers_of_persons, warning
from app.domain.rulebook import Rulebook
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


def write_reports(
    path: Path,
    rulebook: Rulebook,
    paths: Paths,
    on: date | None,
    places: Places,
    layout: Layout = Layout.FULL,
    tell: Tell = lambda _: None,
) -> list[Path]:
    """Judge the school in a file and write its result to several kinds of files; return what was written.

    ``tell`` is told in what the standards kept in the file differ from ``rulebook``, which fonts cannot be
    used, and where a draft holds numbers of persons.

    Raises:
        ExportError: nothing was changed.
    """
    for place in places.values():
        if same_file(place, path):
            raise ExportError(place, "这是输入的文件", "请换一个文件名。")
    given = load_input(path, rulebook)
    for notice in given.notices:
        tell(notice)
    evaluation = evaluate(given.rulebook, given.assessment, judgement_date(given.assessment, on))
    faces = kept_faces(paths.data)
    for sentence in faces.told:
        tell(sentence)
    judged = Judged(given.assessment, evaluation, given.rulebook, paths, fonts=faces.fonts)
    if not is_workspace(path):
        return _write(judged, places, layout, tell)
    with Workspace.open(path, read_only=True) as workspace:
        return _write(printable(workspace, judged), places, layout, tell)


def _write(source: Judged | Reprint, places: Places, layout: Layout, tell: Tell) -> list[Path]:
    written = write_judged(source, places, layout=layout)
    if isinstance(source, Judged) and (told := draft_warning(source, layout)):
        tell(told)
    return written


def draft_warning(judged: Judged, layout: Layout = Layout.FULL) -> str:
    """Return a sentence that names where a draft holds numbers of persons; "" where it holds none."""
    public = layout is Layout.PUBLIC
    printed = without_internals(judged.assessment) if public else judged.assessment
    return warning(numbers_of_persons(printed, judged.rulebook.facts))
