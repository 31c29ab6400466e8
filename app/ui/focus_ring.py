"""The ring round the button that has the keyboard; style sheets draw outlines unreliably."""

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFocusFrame,
    QProxyStyle,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

_AWAY, _WIDTH, _RADIUS = 2, 2, 6
#: Everything else shows its focus itself: inputs by their border, rows and tabs by their own painting.
_RINGED = (QPushButton, QToolButton, QCheckBox, QRadioButton)
_MARGINS = (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin)


class _RingStyle(QProxyStyle):
    """Lays the ring above its neighbours, a little away from the button."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 (Qt's name)
    ) -> int:
        if hint is QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, returnData)

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in _MARGINS:
            return _AWAY + _WIDTH
        return super().pixelMetric(metric, option, widget)


class _Ring(QFocusFrame):
    """The ring itself."""

    def __init__(self, style: QStyle, colour: QColor) -> None:
        super().__init__()
        self.colour = colour
        self.setStyle(style)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, half = QPainter(self), _WIDTH / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.colour, _WIDTH))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), _RADIUS, _RADIUS)


class FocusRing(QObject):
    """Follows the keyboard focus with one ring; Qt deletes the ring with the window that it lies in."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._style = _RingStyle("Fusion")
        self._style.setParent(self)
        self._colour = QColor()
        self._ring: _Ring | None = None
        app.focusChanged.connect(self._on_focus)

    def set_colour(self, colour: QColor) -> None:
        """Draw in another colour from now on."""
        self._colour = colour
        if self._ring is not None and isValid(self._ring):
            self._ring.colour = colour

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        ringed = now if isinstance(now, _RINGED) else None
        if ringed is None and (self._ring is None or not isValid(self._ring)):
            return
        if self._ring is None or not isValid(self._ring):
            self._ring = _Ring(self._style, self._colour)
        self._ring.setWidget(ringed)  # type: ignore[arg-type]  # Qt takes null for "nothing"
