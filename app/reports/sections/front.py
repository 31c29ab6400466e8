"""Cover, statement with signatures and stamp places, and the school's profile."""

from datetime import date

from app.domain.display import fact_text
from app.domain.facts import Fact
from app.domain.filing import REPORTED_ON, SIGNERS
from app.domain.fingerprint import grouped
from app.domain.measures import measure_facts
from app.domain.rulebook import PROFILE
from app.domain.school_year import When
from app.domain.standard import SourceState
from app.domain.terms import Known, Outcome
from app.domain.verdict import Status
from app.reports.framing import DRAFT_NOTE, number_words
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

_REPORT = "办学标准达标自评报告"
#: What schools under the labour side are called together; a 技师学院 is no secondary school.
_TECHNICAL = ("技工学校", "高级技工学校", "技师学院")
_NOT_PROFILE = "filing."
_ENDS = ("。", "！", "？")


def title(material: Material, name: str = _REPORT) -> tuple[str, str]:
    """Return the two lines of a cover: of which kind of school, and what it is."""
    technical = material.assessment.word("school.kind") in _TECHNICAL
    return ("技工院校" if technical else "中等职业学校", name)


def cover(material: Material) -> tuple[Block, ...]:
    """Return the cover: of a draft, or of a filing with its number and fingerprint."""
    word, evaluation, seal = material.assessment.word, material.evaluation, material.seal
    fields = [
        ("学校名称", evaluation.school),
        ("学校标识码", word("school.code") or word("school.uscc")),
        ("学校类别", _kind(material)),
        ("判定日期", long_date(evaluation.date)),
        ("报送单位", recipient(material)),
        ("备案编号", number_words(material)),
    ]
    if seal and seal.occasion.replaces:
        fields.append(("更正备案", seal.occasion.replaces))
    return (
        Cover(
            title(material),
            f"（{year_words(evaluation.year)}）",
            tuple(fields),
            evaluation.school,
            signing_date(material),
            () if seal else (DRAFT_NOTE,),
            seal.code if seal else "",
            seal.scanned if seal else "",
        ),
    )


def recipient(material: Material) -> str:
    """Return to whom the school reports."""
    word = material.assessment.word
    return word("filing.recipient") or word("school.supervisor")


def signing_date(material: Material, fact: str = REPORTED_ON) -> str:
    """Return a date of signing or reporting as it is written by hand, or ""."""
    answer = material.answer(fact)
    value = answer.value if answer and answer.given else None
    return long_date(value) if isinstance(value, date) else ""


def _kind(material: Material) -> str:
    word = material.assessment.word
    detail = [word("school.ownership"), word("school.category")]
    named = "，".join(part for part in detail if part)
    return f"{word('school.kind')}（{named}）" if named else word("school.kind")


def statement(material: Material) -> tuple[Block, ...]:
    """Return the page that is signed and stamped."""
    return (
        *(Paragraph(say(text), Manner.STATEMENT) for text in _statements(material)),
        *_correction(material),
        SignatureLines(_signatures(material)),
        StampPlace(material.evaluation.school),
        OpinionBox("备案意见", ("同意备案", "退回补正（意见另附）"), recipient(material) or "备案机关"),
    )


def _statements(material: Material) -> tuple[str, ...]:
    evaluation = material.evaluation
    count = sum(material.results[row.standard].applies is True for row in material.conclusion.counts)
    day = long_date(evaluation.date)
    return (
        f"本报告由本校对照适用的 {count} 件文件逐项自评形成，判定日期为 {day}。"
        "所填数据真实、准确、完整，依据、算式和数值来源均列于文内。",
    )


def _correction(material: Material) -> tuple[Block, ...]:
    """Say which filing this one takes the place of, and why; nothing of a first filing."""
    occasion = material.seal.occasion if material.seal else None
    if occasion is None:
        return ()
    texts = []
    if occasion.replaces:
        texts.append(f"本次备案更正 {occasion.replaces} 号备案，原备案存档备查。")
    if occasion.answers:
        texts.append(f"本次备案答复对指纹 {grouped(occasion.answers)} 的备案的退回意见。")
    if occasion.reason:
        texts.append(f"更正原因：{occasion.reason}{'' if occasion.reason.endswith(_ENDS) else '。'}")
    return (Paragraph(say("".join(texts))),) if texts else ()


def _signatures(material: Material) -> tuple[tuple[tuple[str, str], ...], ...]:
    word = material.assessment.word
    signed = tuple(
        ((title, word(name)), ("日期", signing_date(material, day))) for name, day, title in SIGNERS
    )
    return (
        *signed,
        (("联系电话", word("filing.phone")), ("报出日期", signing_date(material))),
        (("审议会议", word("filing.meeting")),),
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
