"""The list of evidence: what each file shows, and its hash, so that it can be told from another."""

from app.domain.filing import Evidence, EvidenceLink
from app.reports.material import Material
from app.reports.phrases import DASH, cell
from app.reports.report import Align, Block, Column, Manner, Paragraph, Row, Table, TextCell, say

_COLUMNS = (
    Column("序号", Align.CENTRE, fit=True),
    Column("材料", weight=1.4),
    Column("证明的事项及页码", weight=1.6, small=True),
    Column("大小", Align.RIGHT, fit=True, small=True),
    Column("随备案包", Align.CENTRE, fit=True, small=True),
)
_NOTE = "文件内容改动一字，SHA-256 校验值即不同；未随备案包报送的材料由学校留存备查。"
_KILO = 1000
_UNITS = ("B", "kB", "MB", "GB")


def evidence_blocks(material: Material) -> tuple[Block, ...]:
    """Return every piece of evidence with its hash; nothing where there is none."""
    pieces = sorted(material.evidence, key=lambda piece: (piece.name, piece.sha256))
    if not pieces:
        return ()
    included = sum(piece.included for piece in pieces)
    note = f"共 {len(pieces)} 份，随备案包报送 {included} 份。{_NOTE}"
    rows = tuple(_row(material, number, piece) for number, piece in enumerate(pieces, start=1))
    return (Paragraph(say(note), Manner.NOTE), Table(_COLUMNS, rows))


def _row(material: Material, number: int, piece: Evidence) -> Row:
    shown = tuple(say(_link(material, link)) for link in piece.links) or (say(DASH),)
    return Row(
        (
            cell(str(number)),
            cell(piece.name),
            TextCell(shown),
            cell(size_text(piece.size)),
            cell("是" if piece.included else "否"),
        ),
        say(f"SHA-256 {piece.sha256}"),
    )


def _link(material: Material, link: EvidenceLink) -> str:
    pages = f"（{link.pages}）" if link.pages else ""
    return f"{link_name(material, link)}{pages}"


def link_name(material: Material, link: EvidenceLink) -> str:
    """Return what a piece of evidence shows by its name; an id that is no longer known stands as it is."""
    if link.id in material.tasks:
        task = material.tasks[link.id]
        return f"任务{task.no}　{task.text}"
    if link.id in material.indicators:
        return material.indicators[link.id].title
    return material.rulebook.facts[link.id].name if link.id in material.rulebook.facts else link.id


def size_text(size: int) -> str:
    """Write the size of a file with its unit: 6.8 MB."""
    amount, unit = float(size), 0
    while amount >= _KILO and unit + 1 < len(_UNITS):
        amount, unit = amount / _KILO, unit + 1
    return f"{amount:.1f}\u00a0{_UNITS[unit]}" if unit else f"{size}\u00a0B"
