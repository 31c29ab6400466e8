"""The pages that are signed, in Word: cover, signature lines, stamp places and the authority's box."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.reports.docx_cells import BOXES, written
from app.reports.docx_fonts import NominalFonts
from app.reports.docx_grid import Line, Place, grid
from app.reports.docx_xml import Element, paragraph, run
from app.reports.pdf_cells import choice_text
from app.reports.pdf_front import (
    BLANK_DATE,
    CODE_NOTES,
    CODE_SIDE,
    FIELD_SIZES,
    STAMP_ROOM,
    STAMP_WIDTH,
    one_line,
)
from app.reports.pdf_style import (
    COVER_FIELD,
    COVER_SUBTITLE,
    COVER_TITLE,
    FAINT,
    HEAD_RULE_INK,
    HEIGHT,
    MM,
    NOTE,
    SIGN_LINE,
    WIDTH,
)
from app.reports.phrases import CODE_WORDS
from app.reports.report import Align, Cover, OpinionBox, SignatureLines, StampPlace

_LABEL, _VALUE, _FIELD_WHITE, _INDENT = 98.0, 248.0, 12.0, 4.0
_CODE_GAP = 12.0
#: How the white of the cover is shared: above the title, the fields, the owner, and the foot.
_SHARES = (0.3, 0.25, 0.2, 0.25)
#: Kept free, so that a face with taller lines does not push the foot to a second page.
_SPARE, _LEAST_WHITE = 30.0, 90.0
_SIGN_ROW, _SIGN_GAP, _SIGN_LABEL = 31.0, 20.0, 76.0
_OPINION_HEIGHT, _DEALT = 66 * MM, 28


@dataclass(frozen=True, slots=True)
class _Plan:
    """The size in which a cover's fields are set, and the white that is left on its page."""

    size: float
    white: float

    @property
    def leading(self) -> float:
        """The distance of lines in this size."""
        return COVER_FIELD.leading * self.size / COVER_FIELD.size

    def field(self, runs: list[Element], **given: Any) -> Element:
        """Set a field in this size."""
        return paragraph("CoverField", runs, leading=self.leading, **given)


def cover(cover: Cover, picture: Element | None) -> list[Element]:
    """Return the first page; ``picture`` is the run of the QR code."""
    plan = _plan(cover)
    above, before_fields, before_owner, before_foot = (plan.white * share for share in _SHARES)
    title = [
        paragraph("Title", [run(line)], before=0 if number else above)
        for number, line in enumerate(cover.title)
    ]
    subtitle = paragraph("Subtitle", [run(cover.subtitle)], before=18, after=before_fields)
    named = owner_runs(cover.school, plan.size)
    owner = plan.field(named, align=Align.CENTRE, before=before_owner)
    date = plan.field([run(cover.date, size=plan.size)], align=Align.CENTRE, after=before_foot)
    notes = [paragraph("ReportNote", [run(note)]) for note in cover.notes]
    code = [_code(cover, picture)] if picture is not None else []
    return [*title, subtitle, _fields(cover, plan), owner, date, *notes, *code]


def _plan(cover: Cover) -> _Plan:
    """Set the fields in the greatest size that leaves enough white."""
    plans = [_Plan(size, HEIGHT - _SPARE - _content(cover, size)) for size in FIELD_SIZES]
    found = next((plan for plan in plans if plan.white >= _LEAST_WHITE), plans[-1])
    return _Plan(found.size, max(found.white, 0))


def _content(cover: Cover, size: float) -> float:
    """Return the height of all lines of a cover."""
    scale = size / COVER_FIELD.size
    fonts = NominalFonts()
    lines = [len(one_line(value, COVER_FIELD, fonts, (_VALUE - 8) / scale)) for _, value in cover.fields]
    owner = len(one_line(f"{cover.school}（盖章）", COVER_FIELD, fonts, WIDTH / scale))
    fields = (sum(lines) + owner + 1) * COVER_FIELD.leading * scale + len(lines) * _FIELD_WHITE
    foot = CODE_SIDE if cover.scanned else 0
    notes = len(cover.notes) * (NOTE.leading + NOTE.before + NOTE.after)
    return len(cover.title) * COVER_TITLE.leading + COVER_SUBTITLE.leading + 18 + fields + foot + notes


def _fields(cover: Cover, plan: _Plan) -> Element:
    height = plan.leading + _FIELD_WHITE
    lines = []
    for label, value in cover.fields:
        name = (plan.field([run(label, size=plan.size)]),)
        text = (plan.field([run(value, size=plan.size)]),)
        cells = (
            Place(0, _LABEL, name, anchor="bottom"),
            Place(_LABEL, _LABEL + _VALUE, text, under=HEAD_RULE_INK, anchor="bottom"),
        )
        lines.append(Line(cells, height))
    return grid(lines, framed=False, align=Align.CENTRE)


def _code(cover: Cover, picture: Element) -> Element:
    words = paragraph("CoverCode", [run(f"{CODE_WORDS}\u3000", size=NOTE.size), run(cover.code)])
    notes = (paragraph("ReportNote", [run(note)], before=0, after=0) for note in CODE_NOTES)
    cells = (
        Place(0, CODE_SIDE + _CODE_GAP, (paragraph("ReportNote", [picture], before=0, after=0),)),
        Place(CODE_SIDE + _CODE_GAP, WIDTH, (words, *notes), anchor="bottom"),
    )
    return grid([Line(cells)], framed=False)


def owner_runs(owner: str, size: float = 0) -> list[Element]:
    """Return the name of who stamps, and where."""
    return [run(owner, size=size), run("（盖章）", ink=FAINT, size=(size or COVER_FIELD.size) * 0.8)]


def signature_lines(lines: SignatureLines) -> Element:
    """Return labelled lines to be signed."""
    return grid([_signatures(row) for row in lines.rows], framed=False)


def _signatures(row: Sequence[tuple[str, str]]) -> Line:
    cells, each = list[Place](), (WIDTH - _SIGN_GAP * (len(row) - 1)) / len(row)
    for number, (label, value) in enumerate(row):
        left = number * (each + _SIGN_GAP)
        width = _label_width(label, len(row))
        name = (paragraph("SignatureLine", [run(label)]),)
        text = (paragraph("SignatureLine", [run(value)]),)
        if number:
            white = (paragraph("SignatureLine"),)
            cells.append(Place(left - _SIGN_GAP, left, white))
        cells.append(Place(left, left + width, name, anchor="bottom"))
        cells.append(Place(left + width, left + each, text, under=HEAD_RULE_INK, anchor="bottom"))
    return Line(tuple(cells), _SIGN_ROW)


def _label_width(label: str, count: int) -> float:
    """Return the room of a label; lines begin below each other where a row has few entries."""
    natural = NominalFonts().text_width(label, SIGN_LINE.face, SIGN_LINE.size) + 6
    return max(natural, _SIGN_LABEL) if count <= 2 else natural


def stamp_place(place: StampPlace) -> Element:
    """Return the place of a stamp at the right, with white round the name and date."""
    left = WIDTH - STAMP_WIDTH
    cells = (
        Place(0, left, (paragraph("CoverField"),)),
        Place(left, WIDTH, _stamp(place.owner, place.date)),
    )
    return grid([Line(cells, STAMP_ROOM)], framed=False)


def _stamp(owner: str, date: str = "") -> tuple[Element, ...]:
    return (
        paragraph("CoverField", owner_runs(owner), align=Align.CENTRE),
        paragraph("CoverField", [run(date or BLANK_DATE)], align=Align.CENTRE),
    )


def opinion_box(box: OpinionBox) -> Element:
    """Return the authority's box with room for an opinion and its stamp."""
    left = WIDTH - STAMP_WIDTH
    choices = written((choice_text(box.choices, (), BOXES),), "Opinion")
    opinion = (paragraph("Opinion", [run(box.title)]), *choices)
    dealt = paragraph("Opinion", [run("经办人\u00a0"), run("\u00a0" * _DEALT, underlined=True)])
    top = Place(0, WIDTH, opinion, bare=("bottom",), anchor="top")
    lower = (
        Place(0, left, (dealt,), bare=("top", "right"), anchor="bottom"),
        Place(left, WIDTH, _stamp(box.authority), bare=("top", "left")),
    )
    upper = Line((top,), _OPINION_HEIGHT - STAMP_ROOM)
    upper.keep()
    return grid([upper, Line(lower, STAMP_ROOM)])
