"""The foot of the checks: the chosen row in full, and where an unusual figure is explained."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.ui.session_model import SessionModel
from app.ui.tables.check_rows import CheckKind, CheckRow, action_of, is_previous
from app.ui.tables.text_box import put_line
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel

_HOW = {
    CheckKind.LOGIC: "回车前往该数据项；改正后本条自动消去",
    CheckKind.TYPED: "回车前往该数据项；改正后本条自动消去",
    CheckKind.MISSING: "回车前往该数据项；确不适用的，在该处填写不适用的原因",
}
_LAST_YEAR = "上年数取自上一学年，不在本学年填写"
_FOLDS = "回车展开或收起"
_WRITE = "写明数值属实的原因，随报告打印"


class CheckEditor(QFrame):
    """Edits the explanation of an unusual figure as one types; ``go`` asks to go to the fact."""

    left = Signal()
    go = Signal()

    def __init__(self, model: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._row = model, None
        self.setProperty("role", "sheet")
        self._head, self._detail, self._how = ElidedLabel(), ElidedLabel(), ElidedLabel()
        self._label, self.text, self.action = QLabel("说明"), QLineEdit(), QPushButton()
        self._build()
        self._connect()
        self._on_theme()

    _row: CheckRow | None

    def _build(self) -> None:
        self._head.setProperty("bold", "true")
        self._detail.setProperty("role", "muted")
        self._how.setProperty("role", "muted")
        self._label.setProperty("role", "detail")
        self._label.setBuddy(self.text)
        self.text.setAccessibleName("经验校验说明")
        self.text.setPlaceholderText(_WRITE)
        self.action.setProperty("role", "small")
        self._line = QHBoxLayout()
        self._line.addWidget(self._label)
        self._line.addWidget(self.text, 1)
        self._line.addWidget(self._how, 1)
        self._line.addWidget(self.action)
        self._column = QVBoxLayout(self)
        for label in (self._head, self._detail):
            self._column.addWidget(label)
        self._column.addLayout(self._line)

    def _connect(self) -> None:
        self.text.textEdited.connect(self._on_text)
        self.text.editingFinished.connect(self._model.leave_field)
        self.text.returnPressed.connect(self.left)
        self.action.clicked.connect(self.go)
        theme().changed.connect(self._on_theme)

    def set_compact(self, compact: bool) -> None:
        """Leave out what stands in the row already."""
        for label in (self._head, self._detail):
            label.setVisible(not compact)

    def show_row(self, row: CheckRow | None, heading: tuple[str, str] = ("", "")) -> None:
        """Show another row, or the same one after a change; without one, a heading and its note."""
        self._row = row
        self.action.setEnabled(row is not None)
        if row is None:
            self._show_heading(*heading)
            return
        explains = row.kind is CheckKind.EXPERIENCE
        self._head.setText(row.head)
        self._detail.setText(row.detail)
        for widget in (self._label, self.text):
            widget.setVisible(explains)
        self._how.setVisible(not explains)
        self._how.setText(_LAST_YEAR if is_previous(row) else _HOW.get(row.kind, ""))
        put_line(self.text, row.explanation)
        self.text.setReadOnly(self._model.session.read_only)
        self.action.setText(action_of(row))
        self.action.setAccessibleName(f"{action_of(row)}：{row.head}")

    def _show_heading(self, title: str, note: str) -> None:
        self._head.setText(title)
        self._detail.setText(note)
        for widget in (self._label, self.text):
            widget.hide()
        self._how.setText(_FOLDS)
        self._how.show()

    def write(self) -> None:
        """Go to the explanation, where there is one to write."""
        if self.text.isVisible():
            self.text.setFocus()
            self.text.selectAll()

    def _on_text(self, text: str) -> None:
        if self._row is not None:
            self._model.explain(self._row.check, text)

    def _on_theme(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(14), px(8), px(14), px(10))
        self._column.setSpacing(px(4))
        self._line.setSpacing(px(8))
        self._line.setContentsMargins(0, px(2), 0, 0)
