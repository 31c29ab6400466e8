"""The pen: draws lines of text, rules and shapes on a page, measured from its upper left corner."""

from collections.abc import Sequence
from functools import lru_cache

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from app.reports.pdf_fonts import DRAWN, TICKED_BOX, Fonts
from app.reports.pdf_lines import Line, Piece, Run, break_lines
from app.reports.pdf_style import FRAME, PAGE_HEIGHT, RULE_WIDTH, TextStyle

#: Where the baseline stands in a line, in parts of the font size below its top.
_ASCENT, _DESCENT = 0.88, 0.12


@lru_cache(maxsize=64)
def _colour(ink: str) -> Color:
    return HexColor(ink)


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
        drawn = self.canvas.beginText(x, y)
        for piece in line.pieces:
            if piece.face == DRAWN:
                self._boxes(piece, x, y)
                continue
            drawn.setFont(piece.face, piece.run.size)
            drawn.setFillColor(_colour(piece.run.ink))
            drawn.setTextOrigin(x + piece.x, y)
            drawn.setCharSpace(piece.gap)
            drawn.textOut(piece.text)
        drawn.setCharSpace(0)
        self.canvas.drawText(drawn)

    def words(
        self, text: str, style: TextStyle, x: float, top: float, width: float, align: float = 0
    ) -> None:
        """Draw one short line; ``align`` is 0 at the left, 0.5 in the middle, 1 at the right of ``width``."""
        run = Run(text, style.face, style.size, style.ink)
        line = break_lines([run], self.fonts, 10_000)[0]
        self.text(line, x + (width - line.width) * align, top, style.leading)

    def rule(
        self, x: float, y: float, x2: float, y2: float, ink: str = FRAME, width: float = RULE_WIDTH
    ) -> None:
        """Draw a straight line."""
        self.canvas.setStrokeColor(_colour(ink))
        self.canvas.setLineWidth(width)
        self.canvas.line(x, PAGE_HEIGHT - y, x2, PAGE_HEIGHT - y2)

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
