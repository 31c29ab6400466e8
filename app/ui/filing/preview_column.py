"""The frozen report at the right: its pages, which of them is in view, and a way to print it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.filing.parts import line
from app.ui.preview import Preview
from app.ui.runner import Runner
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.working import make_button


class PreviewColumn(QWidget):
    """One frozen report at a time; ``print_wanted`` is called for the one in view."""

    def __init__(
        self, runner: Runner, print_wanted: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.pdf = b""
        px = theme().px
        self.preview = Preview(runner, self)
        self.title, self._place = ElidedLabel("报告预览"), line("", "muted", wrap=False)
        self.title.setProperty("bold", "true")
        head = QHBoxLayout()
        head.setContentsMargins(px(16), px(14), px(16), px(6))
        head.addWidget(self.title, 1)
        head.addWidget(self._place)
        self.print = make_button("打印…", print_wanted)
        theme().set_icon(self.print, "print")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, px(12))
        column.setSpacing(px(4))
        column.addLayout(head)
        column.addWidget(self.preview, 1)
        column.addWidget(self.print, 0, Qt.AlignmentFlag.AlignHCenter)
        self.preview.page_changed.connect(self._on_page)

    def show_report(self, title: str, pdf: bytes) -> None:
        """Show another report."""
        self.title.setText(title)
        self.preview.setAccessibleName(title)
        if pdf != self.pdf:
            self.pdf = pdf
            self.preview.clear()  # else the former report stands under this title until the pages come
            self.preview.show_pdf(pdf)

    def _on_page(self, number: int, total: int) -> None:
        self._place.setText(f"第 {number} 页，共 {total} 页" if total else "")
