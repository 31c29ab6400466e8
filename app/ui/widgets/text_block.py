"""Text that a widget paints itself: laid out once per width, however often it is painted."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QTextCharFormat, QTextLayout, QTextOption

from app.ui.theme import theme


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text that is set apart: bold, in the colour of a token, or both."""

    text: str
    bold: bool = False
    token: str = ""


class TextBlock:
    """Wrapped paragraphs in one size and colour; an empty one takes no room.

    ``hanging`` is how far the further lines of a paragraph stand in. After the theme changed, ``forget``
    lets everything be laid out anew.
    """

    def __init__(self, size: int, token: str = "text", *, bold: bool = False, hanging: int = 0) -> None:
        self._size, self._token, self._bold, self._hanging = size, token, bold, hanging
        self._spans: tuple[Span, ...] = ()
        self._width, self._height = -1, 0
        self._layouts: list[tuple[QTextLayout, float]] = []
        self._made: dict[tuple[bool, str], QTextCharFormat] = {}

    @property
    def text(self) -> str:
        """The text, without what is set apart in it."""
        return "".join(span.text for span in self._spans)

    @property
    def shown(self) -> bool:
        """Whether there is any text."""
        return bool(self._spans)

    def show(self, text: str | Sequence[Span]) -> bool:
        """Show another text; tell whether it is another."""
        spans = (Span(text, self._bold),) if isinstance(text, str) else tuple(text)
        spans = tuple(span for span in spans if span.text)
        if spans == self._spans:
            return False
        self._spans, self._width = spans, -1
        return True

    def forget(self) -> None:
        """Lay out anew when next asked: fonts or lengths are others."""
        self._width = -1
        self._made.clear()

    def height_for(self, width: int) -> int:
        """Return how high the text is in a column."""
        self._lay_out(width)
        return self._height

    def paint(self, painter: QPainter, left: int, top: int, width: int) -> None:
        """Paint the text into a column."""
        self._lay_out(width)
        painter.setPen(theme().colour(self._token))
        for layout, down in self._layouts:
            layout.draw(painter, QPointF(left, top + down))

    def _lay_out(self, width: int) -> None:
        if width == self._width:
            return
        self._width, self._layouts, down = width, [], 0.0
        for paragraph in self._paragraphs():
            layout = self._layout(paragraph)
            self._layouts.append((layout, down))
            down += self._break(layout, width)
        self._height = ceil(down)

    def _paragraphs(self) -> list[list[Span]]:
        paragraphs: list[list[Span]] = [[]] if self._spans else []
        for span in self._spans:
            first, *more = span.text.split("\n")
            paragraphs[-1].append(Span(first, span.bold, span.token))
            paragraphs += [[Span(text, span.bold, span.token)] for text in more]
        return paragraphs

    def _layout(self, spans: Sequence[Span]) -> QTextLayout:
        layout = QTextLayout("".join(span.text for span in spans), theme().font(self._size, self._bold))
        layout.setCacheEnabled(True)  # else every painting shapes the text anew
        layout.setTextOption(_WRAPPED)
        formats = self._formats(spans)
        if formats:
            layout.setFormats(formats)
        return layout

    def _formats(self, spans: Sequence[Span]) -> list[QTextLayout.FormatRange]:
        formats, start = [], 0
        for span in spans:
            length = _units(span.text)
            if span.token or span.bold is not self._bold:
                each = QTextLayout.FormatRange()
                each.start, each.length = start, length  # type: ignore[attr-defined]
                each.format = self._format(span)  # type: ignore[attr-defined]
                formats.append(each)
            start += length
        return formats

    def _format(self, span: Span) -> QTextCharFormat:
        form = self._made.get((span.bold, span.token))
        if form is None:
            form = self._made[span.bold, span.token] = QTextCharFormat()
            form.setFont(theme().font(self._size, span.bold))
            form.setForeground(theme().colour(span.token or self._token))
        return form

    def _break(self, layout: QTextLayout, width: int) -> float:
        """Break a paragraph into lines; return its height."""
        down, indent = 0.0, 0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width - indent)
            slack = line.height() - line.ascent() - line.descent()
            line.setPosition(QPointF(indent, down + slack / 2))
            down += line.height()
            indent = theme().px(self._hanging)
        layout.endLayout()
        return down


def _units(text: str) -> int:
    """Return the length of a text as Qt counts it."""
    return len(text.encode("utf-16-le")) // 2


_WRAPPED = QTextOption()
_WRAPPED.setWrapMode(QTextOption.WrapMode.WordWrap)
