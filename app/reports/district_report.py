"""A district's roll-up becomes a report: who has filed, the monitored indicators, what is needed, rates."""

from collections.abc import Sequence

from app.domain.district import Standing
from app.domain.district_lines import Line
from app.domain.district_needs import RULE
from app.domain.district_rates import Total
from app.domain.district_rollup import Contribution, RollUp
from app.domain.rulebook import Rulebook
from app.domain.verdict import Status
from app.domain.wording import word_for
from app.reports.chart import ORDER
from app.reports.district_words import (
    BROKEN,
    LIKE_WITH_LIKE,
    OTHER_YEAR,
    STATE_STATUS,
    UNLISTED,
    composition,
    counted_words,
    district_name,
    missed_count,
    sorted_by_state,
    standing_of_conditions,
    summary,
    title_of,
    told_broken,
    valued,
    without_data,
)
from app.reports.framing import Part, numbered
from app.reports.phrases import DASH, cell, figure, full_title, prose
from app.reports.report import (
    Align,
    Block,
    Cell,
    Chart,
    ChartRow,
    Column,
    Heading,
    Manner,
    Paragraph,
    Report,
    Row,
    Section,
    StatusCell,
    Table,
    TextCell,
    muted,
    say,
    strong,
)

#: So many schools are named in one cell; the workbook has them all.
_NAMED = 12


def district_report(roll_up: RollUp, rulebook: Rulebook) -> Report:
    """Return the roll-up as a report; it is no filing and bears no fingerprint."""
    collection, title = roll_up.collection, title_of(roll_up.collection)
    due = f"截止日期 {collection.due.isoformat()}" if collection.due else ""
    return Report(
        title=title,
        school=district_name(collection),
        sections=(
            Section(title, (Paragraph(say(title), Manner.TITLE),), new_page=False),
            *numbered(_parts(roll_up, rulebook)),
        ),
        head=title,
        foot_left=f"计入 {len(collection.counted)} 所学校的备案",
        foot_right=due,
        subject=title,
    )


def _parts(roll_up: RollUp, rulebook: Rulebook) -> tuple[Part, ...]:
    return (
        Part("报送情况", _standings(roll_up, rulebook)),
        Part("办学条件达标监测", _monitored(roll_up, rulebook)),
        Part("全区合计还差", _needs(roll_up)),
        Part("区域口径", _rates(roll_up)),
        Part("对区县目标的贡献", _contributions(roll_up)),
        Part("未计入的文件", _troubles(roll_up)),
    )


_STANDING_COLUMNS = (
    Column("学校", weight=1),
    Column("备案编号", fit=True, small=True),
    Column("备案日期", Align.CENTRE, fit=True),
    Column("监测达标", Align.CENTRE, fit=True),
    Column("未达标", Align.RIGHT, fit=True),
    Column("状态", fit=True),
)


def _standings(roll_up: RollUp, rulebook: Rulebook) -> tuple[Block, ...]:
    collection = roll_up.collection
    monitored = rulebook.conclusion[0].standards if rulebook.conclusion else ()
    told = [Paragraph(say(sentence)) for sentence in summary(collection)]
    rows = tuple(_standing_row(standing, monitored) for standing in sorted_by_state(collection))
    note = "监测达标：办学条件达标监测中达标的项数和计入的项数；未达标：对学校逐校要求而未达到的指标数，不含任务。"
    return (*told, Paragraph(say(note), Manner.NOTE), Table(_STANDING_COLUMNS, rows))


def _standing_row(standing: Standing, monitored: Sequence[str]) -> Row:
    filed, missed = standing.counted, missed_count(standing)
    name = (say(standing.school.name), say(muted(standing.school.category)))
    cells: tuple[Cell, ...] = (
        TextCell(tuple(text for text in name if text)),
        cell(filed.number if filed else DASH),
        cell(filed.frozen_at.date().isoformat() if filed else DASH),
        cell(standing_of_conditions(standing, monitored) or DASH),
        cell(DASH if missed is None else str(missed)),
        StatusCell(STATE_STATUS[standing.state], standing.word),
    )
    return Row(cells, remark=say("；".join(standing.notes)))


def _monitored(roll_up: RollUp, rulebook: Rulebook) -> tuple[Block, ...]:
    blocks: list[Block] = []
    lines = roll_up.monitored(rulebook)
    for standard in dict.fromkeys(line.key.standard for line in lines):
        document = rulebook.standards[standard].document
        own = [line for line in lines if line.key.standard == standard]
        blocks.append(Heading(full_title(document), 3))
        blocks.append(_chart(own, len(roll_up.collection.without)))
        if any(line.apart for line in own):
            blocks.append(Paragraph(say(LIKE_WITH_LIKE), Manner.NOTE))
    lacking = without_data(roll_up.collection)
    if blocks and lacking:
        blocks.append(Paragraph(say(lacking), Manner.NOTE))
    return tuple(blocks)


def _chart(lines: Sequence[Line], without: int) -> Chart:
    rows = tuple(
        ChartRow(_label(line, lines), tuple((status, line.of(status)) for status in ORDER), without)
        for line in lines
    )
    return Chart(rows, label="指标", counted="学校", summed=False)


def _label(line: Line, lines: Sequence[Line]) -> str:
    """Return a line's title with what tells it from others of the same indicator."""
    kin = [other.key for other in lines if other.key.indicator == line.key.indicator]
    telling = []
    if len({key.edition for key in kin}) > 1:
        telling.append(f"版本 {line.key.edition}")
    if len({key.required for key in kin}) > 1:
        telling.append(line.key.required)
    return f"{line.key.title}（{'，'.join(telling)}）" if telling else line.key.title


def _needs(roll_up: RollUp) -> tuple[Block, ...]:
    if not roll_up.needs:
        return ()
    columns = (
        Column("数据项", weight=1),
        Column("合计", Align.RIGHT, fit=True),
        Column("组成", weight=2.4, small=True),
    )
    rows = tuple(
        Row(
            (
                cell(need.fact.name),
                cell(say(strong(figure(need.text)))),
                cell(prose(composition(need, _NAMED))),
            )
        )
        for need in roll_up.needs
    )
    told = RULE
    if roll_up.unmeasured:
        told += f"另有 {len(roll_up.unmeasured)} 项未达标没有可以相加的数量。"
    return (Table(columns, rows), Paragraph(say(told), Manner.NOTE))


def _rates(roll_up: RollUp) -> tuple[Block, ...]:
    if not roll_up.rates:
        return ()
    columns = (
        Column("指标", weight=1),
        Column("全区", Align.RIGHT, fit=True),
        Column("要求", Align.RIGHT, fit=True),
        Column("算式", Align.CENTRE, fit=True, small=True),
        Column("全区判定", fit=True),
    )
    rows = tuple(_rate_row(line, total) for line, total in roll_up.rates)
    note = "各校分子之和除以各校分母之和，不是各校比率的平均；缺数据的学校分子、分母都不计入。"
    return (Table(columns, rows), Paragraph(say(note), Manner.NOTE))


def _rate_row(line: Line, total: Total) -> Row:
    judged: Cell = cell(DASH)
    if total.status is not None:
        judged = StatusCell(total.status, word_for(total.status, line.key.force, task=False))
    told = [total.reason, f"计入 {total.schools} 所", _left_out(total), line.apart, "；或".join(total.gaps)]
    return Row(
        (
            cell(line.key.title),
            cell(figure(total.value)),
            cell(figure(line.key.required)),
            cell(total.formula or DASH),
            judged,
        ),
        remark=say(prose("；".join(text for text in told if text))),
    )


def _left_out(total: Total) -> str:
    if not total.left_out:
        return ""
    return f"未计入 {'、'.join(f'{out.standing.school.name}（{out.why}）' for out in total.left_out)}"


def _contributions(roll_up: RollUp) -> tuple[Block, ...]:
    if not roll_up.contributions:
        return ()
    columns = (
        Column("事项", weight=1.3),
        Column("各校合计", Align.RIGHT, fit=True, most=30),
        Column("总目标", Align.RIGHT, fit=True, most=26),
        Column("组成", weight=1.5, small=True),
    )
    rows = tuple(_contribution_row(contribution) for contribution in roll_up.contributions)
    note = "总目标是区县（或全市）的目标，不是对一所学校的要求；这里只列各校的贡献，不判定总目标是否完成。"
    return (Table(columns, rows), Paragraph(say(note), Manner.NOTE))


def _contribution_row(contribution: Contribution) -> Row:
    key, total = contribution.line.key, contribution.total
    given = counted_words(contribution.words) or prose(valued(contribution.parts, _NAMED)) or DASH
    reason = contribution.reason or (total.reason if total else "")
    left_out = _left_out(total) if total and total.number is not None else ""
    return Row(
        (
            cell(key.title),
            cell(figure(total.value if total else "")),
            cell(DASH if key.task else figure(key.required)),
            cell(given),
        ),
        remark=say("；".join(text for text in (reason, left_out, contribution.line.apart) if text)),
    )


def _troubles(roll_up: RollUp) -> tuple[Block, ...]:
    collection = roll_up.collection
    columns = (Column("文件", weight=1, small=True), Column("问题", fit=True), Column("说明", weight=2))
    found = [(broken.file, Status.MISSED, BROKEN, told_broken(broken)) for broken in collection.broken]
    found += [
        (filed.file, STATE_STATUS[standing.state], standing.word, "；".join(standing.notes))
        for standing in collection.standings
        for filed in standing.rivals
    ]
    for status, word, aparts in (
        (Status.UNANSWERED, UNLISTED, collection.unlisted),
        (Status.NOT_APPLICABLE, OTHER_YEAR, collection.other_years),
    ):
        found += [
            (apart.submission.file, status, word, f"{apart.submission.name}：{apart.why}") for apart in aparts
        ]
    rows = tuple(
        Row((cell(file), StatusCell(status, word), cell(text))) for file, status, word, text in found
    )
    return (Table(columns, rows),) if rows else ()
