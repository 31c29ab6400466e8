"""The invented school that shows what the program does."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from app.catalog.facts_file import read_facts
from app.catalog.plan_file import read_plan
from app.domain.conclusion import conclude
from app.domain.evaluation import evaluate
from app.domain.rulebook import Rulebook
from app.errors import ExportError, reason_of
from app.paths import Paths
from app.reports.summary import summary_lines
from app.services.exports import Judged, write_judged
from app.services.inputs import judgement_date, load_input
from app.services.library import store_assessment
from app.services.own_faces import kept_faces
from app.services.writing import Output, write_files

FACTS, WORKSPACE, PLAN = "示例学校.yaml", "示例学校.dabiao", "整改.yaml"
REPORT, SHEET = "自评报告.pdf", "自评结果.xlsx"


def write_sample(folder: Path, rulebook: Rulebook, paths: Paths) -> Iterator[tuple[Path, bool]]:
    """Write the sample's facts and workspace; yield each path and whether it was written just now.

    Files that stand there already are left as they are: somebody may have worked in them.

    Raises:
        ExportError: the folder cannot be made or written.
    """
    _make(folder)
    facts, workspace = folder / FACTS, folder / WORKSPACE
    yield facts, _once(facts, lambda: write_files({facts: (paths.samples / FACTS).read_bytes()}))
    assessment = read_facts(paths.samples / FACTS, rulebook)
    assessment = replace(assessment, remedies=read_plan(paths.samples / PLAN, rulebook))
    yield workspace, _once(workspace, lambda: store_assessment(workspace, assessment, rulebook))


def write_sample_reports(folder: Path, rulebook: Rulebook, paths: Paths) -> Iterator[str]:
    """Judge the sample's workspace, write its report and sheet, and yield a readable summary."""
    workspace = folder / WORKSPACE
    given = load_input(workspace, rulebook)
    evaluation = evaluate(given.rulebook, given.assessment, judgement_date(given.assessment, None))
    judged = Judged(given.assessment, evaluation, given.rulebook, paths, fonts=kept_faces(paths.data).fonts)
    written = write_judged(judged, {Output.PDF: folder / REPORT, Output.EXCEL: folder / SHEET})
    yield from summary_lines(evaluation, conclude(evaluation, given.rulebook), [workspace, *written])


def _once(path: Path, write: Callable[[], None]) -> bool:
    if path.exists():
        return False
    write()
    return True


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise ExportError(folder, "这是文件，不是文件夹", "请换一个位置。") from error
    except OSError as error:
        raise ExportError(folder, f"不能建立文件夹（{reason_of(error)}）", "请换一个位置。") from error
