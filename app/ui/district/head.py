"""The head of the desk: what is open, how many filed, and what can be done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.fields.painting import repolish
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.separator import separator
from app.ui.widgets.working import make_button, menu_button

COUNTS = ("已报", "未报", "文件校验通过", "纸质码不一致")
_INKS = {"未报": "missed", "纸质码不一致": "unanswered"}


class Head(QWidget):
    """Title and folder, four figures, buttons; the buttons go below where the width does not hold all."""

    def __init__(
        self,
        open_folder: Callable[[], object],
        open_list: Callable[[], object],
        set_terms: Callable[[], object],
        exports: Sequence[tuple[str, Callable[[], object]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = ElidedLabel("区县工作台")
        self.place = ElidedLabel("", mode=Qt.TextElideMode.ElideMiddle)
        self.title.setProperty("role", "title")
        self.place.setProperty("role", "muted")
        self.folder = make_button("打开文件夹…", open_folder)
        theme().set_icon(self.folder, "folder")
        self.schools = make_button("学校名单…", open_list)
        self.terms = make_button("截止日期…", set_terms)
        self.export = menu_button("导出汇总", exports)
        self.export.setProperty("role", "primary")
        theme().set_icon(self.export, "export", "accent.text")
        self.figures = {word: QLabel("—") for word in COUNTS}
        self._counts = self._make_counts()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show how many; figures that call for action are in colour."""
        for word, label in self.figures.items():
            count = counts.get(word)
            label.setText("—" if count is None else str(count))
            label.setAccessibleName(f"{word} {label.text()}")
            repolish(label, "ink", _INKS.get(word, "text") if count else "text")

    def set_ready(self, ready: bool) -> None:
        """Let the roll-up be written, once there is one."""
        self.terms.setEnabled(ready)
        self.export.setEnabled(ready)
        self._counts.setVisible(ready)

    def set_narrow(self, narrow: bool) -> None:
        """Put the buttons below title and figures."""
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

    def _make_counts(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(12))
        for word, figure in self.figures.items():
            name = QLabel(word)
            name.setProperty("role", "muted")
            figure.setProperty("px", 20)
            figure.setProperty("bold", "true")
            pair = QHBoxLayout()
            pair.setSpacing(theme().px(5))
            for word_or_figure in (figure, name):
                pair.addWidget(word_or_figure, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(separator(vertical=True))
            row.addLayout(pair)
        return holder

    def _build(self) -> None:
        px = theme().px
        words, upper, buttons = QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.place)
        upper.setSpacing(px(12))
        upper.addLayout(words, 1)
        upper.addWidget(self._counts)
        buttons.setSpacing(px(8))
        for button in (self.folder, self.schools, self.terms, self.export):
            buttons.addWidget(button)
        buttons.addStretch(0)
        self._row.setContentsMargins(px(20), px(10), px(20), px(10))
        self._row.setSpacing(px(12))
        self._row.addLayout(upper, 1)
        self._row.addLayout(buttons)
        self.setLayout(self._row)
