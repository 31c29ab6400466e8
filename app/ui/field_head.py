"""The resting part of a field row: name, 口径, the field, last year's figure and the remark."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from app.domain.facts import Fact
from app.ui.fields.editor import FieldEditor
from app.ui.theme import theme
from app.ui.widgets.painting import text_width

_EDGE, _GAP, _LEAST = 24, 14, 44
_VALUE, _YEAR, _REMARK = 190, 168, 40
#: With less room than this for the name the field stands under it.
_NARROWEST_NAME = 150
_LINE = 18


@dataclass(frozen=True, slots=True)
class BesideLine:
    """One line beside a field: words, then what is bold; words may be elided where they are no figures."""

    text: str
    bold: str = ""
    token: str = "text.muted"
    elide: bool = False


class FieldHead(QWidget):
    """Places the editor and paints the words round it, in the same columns in every row.

    ``moved`` tells where the column of fields begins now.
    """

    remark_wanted = Signal()
    evidence_wanted = Signal()
    confirm_wanted = Signal()
    moved = Signal(int)

    def __init__(self, fact: Fact, editor: FieldEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fact, self.editor = fact, editor
        self._lines: tuple[BesideLine, ...] = ()
        self._stacked = False
        editor.setParent(self)
        editor.resized.connect(self.refit)
        self.remark = QToolButton(self)
        self.remark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        # A press that moved the focus would open this row, close another and so slip from under the pointer.
        self.remark.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.remark.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.remark.clicked.connect(self.remark_wanted)
        self._confirm: QPushButton | None = None
        self._clip: QToolButton | None = None
        self._proofs = 0
        self._has_remark: bool | None = None
        self.set_remark(False)
        self.setMouseTracking(True)

    def set_lines(self, lines: tuple[BesideLine, ...]) -> None:
        """Show what stands beside the field."""
        if lines != self._lines:
            self._lines = lines
            self._place()
            self.update(self._year_rect())

    def set_remark(self, given: bool) -> None:
        """Tell whether there is a remark."""
        if given == self._has_remark:
            return
        self._has_remark = given
        theme().set_icon(self.remark, "note", "accent" if given else "text.faint")
        self.remark.setText("1" if given else "")
        self.remark.setProperty("ink", "accent")
        self.remark.setProperty("bold", "true")
        self.remark.setToolTip("备注（已写）" if given else "备注")
        self.remark.setAccessibleName(f"{self.fact.name}的备注{'，已写' if given else ''}")

    def set_evidence(self, count: int) -> None:
        """Tell how many files prove the answer; without any there is no clip."""
        if count == self._proofs:
            return
        self._proofs = count
        if self._clip is None:
            self._clip = QToolButton(self)
            self._clip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._clip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._clip.setProperty("ink", "accent")
            self._clip.setToolTip("佐证材料")
            theme().set_icon(self._clip, "clip", "accent")
            self._clip.clicked.connect(self.evidence_wanted)
        self._clip.setText(str(count))
        self._clip.setAccessibleName(f"{self.fact.name}的佐证，{count} 份")
        self._clip.setVisible(count > 0)
        self.refit()

    @property
    def clip(self) -> QToolButton | None:
        """The button that leads to the evidence, once there was some."""
        return self._clip

    def _clip_width(self) -> int:
        return theme().px(_REMARK) if self._clip is not None and not self._clip.isHidden() else 0

    def offer_confirm(self, wanted: bool) -> None:
        """Show or hide the button that confirms a value copied from last year."""
        if wanted and self._confirm is None:
            self._confirm = QPushButton("确认", self)
            self._confirm.setProperty("role", "small")
            self._confirm.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._confirm.setAccessibleName(f"确认{self.fact.name}")
            self._confirm.setToolTip("确认本年仍是此数（Ctrl+Enter 确认并到下一项）")
            self._confirm.clicked.connect(self.confirm_wanted)
        if self._confirm is not None:
            self._confirm.setVisible(wanted)
        self.refit()

    @property
    def confirm_button(self) -> QPushButton | None:
        """The button that confirms a copied value, once there was one."""
        return self._confirm

    @property
    def elided(self) -> bool:
        """Whether 口径 does not fit into its line."""
        return text_width(theme().font(12), self.fact.counting) > self._name_rect().width()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(560), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(320), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def refit(self) -> None:
        """Place everything anew; the height may be another."""
        self._place()
        self.update()

    def _place(self) -> None:
        px = theme().px
        right = self.width() - px(_EDGE) - px(_REMARK)
        columns = px(_VALUE) + px(_GAP) + px(_YEAR)
        value_left = right - px(_GAP) - columns
        self._stacked = value_left - px(_GAP) - px(_EDGE) < px(_NARROWEST_NAME)
        if self._stacked:
            value_left = px(_EDGE)
        confirm = self._confirm_width() if self.editor.wide else 0
        width = columns - confirm if self.editor.wide else px(_VALUE)
        height = self._editor_height(width)
        top = px(_LEAST) if self._stacked else max((px(_LEAST) - height) // 2, px(6))
        if value_left != self.editor.x():
            self.moved.emit(value_left)
        self.editor.setGeometry(value_left, top, width, height)
        self.remark.setGeometry(right + px(4), px(8), px(_REMARK), px(28))
        if self._clip is not None:
            name = self._name_rect()
            self._clip.setGeometry(name.right() + px(4), px(8), px(_REMARK), px(28))
        self._place_confirm(top)
        if self.minimumHeight() != self._height() or self.maximumHeight() != self._height():
            self.setFixedHeight(self._height())

    def _place_confirm(self, top: int) -> None:
        if self._confirm is None or self._confirm.isHidden():
            return
        size = self._confirm.sizeHint()
        right = self._year_rect().right() + 1
        self._confirm.setGeometry(
            right - size.width(), top + (theme().px(32) - size.height()) // 2, size.width(), size.height()
        )

    def _confirm_width(self) -> int:
        if self._confirm is None or self._confirm.isHidden():
            return 0
        return self._confirm.sizeHint().width() + theme().px(8)

    def _editor_height(self, width: int) -> int:
        if self.editor.hasHeightForWidth():
            return self.editor.heightForWidth(width)
        return max(self.editor.sizeHint().height(), theme().px(32))

    def _height(self) -> int:
        px = theme().px
        lines = 0 if self.editor.wide else len(self._fitted()) * px(_LINE) + px(8)
        below = self.editor.y() + self.editor.height() + px(6)
        return max(px(_LEAST), below, lines + (px(_LEAST) if self._stacked else 0))

    def _name_rect(self) -> QRect:
        px = theme().px
        right = self.remark.x() if self._stacked else self.editor.x()
        room = right - px(_GAP) - px(_EDGE) - self._clip_width()
        return QRect(px(_EDGE), 0, room, px(_LEAST))

    def _year_rect(self) -> QRect:
        px = theme().px
        left = self.editor.x() + px(_VALUE) + px(_GAP)
        top = px(_LEAST) if self._stacked else 0
        return QRect(left, top, px(_YEAR), max(self.height() - top, 0))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if event.rect().left() < self._name_rect().right():
            self._paint_name(painter)
        if not self.editor.wide:
            self._paint_lines(painter)
        painter.end()

    def _paint_name(self, painter: QPainter) -> None:
        px, rect = theme().px, self._name_rect()
        counting = self.fact.counting
        block = px(21) + (px(16) if counting else 0)
        top = (px(_LEAST) - block) // 2
        self._paint_words(painter, 15, "text", QRect(rect.left(), top, rect.width(), px(21)), self.fact.name)
        below = QRect(rect.left(), top + px(21), rect.width(), px(17))
        self._paint_words(painter, 12, "text.faint", below, counting)

    def _paint_words(self, painter: QPainter, size: int, token: str, rect: QRect, text: str) -> None:
        font = theme().font(size)
        painter.setFont(font)
        painter.setPen(theme().colour(token))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_lines(self, painter: QPainter) -> None:
        lines, rect, step = self._fitted(), self._year_rect(), theme().px(_LINE)
        top = rect.top() + (max(rect.height(), step * len(lines)) - step * len(lines)) // 2
        for place, line in enumerate(lines):
            self._paint_line(painter, QRect(rect.left(), top + place * step, rect.width(), step), line)

    def _paint_line(self, painter: QPainter, rect: QRect, line: BesideLine) -> None:
        font, bold = theme().font(13), theme().font(13, bold=True)
        painter.setFont(font)
        painter.setPen(theme().colour(line.token))
        text = line.text
        if line.elide:
            text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)
        if line.bold:
            left = text_width(font, text) + (theme().px(12) if text else 0)
            painter.setFont(bold)
            painter.setPen(theme().colour("text"))
            painter.drawText(rect.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, line.bold)

    def _fitted(self) -> list[BesideLine]:
        """Return the lines; a figure that does not fit beside another gets a line of its own."""
        room, fitted = theme().px(_YEAR), []
        for line in self._lines:
            width = text_width(theme().font(13), line.text) + theme().px(12)
            if line.bold and line.text and width + text_width(theme().font(13, bold=True), line.bold) > room:
                fitted += [BesideLine(line.text, "", line.token), BesideLine("", line.bold)]
            else:
                fitted.append(line)
        return fitted
