"""The blocks of a section become boxes, in one dress; notes stay with the table that they belong to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.reports.pdf_boxes import Box, BreakBox, TextBox, heading_boxes, text_box
from app.reports.pdf_columns import PRINTED, Allowance, Layout, Widths
from app.reports.pdf_dress import PLAIN, Dress
from app.reports.pdf_fonts import Fonts
from app.reports.pdf_front import CoverBox, OpinionFrame, StampBox
from app.reports.pdf_pages import paginate
from app.reports.pdf_signing import signature_box
from app.reports.pdf_style import ADDRESS, LETTER_TITLE, PART_HEAD, SECTION_HEAD, STATEMENT, WIDTH
from app.reports.pdf_tables import TableBox
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

#: A note of more lines than these need not stay with the table below it.
_SHORT = 3


class Setter:
    """Sets the blocks of one report."""

    def __init__(
        self, report: Report, fonts: Fonts, dress: Dress = PLAIN, allowance: Allowance = PRINTED
    ) -> None:
        self._fonts, self.dress = fonts, dress
        self._layout = Layout(fonts, allowance, dress)
        self._widths = Widths(report, self._layout)
        self._heads = {1: SECTION_HEAD, 2: PART_HEAD, 3: dress.caption}
        self._manners = {
            Manner.BODY: dress.body,
            Manner.NOTE: dress.note,
            Manner.STATEMENT: STATEMENT,
            Manner.TITLE: LETTER_TITLE,
            Manner.ADDRESS: ADDRESS,
        }

    def boxes(self, blocks: Iterable[Block]) -> list[Box]:
        """Return the boxes of consecutive blocks."""
        boxes = [box for block in blocks for box in self._boxes(block)]
        self._bind_notes(boxes)
        return boxes

    def _boxes(self, block: Block) -> list[Box]:
        match block:
            case Heading():
                return heading_boxes(block, self._heads[block.level], self._fonts, WIDTH)
            case Paragraph(text, manner):
                return [text_box(text, self._manners[manner], self._fonts, WIDTH)]
            case Table():
                return [self._layout.table(block, self._widths.of(block))] if block.rows else []
            case Record():
                return [self._layout.record(block)]
            case Chart():
                return self._layout.chart(block)
            case Cover():
                return [CoverBox(block, self._fonts)]
            case SignatureLines():
                return [signature_box(block, self._fonts)]
            case StampPlace():
                return [StampBox(block, self._fonts)]
            case OpinionBox():
                return [OpinionFrame(block, self._fonts)]
            case PageBreak():
                return [BreakBox()]

    def _bind_notes(self, boxes: list[Box]) -> None:
        """Keep a short note with the table that follows it, or with the one that it stands under."""
        for number, box in enumerate(boxes):
            if not isinstance(box, TextBox) or box.style is not self.dress.note:
                continue
            following = boxes[number + 1] if number + 1 < len(boxes) else None
            if following is not None and (isinstance(following, TableBox) or following.keep):
                box.keep = len(box.lines) <= _SHORT
            elif number and (isinstance(boxes[number - 1], TableBox) or boxes[number - 1].clings):
                box.clings = True


@dataclass(frozen=True, slots=True)
class OnePage:
    """What of a section stands on its single page, as which boxes, and how close."""

    blocks: tuple[Block, ...]
    boxes: list[Box]
    dress: Dress


def on_one_page(section: Section, setters: Sequence[Setter]) -> OnePage | None:
    """Return a section that fits a single page: first closer, then shorter; None where neither helps."""
    tries = [(setter, section.blocks) for setter in setters]
    tries += [(setters[-1], blocks) for blocks in section.shorter]
    laid = (OnePage(blocks, setter.boxes(blocks), setter.dress) for setter, blocks in tries)
    return next((page for page in laid if len(paginate(page.boxes)) == 1), None)
