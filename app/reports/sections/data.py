"""What must be mended, explained or supplied: broken checks, and missing facts by office."""

from app.domain.checks import EXPERIENCE, LOGIC, BrokenCheck
from app.domain.verdict import Status
from app.reports.material import PREVIOUS, Material
from app.reports.phrases import DASH, cell, chinese, figure
from app.reports.report import (
    Align,
    BlankCell,
    Block,
    Cell,
    Column,
    Heading,
    Manner,
    Paragraph,
    Row,
    Table,
    TextCell,
    say,
)

_LOGIC_NOTE = "以下数据相互矛盾，改正前，用到这些数据的指标不作判定。"
_EXPERIENCE_NOTE = "以下数据与常理或上年相差较大。请核对；属实的，在“说明”栏写明原因。"
_EXPLAINED_NOTE = "以下数据与常理或上年相差较大，学校已核对，说明如下。"
_CLEAN = "逻辑校验和经验校验均无异常。"
_COMPLETE = "适用指标所需的数据均已填报。"
#: So many rows that wait for a fact are named; of more, these and their number.
_MOST_NAMED = 6
_TASK_OFFICE = "任务牵头处室"
_CHECK_COLUMNS = (
    Column("序号", Align.CENTRE, fit=True),
    Column("校验", weight=1.5),
    Column("涉及的数据", weight=1.3),
    Column("说明", weight=1.5),
)


def check_blocks(material: Material) -> tuple[Block, ...]:
    """Return the broken checks; those of experience with room for an explanation."""
    unusual = _EXPLAINED_NOTE if material.seal else _EXPERIENCE_NOTE
    parts = ((LOGIC, "逻辑校验（须改正）", _LOGIC_NOTE), (EXPERIENCE, "经验校验（须说明）", unusual))
    blocks: list[Block] = []
    number = 0
    for kind, title, note in parts:
        broken = [check for check in material.evaluation.checks if check.kind == kind]
        if broken:
            number += 1
            rows = tuple(_check_row(material, place, check) for place, check in enumerate(broken, start=1))
            blocks += [
                Heading(f"（{chinese(number)}）{title}", 2, f"{len(broken)} 项"),
                Paragraph(say(note), Manner.NOTE),
                Table(_CHECK_COLUMNS, rows, family="checks"),
            ]
    return tuple(blocks) or (Paragraph(say(_CLEAN)),)


def _check_row(material: Material, number: int, check: BrokenCheck) -> Row:
    facts = tuple(say(_with_last_year(material, fact)) for fact in check.facts)
    return Row((cell(str(number)), cell(check.text), TextCell(facts), _explained(material, check)))


def _explained(material: Material, check: BrokenCheck) -> Cell:
    """Say that a contradiction must be mended; print an explanation, or leave room for one."""
    if check.kind == LOGIC:
        return cell("须改正")
    text = material.assessment.explanations.get(check.id, "").strip()
    return cell(text) if text else BlankCell(2)


def _with_last_year(material: Material, fact: str) -> str:
    now = figure(material.shown(fact))
    before = material.shown(fact, material.before)
    return f"{material.fact(fact).name} {now}" + (f"（上年 {figure(before)}）" if before else "")


_MISSING_COLUMNS = (
    Column("处室", Align.CENTRE, fit=True),
    Column("数据项", weight=1.4),
    Column("统计时点", weight=1.1, small=True),
    Column("单位", Align.CENTRE, fit=True),
    Column("影响的指标", weight=1.5, small=True),
)


def missing_blocks(material: Material) -> tuple[Block, ...]:
    """Return which office must supply which fact, and what waits for it."""
    waiting = _waiting(material)
    if not waiting:
        return (Paragraph(say(_COMPLETE)),)
    rows = sorted(
        (_missing_row(material, fact, titles) for fact, titles in waiting.items()), key=lambda row: row[0]
    )
    note = f"共 {len(rows)} 项，按负责处室排列。"
    return (
        Paragraph(say(note), Manner.NOTE),
        Table(_MISSING_COLUMNS, tuple(row for _, row in rows)),
    )


def _waiting(material: Material) -> dict[str, list[str]]:
    """Return missing facts with the titles of the rows that wait for them, judged ones first."""
    waiting: dict[str, list[str]] = {}
    verdicts = [v for v in material.evaluation.verdicts if not (v.task and v.status is Status.SHOWN)]
    for verdict in verdicts:
        if verdict.status in (Status.UNANSWERED, Status.UNJUDGEABLE, Status.SHOWN):
            for fact in verdict.missing:
                titles = waiting.setdefault(fact, [])
                if verdict.title not in titles:
                    titles.append(verdict.title)
    return waiting


def _named(titles: list[str]) -> str:
    """Return the titles, the first few where there are many."""
    if len(titles) <= _MOST_NAMED:
        return "、".join(titles)
    return f"{'、'.join(titles[:_MOST_NAMED])} 等 {len(titles)} 项"


def _missing_row(material: Material, fact: str, titles: list[str]) -> tuple[str, Row]:
    definition = material.fact(fact)
    year = material.evaluation.year
    moment = (year.previous if fact.startswith(PREVIOUS) else year).describe(definition.when)
    office = definition.office or (_TASK_OFFICE if fact in material.tasks else DASH)
    cells = (
        cell(office),
        cell(material.fact_name(fact)),
        cell(moment or DASH),
        cell(definition.base_unit or DASH),
        cell(_named(titles)),
    )
    return office, Row(cells)
