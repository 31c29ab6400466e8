"""What the filing page asks before it acts: whether to freeze, and which file or place is meant."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.exchange.receipts import ENDING
from app.ui import messages

_ZIP, _ANY = "备案包 (*.zip)", "所有文件 (*)"
_RECEIPTS = f"回执 (*{ENDING});;{_ANY}"
_SCANS = f"扫描件 (*.pdf *.png *.jpg *.jpeg *.bmp);;{_ANY}"
_FOLLOWS = "冻结后数据、判定与标准一并封存，不能再改；需要更正的，写明原因后另编备案号。"


def freezing(parent: QWidget, year: str, number: str, *told: str) -> bool:
    """Ask whether to freeze a year, with what follows from it and what else has to be known; Enter means 取消."""
    question = f"确认冻结 {year} 学年的数据，编号 {number}？"
    follows = "\n".join((_FOLLOWS, *filter(None, told)))
    return messages.ask(parent, "冻结备案", question, follows, "冻结备案", destructive=True)


def place_to_save(parent: QWidget, suggested: Path, package: bool) -> Path | None:
    """Ask where a file of the filing is to be written."""
    chosen, _ = QFileDialog.getSaveFileName(parent, "保存", str(suggested), _ZIP if package else _ANY)
    return Path(chosen) if chosen else None


def scan_to_attach(parent: QWidget) -> Path | None:
    """Ask for the scan of the stamped paper."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "附上扫描件", "", _SCANS)
    return Path(chosen) if chosen else None


def receipt_to_open(parent: QWidget) -> Path | None:
    """Ask for a receipt."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "打开回执", "", _RECEIPTS)
    return Path(chosen) if chosen else None
