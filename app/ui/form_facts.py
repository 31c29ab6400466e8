"""Which facts of a form are shown, asked or asked for, and how they stand at a moment."""

from collections import Counter
from collections.abc import Iterable

from app.domain.checks import BrokenCheck
from app.domain.fact_sheet import FactSheet
from app.domain.form import Form, Page
from app.services.roster_figures import roster_figures
from app.services.session import Session
from app.ui.field_moment import Moment, Surroundings


class ShownFacts:
    """The facts of one form that have a row, in their order, and what each page leaves out.

    A page can be revealed as a whole; a fact that one goes to is shown until the form is left.
    """

    def __init__(self, form: Form, around: Surroundings) -> None:
        self._around = around
        self.pages: dict[str, Page] = {fact.id: page for page in form.pages for fact in page.facts}
        self.order: list[str] = []
        self.left_out: Counter[str] = Counter()
        self._revealed, self._reached = set[str](), set[str]()

    def ask(self, kept: str) -> None:
        """Look anew at what the school is asked; ``kept`` is shown whatever it is."""
        asked = self._around.walk.asked(self._around.model.session.assessment).shown
        self.order = [
            fact
            for fact, page in self.pages.items()
            if fact in asked or fact == kept or fact in self._reached or page.id in self._revealed
        ]
        self.left_out = Counter(page.id for fact, page in self.pages.items() if fact not in asked)

    def is_revealed(self, page: str) -> bool:
        """Whether a page shows also what the school is not asked."""
        return page in self._revealed

    def toggle(self, page: str) -> None:
        """Reveal a page, or leave out again what the school is not asked."""
        if page in self._revealed:
            self._reached -= {fact for fact, home in self.pages.items() if home.id == page}
        self._revealed ^= {page}

    def reach(self, fact: str) -> None:
        """Show a fact that one goes to."""
        self._reached.add(fact)

    def forget_reached(self) -> bool:
        """Leave out again what one only came by to see; tell whether there was any."""
        had_any = bool(self._reached)
        self._reached.clear()
        return had_any


def moment_of(session: Session, calm: bool) -> Moment:
    """Return how things stand; broken checks are not looked at while somebody types."""
    assessment = session.assessment
    explained = frozenset(check for check, text in assessment.explanations.items() if text.strip())
    now = FactSheet(session.rulebook.facts, assessment.judged_answers)
    before = FactSheet(session.rulebook.facts, assessment.previous)
    broken = {} if calm else _by_fact(session.evaluation.checks)
    return Moment(now, before, broken, explained, roster_figures(assessment.rosters))


def _by_fact(checks: Iterable[BrokenCheck]) -> dict[str, list[BrokenCheck]]:
    broken: dict[str, list[BrokenCheck]] = {}
    for check in checks:
        for fact in check.facts:
            broken.setdefault(fact, []).append(check)
    return broken
