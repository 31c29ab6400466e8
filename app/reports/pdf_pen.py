"""The pen: draws lines of text, rules and shapes on a page, measured from its upper left corner."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, zip_longest

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from app.reports.pdf_fonts import DRAWN, TICKED_BOX, Fonts
from app.reports.pdf_lines import Line, Piece, Run, break_lines
from app.reports.pdf_style import FRAME, PAGE_HEIGHT, RULE_WIDTH, TextStyle

#: Where the baseline stands in a line, in parts of the font size below its top.
_ASCENT, _DESCENT = 0.88, 0.12


def _written(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")


def _moved(distance: float, size: float) -> str:
    """Return a move to the right inside a string, which counts thousandths of the size to the left."""
    return _written(-distance / size * 1000)


@lru_cache(maxsize=64)
def _colour(ink: str) -> Color:
    return HexColor(ink)


@lru_cache(maxsize=64)
def _inked(ink: str) -> str:
    """Return the parts of a colour as a page writes them."""
    colour = _colour(ink)
    return " ".join(map(_written, (colour.red, colour.green, colour.blue)))


class Pen:
    """Draws on one canvas; every ``y`` grows downwards from the top of the page."""

    def __init__(self, canvas: Canvas, fonts: Fonts) -> None:
        self.canvas, self.fonts = canvas, fonts

    def text(self, line: Line, x: float, top: float, leading: float) -> None:
        """Draw a line of text into a stripe ``leading`` high."""
        if not line.pieces:
            return
        size = max(piece.run.size for piece in line.pieces)
        y = PAGE_HEIGHT - top - (leading - size) / 2 - _ASCENT * size
        for _, pieces in groupby(line.pieces, key=lambda piece: (id(piece.run), piece.face)):
            stretch = list(pieces)
            if stretch[0].face == DRAWN:
                self._boxes(stretch[0], x, y)
            else:
                self._string(stretch, x, y)

    def _string(self, pieces: Sequence[Piece], x: float, y: float) -> None:
        """Draw pieces of one run as a single string, moved by numbers within it.

        Readers put a line together rightly, when it is searched or copied, only where it is not torn up.
        """
        run, face = pieces[0].run, pieces[0].face
        shown = list[str]()
        for piece, following in zip_longest(pieces, pieces[1:]):
            shown.append(self._shown(piece))
            if following is not None:
                end = (
                    piece.x + self.fonts.text_width(piece.text, face, run.size) + piece.gap * len(piece.text)
                )
                shown.append(_moved(following.x - end + piece.gap, run.size))
        font = self.fonts.name(face, self.canvas)
        self.canvas.addLiteral(f"{_inked(run.ink)} rg")
        place = f"1 0 0 1 {_written(x + pieces[0].x)} {_written(y)} Tm"
        self.canvas.addLiteral(f"BT {font} {_written(run.size)} Tf {place} [{''.join(shown)}] TJ ET")

    def _shown(self, piece: Piece) -> str:
        """Return a piece as codes, with its gap between characters."""
        texts = piece.text if piece.gap else (piece.text,)
        gap = _moved(piece.gap, piece.run.size) if piece.gap else ""
        return gap.join(f"<{self.fonts.codes(text, piece.face, self.canvas)}>" for text in texts)

    def words(
        self,
        text: str,
        style: TextStyle,
        x: float,
        top: float,
        width: float,
        align: float = 0,
        tracking: float = 0,
    ) -> None:
        """Draw one short line; ``align`` is 0 at the left, 0.5 in the middle, 1 at the right of ``width``."""
        run = Run(text, style.face, style.size, style.ink)
        line = break_lines([run], self.fonts, 10_000)[0]
        if tracking and len(line.pieces) == 1:
            spread = replace(line.pieces[0], gap=tracking)
            line = Line((spread,), line.width + tracking * (len(text) - 1))
        self.text(line, x + (width - line.width) * align, top, style.leading)

    def shortened(self, text: str, style: TextStyle, width: float) -> str:
        """Return a text as far as it fits into a width, with … for what does not."""
        if self.fonts.text_width(text, style.face, style.size) <= width:
            return text
        while text and self.fonts.text_width(f"{text}…", style.face, style.size) > width:
            text = text[:-1]
        return f"{text}…"

    def rule(
        self, x: float, y: float, x2: float, y2: float, ink: str = FRAME, width: float = RULE_WIDTH
    ) -> None:
        """Draw a straight line."""
        start = f"{_written(x)} {_written(PAGE_HEIGHT - y)} m"
        end = f"{_written(x2)} {_written(PAGE_HEIGHT - y2)} l"
        self.canvas.addLiteral(f"{_inked(ink)} RG {_written(width)} w {start} {end} S")

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        stroke: str = "",
        line: float = RULE_WIDTH,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw a rectangle, filled, framed or both."""
        canvas = self.canvas
        if fill:
            canvas.setFillColor(_colour(fill))
        if stroke:
            canvas.setStrokeColor(_colour(stroke))
            canvas.setLineWidth(line)
        canvas.setDash(list(dash))
        canvas.rect(x, PAGE_HEIGHT - y - height, width, height, stroke=bool(stroke), fill=bool(fill))
        canvas.setDash([])

    def hatch(self, x: float, y: float, width: float, height: float, ink: str, step: float) -> None:
        """Fill a rectangle with slanting strokes."""
        canvas = self.canvas
        canvas.saveState()
        window = canvas.beginPath()
        bottom = PAGE_HEIGHT - y - height
        window.rect(x, bottom, width, height)
        canvas.clipPath(window, stroke=0, fill=0)
        canvas.setStrokeColor(_colour(ink))
        canvas.setLineWidth(step / 2**0.5 / 2**0.5)
        at = -height
        while at < width:
            canvas.line(x + at, bottom, x + at + height, bottom + height)
            at += step * 2
        canvas.restoreState()

    def _boxes(self, piece: Piece, x: float, baseline: float) -> None:
        """Draw tick boxes: the fonts have none."""
        size = piece.run.size
        side = size * 0.72
        at, bottom = x + piece.x + size * 0.12, baseline - size * 0.02
        self.canvas.setStrokeColor(_colour(piece.run.ink))
        for char in piece.text:
            self.canvas.setLineWidth(0.7)
            self.canvas.rect(at, bottom, side, side, stroke=1, fill=0)
            if char == TICKED_BOX:
                self._tick(at, bottom, side)
            at += size + piece.gap

    def _tick(self, x: float, bottom: float, side: float) -> None:
        path = self.canvas.beginPath()
        path.moveTo(x + side * 0.18, bottom + side * 0.52)
        path.lineTo(x + side * 0.42, bottom + side * 0.24)
        path.lineTo(x + side * 0.86, bottom + side * 0.84)
        self.canvas.setLineWidth(1.1)
        self.canvas.drawPath(path, stroke=1, fill=0)
