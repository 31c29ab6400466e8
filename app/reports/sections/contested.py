"""Matters on which several documents ask different things: side by side, the strictest marked."""

from app.domain.standard import Scope
from app.domain.verdict import Status, Verdict
from app.reports.material import Material
from app.reports.phrases import STRICTEST, cell, figure, short_title, source_cell, status_cell
from app.reports.report import (
    Align,
    Block,
    Column,
    Manner,
    Paragraph,
    Row,
    Table,
    TextCell,
    muted,
    say,
    strong,
)

_COLUMNS = (
    Column("序号", Align.CENTRE, fit=True),
    Column("各文件的提法", weight=1.3),
    Column("文件及条款", weight=1.2, small=True),
    Column("本校", Align.RIGHT, fit=True, most=24),
    Column("要求", fit=True, most=24),
    Column("判定", fit=True),
    Column("来源", Align.CENTRE, fit=True),
)
_HOW = "各文件的要求分别判定，互不替代；达到其中最严的一项，同方向的其余各项随之达到。"


def contested_blocks(material: Material) -> tuple[Block, ...]:
    """Return the rows of every contested topic together; nothing where no documents differ."""
    topics = contested_topics(material)
    if not topics:
        return ()
    split = sum(len({v.status for v in rows if v.judged}) > 1 for rows in topics)
    outcome = f"其中 {split} 个事项各文件的判定不同" if split else "各事项在各文件中的判定没有不同"
    note = f"{len(topics)} 个事项由几份文件提出不同要求，{outcome}。{_HOW}"
    rows = [
        _row(material, 0 if place else number, verdict)
        for number, verdicts in enumerate(topics, start=1)
        for place, verdict in enumerate(verdicts)
    ]
    return (Paragraph(say(note), Manner.NOTE), Table(_COLUMNS, tuple(rows)))


def contested_topics(material: Material) -> list[list[Verdict]]:
    """Return the rows that speak to the school of each topic on which documents ask different things."""
    topics: dict[str, list[Verdict]] = {}
    for verdict in material.all_rows():
        if (
            verdict.topic in material.contested
            and verdict.scope is Scope.SCHOOL
            and verdict.status is not Status.SHOWN
        ):
            topics.setdefault(verdict.topic, []).append(verdict)
    return [rows for rows in topics.values() if len(rows) > 1]


def _row(material: Material, number: int, verdict: Verdict) -> Row:
    document = material.rulebook.standards[verdict.standard].document
    title = say(strong(verdict.title)) if verdict.strictest else say(verdict.title)
    source = TextCell((say(document.number or short_title(document)), say(muted(verdict.clause))))
    return Row(
        (
            cell(str(number) if number else ""),
            cell(title),
            source,
            cell(figure(verdict.value)),
            cell(figure(verdict.required)),
            status_cell(verdict),
            source_cell(verdict.source),
        ),
        say(STRICTEST) if verdict.strictest else (),
    )
