"""The ways between the pages of an open school: from a row to what it speaks of, and back."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from app.services.finding import ROSTER, fact_to_fill
from app.ui.pages.later import Act

if TYPE_CHECKING:
    from app.ui.pages.checks_page import ChecksPage
    from app.ui.pages.documents_page import DocumentsPage
    from app.ui.pages.evidence_page import EvidencePage
    from app.ui.pages.ledger_page import LedgerPage
    from app.ui.pages.rosters_page import RostersPage
    from app.ui.pages.tasks_page import TasksPage
    from app.ui.work_area import WorkArea


class Jumps(QObject):
    """Goes where somebody wants to go, and remembers where one was; a page that is not made yet is waited for."""

    def __init__(self, work: "WorkArea") -> None:
        super().__init__(work)
        self._work, self._trail = work, list[tuple[str, str]]()
        navigation = work.navigation
        navigation.fact_wanted.connect(self.focus_fact)
        navigation.verdict_wanted.connect(self._on_verdict)
        navigation.task_wanted.connect(self._on_task)
        navigation.remedy_wanted.connect(self._on_remedy)
        navigation.check_wanted.connect(self._on_check)
        navigation.clause_wanted.connect(self._on_clause)
        navigation.evidence_wanted.connect(self._on_evidence)
        navigation.roster_wanted.connect(self._on_roster)
        navigation.back_wanted.connect(self.go_back)

    def go_back(self) -> None:
        """Go back to where one was before the last jump."""
        if self._trail:
            name, fact = self._trail.pop()
            self._work.go_to(name)
            if name == "fill" and fact:
                self._work.fill.focus_fact(fact)

    def focus_fact(self, fact: str) -> None:
        """Go to a fact's field."""
        self._remember()
        self._work.go_to("fill")
        self._work.fill.focus_fact(fact)

    def show_found(self, target: str) -> None:
        """Go to a fact, task or roster; of an indicator to its first missing fact, or to its clause."""
        session, navigation = self._work.model.session, self._work.navigation
        if target.startswith(ROSTER):
            navigation.show_roster(target.removeprefix(ROSTER))
        elif target in session.rulebook.facts:
            navigation.show_fact(target)
        elif fact := fact_to_fill(session, target):
            self._show_missing(fact, target)
        else:
            navigation.show_clause(target)

    def _show_missing(self, fact: str, indicator: str) -> None:
        self.focus_fact(fact)
        if not self._work.panel_hidden:
            self._work.panel.reveal(indicator)
            self._work.fill.focus_fact(fact)

    def _jump(self, name: str, act: Act) -> None:
        """Go to a row of another page."""
        self._remember()
        self._work.go_to(name)
        self._work.when_whole(act)

    def _remember(self) -> None:
        self._trail.append((self._work.current, self._work.fill.focused_fact() or ""))

    def _on_verdict(self, indicator: str) -> None:
        if self._work.current != "fill":
            self._remember()
            self._work.go_to("fill")
        self._work.show_panel()
        self._work.panel.reveal(indicator)

    def _on_task(self, fact: str) -> None:
        self._jump("tasks", lambda page: cast("TasksPage", page).focus_task(fact))

    def _on_remedy(self, indicator: str) -> None:
        self._jump("ledger", lambda page: cast("LedgerPage", page).focus_row(indicator))

    def _on_check(self, check: str) -> None:
        self._jump("checks", lambda page: cast("ChecksPage", page).focus_check(check))

    def _on_evidence(self, target: str, add: bool) -> None:
        self._jump("evidence", lambda page: cast("EvidencePage", page).show_target(target, add))

    def _on_clause(self, indicator: str) -> None:
        if self._work.current != "documents":
            self._remember()
        self._work.go_to("documents")
        self._work.when_whole(lambda page: cast("DocumentsPage", page).focus_clause(indicator))

    def _on_roster(self, roster: str, fact: str) -> None:
        self._jump("rosters", lambda page: cast("RostersPage", page).show_roster(roster, fact))
