"""The forms printed empty, one section for each office, to be filled by hand."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from app.domain.facts import Fact
from app.domain.form import Page
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear, When
from app.domain.standard import Scope, Task
from app.domain.units import NO, PARTLY, YES, Kind
from app.domain.values import NONE_CHOSEN
from app.reports.phrases import DASH, cell, chinese, full_title, prose, year_words
from app.reports.report import (
    Align,
    BlankCell,
    Block,
    Cell,
    ChoiceCell,
    Column,
    Heading,
    Manner,
    Paragraph,
    Report,
    Row,
    Section,
    SignatureLines,
    Table,
    TextCell,
    muted,
    say,
    strong,
)

TITLE = "办学标准达标自评数据填报表"
_HOW = (
    "没有的填 0；不知道的留空，不要填 0；有※的可写“不适用”，须写理由。"
    "面积可写平方米或亩，金额可写元或万元，请写明单位。"
)
_NEEDED = "本表只列适用本校的标准所需的数据项。"
_NA = "※"
_TASK_NA = "不适用"
_SIGNED = SignatureLines(((("学校名称", ""),), (("填表人", ""), ("核对人", ""), ("日期", ""))))
#: With more choices than these the answer is written, not ticked.
_MOST_CHOICES = 10
_TASK_COLUMNS = (
    Column("编号", Align.CENTRE, fit=True),
    Column("任务", weight=2),
    Column("完成情况", fit=True, most=24),
    Column("完成日期", weight=0.8),
    Column("说明", weight=1.3),
)
_UNITLESS = (Kind.TEXT, Kind.DATE, Kind.CHOICE)


def blank_forms(rulebook: Rulebook, year: SchoolYear, needed: Collection[str] | None = None) -> Report:
    """Return the forms of a school year as a report: what each office is asked, with room to answer.

    With ``needed`` only those facts and tasks are asked; offices and pages without any are left out.
    """
    offices: dict[str, list[tuple[str, Page]]] = {}
    for form in rulebook.forms:
        for page in form.pages:
            facts = tuple(fact for fact in page.facts if needed is None or fact.id in needed)
            if facts:
                offices.setdefault(page.office, []).append((form.title, replace(page, facts=facts)))
    how = _HOW if needed is None else _NEEDED + _HOW
    sections = [
        _office_section(number, office, pages, year, how)
        for number, (office, pages) in enumerate(offices.items(), start=1)
    ]
    tasks = tuple(_task_blocks(rulebook, needed))
    if tasks:
        sections.append(_section(len(sections) + 1, "任务清单", tasks))
    return Report(
        title=TITLE,
        school="",
        sections=tuple(sections),
        head=f"{TITLE}（{year_words(year)}）",
        foot_left="空白填报表",
        foot_right=f"统计时点 {year.describe(When.DAY)}",
        subject=year_words(year),
    )


def _section(number: int, title: str, blocks: tuple[Block, ...]) -> Section:
    heading = f"{chinese(number)}、{title}"
    return Section(heading, (Heading(heading, 1), _SIGNED, *blocks))


def _office_section(
    number: int, office: str, pages: list[tuple[str, Page]], year: SchoolYear, how: str
) -> Section:
    blocks: list[Block] = [Paragraph(say(how), Manner.NOTE)]
    for place, (theme, page) in enumerate(pages, start=1):
        title = page.title if page.title == theme else f"{theme}：{page.title}"
        blocks.append(Heading(f"（{chinese(place)}）{title}"))
        blocks.append(_page_table(page, year))
    return _section(number, office or "其他", tuple(blocks))


def _page_table(page: Page, year: SchoolYear) -> Table:
    """Return a page's questions; columns that none of them needs are left out."""
    dated = any(fact.when is not When.NONE for fact in page.facts)
    previous = any(fact.previous for fact in page.facts)
    columns = [Column("序号", Align.CENTRE, fit=True), Column("数据项及口径", weight=2.1)]
    if dated:
        columns.append(Column("统计时点", Align.CENTRE, fit=True, most=20, small=True))
    columns.append(Column("本年" if previous else "填报", weight=1.2 if previous else 1.9))
    if previous:
        columns.append(Column("上年", Align.CENTRE, weight=0.85))
    rows = [
        _row(number, fact, year if dated else None, previous) for number, fact in enumerate(page.facts, 1)
    ]
    return Table(tuple(columns), tuple(rows))


def _row(number: int, fact: Fact, year: SchoolYear | None, previous: bool) -> Row:
    cells: list[Cell] = [cell(str(number)), _question(fact)]
    if year is not None:
        cells.append(cell(year.describe(fact.when).split("（")[0] or DASH))
    cells.append(_answer(fact))
    if previous:
        cells.append(_answer(fact) if fact.previous else cell(DASH))
    return Row(tuple(cells))


def _question(fact: Fact) -> TextCell:
    name = say(strong(fact.name + (_NA if fact.na else "")))
    return TextCell((name, say(muted(prose(fact.counting)))) if fact.counting else (name,))


def _answer(fact: Fact) -> Cell:
    """Return room for an answer: boxes to tick where there are choices, else a blank with the unit."""
    choices = fact.options
    if fact.kind is Kind.CHOICES and not fact.na:
        choices = (*choices, NONE_CHOSEN)
    if 0 < len(choices) <= _MOST_CHOICES:
        return ChoiceCell(choices)
    return BlankCell(1, "" if fact.kind in _UNITLESS else fact.base_unit)


def _task_blocks(rulebook: Rulebook, needed: Collection[str] | None) -> Iterator[Block]:
    """Yield the tasks that a school answers for or reports on."""
    place = 0
    for standard in rulebook.standards.values():
        asked = (task for task in standard.tasks if needed is None or task.fact in needed)
        rows = tuple(_task_row(task) for task in asked if task.scope is not Scope.CONTEXT)
        if rows:
            place += 1
            yield Heading(f"（{chinese(place)}）{full_title(standard.document)}")
            yield Table(_TASK_COLUMNS, rows, family="tasks")


def _task_row(task: Task) -> Row:
    choices = ChoiceCell((YES, PARTLY, NO, _TASK_NA))
    return Row((cell(task.no), cell(task.text), choices, BlankCell(), BlankCell()))
