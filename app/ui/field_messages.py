"""What is wrong or noteworthy about a field, in lines under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from app.ui.theme import theme


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence with the status whose colours it has, an icon, and what can be done about it in which check."""

    status: str
    icon: str
    text: str
    remedy: str = ""
    check: str = ""


class FieldMessages(QWidget):
    """Sentences under a field, each with its icon; hidden while there are none."""

    remedy_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Message, ...] = ()
        self._labels: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(theme().px(4))
        self._grid.setVerticalSpacing(theme().px(2))
        self._grid.setColumnStretch(1, 1)
        self.set_left(theme().px(24))
        self.hide()

    @property
    def messages(self) -> tuple[Message, ...]:
        """What is said."""
        return self._shown

    def set_left(self, left: int) -> None:
        """Begin where the field begins."""
        self._grid.setContentsMargins(left, 0, theme().px(24), theme().px(6))

    def show_messages(self, messages: Sequence[Message]) -> None:
        """Say something else, or nothing."""
        if tuple(messages) == self._shown:
            return
        self._shown = tuple(messages)
        for label in self._labels:
            label.hide()
            label.deleteLater()
        self._labels = []
        for row, message in enumerate(messages):
            self._add(row, message)
        self.setVisible(bool(messages))

    def _add(self, row: int, message: Message) -> None:
        icon, text = QLabel(), QLabel(message.text)
        icon.setPixmap(theme().pixmap(message.icon, f"{message.status}.text", 14))
        icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        icon.setContentsMargins(0, theme().px(2), 0, 0)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        text.setProperty("px", "12")
        text.setProperty("ink", message.status)
        self._labels += [icon, text]
        self._grid.addWidget(icon, row, 0)
        self._grid.addWidget(text, row, 1, 1, 1 if message.remedy else 2)
        if message.remedy:
            self._add_remedy(row, message)

    def _add_remedy(self, row: int, message: Message) -> None:
        link = QPushButton(message.remedy)
        link.setProperty("role", "link")
        link.setProperty("px", "12")
        link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        link.setAccessibleName(f"{message.text}，{message.remedy}")
        link.clicked.connect(partial(self.remedy_wanted.emit, message.check))
        self._labels.append(link)
        self._grid.addWidget(link, row, 2)
