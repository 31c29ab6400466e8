"""Status and source icons, drawn as vectors from the shapes of the icon set."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from app.domain.standard import SourceState
from app.domain.verdict import Status
from app.reports.pdf_style import PAGE_HEIGHT, SOURCE_INK, STATUS_INK, WHITE


@dataclass(frozen=True, slots=True)
class Shape:
    """A part of an icon: a path in SVG's words, filled or stroked; ``pale`` shapes are white."""

    path: str
    stroke: float = 0
    dash: tuple[float, ...] = ()
    pale: bool = False


def _circle(x: float, y: float, radius: float) -> str:
    """Return a circle as a path of four curves."""
    pull = radius * 0.5523
    return (
        f"M{x} {y - radius}c{pull} 0 {radius} {radius - pull} {radius} {radius}"
        f"c0 {pull} {pull - radius} {radius} {-radius} {radius}"
        f"c{-pull} 0 {-radius} {pull - radius} {-radius} {-radius}"
        f"c0 {-pull} {radius - pull} {-radius} {radius} {-radius}z"
    )


_SHEET = "M4.5 3h7.5l3.5 3.5V17h-11z"
_STATUS = {
    Status.MET: (Shape(_circle(8, 8, 7)), Shape("m4.7 8.2 2.3 2.3 4.3-4.7", 1.8, pale=True)),
    Status.MISSED: (
        Shape("M3.3 1.3h9.4c1.1 0 2 .9 2 2v9.4c0 1.1-.9 2-2 2h-9.4c-1.1 0-2-.9-2-2v-9.4c0-1.1.9-2 2-2z"),
        Shape("m5 5 6 6M11 5l-6 6", 1.8, pale=True),
    ),
    Status.UNANSWERED: (
        Shape(_circle(8, 8, 6.3), 1.5, (2.6, 1.7)),
        Shape(_circle(5.1, 8, 1) + _circle(8, 8, 1) + _circle(10.9, 8, 1)),
    ),
    Status.UNJUDGEABLE: (
        Shape("M8 1.2 14.8 8 8 14.8 1.2 8z", 1.5),
        Shape("M6.5 6.6c0-2 3.1-2 3.1-.1 0 1.2-1.6 1.2-1.6 2.5M8 11v.3", 1.4),
    ),
    Status.NOT_APPLICABLE: (Shape(_circle(8, 8, 6.3), 1.5), Shape("M3.8 12.2 12.2 3.8", 1.5)),
    Status.SHOWN: (
        Shape("M1.7 2.7h12.6v10.6h-12.6z", 1.5),
        Shape("M5 10.5V8M8 10.5V5.5M11 10.5V7", 1.5),
    ),
}
_SOURCE = {
    SourceState.READ: (Shape(_SHEET, 1.5), Shape("m7 11 2.2 2.2L13 9.3", 1.5)),
    SourceState.CONFIRMED: (Shape(_SHEET, 1.5), Shape("m7 11 2.2 2.2L13 9.3", 1.5)),
    SourceState.SECONDARY: (
        Shape(_SHEET, 1.5, (2.4, 1.8)),
        Shape("M7.3 11.2c1-1.3 1.9-1.3 2.7-.4c.8 .9 1.7 .9 2.7-.4", 1.5),
    ),
    SourceState.RECALLED: (
        Shape(_SHEET, 1.5, (2.4, 1.8)),
        Shape("M8.2 9.2c0-2.3 3.7-2.3 3.7-.2 0 1.4-1.9 1.5-1.9 3M10 14.3v.3", 1.5),
    ),
}


def status_icon(canvas: Canvas, status: Status, x: float, y: float, size: float) -> None:
    """Draw a status icon whose upper left corner is at ``x, y`` from the top of the page."""
    _draw(canvas, _STATUS[status], STATUS_INK[status], x, y, size / 16)


def source_icon(canvas: Canvas, state: SourceState, x: float, y: float, size: float) -> None:
    """Draw a source icon whose upper left corner is at ``x, y`` from the top of the page."""
    _draw(canvas, _SOURCE[state], SOURCE_INK[state], x, y, size / 20)


def _draw(canvas: Canvas, shapes: tuple[Shape, ...], ink: str, x: float, y: float, scale: float) -> None:
    canvas.saveState()
    canvas.translate(x, PAGE_HEIGHT - y)
    canvas.scale(scale, -scale)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for shape in shapes:
        colour = HexColor(WHITE if shape.pale else ink)
        canvas.setFillColor(colour)
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(shape.stroke or 1)
        canvas.setDash(list(shape.dash))
        path = canvas.beginPath()
        _trace(path, shape.path)
        canvas.drawPath(path, stroke=bool(shape.stroke), fill=not shape.stroke)
    canvas.restoreState()


_WORDS = re.compile(r"[a-zA-Z]|-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_TAKES = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "z": 0}


def _trace(path: PDFPathObject, text: str) -> None:
    """Follow a path written in SVG's words (move, line, curve, close; capitals are absolute)."""
    x = y = 0.0
    for word, numbers in _steps(text):
        base_x, base_y = (0.0, 0.0) if word.isupper() else (x, y)
        match word.lower():
            case "m":
                x, y = base_x + numbers[0], base_y + numbers[1]
                path.moveTo(x, y)
            case "l":
                x, y = base_x + numbers[0], base_y + numbers[1]
                path.lineTo(x, y)
            case "h":
                x = base_x + numbers[0]
                path.lineTo(x, y)
            case "v":
                y = base_y + numbers[0]
                path.lineTo(x, y)
            case "c":
                points = [n + (base_y if i % 2 else base_x) for i, n in enumerate(numbers)]
                path.curveTo(*points)
                x, y = points[4:]
            case _:
                path.close()


def _steps(text: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command with its numbers; repeated numbers repeat the command (a move goes on as lines)."""
    command, numbers = "", list[float]()
    for word in _WORDS.findall(text):
        if word.isalpha():
            command = word
            if not _TAKES[word.lower()]:
                yield command, []
            continue
        numbers.append(float(word))
        if len(numbers) == _TAKES[command.lower()]:
            yield command, numbers
            numbers = []
            command = {"m": "l", "M": "L"}.get(command, command)
