"""Above the standards: how those of this computer differ from those by which the year is judged."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.services.editions import adoptable
from app.services.session import Session
from app.ui.theme import theme
from app.ui.widgets.banner import Banner

_NEWER, _UNLIKE = "标准库有新版本：", "本文件所存的标准与本机不同："
_LEFT_OUT = "自行增补的内容有错误，未采用："


class EditionsBanner(QWidget):
    """Hidden where nothing differs. ``compared`` asks what changes, ``adopted`` asks for this computer's editions."""

    compared = Signal()
    adopted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.newer = adoptable(session.notices)
        told = [str(each) for each in self.newer or session.base.left_out or session.notices]
        bold, status = (_UNLIKE, "shown") if not session.base.left_out else (_LEFT_OUT, "missed")
        bold, status = (_NEWER, "unanswered") if self.newer else (bold, status)
        self.banner = Banner(status, bold, _told(told), "查看变化…" if self.newer else "")
        self.adopt = QPushButton("采用新版本")
        self.adopt.setProperty("role", "small")
        self.adopt.setAccessibleName(self.adopt.text())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        row.addWidget(self.banner, 1)
        row.addWidget(self.adopt)
        self.banner.pressed.connect(self.compared)
        self.adopt.clicked.connect(self.adopted)
        # Hidden, never shown here: what is shown without a parent becomes a window and takes the keyboard.
        self.adopt.setHidden(not self.newer or session.read_only)
        if not told:
            self.hide()


def _told(notices: Sequence[str]) -> str:
    """Say the first difference in full, and how many more there are."""
    if not notices:
        return ""
    more = f"；另有 {len(notices) - 1} 处" if len(notices) > 1 else ""
    return f"{notices[0]}{more}。"
