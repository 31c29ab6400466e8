"""The head of the right panel: its title, how many rows there are, and how they came out."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.conclusion import ORDER
from app.domain.verdict import Status, Verdict
from app.domain.wording import plain_status
from app.ui.theme import theme
from app.ui.verdict_body import label, show_part, show_text
from app.ui.verdict_texts import is_area
from app.ui.widgets.status import StatusPlain

#: The statuses whose word is written out; the others show shape and number, their word stands on the cards.
_SPOKEN = (Status.MET, Status.MISSED, Status.UNANSWERED)
_OPEN_ALL, _CLOSE_ALL = "全部展开", "全部收起"


class PanelHead(QWidget):
    """``all_wanted`` comes when all rows shall be opened, or closed again; ``counted`` when a count is another."""

    all_wanted = Signal()
    counted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = label(12, ink="muted")
        self._all = QPushButton(_OPEN_ALL)
        self._all.setProperty("role", "link")
        self._all.setAccessibleName("展开或收起全部判定")
        self._all.clicked.connect(self.all_wanted)
        self._undecided = label(12, ink="unanswered", wrap=True)
        self._undecided.hide()
        self._counted = Counter[Status]()
        self._counts = {status: StatusPlain(status.value, "") for status in ORDER}
        self._first, self._second, self._column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        self._build()
        self._on_theme()
        theme().changed.connect(self._on_theme)

    def count_words(self) -> dict[Status, str]:
        """Return what is said of each status that occurs."""
        shown = {status: part for status, part in self._counts.items() if not part.isHidden()}
        return {status: part.accessibleName() for status, part in shown.items()}

    def show_counts(self, rows: Sequence[Verdict], of_page: bool) -> None:
        """Count the rows of a page, or the one that was asked for."""
        own = [verdict for verdict in rows if not (of_page and is_area(verdict))]
        counted = Counter(verdict.status for verdict in own)
        area = f"，区域口径 {len(rows) - len(own)} 项" if len(own) < len(rows) else ""
        show_text(self._number, f"本页 {len(own)} 项指标{area}" if of_page and rows else "")
        for status, shown in self._counts.items():
            show_part(shown, counted[status] > 0)
            said = f"{plain_status(status)} {counted[status]}"
            if shown.toolTip() != said:
                shown.set_status(status.value, said if status in _SPOKEN else str(counted[status]))
                shown.setAccessibleName(said)
                shown.setToolTip(said)
        show_part(self._all, bool(rows))
        if counted != self._counted:
            self._counted = counted
            self.counted.emit()

    @property
    def undecided(self) -> str:
        """What is said of documents that wait for the profile."""
        return self._undecided.text()

    def show_undecided(self, text: str) -> None:
        """Say which documents wait for the profile, or nothing."""
        show_text(self._undecided, text)

    def set_opened(self, opened: bool) -> None:
        """Offer the other way round."""
        self._all.setText(_CLOSE_ALL if opened else _OPEN_ALL)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().colour("line"))

    def _build(self) -> None:
        title = label(14, bold=True)
        title.setText("依据与判定")
        self._first.addWidget(title)
        self._first.addWidget(self._number)
        self._first.addStretch(1)
        self._first.addWidget(self._all)
        for shown in self._counts.values():
            self._second.addWidget(shown)
        self._second.addStretch(1)
        self._column.addLayout(self._first)
        self._column.addLayout(self._second)
        self._column.addWidget(self._undecided)

    def _on_theme(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(14), px(7), px(14), px(7))
        self._column.setSpacing(px(3))
        self._first.setSpacing(px(8))
        self._second.setSpacing(px(10))
