"""The standards that were used: edition, hash, and how surely their figures are known."""

from collections import Counter

from app.domain.standard import SourceState, Standard
from app.domain.verdict import StandardResult
from app.domain.wording import SOURCE_WORDS
from app.reports.material import Material
from app.reports.phrases import DASH, cell, full_title
from app.reports.report import Align, Block, Column, Manner, Paragraph, Row, Table, TextCell, muted, say

_COLUMNS = (
    Column("文件", weight=1.6),
    Column("版本", Align.CENTRE, fit=True, small=True),
    *(Column(word, Align.CENTRE, fit=True, small=True) for word in SOURCE_WORDS.values()),
)
_NOTE = "所列为判定所用的标准文件及其录入版本；各列为该文件在判定日期有效的数值个数，校验值由录入内容算出。"


def edition_blocks(material: Material) -> tuple[Block, ...]:
    """Return every listed document with edition, hash and the states of its figures."""
    rows = tuple(
        _row(standard, material.results[standard.id], states(material, standard))
        for standard, _ in material.documents()
    )
    return (Paragraph(say(_NOTE), Manner.NOTE), Table(_COLUMNS, rows, remark_from=0)) if rows else ()


def states(material: Material, standard: Standard) -> Counter[SourceState]:
    """Count the figures in force of a document by how surely they are known."""
    values = (material.value_in_force(verdict) for verdict in material.rows(standard.id))
    return Counter(value.state for value in values if value is not None)


def _row(standard: Standard, result: StandardResult, counted: Counter[SourceState]) -> Row:
    title = TextCell((say(full_title(standard.document)), say(muted(standard.id))))
    figures = (cell(str(counted[state]) if counted[state] else DASH) for state in SOURCE_WORDS)
    return Row((title, cell(result.edition), *figures), say(f"SHA-256 {result.hash}"))
