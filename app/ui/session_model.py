"""The bridge between the session and the window: its changes as signals, edits as undoable steps."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.domain.assessment import Chosen, Remedy
from app.domain.facts import Answer
from app.domain.roster_count import Row
from app.errors import AppError
from app.services.session import Changed, Session
from app.ui.commands import ChooseDocument, EditAnswers, EditExplanation, EditRemedy
from app.ui.runner import Runner

T = TypeVar("T")
#: An edit is on the disk this long after the last key, at the latest (design 2).
SAVE_AFTER_MS = 400
#: Where that fails it is tried again so often, until the disk has room or the stick is back.
TRY_AGAIN_MS = 3000


class SessionModel(QObject):
    """A session as Qt sees it. Pages listen here and edit here; nothing else touches the session's answers."""

    answers_changed = Signal(frozenset)
    remedies_changed = Signal(frozenset)
    explanations_changed = Signal(frozenset)
    documents_changed = Signal(frozenset)
    verdicts_changed = Signal()
    evidence_changed = Signal()
    saved = Signal(datetime)
    save_failed = Signal(str)
    #: Today's copy was verified, or could not be made.
    backed_up = Signal(object)
    #: The copy of the day waits to be verified; any thread may have made it, and only the main one hands on work.
    _copied = Signal(object)
    #: The file was taken away, is back, and holds what waited.
    reopened = Signal(datetime)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.undo_stack = QUndoStack(self)
        self.last_saved: datetime | None = None
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save_now)
        self._again = QTimer(self, singleShot=True, interval=TRY_AGAIN_MS)
        self._again.timeout.connect(self._try_again)
        self._runner, self._reopening, self._closed = Runner(self), False, False
        self._copied.connect(self._verify, Qt.ConnectionType.QueuedConnection)
        session.listeners.append(self._on_changed)
        self._verify_copies_later()

    def type_text(self, fact: str, text: str) -> None:
        """Take what stands in a field as somebody types: judged at once, saved a moment after the last key."""
        answer = self.session.understood(fact, text)
        self._push(EditAnswers(self.session, {fact: answer}, self._step("填写", fact), typing=fact))

    def set_answer(self, fact: str, answer: Answer, verb: str = "填写") -> None:
        """Set an answer in one step of its own (a choice, a note, not applicable)."""
        self.finish_step()
        self._push(EditAnswers(self.session, {fact: answer}, self._step(verb, fact)))

    def set_answers(self, answers: Mapping[str, Answer], text: str) -> None:
        """Set several answers in one named step."""
        self.finish_step()
        self._push(EditAnswers(self.session, answers, text))

    def type_answers(self, answers: Mapping[str, Answer], text: str, typing: str) -> None:
        """Take a note, a date or a reason as somebody types; keys of the same ``typing`` merge into one step."""
        self._push(EditAnswers(self.session, answers, text, typing=typing))

    def set_remedy(self, indicator: str, remedy: Remedy, title: str) -> None:
        """Change what stands beside a missed row."""
        if self.session.remedy(indicator) != remedy:
            self._push(EditRemedy(self.session, indicator, remedy, f"填写整改：{title}"))

    def explain(self, check: str, text: str) -> None:
        """Write why a figure that a check finds unusual is right."""
        if self.session.explanation(check) != text:
            self._push(EditExplanation(self.session, check, text))

    def choose(self, standard: str, chosen: Chosen | None, text: str) -> None:
        """Put a document in or take it out by hand, or let its profile decide again; ``text`` names the step."""
        if self.session.assessment.chosen(standard) != chosen:
            self.finish_step()
            self._push(ChooseDocument(self.session, standard, chosen, text))

    def finish_step(self) -> None:
        """End the step in which typing is merged: the field was left, or Enter pressed."""
        last = self.undo_stack.command(self.undo_stack.index() - 1) if self.undo_stack.index() else None
        if isinstance(last, EditAnswers | EditRemedy | EditExplanation):
            last.finished = True

    def save_now(self) -> bool:
        """Put pending edits on the disk; trouble is told by ``save_failed``, and the edits stay pending."""
        self._timer.stop()
        if self._reopening:
            return False
        known = self.session.workspace.lost
        try:
            wrote = self.session.save()
        except AppError as error:
            if self.session.workspace.lost and not known:
                self._reopen()  # a stick that was pulled may be back already: then there is nothing to tell
            else:
                self._fail(error)
            return False
        self._again.stop()
        if wrote:
            self._tell_saved()
        return True

    def _fail(self, error: AppError) -> None:
        self._again.start()
        self.save_failed.emit(str(error))

    def _try_again(self) -> None:
        if self.session.workspace.lost:
            self._reopen()
        else:
            self.save_now()

    def _reopen(self) -> None:
        """Look whether a file that was taken away is back; checking it may take a while."""
        if not self._reopening:
            self._reopening = True
            workspace = self.session.workspace
            self._runner.run(lambda _: workspace.reopen(), self._on_reopened, self._on_still_away)

    def _on_reopened(self, _: object) -> None:
        self._reopening = False
        if not self._closed and self.save_now():
            self.reopened.emit(datetime.now())

    def _on_still_away(self, error: BaseException) -> None:
        self._reopening = False
        if self._closed:  # it was still looking for the file when that was given up
            return
        if not isinstance(error, AppError):
            raise error
        self._fail(error)

    def _verify_copies_later(self) -> None:
        """Let the copy of the day be verified while one goes on typing."""
        self.session.workspace.daily.later = self._copied.emit

    @Slot(object)
    def _verify(self, work: Callable[[], object]) -> None:
        if not self._closed:
            self._runner.run(lambda _: work(), self.backed_up.emit, self._on_backup_failed)

    def _on_backup_failed(self, error: BaseException) -> None:
        raise error  # what can go wrong is told as a result; this is a mistake of ours

    def save_as(self, place: Path) -> None:
        """Make a new file with everything and go on in it; raises what the session raises."""
        self._timer.stop()
        self._again.stop()
        try:
            self.session.save_as(place, self.meanwhile)
        except AppError:
            if self.session.dirty:
                self._again.start()
            raise
        self._tell_saved()

    def meanwhile(self, work: Callable[[], T]) -> T:
        """Do something with the file off the main thread, and return its result; the window goes on.

        Raises what the work raises, and ``Cancelled`` when the file is let go of before it is done.
        """
        workspace = self.session.workspace
        known = workspace.last_backup
        workspace.daily.later = None  # a copy of the day that falls due is verified there too
        try:
            return self._runner.wait_for(work)
        finally:
            if not self._closed:
                self._verify_copies_later()
                if workspace.last_backup is not known:
                    self.backed_up.emit(workspace.last_backup)

    def _tell_saved(self) -> None:
        """Tell that all is on the disk; what was edited while it was written follows a moment later."""
        if self.session.dirty:
            self._timer.start()
            return
        self._timer.stop()
        self.last_saved = datetime.now()
        self.saved.emit(self.last_saved)

    def leave_field(self) -> None:
        """A field was left, Enter pressed or the page changed: end the step and save at once."""
        self.finish_step()
        self.save_now()

    def tell_evidence(self) -> None:
        """Evidence was added, linked or removed."""
        self.session.forget_evidence()
        self.evidence_changed.emit()

    def import_roster(self, roster: str, rows: Sequence[Row]) -> None:
        """Replace all rows of a roster (without any it is taken out), at once and for good; no step that is undone.

        Raises what the session raises.
        """
        self._keep_roster(lambda: self.session.import_roster(roster, rows, self.meanwhile))

    def mark_roster(self, roster: str, complete: bool) -> None:
        """Mark a roster 已核对完整 or take the mark back, at once and for good; raises what the session raises."""
        self._keep_roster(lambda: self.session.mark_roster(roster, complete, self.meanwhile))

    def _keep_roster(self, act: Callable[[], None]) -> None:
        """Change what is kept of a roster; what was typed before stays a step that can be undone."""
        self.leave_field()
        act()
        self._tell_saved()

    def close(self) -> None:
        """Stop listening, save and close the file; raises what the session raises."""
        self.let_go()
        self.session.close()

    def let_go(self) -> None:
        """Stop listening; the file stays open for whoever takes it over."""
        self._closed = True
        self._timer.stop()
        self._again.stop()
        self._runner.close()
        self.session.workspace.daily.later = None
        self.session.listeners.remove(self._on_changed)

    def _push(self, command: QUndoCommand) -> None:
        if not self.session.read_only:
            self.undo_stack.push(command)

    def _step(self, verb: str, fact: str) -> str:
        return f"{verb}{self.session.fact(fact).name}"

    def _on_changed(self, changed: Changed) -> None:
        self._timer.start()
        if changed.facts:
            self.answers_changed.emit(changed.facts)
        if changed.remedies:
            self.remedies_changed.emit(changed.remedies)
        if changed.explanations:
            self.explanations_changed.emit(changed.explanations)
        if changed.documents:
            self.documents_changed.emit(changed.documents)
        if changed.judged:
            self.verdicts_changed.emit()
