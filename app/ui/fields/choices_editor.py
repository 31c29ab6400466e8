"""The editor of several choices: boxes to tick, in as many lines as they need."""

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.facts import Fact
from app.domain.values import NONE_CHOSEN
from app.ui.fields.editor import FieldEditor, step_of
from app.ui.fields.painting import NOT_APPLICABLE, WAITING, draw_waiting
from app.ui.fields.view import FieldState, FieldView
from app.ui.theme import theme
from app.ui.widgets.painting import text_width

_STATE_WORDS = {FieldState.UNANSWERED: WAITING, FieldState.NOT_APPLICABLE: NOT_APPLICABLE}


class ChoicesEditor(FieldEditor):
    """Boxes that wrap. None ticked is no answer.

    A school without any ticks 均无, or marks the fact 不适用 where the form allows that.
    """

    wide = True

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(fact, parent)
        words = fact.choices if fact.na else (*fact.choices, NONE_CHOSEN)
        self.boxes = [QCheckBox(word, self) for word in words]
        for box in self.boxes:
            # The focus comes after the click: it opens the row, which may move it from under the pointer.
            box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            box.clicked.connect(self._on_clicked)
            box.installEventFilter(self)
        self._state = FieldState.NORMAL

    def show_view(self, view: FieldView) -> None:
        value = view.answer.value
        chosen = value or (NONE_CHOSEN,) if isinstance(value, tuple) else ()
        for box in self.boxes:
            box.setChecked(box.text() in chosen)
            box.setEnabled(not view.locked)
        self._state = view.state
        self._place(self.width())
        self.update()

    def focus_target(self) -> QWidget:
        return next((box for box in self.boxes if box.isChecked()), self.boxes[0])

    def describe(self, name: str, description: str) -> None:
        for box in self.boxes:
            box.setAccessibleName(f"{name}：{box.text()}")
            box.setAccessibleDescription(description)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._layout(width)[1]

    def sizeHint(self) -> QSize:
        width = theme().px(320)
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self.width())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that lead from field to field lead on from a box too."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        step = step_of(event)
        if step:
            (self.onward if step > 0 else self.backward).emit()
            return True
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self._walk(watched, 1 if event.key() == Qt.Key.Key_Right else -1)
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        word = _STATE_WORDS.get(self._state)
        if word is None:
            return
        painter = QPainter(self)
        if self._state is FieldState.UNANSWERED:
            draw_waiting(painter, self)
        painter.setFont(theme().font(13))
        painter.setPen(theme().colour(f"{self._state.value}.text"))
        painter.drawText(self._word_rect(), Qt.AlignmentFlag.AlignVCenter, word)
        painter.end()

    def _walk(self, watched: QObject, move: int) -> None:
        place = next(index for index, box in enumerate(self.boxes) if box is watched) + move
        if 0 <= place < len(self.boxes):
            self.boxes[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clicked(self) -> None:
        clicked = self.sender()
        assert isinstance(clicked, QCheckBox)
        none = clicked.text() == NONE_CHOSEN and clicked.isChecked()
        words = [box.text() for box in self.boxes if box.isChecked() and box.text() != NONE_CHOSEN]
        self.chosen.emit(NONE_CHOSEN if none else "、".join(words))
        clicked.setFocus(Qt.FocusReason.MouseFocusReason)

    def _word_rect(self) -> QRect:
        return QRect(theme().px(9), theme().px(4), theme().px(60), theme().px(24))

    def _layout(self, width: int) -> tuple[list[QRect], int]:
        """Return where each box stands in a width, and the height that all need."""
        line, gap, edge = theme().px(24), theme().px(14), theme().px(9)
        word = _STATE_WORDS.get(self._state, "")
        indent = text_width(theme().font(13), word) + gap if word else 0
        left, top, places = edge + indent, theme().px(4), []
        for box in self.boxes:
            need = box.sizeHint().width()
            if left + need > width and left > edge:
                left, top = edge, top + line
            places.append(QRect(left, top, need, line))
            left += need + gap
        return places, top + line + theme().px(4)

    def _place(self, width: int) -> None:
        places, height = self._layout(width)
        for box, rect in zip(self.boxes, places, strict=True):
            box.setGeometry(rect)
        if height != self.height():
            self.updateGeometry()
            self.resized.emit()
