"""What is asked before a roster is taken in, marked complete or taken out: what it changes, and the way back."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QWidget

from app.domain.assessment import Assessment
from app.domain.facts import Answer, Fact
from app.domain.roster import Roster
from app.domain.roster_summary import Tally
from app.services.roster_figures import MarkEffect, compared
from app.services.rosters import RosterImport
from app.ui.messages import MessageDialog, cancelling
from app.ui.theme import theme

_BACK = "不能撤销；导入前先备份，可从备份恢复。"
_MOST = 36
_DETAILS = 220
Naming = Callable[[str], Fact]


class RosterDialog(MessageDialog):
    """A question with everything that has to be known; 取消, then the verb, which Enter means where it may."""

    def __init__(
        self, parent: QWidget | None, title: str, headline: str, text: str, details: Sequence[str], verb: str
    ) -> None:
        super().__init__(parent, title, headline, text, "info", "shown")
        if details:
            self.add_details("\n".join(details))
            box = self.findChild(QPlainTextEdit)
            assert box is not None
            most = min(theme().px(_DETAILS), self.screen().availableGeometry().height() // 3)
            lines = theme().line_height(14) * (len(details) + 2)
            box.setFixedHeight(min(most, lines))
        self.act = QPushButton(verb, self)
        self.act.setProperty("role", "primary")
        self.act.setDefault(True)
        self.act.clicked.connect(self.accept)
        self.add_buttons(cancelling(self), self.act)


def import_dialog(parent: QWidget | None, found: RosterImport, former: int, name: Naming) -> RosterDialog:
    """Return the preview of an import that takes the place of ``former`` rows."""
    title = f"导入{found.roster.title}"
    same = not (found.new or found.changed or found.gone)
    headline = f"{title}：共 {len(found.rows)} 行"
    if same and former:
        dialog = RosterDialog(parent, title, headline, "与现有各行相同，不必导入。", (), "导入")
        dialog.act.setEnabled(False)
        return dialog
    parts = [_rows_changed(found, former), _BACK]
    parts.append("导入后须核对并勾选“已核对完整”，花名册统计数才参与判定；原有的标记随导入取消。")
    return RosterDialog(parent, title, headline, "\n".join(parts), list(_import_details(found, name)), "导入")


def _rows_changed(found: RosterImport, former: int) -> str:
    same = len(found.rows) - found.new - found.changed
    counts = f"新增 {found.new} 行，变更 {found.changed} 行，删去 {found.gone} 行，不变 {same} 行"
    return f"{counts}。{'原有各行全部由本次导入的代替。' if former else ''}"


def _import_details(found: RosterImport, name: Naming) -> Iterator[str]:
    if found.unknown:
        yield f"不认识的列，不导入：{'、'.join(found.unknown)}"
    if found.missing:
        yield f"没有的列：{'、'.join(found.missing)}"
    if found.left_out:
        yield f"合计、说明等行，不导入：第 {'、'.join(map(str, found.left_out[:_MOST]))} 行"
    if found.problems:
        yield f"须核对 {len(found.problems)} 处："
        yield from (f"　{problem}" for problem in found.problems[:_MOST])
    if len(found.problems) > _MOST:
        yield f"　另有 {len(found.problems) - _MOST} 处"
    waiting = [tally for tally in found.summary.tallies if tally.undecided]
    if waiting:
        yield "有未定行，改好之前不能用于判定："
        yield from (f"　{_waits(tally, name)}" for tally in waiting)


def _waits(tally: Tally, name: Naming) -> str:
    rows = "、".join(str(row.row) for row in tally.undecided[:_MOST])
    more = " 等" if len(tally.undecided) > _MOST else ""
    return f"{name(tally.fact).name}：{len(tally.undecided)} 行未定（第 {rows}{more} 行）"


def mark_dialog(
    parent: QWidget | None, roster: Roster, effect: MarkEffect, assessment: Assessment, name: Naming
) -> RosterDialog:
    """Return the question before a roster is marked complete, with the figures that change."""
    verdicts = f"{effect.turned} 项判定随之变化" if effect.turned else "判定结果不变"
    text = f"{assessment.year} 学年的判定改用花名册统计数，{verdicts}。填报数保留。可随时取消标记；不在撤销之列。"
    return RosterDialog(
        parent,
        "已核对完整",
        f"{roster.title}各行已核对完整？",
        text,
        list(_mark_details(effect, assessment, name)),
        "标为已核对完整",
    )


def _mark_details(effect: MarkEffect, assessment: Assessment, name: Naming) -> Iterator[str]:
    if effect.contradictions:
        yield "标记后数据相互矛盾，备案前须改正："
        yield from (f"　{text}" for text in effect.contradictions)
    if effect.replaced:
        yield "改用花名册统计数："
        for tally in effect.replaced:
            fact = name(tally.fact)
            yield f"　{fact.name}：{compared(fact, tally, assessment.answers.get(tally.fact, Answer()))}"
    if effect.undecided:
        yield "有未定行，不采用花名册统计数："
        yield from (f"　{_waits(tally, name)}" for tally in effect.undecided)


def accepted(dialog: QDialog) -> bool:
    """Ask; tell whether to go on."""
    return dialog.exec() == QDialog.DialogCode.Accepted
