"""The foot of the fill page: the form before, the next field to fill, the form after."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel

_HINT = "Enter 下一项　Alt+← / Alt+→ 换步"


class FillFoot(QWidget):
    """Buttons that lead on; the keys that do the same stand beside them."""

    back_wanted = Signal()
    next_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back_button, self.next_button = QPushButton(), QPushButton()
        self.open_button = QPushButton("下一处待填 Ctrl+J")
        self._style_buttons()
        hint, px = ElidedLabel(_HINT), theme().px
        hint.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(24), px(7), px(24), px(7))
        row.setSpacing(px(10))
        row.addWidget(self.back_button)
        row.addWidget(hint, 1)
        row.addWidget(self.open_button)
        row.addWidget(self.next_button)

    def _style_buttons(self) -> None:
        theme().set_icon(self.back_button, "left")
        self.back_button.clicked.connect(self.back_wanted)
        self.next_button.setProperty("role", "primary")
        self.next_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        theme().set_icon(self.next_button, "right", "accent.text")
        self.next_button.clicked.connect(self.next_wanted)
        self.open_button.setProperty("role", "quiet")
        self.open_button.setAccessibleName("下一处待填")
        self.open_button.clicked.connect(self.open_wanted)

    def name_neighbours(self, before: str, after: str) -> None:
        """Name the forms before and after; there is none before the first."""
        self.back_button.setText(before)
        self.back_button.setVisible(bool(before))
        self.back_button.setAccessibleName(f"上一步：{before}")
        self.next_button.setText(after)
        self.next_button.setAccessibleName(f"下一步：{after}")
