"""What the window says and offers when an edit could not be saved: once, with a way out."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from app.ui import messages
from app.ui.session_model import SessionModel

_GO_ON = "所填内容仍在窗口中，程序每隔几秒再次保存。也可以现在另存为新文件，继续填写。"


class SavingTrouble:
    """Tells of trouble when it begins, not at every try; the line at the bottom says it as long as it is so."""

    def __init__(self, window: QWidget, save_as: Callable[[], None]) -> None:
        self._window, self._save_as, self._told = window, save_as, False

    def watch(self, model: SessionModel) -> None:
        """Listen to an opened session."""
        self._told = False
        model.saved.connect(self._on_saved)
        model.save_failed.connect(self._on_failed)

    def _on_saved(self, _: datetime) -> None:
        self._told = False

    def _on_failed(self, reason: str) -> None:
        if not self._told:
            self._told = True
            if messages.offer(self._window, "未能保存", reason, _GO_ON, "另存为…"):
                self._save_as()


def leave_unsaved(window: QWidget) -> bool:
    """Ask whether to close although the last edits are not on the disk."""
    return messages.ask(
        window,
        "尚未保存",
        "最近的修改还没有写入文件，仍要关闭吗？",
        "关闭后，这些修改将丢失。可先取消，清出磁盘空间或插回 U 盘后再保存。",
        "仍要关闭",
        destructive=True,
    )
