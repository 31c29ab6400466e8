"""The line above a form whose answers were copied from last year: what waits, and one act that confirms it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.services.copied import Copied, confirmed, copied_among
from app.ui.session_model import SessionModel
from app.ui.theme import theme
from app.ui.widgets.card import BarFrame

_KEYS = "Ctrl+Shift+Enter"
_LOOK = "请先看过各项数字，有变化的先改"
_SINGLY = "是年度数、本年日期或与花名册不同，须逐项核对"


class CopiedLine(BarFrame):
    """Hidden where nothing was copied. ``confirm_wanted`` asks to confirm what may stand."""

    confirm_wanted = Signal()

    def __init__(self, model: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__("unanswered.back", "unanswered.text", parent)
        self._model, self._facts, self._done = model, tuple[str, ...](), 0
        self.waiting = Copied()
        self._words, self.button = QLabel(), QPushButton()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setProperty("role", "detail")
        self.button.setProperty("role", "small")
        self.button.setToolTip(f"确认所列各项本年仍与上年相同（{_KEYS}）")
        self.button.clicked.connect(self.confirm_wanted)
        row, px = QHBoxLayout(self), theme().px
        row.setContentsMargins(px(24), px(6), px(24), px(6))
        row.setSpacing(px(12))
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        self.hide()

    @property
    def text(self) -> str:
        """What is said, without the button."""
        return self._words.text()

    def show_form(self, facts: tuple[str, ...]) -> None:
        """Speak of the facts of another form."""
        self._facts, self._done = facts, 0
        self._show(copied_among(self._model.session, facts))

    def refresh(self) -> None:
        """Follow the answers."""
        waiting = copied_among(self._model.session, self._facts)
        if waiting != self.waiting:
            self._show(waiting)

    def _show(self, waiting: Copied) -> None:
        self.waiting = waiting
        together = len(self.waiting.together)
        self._done = 0 if together else self._done
        self._words.setText(self._said())
        self.button.setText(f"本页沿用上年，全部确认（{together} 项）")
        self.button.setAccessibleName(f"{self.button.text()}，{_LOOK}")
        self.button.setVisible(bool(together))
        self.setVisible(bool(self.waiting.count or self._done))

    def _said(self) -> str:
        together, singly = len(self.waiting.together), len(self.waiting.singly)
        parts = [f"已确认 {self._done} 项，有误可撤销（Ctrl+Z）。"] if self._done else []
        if together:
            parts.append(f"上年数据 {self.waiting.count} 项待确认，{_LOOK}。")
        if singly:
            head = f"其中 {singly} 项" if together else f"上年数据待确认的 {singly} 项"
            parts.append(f"{head}{_SINGLY}。")
        return "".join(parts)

    def confirm(self) -> bool:
        """Confirm what may stand, in one step of undo; tell whether there was anything."""
        facts = self.waiting.together
        if facts:
            step = f"确认本页上年数据 {len(facts)} 项"
            self._done = len(facts)
            self._model.set_answers(confirmed(self._model.session, facts), step)
            self._model.save_now()
        return bool(facts)
