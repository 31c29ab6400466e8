"""The table of evidence: name, size, hash, and what each file shows."""

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.domain.filing import Evidence
from app.domain.rulebook import Rulebook
from app.reports.sections.evidence import size_text
from app.services.evidence_links import shown_by
from app.ui.tables import pen
from app.ui.tables.columns import RIGHT, Column
from app.ui.tables.delegate import TableDelegate
from app.ui.tables.model import Group, GroupedModel, Row
from app.ui.theme import theme

_COLUMNS = (
    Column("文件", 180, stretch=3),
    Column("大小", 84, align=RIGHT),
    Column("校验值", 96, drop=1),
    Column("证明", 150, stretch=4),
)
NOT_LINKED = "尚未关联"


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One file, with what it shows in words."""

    item: Evidence
    shown: str

    @property
    def key(self) -> str:
        """The hash of its bytes."""
        return self.item.sha256


def evidence_groups(evidence: tuple[Evidence, ...], rulebook: Rulebook) -> list[Group[EvidenceRow]]:
    """Return the files in one group; none where there are none."""
    rows = tuple(EvidenceRow(item, shown_by(rulebook, item)) for item in evidence)
    loose = sum(not row.shown for row in rows)
    note = f"{loose} 份尚未关联" if loose else ""
    return [Group("all", f"共 {len(rows)} 份", rows, note)] if rows else []


class EvidenceModel(GroupedModel[EvidenceRow]):
    """All evidence of a year."""

    def __init__(self) -> None:
        super().__init__(_COLUMNS)

    def words(self, row: EvidenceRow, column: int) -> str:
        item = row.item
        texts = (item.name, size_text(item.size), f"{item.sha256[:4]}…{item.sha256[-4:]}")
        return (*texts, row.shown or NOT_LINKED)[column]

    def spoken(self, row: EvidenceRow) -> str:
        shown = f"证明{row.shown}" if row.shown else NOT_LINKED
        return f"{row.item.name}，{size_text(row.item.size)}，{shown}"


class EvidenceDelegate(TableDelegate):
    """Paints name and what it shows in up to two lines."""

    def row_height(self, row: Row, width: int) -> int:
        return 2 * pen.line_height(13) + theme().px(12)

    def paint_cell(
        self, painter: QPainter, rect: QRect, row: Row, column: int, option: QStyleOptionViewItem
    ) -> None:
        assert isinstance(row, EvidenceRow)
        text = EvidenceModel.words(self.parent().table, row, column)  # type: ignore[attr-defined]
        match column:
            case 0:
                pen.words(painter, rect, text, bold=True, most=2)
            case 1:
                pen.words(painter, rect, text, align=RIGHT)
            case 3 if not row.shown:
                pen.words(painter, rect, text, "unanswered.text")
            case _:
                pen.words(painter, rect, text, "text.muted", 12, most=2)
