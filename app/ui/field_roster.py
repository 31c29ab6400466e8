"""What an open field row says of the roster that counts its fact; the typed figure can be changed there all the same."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.checks import roster_check
from app.domain.facts import Answer, Fact
from app.domain.roster import Roster
from app.domain.roster_words import differs
from app.reports.phrases import figure as unbroken
from app.services.roster_figures import RosterFigure, compared, left_out, undecided
from app.ui.field_messages import Message
from app.ui.fields.spelling import typed_text
from app.ui.fields.table import make_editor
from app.ui.fields.view import FieldView
from app.ui.theme import theme
from app.ui.verdict_body import WrappedLabel

_GOES, _TYPED, _KEPT = "判定采用花名册统计数", "填报", "保留，不参与判定"


def said(fact: Fact, figure: RosterFigure, answer: Answer) -> str:
    """Say what was counted and typed, and which of the two judges."""
    if figure.judges:
        judging = _GOES
    else:
        judging = f"花名册{figure.lacking}，{'判定采用填报数' if answer.given else '不参与判定'}"
    return f"{compared(fact, figure.tally, answer)}；{judging}"


def roster_message(
    fact: Fact, figure: RosterFigure, answer: Answer, explained: bool, remedy: str
) -> Message | None:
    """Return what stands under a field: a difference that is to be explained, or a figure that does not judge yet."""
    if differs(figure.tally, answer) and not explained:
        return Message("unanswered", "warn", said(fact, figure, answer), remedy, roster_check(fact.id))
    if figure.judges:
        return None
    return Message("shown", "roster", said(fact, figure, answer))


def _rows(figure: RosterFigure) -> str:
    """Say how many rows are in, and why the others are not."""
    tally = figure.tally
    counted = f"{figure.roster.title}共 {figure.roster.rows} 行，计入 {tally.counted} 行"
    return "；".join(part for part in (counted, left_out(tally), undecided(tally)) if part)


class FieldRoster(QWidget):
    """The roster's figure, the way to its rows, and where it judges the typed figure in a field of its own."""

    roster_wanted = Signal()
    typed = Signal(str)
    onward = Signal()
    backward = Signal()

    def __init__(self, fact: Fact, roster: Roster, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fact, self._roster = fact, roster
        self._words = WrappedLabel()
        self._words.setWordWrap(True)
        self._words.setProperty("role", "detail")
        self.link = QPushButton("查看花名册")
        self.link.setProperty("role", "link")
        self.link.setAccessibleName(f"查看{roster.title}：{fact.name}")
        self.link.clicked.connect(self.roster_wanted)
        self.editor = make_editor(fact)
        self.editor.describe(f"{fact.name}的填报数", _KEPT)
        self.editor.typed.connect(self.typed)
        self.editor.chosen.connect(self.typed)
        self.editor.onward.connect(self.onward)
        self.editor.backward.connect(self.backward)
        self._build()

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(theme().px(8))
        first.addWidget(self._words, 1)
        first.addWidget(self.link)
        self._line = QWidget()
        second = QHBoxLayout(self._line)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(theme().px(8))
        name, kept = QLabel(_TYPED), QLabel(_KEPT)
        for label in (name, kept):
            label.setProperty("role", "faint")
        for widget in (name, self.editor, kept):
            second.addWidget(widget)
        second.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(4))
        column.addLayout(first)
        column.addWidget(self._line)

    @property
    def words(self) -> str:
        """What is said of the roster."""
        return self._words.text()

    def show_figure(self, figure: RosterFigure | None, answer: Answer, locked: bool) -> None:
        """Show what the roster gives, if it was taken in."""
        nothing = f"{self._roster.title}尚未导入，导入后可由各行统计"
        self._words.setText(unbroken(_rows(figure)) if figure is not None else nothing)
        judges = figure is not None and figure.judges
        self._line.setVisible(judges)
        if judges:
            text = typed_text(answer, self._fact)
            kept = Answer(value=answer.value, typed=text)
            self.editor.show_view(FieldView(kept, locked=locked))
