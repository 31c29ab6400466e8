"""The tasks of a school as rows: who asks what of whom, and how far the school is."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.editions import Outdated
from app.domain.facts import Answer
from app.domain.standard import Force, Scope, Standard, Task
from app.domain.units import NO, PARTLY, YES
from app.domain.verdict import Status, Verdict
from app.services.session import Session
from app.ui.tables.model import Group
from app.ui.verdict_texts import document_name


class TaskState(StrEnum):
    """How far a task is, in the word that stands on screen and paper."""

    DONE = "已完成"
    PARTLY = "部分完成"
    NOT_DONE = "未完成"
    NOT_APPLICABLE = "不适用"
    OPEN = "待填"
    OPTIONAL = "可不填"
    NOT_ASKED = "无需填报"

    @property
    def look(self) -> str:
        """The status in whose colours and shape it is shown."""
        return _LOOKS[self]


_LOOKS = {
    TaskState.DONE: "met",
    TaskState.PARTLY: "unanswered",
    TaskState.NOT_DONE: "missed",
    TaskState.NOT_APPLICABLE: "not_applicable",
    TaskState.OPEN: "unanswered",
    TaskState.OPTIONAL: "shown",
    TaskState.NOT_ASKED: "shown",
}
#: What a person may say of a task, and the answer that stands for it.
ANSWERS = {TaskState.DONE: YES, TaskState.PARTLY: PARTLY, TaskState.NOT_DONE: NO}
CHOICES = (*ANSWERS, TaskState.NOT_APPLICABLE)
#: The states by which rows are filtered.
FILTERS = (TaskState.OPEN, *CHOICES)
_STATES = {answer: state for state, answer in ANSWERS.items()}
ENCOURAGED = "鼓励事项"
TAKEN = "按同一事项的填报得出，可另行填报"


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task; ``asked`` tells whether the school answers it at all, ``former`` what it said of a former wording.

    ``taken`` says that the state was taken from rows that ask the same: nobody answered the task itself.
    """

    key: str
    task: Task
    document: str
    answer: Answer
    state: TaskState
    reason: str
    asked: bool
    former: str = ""
    taken: str = ""

    @property
    def encouraged(self) -> bool:
        """Whether it is only encouraged: then it is counted among no tasks."""
        return self.task.force is Force.REFERENCE and self.task.scope is not Scope.CONTEXT

    @property
    def tag(self) -> tuple[str, str]:
        """What kind of task it is, and how the tag is framed."""
        if self.task.scope is Scope.CONTEXT:
            return "仅供了解", "dashed"
        if self.task.scope is Scope.CONTRIBUTION:
            return "报送贡献", "plain"
        return (ENCOURAGED, "plain") if self.encouraged else ("本校承担", "accent")

    @property
    def note(self) -> str:
        """The note, or why the task does not apply."""
        if self.state is TaskState.NOT_APPLICABLE:
            return self.reason
        note = last_year(self.answer) if self.answer.copied else self.answer.note
        return "；".join(text for text in (self.former, self.taken, note) if text)

    @property
    def day(self) -> str:
        """The day of this year's answer."""
        return self.answer.date.isoformat() if self.answer.date and not self.answer.copied else ""


def task_groups(session: Session, only: frozenset[str] | None = None) -> list[Group[TaskRow]]:
    """Return the tasks by document, the school's own first; ``only`` some by their facts, if given."""
    groups = []
    for standard in _documents(session):
        rows = task_rows(session, standard)
        for scope, title, folded in _SCOPES:
            mine = [row for row in rows if row.task.scope is scope]
            shown = tuple(row for row in mine if only is None or row.key in only)
            if shown:
                name = f"{document_name(standard)} · {title}"
                key = f"{standard.id}/{scope.value}"
                groups.append(Group(key, name, shown, _note(mine), folded and only is None))
    return groups


_SCOPES = (
    (Scope.SCHOOL, "由本校承担", False),
    (Scope.CONTRIBUTION, "区县任务，报送本校贡献", True),
    (Scope.CONTEXT, "区县任务，仅供了解", True),
)


def _documents(session: Session) -> Iterable[Standard]:
    """Return the documents that apply (or may) and have tasks, in the order of the conclusion."""
    standards = [session.rulebook.standards[count.standard] for count in session.conclusion().counts]
    return [standard for standard in standards if standard.tasks]


def task_rows(session: Session, standard: Standard) -> list[TaskRow]:
    """Return the tasks of one document in their order."""
    verdicts = {verdict.indicator: verdict for verdict in session.evaluation.of(standard.id)}
    name, former = document_name(standard), {item.fact: item for item in session.outdated}
    return [
        _row(task, name, session.answer(task.fact), verdicts[task.fact], former_words(former.get(task.fact)))
        for task in standard.tasks
        if task.fact in verdicts
    ]


def former_words(item: Outdated | None) -> str:
    """Say what was answered before the task was worded anew."""
    if item is None:
        return ""
    answer = item.answer
    said = f"不适用，{answer.na_reason}" if answer.na_reason else _STATES.get(str(answer.value), "")
    note = f"（{answer.note}）" if answer.note else ""
    return f"原答{said}{note}，任务内容已改，请重新填报"


def _row(task: Task, document: str, answer: Answer, verdict: Verdict, former: str) -> TaskRow:
    by_rule = verdict.status is Status.NOT_APPLICABLE and not answer.na_reason
    asked = task.scope is not Scope.CONTEXT and not by_rule
    state = _state(task, answer, asked, by_rule, verdict)
    reason = verdict.reason if by_rule else answer.na_reason
    silent = asked and not answer.given and not answer.copied
    taken = TAKEN if silent and state in ANSWERS else ""
    return TaskRow(task.fact, task, document, answer, state, reason, asked, former, taken)


def _state(task: Task, answer: Answer, asked: bool, by_rule: bool, verdict: Verdict) -> TaskState:
    if by_rule:
        return TaskState.NOT_APPLICABLE
    if not asked:
        return TaskState.NOT_ASKED
    if answer.given:
        return TaskState.NOT_APPLICABLE if answer.na_reason else _STATES[str(answer.value)]
    if not verdict.missing and verdict.value in _STATES:
        return _STATES[verdict.value]
    return TaskState.OPTIONAL if task.force is Force.REFERENCE else TaskState.OPEN


def in_state(session: Session, state: TaskState) -> frozenset[str]:
    """Return the facts of the tasks that are in a state now."""
    rows = (row for standard in _documents(session) for row in task_rows(session, standard))
    return frozenset(row.key for row in rows if row.state is state)


def counts(session: Session) -> Mapping[TaskState, int]:
    """Return how many tasks are in which state."""
    rows = (row for standard in _documents(session) for row in task_rows(session, standard))
    return Counter(row.state for row in rows)


def _note(rows: list[TaskRow]) -> str:
    """Count what is asked, as the heading of the page does, and apart from it what is only encouraged."""
    encouraged = [row for row in rows if row.encouraged]
    asked = [row for row in rows if not row.encouraged]
    named = ((asked, ""), (encouraged, f"{ENCOURAGED} "))
    return "；".join(f"{name}{_tally(some)}" for some, name in named if some)


def _tally(rows: list[TaskRow]) -> str:
    counted = Counter(row.state for row in rows)
    shown = [f"{state} {counted[state]}" for state in TaskState if counted[state]]
    return f"{len(rows)} 项：{'，'.join(shown)}"


def answered(answer: Answer, state: TaskState) -> Answer:
    """Return an answer that says a state, keeping its date and note."""
    value = ANSWERS[state]
    return replace(answer, value=value, na_reason="", typed=value, confirmed=True)


def not_applicable(answer: Answer, reason: str) -> Answer:
    """Return an answer that says why a task does not apply; without a reason it says nothing."""
    return replace(answer, value=None, na_reason=reason.strip() and reason, typed="", confirmed=True)


def last_state(answer: Answer) -> str:
    """Return how far a task was last year, where that was copied and nobody has confirmed it yet."""
    if not answer.copied:
        return ""
    state = TaskState.NOT_APPLICABLE if answer.na_reason else _STATES.get(str(answer.value), "")
    return f"待确认：上年{state}"


def last_year(answer: Answer) -> str:
    """Return the same with its day and its note."""
    day = answer.date.isoformat() if answer.date else ""
    said = "，".join(text for text in (day, answer.na_reason or answer.note) if text)
    return f"{last_state(answer)}（{said}）" if said else last_state(answer)
