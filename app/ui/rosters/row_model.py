"""The rows of a roster as a table: what a count makes of each, and the cells that decide it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from app.domain.roster import Column, Computation, Roster
from app.domain.roster_count import Outcome, Row, State, plain_text
from app.ui.rosters.masking import masked
from app.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
_NUMBER, _STATE = "行", "是否计入"
#: The columns before those of the roster.
LEADING = 2
_WORDS = {State.COUNTED: "计入", State.LEFT_OUT: "未计入", State.UNDECIDED: "未定"}
_LOOKS = {
    State.COUNTED: ("status_met", "met.text"),
    State.LEFT_OUT: ("status_not_applicable", "text.muted"),
    State.UNDECIDED: ("warn", "unanswered.text"),
}
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Counted:
    """A roster's rows with what one count makes of each of them."""

    roster: Roster
    computation: Computation
    rows: Sequence[Row]
    outcomes: Sequence[Outcome]


class RosterRows(QAbstractTableModel):
    """The rows that are asked for. Personal cells are masked unless ``personal`` is set."""

    def __init__(self) -> None:
        super().__init__()
        self._counted: Counted | None = None
        self.columns: tuple[Column, ...] = ()
        self._places: list[int] = []
        self.personal = self.every_column = False
        self._words, self._state = "", ""

    def show(self, counted: Counted | None) -> None:
        """Show other rows, or another count of them; nothing moves where they are the same."""
        if counted != self._counted:
            with self._arranging():
                self._counted = counted

    def number(self, line: int) -> int:
        """Return which row of the sheet stands in a line."""
        return self._rows[self._places[line]].number

    def line_of(self, number: int) -> int:
        """Return the line in which a row of the sheet stands; the first where it does not."""
        return next((line for line in range(len(self._places)) if self.number(line) == number), 0)

    def narrow(self, words: str, state: str) -> None:
        """Show only rows in which all words occur, and of which the count makes this (all where it is "")."""
        with self._arranging():
            self._words, self._state = words, state

    def set_personal(self, wanted: bool) -> None:
        """Show personal cells as they are, or mask them."""
        with self._arranging():
            self.personal = wanted

    def set_every_column(self, wanted: bool) -> None:
        """Show all columns, or those that decide."""
        with self._arranging():
            self.every_column = wanted

    def counts(self) -> Mapping[str, int]:
        """Return how many rows the count makes what of, whatever is searched for."""
        found = Counter(item.state.value for item in self._counted.outcomes) if self._counted else Counter()
        return {state.value: found[state.value] for state in State} | {"": found.total()}

    @contextmanager
    def _arranging(self) -> Iterator[None]:
        """Change what is asked for, and work out what is shown; those who watch see what was, then what is."""
        self.beginResetModel()
        yield
        self.columns = self._wanted_columns()
        self._places = [place for place in range(len(self._rows)) if self._is_wanted(place)]
        self.endResetModel()

    @property
    def _rows(self) -> Sequence[Row]:
        return self._counted.rows if self._counted is not None else ()

    def _wanted_columns(self) -> tuple[Column, ...]:
        """Return what tells a row from others and what decides: there is no room for all."""
        if self._counted is None:
            return ()
        roster, tested = self._counted.roster, self._counted.computation.tested
        first = roster.columns[0].id
        wanted = {first, *roster.key, *tested}
        return tuple(column for column in roster.columns if self.every_column or column.id in wanted)

    def _is_wanted(self, place: int) -> bool:
        assert self._counted is not None
        outcome, row = self._counted.outcomes[place], self._rows[place]
        if self._state and outcome.state.value != self._state:
            return False
        if not self._words:
            return True
        text = plain_text("\n".join((str(row.number), outcome.reason, *row.cells.values())))
        return all(plain_text(word) in text for word in self._words.split())

    # What the view asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._counted is None else LEADING + len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.titles[section]

    @property
    def titles(self) -> list[str]:
        """What stands over the columns."""
        return [_NUMBER, _STATE, *(column.title for column in self.columns)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        assert self._counted is not None
        outcome = self._counted.outcomes[self._places[index.row()]]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(index, outcome)
        if index.column() != LEADING - 1:
            return None
        name, token = _LOOKS[outcome.state]
        if role == Qt.ItemDataRole.DecorationRole:
            return _icon(name, token)
        return theme().colour(token) if role == Qt.ItemDataRole.ForegroundRole else None

    def _text(self, index: Index, outcome: Outcome) -> str:
        if index.column() == 0:
            return str(outcome.row)
        if index.column() == 1:
            word = _WORDS[outcome.state]
            return f"{word}：{outcome.reason}" if outcome.reason else word
        column = self.columns[index.column() - LEADING]
        text = self._rows[self._places[index.row()]].cells.get(column.id, "")
        return masked(text) if column.personal and not self.personal else text


def _icon(name: str, token: str) -> QIcon:
    """Return an icon that is not tinted in the row that is chosen."""
    icon, picture = QIcon(), theme().pixmap(name, token, 14)
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        icon.addPixmap(picture, mode)
    return icon
