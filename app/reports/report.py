"""What a report says: plain values, without fonts, colours or positions."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from app.domain.standard import SourceState
from app.domain.verdict import Status


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text in one manner: plain, emphasised, or stepped back."""

    text: str
    strong: bool = False
    muted: bool = False


Text = tuple[Span, ...]


def say(*parts: "str | Span") -> Text:
    """Make a text of pieces; plain strings are plain spans and empty ones are left out."""
    spans = (Span(part) if isinstance(part, str) else part for part in parts)
    return tuple(span for span in spans if span.text)


def strong(text: str) -> Span:
    """Return an emphasised piece of text."""
    return Span(text, strong=True)


def muted(text: str) -> Span:
    """Return a piece of text that steps back: sources, notes."""
    return Span(text, muted=True)


def plain(text: Text) -> str:
    """Return a text without its emphasis."""
    return "".join(span.text for span in text)


class Align(Enum):
    """How the cells of a column stand."""

    LEFT = auto()
    CENTRE = auto()
    RIGHT = auto()


class Manner(Enum):
    """How a paragraph is set: body text, a small note, the large text of a statement.

    Of a letter: its centred ``TITLE``, and the ``ADDRESS``, as large as a statement and not indented.
    """

    BODY = auto()
    NOTE = auto()
    STATEMENT = auto()
    TITLE = auto()
    ADDRESS = auto()


@dataclass(frozen=True, slots=True)
class TextCell:
    """One or several paragraphs."""

    paragraphs: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class StatusCell:
    """A status with the word that the row's force asks for."""

    status: Status
    word: str


@dataclass(frozen=True, slots=True)
class SourceCell:
    """How surely a figure is known."""

    state: SourceState
    word: str


@dataclass(frozen=True, slots=True)
class ChoiceCell:
    """Choices with a box before each; those in ``chosen`` are ticked."""

    choices: tuple[str, ...]
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BlankCell:
    """White room for handwriting, as many ruled lines high as said; ``unit`` stands at its end."""

    lines: int = 1
    unit: str = ""


@dataclass(frozen=True, slots=True)
class BarCell:
    """How many rows have which status, as one stacked bar."""

    counts: tuple[tuple[Status, int], ...]


Cell = TextCell | StatusCell | SourceCell | ChoiceCell | BlankCell | BarCell


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``fit`` ones are as wide as their longest entry, others share the rest by ``weight``.

    A fitting column is at least ``least`` and at most ``most`` mm wide; ``small`` ones have smaller text.
    """

    title: str
    align: Align = Align.LEFT
    fit: bool = False
    most: float = 1000.0
    least: float = 0.0
    weight: float = 1.0
    small: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; a ``remark`` stands under them across all columns but the first."""

    cells: tuple[Cell, ...]
    remark: Text = ()
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head is repeated on each page; tables of one ``family`` have the same column widths."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    family: str = ""
    remark_from: int = 1


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled value; where nothing is known, ``ruled`` lines are left for handwriting."""

    label: str
    paragraphs: tuple[Text, ...] = ()
    ruled: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """Labelled values in a frame, one or two to a row; a ``title`` row and a status may stand above."""

    rows: tuple[tuple[Field, ...], ...]
    title: Text = ()
    status: StatusCell | None = None


@dataclass(frozen=True, slots=True)
class ChartRow:
    """What is counted by status in one bar: the rows of a document, the schools of an indicator.

    ``without`` is how many have no data: they stand in a column and not in the bar.
    """

    label: str
    counts: tuple[tuple[Status, int], ...]
    without: int = 0

    def count(self, status: Status) -> int:
        """Return how many rows have a status."""
        return dict(self.counts).get(status, 0)

    @property
    def total(self) -> int:
        """How many are counted."""
        return sum(number for _, number in self.counts)


@dataclass(frozen=True, slots=True)
class Chart:
    """Stacked bars with their figures beside them and, when ``summed``, a total row.

    ``label`` says what each bar is of, ``counted`` what is counted in it.
    """

    rows: tuple[ChartRow, ...]
    label: str = "文件"
    counted: str = "指标"
    summed: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 opens a section, 2 a part of it, 3 names a table or figure."""

    text: str
    level: int = 2
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: Text
    manner: Manner = Manner.BODY


@dataclass(frozen=True, slots=True)
class SignatureLines:
    """Labelled lines to be signed or filled by hand; what is known already is printed on its line."""

    rows: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class StampPlace:
    """The place of a stamp: the owner's name and a date with white round them."""

    owner: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class OpinionBox:
    """The receiving authority's box: its opinion, who dealt with it, date and its own stamp place."""

    title: str
    choices: tuple[str, ...]
    authority: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page; ``code`` is the fingerprint of a filing, ``scanned`` what its QR code says."""

    title: tuple[str, ...]
    subtitle: str
    fields: tuple[tuple[str, str], ...]
    school: str
    date: str
    notes: tuple[str, ...] = ()
    code: str = ""
    scanned: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = (
    Heading
    | Paragraph
    | Table
    | Record
    | Chart
    | SignatureLines
    | StampPlace
    | OpinionBox
    | Cover
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report that has its own bookmark.

    A ``one_page`` one is printed closer where it needs to be, else as the first of the ``shorter`` that fits.
    """

    title: str
    blocks: tuple[Block, ...]
    new_page: bool = True
    one_page: bool = False
    shorter: tuple[tuple[Block, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole document: sections, and what stands at the head and foot of each page.

    A filing has a ``number``; its fingerprint (``code``) and QR code (what is ``scanned``) stand on each page.
    """

    title: str
    school: str
    sections: tuple[Section, ...]
    head: str = ""
    foot_left: str = ""
    foot_right: str = ""
    draft: bool = False
    subject: str = ""
    number: str = ""
    code: str = ""
    scanned: str = ""
    properties: tuple[tuple[str, str], ...] = field(default=())

    def blocks(self) -> Iterator[tuple[str, Block]]:
        """Yield every block with the title of its section."""
        for section in self.sections:
            for block in section.blocks:
                yield section.title, block
