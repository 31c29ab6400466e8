"""Where the window goes when something is clicked: one object that every page may ask."""

from PySide6.QtCore import QObject, Signal


class Navigation(QObject):
    """Requests to go somewhere; the main window answers them and remembers where one came from."""

    fact_wanted = Signal(str)
    verdict_wanted = Signal(str)
    task_wanted = Signal(str)
    remedy_wanted = Signal(str)
    check_wanted = Signal(str)
    page_wanted = Signal(str)
    clause_wanted = Signal(str)
    back_wanted = Signal()
    evidence_wanted = Signal(str, bool)
    roster_wanted = Signal(str, str)
    anew_wanted = Signal()
    content_wanted = Signal()

    def show_fact(self, fact: str) -> None:
        """Go to a fact's field (or to its task)."""
        (self.task_wanted if fact.startswith("task.") else self.fact_wanted).emit(
            fact.removeprefix("previous.")
        )

    def show_verdict(self, indicator: str) -> None:
        """Show an indicator's verdict on the right, opened."""
        self.verdict_wanted.emit(indicator)

    def show_remedy(self, indicator: str) -> None:
        """Go to an indicator's row in 整改台账."""
        self.remedy_wanted.emit(indicator)

    def show_check(self, check: str) -> None:
        """Go to a check that a figure breaks, to explain it or to see what it contradicts."""
        self.check_wanted.emit(check)

    def show_clause(self, indicator: str) -> None:
        """Go to a row of a document, with the history of its figure."""
        self.clause_wanted.emit(indicator)

    def show_page(self, name: str) -> None:
        """Go to a page of the main window by its name."""
        self.page_wanted.emit(name)

    def show_evidence(self, target: str, add: bool = False) -> None:
        """Go to the evidence of a fact, task or indicator; with ``add`` ask for files that show it."""
        self.evidence_wanted.emit(target, add)

    def show_roster(self, roster: str, fact: str = "") -> None:
        """Go to a roster, and there to what it gives for a fact."""
        self.roster_wanted.emit(roster, fact)

    def open_anew(self) -> None:
        """Read the open year anew: it was frozen or may be edited again, or something came back to it."""
        self.anew_wanted.emit()

    def read_content_anew(self) -> None:
        """Read the standards anew, and judge the open year by them: a pack or value of one's own has changed."""
        self.content_wanted.emit()

    def back(self) -> None:
        """Go back to where one was before the last jump."""
        self.back_wanted.emit()
