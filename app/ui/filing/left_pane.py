"""The left of the filing page: which year and number, the steps, and what can be done at any time."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.filing import Filed
from app.domain.readiness import Obstacle
from app.services.filing_steps import short_number
from app.services.session import Session
from app.ui.filing.parts import line
from app.ui.filing.steps_panel import StepsPanel
from app.ui.theme import theme
from app.ui.widgets.working import make_button


class LeftPane(QWidget):
    """``go`` is told which obstacle somebody wants to mend; ``following`` is the number of the next filing."""

    def __init__(
        self,
        title: str,
        session: Session,
        following: str,
        go: Callable[[Obstacle], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        px, filed = theme().px, session.filed
        self.steps = StepsPanel(go)
        self._buttons = QHBoxLayout()
        self._locked = session.workspace.read_only
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(14), px(18), px(14))
        column.setSpacing(px(8))
        number = f"，备案编号 {short_number(filed)}" if filed else ""
        column.addWidget(line(title, "title", wrap=False))
        column.addWidget(line(f"{session.year} 学年{number}", "muted"))
        column.addWidget(self.steps)
        column.addLayout(self._buttons)
        if filed is not None:
            column.addWidget(line(_note(filed, following), "faint"))
        column.addStretch(1)

    def add_button(self, text: str, act: Callable[[], object], icon: str = "") -> QPushButton:
        """Add something that can be done, unless the file may only be read."""
        button = make_button(text, act)
        if icon:
            theme().set_icon(button, icon)
        else:
            button.setProperty("role", "quiet")
        button.setEnabled(not self._locked)
        self._buttons.addWidget(button)
        return button

    def end_buttons(self) -> None:
        """No more buttons come."""
        self._buttons.addStretch(1)


def _note(filed: Filed, following: str) -> str:
    return f"更正须写明原因，另编 {following}；{short_number(filed)} 保留不变。"
