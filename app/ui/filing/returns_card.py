"""What came after freezing: scans of the stamped paper, and the authority's receipts with their remarks."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.filing import Scan
from app.domain.receipt import RULING_WORDS, Receipt, Remark, Ruling, by_day
from app.reports.sections.evidence import size_text
from app.ui.filing.parts import Sheet, beside, clear, line, link
from app.ui.widgets.status import StatusChip


class ScansCard(Sheet):
    """The scans of the stamped paper; they stand outside the fingerprint."""

    def __init__(self, look: Callable[[Scan], None], parent: QWidget | None = None) -> None:
        super().__init__("盖章件扫描", "签字盖章后附上，不计入指纹", parent)
        self._look = look

    def show_scans(self, scans: Sequence[Scan]) -> None:
        """Show all of them."""
        clear(self.body)
        if not scans:
            self.body.addWidget(line("尚未附上", "muted"))
        for scan in scans:
            words = line(f"{scan.name}　{size_text(scan.size)}", wrap=False)
            self.body.addLayout(beside(words, link("打开", f"打开{scan.name}", partial(self._look, scan))))


class ReceiptsCard(Sheet):
    """Every receipt, the last one first; ``go`` leads to the row that a remark speaks of."""

    def __init__(self, go: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__("主管部门回执", parent=parent)
        self._go = go

    def show_receipts(self, receipts: Sequence[Receipt], titles: Mapping[str, str]) -> None:
        """Show ruling, text and remarks."""
        clear(self.body)
        if not receipts:
            self.body.addWidget(line("尚未收到回执。收到的回执文件，用“打开回执”打开。", "muted"))
        self._add(receipts, titles)

    def add_former(self, number: str, receipts: Sequence[Receipt], titles: Mapping[str, str]) -> None:
        """Show below what was answered to a filing that was corrected since."""
        self.body.addWidget(line(f"对已更正的备案 {number}：", "group"))
        self._add(receipts, titles)

    def _add(self, receipts: Sequence[Receipt], titles: Mapping[str, str]) -> None:
        for receipt in reversed(by_day(receipts)):
            status = "met" if receipt.ruling is Ruling.ACCEPTED else "missed"
            said = line(f"{receipt.authority}　{receipt.officer}　{receipt.date}", "muted", wrap=False)
            self.body.addLayout(beside(StatusChip(status, RULING_WORDS[receipt.ruling]), said))
            if receipt.text:
                self.body.addWidget(line(receipt.text))
            for remark in receipt.remarks:
                self._add_remark(remark, titles.get(remark.row, remark.row))

    def _add_remark(self, remark: Remark, title: str) -> None:
        task = remark.row.startswith("task.")
        verb = "去任务清单" if task else "看判定"
        go = link(verb, f"{verb}：{title}", partial(self._go, remark.row))
        go.setObjectName(remark.row)
        row = beside(line(f"{title}：{remark.text}"), go, stretch=0)
        row.setAlignment(go, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
