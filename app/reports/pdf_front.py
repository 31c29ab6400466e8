"""The pages that are signed: cover, signature lines, stamp places and the authority's box."""

from dataclasses import replace

from app.reports.pdf_boxes import Box
from app.reports.pdf_fonts import EMPTY_BOX, Fonts, clean
from app.reports.pdf_lines import Line, Run, break_lines
from app.reports.pdf_pen import Pen
from app.reports.pdf_qr import place_code
from app.reports.pdf_style import (
    COVER_CODE,
    COVER_FIELD,
    COVER_SUBTITLE,
    COVER_TITLE,
    FAINT,
    FRAME,
    HEAD_RULE_INK,
    HEIGHT,
    MARGIN_LEFT,
    MM,
    NOTE,
    OPINION,
    PAGE_WIDTH,
    WIDTH,
    TextStyle,
)
from app.reports.phrases import CODE_WORDS
from app.reports.report import Cover, OpinionBox, StampPlace

_PX = 0.75
_TITLE_TOP, _SUBTITLE_TOP, _FIELDS_TOP = 210 * _PX, 350 * _PX, 470 * _PX
_TITLE_TRACKING = 2 * _PX
_SIGNED_TOP, _NOTES_BOTTOM = 842 * _PX, 1019 * _PX
_FIELD_LABEL, _FIELD_VALUE, _FIELD_GAP = 130 * _PX, 330 * _PX, 12.0
#: Sizes in which the fields are tried, and where the smallest begin.
FIELD_SIZES = (COVER_FIELD.size, 12.0, 10.5, 9.0, 7.5)
_FIELDS_TOP_LEAST = 380 * _PX
_SIGNED_GAP = 24.0
#: A code of 24 mm, and what is said beside it.
CODE_SIDE = 24 * MM
_CODE_TOP = _NOTES_BOTTOM - CODE_SIDE
CODE_NOTES = ("由备案数据算出，每页页脚印有同一指纹；", "与备案包的指纹不一致时，不得作为备案依据。")
STAMP_ROOM = 45 * MM
STAMP_WIDTH = 84 * MM
#: The date line to be written by hand, with room for the figures.
BLANK_DATE = "\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日"


def one_line(text: str, style: TextStyle, fonts: Fonts, width: float) -> list[Line]:
    """Set a plain text into lines."""
    return break_lines([Run(clean(text), style.face, style.size, style.ink)], fonts, width)


class CoverBox(Box):
    """The whole first page; long fields are set smaller until they have room."""

    height = HEIGHT

    def __init__(self, cover: Cover, fonts: Fonts) -> None:
        self._cover = cover
        self.foot = _CODE_TOP if cover.scanned else _NOTES_BOTTOM - 16.5 * len(cover.notes)
        for size in FIELD_SIZES:
            self._set(size, fonts)
            if self.ends() <= self.foot:
                break

    def _set(self, size: float, fonts: Fonts) -> None:
        """Set the fields in a size; the smallest begin higher."""
        field = COVER_FIELD
        self._style = replace(field, size=size, leading=field.leading * size / field.size)
        self._top = _FIELDS_TOP if size > FIELD_SIZES[-1] else _FIELDS_TOP_LEAST
        self._values = [
            one_line(value, self._style, fonts, _FIELD_VALUE - 8) for _, value in self._cover.fields
        ]
        self._owner = _owner(self._cover.school, fonts, WIDTH - 8 * MM, self._style)

    def ends(self) -> float:
        """Return where the signature below the fields ends; ``foot`` is where it must."""
        lines = sum(map(len, self._values)) + len(self._owner) + 1
        return self._top + lines * self._style.leading + len(self._values) * _FIELD_GAP + _SIGNED_GAP

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw title, fields, the school's signature and notes in their fixed places."""
        cover = self._cover
        for number, title in enumerate(cover.title):
            top = _TITLE_TOP + number * COVER_TITLE.leading
            pen.words(title, COVER_TITLE, 0, top, PAGE_WIDTH, 0.5, _TITLE_TRACKING)
        pen.words(cover.subtitle, COVER_SUBTITLE, 0, _SUBTITLE_TOP, PAGE_WIDTH, 0.5)
        y = self._top
        for (label, _), lines in zip(cover.fields, self._values, strict=True):
            y = self._field(pen, label, lines, y)
        self._signed(pen, y)
        for number, note in enumerate(reversed(cover.notes)):
            pen.words(note, NOTE, MARGIN_LEFT, _NOTES_BOTTOM - (number + 1) * 16.5, WIDTH)
        if cover.scanned:
            self._code(pen)

    def _field(self, pen: Pen, label: str, lines: list[Line], top: float) -> float:
        style, left = self._style, (PAGE_WIDTH - _FIELD_LABEL - _FIELD_VALUE) / 2
        pen.words(label, style, left, top, _FIELD_LABEL)
        value = left + _FIELD_LABEL
        for line in lines:
            pen.text(line, value + 6, top, style.leading)
            top += style.leading
            pen.rule(value, top, value + _FIELD_VALUE, top, HEAD_RULE_INK)
        return top + _FIELD_GAP

    def _signed(self, pen: Pen, fields_end: float) -> None:
        """Draw the owner and the date: in their place, or as far below long fields as there is room."""
        leading = self._style.leading
        last = self.foot - leading * (len(self._owner) + 1)
        top = min(max(_SIGNED_TOP - leading * (len(self._owner) - 1), fields_end + _SIGNED_GAP), last)
        for line in self._owner:
            pen.text(line, (PAGE_WIDTH - line.width) / 2, top, leading)
            top += leading
        pen.words(self._cover.date, self._style, 0, top, PAGE_WIDTH, 0.5)

    def _code(self, pen: Pen) -> None:
        """Draw the QR code with the fingerprint and what they are for beside it."""
        cover = self._cover
        place_code(pen.canvas, cover.scanned, MARGIN_LEFT, _CODE_TOP, CODE_SIDE)
        left, top = MARGIN_LEFT + CODE_SIDE + 12, _CODE_TOP + CODE_SIDE - 57
        pen.words(CODE_WORDS, NOTE, left, top + 4, WIDTH)
        pen.words(cover.code, COVER_CODE, left + 24, top, WIDTH, 0, 1.0)
        for number, text in enumerate(CODE_NOTES):
            pen.words(text, NOTE, left, top + 24 + number * 16.5, WIDTH)


def _owner(owner: str, fonts: Fonts, width: float, style: TextStyle = COVER_FIELD) -> list[Line]:
    runs = [
        Run(clean(owner), style.face, style.size, style.ink),
        Run("（盖章）", style.face, style.size * 0.8, FAINT),
    ]
    return break_lines(runs, fonts, width)


class StampBox(Box):
    """A stamp place at the right: the owner's name and date in the middle of the white."""

    height = STAMP_ROOM
    before, after = 6.0, 4.0

    def __init__(self, place: StampPlace, fonts: Fonts) -> None:
        self._lines = _owner(place.owner, fonts, STAMP_WIDTH)
        self._date = place.date or BLANK_DATE

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw name and date; a stamp of 42 mm fits over them."""
        draw_stamp(pen, self._lines, self._date, x + WIDTH - STAMP_WIDTH, top, self.height)


def draw_stamp(pen: Pen, lines: list[Line], date: str, x: float, top: float, height: float) -> None:
    """Draw a name and a date in the middle of a stamp place."""
    leading = COVER_FIELD.leading
    y = top + (height - leading * (len(lines) + 1)) / 2
    for line in lines:
        pen.text(line, x + (STAMP_WIDTH - line.width) / 2, y, leading)
        y += leading
    pen.words(date, COVER_FIELD, x, y, STAMP_WIDTH, 0.5)


class OpinionFrame(Box):
    """The authority's box: its opinion, who dealt with it, and its own stamp place."""

    before = 4.0
    height = 66 * MM
    _INNER = 8.0

    def __init__(self, box: OpinionBox, fonts: Fonts) -> None:
        self._box = box
        choices = "\u3000\u3000".join(f"{EMPTY_BOX}\u00a0{choice}" for choice in box.choices)
        choices_run = Run(choices, OPINION.face, OPINION.size, OPINION.ink)
        self._choices = break_lines([choices_run], fonts, WIDTH - 2 * self._INNER)
        self._owner = _owner(box.authority, fonts, STAMP_WIDTH)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the frame with room for an opinion on the left and a stamp on the right."""
        pen.rect(x, top, WIDTH, self.height, stroke=FRAME)
        left, y = x + self._INNER, top + 6
        pen.words(self._box.title, OPINION, left, y, WIDTH)
        y += OPINION.leading + 2
        for line in self._choices:
            pen.text(line, left, y, OPINION.leading)
            y += OPINION.leading
        foot = top + self.height - OPINION.leading - 8
        pen.words("经办人", OPINION, left, foot, 60)
        pen.rule(left + 44, foot + OPINION.leading, left + 150, foot + OPINION.leading, HEAD_RULE_INK)
        stamp_top = top + self.height - STAMP_ROOM
        draw_stamp(pen, self._owner, BLANK_DATE, x + WIDTH - STAMP_WIDTH, stamp_top, STAMP_ROOM)
