"""Writing reports: everything is made first, written beside its place, read back, and only then moved in."""

import errno
import os
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import combinations
from pathlib import Path
from typing import IO

from app.domain.assessment import Assessment
from app.domain.conclusion import conclude
from app.domain.editions import Notice
from app.domain.evaluation import Evaluation, evaluate
from app.domain.filing import Evidence, Seal
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.errors import ExportError
from app.paths import Paths
from app.reports.layouts import Layout, layout_docx, layout_pdf
from app.reports.material import Material
from app.reports.own_fonts import BUNDLED, OwnFonts
from app.reports.public import without_internals
from app.services.inputs import is_workspace, judgement_date, load_input

Step = Callable[[int, int], None]


class Output(Enum):
    """The kinds of files that a result is written to, and how they are called."""

    PDF = "PDF 报告"
    EXCEL = "Excel 表"
    WORD = "Word 文档"


Places = Mapping[Output, Path]
_REASONS = {
    errno.ENOSPC: ("磁盘空间不足", "请清出空间后重试。"),
    errno.EDQUOT: ("磁盘空间不足", "请清出空间后重试。"),
    errno.EACCES: ("没有写入权限，或文件正被其他程序打开", "请关闭打开它的程序，或换一个文件夹。"),
    errno.EPERM: ("没有写入权限", "请换一个文件夹。"),
    errno.EROFS: ("所在磁盘只能读取", "请换一个文件夹。"),
    errno.ENOENT: ("所在文件夹不存在", "请先建立文件夹，或换一个位置。"),
    errno.ENOTDIR: ("所在位置不是文件夹", "请换一个位置。"),
    errno.ENAMETOOLONG: ("文件名过长", "请换一个较短的名称。"),
}


def no_step(_done: int, _total: int) -> None:
    """Nobody listens."""


def _no_notice(_: Notice) -> None:
    """Nobody asks."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A school's answers with what came of them: all that a report is made of.

    Without a ``seal`` it is a draft; ``fonts`` are the user's own.
    """

    assessment: Assessment
    evaluation: Evaluation
    rulebook: Rulebook
    paths: Paths
    seal: Seal | None = None
    evidence: tuple[Evidence, ...] = ()
    fonts: OwnFonts = BUNDLED

    def pdf(self, layout: Layout = Layout.FULL) -> bytes:
        """Return the report, or another layout of the result."""
        return layout_pdf(layout, self._material(), self.paths.fonts, self.fonts)

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
        return layout_docx(layout, self._material(), self.paths.fonts)

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


def write_reports(
    path: Path,
    rulebook: Rulebook,
    paths: Paths,
    on: date | None,
    places: Places,
    layout: Layout = Layout.FULL,
    tell: Callable[[Notice], None] = _no_notice,
) -> list[Path]:
    """Judge the school in a file and write its result to several kinds of files; return what was written.

    ``tell`` is told in what the standards kept in the file differ from ``rulebook``.

    Raises:
        ExportError: nothing was changed.
    """
    for place in places.values():
        if _same_file(place, path):
            raise ExportError(place, "这是输入的文件", "请换一个文件名。")
    given = load_input(path, rulebook)
    for notice in given.notices:
        tell(notice)
    evaluation = evaluate(given.rulebook, given.assessment, judgement_date(given.assessment, on))
    judged = Judged(given.assessment, evaluation, given.rulebook, paths)
    if is_workspace(path):
        from app.services.as_filed import file_as_filed  # which rests on this module

        judged = file_as_filed(path, judged)
    return write_judged(judged, places, layout=layout)


def write_judged(
    judged: Judged, places: Places, step: Step = no_step, layout: Layout = Layout.FULL
) -> list[Path]:
    """Write a result to several kinds of files, all or none; as ``write_reports``.

    ``step`` is told how far the work is; what it raises ends the work with nothing written.
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
    write_files({output: pdf_bytes(blank_forms(rulebook, chosen, needed), paths.fonts)})
    return output


def write_school_forms(path: Path, rulebook: Rulebook, paths: Paths, output: Path, year: str | None) -> Path:
    """Write what the documents that speak of the school in a file need of it, for filling by hand.

    Raises:
        ExportError: nothing was changed.
    """
    if _same_file(output, path):
        raise ExportError(output, "这是输入的文件", "请换一个文件名。")
    given = load_input(path, rulebook)
    assessment, book = given.assessment, given.rulebook
    needed = book.needs.of(assessment, judgement_date(assessment, None))
    return write_blank_forms(book, paths, output, year or str(assessment.year), needed)


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Put several files in their places together: all are written beside and read back before any moves in.

    Raises:
        ExportError: naming the file; what stood there before is unchanged.
    """
    drafts: dict[Path, Path] = {}
    try:
        for place, content in contents.items():
            _refuse_unfit(place)
            with _telling(place):
                draft = drafts[place] = place.with_name(f".{place.name}.{secrets.token_hex(4)}.tmp")
                _write_and_compare(draft, content)
        for place, draft in drafts.items():
            with _telling(place):
                draft.replace(place)
    finally:
        for draft in drafts.values():
            _discard(draft)


def write_checked(place: Path, fill: Callable[[IO[bytes]], None], check: Callable[[Path], object]) -> None:
    """Put one large file in its place: written beside, looked at by ``check``, then moved in.

    Raises:
        ExportError: what stood there before is unchanged.
    """
    _refuse_unfit(place)
    draft = place.with_name(f".{place.name}.{secrets.token_hex(4)}.tmp")
    try:
        with _telling(place):
            with draft.open("x+b") as file:
                fill(file)
                file.flush()
                os.fsync(file.fileno())
            check(draft)
            draft.replace(place)
    finally:
        _discard(draft)


def ensure_place(place: Path) -> None:
    """See that a file can be put in a place, before anything is done that only makes sense with it.

    Raises:
        ExportError: nothing was changed.
    """
    _refuse_unfit(place)
    draft = place.with_name(f".{place.name}.{secrets.token_hex(4)}.tmp")
    try:
        with _telling(place), draft.open("xb"):
            pass
    finally:
        _discard(draft)


def _discard(draft: Path) -> None:
    with suppress(OSError):  # on a medium that cannot be written even this fails, and nothing was left there
        draft.unlink()


@contextmanager
def _telling(place: Path) -> Iterator[None]:
    """Tell trouble of the file system in words."""
    try:
        yield
    except OSError as error:
        reason, remedy = _REASONS.get(error.errno or 0, (error.strerror or str(error), "请处理后重试。"))
        raise ExportError(place, reason, remedy) from error


def refuse_overwriting(places: Places) -> None:
    """Refuse files of one name."""
    for (output, one), (_, other) in combinations(places.items(), 2):
        if _same_file(one, other):
            raise ExportError(other, f"与 {output.value}是同一个文件名", "请各写一个文件名。")


def _same_file(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve() or (one.exists() and other.exists() and one.samefile(other))


def _refuse_unfit(place: Path) -> None:
    """Refuse places where a report would replace something that is no report."""
    if place.is_dir():
        raise ExportError(place, "这是文件夹", "请写明文件名。")
    if place.exists() and not place.is_file():
        raise ExportError(place, "这不是普通文件", "请换一个文件名。")
    if is_workspace(place) and place.exists():
        raise ExportError(place, "这是学校自评文件", "请换一个文件名，以免所填数据被覆盖。")


def _write_and_compare(draft: Path, content: bytes) -> None:
    with draft.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if draft.read_bytes() != content:
        raise OSError(errno.EIO, "读回的内容与写入的不同")
