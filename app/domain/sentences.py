"""One sentence of the conclusion: what the documents of a part ask, how it stands, and what is still undecided."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.evaluation import DISTRICT, Evaluation
from app.domain.rulebook import ConclusionPart, Rulebook
from app.domain.standard import Force, Reach, Scope
from app.domain.verdict import Status, Verdict
from app.domain.wording import PARTLY_DONE

#: Of more missed rows than this the first are named.
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the conclusion; ``emphasis`` is its last clause, the one that decides.

    ``hint`` says what a person at the window can do about it; it does not stand on paper.
    """

    title: str
    text: str
    emphasis: str
    hint: str = ""


def sentence_of(part: ConclusionPart, evaluation: Evaluation, rulebook: Rulebook) -> Sentence:
    """Return what is said of one part of the conclusion."""
    return _Part(part, evaluation, rulebook).sentence()


def counts_for_conclusion(verdict: Verdict) -> bool:
    """Whether a row decides 达标: binding, on each school alone, and judged."""
    return (
        not verdict.task
        and verdict.status is not Status.SHOWN
        and verdict.scope is Scope.SCHOOL
        and verdict.force is Force.BINDING
        and verdict.reach is Reach.EACH_SCHOOL
    )


class _Part:
    """One sentence in the making: what the documents that apply say, then what is still undecided."""

    def __init__(self, part: ConclusionPart, evaluation: Evaluation, rulebook: Rulebook) -> None:
        self._part, self._district = part, evaluation.district
        named = set(part.standards)
        self._all = [standard for name, standard in rulebook.standards.items() if name in named]
        self._results = [result for result in evaluation.standards if result.id in named]
        shown = [result for result in self._results if result.applies is not False]
        self._waiting = [result.id for result in shown if result.applies is None]
        self._decided = [result for result in shown if result.applies]
        self._standards = [rulebook.standards[result.id] for result in shown]
        missing = {fact for result in shown for fact in evaluation.decisions[result.id].missing}
        self._names = [fact.name for fact in rulebook.facts.values() if fact.id in missing]
        current = {result.id for result in self._decided if result.in_period}
        late = {result.id for result in self._decided} - current
        self._current = [verdict for verdict in evaluation.verdicts if verdict.standard in current]
        self._late = [verdict for verdict in evaluation.verdicts if verdict.standard in late]
        self._binding = [verdict for verdict in self._current if counts_for_conclusion(verdict)]

    def sentence(self) -> Sentence:
        alien = self._alien()
        text, emphasis = self._decided_text(alien)
        if self._waiting:
            text += _missed_text(self._current) + self._waiting_text(self._waiting)
            if self._has_targets() or not _missed(self._binding):
                emphasis = (emphasis if self._has_targets() else "") + "暂不能作出结论。"
        hint = f"取得{self._district}的文件后，可在“标准”页用“增加标准…”加入。" if alien else ""
        return Sentence(self._part.title, alien + text, emphasis, hint)

    def _decided_text(self, alien: str) -> tuple[str, str]:
        """Return what is said of the documents of which it is known that they apply, and what follows from it."""
        if not self._decided:
            return "" if self._waiting or alien else f"本项不作判定：{self._why_none()}。", ""
        demands, ended = _demands(self._current), _demands(self._late)
        if self._has_targets():
            beside = f"规划期已满、另列备查的：{ended}" if demands and ended else ended
            return demands + beside, self._period(mixed=bool(demands and ended))
        if not self._binding:
            which = "已确定" if self._waiting else "其余" if alien else ""
            return f"{which}适用的文件没有对本校的要求，只列示对照数据。", ""
        counted = _counted_text(self._binding, "约束性指标")
        return counted + ("" if self._waiting else self._unread_text()), self._judgement()

    def _why_none(self) -> str:
        return self._results[0].reason if len(self._results) == 1 else "所列文件均不适用于本校"

    def _alien(self) -> str:
        """Say that no document of the school's district is held, where those of other districts are."""
        conditions = [each for standard in self._all for each in standard.applies_to if each.fact == DISTRICT]
        held = any(self._district in condition.words for condition in conditions)
        added = any(standard.local for standard in self._standards)
        if not self._district or not conditions or held or added:
            return ""
        return f"本程序没有收录{self._district}的文件。"

    def _waiting_text(self, waiting: list[str]) -> str:
        titles = {standard.id: f"《{standard.document.title}》" for standard in self._standards}
        what = titles[waiting[0]] if len(waiting) == 1 else f" {len(waiting)} 份文件"
        return f"尚不能确定{what}是否适用，待填：{'、'.join(self._names)}。"

    def _has_targets(self) -> bool:
        asked = any(v.force in (Force.EXPECTED, Force.TASK) for v in self._current)
        return asked or bool(_demands(self._late))

    def _unread_text(self) -> str:
        """Say what stands against 达标 where no figure does: a document that was not read to its end."""
        unread = "、".join(f"《{each.document.title}》" for each in self._standards if not each.complete)
        if not unread or not self._all_met():
            return ""
        return f"{unread}原文未读全，所列之外是否另有要求尚不清楚。"

    def _applying(self) -> list[Verdict]:
        return [v for v in self._binding if v.status is not Status.NOT_APPLICABLE]

    def _all_met(self) -> bool:
        applying = self._applying()
        return bool(applying) and all(v.status is Status.MET for v in applying)

    def _judgement(self) -> str:
        """Say whether the whole may be called 达标; nothing may be missing, unanswered or unread."""
        whole = all(standard.complete for standard in self._standards)
        title = self._part.title.removesuffix("监测")
        if not self._applying():
            return "各项均不适用于本校，不作结论。"
        if self._all_met() and whole:
            return f"全部达标，认定为{title}。" if title.endswith("达标") else f"达到{title}。"
        return f"尚不能认定为{title}。" if title.endswith("达标") else f"尚不能认定为达到{title}。"

    def _period(self, *, mixed: bool) -> str:
        ended = [result for result in self._decided if not result.in_period]
        if not ended:
            return ""
        numbers = {standard.id: standard.document for standard in self._standards}
        names = "、".join(numbers[result.id].number or numbers[result.id].title for result in ended)
        what = "所列情况" if mixed else "以上情况列此备查，"
        return f"{names}规划期已满，{what}不计入达标结论。"


def _is_task(verdict: Verdict) -> bool:
    return verdict.task and verdict.force is Force.TASK


def _is_work(verdict: Verdict) -> bool:
    """Whether a document asks it to be done in its text, not in its numbered list of tasks."""
    return verdict.force is Force.TASK and not verdict.task


def _demands(verdicts: Iterable[Verdict]) -> str:
    """Count what documents ask of the school: duties, targets, rates of an area, work, tasks; each apart."""
    judged = [v for v in verdicts if v.scope is Scope.SCHOOL and v.status is not Status.SHOWN]
    own = [v for v in judged if v.force is Force.EXPECTED and not v.task]
    texts = (
        _counted_text([v for v in judged if counts_for_conclusion(v)], "对学校的硬性要求"),
        _target_text([v for v in own if v.reach is Reach.EACH_SCHOOL], "对学校的目标"),
        _target_text(
            [v for v in own if v.reach is Reach.AREA_RATE], "区域口径目标（本校对照，不计入达标结论）"
        ),
        _task_text([v for v in judged if _is_work(v)], "对学校的任务性要求"),
        _task_text([v for v in judged if _is_task(v)], "由学校承担的任务"),
    )
    return "".join(texts)


def _missed(rows: Iterable[Verdict]) -> list[Verdict]:
    return [verdict for verdict in rows if verdict.status is Status.MISSED]


def _missed_text(verdicts: list[Verdict]) -> str:
    """Name what the school misses already, whatever is still undecided: duties, then targets, then work."""
    own = [
        v
        for v in _missed(verdicts)
        if v.scope is Scope.SCHOOL and v.reach is Reach.EACH_SCHOOL and not v.task
    ]
    duties = _named([v for v in own if v.force is Force.BINDING], "未达标的是")
    targets = _named([v for v in own if v.force is Force.EXPECTED], "未达到的目标是")
    return duties + targets + _named([v for v in own if v.force is Force.TASK], "尚未完成的是")


def _named(rows: list[Verdict], what: str) -> str:
    titles = list(dict.fromkeys(verdict.title for verdict in rows))
    more = f"等 {len(titles)} 项" if len(titles) > _MOST_NAMED else ""
    return f"{what}{'、'.join(titles[:_MOST_NAMED])}{more}。" if titles else ""


def _counted_text(rows: list[Verdict], what: str) -> str:
    return f"{what} {len(rows)} 项，{_figures(rows)}。" if rows else ""


_WORDS = {
    Status.MET: "达标",
    Status.MISSED: "未达标",
    Status.UNANSWERED: "待填",
    Status.UNJUDGEABLE: "无法判定",
    Status.NOT_APPLICABLE: "不适用",
}


def _figures(rows: Iterable[Verdict]) -> str:
    counted = Counter(verdict.status for verdict in rows)
    shown = [f"{word} {counted[status]} 项" for status, word in _WORDS.items() if counted[status]]
    return "，".join(shown)


def _target_text(rows: list[Verdict], what: str) -> str:
    if not rows:
        return ""
    figures = _figures(rows).replace("未达标", "未达到").replace("达标", "达到")
    gap = "" if what.endswith("）") else " "
    return f"{what}{gap}{len(rows)} 项，{figures}。"


def _task_text(tasks: list[Verdict], what: str) -> str:
    if not tasks:
        return ""
    partly = sum(task.reason == PARTLY_DONE for task in tasks)
    counted = Counter(task.status for task in tasks)
    figures = {
        "已完成": counted[Status.MET],
        "部分完成": partly,
        "未完成": counted[Status.MISSED] - partly,
        "待填": counted[Status.UNANSWERED],
        "无法判定": counted[Status.UNJUDGEABLE],
        "不适用": counted[Status.NOT_APPLICABLE],
    }
    shown = "，".join(f"{word} {count} 项" for word, count in figures.items() if count)
    return f"{what} {len(tasks)} 项，{shown}。"
