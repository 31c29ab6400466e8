"""What is to be mended, explained or supplied, as rows: each with the fact that one goes to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.checks import EXPERIENCE, LOGIC, BrokenCheck
from app.domain.display import fact_text
from app.domain.fact_sheet import FactSheet
from app.domain.readiness import unread_date
from app.domain.standard import Scope
from app.domain.terms import Inapplicable, Missing
from app.domain.verdict import Status
from app.services.session import Session
from app.ui.tables.model import Group
from app.ui.tables.task_rows import TaskState, task_rows
from app.ui.verdict_texts import document_name, prose

_PREVIOUS, _TASK, _MISSING = "previous.", "task.", "missing:"
#: How the key of a row begins that names a value that was not understood.
TYPED = "typed:"
_WANTS_DAY = "须写明年月日，例如 2026-11-21"
#: What the heading of the group says already.
_ADVICE = "，请核对或说明"
_MANY = 4
_FOR_PAPER = "报告和备案所需，不影响判定"


class CheckKind(StrEnum):
    """What sort of thing is to be done."""

    LOGIC = "logic"
    TYPED = "typed"
    EXPERIENCE = "experience"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One thing to do: ``head`` says what, ``detail`` with which figures, ``fact`` where."""

    key: str
    kind: CheckKind
    place: str
    head: str
    detail: str
    fact: str
    check: str = ""
    explanation: str = ""

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do: an unusual figure was explained."""
        return self.kind is CheckKind.EXPERIENCE and bool(self.explanation.strip())


@dataclass(frozen=True, slots=True)
class Look:
    """How a group is titled and drawn."""

    title: str
    note: str
    clean: str
    icon: str
    status: str
    action: str


LOOKS = {
    CheckKind.LOGIC: Look(
        "逻辑校验",
        "数据相互矛盾，必须改正；改正前，用到这些数据的指标不作判定",
        "没有相互矛盾的数据",
        "error",
        "missed",
        "去改正",
    ),
    CheckKind.TYPED: Look(
        "未能识别的填写", "原文已保留，未参加判定；请改正", "填写的内容都已识别", "error", "missed", "去改正"
    ),
    CheckKind.EXPERIENCE: Look(
        "经验校验",
        "数值少见，请改正或书面说明；说明随报告打印",
        "没有少见的数值",
        "warn",
        "unanswered",
        "去核对",
    ),
    CheckKind.MISSING: Look(
        "完整性", "不影响继续填写；所影响的指标按待填列出", "应填的数据均已填报", "fill", "", "去填写"
    ),
}


def check_rows(session: Session) -> list[CheckRow]:
    """Return everything that is to be done, contradictions first."""
    return _Rows(session).all()


def mend_count(session: Session) -> int:
    """Return how much must be mended: contradictions, and what was typed and not understood."""
    typed = sum(session.answer(fact).unread for fact in session.rulebook.facts)
    return typed + sum(check.kind == LOGIC for check in session.evaluation.checks)


def is_previous(row: CheckRow) -> bool:
    """Whether a row names what is missing of last year."""
    return row.key.startswith(f"{_MISSING}{_PREVIOUS}")


def action_of(row: CheckRow) -> str:
    """Return the word of the button that leads to a row's fact: last year's is only looked at there."""
    return "去查看" if is_previous(row) else LOOKS[row.kind].action


def groups_of(rows: Sequence[CheckRow], shown: Sequence[CheckRow]) -> list[Group[CheckRow]]:
    """Return the groups with the rows that are shown; a group without any says that all is well."""
    groups = []
    for kind, look in LOOKS.items():
        mine = tuple(row for row in shown if row.kind is kind)
        count = sum(row.kind is kind for row in rows)
        if count or kind is not CheckKind.TYPED:
            note = look.note if count else look.clean
            status = look.status if count else ""
            icon = look.icon if count else "check"
            groups.append(Group(kind.value, f"{look.title} {count}", mine, note, status=status, icon=icon))
    return groups


class _Rows:
    """Rows in the making, with everything looked up once."""

    def __init__(self, session: Session) -> None:
        self._session, self._rulebook = session, session.rulebook
        assessment = session.assessment
        self._now = FactSheet(self._rulebook.facts, assessment.judged_answers)
        self._before = FactSheet(self._rulebook.facts, assessment.previous)
        pages = [page for form in self._rulebook.forms for page in form.pages]
        self._pages = {fact.id: page for page in pages for fact in page.facts}
        offices = dict.fromkeys(page.office for page in pages)
        self._rank = {office: place for place, office in enumerate(offices)}

    def all(self) -> list[CheckRow]:
        typed = [row for fact in self._rulebook.facts for row in self._typed(fact)]
        checks = self._session.evaluation.checks
        return [
            *(self._broken(check, CheckKind.LOGIC) for check in checks if check.kind == LOGIC),
            *typed,
            *(self._broken(check, CheckKind.EXPERIENCE) for check in checks if check.kind == EXPERIENCE),
            *self._missing({row.fact for row in typed if row.key.startswith(TYPED)}),
            *self._tasks(),
        ]

    def _broken(self, check: BrokenCheck, kind: CheckKind) -> CheckRow:
        fact = check.facts[0]
        figures = "；".join(self._figure(name) for name in check.facts)
        explanation = self._session.explanation(check.id) if kind is CheckKind.EXPERIENCE else ""
        return CheckRow(
            check.id,
            kind,
            self._page(fact),
            prose(check.text.partition(_ADVICE)[0]),
            figures,
            fact,
            check.id,
            explanation,
        )

    def _figure(self, fact: str) -> str:
        name = self._rulebook.facts[fact].name
        now, before = self._shown(fact, self._now), self._shown(fact, self._before)
        return prose(f"{name} {now or '—'}" + (f"（上年 {before}）" if before else ""))

    def _shown(self, fact: str, sheet: FactSheet) -> str:
        value = sheet.value(fact)
        if isinstance(value, Missing | Inapplicable):
            return ""
        return fact_text(self._rulebook.facts[fact], value)

    def _page(self, fact: str) -> str:
        page = self._pages.get(fact)
        return page.title if page is not None else "任务清单"

    def _typed(self, fact: str) -> Iterator[CheckRow]:
        problem = self._session.problem(fact)
        if problem is not None:
            text = self._session.answer(fact).typed
            detail = f"填写的是“{text}”；{problem.remedy}"
            yield CheckRow(TYPED + fact, CheckKind.TYPED, self._page(fact), problem.message, detail, fact)
        answer = self._session.answer(fact)
        if answer.date_typed:
            text = unread_date(self._rulebook.facts[fact], answer)
            yield CheckRow(f"day:{fact}", CheckKind.TYPED, self._page(fact), text, _WANTS_DAY, fact)

    def _missing(self, told: set[str]) -> list[CheckRow]:
        """Return missing facts by office, in the order of the forms: those of verdicts, and all that is still asked."""
        waiting: dict[str, list[str]] = {}
        for verdict in self._session.evaluation.verdicts:
            if verdict.status in (Status.UNANSWERED, Status.UNJUDGEABLE, Status.SHOWN):
                for fact in verdict.missing:
                    if not fact.startswith(_TASK) and fact not in told:
                        titles = waiting.setdefault(fact, [])
                        titles += [verdict.title] if verdict.title not in titles else []
        for fact in self._session.walk.open_facts(self._session.assessment):
            if fact not in told:
                waiting.setdefault(fact, [])
        rows = [self._missing_row(fact, titles) for fact, titles in waiting.items()]
        order = {fact: place for place, fact in enumerate(self._pages)}
        return sorted(rows, key=lambda row: (self._rank.get(row.place, 99), order.get(row.fact, 0), row.key))

    def _missing_row(self, fact: str, titles: list[str]) -> CheckRow:
        plain = fact.removeprefix(_PREVIOUS)
        page = self._pages.get(plain)
        name = self._rulebook.facts[plain].name
        head = f"上年{name}" if fact.startswith(_PREVIOUS) else name
        more = f" 等 {len(titles)} 项" if len(titles) > _MANY else ""
        detail = f"影响 {len(titles)} 项：{'、'.join(titles[:_MANY])}{more}" if titles else _FOR_PAPER
        if fact == plain and not self._session.answer(fact).confirmed:
            detail = f"已带入上年数，待确认；{detail}"
        if fact != plain:
            detail = f"{detail}；{self._where_before()}"
        where = page.office if page is not None else ""
        return CheckRow(f"{_MISSING}{fact}", CheckKind.MISSING, where, head, detail, plain)

    def _where_before(self) -> str:
        """Say where last year's answers are given: in that year, if the file has it."""
        before = self._session.year.previous
        if before in self._session.workspace.years():
            return f"在 {before} 学年填写：单击窗口左上角，转到该学年"
        return f"本文件没有 {before} 学年，不影响备案"

    def _tasks(self) -> Iterator[CheckRow]:
        for count in self._session.conclusion().counts:
            standard = self._rulebook.standards[count.standard]
            rows = [row for row in task_rows(self._session, standard) if row.state is TaskState.OPEN]
            if rows:
                numbers = "、".join(row.task.no for row in rows)
                own = sum(row.task.scope is Scope.SCHOOL for row in rows)
                whose = f"（本校承担 {own} 项，报送贡献 {len(rows) - own} 项）" if own < len(rows) else ""
                head = f"{len(rows)} 项任务未填{whose}：第 {numbers} 项"
                detail = f"{document_name(standard)}；不适用的可填不适用并写明原因"
                place, first = "任务清单", rows[0].key
                key = f"tasks:{standard.id}"
                yield CheckRow(key, CheckKind.MISSING, place, head, detail, first)
