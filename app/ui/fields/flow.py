"""Widgets side by side, in as many lines as the width asks for."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import theme


class FlowBox(QWidget):
    """Places its widgets like words in lines."""

    def __init__(self, gap: int = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QWidget] = []
        self._gap = theme().px(gap)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def items(self) -> list[QWidget]:
        """What it holds."""
        return list(self._items)

    def set_items(self, items: Sequence[QWidget]) -> None:
        """Hold other widgets; the former ones are deleted."""
        for item in self._items:
            item.hide()
            item.deleteLater()
        self._items = list(items)
        for item in self._items:
            item.setParent(self)
            item.show()
        self._place()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._layout(width)[1]

    def sizeHint(self) -> QSize:
        return QSize(theme().px(240), self._layout(max(self.width(), theme().px(240)))[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        for item, rect in zip(self._items, self._layout(self.width())[0], strict=True):
            item.setGeometry(rect)

    def _layout(self, width: int) -> tuple[list[QRect], int]:
        left, top, line, places = 0, 0, 0, []
        for item in self._items:
            hint = item.sizeHint()
            if left and left + hint.width() > width:
                left, top, line = 0, top + line, 0
            places.append(QRect(left, top, min(hint.width(), width), hint.height()))
            left, line = left + hint.width() + self._gap, max(line, hint.height())
        return places, top + line
