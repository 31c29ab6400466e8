"""A page's button in the top bar: title, badge, and a line under the one in front."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui.pages.page import Badge
from app.ui.theme import theme

_MOST = 99


class NavButton(QAbstractButton):
    """A checkable button that draws its own badge."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # one of several, to those who hear it
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._badge: Badge | None = None

    def set_badge(self, badge: Badge | None) -> None:
        """Show how much asks for action; nothing at zero."""
        shown = badge if badge and badge.count else None
        if shown == self._badge:
            return
        former, self._badge = self.sizeHint(), shown
        self.setAccessibleName(f"{self.text()}，{shown.count} 项待处理" if shown else self.text())
        if self.sizeHint() != former:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme().font(14, bold=True)).horizontalAdvance(self.text())
        return QSize(width + self._badge_width() + theme().px(24), theme().px(48))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        in_front = self.isChecked()
        if self.underMouse() and not in_front:
            painter.fillRect(self.rect(), theme().colour("hover"))
        painter.setFont(theme().font(14, bold=in_front))
        painter.setPen(theme().colour("accent" if in_front else "text.muted"))
        room = self.rect().adjusted(theme().px(12), 0, -theme().px(12) - self._badge_width(), 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self.text())
        self._paint_badge(painter)
        if in_front:
            line = QRect(0, self.height() - theme().px(3), self.width(), theme().px(3))
            painter.fillRect(line, theme().colour("accent"))
        if self.hasFocus():
            painter.setPen(theme().colour("focus"))
            painter.drawRect(self.rect().adjusted(2, 2, -3, -3))
            painter.drawRect(self.rect().adjusted(3, 3, -4, -4))

    def _badge_text(self) -> str:
        if self._badge is None:
            return ""
        return str(self._badge.count) if self._badge.count <= _MOST else f"{_MOST}+"

    def _badge_width(self) -> int:
        if self._badge is None:
            return 0
        text = QFontMetrics(theme().font(12, bold=True)).horizontalAdvance(self._badge_text())
        return max(text + theme().px(10), theme().px(18)) + theme().px(6)

    def _paint_badge(self, painter: QPainter) -> None:
        if self._badge is None:
            return
        high, wide = theme().px(18), self._badge_width() - theme().px(6)
        left = self.width() - theme().px(12) - wide
        pill = QRect(left, (self.height() - high) // 2, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour(f"{self._badge.status}.back"))
        painter.drawRoundedRect(pill, high / 2, high / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)  # else the focus frame fills the whole button
        painter.setPen(theme().colour(f"{self._badge.status}.text"))
        painter.setFont(theme().font(12, bold=True))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._badge_text())
