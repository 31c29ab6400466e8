"""The contents of a cell as Word paragraphs, with its ground and least height."""

from dataclasses import dataclass

from app.domain.wording import plain_status
from app.reports.chart import ORDER
from app.reports.docx_xml import Element, paragraph, run, span_runs
from app.reports.pdf_cells import choice_text
from app.reports.pdf_style import SOURCE_INK, STATUS_FILL, STATUS_INK, WRITING_LINE
from app.reports.report import (
    Align,
    BarCell,
    BlankCell,
    Cell,
    ChoiceCell,
    SourceCell,
    StatusCell,
    Text,
    TextCell,
)

#: Boxes that every Chinese face has: empty, and chosen.
BOXES = ("□", "■")


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a cell."""

    paragraphs: tuple[Element, ...]
    fill: str = ""
    height: float = 0


def filled(cell: Cell, style: str, align: Align = Align.LEFT, bold: bool = False) -> Filled:
    """Return the content of a cell."""
    match cell:
        case TextCell(paragraphs):
            return Filled(written(paragraphs, style, align, bold))
        case StatusCell(status, word):
            text = run(word, ink=STATUS_INK[status])
            return Filled((paragraph("StatusWord", [text], align=Align.CENTRE),), STATUS_FILL[status])
        case SourceCell(state, word):
            text = run(word, ink=SOURCE_INK[state])
            return Filled((paragraph("SourceWord", [text], align=Align.CENTRE),))
        case ChoiceCell(choices, chosen):
            return Filled(written((choice_text(choices, chosen, BOXES),), style))
        case BlankCell(lines, unit):
            runs = [run(unit)] if unit else []
            return Filled((paragraph(style, runs, align=Align.RIGHT),), height=lines * WRITING_LINE)
        case BarCell():
            return Filled((paragraph(style, _counts(cell), align=align),))


def written(
    paragraphs: tuple[Text, ...], style: str, align: Align = Align.LEFT, bold: bool = False
) -> tuple[Element, ...]:
    """Return texts as paragraphs; Word wants at least one in a cell."""
    texts = paragraphs or ((),)
    return tuple(paragraph(style, span_runs(text, bold=bold), align=align) for text in texts)


def _counts(bar: BarCell) -> list[Element]:
    """Return the parts of a bar in words and figures, in the order of the legend."""
    counts = dict(bar.counts)
    present = [status for status in ORDER if counts.get(status)]
    return [
        run(f"{plain_status(status)}\u00a0{counts[status]}\u3000", ink=STATUS_INK[status])
        for status in present
    ]
