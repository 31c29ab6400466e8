"""How far a value is from what is required: a thin bar with a tick at the requirement."""

from typing import SupportsFloat

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from app.domain.verdict import Status
from app.ui.theme import theme

#: Where no natural end of the scale is given, the greater of value and requirement stands at this part of it.
_REACH = 0.8
_WHOLE = 100


class Meter(QProgressBar):
    """A bar filled up to ``value``, a tick at ``threshold``, the requirement's words under the tick.

    ``top`` is what the full width stands for (1 for a share); without it room is left beyond the greater one.
    """

    def __init__(
        self,
        value: SupportsFloat = 0,
        threshold: SupportsFloat = 1,
        status: str = Status.MISSED,
        *,
        label: str = "",
        top: SupportsFloat | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setRange(0, _WHOLE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_values(value, threshold, status, label=label, top=top)
        theme().changed.connect(self._on_theme)

    def set_values(
        self,
        value: SupportsFloat,
        threshold: SupportsFloat,
        status: str,
        *,
        label: str = "",
        top: SupportsFloat | None = None,
    ) -> None:
        """Show other figures."""
        number, required = float(value), float(threshold)
        full = float(top) if top is not None else max(number, required) / _REACH
        self._filled = _part(number, full)
        self._tick = _part(required, full)
        self._bar = f"{status}.bar" if status in (Status.MET, Status.MISSED) else f"{status}.text"
        self._label = label
        self.setAccessibleName(f"要求 {label}" if label else "与要求比较")
        self._tell(_part(number, float(top) if top is not None else required))
        self._on_theme()

    def _tell(self, part: float) -> None:
        """Tell those who hear the window how much of the whole (else of what is required) is reached."""
        self.setUpdatesEnabled(False)  # Qt would paint at once; it is painted with the rest of the card
        self.setValue(int(part * _WHOLE))
        self.setUpdatesEnabled(True)

    @property
    def filled(self) -> float:
        """How much of the bar is filled, from 0 to 1."""
        return self._filled

    @property
    def tick(self) -> float:
        """Where the requirement stands, from 0 to 1."""
        return self._tick

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme().font(12)).height() if self._label else 0
        return QSize(theme().px(160), theme().px(14) + words)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(60), self.sizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, px = QPainter(self), theme().px
        bar = QRect(0, px(4), self.width(), px(6))
        painter.fillRect(bar, theme().colour("bar.track"))
        painter.fillRect(
            QRect(0, bar.top(), round(bar.width() * self._filled), bar.height()), theme().colour(self._bar)
        )
        at = min(round(bar.width() * self._tick), bar.width() - px(2))
        painter.fillRect(QRect(at, 0, px(2), px(14)), theme().colour("text"))
        self._paint_label(painter, at)

    def _paint_label(self, painter: QPainter, at: int) -> None:
        font = theme().font(12)
        width, top = QFontMetrics(font).horizontalAdvance(self._label), theme().px(14)
        left = min(max(at - width // 2, 0), max(self.width() - width, 0))
        painter.setFont(font)
        painter.setPen(theme().colour("text.muted"))
        painter.drawText(
            QRect(left, top, width, self.height() - top), Qt.AlignmentFlag.AlignLeft, self._label
        )


def _part(number: float, full: float) -> float:
    return min(max(number / full, 0.0), 1.0) if full > 0 else 0.0
