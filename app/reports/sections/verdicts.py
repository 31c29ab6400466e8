"""The verdict tables by document, and apart from them rows that are compared or shown only."""

from app.domain.standard import Reach, Scope
from app.domain.verdict import Status, Verdict
from app.domain.wording import AREA_WORDS
from app.reports.material import Material, counts_apart
from app.reports.phrases import (
    DASH,
    cell,
    chinese,
    figure,
    full_title,
    remark,
    short_title,
    source_cell,
    status_cell,
    tally,
    without_unit,
)
from app.reports.report import (
    Align,
    Block,
    Column,
    Heading,
    Manner,
    Paragraph,
    Row,
    Table,
    say,
    strong,
)

_COLUMNS = (
    Column("序号", Align.CENTRE, fit=True),
    Column("指标"),
    Column("算式", Align.RIGHT, fit=True, most=21.8, small=True),
    Column("本校", Align.RIGHT, fit=True, most=22),
    Column("要求", fit=True, most=21),
    Column("判定", fit=True),
    Column("条款", Align.CENTRE, fit=True, most=15.6, small=True),
    Column("来源", Align.CENTRE, fit=True),
)
_INTRODUCTION = "比值以分数比较；小数按四舍五入显示，不作判定依据。〔　〕内是尚未见到原文的数值。"
_APART = "本部分所列不计入达标结论，不影响对本校达标与否的判定。"
_KINDS = {
    AREA_WORDS: "全区合并计算的比例，本校数据只作对照",
    "报送贡献": "区县或全市目标，只报送本校贡献",
    "参考事项": "只列示，不判定",
    "仅供了解": "区县或全市承担的事项",
}


def verdict_tables(material: Material) -> tuple[Block, ...]:
    """Return one table for each document, without the rows that stand apart."""
    blocks: list[Block] = [Paragraph(say(_INTRODUCTION), Manner.NOTE)]
    for number, (standard, _) in enumerate(material.documents(), start=1):
        rows = material.rows(standard.id)
        main = [verdict for verdict in rows if not counts_apart(verdict)]
        blocks.append(_heading(number, full_title(standard.document), rows, main))
        if period := _period(material, standard.id):
            blocks.append(Paragraph(say(period), Manner.NOTE))
        if main:
            blocks.append(_table(material, main))
    return tuple(blocks)


def apart_tables(material: Material) -> tuple[Block, ...]:
    """Return the rows that are compared with an area's rate or only shown: by kind, then by document."""
    blocks: list[Block] = []
    present = [kind for kind in _KINDS if any(_kind(verdict) == kind for verdict in _apart(material))]
    for number, kind in enumerate(present, start=1):
        blocks.append(Heading(f"（{chinese(number)}）{kind}", 2, _KINDS[kind]))
        for standard, _ in material.documents():
            rows = [verdict for verdict in _apart(material, standard.id) if _kind(verdict) == kind]
            if rows:
                title = f"{short_title(standard.document)}　{len(rows)} 项"
                figures = "" if all(v.status is Status.SHOWN for v in rows) else f"：{tally(rows)}"
                blocks.append(Paragraph(say(title + figures), Manner.NOTE))
                blocks.append(_table(material, rows))
    return (Paragraph(say(_APART), Manner.NOTE), *blocks) if blocks else ()


def _apart(material: Material, standard: str = "") -> list[Verdict]:
    rows = material.rows(standard) if standard else material.all_rows()
    return [verdict for verdict in rows if counts_apart(verdict)]


def _kind(verdict: Verdict) -> str:
    """Say why a row stands apart."""
    if verdict.reach is Reach.AREA_RATE:
        return AREA_WORDS
    if verdict.scope is Scope.CONTRIBUTION:
        return "报送贡献"
    return "仅供了解" if verdict.scope is Scope.CONTEXT else "参考事项"


def _heading(number: int, title: str, rows: list[Verdict], main: list[Verdict]) -> Heading:
    parts = [f"{len(main)} 项：{tally(main)}" if main else "无判定项"]
    if elsewhere := len(rows) - len(main):
        parts.append(f"另有 {elsewhere} 项见“区域口径与仅展示”")
    if shared := _shared_clause(main):
        parts.append(f"条款在{shared}")
    return Heading(f"（{chinese(number)}）{title}", 2, "；".join(parts))


def _period(material: Material, standard: str) -> str:
    result = material.results[standard]
    parts = []
    if not result.in_period:
        end = material.rulebook.standards[standard].document.period_end
        parts.append(f"规划期已满（{end}），判定情况列此备查，不计入达标结论。")
    if result.applies is None:
        parts.append(f"{result.reason}。")
    if result.applies is False:
        parts.append(f"本文件不适用于本校（{result.reason}），按要求列出，不计入结论。")
    return "".join(parts)


def _table(material: Material, verdicts: list[Verdict]) -> Table:
    shared = _shared_clause(verdicts)
    rows = tuple(_row(material, number, verdict, shared) for number, verdict in enumerate(verdicts, start=1))
    return Table(_COLUMNS, rows)


def _required(verdict: Verdict) -> str:
    """Return the requirement; its unit is left out where the school's value beside it has the same."""
    if verdict.value or verdict.status is Status.NOT_APPLICABLE:
        return without_unit(verdict.required, verdict.trace.unit)
    return figure(verdict.required)


def _shared_clause(verdicts: list[Verdict]) -> str:
    """Return the first word of all clauses where it is the same: 附件1 of 附件1 指标1."""
    words = {verdict.clause.partition(" ")[0] for verdict in verdicts if " " in verdict.clause}
    same = len(words) == 1 and all(" " in verdict.clause for verdict in verdicts)
    return words.pop() if same and len(verdicts) > 1 else ""


def _row(material: Material, number: int, verdict: Verdict, shared: str) -> Row:
    value = figure(verdict.value)
    own = say(strong(value)) if verdict.status is Status.MISSED else say(value)
    strictest = verdict.strictest and verdict.topic in material.contested
    return Row(
        (
            cell(str(number)),
            cell(verdict.title),
            cell(figure(verdict.trace.formula) if verdict.trace.formula else DASH),
            cell(own),
            cell(_required(verdict)),
            status_cell(verdict),
            cell(verdict.clause.removeprefix(f"{shared} ") if shared else verdict.clause),
            source_cell(verdict.source),
        ),
        say(remark(verdict, strictest)),
    )
