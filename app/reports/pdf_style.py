"""Faces, sizes, colours and distances of the printed page, each named once (the light set of the look)."""

from dataclasses import dataclass, replace

from app.domain.standard import SourceState
from app.domain.verdict import Status

#: Points to the millimetre.
MM = 72 / 25.4

PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
MARGIN_LEFT, MARGIN_RIGHT = 28 * MM, 26 * MM
MARGIN_TOP, MARGIN_BOTTOM = 30 * MM, 35 * MM
WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
HEIGHT = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM

HEAD_TEXT, HEAD_RULE = 19.2 * MM, 22.6 * MM
FOOT_RULE, FOOT_TEXT = 275.6 * MM, 280.6 * MM

SERIF, SERIF_BOLD = "NotoSerifSC-Regular", "NotoSerifSC-Bold"
SANS, SANS_BOLD = "NotoSansSC-Regular", "NotoSansSC-Bold"
FACES = (SERIF, SERIF_BOLD, SANS, SANS_BOLD)
#: Faces for which a user may name a file, and the bundled ones that stand in for what it lacks.
FANGSONG, KAITI, HEITI = "fangsong", "kaiti", "heiti"
STAND_INS = {FANGSONG: SERIF, KAITI: SANS_BOLD, HEITI: SANS_BOLD}

INK = "#111111"
MUTED = "#3B4346"
FAINT = "#5C686B"
FRAME = "#777777"
RULE = "#9A9A9A"
HEAD_RULE_INK = "#333333"
WRITING_RULE = "#B4BAB8"
HEAD_FILL = "#EEF1F0"
LABEL_FILL = "#F6F8F7"
DRAFT_INK = "#EFF1F0"
WHITE = "#FFFFFF"

#: Text and ground of each status.
STATUS_INK = {
    Status.MET: "#17623F",
    Status.MISSED: "#9C2A1B",
    Status.UNANSWERED: "#774A00",
    Status.UNJUDGEABLE: "#57418C",
    Status.NOT_APPLICABLE: "#4E595D",
    Status.SHOWN: "#1D5A6E",
}
STATUS_FILL = {
    Status.MET: "#E2F1E8",
    Status.MISSED: "#FBE8E4",
    Status.UNANSWERED: "#FBF0D6",
    Status.UNJUDGEABLE: "#EEEAF6",
    Status.NOT_APPLICABLE: "#E9EDED",
    Status.SHOWN: "#E0EFF3",
}
MET_BAR, MISSED_BAR, MISSED_HATCH = "#27794F", "#BF4A37", "#9C2A1B"
SOURCE_INK = dict.fromkeys(SourceState, HEAD_RULE_INK)


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph looks; ``indent`` is the first line's, in characters, ``centred`` of every line."""

    face: str
    bold: str
    size: float
    leading: float
    ink: str = INK
    muted: str = MUTED
    indent: float = 0
    justify: bool = False
    centred: bool = False
    before: float = 0
    after: float = 0

    def with_ink(self, ink: str) -> "TextStyle":
        """Return the same style in another colour."""
        return replace(self, ink=ink)


BODY = TextStyle(FANGSONG, SERIF_BOLD, 12, 21, indent=2, justify=True)
STATEMENT = TextStyle(FANGSONG, SERIF_BOLD, 15.79, 29, indent=2, justify=True)
ADDRESS = TextStyle(FANGSONG, SERIF_BOLD, 15.79, 29, justify=True)
LETTER_TITLE = TextStyle(SERIF_BOLD, SERIF_BOLD, 22, 33, centred=True, before=4, after=16)
NOTE = TextStyle(SERIF, SERIF_BOLD, 9.5, 15, ink=MUTED, before=2, after=2)
CELL = TextStyle(SERIF, SERIF_BOLD, 9.5, 13.2)
CELL_SMALL = TextStyle(SERIF, SERIF_BOLD, 8.6, 12)
REMARK = TextStyle(SANS, SANS_BOLD, 7.6, 10.6, ink=MUTED)
COLUMN_HEAD = TextStyle(SANS_BOLD, SANS_BOLD, 8.5, 12, ink="#222222")
LABEL = TextStyle(SANS_BOLD, SANS_BOLD, 8.5, 13.2, ink="#222222")
STATUS_WORD = TextStyle(SANS_BOLD, SANS_BOLD, 8.8, 13.2)
SOURCE_WORD = TextStyle(SANS, SANS_BOLD, 7.9, 13.2)
FURNITURE = TextStyle(SERIF, SERIF_BOLD, 9, 13, ink=HEAD_RULE_INK)
SIGN_LINE = TextStyle(FANGSONG, SERIF_BOLD, 14, 24)
OPINION = TextStyle(FANGSONG, SERIF_BOLD, 12, 20)

SECTION_HEAD = TextStyle(HEITI, SANS_BOLD, 16, 25.5, before=18, after=2)
PART_HEAD = TextStyle(KAITI, SANS_BOLD, 12, 19.5, before=11, after=3)
CAPTION = TextStyle(SANS_BOLD, SANS_BOLD, 12, 19.5, before=10.5, after=3)
HEAD_NOTE = TextStyle(SANS, SANS_BOLD, 9.5, 15, ink="#222222")
COVER_TITLE = TextStyle(SERIF_BOLD, SERIF_BOLD, 28, 43.5)
COVER_SUBTITLE = TextStyle(SERIF, SERIF_BOLD, 15.75, 24)
COVER_FIELD = TextStyle(FANGSONG, SERIF_BOLD, 14.25, 25.5)
COVER_CODE = TextStyle(SANS_BOLD, SANS_BOLD, 15, 21)
LEGEND = TextStyle(SANS, SANS_BOLD, 8.6, 16.5, ink=HEAD_RULE_INK)
BAR_FIGURE = TextStyle(SANS_BOLD, SANS_BOLD, 7.9, 11.25)

#: White inside a cell.
PAD_X, PAD_Y = 3.5, 2.7
#: The line that a pen writes on.
WRITING_LINE = 8 * MM
RULE_WIDTH = 0.5
