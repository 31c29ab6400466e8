"""Undoable edits: the only way in which answers, remedies, explanations and documents change."""

from collections.abc import Mapping

from PySide6.QtGui import QUndoCommand

from app.domain.assessment import Chosen, Remedy
from app.domain.facts import Answer
from app.services.session import Session

_ANSWER, _REMEDY, _EXPLANATION = 1, 2, 3


class EditAnswers(QUndoCommand):
    """Change one or several answers; typing in one field merges into one step until it is saved apart.

    ``typing`` is the fact in which somebody is typing, or "" for an edit that stands alone.
    """

    def __init__(self, session: Session, answers: Mapping[str, Answer], text: str, typing: str = "") -> None:
        super().__init__(text)
        self._session, self._new, self._typing = session, dict(answers), typing
        self._old = {fact: session.answer(fact) for fact in answers}
        self.finished = not typing

    def id(self) -> int:
        return _ANSWER

    def redo(self) -> None:
        self._session.edit(self._new)

    def undo(self) -> None:
        self._session.edit(self._old)

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, EditAnswers) or self.finished or other._typing != self._typing:
            return False
        self._new = other._new
        self.setObsolete(self._new == self._old)
        return True


class EditRemedy(QUndoCommand):
    """Change what stands beside a missed row; typing merges into one step."""

    def __init__(self, session: Session, indicator: str, remedy: Remedy, text: str) -> None:
        super().__init__(text)
        self._session, self._indicator, self._new = session, indicator, remedy
        self._old = session.remedy(indicator)
        self.finished = False

    def id(self) -> int:
        return _REMEDY

    def redo(self) -> None:
        self._session.edit_remedy(self._indicator, self._new)

    def undo(self) -> None:
        self._session.edit_remedy(self._indicator, self._old)

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, EditRemedy) or self.finished or other._indicator != self._indicator:
            return False
        self._new = other._new
        self.setObsolete(self._new == self._old)
        return True


class EditExplanation(QUndoCommand):
    """Change why an unusual figure is right; typing merges into one step."""

    def __init__(self, session: Session, check: str, text: str) -> None:
        super().__init__("填写校验说明")
        self._session, self._check, self._new = session, check, text
        self._old = session.explanation(check)
        self.finished = False

    def id(self) -> int:
        return _EXPLANATION

    def redo(self) -> None:
        self._session.explain(self._check, self._new)

    def undo(self) -> None:
        self._session.explain(self._check, self._old)

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, EditExplanation) or self.finished or other._check != self._check:
            return False
        self._new = other._new
        self.setObsolete(self._new == self._old)
        return True


class ChooseDocument(QUndoCommand):
    """Put a document in or take it out by hand, or let its profile decide again."""

    def __init__(self, session: Session, standard: str, chosen: Chosen | None, text: str) -> None:
        super().__init__(text)
        self._session, self._standard, self._new = session, standard, chosen
        self._old = session.assessment.chosen(standard)

    def redo(self) -> None:
        self._session.choose(self._standard, self._new)

    def undo(self) -> None:
        self._session.choose(self._standard, self._old)
