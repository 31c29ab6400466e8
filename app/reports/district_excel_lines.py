"""Worksheets of a district's roll-up by indicator: lines, the district's own rates, contributions, needs."""

from fractions import Fraction

from app.domain.display import exact_text, round_up
from app.domain.district_lines import Figure, Line
from app.domain.district_needs import RULE, Need
from app.domain.district_rates import Total
from app.domain.district_rollup import Contribution, RollUp
from app.domain.units import Kind
from app.domain.verdict import Status
from app.domain.wording import FORCE_WORDS, SCOPE_WORDS, SOURCE_WORDS, plain_status, word_for
from app.reports.chart import ORDER
from app.reports.district_words import LIKE_WITH_LIKE, composition, counted_words, named, valued
from app.reports.excel import Marked, Note, Number, Sheet, Value

_AREA = "区域口径"

_LINE_COLUMNS = (
    ("文件编号", 18.0),
    ("版本", 8.0),
    ("指标编号", 15.0),
    ("类型", 6.0),
    ("指标", 30.0),
    ("条款", 14.0),
    ("要求", 12.0),
    ("要求（精确值）", 10.0),
    ("约束力", 8.0),
    ("范围", 9.0),
    ("口径", 9.0),
    *((plain_status(status), 8.0) for status in ORDER),
    ("未列此项", 8.0),
    ("无数据", 8.0),
    ("学校合计", 8.0),
    ("最小值", 12.0),
    ("中位数", 12.0),
    ("最大值", 12.0),
    ("单位", 7.0),
    ("来源", 11.0),
    ("分列的原因", 34.0),
    ("未达标的学校", 50.0),
)
#: The columns as far as the counts are printed.
_LINES_PRINTED = 20


def lines_sheet(roll_up: RollUp) -> Sheet:
    """Return a row for each line, with how many schools came out how."""
    without = len(roll_up.collection.without)
    rows = tuple(_line_row(line, without) for line in roll_up.lines)
    note = f"{LIKE_WITH_LIKE}“未列此项”是备案中没有这一行的学校，“无数据”是没有备案的学校。"
    return Sheet("指标汇总", _LINE_COLUMNS, rows, ((Note(note),), (None,)), _LINES_PRINTED)


def _line_row(line: Line, without: int) -> tuple[Value, ...]:
    key, spread = line.key, line.spread
    figures = (spread.low, spread.middle, spread.high) if spread else ()
    return (
        *_line_head(line),
        *(line.of(status) for status in ORDER),
        line.absent,
        without,
        len(line.rows) + line.absent + without,
        *(tuple(number_of(figure) for figure in figures) or (None, None, None)),
        spread.middle.unit or None if spread else None,
        SOURCE_WORDS[key.source] if key.source else None,
        line.apart or None,
        named(line.schools(Status.MISSED)) or None,
    )


def _line_head(line: Line) -> tuple[Value, ...]:
    key = line.key
    return (
        key.standard,
        key.edition,
        key.indicator,
        "任务" if key.task else "指标",
        key.title,
        key.clause or None,
        key.required or None,
        key.asked if key.asked != key.required else None,
        FORCE_WORDS[key.force],
        SCOPE_WORDS[key.scope],
        _AREA if key.reach == "area_rate" else None,
    )


def number_of(figure: Figure) -> Number:
    """Return a figure as a cell."""
    return Number(figure.number, figure.places)


_TOTAL_COLUMNS = (
    ("合计", 14.0),
    ("合计（精确值）", 14.0),
    ("单位", 7.0),
    ("算式", 22.0),
    ("计入学校", 8.0),
    ("未计入的学校", 40.0),
    ("说明", 40.0),
)
_RATE_COLUMNS = (*_LINE_COLUMNS[:11], ("全区判定", 11.0), *_TOTAL_COLUMNS, ("全区还差", 50.0))


def rates_sheet(roll_up: RollUp) -> Sheet:
    """Return the district's own rates beside what is required."""
    rows = tuple(
        (
            *_line_head(line),
            Marked(word_for(total.status, line.key.force, False), total.status) if total.status else None,
            *_total_cells(total, line),
            "；或".join(total.gaps) or None,
        )
        for line, total in roll_up.rates
    )
    note = (
        "区域口径的比率按各校分子之和除以分母之和计算，不是各校比率的平均；缺数据的学校分子、分母都不计入。"
    )
    return Sheet(_AREA, _RATE_COLUMNS, rows, ((Note(note),), (None,)))


def _total_cells(total: Total | None, line: Line) -> tuple[Value, ...]:
    if total is None or total.number is None:
        out = _left_out(total) if total else None
        return (
            None,
            None,
            None,
            None,
            total.schools if total else None,
            out,
            total.reason if total else None,
        )
    return (
        Number(total.number, total.places),
        total.exact,
        total.unit or None,
        total.formula or None,
        total.schools,
        _left_out(total),
        "；".join(part for part in (total.reason, line.apart) if part) or None,
    )


def _left_out(total: Total) -> str | None:
    return "；".join(f"{out.standing.school.name}：{out.why}" for out in total.left_out) or None


_CONTRIBUTION_COLUMNS = (*_LINE_COLUMNS[:11], *_TOTAL_COLUMNS, ("填报情况", 24.0), ("组成", 60.0))


def contributions_sheet(roll_up: RollUp) -> Sheet:
    """Return what the schools give to targets of the district."""
    rows = tuple(_contribution_row(contribution) for contribution in roll_up.contributions)
    note = (
        "要求一栏是区县（或全市）的总目标，不是对一所学校的要求；这里只列各校的贡献，不判定总目标是否完成。"
    )
    return Sheet("贡献汇总", _CONTRIBUTION_COLUMNS, rows, ((Note(note),), (None,)))


def _contribution_row(contribution: Contribution) -> tuple[Value, ...]:
    line = contribution.line
    cells = list(_total_cells(contribution.total, line))
    if contribution.reason:
        cells[-1] = contribution.reason
    return (
        *_line_head(line),
        *cells,
        counted_words(contribution.words) or None,
        valued(contribution.parts) or None,
    )


_NEED_COLUMNS = (
    ("数据项编号", 24.0),
    ("数据项", 30.0),
    ("合计还差", 14.0),
    ("合计（精确值）", 14.0),
    ("单位", 7.0),
    ("学校数", 7.0),
    ("组成", 80.0),
)


def needs_sheet(roll_up: RollUp) -> Sheet:
    """Return what the schools lack of each fact in all."""
    rows = tuple(
        (
            need.fact.id,
            need.fact.name,
            _amount(need, need.total),
            exact_text(need.total),
            need.fact.base_unit or None,
            len(need.parts),
            composition(need),
        )
        for need in roll_up.needs
    )
    above: list[tuple[Value, ...]] = [(Note(RULE),)]
    if roll_up.unmeasured:
        told = f"另有 {len(roll_up.unmeasured)} 项未达标没有可以相加的数量，见“各校判定”。"
        above.append((Note(told),))
    return Sheet("需求合计", _NEED_COLUMNS, rows, (*above, (None,)))


_PART_COLUMNS = (
    ("数据项编号", 24.0),
    ("数据项", 30.0),
    ("学校", 30.0),
    ("代码", 20.0),
    ("还差", 14.0),
    ("还差（精确值）", 14.0),
    ("单位", 7.0),
    ("文件编号", 18.0),
    ("指标编号", 14.0),
    ("要求最多的指标", 30.0),
    ("要求", 12.0),
)


def need_parts_sheet(roll_up: RollUp) -> Sheet:
    """Return what each school lacks of each fact."""
    rows = tuple(
        (
            need.fact.id,
            need.fact.name,
            part.standing.school.name,
            part.standing.school.known_by,
            _amount(need, part.amount),
            exact_text(part.amount),
            need.fact.base_unit or None,
            part.row.standard,
            part.row.indicator,
            part.row.title,
            part.row.required or None,
        )
        for need in roll_up.needs
        for part in need.parts
    )
    return Sheet("需求组成", _PART_COLUMNS, rows)


def _amount(need: Need, amount: Fraction) -> Number:
    places = 0 if need.fact.kind is Kind.COUNT else 2
    return Number(round_up(amount, places), places)
