"""What slow work of a page looks like: what is going on, how far it is, a way to stop it; then what came of it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QProgressBar, QPushButton, QWidget

from app.ui.theme import theme

_SHOW_PROGRESS_AFTER_MS = 400


class Working(QWidget):
    """What is going on, how far it is, and a way to stop it; shows itself only when it takes a while."""

    def __init__(self, parent: QWidget, edge: int = 20) -> None:
        super().__init__(parent)
        self._text, self._bar = QLabel(), QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme().px(160))
        self._stop = make_button("取消", self._on_cancel, False)
        self._cancel: Callable[[], None] | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme().px(edge), theme().px(6), theme().px(edge), theme().px(6))
        for widget in (self._text, self._bar, self._stop):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._delay = QTimer(self, singleShot=True, interval=_SHOW_PROGRESS_AFTER_MS)
        self._delay.timeout.connect(self.show)
        self.hide()

    def begin(self, text: str, cancel: Callable[[], None]) -> None:
        """Work begins; ``cancel`` stops it."""
        self._cancel = cancel
        self._say(text, whole_line=False)
        self._bar.setRange(0, 0)
        self._bar.show()
        self._stop.show()
        self._delay.start()

    def step(self, done: int, total: int) -> None:
        """Show how far it is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def finish(self) -> None:
        """Work is over."""
        self._delay.stop()
        self.hide()

    def tell(self, text: str) -> None:
        """Say what came of it; stays until the next piece of work."""
        self._say(text, whole_line=True)
        self._bar.hide()
        self._stop.hide()
        self.show()

    @property
    def text(self) -> str:
        """What is said now."""
        return self._text.text()

    def _say(self, text: str, whole_line: bool) -> None:
        """Show a text; where nothing stands beside it, it is broken rather than cut."""
        self._text.setWordWrap(whole_line)
        self._row.setStretch(0, int(whole_line))
        self._row.setStretch(self._row.count() - 1, int(not whole_line))
        self._text.setText(text)

    def _on_cancel(self) -> None:
        if self._cancel is not None:
            self._cancel()


def make_button(text: str, action: Callable[[], object], primary: bool = False) -> QPushButton:
    """Return a button; its name for those who hear it has no dots at the end."""
    button = QPushButton(text)
    button.setAccessibleName(text.rstrip("…"))
    if primary:
        button.setProperty("role", "primary")
    button.clicked.connect(lambda: action())
    return button


def menu_button(text: str, actions: Sequence[tuple[str, Callable[[], object]]]) -> QPushButton:
    """Return a button that opens a menu of acts."""
    button = QPushButton(text)
    button.setAccessibleName(text)
    menu = QMenu(button)
    for name, action in actions:
        menu.addAction(name).triggered.connect(lambda _checked, act=action: act())
    button.setMenu(menu)
    return button
