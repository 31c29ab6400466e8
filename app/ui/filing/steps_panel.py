"""The steps of a filing at the left: each with its status in one line, and a way to whatever keeps it open."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.readiness import Hindrance, Obstacle
from app.services.filing_steps import FilingStep
from app.ui.filing.parts import beside, bold_line, clear, line, link
from app.ui.messages import breakable
from app.ui.theme import theme
from app.ui.widgets.separator import separator
from app.ui.widgets.status import StatusGlyph

_WORDS = {"met": "已完成", "missed": "须改正", "unanswered": "待办", "not_applicable": "尚未开始"}
_GO = {
    Hindrance.LOGIC: "去改正",
    Hindrance.UNEXPLAINED: "去说明",
    Hindrance.UNREADABLE: "去改正",
    Hindrance.SIGNATURE: "去登记",
    Hindrance.NUMBER: "去填写",
    Hindrance.PERSONAL: "去改正",
}
#: A list longer than this is told in full on the page where it is mended.
_MOST = 8


class StepsPanel(QWidget):
    """All steps, filled anew when something changes; ``go`` is told which obstacle somebody wants to mend."""

    def __init__(self, go: Callable[[Obstacle], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._go, self._steps = go, tuple[FilingStep, ...]()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(6))

    @property
    def steps(self) -> tuple[FilingStep, ...]:
        """The steps as they are shown."""
        return self._steps

    def show_steps(self, steps: Sequence[FilingStep]) -> None:
        """Show the steps; nothing is touched when nothing changed."""
        if tuple(steps) == self._steps:
            return
        self._steps = tuple(steps)
        clear(self._column)
        for step in steps:
            self._column.addWidget(self._step(step))
            self._column.addWidget(separator())

    def _step(self, step: FilingStep) -> QWidget:
        box = QWidget()
        row, words = QHBoxLayout(box), QVBoxLayout()
        row.setContentsMargins(0, theme().px(2), 0, theme().px(2))
        row.setSpacing(theme().px(8))
        words.setSpacing(theme().px(1))
        row.addWidget(StatusGlyph(step.status, _WORDS[step.status], 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        title = bold_line(step.title)
        if step.status in ("unanswered", "missed"):
            title.setProperty("ink", step.status)
        words.addWidget(title)
        words.addWidget(line(breakable(step.text), "muted"))
        for obstacle in step.obstacles[:_MOST]:
            words.addLayout(self._obstacle(obstacle))
        if len(step.obstacles) > _MOST:
            words.addWidget(line(f"另 {len(step.obstacles) - _MOST} 处，处理后在此列出", "faint"))
        return box

    def _obstacle(self, obstacle: Obstacle) -> QHBoxLayout:
        text = obstacle.text.removeprefix("逻辑校验未通过：").removeprefix("经验校验未说明：")
        word = _GO[obstacle.kind]
        go = link(word, f"{word}：{text}", partial(self._go, obstacle))
        go.setObjectName(obstacle.target)
        row = beside(line(text, "muted"), go, stretch=0)
        row.setAlignment(go, Qt.AlignmentFlag.AlignTop)
        return row
