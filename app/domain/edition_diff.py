"""What a newer edition of a document changes: row by row and task by task, and which verdicts turn."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.describing import conditions_words, deadline_words, measure_words, required_words
from app.domain.display import UNSEEN
from app.domain.editions import Outdated
from app.domain.evaluation import Evaluation
from app.domain.facts import Fact
from app.domain.rulebook import Rulebook
from app.domain.standard import DatedValue, Indicator, Reach, SourceState, Standard, Task, Wider
from app.domain.verdict import Status, Verdict
from app.domain.wording import AREA_WORDS, FORCE_WORDS, SCOPE_WORDS, SOURCE_WORDS, status_word


class Change(StrEnum):
    """What became of a row, a task or a whole document."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


class Aspect(StrEnum):
    """In what respect something changed; ``wording`` changes no verdict."""

    FIGURE = "figure"
    DATE = "date"
    MEASURE = "measure"
    APPLIES = "applies"
    FORCE = "force"
    SOURCE = "source"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Difference:
    """One respect in which something changed, as it was and as it is."""

    aspect: Aspect
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowDiff:
    """What became of one row or task."""

    id: str
    change: Change
    title: str
    clause: str
    task: bool
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class StandardDiff:
    """What became of one document; ``old`` and ``new`` are editions, empty where there is none."""

    id: str
    change: Change
    title: str
    old: str
    new: str
    differences: tuple[Difference, ...] = ()
    rows: tuple[RowDiff, ...] = ()

    @property
    def same_edition(self) -> bool:
        """Whether the edition is the same although the content is not: a fault."""
        return self.old == self.new


@dataclass(frozen=True, slots=True)
class Turn:
    """A verdict that comes out otherwise, in the words of its force; None where the row is not judged at all."""

    standard: str
    indicator: str
    title: str
    old: Status | None
    new: Status | None
    old_word: str
    new_word: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two sets of packs; for one school, which verdicts turn and which tasks to answer anew."""

    standards: tuple[StandardDiff, ...]
    turns: tuple[Turn, ...] = ()
    outdated: tuple[Outdated, ...] = ()
    school: str | None = None


def compare_standards(
    old: Standard | None, new: Standard | None, before: Rulebook, after: Rulebook
) -> StandardDiff | None:
    """Return what changed from one edition of a document to another; None when nothing did."""
    if old is not None and new is not None:
        return None if old.hash == new.hash else _changed(old, new, _Words(before), _Words(after))
    present = old or new
    if present is None:
        return None
    change = Change.ADDED if old is None else Change.DROPPED
    rows = (
        *(_row(row, change) for row in present.indicators),
        *(_task(task, change) for task in present.tasks),
    )
    title = present.document.title
    return StandardDiff(
        present.id, change, title, old.edition if old else "", new.edition if new else "", rows=rows
    )


def turns(old: Evaluation, new: Evaluation) -> tuple[Turn, ...]:
    """Return the verdicts that differ between two evaluations of one school."""
    before = {verdict.indicator: verdict for verdict in old.verdicts}
    after = {verdict.indicator: verdict for verdict in new.verdicts}
    found = []
    for key, verdict in {**before, **after}.items():
        (former, was), (present, now) = _outcome(before.get(key)), _outcome(after.get(key))
        if former is not present:
            found.append(Turn(verdict.standard, key, verdict.title, former, present, was, now))
    return tuple(sorted(found, key=lambda turn: turn.standard))


def _outcome(verdict: Verdict | None) -> tuple[Status | None, str]:
    return (None, "不判定") if verdict is None else (verdict.status, status_word(verdict))


def _changed(old: Standard, new: Standard, before: "_Words", after: "_Words") -> StandardDiff:
    rows = [*_rows(old, new, before, after), *_tasks(old, new, before, after)]
    differences = _differences(before.of_standard(old), after.of_standard(new))
    title = new.document.title
    return StandardDiff(new.id, Change.CHANGED, title, old.edition, new.edition, differences, tuple(rows))


def _rows(old: Standard, new: Standard, before: "_Words", after: "_Words") -> Iterator[RowDiff]:
    former, present = {row.id: row for row in old.indicators}, {row.id: row for row in new.indicators}
    for key, row in {**former, **present}.items():
        if key not in former or key not in present:
            yield _row(row, Change.ADDED if key in present else Change.DROPPED)
        elif found := _differences(before.of_row(former[key]), after.of_row(row)):
            yield _row(row, Change.CHANGED, found)


def _tasks(old: Standard, new: Standard, before: "_Words", after: "_Words") -> Iterator[RowDiff]:
    former, present = {task.fact: task for task in old.tasks}, {task.fact: task for task in new.tasks}
    for key, task in {**former, **present}.items():
        if key not in former or key not in present:
            yield _task(task, Change.ADDED if key in present else Change.DROPPED)
        elif found := _differences(before.of_task(former[key]), after.of_task(task)):
            yield _task(task, Change.CHANGED, found)


def _row(row: Indicator, change: Change, differences: tuple[Difference, ...] = ()) -> RowDiff:
    return RowDiff(row.id, change, row.title, row.clause, False, differences)


def _task(task: Task, change: Change, differences: tuple[Difference, ...] = ()) -> RowDiff:
    return RowDiff(task.fact, change, task.text, task.clause, True, differences)


#: What is said of something, several sayings to an aspect.
Sayings = Sequence[tuple[Aspect, str]]


def _differences(old: Sayings, new: Sayings) -> tuple[Difference, ...]:
    """Compare what is said, aspect by aspect; both sides say the same things in the same order."""
    return tuple(
        Difference(aspect, before, after)
        for (aspect, before), (_, after) in zip(old, new, strict=True)
        if before != after
    )


class _Words:
    """What one edition says, in words."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._facts: Mapping[str, Fact] = rulebook.facts
        standards = rulebook.standards.values()
        self._titles = {row.id: row.title for standard in standards for row in standard.indicators}
        self._titles |= {standard.id: standard.document.title for standard in standards}

    def of_standard(self, standard: Standard) -> Sayings:
        document = standard.document
        days = {
            "施行": document.start,
            "至": document.end,
            "规划期至": document.period_end,
            "发布": document.issued,
        }
        excluded = "；".join(
            f"{conditions_words(item.when, self._facts)}除外（{item.clause}）" for item in standard.excludes
        )
        source = ("已读全" if standard.complete else "未读全") + (
            f"：{standard.lacking}" if standard.lacking else ""
        )
        return (
            (Aspect.DATE, "，".join(f"{word} {day.isoformat()}" for word, day in days.items() if day)),
            (Aspect.APPLIES, conditions_words(standard.applies_to, self._facts)),
            (Aspect.APPLIES, excluded),
            (Aspect.SOURCE, source),
            *((Aspect.WORDING, text) for text in (document.title, document.number, document.issuer)),
            (Aspect.WORDING, document.superseded_by),
            (Aspect.WORDING, "；".join(item.text for item in standard.excludes)),
        )

    def of_row(self, row: Indicator) -> Sayings:
        scope = SCOPE_WORDS[row.scope] + (f"；{AREA_WORDS}" if row.reach is Reach.AREA_RATE else "")
        return (
            (Aspect.FIGURE, self._values(row, self._figure)),
            (Aspect.DATE, "、".join(value.start.isoformat() for value in row.values)),
            (Aspect.DATE, deadline_words(row.deadline)),
            (Aspect.MEASURE, measure_words(row.measure, self._facts, self._titles)),
            (Aspect.MEASURE, self._wider(row.wider)),
            (Aspect.MEASURE, f"分母为 0 时不适用：{row.when_zero}" if row.when_zero else ""),
            (Aspect.APPLIES, conditions_words(row.applies, self._facts)),
            (Aspect.APPLIES, scope),
            (Aspect.FORCE, FORCE_WORDS[row.force]),
            (Aspect.SOURCE, self._values(row, _source)),
            *(
                (Aspect.WORDING, text)
                for text in (row.title, row.clause, row.note, row.advice, row.at_exactly)
            ),
            (Aspect.WORDING, f"同类指标 {row.topic}" if row.topic else ""),
            (Aspect.WORDING, "" if row.ways is None else f"补差办法 {'、'.join(row.ways) or '无'}"),
        )

    def of_task(self, task: Task) -> Sayings:
        return (
            (Aspect.MEASURE, task.text),
            (Aspect.MEASURE, "、".join(self._titles.get(name, name) for name in task.answered_by)),
            (Aspect.APPLIES, conditions_words(task.applies, self._facts)),
            (Aspect.APPLIES, SCOPE_WORDS[task.scope]),
            (Aspect.FORCE, FORCE_WORDS[task.force]),
            *((Aspect.WORDING, text) for text in (task.clause, task.lead, "、".join(task.responsible))),
        )

    def _values(self, row: Indicator, say: Callable[[Indicator, DatedValue], str]) -> str:
        return "；".join(dict.fromkeys(say(row, value) for value in row.values))

    def _figure(self, row: Indicator, value: DatedValue) -> str:
        if not (value.amounts or value.words):
            return value.text or UNSEEN
        return required_words(row, replace(value, state=SourceState.READ), self._facts)

    def _wider(self, wider: Wider | None) -> str:
        if wider is None:
            return ""
        return f"最宽口径：{measure_words(wider.measure, self._facts, self._titles)}（{wider.why}）"


def _source(_: Indicator, value: DatedValue) -> str:
    checked = f"，{value.checked.isoformat()}" if value.checked else ""
    return f"{SOURCE_WORDS[value.state]}{'：' if value.seen_in else ''}{value.seen_in}{checked}"
