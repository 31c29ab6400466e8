"""The line breaker: 避头尾 right on every line, words and figures whole, nothing outside the frame."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf

from app.reports.pdf_clusters import CANNOT_END, CANNOT_START, clusters, may_break, squeezed
from app.reports.pdf_fonts import Fonts

#: No gap of a justified line grows by more than this part of the font size; else the line stays ragged.
_MOST_STRETCH = 0.25
_HALF = 0.5
#: Rounding errors of measuring are far below this many points.
_HAIR = 0.001


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one face, size and colour."""

    text: str
    face: str
    size: float
    ink: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Text drawn in one go, ``x`` from the start of its line, with ``gap`` after each character."""

    x: float
    text: str
    run: Run
    face: str
    gap: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line, ready to be drawn."""

    pieces: tuple[Piece, ...]
    width: float

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Glyphs:
    """A paragraph without line ends, measured.

    ``reach`` sums the widths up to each character, ``squeezes`` is what each gives up to the next one,
    ``heads`` are the places where clusters begin and ``chunks`` those where a line may begin.
    """

    text: str
    runs: list[Run]
    faces: list[str]
    reach: list[float]
    squeezes: list[float]
    heads: frozenset[int]
    chunks: list[int]

    def width(self, start: int, end: int) -> float:
        """Return the width of a stretch set by itself: its last mark keeps its full width."""
        return self.advance(start, end) + self.squeezes[end - 1] if end > start else 0.0

    def advance(self, start: int, end: int) -> float:
        """Return how far a stretch moves the pen when more follows it."""
        return self.reach[end] - self.reach[start]


def break_lines(
    runs: Sequence[Run], fonts: Fonts, width: float, indent: float = 0, justify: bool = False
) -> list[Line]:
    """Set runs of text into lines no wider than ``width``; a line end begins a new, equally indented one."""
    lines: list[Line] = []
    for paragraph in _paragraphs(runs):
        glyphs = _measure(paragraph, fonts)
        spans = _break(glyphs, width, indent)
        for number, (start, end) in enumerate(spans):
            left = indent if number == 0 else 0.0
            target = width if justify and number < len(spans) - 1 else 0.0
            lines.append(_line(glyphs, start, end, left, target))
    return lines


def natural_width(runs: Sequence[Run], fonts: Fonts) -> float:
    """Return the width that runs take on one line (the widest of their paragraphs)."""
    measured = [_measure(paragraph, fonts) for paragraph in _paragraphs(runs)]
    return max((glyphs.width(0, len(glyphs.text)) for glyphs in measured), default=0.0)


def chunk_width(runs: Sequence[Run], fonts: Fonts, most: float = inf) -> float:
    """Return the width of the widest piece that is not to be torn; those wider than ``most`` are."""
    widest = 0.0
    for paragraph in _paragraphs(runs):
        glyphs = _measure(paragraph, fonts)
        for begin, end in zip(glyphs.chunks, [*glyphs.chunks[1:], len(glyphs.text)], strict=False):
            width = glyphs.width(begin, _trimmed(glyphs.text, begin, end))
            widest = max(widest, width if width <= most else 0.0)
    return widest


def _paragraphs(runs: Sequence[Run]) -> Iterator[list[Run]]:
    paragraph: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        paragraph.append(Run(first, run.face, run.size, run.ink))
        for text in others:
            yield paragraph
            paragraph = [Run(text, run.face, run.size, run.ink)]
    yield paragraph


def _measure(paragraph: list[Run], fonts: Fonts) -> _Glyphs:
    text = "".join(run.text for run in paragraph)
    runs = [run for run in paragraph for _ in run.text]
    faces = [fonts.face_for(char, run.face) for char, run in zip(text, runs, strict=True)]
    squeezes = [
        run.size * _HALF if squeezed(char, after) else 0.0
        for char, after, run in zip(text, [*text[1:], *" "[: len(text)]], runs, strict=True)
    ]
    widths = (fonts.width(c, face) * run.size for c, face, run in zip(text, faces, runs, strict=True))
    moves = (width - squeeze for width, squeeze in zip(widths, squeezes, strict=True))
    heads, chunks = _positions(text)
    return _Glyphs(text, runs, faces, [0.0, *accumulate(moves)], squeezes, heads, chunks)


def _positions(text: str) -> tuple[frozenset[int], list[int]]:
    """Return where clusters begin, and at which of these a line may begin."""
    heads, chunks, at, last = [], [], 0, ""
    for cluster in clusters(text):
        heads.append(at)
        if at == 0 or may_break(last, cluster):
            chunks.append(at)
        at, last = at + len(cluster), cluster.rstrip(" ")[-1:] or last
    return frozenset(heads), chunks


def _break(glyphs: _Glyphs, width: float, indent: float) -> list[tuple[int, int]]:
    """Fill lines with whole chunks; a chunk wider than a line is torn where it does least harm."""
    ends = [*glyphs.chunks[1:], len(glyphs.text)][: len(glyphs.chunks)]
    spans: list[tuple[int, int]] = []
    start, filled, room = 0, 0, width - indent
    for begin, end in zip(glyphs.chunks, ends, strict=True):
        if glyphs.width(start, _trimmed(glyphs.text, start, end)) <= room + _HAIR:
            filled = end
            continue
        if filled > start:
            spans.append((start, filled))
            start, room = begin, width
        while glyphs.width(start, _trimmed(glyphs.text, start, end)) > room + _HAIR:
            cut = _tear(glyphs, start, end, room)
            spans.append((start, cut))
            start, room = cut, width
        filled = end
    if filled > start or not spans:
        spans.append((start, filled))
    return [(first, _trimmed(glyphs.text, first, last)) for first, last in spans]


def _trimmed(text: str, start: int, end: int) -> int:
    """Return the end of a stretch without the spaces that hang at it."""
    while end > start and text[end - 1] == " ":
        end -= 1
    return end


def _tear(glyphs: _Glyphs, start: int, end: int, room: float) -> int:
    """Return where to tear a chunk that no line can hold: as late as fits, not beside a forbidden mark."""
    fits = start + 1
    while fits < end and glyphs.width(start, fits + 1) <= room + _HAIR:
        fits += 1
    for cut in range(fits, start, -1):
        if glyphs.text[cut : cut + 1] not in CANNOT_START and glyphs.text[cut - 1] not in CANNOT_END:
            return cut
    return fits


def _line(glyphs: _Glyphs, start: int, end: int, left: float, target: float) -> Line:
    gap = _gap(glyphs, start, end, target - left) if target else 0.0
    pieces: list[Piece] = []
    x, at = left, start
    while at < end:
        stop, spaced = _piece_end(glyphs, at, end, gap)
        run, text = glyphs.runs[at], glyphs.text[at:stop]
        pieces.append(Piece(x, text, run, glyphs.faces[at], gap if spaced else 0.0))
        x += glyphs.advance(at, stop) + gap * (stop - at if spaced else stop in glyphs.heads)
        at = stop
    return Line(tuple(pieces), left + glyphs.width(start, end) + gap * _places(glyphs, start, end))


def _piece_end(glyphs: _Glyphs, at: int, end: int, gap: float) -> tuple[int, bool]:
    """Return where a piece ends that begins at ``at``, and whether its characters stand apart."""
    spaced = bool(gap) and _stands_alone(glyphs, at)
    stop = at + 1
    while stop < end and _alike(glyphs, at, stop) and not glyphs.squeezes[stop - 1]:
        if gap and (not _stands_alone(glyphs, stop) if spaced else stop in glyphs.heads):
            break
        stop += 1
    return stop, spaced


def _alike(glyphs: _Glyphs, one: int, other: int) -> bool:
    return glyphs.runs[one] is glyphs.runs[other] and glyphs.faces[one] == glyphs.faces[other]


def _stands_alone(glyphs: _Glyphs, index: int) -> bool:
    """Tell whether the character is a cluster by itself."""
    return index in glyphs.heads and (index + 1 in glyphs.heads or index + 1 == len(glyphs.text))


def _places(glyphs: _Glyphs, start: int, end: int) -> int:
    """Return at how many places of a line clusters can be set apart."""
    return sum(index in glyphs.heads for index in range(start + 1, end))


def _gap(glyphs: _Glyphs, start: int, end: int, target: float) -> float:
    """Return how far the clusters of a line are set apart to fill it; 0 where that would show."""
    places = _places(glyphs, start, end)
    spare = target - glyphs.width(start, end)
    if not places or spare <= 0:
        return 0.0
    gap = spare / places
    return gap if gap <= _MOST_STRETCH * glyphs.runs[start].size else 0.0
