"""What stands round the field rows of a form: the heading of each page, and the line that shows the rest."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.domain.form import Page
from app.ui.theme import theme

_NOTHING_ASKED = "本校无需填写：适用的标准都不需要这一步的数据。"


def group_head(page: Page, with_office: bool, content: QWidget) -> QWidget:
    """Return the heading of a page of the form, with its office where a form has several."""
    head = QFrame(content)
    head.setProperty("role", "group-head")
    row = QHBoxLayout(head)
    px = theme().px
    row.setContentsMargins(px(24), px(4), px(24), px(4))
    title = QLabel(page.title)
    title.setProperty("role", "group")
    row.addWidget(title)
    row.addStretch(1)
    if with_office and page.office:
        office = QLabel(page.office)
        office.setProperty("role", "muted")
        row.addWidget(office)
    return head


def nothing_asked(content: QWidget) -> QLabel:
    """Return the sentence above a form of which the school's documents need nothing."""
    label = QLabel(_NOTHING_ASKED, content)
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    px = theme().px
    label.setContentsMargins(px(24), px(14), px(24), px(14))
    label.hide()
    return label


class GroupFoot(QWidget):
    """The line under the rows of a page: how many facts the school's documents do not need; shows them, or not.

    ``toggled`` names the page.
    """

    toggled = Signal(str)

    def __init__(self, page: Page, content: QWidget) -> None:
        super().__init__(content)
        self._page = page
        self.button = QPushButton(self)
        self.button.setProperty("role", "link")
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.clicked.connect(self._on_clicked)
        row, px = QHBoxLayout(self), theme().px
        row.setContentsMargins(px(24), px(6), px(24), px(6))
        row.addWidget(self.button)
        row.addStretch(1)
        self.hide()

    def show_hidden(self, number: int, revealed: bool) -> None:
        """Say how many facts are left out, or, when ``revealed``, that they can be left out again."""
        text = f"另有 {number} 项与本校适用的标准无关，"
        text = f"收起与本校适用的标准无关的 {number} 项" if revealed else f"{text}显示"
        self.button.setText(text)
        self.button.setAccessibleName(f"{self._page.title}：{text}")
        self.setVisible(bool(number))

    def _on_clicked(self) -> None:
        self.toggled.emit(self._page.id)
