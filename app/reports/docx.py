"""A report becomes a Word document: the same blocks, to be edited; the same bytes for the same report."""

import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn
from docx.section import Section as PageSetup
from docx.section import _Footer, _Header
from docx.shared import Mm, Pt

from app.reports.docx_fonts import NominalFonts
from app.reports.docx_front import cover, opinion_box, signature_lines, stamp_place
from app.reports.docx_furniture import cover_head, page_foot, page_head
from app.reports.docx_picture import code_picture
from app.reports.docx_style import font_table, settings_content, styles_content
from app.reports.docx_tables import ALLOWANCE, Tables
from app.reports.docx_xml import Element, begin_page, element, keep_with_next, paragraph, run, span_runs
from app.reports.office import FORBIDDEN, without_clock
from app.reports.pdf_dress import CLOSER, PLAIN
from app.reports.pdf_fonts import clean
from app.reports.pdf_front import CODE_SIDE
from app.reports.pdf_setting import OnePage, Setter, on_one_page
from app.reports.report import (
    Block,
    Chart,
    Cover,
    Heading,
    Manner,
    OpinionBox,
    PageBreak,
    Paragraph,
    Record,
    Report,
    Section,
    SignatureLines,
    StampPlace,
    Table,
)

_MANNERS = {
    Manner.BODY: "ReportBody",
    Manner.NOTE: "ReportNote",
    Manner.STATEMENT: "Statement",
    Manner.TITLE: "LetterTitle",
    Manner.ADDRESS: "Address",
}
_PROGRAM = "职校达标自评"
_EPOCH = datetime.datetime(2000, 1, 1)
_APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>{_PROGRAM}</Application></Properties>"
)
#: What the library's empty document holds and ours does not need.
_UNWANTED = ("thumbnail", "customXml", "stylesWithEffects", "webSettings", "numbering", "theme")
#: How close a page may be set: as it should, and as close as what wants a single page may be.
_DRESSES = (PLAIN, CLOSER[-1])
#: A note of more characters than these need not stay with what is below it.
_SHORT = 120


def docx_bytes(report: Report) -> bytes:
    """Return a report as an editable Word document."""
    document = Document()
    _strip(document)
    _dress(document)
    _set_up(document.sections[0], report)
    _describe(document, report)
    writer = _Writer(document, report)
    for section in report.sections:
        writer.section(section)
    writer.finish()
    target = BytesIO()
    document.save(target)
    return without_clock(target.getvalue())


def _strip(document: DocumentObject) -> None:
    """Leave out the parts of the library's empty document that say nothing here."""
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.rsplit("/", 1)[-1] in _UNWANTED]:
            del rels[key]
    for one in list(document.element.body):
        if one.tag != qn("w:sectPr"):
            document.element.body.remove(one)


def _dress(document: DocumentObject) -> None:
    """Put our styles, settings and faces in place."""
    for root, content in (
        (document.styles.element, styles_content()),
        (document.settings.element, settings_content()),
    ):
        for one in list(root):
            root.remove(one)
        root.extend(content)
    fonts = document.part.part_related_by(KIND.FONT_TABLE)
    fonts._blob = serialize_part_xml(font_table())
    document.part.package.part_related_by(KIND.EXTENDED_PROPERTIES)._blob = _APPLICATION.encode()


def _set_up(page: PageSetup, report: Report) -> None:
    """Set the page, its head and its foot; a cover has a head of its own and no foot."""
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(28), Mm(26)
    page.top_margin, page.bottom_margin = Mm(30), Mm(35)
    page.header_distance, page.footer_distance = Mm(13), Mm(12)
    for place, content in ((page.header, page_head(report)), (page.footer, page_foot(report))):
        _fill(place, content)
    if _covered(report):
        page.different_first_page_header_footer = True
        _fill(page.first_page_header, cover_head(report))
        _fill(page.first_page_footer, [paragraph("Furniture")])


def _covered(report: Report) -> bool:
    first = next((block for _, block in report.blocks()), None)
    return isinstance(first, Cover)


def _fill(place: _Header | _Footer, content: list[Element]) -> None:
    place.is_linked_to_previous = False
    root = place._element
    for one in list(root):
        root.remove(one)
    root.extend(content)


def _describe(document: DocumentObject, report: Report) -> None:
    properties = document.core_properties
    properties.title = _plain(f"{report.title} {report.school}".strip())
    properties.subject = _plain(report.subject)
    properties.author = properties.last_modified_by = _plain(report.school) or _PROGRAM
    properties.keywords = "，".join(part for part in (report.number, report.code) if part)
    properties.identifier = report.number
    properties.language, properties.comments = "zh-CN", ""
    properties.created = properties.modified = _EPOCH
    properties.revision = 1


#: Longer ones are refused by the library.
_LONGEST_PROPERTY = 255


def _plain(text: str) -> str:
    return FORBIDDEN.sub("", clean(text)).replace("\n", " ")[:_LONGEST_PROPERTY]


class _Writer:
    """One writing of one report, from top to bottom."""

    def __init__(self, document: DocumentObject, report: Report) -> None:
        self._document, self._report, self._dress = document, report, PLAIN
        self._tables = {dress: Tables(report, dress) for dress in _DRESSES}
        self._body = document.element.body
        self._turn = False

    def section(self, section: Section) -> None:
        """Write the blocks of a section; its notes stay with their tables."""
        self._turn = self._turn or (section.new_page and len(self._body) > 1)
        page = self._on_one_page(section) if section.one_page else None
        blocks, self._dress = (page.blocks, page.dress) if page else (section.blocks, PLAIN)
        for number, block in enumerate(blocks):
            elements = self._elements(block)
            if isinstance(block, Paragraph) and _leads(block, blocks[number + 1 :]):
                keep_with_next(elements)
            self._put(elements)

    def _on_one_page(self, section: Section) -> OnePage | None:
        """Say what would stand on a single page, and how close, as far as widths are known here."""
        fonts = NominalFonts()
        return on_one_page(section, [Setter(self._report, fonts, dress, ALLOWANCE) for dress in _DRESSES])

    def finish(self) -> None:
        """End with a paragraph, as Word wants below a table."""
        if len(self._body) < 2 or self._body[-2].tag == qn("w:tbl"):
            self._put([paragraph("Gap")])

    def _put(self, elements: list[Element]) -> None:
        for one in elements:
            table = one.tag == qn("w:tbl")
            if table and (self._turn or (len(self._body) > 1 and self._body[-2].tag == qn("w:tbl"))):
                # Word joins tables that touch, and only a paragraph can begin a page.
                self._add(paragraph("Gap", keep=True))
            self._add(one)

    def _add(self, one: Element) -> None:
        if self._turn:
            begin_page(one)
            self._turn = False
        self._body.insert(len(self._body) - 1, one)

    def _elements(self, block: Block) -> list[Element]:
        match block:
            case Heading():
                return _heading(block)
            case Paragraph(text, manner):
                close = manner is Manner.BODY and self._dress is not PLAIN
                return [paragraph("ReportClose" if close else _MANNERS[manner], span_runs(text))]
            case Table():
                return [self._tables[self._dress].table(block)] if block.rows else []
            case Record():
                return self._tables[self._dress].record(block)
            case Chart():
                return [self._tables[self._dress].chart(block)]
            case Cover():
                return cover(block, self._picture(block.scanned) if block.scanned else None)
            case SignatureLines():
                return [signature_lines(block)]
            case StampPlace():
                return [stamp_place(block)]
            case OpinionBox():
                return [opinion_box(block)]
            case PageBreak():
                self._turn = len(self._body) > 1
                return []

    def _picture(self, scanned: str) -> Element:
        """Return a run with the QR code, and what it says for those who cannot see it."""
        picture = BytesIO(code_picture(scanned))
        inline = self._document.part.new_pic_inline(picture, Pt(CODE_SIDE), Pt(CODE_SIDE))
        inline.docPr.set("descr", f"二维码：{scanned}")
        inline.docPr.set("name", "二维码")
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
        return element("r", element("drawing", inline))


def _heading(heading: Heading) -> list[Element]:
    """Return a heading, and its note as a paragraph of its own, so that the outline stays short."""
    elements = [paragraph(f"Heading{heading.level}", [run(heading.text)])]
    if heading.note:
        elements.append(paragraph("HeadingNote", [run(heading.note)], keep=True))
    return elements


def _leads(block: Paragraph, following: tuple[Block, ...]) -> bool:
    """Tell whether a paragraph is a short note above a table or a heading."""
    length = sum(len(span.text) for span in block.text)
    leading = bool(following) and isinstance(following[0], Table | Heading)
    return block.manner is Manner.NOTE and leading and length <= _SHORT
