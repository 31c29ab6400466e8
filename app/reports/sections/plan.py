"""The action plan in the order in which it falls due, and what it costs by calendar year."""

from app.domain.assessment import Remedy
from app.domain.costs import YearCost, budget_text, costs_by_year, due_order
from app.domain.display import fixed
from app.domain.verdict import Status, Verdict
from app.reports.material import Material
from app.reports.phrases import DASH, all_beside_or_below, cell, chinese, short_title, written_cell
from app.reports.report import (
    Align,
    Block,
    Column,
    Heading,
    Manner,
    Paragraph,
    Row,
    Table,
    TextCell,
    muted,
    say,
)

_WAN = 10_000
#: So many characters stand in each column; a longer text takes the width of the page below its row.
_PLACES = (("整改措施", 120), ("责任部门", 40), ("责任人", 40), ("完成时限", 40), ("预计经费", 40))
_COLUMNS = (
    Column("序号", Align.CENTRE, fit=True),
    Column("未达到的事项", weight=1.6),
    Column("整改措施", weight=1.5),
    Column("责任部门", Align.CENTRE, fit=True, least=13, most=18),
    Column("责任人", Align.CENTRE, fit=True, least=11, most=16),
    Column("完成时限", Align.CENTRE, fit=True, least=17.5, most=20),
    Column("预计经费", Align.RIGHT, fit=True, least=15, most=20),
)
_COST_COLUMNS = (
    Column("完成年度", Align.CENTRE),
    Column("整改事项", Align.RIGHT),
    Column("预计经费（万元）", Align.RIGHT),
    Column("未写经费的事项", Align.RIGHT),
    Column("经费未能识别的事项", Align.RIGHT),
)
OPEN_ENDED = "未写明年份"
_COST_NOTE = (
    "按完成时限所在的公历年度归集，同一缺口涉及几项的，经费只在写明的一项中计算；"
    "经费栏未写或不是金额的不计入合计。"
)


def planned(material: Material) -> list[tuple[Verdict, Remedy]]:
    """Return missed rows and tasks with what was written beside them, those due earliest first."""
    remedies = material.assessment.remedies
    rows = [
        (verdict, remedies[verdict.indicator])
        for standard, _ in material.documents()
        for verdict in material.evaluation.of(standard.id)
        if verdict.status is Status.MISSED and remedies.get(verdict.indicator, Remedy()) != Remedy()
    ]
    return sorted(rows, key=lambda row: due_order(row[1].due))


def plan_blocks(material: Material) -> tuple[Block, ...]:
    """Return the action plan and its cost by year; nothing where nothing was planned."""
    rows = planned(material)
    if not rows:
        return ()
    unplanned = sum(v.status is Status.MISSED for v in material.evaluation.verdicts) - len(rows)
    note = f"按完成时限排列，共 {len(rows)} 项" + (
        f"；另有 {unplanned} 项未达到的指标和任务尚未写整改安排。" if unplanned > 0 else "。"
    )
    plan = tuple(_row(material, number, *row) for number, row in enumerate(rows, start=1))
    return (
        _heading(1, "整改安排"),
        Paragraph(say(note), Manner.NOTE),
        Table(_COLUMNS, plan),
        _heading(2, "分年度经费"),
        Paragraph(say(_COST_NOTE), Manner.NOTE),
        cost_table(material),
    )


def _heading(number: int, title: str) -> Heading:
    return Heading(f"（{chinese(number)}）{title}")


def _row(material: Material, number: int, verdict: Verdict, remedy: Remedy) -> Row:
    document = material.rulebook.standards[verdict.standard].document
    source = f"{document.number or short_title(document)} {verdict.clause}"
    texts = (remedy.measure, remedy.unit, remedy.person, remedy.due, budget_text(remedy.budget))
    beside, below = all_beside_or_below(texts, _PLACES)
    closed = material.seal is not None
    return Row(
        (
            cell(str(number)),
            TextCell((say(verdict.title), say(muted(source)))),
            *(written_cell(text, closed) for text in beside),
        ),
        below,
    )


def cost_table(material: Material) -> Table:
    """Return what remedies cost by calendar year, with their sum."""
    costs = costs_by_year(remedy for _, remedy in planned(material))
    rows = [_cost_row(f"{cost.year} 年" if cost.year else OPEN_ENDED, cost) for cost in costs]
    if len(costs) > 1:
        rows.append(_cost_row("合计", _sum(costs), total=True))
    return Table(_COST_COLUMNS, tuple(rows))


def _cost_row(title: str, cost: YearCost, total: bool = False) -> Row:
    return Row(
        (
            cell(title),
            cell(str(cost.count)),
            cell(in_wan(cost)),
            cell(str(cost.unstated) if cost.unstated else DASH),
            cell(str(cost.unread) if cost.unread else DASH),
        ),
        total=total,
    )


def _sum(costs: tuple[YearCost, ...]) -> YearCost:
    return YearCost(
        None,
        sum(cost.count for cost in costs),
        sum((cost.amount for cost in costs[1:]), costs[0].amount),
        sum(cost.unread for cost in costs),
        sum(cost.unstated for cost in costs),
    )


def in_wan(cost: YearCost) -> str:
    """Write a cost in 万元; a dash where no amount was written at all."""
    known = cost.count - cost.unread - cost.unstated
    return fixed(cost.amount / _WAN, 2) if known else DASH
