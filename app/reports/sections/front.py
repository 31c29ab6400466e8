"""Cover, statement with signatures and stamp places, and the school's profile."""

from datetime import date

from app.domain.display import fact_text
from app.domain.facts import Fact
from app.domain.measures import measure_facts
from app.domain.rulebook import PROFILE
from app.domain.school_year import When
from app.domain.standard import SourceState
from app.domain.terms import Known, Outcome
from app.domain.verdict import Status
from app.reports.material import Material
from app.reports.phrases import DASH, WHEN_WORDS, cell, figure, long_date, year_words
from app.reports.report import (
    Align,
    Block,
    Column,
    Cover,
    Field,
    Heading,
    Manner,
    OpinionBox,
    Paragraph,
    Record,
    Row,
    SignatureLines,
    StampPlace,
    Table,
    say,
)
from app.reports.sections.countings import area_blocks

TITLE = ("中等职业学校", "办学标准达标自评报告")
UNNUMBERED = "（草稿，未编号）"
_NOT_PROFILE = "filing."


def cover(material: Material) -> tuple[Block, ...]:
    """Return the cover of a draft."""
    word = material.assessment.word
    evaluation = material.evaluation
    fields = (
        ("学校名称", evaluation.school),
        ("学校标识码", word("school.code") or word("school.uscc")),
        ("学校类别", _kind(material)),
        ("判定日期", long_date(evaluation.date)),
        ("报送单位", word("filing.recipient") or word("school.supervisor")),
        ("备案编号", UNNUMBERED),
    )
    notes = ("草稿：数据未冻结，未编备案编号，不生成指纹，不得作为备案依据。",)
    year = f"（{year_words(evaluation.year)}）"
    return (Cover(TITLE, year, fields, evaluation.school, _signing_date(material), notes),)


def _signing_date(material: Material) -> str:
    answer = material.answer("filing.date")
    value = answer.value if answer else None
    return long_date(value) if isinstance(value, date) else ""


def _kind(material: Material) -> str:
    word = material.assessment.word
    detail = [word("school.ownership"), word("school.category")]
    named = "，".join(part for part in detail if part)
    return f"{word('school.kind')}（{named}）" if named else word("school.kind")


def statement(material: Material) -> tuple[Block, ...]:
    """Return the page that is signed and stamped."""
    word = material.assessment.word
    recipient = word("filing.recipient") or word("school.supervisor") or "备案机关"
    lines = (
        (("填表人", word("filing.preparer")), ("审核人", word("filing.reviewer"))),
        (("单位负责人", word("filing.principal")), ("联系电话", word("filing.phone"))),
        (("报出日期", _signing_date(material)),),
        (("审议会议", word("filing.meeting")),),
    )
    return (
        *(Paragraph(say(text), Manner.STATEMENT) for text in _statements(material)),
        SignatureLines(lines),
        StampPlace(material.evaluation.school),
        OpinionBox("备案意见", ("同意备案", "退回补正（意见另附）"), recipient),
    )


def _statements(material: Material) -> tuple[str, ...]:
    evaluation = material.evaluation
    count = sum(material.results[row.standard].applies is True for row in material.conclusion.counts)
    day = long_date(evaluation.date)
    return (
        f"本报告由本校对照适用的 {count} 件文件逐项自评形成，判定日期为 {day}。"
        "所填数据真实、准确、完整，依据、算式和数值来源均列于文内。",
    )


def profile(material: Material) -> tuple[Block, ...]:
    """Return the school's profile and the main figures that verdicts rest on."""
    fields = _pairs(_profile_fields(material))
    blocks: list[Block] = [Record(tuple(fields))] if fields else []
    blocks += area_blocks(material)
    rows = _figures(material)
    if rows:
        year = material.evaluation.year
        first, last = year.past_year
        note = (
            f"时点数据：{year.day.isoformat()}；学年数据：{first.isoformat()} 至 {last.isoformat()}；"
            f"年度数据：{year.calendar_year} 年。"
        )
        blocks += [
            Heading("判定所用主要数据"),
            Paragraph(say(note), Manner.NOTE),
            Table(_FIGURE_COLUMNS, tuple(rows)),
        ]
    return tuple(blocks)


def _profile_fields(material: Material) -> list[Field]:
    facts = [
        fact
        for form in material.rulebook.forms
        if form.id == PROFILE
        for page in form.pages
        for fact in page.facts
        if not fact.id.startswith(_NOT_PROFILE)
    ]
    return [Field(fact.name, (say(material.shown(fact.id) or "待填"),)) for fact in facts]


def _pairs(fields: list[Field]) -> list[tuple[Field, ...]]:
    """Put short fields side by side."""
    return [tuple(fields[start : start + 2]) for start in range(0, len(fields), 2)]


_FIGURE_COLUMNS = (
    Column("数据项", weight=1),
    Column("统计时点", Align.CENTRE, fit=True),
    Column("本年", Align.RIGHT, fit=True),
    Column("上年", Align.RIGHT, fit=True),
    Column("增减", Align.RIGHT, fit=True),
)


def _figures(material: Material) -> list[Row]:
    used = {
        fact
        for verdict in material.all_rows()
        if verdict.status is not Status.SHOWN and verdict.source is not SourceState.RECALLED
        for fact in measure_facts(material.indicators[verdict.indicator].measure)
    }
    named = [fact for key, fact in material.rulebook.facts.items() if key in used and fact.kind.is_number]
    facts = [fact for fact in named if material.shown(fact.id) or material.shown(fact.id, material.before)]
    return [_figure_row(material, fact) for fact in facts]


def _figure_row(material: Material, definition: Fact) -> Row:
    fact = definition.id
    return Row(
        (
            cell(definition.name),
            cell(WHEN_WORDS[definition.when]),
            cell(figure(material.shown(fact)) if material.shown(fact) else "待填"),
            cell(figure(material.shown(fact, material.before))),
            cell(_change(definition, material.now.number(fact), material.before.number(fact))),
        )
    )


def _change(fact: Fact, now: Outcome, before: Outcome) -> str:
    """Return the change against last year, a dash where it is not known."""
    if not isinstance(now, Known) or not isinstance(before, Known) or fact.when is When.NONE:
        return DASH
    difference = now.amount - before.amount
    if not difference:
        return "持平"
    return ("+" if difference > 0 else "−") + figure(fact_text(fact, abs(difference)))
