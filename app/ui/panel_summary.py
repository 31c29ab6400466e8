"""How the page's rows came out, in one line at its foot, while the panel itself is in the drawer."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.start_parts import PaintedButton, draw_text
from app.ui.theme import theme
from app.ui.verdict_head import PanelHead
from app.ui.widgets.painting import text_width

_TITLE, _KEY, _NONE = "依据与判定", "F4 展开", "本页数据不直接用于判定"
_ICON, _GAP, _APART = 14, 4, 14


class PanelSummary(PaintedButton):
    """Status by status, icon and words; a click or Enter opens the drawer."""

    def __init__(self, head: PanelHead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = head
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        head.counted.connect(self._on_counted)
        self._on_counted()

    @property
    def words(self) -> str:
        """What it says."""
        return "，".join(self._head.count_words().values()) or _NONE

    def _on_counted(self) -> None:
        self.setText(f"{_TITLE}：{self.words}")
        self.setAccessibleName(f"{self.text()}。回车展开")
        self.setToolTip(self.words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(240), max(theme().px(30), theme().metrics.line_height(13) + theme().px(8)))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, px = QPainter(self), theme().px
        painter.fillRect(self.rect(), theme().colour("hover" if self.underMouse() else "surface"))
        painter.fillRect(0, 0, self.width(), 1, theme().colour("line"))
        end = self.width() - px(24) - text_width(theme().font(12), _KEY)
        draw_text(painter, QRect(end, 0, self.width() - end, self.height()), _KEY, 12, "accent")
        left = self._draw_words(painter, px(24), end, _TITLE, "text", bold=True)
        counts = self._head.count_words()
        if not counts:
            self._draw_words(painter, left, end, _NONE, "text.muted")
        for status, said in counts.items():
            wide = px(_ICON + _GAP) + QFontMetrics(theme().font(13)).horizontalAdvance(said)
            if left + wide > end:
                break
            icon = theme().pixmap(f"status_{status.value}", f"{status.value}.text", _ICON)
            painter.drawPixmap(QPoint(left, (self.height() - px(_ICON)) // 2), icon)
            left = self._draw_words(painter, left + px(_ICON + _GAP), end, said, f"{status.value}.text")
        self._draw_focus(painter)

    def _draw_words(
        self, painter: QPainter, left: int, end: int, text: str, token: str, bold: bool = False
    ) -> int:
        """Draw words and return where the next ones may begin."""
        font = theme().font(13, bold)
        wide = min(text_width(font, text), end - left)
        painter.setFont(font)
        painter.setPen(theme().colour(token))
        painter.drawText(QRect(left, 0, wide, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        return left + wide + theme().px(_APART)
