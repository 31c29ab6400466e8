"""What a result is written as: its layouts in print, as a sheet and in Word; the blank forms."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from app.domain.assessment import Assessment
from app.domain.conclusion import conclude
from app.domain.evaluation import Evaluation
from app.domain.filing import Evidence, Seal
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.errors import ExportError
from app.paths import Paths
from app.reports.layouts import Layout, layout_docx, layout_pdf
from app.reports.material import Material
from app.reports.own_fonts import BUNDLED, OwnFonts
from app.reports.public import without_internals
from app.services.inputs import judgement_date, load_input
from app.services.writing import Output, Places, Step, no_step, refuse_overwriting, same_file, write_files


class Printable(Protocol):
    """Something that can be written as any kind of file, in any layout."""

    def written(self, output: Output, layout: Layout = Layout.FULL) -> bytes:
        """Return the content of one kind of file."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A school's answers with what came of them: all that a report is made of.

    Without a ``seal`` it is a draft; ``fonts`` are the user's own; ``kept`` is how many pages the report has
    that was printed already, 0 where none was.
    """

    assessment: Assessment
    evaluation: Evaluation
    rulebook: Rulebook
    paths: Paths
    seal: Seal | None = None
    evidence: tuple[Evidence, ...] = ()
    fonts: OwnFonts = BUNDLED
    kept: int = 0

    def pdf(self, layout: Layout = Layout.FULL) -> bytes:
        """Return the report, or another layout of the result."""
        return layout_pdf(layout, self._material(), self.paths.fonts, self.fonts, self.kept)

    def workbook(self, layout: Layout = Layout.FULL) -> bytes:
        """Return the Excel sheet; beside the public version it too is without what is internal."""
        from app.reports.excel import workbook_bytes

        public = layout is Layout.PUBLIC
        answers = without_internals(self.assessment) if public else self.assessment
        evidence = () if public else self.evidence
        conclusion = conclude(self.evaluation, self.rulebook)
        return workbook_bytes(self.rulebook, answers, self.evaluation, conclusion, self.seal, evidence)

    def docx(self, layout: Layout = Layout.FULL) -> bytes:
        """Return the report, or another layout of the result, to be edited in Word."""
        return layout_docx(layout, self._material(), self.paths.fonts, self.kept)

    def written(self, output: Output, layout: Layout = Layout.FULL) -> bytes:
        """Return the content of one kind of file."""
        match output:
            case Output.PDF:
                return self.pdf(layout)
            case Output.EXCEL:
                return self.workbook(layout)
            case Output.WORD:
                return self.docx(layout)

    def _material(self) -> Material:
        conclusion = conclude(self.evaluation, self.rulebook)
        return Material(self.rulebook, self.assessment, self.evaluation, conclusion, self.seal, self.evidence)


def write_judged(
    judged: Printable, places: Places, step: Step = no_step, layout: Layout = Layout.FULL
) -> list[Path]:
    """Write a result to several kinds of files, all or none; return what was written.

    ``step`` is told how far the work is; what it raises ends the work with nothing written.

    Raises:
        ExportError: nothing was changed.
    """
    refuse_overwriting(places)
    contents: dict[Path, bytes] = {}
    for output, place in places.items():
        step(len(contents), len(places) + 1)
        contents[place] = judged.written(output, layout)
    step(len(contents), len(places) + 1)
    write_files(contents)
    return list(contents)


def write_blank_forms(
    rulebook: Rulebook,
    paths: Paths,
    output: Path,
    year: str | None,
    needed: Collection[str] | None = None,
    fonts: OwnFonts = BUNDLED,
) -> Path:
    """Write the forms for filling by hand; with ``needed`` only those facts and tasks.

    Raises:
        ExportError: nothing was changed.
    """
    from app.reports.blank_forms import blank_forms
    from app.reports.pdf import pdf_bytes

    chosen = SchoolYear.parse(year) if year else SchoolYear.containing(date.today())
    if chosen is None:
        raise ExportError(output, f"学年“{year}”应为相连的两年", "例如 2026-2027。")
    write_files({output: pdf_bytes(blank_forms(rulebook, chosen, needed), paths.fonts, fonts)})
    return output


def write_school_forms(
    path: Path,
    rulebook: Rulebook,
    paths: Paths,
    output: Path,
    year: str | None,
    fonts: OwnFonts = BUNDLED,
) -> Path:
    """Write what the documents that speak of the school in a file need of it, for filling by hand.

    Raises:
        ExportError: nothing was changed.
    """
    if same_file(output, path):
        raise ExportError(output, "这是输入的文件", "请换一个文件名。")
    given = load_input(path, rulebook)
    assessment, book = given.assessment, given.rulebook
    needed = book.needs.of(assessment, judgement_date(assessment, None))
    return write_blank_forms(book, paths, output, year or str(assessment.year), needed, fonts)
