"""The icons of the window: one drawing each, coloured as the theme asks, sharp on every screen."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.ui.tokens import RESOURCES

ICONS = RESOURCES / "icons"
_INK, _INSIDE = "#000000", "#ffffff"


@cache
def drawing(name: str) -> str:
    """Return the text of an icon's drawing.

    Raises:
        KeyError: there is no icon of that name.
    """
    path = _path(name)
    if not path.is_file():
        raise KeyError(name)
    return path.read_text("utf-8")


def _path(name: str) -> Path:
    return ICONS / f"{name}.svg"


def draw_icon(name: str, ink: str, inside: str, size: int, ratio: float) -> QPixmap:
    """Draw an icon: ``ink`` for its lines and shapes, ``inside`` for what lies in a solid shape."""
    text = drawing(name).replace(_INSIDE, inside).replace(_INK, ink)
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(text.encode())).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
