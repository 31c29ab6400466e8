"""What a roster gives for its facts, a card each: counted and typed figure, which of them judges, what is left out."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from app.domain.checks import roster_check
from app.domain.display import counted_text
from app.domain.facts import Answer, Fact
from app.domain.roster_words import differs, typed_text
from app.services.roster_figures import (
    ROSTER,
    TYPED,
    RosterFigure,
    apart,
    left_out,
    undecided,
)
from app.ui.filing.parts import beside, bold_line, clear, line, link
from app.ui.navigation import Navigation
from app.ui.theme import theme
from app.ui.verdict_body import WrappedLabel, show_text
from app.ui.widgets.card import Card

_HEADS = ("花名册统计", "填报", "相差")
_DASH = "—"


def standing(figure: RosterFigure, answer: Answer) -> str:
    """Say which figure judges, and why not the other."""
    if figure.judges:
        return ROSTER
    if answer.given:
        return f"{TYPED}：花名册{figure.lacking}"
    return f"待填：花名册{figure.lacking}，也未填报"


class FactCard(Card):
    """One fact: its name chooses it, its links lead to its field and to the explanation of a difference."""

    def __init__(self, fact: Fact, navigation: Navigation, parent: QWidget | None = None) -> None:
        super().__init__(None, parent)
        self.fact = fact
        self.choice = QRadioButton(fact.name)
        self.choice.setProperty("bold", "true")
        self.figures = tuple(bold_line(_DASH) for _ in _HEADS)
        self.standing, self.left_out, self.undecided = (line("") for _ in range(3))
        self.go = link("前往数据项", f"前往数据项：{fact.name}", lambda: navigation.show_fact(fact.id))
        self.explain = link(
            "填写差异说明",
            f"填写差异说明：{fact.name}",
            lambda: navigation.show_check(roster_check(fact.id)),
        )
        self._build()

    def _build(self) -> None:
        px = theme().px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        for place, (head, figure) in enumerate(zip(_HEADS, self.figures, strict=True)):
            grid.addWidget(line(head, "faint", wrap=False), 0, place)
            grid.addWidget(figure, 1, place)
            grid.setColumnStretch(place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(8), px(10), px(10))
        column.setSpacing(px(4))
        column.addWidget(self.choice)
        column.addLayout(grid)
        for label in (self.standing, self.left_out, self.undecided):
            column.addWidget(label)
        self.left_out.setProperty("ink", "muted")
        self.undecided.setProperty("ink", "unanswered")
        column.addLayout(beside(self.go, self.explain))

    def show_figure(self, figure: RosterFigure, answer: Answer) -> None:
        """Show what the roster gives, beside what was typed."""
        tally, difference = figure.tally, apart(figure.tally, answer)
        texts = (
            counted_text(self.fact, tally.figure),
            typed_text(self.fact, answer) or _DASH,
            counted_text(self.fact, difference) if difference else _DASH,
        )
        for label, text in zip(self.figures, texts, strict=True):
            label.setText(text)
        show_text(self.standing, standing(figure, answer))
        show_text(self.left_out, left_out(tally))
        show_text(self.undecided, undecided(tally))
        self.explain.setVisible(differs(tally, answer))
        said = [f"{head} {text}" for head, text in zip(_HEADS, texts, strict=True)]
        said += [self.standing.text(), self.left_out.text(), self.undecided.text()]
        self.choice.setAccessibleName(self.fact.name)
        self.choice.setAccessibleDescription("；".join(part for part in said if part))

    def mark_chosen(self, chosen: bool) -> None:
        """Show whether the rows at the left are counted for this fact."""
        self._bar, self._dashed = "accent" if chosen else None, False
        self.update()


class FactCards(QWidget):
    """The cards of one roster, of which one is chosen. ``chosen`` names the fact that a person picked."""

    chosen = Signal(str)

    def __init__(self, navigation: Navigation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._navigation, self.cards = navigation, dict[str, FactCard]()
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_clicked)
        self._how = WrappedLabel("选一项数据，左侧逐行列出是否计入及原因。")
        self._how.setWordWrap(True)
        self._how.setProperty("role", "muted")
        self._column = QVBoxLayout()
        px = theme().px
        self._column.setSpacing(px(8))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(12), px(8), px(12), px(12))
        outer.setSpacing(px(8))
        outer.addWidget(self._how)
        outer.addLayout(self._column)
        outer.addStretch(1)

    @property
    def current(self) -> str:
        """The fact that is chosen."""
        return next((fact for fact, card in self.cards.items() if card.choice.isChecked()), "")

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show cards for other facts; the first is chosen."""
        for card in self.cards.values():
            self._group.removeButton(card.choice)
        clear(self._column)
        self.cards = {fact.id: FactCard(fact, self._navigation, self) for fact in facts}
        for card in self.cards.values():
            self._group.addButton(card.choice)
            self._column.addWidget(card)
            card.show()  # Qt does it a turn later, and Tab passes it over until then
        self.choose(facts[0].id)

    def choose(self, fact: str) -> None:
        """Choose a fact, without telling."""
        self.cards[fact].choice.setChecked(True)
        for name, card in self.cards.items():
            card.mark_chosen(name == fact)

    def show_figures(self, figures: Mapping[str, RosterFigure], answers: Mapping[str, Answer]) -> None:
        """Show what the roster gives for each fact."""
        for fact, card in self.cards.items():
            card.show_figure(figures[fact], answers.get(fact, Answer()))

    def enter(self) -> None:
        """Put the keyboard on the chosen card."""
        self.cards[self.current].choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_clicked(self) -> None:
        self.choose(self.current)
        self.chosen.emit(self.current)
