"""A link to a fact: its name, which may end in …, and its figure, which is never cut."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget


class FactLink(QPushButton):
    """``followed`` gives the fact."""

    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fact, self._name, self._figure = "", "", ""
        self.setProperty("role", "link")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._follow)

    def set_words(self, fact: str, name: str, figure: str) -> None:
        """Lead to another fact."""
        self._fact, self._name, self._figure = fact, name, figure
        self.setAccessibleName(f"去改数据：{name} {figure}".strip() if figure else name)
        self._fit()

    def _fit(self) -> None:
        metrics, tail = self.fontMetrics(), f" {self._figure}" if self._figure else ""
        room = self.width() - metrics.horizontalAdvance(tail) - 2
        self.setText(metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, room) + tail)
        self.setToolTip(f"{self._name}{tail}")

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _follow(self) -> None:
        self.followed.emit(self._fact)
