"""The history of a required figure: from when, how much, where it was seen and who confirmed it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.domain.wording import SOURCE_WORDS, stated_words
from app.reports.phrases import figure
from app.services.clauses import Stage
from app.ui.theme import theme
from app.ui.verdict_body import label
from app.ui.verdict_texts import prose
from app.ui.widgets.status import SourceLabel

IN_USE = "本次采用"


def origin_lines(stage: Stage) -> list[str]:
    """Return where a figure was seen, when it was checked, and who confirmed it."""
    value, lines = stage.value, []
    if value.confirmation is not None:
        said = value.confirmation
        lines += [f"所见文本：{said.text}", f"{said.by}于 {said.on.isoformat()} 确认{stated_words(value)}"]
    else:
        lines += [f"见于{value.seen_in}"] if value.seen_in else ["未见原文"]
        lines += [f"核对日期 {value.checked.isoformat()}"] if value.checked else []
    return [prose(line) for line in lines]


class HistoryList(QWidget):
    """One sheet of figures, the latest first; the one that judges is bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._sheet: QFrame | None = None

    def show_stages(self, stages: Sequence[Stage]) -> None:
        """Show the figures of another row, or the same ones anew."""
        if self._sheet is not None:
            self._column.removeWidget(self._sheet)
            self._sheet.deleteLater()
        self._sheet = QFrame()
        self._sheet.setProperty("role", "sheet")
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(*[1] * 4)
        column.setSpacing(0)
        for number, stage in enumerate(stages):
            if number:
                line = QFrame()
                line.setProperty("role", "separator")
                column.addWidget(line)
            column.addWidget(_entry(stage))
        self._column.addWidget(self._sheet)
        self.setAccessibleName("数值沿革")
        self.setAccessibleDescription("；".join(map(spoken, stages)))


def spoken(stage: Stage) -> str:
    """Say a figure of the history in one line."""
    parts = [stage.period, IN_USE if stage.current else "", stage.required, SOURCE_WORDS[stage.value.state]]
    return "，".join(part for part in (*parts, *origin_lines(stage)) if part)


def _entry(stage: Stage) -> QWidget:
    made, grid = QWidget(), QGridLayout()
    made.setLayout(grid)
    px = theme().px
    grid.setContentsMargins(px(8), px(6), px(8), px(6))
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(px(2))
    grid.setColumnStretch(0, 1)
    bold, ink = stage.current, "" if stage.current else "muted"
    period, required = label(13, bold, ink), label(13, bold, ink)
    period.setText(f"{stage.period}　{IN_USE}" if stage.current else stage.period)
    required.setText(figure(stage.required))
    grid.addWidget(period, 0, 0)
    grid.addWidget(required, 0, 1, Qt.AlignmentFlag.AlignRight)
    grid.addWidget(SourceLabel(stage.value.state), 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
    for place, text in enumerate(origin_lines(stage), start=2):
        grid.addWidget(_wrapped(text), place, 0, 1, 2)
    return made


def _wrapped(text: str) -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setProperty("role", "faint")
    return made
