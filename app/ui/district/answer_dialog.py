"""The authority's answer to one filing: accepted, or returned with what is to be mended, row by row."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.district import Submission
from app.domain.fingerprint import grouped
from app.domain.receipt import Ruling
from app.domain.values import parse_date
from app.services.district_desk import RECEIPT_FILES
from app.services.receipts import Answer
from app.ui.district.remarks_box import RemarksBox
from app.ui.fields.calendar import add_calendar
from app.ui.messages import dialog_buttons
from app.ui.tables.text_box import TextBox
from app.ui.theme import theme
from app.ui.verdict_body import WrappedLabel
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.final_dialog import FinalDialog
from app.ui.widgets.scroll import VerticalScroll
from app.ui.widgets.working import make_button

_WIDTH, _MOST, _TITLE_BAR = 640, 660, 40
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
        documents: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ruling, self.filed, self.place = ruling, filed, place
        self.setWindowTitle(_VERBS[ruling])
        self.authority, self.officer = _line("机关", authority), _line("经办人", officer)
        self.day = add_calendar(_line("日期", date.today().isoformat()))
        self.text = TextBox("意见")
        returned = ruling is Ruling.RETURNED
        self.rows = RemarksBox(filed.rows, documents) if returned else None
        self.written_to = ElidedLabel(str(place), mode=Qt.TextElideMode.ElideMiddle)
        self._trouble = WrappedLabel()
        self._build()
        self.setMinimumWidth(theme().px(_WIDTH))
        first = next((box for box in (self.authority, self.officer) if not box.text()), self.text)
        first.setFocus()

    def answer(self, on: date) -> Answer:
        """Return what was written."""
        return Answer(
            self.ruling,
            self.authority.text(),
            self.officer.text(),
            on,
            self.text.toPlainText(),
            self.rows.remarks() if self.rows is not None else (),
        )

    @property
    def remarks(self) -> Mapping[str, QLineEdit]:
        """The fields for remarks on single rows that were made so far."""
        return self.rows.boxes if self.rows is not None else {}

    def set_place(self, place: Path) -> None:
        """Let the receipt be written elsewhere."""
        self.place = place
        self.written_to.setText(str(place))

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
        px, content, whole = theme().px, QWidget(), QVBoxLayout(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(px(20), px(20), px(20), 0)
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
        if self.rows is not None:
            column.addWidget(self.rows, 1)
        self._trouble.setProperty("ink", "missed")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        scroll = VerticalScroll(content)
        foot = dialog_buttons(self, _VERBS[self.ruling])
        foot.setContentsMargins(px(20), 0, px(20), px(16))
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(10))
        for part in (scroll, self._trouble):  # the buttons stay in sight however much there is above them
            whole.addWidget(part, int(part is scroll))
        self._trouble.setContentsMargins(px(20), 0, px(20), 0)
        whole.addLayout(foot)
        self._fit(content.sizeHint().height() + foot.sizeHint().height() + px(20))
        act = foot.itemAt(foot.count() - 1).widget()
        act.clicked.disconnect()  # type: ignore[attr-defined]
        act.clicked.connect(self.try_it)  # type: ignore[attr-defined]
        act.setDefault(False)  # type: ignore[attr-defined]
        self.text.finished.connect(self.focusNextChild)

    def _fit(self, wanted: int) -> None:
        """Be as high as all that is asked for, if the screen is."""
        room = self.screen().availableGeometry().height() - theme().px(_TITLE_BAR)
        self.resize(theme().px(_WIDTH), min(wanted, theme().px(_MOST), room))

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(8))
        self.change = make_button("更改…", self._choose_place)
        self.change.setAccessibleName("更改回执的位置")
        text = "总的意见" if self.ruling is Ruling.RETURNED else "意见（可不填）"
        rows: tuple[tuple[str, QWidget], ...] = (
            ("机关", self.authority),
            ("经办人", self.officer),
            ("日期", self.day),
            (text, self.text),
            ("回执写到", self.written_to),
        )
        for number, (word, widget) in enumerate(rows):
            name = QLabel(word)
            name.setBuddy(widget)
            grid.addWidget(name, number, 0)
            grid.addWidget(widget, number, 1)
        grid.addWidget(self.change, len(rows) - 1, 2)
        grid.setColumnStretch(1, 1)
        return grid

    def _choose_place(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "回执写到", str(self.place), RECEIPT_FILES)
        if chosen:
            self.set_place(Path(chosen))


def _line(name: str, text: str) -> QLineEdit:
    box = QLineEdit(text)
    box.setAccessibleName(name)
    return box
