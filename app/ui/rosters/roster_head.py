"""The head of a roster: what it is, how it stands, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.roster import Roster
from app.domain.roster_summary import Mark, RosterSummary
from app.domain.school_year import SchoolYear
from app.services.roster_figures import NOT_MARKED
from app.services.session import Session
from app.ui.filing.parts import beside, line
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.working import make_button

MARKED = "已核对完整"


def about(roster: Roster, year: SchoolYear) -> str:
    """Say who keeps a roster, and of which day or time it tells."""
    return " · ".join(part for part in (roster.office, f"统计时点 {year.describe(roster.when)}") if part)


def mark_text(summary: RosterSummary, given: Mark | None) -> str:
    """Say who marked a roster complete and when, or what is missing for its figures to judge.

    A mark that was ``given`` and does not count any more was given under other rules.
    """
    waiting = sum(bool(tally.undecided) for tally in summary.tallies)
    lapse = f"；{waiting} 项有未定行，仍用填报数" if waiting else ""
    if summary.mark is None and given is not None:
        return f"统计规则已更新，{_signed(given)} 的标记不再有效，请重新核对；各项用填报数"
    if summary.mark is None:
        return f"{NOT_MARKED}，各项用填报数"
    return f"{_signed(summary.mark)}{lapse}"


def _signed(mark: Mark) -> str:
    return f"{mark.by} {mark.on.isoformat()}".lstrip()


def _locked(session: Session) -> str:
    if session.filed is not None:
        return "；已备案，不能改动"
    return "；只读，不能改动" if session.read_only else ""


class RosterHead(QWidget):
    """Title and standing in one line, the acts beside or below."""

    def __init__(
        self,
        acts: tuple[Callable[[], object], Callable[[], object], Callable[[], object], Callable[[], object]],
        mark: Callable[[bool], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        bring, blank, give, remove = acts
        self.bring = make_button("导入…", bring, primary=True)
        self.blank = make_button("空白表…", blank)
        self.give = make_button("导出…", give)
        self.remove = make_button("移除…", remove)
        self.mark = QCheckBox(MARKED)
        self.mark.clicked.connect(mark)
        self.title, self.about, self.state = line("", "section", wrap=False), ElidedLabel(), ElidedLabel()
        self._build()

    def _build(self) -> None:
        self.about.setProperty("role", "muted")
        self.state.setProperty("role", "detail")
        first = QHBoxLayout()
        first.setSpacing(theme().px(8))
        first.addWidget(self.title)
        first.addWidget(self.about, 1)
        left = QVBoxLayout()
        left.setSpacing(theme().px(6))
        left.addLayout(first)
        left.addLayout(beside(self.mark, self.state, stretch=1))
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(theme().px(8))
        self._parts.addLayout(left, 1)
        self._parts.addLayout(beside(self.bring, self.blank, self.give, self.remove))

    def set_narrow(self, narrow: bool) -> None:
        """Put the acts below where there is little room beside."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._parts.setDirection(way)

    def show_roster(
        self, roster: Roster, summary: RosterSummary | None, session: Session, busy: bool
    ) -> None:
        """Show how a roster stands; what cannot be done now is out of reach."""
        kept, locked = session.kept_rosters.get(roster.id), session.read_only
        there = summary is not None
        rows = f" · {summary.rows} 行" if summary is not None else ""
        self.title.setText(roster.title)
        self.about.setText(about(roster, session.year) + rows)
        for button, name in (
            (self.bring, "导入"),
            (self.blank, "空白表"),
            (self.give, "导出"),
            (self.remove, "移除"),
        ):
            button.setAccessibleName(f"{name}：{roster.title}")
        self.bring.setEnabled(not locked and not busy)
        self.give.setEnabled(there and not busy)
        self.blank.setEnabled(not busy)
        self.remove.setEnabled(there and not locked and not busy)
        self.mark.setVisible(there)
        self.state.setVisible(there)
        self.mark.setEnabled(not locked and not busy)
        self.mark.setAccessibleName(f"{roster.title}{MARKED}")
        if summary is not None:
            self.mark.setChecked(summary.mark is not None)
            self.state.setText(mark_text(summary, kept.mark if kept is not None else None) + _locked(session))
            self.mark.setAccessibleDescription(self.state.text())
