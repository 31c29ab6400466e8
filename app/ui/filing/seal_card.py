"""The fingerprint of a frozen filing in large letters, its QR code, and how many rows came out how."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.domain.filing import Filed
from app.domain.fingerprint import grouped
from app.domain.standard import Force, Reach, Scope
from app.domain.verdict import Status
from app.domain.wording import PARTLY_DONE, plain_status, word_for
from app.ui.fields.flow import FlowBox
from app.ui.filing.parts import line
from app.ui.theme import theme
from app.ui.verdict_texts import look
from app.ui.widgets.status import StatusPlain

_SIDE, _QUIET = 104, 4
_SPACING = 3


#: A verdict as it was frozen.
Frozen = Mapping[str, Any]
_TASK = "task."


class QrCode(QLabel):
    """A QR code, black on white in every theme, so that a telephone can read it from the screen."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from app.reports.pdf_qr import modules  # with reportlab, for which the window need not wait

        self.rows = modules(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("二维码：备案编号和指纹")

    def sizeHint(self) -> QSize:
        return QSize(theme().px(_SIDE), theme().px(_SIDE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, count = QPainter(self), len(self.rows) + 2 * _QUIET
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        ratio = self.devicePixelRatioF()
        cell = max(1, int(self.width() * ratio) // count) / ratio
        left = (self.width() - cell * len(self.rows)) / 2
        for down, row in enumerate(self.rows):
            for across, dark in enumerate(row):
                if dark:
                    place = QRectF(left + across * cell, left + down * cell, cell, cell)
                    painter.fillRect(place, Qt.GlobalColor.black)


class SealCard(QFrame):
    """What stands on every page of the paper: the code to compare it with; ``rows`` are the frozen verdicts."""

    def __init__(self, filed: Filed, rows: Sequence[Frozen], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self.setProperty("role", "sheet")
        row, words = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(px(18), px(12), px(18), px(12))
        row.setSpacing(px(16))
        words.setSpacing(px(4))
        self.code = QLabel(grouped(filed.fingerprint))
        self.code.setFont(_code_font())
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(line("指纹（印在每页页脚，与备案包一致）", "muted"))
        words.addWidget(self.code)
        words.addWidget(line("纸质件与文件的指纹相同，即为同一份数据。不含字母 I、L、O、U。", "muted"))
        words.addWidget(line(f"备案编号 {filed.number}", "muted"))
        self.counts, self.tasks = _indicator_counts(rows), _task_counts(rows)
        area = sum(row["reach"] == Reach.AREA_RATE for row in rows)
        beside = f"，区域口径另计 {area} 项" if area else ""
        words.addWidget(line(f"指标（任务另计{beside}）", "muted"))
        words.addWidget(self.counts)
        if self.tasks.items:
            words.addWidget(line("由学校承担的任务", "muted"))
            words.addWidget(self.tasks)
        row.addLayout(words, 1)
        self.qr = QrCode(f"DABIAO {filed.number} {grouped(filed.fingerprint)}")
        row.addWidget(self.qr)


def _indicator_counts(rows: Sequence[Frozen]) -> FlowBox:
    """Count what asks the school itself: tasks and rates of an area are no 达标 or 未达标."""
    own = [row for row in rows if not _is_task(row) and row["reach"] == Reach.EACH_SCHOOL]
    counted = Counter(Status(row["status"]) for row in own)
    return _flow([(status, plain_status(status), counted[status]) for status in Status])


def _task_counts(rows: Sequence[Frozen]) -> FlowBox:
    own = [
        row for row in rows if _is_task(row) and (row["scope"], row["force"]) == (Scope.SCHOOL, Force.TASK)
    ]
    counted = Counter((Status(row["status"]), row["reason"] == PARTLY_DONE) for row in own)
    order = [(status, partly) for status in Status for partly in (True, False)]
    return _flow([(key[0], word_for(key[0], Force.TASK, True, key[1]), counted[key]) for key in order])


def _is_task(row: Frozen) -> bool:
    return bool(row["indicator"].startswith(_TASK))


def _flow(counts: Sequence[tuple[Status, str, int]]) -> FlowBox:
    box = FlowBox()
    box.set_items(
        [StatusPlain(look(status, word), f"{word} {count}") for status, word, count in counts if count]
    )
    return box


def _code_font() -> QFont:
    font = theme().font(26, bold=True)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, theme().px(_SPACING))
    return font
