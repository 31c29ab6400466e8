"""Below the table: the chosen row, the code from its stamped page, and the two ways to answer it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.district import State
from app.domain.fingerprint import grouped
from app.domain.receipt import RULING_WORDS, Receipt, Ruling
from app.ui.district.rows import PAPER, DeskRow
from app.ui.fields.painting import repolish
from app.ui.filing.parts import bold_line, line
from app.ui.theme import theme
from app.ui.widgets.card import Card
from app.ui.widgets.working import make_button

_CODE = "纸质页脚指纹"
_NARROW = 560
_HINT = "在表中选一所学校，核对纸质页上的指纹，再接收或退回。"


class SchoolCard(Card):
    """``code_typed`` carries what was typed from paper, ``answer_wanted`` how the filing is to be answered."""

    code_typed = Signal(object, str)
    answer_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(None, parent)
        self.row: DeskRow | None = None
        self.title, self.facts, self.said = bold_line(""), line("", "detail"), line("")
        self.code = QLineEdit()
        self.code.setAccessibleName(_CODE)
        self.code.setFixedWidth(theme().px(170))
        self._label = QLabel(_CODE)
        self._label.setBuddy(self.code)
        self.check = make_button("核对", self._on_code)
        self.send_back = make_button("退回并写意见…", lambda: self._on_answer(Ruling.RETURNED))
        self.accept = make_button("接收并出回执…", lambda: self._on_answer(Ruling.ACCEPTED), True)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self.code.returnPressed.connect(self._on_code)
        self.show_row(None)

    def show_row(self, row: DeskRow | None) -> None:
        """Show another row, or the same one as it now stands; what is being typed for it stays."""
        if row is None or self.row is None or row.key != self.row.key:
            self.code.clear()
        self.row = row
        self.title.setText(row.name if row else "各校办理")
        self.facts.setText("\n".join(_facts(row)) if row else _HINT)
        has_paper = row is not None and row.standing is not None and row.standing.state is not State.MISSING
        for widget in (self._label, self.code, self.check):
            widget.setVisible(has_paper)
        self.send_back.setVisible(row is not None and row.submission is not None)
        self.accept.setVisible(row is not None and row.submission is not None)
        self.accept.setEnabled(row is not None and row.acceptable)
        self.set_bar(_bar(row))
        self.say(row.code.text if row and row.code else "", _ink(row))

    def say(self, text: str, ink: str = "missed") -> None:
        """Say what came of a code."""
        self.said.setText(f"{text}。" if text else "")
        self.said.setVisible(bool(text))
        repolish(self.said, "ink", ink)

    def _build(self) -> None:
        px = theme().px
        column, code, answers = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(px(18), px(10), px(14), px(10))
        column.setSpacing(px(6))
        for part in (code, answers, self._foot):
            part.setSpacing(px(8))
        for widget in (self._label, self.code, self.check):
            code.addWidget(widget)
        code.addStretch(1)
        answers.addWidget(self.send_back)
        answers.addWidget(self.accept)
        answers.addStretch(0)
        self._foot.addLayout(code, 1)
        self._foot.addLayout(answers)
        for text in (self.title, self.facts, self.said):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(text)
        column.addLayout(self._foot)

    def set_narrow(self, narrow: bool) -> None:
        """Put the answers below the code where both do not fit side by side."""
        self._foot.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

    def _on_code(self) -> None:
        if self.row is not None and self.code.text().strip():
            self.code_typed.emit(self.row, self.code.text())

    def _on_answer(self, ruling: Ruling) -> None:
        if self.row is not None and self.row.submission is not None:
            self.answer_wanted.emit(self.row, ruling)


def _facts(row: DeskRow) -> list[str]:
    told = [row.told] if row.told else []
    if (filed := row.submission) is not None:
        told.append(f"编号 {filed.number}　文件指纹 {grouped(filed.fingerprint)}　{filed.file}")
    if row.standing is not None and not row.told:
        told += row.standing.notes
    if row.standing is not None and row.standing.school.contact and row.submission is None:
        told.append(f"联系人 {row.standing.school.contact}")
    if filed is not None and filed.reason:
        told.append(f"更正原因：{filed.reason}")
    if (former := row.former) is not None:
        told.append(f"所更正的 {_short(former.number)}：{_ruled(former)}，意见 {former.count} 条")
    if row.receipt is not None:
        told.append(_ruled(row.receipt))
    return told


def _ruled(receipt: Receipt) -> str:
    return f"{RULING_WORDS[receipt.ruling]}（{receipt.authority}，{receipt.officer}，{receipt.date}）"


def _short(number: str) -> str:
    """Return year and sequence of a number; the school stands above."""
    return "-".join(number.rsplit("-", 2)[1:])


def _bar(row: DeskRow | None) -> str | None:
    if row is None:
        return None
    return row.paper.status if row.paper is not None else row.state.status


def _ink(row: DeskRow | None) -> str:
    if row is None or row.code is None:
        return "text"
    return PAPER[row.code.finding].status if row.code.finding in PAPER else "missed"
