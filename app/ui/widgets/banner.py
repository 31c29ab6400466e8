"""A strip at the top of a page: what happened in bold, then what to do, the link last."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.ui.theme import theme
from app.ui.widgets.card import BarFrame

_ICONS = {
    "missed": "error",
    "unanswered": "warn",
    "unjudgeable": "src_recalled",
    "met": "check",
    "shown": "info",
    "not_applicable": "info",
}


class Banner(BarFrame):
    """A message in the colours of a status. ``pressed`` comes when its link is used."""

    pressed = Signal()

    def __init__(
        self,
        status: str,
        bold: str = "",
        text: str = "",
        link: str = "",
        *,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"{status}.back", f"{status}.text", parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._picture, self._words, self._link = QLabel(), QLabel(), QPushButton()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setProperty("role", "detail")
        self._link.setProperty("role", "link")
        self._link.clicked.connect(self.pressed)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._link, 0, Qt.AlignmentFlag.AlignVCenter)
        self.set_message(status, bold, text, link, icon=icon)

    @property
    def message(self) -> str:
        """The words, without the link."""
        return self._message

    @property
    def status(self) -> str:
        """In whose colours it is shown."""
        return self._status

    @property
    def link(self) -> QPushButton | None:
        """What leads on from here; None while there is nowhere to go."""
        return None if self._link.isHidden() else self._link

    def set_message(
        self, status: str, bold: str = "", text: str = "", link: str = "", *, icon: str = ""
    ) -> None:
        """Say something else."""
        self._status, self._icon, self._message = status, icon or _ICONS[status], bold + text
        self._ground, self._bar = f"{status}.back", f"{status}.text"
        self._words.setText(f"<b>{escape(bold)}</b>{escape(text)}")
        self._words.setAccessibleName(self._message)
        self.setAccessibleName(self._message)
        self._link.setText(link)
        self._link.setAccessibleName(link)
        self._link.setVisible(bool(link))
        self._on_theme()

    def _on_theme(self) -> None:
        px = theme().px
        self._row.setContentsMargins(px(14), px(7), px(10), px(7))
        self._row.setSpacing(px(8))
        self._picture.setPixmap(theme().pixmap(self._icon, f"{self._status}.text", 18))
        self.update()
