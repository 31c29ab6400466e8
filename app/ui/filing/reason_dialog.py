"""Why a filing is opened for corrections: asked in writing, because it is printed."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.ui.filing.parts import line
from app.ui.messages import dialog_buttons
from app.ui.tables.text_box import TextBox
from app.ui.theme import theme
from app.ui.widgets.final_dialog import FinalDialog

_WIDTH = 460


class ReasonDialog(FinalDialog):
    """Asks what is corrected and why; without a reason nothing is done."""

    def __init__(self, number: str, following: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("更正备案")
        self.box = TextBox("更正原因")
        headline = line(f"更正备案 {number}，请写明原因", "section")
        text = f"本学年将重新可以修改，改后另编 {following}；{number} 保留不变。原因随新的报告印出。"
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme().px(20)] * 4)
        column.setSpacing(theme().px(10))
        for widget in (headline, line(text), self.box):
            column.addWidget(widget)
        column.addLayout(dialog_buttons(self, "重新打开"))
        self.setAccessibleDescription(text)
        self.setMinimumWidth(theme().px(_WIDTH))
        self._act = next(button for button in self.findChildren(QPushButton) if button.text() == "重新打开")
        self._act.setDefault(False)
        self.box.finished.connect(self._act.setFocus)
        self.box.typed.connect(self._on_typed)
        self._on_typed("")
        self.box.setFocus()

    @property
    def reason(self) -> str:
        """What was written."""
        return self.box.toPlainText().strip()

    def _on_typed(self, _: str) -> None:
        self._act.setEnabled(bool(self.reason))

    def accept(self) -> None:
        if self.reason:
            super().accept()
