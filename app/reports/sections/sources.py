"""Where requirements come from and how surely each is known; counting rules and decided readings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.facts import Fact
from app.domain.standard import SourceState, Standard
from app.domain.verdict import Status, Verdict
from app.domain.wording import SOURCE_WORDS, local_words, seen_words
from app.reports.material import Material
from app.reports.phrases import DASH, WHEN_WORDS, cell, chinese, figure, full_title, prose, source_cell
from app.reports.report import (
    Align,
    Block,
    Column,
    Field,
    Heading,
    Manner,
    Paragraph,
    Record,
    Row,
    Table,
    say,
)
from app.reports.sections.countings import counting_note, counting_table

_HASH_SHOWN = 12
_STATES = "已核对原文：见过正式文本、其转载或官方新闻；待核对原文：只见于二手资料，据以判定；待核实：未见文本，不作判定。"
_CONFIRMED = "本校已确认：由署名的人核对原文后确认，据以判定。"
_COLUMNS = (
    Column("核对情况", fit=True),
    Column("见于", weight=1, small=True),
    Column("核对日期", Align.CENTRE, fit=True, small=True),
    Column("指标及要求", weight=2, small=True),
)


def source_blocks(material: Material) -> tuple[Block, ...]:
    """Return every document with the origin of its values, and those that do not apply."""
    told = _STATES + (_CONFIRMED if material.rulebook.confirmations else "")
    blocks: list[Block] = [Paragraph(say(told), Manner.NOTE)]
    number = 0
    for number, (standard, _) in enumerate(material.documents(), start=1):
        blocks.append(Heading(f"（{chinese(number)}）{full_title(standard.document)}"))
        blocks.append(_document(material, standard))
        blocks.extend(_origins(material, standard))
    blocks.extend(_not_applying(material, number + 1))
    return tuple(blocks)


def _document(material: Material, standard: Standard) -> Record:
    document = standard.document
    read = "已读全" if standard.complete else "未读全"
    extent = f"{read}。{standard.lacking}" if standard.lacking else f"{read}。"
    return Record(
        (
            (_known("发布单位", document.issuer), _known("文号", document.number)),
            (_known("发布日期", _day(document.issued)), _known("施行日期", _day(document.start))),
            (
                _known("规划期至", _day(document.period_end)),
                _known("录入版本", f"{standard.edition}，校验值 {standard.hash[:_HASH_SHOWN]}"),
            ),
            (_known("是否适用", material.results[standard.id].reason),),
            (_known("原文", prose(extent)),),
            *(((_known("来源", local),),) if (local := local_words(standard)) else ()),
        )
    )


def _known(label: str, text: str) -> Field:
    return Field(label, (say(text or DASH),))


def _day(day: date | None) -> str:
    return day.isoformat() if day else DASH


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where values were seen, by whom counted as how sure, and when it was checked."""

    state: SourceState
    seen_in: str
    checked: date | None


def _origins(material: Material, standard: Standard) -> Iterable[Block]:
    """Put values of the same origin together."""
    grouped: dict[_Origin, list[str]] = {}
    for verdict in material.rows(standard.id):
        value = material.value_in_force(verdict)
        if value is not None:
            origin = _Origin(value.state, seen_words(value), value.checked)
            grouped.setdefault(origin, []).append(_requirement(verdict))
    order = list(SOURCE_WORDS)
    origins = sorted(grouped, key=lambda origin: order.index(origin.state))
    rows = tuple(_origin_row(origin, grouped[origin]) for origin in origins)
    return [Table(_COLUMNS, rows, family="origins", remark_from=0)] if rows else []


def _origin_row(origin: _Origin, titles: list[str]) -> Row:
    return Row(
        (
            source_cell(origin.state),
            cell(origin.seen_in or "未见"),
            cell(_day(origin.checked)),
            cell("；".join(titles)),
        )
    )


def _requirement(verdict: Verdict) -> str:
    required = f" {figure(verdict.required)}" if verdict.required else ""
    return f"{verdict.title}{required}"


def _not_applying(material: Material, number: int) -> tuple[Block, ...]:
    listed = {standard.id for standard, _ in material.documents()}
    rows = tuple(
        Row((cell(full_title(material.rulebook.standards[result.id].document)), cell(result.reason)))
        for result in material.evaluation.standards
        if result.id not in listed
    )
    if not rows:
        return ()
    columns = (Column("文件", weight=1.2), Column("不适用的理由"))
    return (Heading(f"（{chinese(number)}）不适用于本校的文件"), Table(columns, rows))


_RULE_COLUMNS = (
    Column("数据项", weight=1, small=True),
    Column("时点", Align.CENTRE, fit=True, small=True),
    Column("口径", weight=2.2, small=True),
)


def rule_blocks(material: Material) -> tuple[Block, ...]:
    """Return the readings that this program decided on, notes on rows, and the counting rules used."""
    blocks: list[Block] = [
        Heading("（一）本程序的取法", 2),
        *(
            Paragraph(say(f"{number}. {text}"), Manner.NOTE)
            for number, text in enumerate(_readings(material), 1)
        ),
    ]
    parts = (
        ("各项指标的说明", _note_blocks(material)),
        ("口径的取法与另一口径的结果", _counting_blocks(material)),
        ("数据口径", _rule_table(material)),
    )
    present = [(title, found) for title, found in parts if found]
    for number, (title, found) in enumerate(present, start=2):
        blocks += [Heading(f"（{chinese(number)}）{title}", 2), *found]
    return tuple(blocks)


def _note_blocks(material: Material) -> tuple[Block, ...]:
    columns = (Column("指标", weight=1, small=True), Column("说明", weight=2.6, small=True))
    notes = _notes(material)
    return (Table(columns, notes),) if notes else ()


def _counting_blocks(material: Material) -> tuple[Block, ...]:
    table = counting_table(material)
    return (counting_note(), table) if table else ()


def _rule_table(material: Material) -> tuple[Block, ...]:
    rules = _rules(material)
    return (Table(_RULE_COLUMNS, rules),) if rules else ()


def _readings(material: Material) -> list[str]:
    """Return what the sources leave open and the program decided, as far as it bears on this school."""
    year = material.evaluation.year
    first, last = year.past_year
    readings = [
        f"时点数据取 {year.day.isoformat()}，学年数据取 {first.isoformat()} 至 {last.isoformat()}，"
        f"年度数据取时点前最近一个完整的自然年（{year.calendar_year} 年）。",
        "“以上”“达到”“不低于”“不少于”均含本数；“超过”不含本数。",
        "区域口径的比例是全区合并计算的目标，本校数据只作对照，不计入达标结论。",
        "期限不改变判定；原文未写年限的，以规划期末为限，并注明“期限为推定”。",
        "文件对中等职业学校的要求，同样适用于本区的技工学校，不适用于技师学院（据职业教育法推定）。",
    ]
    for verdict in material.all_rows():
        if (indicator := material.indicators[verdict.indicator]).wider:
            readings.append(
                f"“{material.title(verdict)}”的口径未定：{prose(indicator.wider.why)}；两种口径结论一致才作判定，"
                "不一致的列为无法判定。"
            )
    return list(dict.fromkeys(readings))


def _notes(material: Material) -> tuple[Row, ...]:
    texts: dict[str, list[str]] = {}
    for verdict in material.all_rows():
        if verdict.note and verdict.status is not Status.SHOWN:
            titles = texts.setdefault(verdict.note, [])
            if (title := material.title(verdict)) not in titles:
                titles.append(title)
    return tuple(Row((cell("、".join(titles)), cell(prose(note)))) for note, titles in texts.items())


def _rules(material: Material) -> tuple[Row, ...]:
    rows = (verdict for verdict in material.all_rows() if verdict.status is not Status.SHOWN)
    used = {fact.id for verdict in rows for fact in verdict.trace.facts}
    facts = [fact for key, fact in material.rulebook.facts.items() if key in used and fact.counting]
    return tuple(_rule_row(fact) for fact in facts)


def _rule_row(fact: Fact) -> Row:
    return Row((cell(fact.name), cell(WHEN_WORDS[fact.when]), cell(prose(fact.counting))))
