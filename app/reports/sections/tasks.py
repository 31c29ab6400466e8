"""The tasks of each document: who leads, who answers for them, and how far the school is."""

from app.domain.facts import Answer
from app.domain.standard import Scope
from app.domain.units import PARTLY, YES
from app.domain.verdict import Status, Verdict
from app.domain.wording import word_for
from app.reports.material import Material
from app.reports.phrases import beside_or_below, cell, chinese, full_title, status_cell, tally
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
    say,
)

_COLUMNS = (
    Column("编号", Align.CENTRE, fit=True),
    Column("任务", weight=2.3),
    Column("牵头单位", weight=0.9, small=True),
    Column("责任单位", weight=1.35, small=True),
    Column("完成情况", fit=True),
    Column("说明", weight=1.4, small=True),
)
#: So many characters of a note stand in its column; a longer one takes the width of the page.
_LONGEST = 80
_INTRODUCTION = "由学校承担的任务判定完成情况；报送贡献、鼓励事项和部门任务只列示学校填报的情况，不判定。"


def task_tables(material: Material) -> tuple[Block, ...]:
    """Return a table of tasks for each document that has any."""
    blocks: list[Block] = []
    for standard, _ in material.documents():
        rows = material.task_rows(standard.id)
        if rows:
            number = sum(isinstance(block, Table) for block in blocks) + 1
            own = [verdict for verdict in rows if verdict.status is not Status.SHOWN]
            note = f"{len(rows)} 项，其中由学校承担并判定 {len(own)} 项：{tally(own)}"
            blocks.append(Heading(f"（{chinese(number)}）{full_title(standard.document)}", 2, note))
            blocks.append(Table(_COLUMNS, tuple(_row(material, verdict) for verdict in rows), family="tasks"))
    return (Paragraph(say(_INTRODUCTION), Manner.NOTE), *blocks) if blocks else ()


def _row(material: Material, verdict: Verdict) -> Row:
    task = material.tasks[verdict.indicator]
    answer = given_answer(material, verdict.indicator)
    note, below = beside_or_below(answer.note, "说明", _LONGEST)
    return Row(
        (
            cell(task.no),
            cell(verdict.title),
            cell(task.lead),
            cell("、".join(task.responsible)),
            status_cell(verdict),
            TextCell(tuple(say(line) for line in _explanation(verdict, answer, note))),
        ),
        say(below),
    )


def given_answer(material: Material, fact: str) -> Answer:
    """Return what was answered of a task; what was copied from last year is no answer before it is confirmed."""
    answer = material.answer(fact) or Answer()
    return Answer() if answer.copied else answer


def _explanation(verdict: Verdict, answer: Answer, note: str) -> list[str]:
    lines = [_reported(verdict)]
    if verdict.status is Status.UNANSWERED:
        lines.append("待填")
    elif verdict.status in (Status.NOT_APPLICABLE, Status.SHOWN):
        lines.append(verdict.reason)
    lines += [note, answer.date.isoformat() if answer.date else ""]
    return [line for line in lines if line]


def _reported(verdict: Verdict) -> str:
    """Say what was reported for a task that is only shown."""
    if verdict.status is not Status.SHOWN or verdict.scope is Scope.CONTEXT:
        return ""
    if verdict.value is None:
        return f"填报：{'不适用' if verdict.reason else '待填'}"
    done = Status.MET if verdict.value == YES else Status.MISSED
    return f"填报：{word_for(done, verdict.force, task=True, partly=verdict.value == PARTLY)}"
