"""A label of one line that is cut by … where it does not fit, with the full text as its tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

_FEW = "…………"


class ElidedLabel(QLabel):
    """Elides words as the room asks; the text itself stays whole. Not for figures, which are never cut."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    @property
    def shown(self) -> str:
        """The text as it stands on the screen."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self._one_line(), self._mode, room)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._explain()

    def minimumSizeHint(self) -> QSize:
        few = self.fontMetrics().horizontalAdvance(_FEW)
        full = super().sizeHint()
        return QSize(min(few, full.width()), full.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, event: QPaintEvent) -> None:
        QFrame.paintEvent(self, event)
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            self.shown,
            self.foregroundRole(),
        )

    def _one_line(self) -> str:
        return " ".join(self.text().split("\n"))

    def _explain(self) -> None:
        self.setToolTip(self.text() if self.shown != self._one_line() else "")
