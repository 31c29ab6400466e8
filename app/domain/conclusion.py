"""The conclusion: a few sentences and the counts behind them, never one percentage (design 3)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.evaluation import Evaluation
from app.domain.rulebook import ConclusionPart, Rulebook
from app.domain.sentences import Sentence, sentence_of
from app.domain.standard import Reach, Standard
from app.domain.verdict import StandardResult, Status, Verdict

#: The order in which statuses are counted and drawn.
ORDER = (
    Status.MET,
    Status.MISSED,
    Status.UNANSWERED,
    Status.UNJUDGEABLE,
    Status.NOT_APPLICABLE,
    Status.SHOWN,
)
#: How many rows have each status, in that order.
Tally = tuple[tuple[Status, int], ...]


@dataclass(frozen=True, slots=True)
class DocumentCount:
    """How many rows of one document came out how: indicators that ask the school, rates of an area, tasks.

    ``applies`` is None while it is not known, and false of a document that is listed all the same.
    """

    standard: str
    title: str
    number: str
    applies: bool | None
    in_period: bool
    rows: Tally
    area: Tally
    tasks: Tally

    def of(self, status: Status) -> int:
        """Return how many of the indicators that ask the school have a status."""
        return dict(self.rows)[status]

    @property
    def total(self) -> int:
        """The number of indicators that ask the school."""
        return sum(count for _, count in self.rows)

    @property
    def area_total(self) -> int:
        """The number of rates of an area, which stand beside them."""
        return sum(count for _, count in self.area)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the headmaster reads first."""

    sentences: tuple[Sentence, ...]
    counts: tuple[DocumentCount, ...]

    def of(self, status: Status) -> int:
        """Return how many indicators of all documents have a status: the one count of 达标 and 未达标."""
        return sum(count.of(status) for count in self.counts)

    @property
    def judged(self) -> int:
        """How many indicators are met or missed."""
        return self.of(Status.MET) + self.of(Status.MISSED)

    @property
    def total(self) -> int:
        """How many indicators ask the school."""
        return sum(count.total for count in self.counts)

    @property
    def indicators_text(self) -> str:
        """How many indicators there are, how many are judged; the rates of an area are named apart."""
        area = sum(count.area_total for count in self.counts)
        beside = f"（区域口径另计 {area} 项）" if area else ""
        return f"指标 {self.total} 项{beside}，已判定 {self.judged} 项"

    @property
    def documents_text(self) -> str:
        """How many documents apply, and of how many it is not known yet."""
        applies = [count.applies for count in self.counts]
        text = f"适用本校的文件 {applies.count(True)} 件"
        if undecided := applies.count(None):
            text += f"，尚不能确定是否适用的 {undecided} 件"
        if forced := applies.count(False):
            text += f"，另行列出的 {forced} 件"
        return text


def conclude(evaluation: Evaluation, rulebook: Rulebook) -> Conclusion:
    """Sum an evaluation up; the parts of the conclusion are content, documents named in none join the last."""
    parts = _complete(rulebook)
    sentences = [sentence_of(part, evaluation, rulebook) for part in parts]
    listed = [result for result in evaluation.standards if result.listed]
    order = {name: (i, j) for i, part in enumerate(parts) for j, name in enumerate(part.standards)}
    listed.sort(key=lambda result: order.get(result.id, (len(parts), 0)))
    counts = tuple(_count(result, rulebook.standards[result.id], evaluation) for result in listed)
    return Conclusion(tuple(sentences), counts)


def is_counted(verdict: Verdict) -> bool:
    """Whether a row counts among 达标 and 未达标: tasks and the rates of an area are counted apart."""
    return not verdict.task and verdict.reach is Reach.EACH_SCHOOL


def _complete(rulebook: Rulebook) -> list[ConclusionPart]:
    named = {name for part in rulebook.conclusion for name in part.standards}
    others = tuple(sorted(set(rulebook.standards) - named))
    parts = list(rulebook.conclusion)
    if parts and others:
        parts[-1] = ConclusionPart(parts[-1].title, parts[-1].standards + others)
    return parts


def _count(result: StandardResult, standard: Standard, evaluation: Evaluation) -> DocumentCount:
    verdicts = evaluation.of(result.id)
    return DocumentCount(
        standard=result.id,
        title=standard.document.title,
        number=standard.document.number,
        applies=result.applies,
        in_period=result.in_period,
        rows=_tally(verdict for verdict in verdicts if is_counted(verdict)),
        area=_tally(verdict for verdict in verdicts if not verdict.task and not is_counted(verdict)),
        tasks=_tally(verdict for verdict in verdicts if verdict.task),
    )


def _tally(verdicts: Iterable[Verdict]) -> Tally:
    found = Counter(verdict.status for verdict in verdicts)
    return tuple((status, found[status]) for status in ORDER)
