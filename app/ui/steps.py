"""填报步骤: the walk on the left, each step with three separate figures, and the totals at the foot."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.services.progress import Concern, Figures, concern
from app.ui.session_model import SessionModel
from app.ui.step_rows import RIGHT, StepModel, StepView, figure_rects
from app.ui.theme import theme

_TOTALS = ("已填", "达标")
_HEADS = ("已填", "校验", "达标")
_ICONS = {"missed": "error", "unanswered": "warn", "met": "check"}


class _Bar(QWidget):
    """A thin bar: how much of a whole."""

    def __init__(self, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token, self._part, self._whole = token, 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme().px(6))

    def show_part(self, part: int, whole: int) -> None:
        if (part, whole) != (self._part, self._whole):
            self._part, self._whole = part, whole
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("bar.track"))
        if self._whole:
            width = self.width() * self._part // self._whole
            painter.fillRect(0, 0, width, self.height(), theme().colour(self._token))
        painter.end()


class _Foot(QWidget):
    """The totals of all forms, and the worst thing that stands open."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        px = theme().px
        grid = QGridLayout(self)
        grid.setContentsMargins(px(16), px(10), px(16), px(12))
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(5))
        self._bars = (_Bar("accent"), _Bar("met.bar"))
        self._counts = (QLabel(), QLabel())
        for row, title in enumerate(_TOTALS):
            name = QLabel(title)
            name.setProperty("role", "muted")
            self._counts[row].setProperty("px", "12")
            self._counts[row].setProperty("bold", "true")
            self._counts[row].setAlignment(Qt.AlignmentFlag.AlignRight)
            self._counts[row].setMinimumWidth(px(44))
            grid.addWidget(name, row, 0)
            grid.addWidget(self._bars[row], row, 1)
            grid.addWidget(self._counts[row], row, 2)
        grid.addLayout(self._make_concern(), 2, 0, 1, 3)
        grid.setColumnStretch(1, 1)

    def _make_concern(self) -> QHBoxLayout:
        self._icon, self._words = QLabel(), QLabel()
        self._worst: Concern | None = None
        self._words.setProperty("px", "12")
        self._words.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(theme().px(4))
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        return row

    @property
    def words(self) -> str:
        """The worst thing that stands open."""
        return self._words.text()

    def show_total(self, total: Figures) -> None:
        """Show the totals."""
        for place, (part, whole) in enumerate(((total.filled, total.asked), (total.met, total.judged))):
            self._bars[place].show_part(part, whole)
            self._counts[place].setText(f"{part}/{whole}")
            self._counts[place].setAccessibleName(f"{_TOTALS[place]} {part}/{whole}")
        self._show_concern(concern(total))

    def _show_concern(self, worst: Concern) -> None:
        if worst == self._worst:
            return
        self._worst, token = worst, f"{worst.status}.text"
        self._icon.setPixmap(theme().pixmap(_ICONS[worst.status], token, 14))
        self._words.setText(worst.text)
        if self._words.property("ink") != worst.status:
            self._words.setProperty("ink", worst.status)
            self._words.style().unpolish(self._words)
            self._words.style().polish(self._words)


class _Heads(QWidget):
    """The words over the three figures."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme().font(12))
        painter.setPen(theme().colour("text.faint"))
        left = self.rect().adjusted(theme().px(20), 0, 0, 0)
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, "填报步骤")
        for rect, word in zip(
            figure_rects(self.width() - theme().px(RIGHT), 0, self.height()), _HEADS, strict=True
        ):
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, word)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().colour("line"))
        painter.end()


class StepList(QWidget):
    """The walk. ``page_chosen`` names a form, or ``tasks``; ``page_entered`` asks for its first field too."""

    page_chosen = Signal(str)
    page_entered = Signal(str)

    def __init__(self, model: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._walk = model, model.session.walk
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.rows = StepModel(self._walk, self)
        self.view = StepView(self)
        self.view.setModel(self.rows)
        self._foot = _Foot(self)
        self._build()
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.clicked.connect(self._on_clicked)
        self.view.entered.connect(self._on_entered)
        model.verdicts_changed.connect(self.refresh)
        model.explanations_changed.connect(self.refresh)
        self._choosing = False
        self.refresh()

    def _build(self) -> None:
        heads = _Heads(self)
        heads.setFixedHeight(theme().px(32))
        rule = QFrame()
        rule.setProperty("role", "separator")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(heads)
        column.addWidget(self.view, 1)
        column.addWidget(rule)
        column.addWidget(self._foot)

    def entries(self) -> list[tuple[str, str]]:
        """Return id and title of every step, the tasks last."""
        return list(self.rows.entries)

    def select(self, identity: str) -> None:
        """Mark a step as the one in front, without telling."""
        row = next((row for row, entry in enumerate(self.rows.entries) if entry[0] == identity), -1)
        if row >= 0 and row != self.view.currentIndex().row():
            self._choosing = True
            self.view.setCurrentIndex(self.rows.index(row))
            self._choosing = False

    def refresh(self) -> None:
        """Count anew."""
        session = self._model.session
        progress = self._walk.progress(session.evaluation, session.assessment)
        self.rows.show_progress(progress)
        self._foot.show_total(progress.total)

    @property
    def concern(self) -> str:
        """What the foot says."""
        return self._foot.words

    def _on_current(self, current: QModelIndex) -> None:
        """The arrows moved on; a click tells by itself, also on the step that is current already."""
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if current.isValid() and not self._choosing and not pressed:
            self._choose(current)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index)

    def _choose(self, index: QModelIndex) -> None:
        self.page_chosen.emit(self.rows.entries[index.row()][0])

    def _on_entered(self) -> None:
        row = self.view.currentIndex().row()
        if row >= 0:
            self.page_entered.emit(self.rows.entries[row][0])
