"""The authority's answer to one filing: accepted, or returned with what is to be mended, row by row."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.district import FiledRow, Submission
from app.domain.fingerprint import grouped
from app.domain.receipt import Remark, Ruling
from app.domain.values import parse_date
from app.domain.verdict import Status
from app.services.district_desk import RECEIPT_FILES
from app.services.receipts import Answer
from app.ui.fields.calendar import add_calendar
from app.ui.messages import dialog_buttons
from app.ui.tables.text_box import TextBox
from app.ui.theme import theme
from app.ui.verdict_body import WrappedLabel
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.final_dialog import FinalDialog
from app.ui.widgets.scroll import VerticalScroll
from app.ui.widgets.working import make_button

_WIDTH, _REMARKS_HEIGHT = 620, 210
_VERBS = {Ruling.ACCEPTED: "接收并出回执", Ruling.RETURNED: "退回并出意见"}


class AnswerDialog(FinalDialog):
    """Asks for the answer. ``wanted`` comes with every try; whoever writes the receipt then calls ``accept``."""

    wanted = Signal(object, Path)

    def __init__(
        self,
        ruling: Ruling,
        filed: Submission,
        place: Path,
        authority: str,
        officer: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ruling, self.filed, self.place = ruling, filed, place
        self.setWindowTitle(_VERBS[ruling])
        self.authority, self.officer = _line("机关", authority), _line("经办人", officer)
        self.day = add_calendar(_line("日期", date.today().isoformat()))
        self.text = TextBox("意见")
        self.remarks: dict[str, QLineEdit] = {}
        self._place, self._trouble = ElidedLabel(str(place)), WrappedLabel()
        self._build()
        self.setMinimumWidth(theme().px(_WIDTH))
        first = next((box for box in (self.authority, self.officer) if not box.text()), self.text)
        first.setFocus()

    def answer(self, on: date) -> Answer:
        """Return what was written."""
        remarks = tuple(
            Remark(row, box.text().strip()) for row, box in self.remarks.items() if box.text().strip()
        )
        return Answer(
            self.ruling,
            self.authority.text(),
            self.officer.text(),
            on,
            self.text.toPlainText(),
            remarks,
        )

    def set_place(self, place: Path) -> None:
        """Let the receipt be written elsewhere."""
        self.place = place
        self._place.setText(str(place))

    def try_it(self) -> None:
        """Ask for the receipt to be written; a day that is none is told here."""
        day = parse_date(self.day.text())
        self._trouble.setVisible(day is None)
        if day is None:
            self._trouble.setText("日期写法不对，例如 2026-12-03。")
            self.day.setFocus()
            return
        self.wanted.emit(self.answer(day), self.place)

    def _build(self) -> None:
        px = theme().px
        column = QVBoxLayout(self)
        column.setContentsMargins(*[px(20)] * 4)
        column.setSpacing(px(10))
        headline = QLabel(f"{self.filed.name}　备案 {self.filed.number}")
        headline.setProperty("role", "section")
        headline.setWordWrap(True)
        code = QLabel(f"文件指纹 {grouped(self.filed.fingerprint)}，回执随附，学校用本程序打开。")
        code.setProperty("role", "muted")
        code.setWordWrap(True)
        column.addWidget(headline)
        column.addWidget(code)
        column.addLayout(self._fields())
        if self.ruling is Ruling.RETURNED:
            self._add_remarks(column)
        self._trouble.setProperty("ink", "missed")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        column.addWidget(self._trouble)
        foot = dialog_buttons(self, _VERBS[self.ruling])
        column.addLayout(foot)
        act = foot.itemAt(foot.count() - 1).widget()
        act.clicked.disconnect()  # type: ignore[attr-defined]
        act.clicked.connect(self.try_it)  # type: ignore[attr-defined]
        act.setDefault(False)  # type: ignore[attr-defined]
        self.text.finished.connect(self.focusNextChild)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(8))
        self.change = make_button("更改…", self._choose_place)
        self.change.setAccessibleName("更改回执的位置")
        text = "意见" if self.ruling is Ruling.RETURNED else "意见（可不填）"
        rows: tuple[tuple[str, QWidget], ...] = (
            ("机关", self.authority),
            ("经办人", self.officer),
            ("日期", self.day),
            (text, self.text),
            ("回执写到", self._place),
        )
        for number, (word, widget) in enumerate(rows):
            name = QLabel(word)
            name.setBuddy(widget)
            grid.addWidget(name, number, 0)
            grid.addWidget(widget, number, 1)
        grid.addWidget(self.change, len(rows) - 1, 2)
        grid.setColumnStretch(1, 1)
        return grid

    def _add_remarks(self, column: QVBoxLayout) -> None:
        missed = [row for row in self.filed.rows if row.status is Status.MISSED]
        if not missed:
            return
        head = QLabel(f"逐项意见（未达标和未完成的 {len(missed)} 项，可只写其中几项）")
        head.setProperty("bold", "true")
        column.addWidget(head)
        content = QWidget()
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, theme().px(8), 0)
        rows.setSpacing(theme().px(3))
        for row in missed:
            box = self.remarks[row.key.indicator] = _line(f"对“{row.key.title}”的意见", "")
            name = WrappedLabel(_told(row))
            name.setWordWrap(True)
            name.setProperty("role", "detail")
            name.setBuddy(box)
            rows.addWidget(name)
            rows.addWidget(box)
        rows.addStretch(1)
        scroll = VerticalScroll(content)
        scroll.setMinimumHeight(theme().px(_REMARKS_HEIGHT) if len(missed) > 2 else theme().px(110))
        column.addWidget(scroll, 1)

    def _choose_place(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "回执写到", str(self.place), RECEIPT_FILES)
        if chosen:
            self.set_place(Path(chosen))


def _told(row: FiledRow) -> str:
    value = f"：{row.value}，要求 {row.key.required}" if row.value and row.key.required else ""
    return f"{row.key.title}{value}"


def _line(name: str, text: str) -> QLineEdit:
    box = QLineEdit(text)
    box.setAccessibleName(name)
    return box
