"""The rows of 最严要求优先: which requirements are listed, in what order, and what each says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain.conclusion import Conclusion, is_counted
from app.domain.terms import Known
from app.domain.verdict import Status, Verdict
from app.domain.wording import AREA_WORDS, status_word
from app.reports.phrases import DASH, figure
from app.ui.tables.model import Group
from app.ui.verdict_lookup import VerdictLookup
from app.ui.verdict_texts import (
    document_name,
    is_area,
    margin_words,
    required_words,
    short_gap,
    short_margin,
)

ALL, MISSED = "all", "missed"
_OWN, _AREA, _APART = "own", "area", "apart"
#: The order of the rows; what is met follows by its margin.
_PLACES = {Status.MISSED: 0, Status.UNANSWERED: 1, Status.MET: 2}
_NO_MARGIN = Fraction(10**9)


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One requirement as the table tells it; ``fact`` is where one goes from it."""

    key: str
    status: Status
    word: str
    title: str
    value: str
    required: str
    document: str
    clause: str
    end: str
    whole: str
    fact: str

    @property
    def source(self) -> str:
        """Document and clause."""
        return f"{self.document} {self.clause}"


def requirement_groups(
    lookup: VerdictLookup, conclusion: Conclusion, only: str = ALL, document: str = ""
) -> tuple[Group[RequirementRow], ...]:
    """Return the rows: what asks the school, then area rates, then what was not judged.

    Of several documents that ask the same the strictest is listed; all are when one document is chosen, or
    when only what is missed is listed: there every row counts.
    """
    own, area, apart = _chosen(lookup, conclusion, only, document)
    order = "各文件分别列出" if only == MISSED else "先列未达标，再按余量由小到大"
    groups = (
        _group(_OWN, "对学校的要求", _sorted(own, lookup), lookup, order, merged=only != MISSED),
        _group(_AREA, AREA_WORDS, _sorted(area, lookup), lookup, "不计入达标结论"),
        _group(_APART, "未作判定", apart, lookup, "无法判定、不适用和仅展示的各项", folded=not document),
    )
    return tuple(group for group in groups if group.rows)


def missed_count(conclusion: Conclusion, document: str = "") -> int:
    """Return how many rows stand under 只看未达标: what is missed has one count on every page."""
    counts = (count for count in conclusion.counts if document in ("", count.standard))
    return sum(count.of(Status.MISSED) for count in counts)


def _chosen(
    lookup: VerdictLookup, conclusion: Conclusion, only: str, document: str
) -> tuple[list[Verdict], list[Verdict], list[Verdict]]:
    """Return what asks the school, the area rates, and what was not judged."""
    rows = [verdict for verdict in _in_order(lookup, conclusion) if document in ("", verdict.standard)]
    if only == MISSED:
        return (
            [verdict for verdict in rows if is_counted(verdict) and verdict.status is Status.MISSED],
            [],
            [],
        )
    own = [verdict for verdict in rows if verdict.status in _PLACES and not is_area(verdict)]
    if not document:
        own = _strictest(own, lookup)
    area = [verdict for verdict in rows if verdict.status in _PLACES and is_area(verdict)]
    return own, area, [verdict for verdict in rows if verdict.status not in _PLACES]


def _in_order(lookup: VerdictLookup, conclusion: Conclusion) -> list[Verdict]:
    listed = [count.standard for count in conclusion.counts]
    return [verdict for name in listed for verdict in lookup.evaluation.of(name) if not verdict.task]


def _strictest(rows: Sequence[Verdict], lookup: VerdictLookup) -> list[Verdict]:
    """Leave out what a stricter requirement on the same topic covers, and the second of two that are equal."""
    best = {row.topic for row in rows if lookup.is_strictest(row)}
    kept: list[Verdict] = []
    for row in rows:
        covered = row.topic in best and not row.strictest
        twin = any(_same(row, other) for other in kept)
        if not covered and not twin:
            kept.append(row)
    return kept


def _same(row: Verdict, other: Verdict) -> bool:
    if not row.topic or row.topic != other.topic:
        return False
    return (row.required_exact, row.exact, row.status) == (other.required_exact, other.exact, other.status)


def _sorted(rows: Iterable[Verdict], lookup: VerdictLookup) -> list[Verdict]:
    return sorted(rows, key=lambda row: (_PLACES[row.status], _room(row, lookup)))


def _room(row: Verdict, lookup: VerdictLookup) -> Fraction:
    """Return a margin in parts of what there is now, so that margins of different things can be compared."""
    if row.margin is None or "不影响" in row.margin.text:
        return _NO_MARGIN
    present = lookup.sheet.number(row.margin.fact)
    now = present.amount if isinstance(present, Known) else Fraction(0)
    return row.margin.amount / now if now > 0 else row.margin.amount


def _group(
    key: str,
    title: str,
    rows: Sequence[Verdict],
    lookup: VerdictLookup,
    note: str,
    folded: bool = False,
    merged: bool = True,
) -> Group[RequirementRow]:
    told = tuple(_row(verdict, lookup, merged) for verdict in rows)
    return Group(key, f"{title}　{len(told)} 项", told, note, folded)


def _row(verdict: Verdict, lookup: VerdictLookup, merged: bool) -> RequirementRow:
    return RequirementRow(
        key=verdict.indicator,
        status=verdict.status,
        word=status_word(verdict),
        title=verdict.title,
        value=_value(verdict),
        required=required_words(verdict) or DASH,
        document=document_name(lookup.standard(verdict)),
        clause=_clause(verdict, lookup) if merged else verdict.clause,
        end=_end(verdict, lookup),
        whole=_whole(verdict),
        fact=lookup.fact_to_show(verdict),
    )


def _value(verdict: Verdict) -> str:
    if verdict.trace.members:
        met = sum(status is Status.MET for _, status in verdict.trace.members)
        return f"{met}/{len(verdict.trace.members)} 项"
    return figure(verdict.value)


def _clause(verdict: Verdict, lookup: VerdictLookup) -> str:
    """Return the clause; other documents that ask the very same are counted."""
    equal = [other for other in lookup.others(verdict) if _same(verdict, other)]
    more = f" 等 {len(equal) + 1} 件" if equal else ""
    return f"{verdict.clause}{more}"


def _end(verdict: Verdict, lookup: VerdictLookup) -> str:
    match verdict.status:
        case Status.MISSED:
            return short_gap(verdict, lookup.sheet)
        case Status.MET:
            return margin_words(verdict, lookup.sheet) or short_margin(verdict, lookup.sheet)
        case Status.UNANSWERED:
            return f"缺 {len(verdict.missing)} 项数据"
        case _:
            return verdict.reason


def _whole(verdict: Verdict) -> str:
    """Return the full sentence for the tooltip."""
    if verdict.gap:
        return "；或".join(gap.text for gap in verdict.gap)
    return verdict.margin.text if verdict.margin else verdict.reason
