"""What a missed row says of itself: basis, figures, gap with its ways, and links to what it is computed from."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.domain.fact_sheet import FactSheet
from app.domain.verdict import Status
from app.ui.navigation import Navigation
from app.ui.session_model import SessionModel
from app.ui.tables.fact_link import FactLink
from app.ui.tables.ledger_rows import LedgerRow
from app.ui.theme import theme
from app.ui.verdict_texts import formula, prose
from app.ui.widgets.banner import Banner

_NAMES = ("指标", "依据", "测算", "差距", "办法", "建议", "改数据")
_KEPT = "，本条整改记录保留备查。"
_TO_TASKS = "去任务清单更新完成情况"


class LedgerFacts(QWidget):
    """Labels that change in place, and a link for each fact."""

    def __init__(self, model: SessionModel, navigation: Navigation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._navigation = model, navigation
        rulebook = model.session.rulebook
        self._indicators = {row.id: row for s in rulebook.standards.values() for row in s.indicators}
        self._labels = {name: (QLabel(name), QLabel()) for name in _NAMES}
        self.links: list[FactLink] = []
        self.turned = Banner("met")
        self._build()
        self._on_theme()
        theme().changed.connect(self._on_theme)

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(self._labels.values()):
            name.setProperty("role", "detail")
            name.setProperty("ink", "muted")
            value.setProperty("role", "detail")
            value.setWordWrap(True)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
        gap = self._labels["差距"][1]
        gap.setProperty("ink", "missed")
        gap.setProperty("bold", "true")
        self._links = QVBoxLayout()
        self._labels["改数据"][0].setText("去改")
        self._grid.addLayout(self._links, len(_NAMES) - 1, 1)
        self._column.addWidget(self.turned)
        self._column.addLayout(self._grid)

    def show_row(self, row: LedgerRow) -> None:
        """Show another row, or the same one after a change."""
        verdict = row.verdict
        sheet = FactSheet(self._model.session.rulebook.facts, self._model.session.assessment.judged_answers)
        texts = {
            "指标": verdict.title,
            "依据": f"{row.document} {verdict.clause}".strip(),
            "测算": "" if verdict.task else str(formula(verdict, self._indicators.get(row.key), sheet)),
            "差距": "" if row.turned or verdict.task else row.lack,
            "办法": "" if row.turned else _ways(row),
            "建议": "" if row.turned else prose(verdict.advice),
        }
        for name, text in texts.items():
            for label in self._labels[name]:
                label.setVisible(bool(text))
            self._labels[name][1].setText(text)
        self.turned.setVisible(row.turned)
        self.turned.set_message(_bar(verdict.status), f"判定已转为{row.word}", _KEPT)
        self._show_links(row)

    def _show_links(self, row: LedgerRow) -> None:
        targets = self._targets(row)
        while len(self.links) < len(targets):
            self._add_link()
        for place, link in enumerate(self.links):
            link.setVisible(place < len(targets))
            if place < len(targets):
                link.set_words(*targets[place])
        self._labels["改数据"][0].setVisible(bool(targets))
        self._labels["改数据"][1].hide()

    def _targets(self, row: LedgerRow) -> list[tuple[str, str, str]]:
        """Return where one may go: the fact, its name and its figure; sums lead to their parts."""
        if row.verdict.task:
            return [(row.key, _TO_TASKS, "")]
        session, used = self._model.session, row.verdict.trace.facts
        typed = [fact for fact in used if session.fact(plain_id(fact.id)).computed is None]
        return [(fact.id, fact.name, fact.text) for fact in typed or used]

    def _add_link(self) -> None:
        link = FactLink(self)
        link.followed.connect(self._navigation.show_fact)
        self._links.addWidget(link)
        self.links.append(link)

    def _on_theme(self) -> None:
        px = theme().px
        self._column.setContentsMargins(0, px(2), 0, px(4))
        self._column.setSpacing(px(8))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(6))
        self._links.setSpacing(px(4))
        self._grid.setColumnMinimumWidth(0, px(44))


def _ways(row: LedgerRow) -> str:
    return "\n".join(way for way in row.gap.ways if way != row.lack)


def plain_id(fact: str) -> str:
    """Return a fact's id without the mark of last year's figure."""
    return fact.removeprefix("previous.")


def _bar(status: Status) -> str:
    return status.value if status is not Status.MISSED else Status.MET.value
