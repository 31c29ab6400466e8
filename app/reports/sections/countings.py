"""Counting rules: which was used, where it comes from, what another would give; areas from return to net."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.countings import Counting, Other, outcome_words
from app.domain.verdict import Verdict
from app.reports.material import Material
from app.reports.phrases import DASH, cell, figure, prose
from app.reports.report import (
    Align,
    Block,
    Column,
    Heading,
    Manner,
    Paragraph,
    Row,
    Table,
    Text,
    TextCell,
    muted,
    say,
)

_COLUMNS = (
    Column("事项", weight=0.9, small=True),
    Column("所用口径", weight=1.3, small=True),
    Column("按其他口径", weight=2.4, small=True),
)
_NOTE = (
    "“仍为”“则为”是该项按另一口径比较的结果，只供对照；"
    "只有最窄与最宽口径并列的事项，两者结果不同时列为无法判定。"
)


@dataclass(frozen=True, slots=True)
class _Result:
    """What another rule gives for one row."""

    verdict: Verdict
    other: Other


def counting_table(material: Material) -> Table | None:
    """Return the rules that another stands beside, each with what the other would give; None without any."""
    grouped: dict[tuple[str, str, str], dict[tuple[str, str], list[_Result]]] = {}
    for verdict in material.all_rows():
        for counting in material.countings(verdict):
            own = counting.subject == verdict.title
            subject = material.title(verdict) if own else counting.subject
            others = grouped.setdefault((subject, counting.rule, counting.origin), {})
            for other in counting.others:
                others.setdefault((other.rule, other.why), []).append(_Result(verdict, other))
    rows = tuple(_row(*key, others) for key, others in grouped.items())
    return Table(_COLUMNS, rows) if rows else None


def counting_note() -> Paragraph:
    """Return how the table is read."""
    return Paragraph(say(_NOTE), Manner.NOTE)


def _row(subject: str, rule: str, origin: str, others: dict[tuple[str, str], list[_Result]]) -> Row:
    used = (say(figure(rule)), say(muted(prose(origin))))
    results = tuple(_result(name, why, found) for (name, why), found in others.items())
    return Row((cell(subject), TextCell(used), TextCell(results)))


def _result(rule: str, why: str, found: Iterable[_Result]) -> Text:
    told = dict.fromkeys(_told(result) for result in found)
    reason = muted(f"（{prose(why)}）") if why else ""
    return say(f"{rule}：{'；'.join(told)}。", reason)


def _told(result: _Result) -> str:
    other = result.other
    if not other.value:
        return prose(other.reason)
    return f"{result.verdict.title} {figure(other.value)}{outcome_words(result.verdict, other)}"


_AREAS = (
    ("统计报表数", "campus.land_return", "campus.building_return"),
    ("应扣除数", "campus.land_deduction", "campus.building_deduction"),
    ("计入达标的净面积", "campus.land", "campus.building"),
    ("学校产权", "", "campus.building_owned"),
    ("独立使用的非学校产权（不自动计入）", "", "campus.building_independent_use"),
)
_AREA_COLUMNS = (
    Column("项目", weight=1),
    Column("占地面积", Align.RIGHT, weight=0.8),
    Column("校舍建筑面积", Align.RIGHT, weight=0.8),
)


def area_blocks(material: Material) -> tuple[Block, ...]:
    """Return land and buildings from the return to the net area, and what is kept apart; nothing if unknown."""
    facts = [fact for _, *named in _AREAS for fact in named if fact in material.rulebook.facts]
    if not any(material.now.is_given(fact) for fact in facts):
        return ()
    rows = tuple(
        Row((cell(title), cell(_area(material, land)), cell(_area(material, building))))
        for title, land, building in _AREAS
    )
    return (Heading("占地与校舍面积的构成"), Table(_AREA_COLUMNS, rows))


def _area(material: Material, fact: str) -> str:
    if fact not in material.rulebook.facts:
        return DASH
    answer = material.answer(fact)
    if answer is not None and answer.given and answer.na_reason:
        return "不适用"
    return figure(material.shown(fact)) if material.shown(fact) else "待填"


def countings_of(material: Material) -> Iterator[tuple[Verdict, Counting, Other]]:
    """Yield every rule with each other rule beside it, row by row."""
    for verdict in material.all_rows():
        for counting in material.countings(verdict):
            for other in counting.others:
                yield verdict, counting, other
