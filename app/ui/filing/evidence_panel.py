"""One piece of evidence: what it shows and on which pages, what can be done with it, and how it looks."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.filing import Evidence, EvidenceLink
from app.domain.rulebook import Rulebook
from app.reports.sections.evidence import size_text
from app.services.evidence import PICTURES
from app.services.evidence_links import target_name
from app.ui.filing.parts import beside, bold_line, clear, line, link, small_button
from app.ui.preview import Preview
from app.ui.runner import Runner
from app.ui.theme import theme

_PAGES, _LEAST = 92, 260
_ADD = "添加关联"
_NO_PREVIEW = "这种文件不能在此预览，请点“打开”。"


class EvidencePanel(QWidget):
    """The chosen file. Its signals tell what somebody wants; pages are told with the link that they belong to."""

    open_wanted = Signal()
    save_wanted = Signal()
    remove_wanted = Signal()
    link_wanted = Signal()
    unlinked = Signal(object)
    paged = Signal(object, str)
    target_wanted = Signal(str)

    def __init__(
        self, rulebook: Rulebook, runner: Runner, locked: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rulebook, self._locked, self._shown = rulebook, locked, ""
        self.pages: dict[str, QLineEdit] = {}
        self._parts: dict[str, QWidget] = {}
        px = theme().px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(16), px(14), px(16), px(12))
        self._column.setSpacing(px(8))
        self._title, self._facts = bold_line("", 14), line("", "muted")
        self._links, self._acts = QVBoxLayout(), self._buttons()
        self.preview, self.picture, self._none = Preview(runner, self), Picture(), line(_NO_PREVIEW, "muted")
        self.preview.setAccessibleName("佐证预览")
        self.preview.unreadable.connect(partial(self._show_part, self._none))
        self.stack = QStackedWidget()
        self.stack.setMinimumHeight(px(_LEAST))
        for widget in (self._none, self.picture, self.preview):
            self.stack.addWidget(widget)
        self._column.addWidget(self._title)
        self._column.addWidget(self._facts)
        self._column.addLayout(self._acts)
        self._column.addWidget(line("证明的内容", "group"))
        self._column.addLayout(self._links)
        self._column.addWidget(self.stack, 1)

    def _buttons(self) -> QHBoxLayout:
        acts: tuple[tuple[str, Callable[[], object]], ...] = (
            ("打开", self.open_wanted.emit),
            ("另存为…", self.save_wanted.emit),
            ("移除…", self.remove_wanted.emit),
        )
        self.buttons = {text: small_button(text, f"{text.rstrip('…')}佐证文件", act) for text, act in acts}
        self.buttons["移除…"].setEnabled(not self._locked)
        return beside(*self.buttons.values())

    def show_item(self, item: Evidence | None, content: Callable[[str], bytes]) -> None:
        """Show a file; ``content`` gives its bytes, which are asked for only when it is another one."""
        self.setVisible(item is not None)
        if item is None:
            return
        self._title.setText(item.name)
        self._facts.setText(f"{size_text(item.size)}　SHA-256 {item.sha256[:16]}…")
        self._facts.setToolTip(item.sha256)
        self._show_links(item)
        if item.sha256 != self._shown:
            self._shown = item.sha256
            self._show_content(item, content)

    def focus_pages(self, target: str) -> None:
        """Go to where the pages are written on which the file shows something."""
        if target in self.pages:
            _give_keyboard(self.pages[target])

    def _show_links(self, item: Evidence) -> None:
        """Make the rows anew; the keyboard stays where it was."""
        held = QApplication.focusWidget()
        name = next((name for name, widget in self._parts.items() if widget is held), "")
        self._make_links(item)
        if name:
            _give_keyboard(self._parts.get(name, self._parts[_ADD]))

    def _make_links(self, item: Evidence) -> None:
        clear(self._links)
        self._parts.clear()
        self.pages.clear()
        for shown in item.links:
            self._links.addLayout(self._link_row(shown))
        if not item.links:
            self._links.addWidget(line("尚未关联到数据项、任务或指标", "muted"))
        add = self._parts[_ADD] = link(f"{_ADD}…", _ADD, self.link_wanted.emit)
        add.setEnabled(not self._locked)
        self._links.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)

    def _link_row(self, shown: EvidenceLink) -> QHBoxLayout:
        name = target_name(self._rulebook, shown.id)
        pages = self.pages[shown.id] = QLineEdit(shown.pages)
        pages.setFixedWidth(theme().px(_PAGES))
        pages.setAccessibleName(f"{name}在第几页")
        pages.setToolTip("所在页码，例如 3–5；可不填")
        pages.setReadOnly(self._locked)
        pages.editingFinished.connect(lambda: self._on_paged(shown, pages.text()))
        go = link("前往", f"前往{name}", partial(self.target_wanted.emit, shown.id))
        off = link("解除", f"解除与{name}的关联", partial(self.unlinked.emit, shown))
        off.setEnabled(not self._locked)
        self._parts |= {each.accessibleName(): each for each in (pages, go, off)}
        return beside(line(name), line("页码", "muted", wrap=False), pages, go, off, stretch=0)

    def _on_paged(self, shown: EvidenceLink, text: str) -> None:
        if text.strip() != shown.pages and not self._locked:
            self.paged.emit(shown, text)

    def _show_content(self, item: Evidence, content: Callable[[str], bytes]) -> None:
        kind = Path(item.name).suffix.lower()
        data = content(item.sha256) if kind in (".pdf", *PICTURES) else b""
        shown: QWidget = self._none
        self.preview.clear()
        if kind == ".pdf":
            self.preview.show_pdf(data)
            shown = self.preview
        elif kind in PICTURES and self.picture.show_bytes(data):
            shown = self.picture
        self._show_part(shown)

    def _show_part(self, part: QWidget) -> None:
        self.stack.setCurrentWidget(part)


def _give_keyboard(made: QWidget) -> None:
    """Give the focus to what was just made: Qt shows it in the next turn, and what is hidden takes none."""
    made.show()
    made.setFocus()


class Picture(QLabel):
    """A picture as large as the room allows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.setMinimumSize(1, 1)
        self.setAccessibleName("佐证预览")

    def show_bytes(self, data: bytes) -> bool:
        """Show a picture; tell whether it could be read as one."""
        self._image = QImage.fromData(QByteArray(data))
        self._fit()
        return not self._image.isNull()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._image.isNull():
            return
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self.setPixmap(QPixmap.fromImage(self._image.scaled(self.size(), keep, smooth)))
