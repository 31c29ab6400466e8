"""The bar at the top: school and year, the pages with their badges, undo, redo, find and settings."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.ui.nav_button import NavButton
from app.ui.pages.page import Page
from app.ui.school_head import SchoolHead
from app.ui.theme import theme
from app.ui.widgets.separator import separator

_HEAD = 248
_MORE = "更多…"


class NavBar(QWidget):
    """Chooses the page; the pages themselves say what their badge shows.

    Pages for which there is no room stand in the list behind 更多.
    """

    page_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = SchoolHead(self)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, NavButton] = {}
        self._pages: dict[str, Page] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, theme().px(12), 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.head)
        self._row.addWidget(separator(vertical=True))
        self._tabs = QHBoxLayout()
        self._row.addLayout(self._tabs)
        self.more, self._rest, self._tools = NavButton(_MORE, self), QMenu(self), list[QToolButton]()
        self.more.hide()
        self.more.clicked.connect(self._on_more)
        self._rest.triggered.connect(self._on_rest)
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        self._group.buttonClicked.connect(self._on_clicked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as many pages as there is room for, the others behind 更多; school and year take what is left."""
        head, around = theme().px(_HEAD), self._row.contentsMargins().right() + 1
        room = self.width() - around - sum(tool.sizeHint().width() for tool in self._tools)
        least = self.head.least_width()
        shown = self._fitting(room - least)
        left = room
        for name, button in self._buttons.items():
            button.setVisible(name in shown)
            left -= button.sizeHint().width() if name in shown else 0
        rest = [name for name in self._buttons if name not in shown]
        self.more.setVisible(bool(rest))
        self._list_rest(rest)
        left -= self.more.sizeHint().width() if rest else 0
        self.head.setFixedWidth(max(least, min(left, head)))
        self._mark_more()

    def _fitting(self, room: int) -> list[str]:
        """Return the pages from the left that fit, beside 更多 where not all do."""
        widths = {name: button.sizeHint().width() for name, button in self._buttons.items()}
        if sum(widths.values()) <= room:
            return list(widths)
        room -= self.more.sizeHint().width()
        fitting: list[str] = []
        for name, width in widths.items():
            room -= width
            if room < 0:
                break
            fitting.append(name)
        return fitting

    def _list_rest(self, names: Sequence[str]) -> None:
        if [action.data() for action in self._rest.actions()] == list(names):
            return
        self._rest.clear()
        for name in names:
            self._rest.addAction(self._buttons[name].text()).setData(name)

    def _on_more(self) -> None:
        """Show the other pages under the button; which page is in front has not changed by that."""
        self._mark_more()
        self._rest.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _on_rest(self, action: QAction) -> None:
        self.page_chosen.emit(str(action.data()))

    def _mark_more(self) -> None:
        """Let 更多 stand for the page in front where that is in its list."""
        current = next((name for name, button in self._buttons.items() if button.isChecked()), "")
        self.more.setChecked(any(action.data() == current for action in self._rest.actions()))

    def add_tools(self, buttons: Sequence[QToolButton]) -> None:
        """Put small buttons at the right end."""
        for button in buttons:
            self._row.addWidget(button)
            self._tools.append(button)
        self._fit()

    def set_entries(self, entries: Sequence[tuple[str, str]]) -> None:
        """Make one button for each page's name and title; the pages themselves come with ``attach``."""
        for name, title in entries:
            button = self._buttons[name] = NavButton(title, self)
            self._group.addButton(button)
            self._tabs.addWidget(button)

    def attach(self, page: Page) -> None:
        """Let a page's button show its badge."""
        self._pages[page.name] = page
        page.badge_changed.connect(self._refresh_badges)
        self._refresh_badges()

    def select(self, name: str) -> None:
        """Mark a page as the one in front."""
        self._buttons[name].setChecked(True)
        self._mark_more()

    def _refresh_badges(self) -> None:
        for name, page in self._pages.items():
            filed = page.model.session.filed is not None  # nothing asks for action in a frozen year
            self._buttons[name].set_badge(None if filed else page.badge())
        self._fit()

    def _on_clicked(self, clicked: QAbstractButton) -> None:
        name = next(name for name, button in self._buttons.items() if button is clicked)
        self.page_chosen.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let ← and → walk along the pages."""
        buttons = [button for button in (*self._buttons.values(), self.more) if not button.isHidden()]
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        current = next((place for place, button in enumerate(buttons) if button.hasFocus()), None)
        if step is None or current is None:
            super().keyPressEvent(event)
            return
        buttons[(current + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)


def tool_button(icon: str, name: str, shortcut: str, parent: QWidget) -> QToolButton:
    """Return a small button with an icon, whose tooltip names it and its keys."""
    button = QToolButton(parent)
    button.setIcon(theme().icon(icon))
    button.setIconSize(QSize(theme().px(20), theme().px(20)))
    button.setToolTip(f"{name}（{shortcut}）" if shortcut else name)
    button.setAccessibleName(name)
    button.setAutoRaise(True)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return button
