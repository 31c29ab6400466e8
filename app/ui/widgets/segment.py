"""A row of choices of which one holds: filters with counts, or the unit of a field."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget


class Segment(QWidget):
    """Exclusive choices, each a key and a text. ``chosen`` gives the key that a person picked."""

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        counts: Mapping[str, int] | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._texts, self._name = dict(options), name
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._buttons = {key: self._make(key, index) for index, key in enumerate(self._texts)}
        for button in self._buttons.values():
            row.addWidget(button)
        self.setAccessibleName(name)
        self.set_counts(counts or {})
        if options:
            self.choose(options[0][0])

    @property
    def current(self) -> str:
        """The key that holds."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Let another choice hold, without telling."""
        self._buttons[key].setChecked(True)

    def clear(self) -> None:
        """Let no choice hold: nothing was chosen yet, or not the same for all."""
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)

    def button(self, key: str) -> QAbstractButton:
        """Return the button of a choice."""
        return self._buttons[key]

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many each choice has, beside its text; those not named show none."""
        for key, button in self._buttons.items():
            text = f"{self._texts[key]} {counts[key]}" if key in counts else self._texts[key]
            button.setText(text)
            button.setAccessibleName(f"{self._name}：{text}" if self._name else text)

    def _make(self, key: str, index: int) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setAutoExclusive(True)  # one of several, to those who hear it
        button.setObjectName(key)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setProperty("place", _position(index, len(self._texts)))
        self._group.addButton(button)
        return button

    def _on_clicked(self, button: QAbstractButton) -> None:
        self.chosen.emit(button.objectName())


def _position(index: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if index == 0 else "last" if index == count - 1 else "mid"
