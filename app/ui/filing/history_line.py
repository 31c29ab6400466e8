"""All filings that a file keeps, the last one first, each to be looked at."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.domain.filing import Filed
from app.services.filing_steps import short_number
from app.ui.fields.flow import FlowBox
from app.ui.filing.parts import line, link


class HistoryLine(QWidget):
    """``look`` is told which filing somebody wants to see."""

    def __init__(
        self, filings: Sequence[Filed], look: Callable[[Filed], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row, links = QHBoxLayout(self), FlowBox()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(line("历年备案：", "muted", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
        links.set_items([_link(filed, look) for filed in reversed(filings)])
        row.addWidget(links, 1)


def _link(filed: Filed, look: Callable[[Filed], None]) -> QPushButton:
    said = "（已更正）" if filed.reopened else ""
    made = link(f"{short_number(filed)}{said}", f"查看备案 {filed.number}", partial(look, filed))
    made.setObjectName(filed.number)
    made.setToolTip(f"更正原因：{filed.reopened}" if filed.reopened else "")
    return made
