"""What stands on every page: head, foot, number and fingerprint with its QR code, or that it is a draft."""

from app.reports.pdf_fonts import clean
from app.reports.pdf_pen import Pen
from app.reports.pdf_qr import place_code
from app.reports.pdf_style import (
    DRAFT_INK,
    FOOT_RULE,
    FOOT_TEXT,
    FURNITURE,
    HEAD_RULE,
    HEAD_RULE_INK,
    HEAD_TEXT,
    MARGIN_LEFT,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RULE,
    SANS_BOLD,
    WIDTH,
)
from app.reports.phrases import CODE_WORDS, MATCHING
from app.reports.report import Report

#: A school's name takes at most this part of the running head.
_SCHOOL_SHARE = 0.45
_DRAFT_SIZE, _DRAFT_ANGLE = 140, 52
_CODE_SIDE, _CODE_TOP = 12.5 * MM, FOOT_RULE + 2 * MM
#: White between the code and the words beside it.
_CODE_GAP = 3 * MM


def draw_furniture(pen: Pen, report: Report, number: int, count: int, cover: bool) -> None:
    """Draw what a page has round its text; a cover has no head, nor has a letter."""
    if report.draft:
        _draft(pen)
    if report.head and not cover:
        _head(pen, report)
    _foot(pen, report, f"第 {number} 页 共 {count} 页")


def _head(pen: Pen, report: Report) -> None:
    top = HEAD_TEXT - 6.5
    room = WIDTH * (1 - _SCHOOL_SHARE) - 6
    pen.words(pen.shortened(clean(report.head), FURNITURE, room), FURNITURE, MARGIN_LEFT, top, WIDTH)
    school = pen.shortened(clean(report.school), FURNITURE, WIDTH * _SCHOOL_SHARE)
    pen.words(school, FURNITURE, MARGIN_LEFT, top, WIDTH, 1)
    pen.rule(MARGIN_LEFT, HEAD_RULE, MARGIN_LEFT + WIDTH, HEAD_RULE, HEAD_RULE_INK)


def _foot(pen: Pen, report: Report, place: str) -> None:
    pen.rule(MARGIN_LEFT, FOOT_RULE, MARGIN_LEFT + WIDTH, FOOT_RULE, RULE)
    top = FOOT_TEXT - 8.5
    pen.words(clean(report.foot_left), FURNITURE, MARGIN_LEFT, top, WIDTH)
    pen.words(place, FURNITURE, MARGIN_LEFT, top, WIDTH, 0.5)
    width = WIDTH - _CODE_SIDE - _CODE_GAP if report.scanned else WIDTH
    pen.words(clean(report.foot_right), FURNITURE, MARGIN_LEFT, top, width, 1)
    if report.code:
        top += FURNITURE.leading
        pen.words(f"{CODE_WORDS} {report.code}", FURNITURE, MARGIN_LEFT, top, WIDTH)
        pen.words(MATCHING, FURNITURE, MARGIN_LEFT, top, width, 1)
    if report.scanned:
        place_code(pen.canvas, report.scanned, MARGIN_LEFT + WIDTH - _CODE_SIDE, _CODE_TOP, _CODE_SIDE)


def _draft(pen: Pen) -> None:
    canvas = pen.canvas
    canvas.saveState()
    canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
    canvas.rotate(_DRAFT_ANGLE)
    canvas.setFillColor(DRAFT_INK)
    canvas.setFont(SANS_BOLD, _DRAFT_SIZE)
    canvas.drawCentredString(0, -_DRAFT_SIZE * 0.38, "草 稿")
    canvas.restoreState()
