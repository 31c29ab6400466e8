"""What adopting this computer's editions changes, clause by clause, before it is decided."""

from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from app.reports.diff_listing import diff_lines
from app.services.adoption import Adoption
from app.ui.messages import MessageDialog, cancelling
from app.ui.theme import theme

TITLE, VERB = "采用新版本", "采用新版本"
_HEIGHT = 300
_KEPT = "原版本留存备查。"


def consequence(adoption: Adoption) -> str:
    """Say in one sentence what adopting does to this school."""
    turned, again = len(adoption.comparison.turns), len(adoption.comparison.outdated)
    verdicts = f"本校 {turned} 项判定随之改变" if turned else "本校判定不变"
    tasks = f"，{again} 项任务须重新填报，原答列在旁边" if again else ""
    return f"{verdicts}{tasks}。{_KEPT}"


def adoption_lines(adoption: Adoption) -> list[str]:
    """Return every change as a line."""
    confirmed = (
        f"确认的数值 {old.indicator}：{old.value}（{old.by}）→ {new.value}（{new.by}）"
        for old, new in adoption.confirmations
    )
    return [*diff_lines(adoption.comparison), *confirmed]


class AdoptionDialog(MessageDialog):
    """Lists the changes; accepted where the new editions are to judge."""

    def __init__(self, adoption: Adoption, may_adopt: bool, parent: QWidget | None = None) -> None:
        count = len(adoption.comparison.standards)
        headline = f"{count} 份标准有新版本" if count else "确认的数值有改动"
        super().__init__(parent, "标准的变化", headline, consequence(adoption), "info", "unanswered")
        self.add_details("\n".join(adoption_lines(adoption)))
        box = self.findChild(QPlainTextEdit)
        assert box is not None
        box.setFixedHeight(min(theme().px(_HEIGHT), self.screen().availableGeometry().height() // 2))
        box.setAccessibleName("逐条变化")
        self.adopt = QPushButton(VERB, self)
        self.adopt.setProperty("role", "primary")
        self.adopt.clicked.connect(self.accept)
        self.adopt.setVisible(may_adopt)
        self.adopt.setAutoDefault(False)
        self.add_buttons(self.copy_button(), cancelling(self, "以后再说"), self.adopt)
