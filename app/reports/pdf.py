"""A report becomes a PDF: embedded fonts, bookmarks, page x of y, the same bytes for the same input."""

from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from app.reports.own_fonts import BUNDLED, OwnFonts
from app.reports.pdf_boxes import Box, BreakBox
from app.reports.pdf_dress import CLOSER, PLAIN
from app.reports.pdf_fonts import Fonts, MissingGlyphError, clean, load_fonts, missing_glyphs
from app.reports.pdf_front import CoverBox
from app.reports.pdf_furniture import draw_furniture
from app.reports.pdf_pages import Page, paginate
from app.reports.pdf_pen import Pen
from app.reports.pdf_qr import define_code
from app.reports.pdf_setting import Setter, on_one_page
from app.reports.pdf_style import MARGIN_LEFT, MARGIN_TOP, PAGE_HEIGHT, SERIF
from app.reports.report import Report, Section


def pdf_bytes(report: Report, fonts: Path, own: OwnFonts = BUNDLED) -> bytes:
    """Print a report with the fonts of a folder and the user's own; characters that none has are named first."""
    known = load_fonts(fonts, own)
    missing = missing_glyphs(report, known)
    if missing:
        raise MissingGlyphError(missing)
    return _Printer(report, known).print()


def pages_of_report(report: Report, fonts: Fonts) -> list[Page]:
    """Return a report's pages as they are filled, before anything is drawn."""
    return _Printer(report, fonts).pages()


def page_count(report: Report, fonts: Path, own: OwnFonts = BUNDLED) -> int:
    """Return how many pages a report takes."""
    return len(pages_of_report(report, load_fonts(fonts, own)))


class _Printer:
    """One printing of one report."""

    def __init__(self, report: Report, fonts: Fonts) -> None:
        self._report, self._fonts = report, fonts
        self._setters = [Setter(report, fonts, dress) for dress in (PLAIN, *CLOSER)]

    def pages(self) -> list[Page]:
        return paginate([box for section in self._report.sections for box in self._section(section)])

    def print(self) -> bytes:
        pages = self.pages()
        target = BytesIO()
        canvas = Canvas(
            target,
            pagesize=A4,
            invariant=1,
            initialFontName=SERIF,  # type: ignore[arg-type]  # the stubs say float
            lang="zh-CN",
            pageCompression=1,
        )
        self._describe(canvas)
        self._label(canvas, covered=isinstance(pages[0][0].box, CoverBox))
        if self._report.scanned:
            define_code(canvas, self._report.scanned)
        pen = Pen(canvas, self._fonts)
        for number, page in enumerate(pages, start=1):
            self._page(pen, page, number, len(pages))
        canvas.save()
        return target.getvalue()

    def _describe(self, canvas: Canvas) -> None:
        report = self._report
        canvas.setTitle(clean(f"{report.title} {report.school}".strip()))
        canvas.setAuthor(clean(report.school))
        canvas.setSubject(clean(report.subject))
        canvas.setCreator("职校达标自评")
        canvas.setProducer("职校达标自评")
        canvas.setKeywords("，".join(part for part in (report.number, report.code) if part))
        canvas.setViewerPreference("DisplayDocTitle", "true")
        canvas.showOutline()

    def _label(self, canvas: Canvas, covered: bool) -> None:
        """Name the pages as they are numbered at their foot; the cover by its word."""
        if covered:
            canvas.addPageLabel(0, prefix="封面")
        canvas.addPageLabel(int(covered), style="ARABIC", start=1 + covered)

    def _section(self, section: Section) -> list[Box]:
        page = on_one_page(section, self._setters) if section.one_page else None
        boxes = page.boxes if page else self._setters[0].boxes(section.blocks)
        return [BreakBox(), *boxes] if section.new_page else boxes

    def _page(self, pen: Pen, page: Page, number: int, count: int) -> None:
        draw_furniture(pen, self._report, number, count, cover=isinstance(page[0].box, CoverBox))
        for item in page:
            top = MARGIN_TOP + item.top
            if item.box.bookmark:
                self._bookmark(pen.canvas, item.box.bookmark, number, top)
            item.box.draw(pen, MARGIN_LEFT, top)
        pen.canvas.showPage()

    def _bookmark(self, canvas: Canvas, bookmark: tuple[str, int], number: int, top: float) -> None:
        title, level = bookmark
        if level > 1:
            return
        key = f"p{number}-{top:.1f}"
        canvas.bookmarkPage(key, fit="XYZ", left=0, top=PAGE_HEIGHT - top + 12)
        canvas.addOutlineEntry(title, key, level, closed=level == 0)
