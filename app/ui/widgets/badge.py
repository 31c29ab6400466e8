"""Small marks beside a word: how many ask for action, and what kind of requirement a row is."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme import theme
from app.ui.widgets.painting import back, frame, ink, pill, text_width

_MOST = 99


def badge_text(count: int) -> str:
    """Return what stands in a badge: at most 99+."""
    return str(count) if count <= _MOST else f"{_MOST}+"


class NumberBadge(QLabel):
    """A number in a pill in the colours of a status; nothing is there at zero."""

    def __init__(self, count: int = 0, status: str = "unanswered", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._count, self._status = 0, status
        self.hide()
        self.set_count(count, status)
        theme().changed.connect(self._on_theme)

    @property
    def count(self) -> int:
        """The number."""
        return self._count

    def set_count(self, count: int, status: str | None = None) -> None:
        """Show another number, in other colours if ``status`` is given."""
        self._count, self._status = count, status or self._status
        self.setAccessibleName(f"{count} 项" if count else "")
        self.setVisible(count > 0)
        self._on_theme()

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        return theme().font(12, bold=True)

    def sizeHint(self) -> QSize:
        high, text = theme().px(18), badge_text(self._count)
        return QSize(max(high, text_width(self._font(), text) + theme().px(10)), high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        text = badge_text(self._count)
        pill(QPainter(self), self.rect(), text, self._font(), ink(self._status), back(self._status))


class Tag(QLabel):
    """A framed word: ``accent`` (最严, 本校承担), ``plain`` (报送贡献) or ``dashed`` (仅供了解)."""

    def __init__(self, text: str, kind: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._text, self._kind = text, kind
        self.setAccessibleName(text)
        theme().changed.connect(self._on_theme)

    def set_tag(self, text: str, kind: str = "plain") -> None:
        """Show another word."""
        self._text, self._kind = text, kind
        self.setAccessibleName(text)
        self._on_theme()

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme().font(12))
        width = metrics.horizontalAdvance(self._text) + theme().px(14)
        return QSize(width, max(theme().px(20), metrics.height() + 2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, hot = QPainter(self), self._kind == "accent"
        line = theme().colour("accent" if hot else "line.strong")
        frame(painter, self.rect(), line, radius=theme().px(3), dashed=self._kind == "dashed")
        painter.setFont(theme().font(12))
        painter.setPen(theme().colour("accent" if hot else "text.muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
