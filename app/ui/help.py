"""The manual in the window (F1): pages, search over all of them, links between them."""

import re
from pathlib import Path

from PySide6.QtCore import QRegularExpression, QSize, Qt, QUrl, Slot
from PySide6.QtGui import (
    QDesktopServices,
    QFont,
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.paths import program_folder
from app.ui.start_parts import LeftPane
from app.ui.theme import theme
from app.ui.window_place import resize_within_screen

FIRST = "index"
_HEADING_SIZES = {1: 20, 2: 16, 3: 14}
_LINE_HEIGHT = 115.0


class Manual:
    """The pages of the manual, in the order in which the first one links to them."""

    def __init__(self, folder: Path) -> None:
        self._texts = {file.stem: _together(file.read_text("utf-8")) for file in folder.glob("*.md")}
        first = self._texts.get(FIRST, "")
        order = sorted(self._texts, key=lambda name: (name != FIRST, _position(first, name), name))
        self.pages = tuple(order)

    def text(self, page: str) -> str:
        """Return a page as Markdown; the first one where there is none of that name."""
        return self._texts.get(page, self._texts.get(FIRST, ""))

    def title(self, page: str) -> str:
        """Return a page's first heading."""
        return self.text(page).partition("\n")[0].lstrip("# ").strip()

    def found(self, words: str) -> tuple[str, ...]:
        """Return the pages in which all of some words occur."""
        wanted = words.lower().split()
        return tuple(page for page in self.pages if all(word in self.text(page).lower() for word in wanted))


def _together(text: str) -> str:
    """Keep figures and their units on one line."""
    return re.sub(r"(?<=[0-9]) (?=[%㎡])", "\u00a0", text)


def _position(text: str, name: str) -> int:
    place = text.find(f"({name}.md")
    return place if place >= 0 else len(text)


class ManualPage(QTextBrowser):
    """One page of the manual, styled by the theme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName("帮助正文")
        self.setFrameShape(QFrame.Shape.NoFrame)

    def show_page(self, markdown: str, anchor: str = "", words: str = "") -> None:
        """Show a page from its top, from a heading, or from the first place where a word occurs."""
        ground = theme().colour("surface").name()
        self.setStyleSheet(f"QTextBrowser {{ background: {ground}; border: none; border-radius: 0; }}")
        self.document().setDefaultFont(theme().font(14))
        self.document().setDocumentMargin(theme().px(20))
        self.setMarkdown(markdown)
        _style(self.document())
        self.verticalScrollBar().setValue(0)
        if words:
            self._mark(words)
        elif anchor:
            self._go_to(anchor)

    def _go_to(self, anchor: str) -> None:
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text().strip() == anchor:
                self._scroll_to(QTextCursor(block))
                return
            block = block.next()

    def _mark(self, words: str) -> None:
        pattern = "|".join(QRegularExpression.escape(word) for word in words.split())
        search = QRegularExpression(pattern, QRegularExpression.PatternOption.CaseInsensitiveOption)
        marks, cursor = [], self.document().find(search, 0)
        while not cursor.isNull() and cursor.hasSelection():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor  # type: ignore[attr-defined]
            mark.format = QTextCharFormat()  # type: ignore[attr-defined]
            mark.format.setBackground(theme().colour("unanswered.back"))  # type: ignore[attr-defined]
            mark.format.setForeground(theme().colour("unanswered.text"))  # type: ignore[attr-defined]
            marks.append(mark)
            cursor = self.document().find(search, cursor)
        self.setExtraSelections(marks)
        if marks:
            self._scroll_to(marks[0].cursor)  # type: ignore[attr-defined]

    def _scroll_to(self, cursor: QTextCursor) -> None:
        top = self.document().documentLayout().blockBoundingRect(cursor.block()).top()
        self.verticalScrollBar().setValue(int(top) - theme().px(12))


class HelpDialog(QDialog):
    """A window beside the work: the list of pages, a search, and the page."""

    def __init__(self, manual: Manual, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("帮助")
        self._manual, self.page = manual, ""
        self._search, self._list, self._text = QLineEdit(), QListWidget(), ManualPage()
        self.nothing_found = QLabel("没有相符的页面")
        self._build()
        self._fill(manual.pages)
        self._search.textChanged.connect(self._on_search)
        self._list.currentItemChanged.connect(self._on_chosen)
        self._text.anchorClicked.connect(self._on_link)
        theme().changed.connect(self._on_theme)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self._search.setFocus)

    def open_page(self, page: str = FIRST, anchor: str = "") -> None:
        """Go to a page, and on it to a heading."""
        self._search.clear()
        self.page = page if page in self._manual.pages else FIRST
        self._select(self.page)
        self._text.show_page(self._manual.text(self.page), anchor)

    def search(self, words: str) -> None:
        """Look for words on every page."""
        self._search.setText(words)

    def _build(self) -> None:
        self._search.setAccessibleName("在帮助中查找")
        self._search.setPlaceholderText("查找")
        self._search.setClearButtonEnabled(True)
        self._list.setAccessibleName("帮助目录")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self.nothing_found.setProperty("role", "muted")
        self.nothing_found.hide()
        side = QVBoxLayout()
        side.setContentsMargins(*[theme().px(12)] * 4)
        side.setSpacing(theme().px(8))
        for widget in (self._search, self.nothing_found, self._list):
            side.addWidget(widget)
        self._pane = LeftPane()
        self._pane.setLayout(side)
        self._pane.setFixedWidth(theme().px(220))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pane)
        layout.addWidget(self._text, 1)
        resize_within_screen(self, QSize(theme().px(900), theme().px(620)))

    def _fill(self, pages: tuple[str, ...]) -> None:
        self._list.clear()
        for page in pages:
            item = QListWidgetItem(self._manual.title(page))
            item.setData(Qt.ItemDataRole.UserRole, page)
            self._list.addItem(item)
        self.nothing_found.setVisible(not pages)

    def _select(self, page: str) -> None:
        self._list.blockSignals(True)
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole) == page:
                self._list.setCurrentRow(row)
        self._list.blockSignals(False)

    @Slot(str)
    def _on_search(self, words: str) -> None:
        found = self._manual.found(words)
        self._list.blockSignals(True)
        self._fill(found)
        self._list.blockSignals(False)
        if found:
            self.page = self.page if self.page in found else found[0]
            self._select(self.page)
            self._text.show_page(self._manual.text(self.page), words=words)

    @Slot(QListWidgetItem, QListWidgetItem)
    def _on_chosen(self, item: QListWidgetItem | None, _: QListWidgetItem | None) -> None:
        if item is not None:
            self.page = item.data(Qt.ItemDataRole.UserRole)
            self._show_again()

    @Slot(QUrl)
    def _on_link(self, link: QUrl) -> None:
        if link.scheme():
            QDesktopServices.openUrl(link)
            return
        page = Path(link.path()).stem or self.page
        self.open_page(page, link.fragment(QUrl.ComponentFormattingOption.FullyDecoded))

    @Slot()
    def _on_theme(self) -> None:
        self._pane.setFixedWidth(theme().px(220))
        self._show_again()

    @Slot()
    def _show_again(self) -> None:
        self._text.show_page(self._manual.text(self.page), words=self._search.text())


def show_help(parent: QWidget | None, page: str = FIRST, anchor: str = "") -> HelpDialog:
    """Show a page of the manual beside the work; the window that is open already is used again."""
    window = parent.window() if parent is not None else None
    dialog = window.findChild(HelpDialog) if window is not None else None
    if not isinstance(dialog, HelpDialog):
        dialog = HelpDialog(Manual(program_folder() / "docs" / "manual"), window)
    dialog.open_page(page, anchor)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog


def _style(document: QTextDocument) -> None:
    """Give headings, lines, links and tables of a page the look of the window."""
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        shape = QTextBlockFormat()
        shape.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        in_table = cursor.currentTable() is not None
        shape.setTopMargin(theme().px(16 if level > 1 else 0))
        in_list = block.textList() is not None
        shape.setBottomMargin(theme().px(0 if in_table else 3 if in_list else 8))
        cursor.mergeBlockFormat(shape)
        if level:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            letters = QTextCharFormat()
            letters.setFont(theme().font(_HEADING_SIZES.get(level, 14), bold=True))
            cursor.setCharFormat(letters)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _style_table(frame)


def _style_table(table: QTextTable) -> None:
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(theme().colour("line"))
    shape.setBorderCollapse(True)
    shape.setCellPadding(theme().px(6))
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.setBottomMargin(theme().px(8))
    table.setFormat(shape)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        look = cell.format()
        look.setBackground(theme().colour("sunken"))
        look.setFontWeight(QFont.Weight.Bold)
        cell.setFormat(look)
