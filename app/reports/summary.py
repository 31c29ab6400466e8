"""The summary for a terminal: the conclusion, the counts, the widest gaps and where the files are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from app.domain.conclusion import Conclusion
from app.domain.display import fixed, half_up
from app.domain.evaluation import Evaluation
from app.domain.standard import Reach, Scope
from app.domain.verdict import Status, Verdict
from app.domain.wording import AREA_WORDS, plain_status, status_word
from app.reports.chart import ORDER

_WIDEST = 3


@dataclass(frozen=True, slots=True)
class WideGap:
    """A missed row, how many others lack the same, and how far it is off, in parts of what is required.

    ``distance`` is None where a word or other rows are required, and nothing can be measured.
    """

    verdict: Verdict
    also: int
    distance: Fraction | None


def summary_lines(evaluation: Evaluation, conclusion: Conclusion, files: Sequence[Path]) -> Iterator[str]:
    """Yield the summary line by line."""
    yield ""
    yield f"{evaluation.school}　{evaluation.year} 学年　判定日期 {evaluation.date.isoformat()}"
    yield ""
    for sentence in conclusion.sentences:
        yield f"{sentence.title}：{sentence.text}{sentence.emphasis}"
    yield ""
    for count in conclusion.counts:
        area = f"；另有区域口径对照 {count.area_total} 项" if count.area_total else ""
        yield f"{count.title}：指标 {count.total} 项（{_figures(count.rows)}）{area}"
        tasks = _figures(count.tasks)
        if tasks:
            yield f"  任务 {sum(number for _, number in count.tasks)} 项（{tasks}）"
    yield ""
    yield from _gap_lines(widest_gaps(evaluation))
    if files:
        yield ""
        yield "文件："
        yield from (f"  {path}" for path in files)


def _figures(counts: Iterable[tuple[Status, int]]) -> str:
    known = dict(counts)
    shown = [status for status in ORDER if known.get(status)]
    return "，".join(f"{plain_status(status)} {known[status]}" for status in shown)


def widest_gaps(evaluation: Evaluation, most: int = _WIDEST) -> list[WideGap]:
    """Return the missed rows farthest from what is required; those that lack the same count once."""
    grouped: dict[str, list[Verdict]] = {}
    for verdict in evaluation.verdicts:
        own = verdict.scope is Scope.SCHOOL and not verdict.task and not verdict.trace.members
        if verdict.status is Status.MISSED and own:
            key = verdict.gap[0].text if verdict.gap else verdict.indicator
            grouped.setdefault(key, []).append(verdict)
    gaps = [_widest(verdicts) for verdicts in grouped.values()]
    return sorted(gaps, key=lambda gap: -(gap.distance or Fraction(0)))[:most]


def _widest(verdicts: list[Verdict]) -> WideGap:
    """Return the gap of the row that is farthest off among those that lack the same."""
    verdict = max(verdicts, key=lambda row: _distance(row) or Fraction(0))
    return WideGap(verdict, len(verdicts) - 1, _distance(verdict))


def _distance(verdict: Verdict) -> Fraction | None:
    """Return how far a value is from the nearer end of its requirement, in parts of that."""
    if not verdict.exact or not verdict.required_exact:
        return None
    value = Fraction(verdict.exact)
    ends = [Fraction(end) for end in verdict.required_exact.split("–")]
    nearest = min(ends, key=lambda end: abs(value - end))
    return abs(value - nearest) / abs(nearest) if nearest else abs(value)


def _gap_lines(gaps: Sequence[WideGap]) -> Iterator[str]:
    if not gaps:
        yield "没有未达标的指标。"
        return
    yield f"差距最大的 {len(gaps)} 项（与要求相比）："
    for number, gap in enumerate(gaps, start=1):
        verdict = gap.verdict
        area = f"（{AREA_WORDS}）" if verdict.reach is Reach.AREA_RATE else ""
        figures = f"{verdict.value or status_word(verdict)}，要求 {verdict.required}"
        yield f"  {number}. {verdict.title}{area}：{figures}{_apart(gap)}"
        yield from (f"     {way.text}" for way in verdict.gap)


def _apart(gap: WideGap) -> str:
    share = f"，相差 {fixed(half_up(gap.distance * 100, 2), 2)}%" if gap.distance is not None else ""
    return share + (f"，另有 {gap.also} 项同此" if gap.also else "")
