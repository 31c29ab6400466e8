"""催报名单: whom to write to, as text to copy, or saved as a sheet."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.filing.parts import line
from app.ui.messages import cancelling
from app.ui.theme import theme
from app.ui.widgets.working import make_button

_WIDE, _HIGH = 560, 420


class ReminderDialog(QDialog):
    """``save`` is called when somebody wants the list as a sheet; the dialog is closed before."""

    def __init__(
        self, text: str, count: int, save: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._save = save
        self.setWindowTitle("催报名单")
        self.box = QPlainTextEdit(text)
        self.box.setReadOnly(True)
        self.box.setTabChangesFocus(True)
        self.box.setAccessibleName("催报名单")
        self.copy = make_button("复制", self._on_copy, primary=True)
        self.save = make_button("另存为 Excel…", self._on_save)
        self.copy.setDefault(True)
        buttons, column, px = QHBoxLayout(), QVBoxLayout(self), theme().px
        buttons.setSpacing(px(8))
        buttons.addStretch(1)
        for button in (cancelling(self, "关闭"), self.save, self.copy):
            buttons.addWidget(button)
        column.setContentsMargins(*[px(20)] * 4)
        column.setSpacing(px(10))
        column.addWidget(line(f"{count} 所学校。可复制后发送，或存为 Excel 表登记催报情况。", "muted"))
        column.addWidget(self.box, 1)
        column.addLayout(buttons)
        self.resize(px(_WIDE), min(px(_HIGH), self.screen().availableGeometry().height() * 9 // 10))
        self.copy.setFocus()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.box.toPlainText())
        self.copy.setText("已复制")

    def _on_save(self) -> None:
        self.accept()
        self._save()
