"""What a school or district put beside the shipped standards: confirmed values, and packs of its own."""

from collections.abc import Iterator

from app.domain.standard import Confirmation, DatedValue, Standard
from app.domain.verdict import Verdict
from app.domain.wording import SOURCE_WORDS
from app.reports.material import Material
from app.reports.phrases import DASH, cell, figure, full_title
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

_CONFIRMED_COLUMNS = (
    Column("指标", weight=1.1),
    Column("录入的数值", fit=True, most=26, small=True),
    Column("确认的数值", fit=True, most=26),
    Column("所依据的文本", weight=1.6, small=True),
    Column("确认人", Align.CENTRE, fit=True, least=12, most=20),
    Column("确认日期", Align.CENTRE, fit=True, small=True),
)
_ADDED_COLUMNS = (
    Column("文件", weight=1.6),
    Column("增补人", Align.CENTRE, fit=True, least=12, most=30),
    Column("增补日期", Align.CENTRE, fit=True, small=True),
)
_CONFIRMED_NOTE = "以下数值由所列人员对照文本确认，据以判定；程序所录的原数值一并列出。"
_ADDED_NOTE = "以下文件不是程序所带，由所列人员增补，已据以判定。"


def overlay_blocks(material: Material) -> tuple[Block, ...]:
    """Return confirmed values and added packs, each with who answers for it; nothing where there are none."""
    confirmed = tuple(_confirmed_row(material, *found) for found in confirmed_values(material))
    added = tuple(_added_row(standard) for standard in added_packs(material))
    blocks: list[Block] = []
    if confirmed:
        note = Paragraph(say(_CONFIRMED_NOTE), Manner.NOTE)
        blocks += [Heading("已确认的数值", 3), note, Table(_CONFIRMED_COLUMNS, confirmed)]
    if added:
        note = Paragraph(say(_ADDED_NOTE), Manner.NOTE)
        blocks += [Heading("增补的文件", 3), note, Table(_ADDED_COLUMNS, added)]
    return tuple(blocks)


def confirmed_values(material: Material) -> Iterator[tuple[Verdict, DatedValue, Confirmation]]:
    """Yield the rows that are judged by a confirmed value."""
    for verdict in material.all_rows():
        value = material.value_in_force(verdict)
        if value is not None and value.confirmation is not None:
            yield verdict, value, value.confirmation


def added_packs(material: Material) -> list[Standard]:
    """Return the listed documents that were not shipped."""
    return [standard for standard, _ in material.documents() if standard.added is not None]


def entered_text(value: DatedValue) -> str:
    """Say which figure the pack has in the place of a confirmed one, and how surely it was known."""
    entered = value.unconfirmed
    if entered is None:
        return ""
    word = SOURCE_WORDS[entered.state]
    return f"{figure(entered.text)}（{word}）" if entered.text else word


def _confirmed_row(
    material: Material, verdict: Verdict, value: DatedValue, confirmation: Confirmation
) -> Row:
    document = material.rulebook.standards[verdict.standard].document
    title = (say(verdict.title), say(muted(f"{document.number} {verdict.clause}".strip())))
    return Row(
        (
            TextCell(title),
            cell(entered_text(value) or DASH),
            cell(figure(verdict.required)),
            cell(confirmation.text),
            cell(confirmation.by),
            cell(confirmation.on.isoformat()),
        )
    )


def _added_row(standard: Standard) -> Row:
    assert standard.added is not None
    title = TextCell((say(full_title(standard.document)), say(muted(standard.id))))
    return Row((title, cell(standard.added.by), cell(standard.added.on.isoformat())))
