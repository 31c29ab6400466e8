"""The stacked bars of verdicts on the screen, drawn from the same model as on the printed page."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.verdict import Status
from app.domain.wording import plain_status
from app.reports.chart import ORDER, PATTERNS, Pattern, Scale, scale_for, segments
from app.ui.theme import theme
from app.ui.widgets.painting import back, frame, ink, text_width

Counts = Sequence[tuple[Status, int]]

_LEAST, _GAP, _HEIGHT = 14, 1, 18
_SWATCH_WIDTH, _SWATCH_HEIGHT, _SWATCH_GAP, _ENTRY_GAP = 14, 12, 4, 12


def bar_scale(bars: Iterable[Counts], width: int) -> Scale:
    """Return the scale at which several bars fit into a width in pixels and can be compared."""
    px = theme().px
    return scale_for(bars, px(_LEAST) / max(width, 1), px(_GAP) / max(width, 1))


def paint_bar(painter: QPainter, rect: QRect, counts: Counts, scale: Scale) -> None:
    """Draw one stacked bar with its figures; for widgets and for the cells of tables."""
    painter.setFont(theme().font(12, bold=True))
    for part in segments(counts, scale):
        left, right = (round(edge * rect.width()) for edge in (part.start, part.start + part.width))
        box = QRect(rect.left() + left, rect.top(), right - left, rect.height())
        paint_part(painter, box, part.status)
        solid = part.pattern in (Pattern.SOLID, Pattern.HATCHED)
        painter.setPen(theme().colour("surface") if solid else ink(part.status))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(part.count))


def paint_part(painter: QPainter, box: QRect, status: Status) -> None:
    """Draw the ground of one part."""
    match PATTERNS[status]:
        case Pattern.SOLID:
            painter.fillRect(box, theme().colour("met.bar"))
        case Pattern.HATCHED:
            painter.fillRect(box, theme().colour("missed.bar"))
            _hatch(painter, box)
        case Pattern.DASHED:
            frame(painter, box, ink(status), back(status), dashed=True)
        case Pattern.FRAMED:
            frame(painter, box, ink(status), back(status))


def _hatch(painter: QPainter, box: QRect) -> None:
    """Draw rising lines in the colour of the status's words, on which the figure stays readable."""
    painter.save()
    painter.setClipRect(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink(Status.MISSED), theme().px(2)))
    high, step = box.height(), theme().px(7)
    for left in range(box.left() - high, box.right() + 1, step):
        painter.drawLine(left, box.bottom() + 1, left + high, box.top())
    painter.restore()


def counts_text(counts: Iterable[tuple[Status, int]]) -> str:
    """Return what a bar says in words."""
    by_status: Mapping[Status, int] = dict(counts)
    said = [f"{plain_status(status)} {by_status[status]}" for status in ORDER if by_status.get(status)]
    return "，".join(said) or "没有指标"


class StackedBar(QWidget):
    """One bar of counts; ``among`` are the bars it is compared with, itself included."""

    def __init__(
        self, counts: Counts = (), among: Sequence[Counts] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_counts(counts, among)
        theme().changed.connect(self._on_theme)

    def set_counts(self, counts: Counts, among: Sequence[Counts] = ()) -> None:
        """Show other counts."""
        self._counts, self._among = tuple(counts), tuple(among) or (tuple(counts),)
        self.setAccessibleName(counts_text(self._counts))
        self.setToolTip(counts_text(self._counts))
        self.update()

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(220), theme().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(_LEAST * len(ORDER)), theme().px(_HEIGHT))

    def paintEvent(self, _: QPaintEvent) -> None:
        paint_bar(QPainter(self), self.rect(), self._counts, bar_scale(self._among, self.width()))


class BarLegend(QWidget):
    """What the patterns of the bars mean."""

    def __init__(self, statuses: Sequence[Status] = ORDER, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._statuses = tuple(statuses)
        self.setAccessibleName("图例：" + "，".join(plain_status(status) for status in statuses))
        theme().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px, font = theme().px, theme().font(12)
        words = sum(text_width(font, plain_status(status)) for status in self._statuses)
        count = len(self._statuses)
        width = words + count * px(_SWATCH_WIDTH + _SWATCH_GAP) + max(count - 1, 0) * px(_ENTRY_GAP)
        return QSize(width, QFontMetrics(font).height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, px, font, left = QPainter(self), theme().px, theme().font(12), 0
        painter.setFont(font)
        for status in self._statuses:
            high = px(_SWATCH_HEIGHT)
            paint_part(painter, QRect(left, (self.height() - high) // 2, px(_SWATCH_WIDTH), high), status)
            left += px(_SWATCH_WIDTH + _SWATCH_GAP)
            word = plain_status(status)
            room = QRect(left, 0, text_width(font, word), self.height())
            painter.setPen(theme().colour("text"))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, word)
            left += room.width() + px(_ENTRY_GAP)
