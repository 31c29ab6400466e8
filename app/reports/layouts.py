"""The printed layouts of one result: the whole report, the short form, the public version, the covering letter."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from app.reports.build import build_report
from app.reports.letter import Attachment, letter
from app.reports.material import Material
from app.reports.own_fonts import BUNDLED, OwnFonts
from app.reports.public import public_report
from app.reports.report import Report
from app.reports.sections.conclusion import gaps
from app.reports.sections.plan import planned
from app.reports.short import Limits, short_report

SHORT_PAGES, LETTER_PAGES = 2, 1


class Layout(StrEnum):
    """What is printed of a result."""

    FULL = "full"
    SHORT = "short"
    PUBLIC = "public"
    LETTER = "letter"


#: Tells how many pages a report takes in print.
Counter = Callable[[Report], int]


def laid_out(layout: Layout, material: Material, pages: Counter, kept: int = 0) -> Report:
    """Return a layout of a result; what has a fixed number of pages is made to fit them.

    ``kept`` is how many pages the report has that was printed already; 0 where none was.
    """
    given = (
        material.rulebook,
        material.assessment,
        material.evaluation,
        material.conclusion,
        material.seal,
        material.evidence,
    )
    match layout:
        case Layout.FULL:
            return build_report(*given)
        case Layout.PUBLIC:
            return public_report(*given)
        case Layout.SHORT:
            return _shortened(material, lambda limits: short_report(*given, limits), pages)
        case Layout.LETTER:
            attached = attachments(material, kept or pages(build_report(*given)))
            whole = letter(*given, attached)
            return whole if pages(whole) == LETTER_PAGES else letter(*given, attached, brief=True)


def _shortened(material: Material, make: Callable[[Limits], Report], pages: Counter) -> Report:
    """Return the short form with as much as its two pages hold: first the gaps, then the measures."""

    def fits(limits: Limits) -> bool:
        return pages(make(limits)) <= SHORT_PAGES

    most = _most(len(gaps(material)), lambda count: fits(Limits(count, 1)))
    measures = _most(len(planned(material)), lambda count: fits(Limits(most, count)))
    return make(Limits(most, measures))


def _most(count: int, fits: Callable[[int], bool]) -> int:
    """Return the greatest number up to ``count`` that fits, at least 1."""
    low, high = 1, max(count, 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def attachments(material: Material, pages: int) -> tuple[Attachment, ...]:
    """Return what goes with the letter: the report, and of a filing the package."""
    report = Attachment("办学标准达标自评报告", f"{pages} 页")
    if material.seal is None:
        return (report,)
    included = sum(piece.included for piece in material.evidence)
    extent = f"1 份，含佐证材料 {included} 份" if included else "1 份"
    return (report, Attachment("备案包电子件", extent))


def layout_docx(layout: Layout, material: Material, fonts: Path, kept: int = 0) -> bytes:
    """Return a layout of a result as a Word document; what must fit its pages is measured in print."""
    from app.reports.docx import docx_bytes
    from app.reports.pdf import page_count

    return docx_bytes(laid_out(layout, material, lambda report: page_count(report, fonts), kept))


def layout_pdf(
    layout: Layout, material: Material, fonts: Path, own: OwnFonts = BUNDLED, kept: int = 0
) -> bytes:
    """Print a layout of a result with the fonts of a folder and the user's own."""
    from app.reports.pdf import page_count, pdf_bytes

    report = laid_out(layout, material, lambda report: page_count(report, fonts, own), kept)
    return pdf_bytes(report, fonts, own)
