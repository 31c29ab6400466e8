"""Confirming a required value: the figure as the text prints it, which text was read, and who read it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.domain.confirming import stated
from app.domain.standard import Confirmation
from app.errors import AppError
from app.reports.phrases import figure
from app.services.clauses import ClauseRow
from app.ui.messages import dialog_buttons
from app.ui.tables.text_box import TextBox
from app.ui.theme import theme

_WIDTH = 500
_FOLLOWS = "确认后按该数值判定，并随报告印出所见文本和确认人。数值的写法同原文，如 40000㎡、70%、20生。"
_UNPRINTABLE = "含有不能印出的字符"


class ConfirmDialog(QDialog):
    """Asks for figure, text and reader. ``act`` confirms; what it refuses is told in the dialog, which stays."""

    def __init__(
        self, row: ClauseRow, who: str, act: Callable[[Confirmation], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._row, self._act = row, act
        self.setWindowTitle("确认数值")
        self.start, self.value = QComboBox(), QLineEdit()
        self.text, self.by = TextBox("所见的文本"), QLineEdit(who)
        self.fault = QLabel()
        self._build()
        self._on_start()

    def _build(self) -> None:
        for dated in reversed(self._row.indicator.values):
            self.start.addItem(f"自 {dated.start.isoformat()} 起", dated.start)
        self.start.currentIndexChanged.connect(self._on_start)
        headline, follows = QLabel(self._row.indicator.title), QLabel(_FOLLOWS)
        headline.setProperty("role", "section")
        follows.setProperty("role", "muted")
        self.fault.setProperty("ink", "missed")
        for words in (headline, follows, self.fault):
            words.setWordWrap(True)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(*[theme().px(20)] * 4)
        column.setSpacing(theme().px(10))
        column.addWidget(headline)
        column.addWidget(follows)
        column.addLayout(self._fields())
        column.addWidget(self.fault)
        column.addLayout(dialog_buttons(self, "确认"))
        self.fault.hide()
        self.value.setFocus()
        self.setAccessibleName("确认数值")
        self.setAccessibleDescription(f"{self._row.indicator.title}。{_FOLLOWS}")
        self.setFixedWidth(theme().px(_WIDTH))

    def _fields(self) -> QFormLayout:
        form = QFormLayout()
        form.setSpacing(theme().px(8))
        self._stated = QLabel()
        for name, widget in (("起始日期", self.start), ("数值", self.value), ("确认人", self.by)):
            widget.setAccessibleName(name)
        form.addRow("起始日期", self.start)
        form.addRow("程序所载", self._stated)
        form.addRow("数值", self.value)
        form.addRow("所见的文本", self.text)
        form.addRow("确认人", self.by)
        self.text.setPlaceholderText("标题、文号、条款、何处见到")
        self.text.finished.connect(self.by.setFocus)
        return form

    def _on_start(self) -> None:
        """Show what the pack says of the chosen value."""
        day = self.start.currentData()
        dated = next(value for value in self._row.indicator.values if value.start == day)
        self._stated.setText(figure(stated(dated).text) if stated(dated).text else "无数值")
        self.value.setText(dated.text)

    @property
    def confirmation(self) -> Confirmation:
        """What was written."""
        texts = (self.value.text(), self.text.toPlainText(), self.by.text())
        value, text, by = (" ".join(each.split()) for each in texts)
        return Confirmation(self._row.key, self.start.currentData(), value, text, by, date.today())

    def faults(self) -> list[str]:
        """Return what is missing or cannot be printed, each in words."""
        said = self.confirmation
        named = {"数值": said.value, "所见的文本": said.text, "确认人": said.by}
        blank = [name for name, given in named.items() if not given]
        bad = [f"{name}{_UNPRINTABLE}" for name, given in named.items() if not given.isprintable()]
        return [f"请写明{'、'.join(blank)}", *bad] if blank else bad

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as everything in it; of itself Qt gives a dialog two thirds of the screen."""
        self.resize(self.width(), self._column.totalHeightForWidth(self.width()))

    def accept(self) -> None:
        faults = self.faults()
        if not faults:
            try:
                self._act(self.confirmation)
            except AppError as error:
                faults = [str(error)]
        if faults:
            self.fault.setText("；".join(faults).rstrip("。") + "。")
            self.fault.setAccessibleName(self.fault.text())
            self.fault.show()
            self._fit()
            return
        super().accept()
