"""The foot of the task list: the chosen task in full, how far it is, its date and its note or reason."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.facts import Answer
from app.domain.values import dated, says_day_of
from app.ui.fields.calendar import add_calendar
from app.ui.session_model import SessionModel
from app.ui.tables.task_rows import CHOICES, TaskRow, TaskState, answered, last_state, not_applicable
from app.ui.tables.text_box import put_line
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.segment import Segment

_NARROW = 860
_DATE_WIDTH = 132
_WRONG_DATE = "日期无法识别，例如 2026-05-20"
_TOGETHER = "所选任务的完成情况一并设置，可一次撤销"
_FOLDS = "回车展开或收起"
_SEVERAL = 2
_WANTS_REASON = "请写明不适用的原因，写明后生效"


class TaskEditor(QFrame):
    """Edits the chosen tasks: one in full, several only in how far they are.

    Where the page is low it is one line, and opens for writing.
    """

    left = Signal()

    def __init__(self, model: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._rows = model, tuple[TaskRow, ...]()
        self._wants_reason = self._compact = self._open = False
        self.setProperty("role", "sheet")
        self._title, self._from, self._hint = QLabel(), ElidedLabel(), QLabel()
        self._date_label, self._words_label = QLabel("日期"), QLabel("说明")
        self.state = Segment([(state.value, state.value) for state in CHOICES], name="完成情况")
        self.date, self.words = QLineEdit(), QLineEdit()
        self._opener = QPushButton("日期和说明")
        self._build()
        self._connect()
        self._on_theme()

    def _build(self) -> None:
        self._title.setWordWrap(True)
        self._title.setProperty("bold", "true")
        for label, role in ((self._from, "muted"), (self._hint, "detail")):
            label.setProperty("role", role)
        self._hint.setProperty("ink", "unanswered")
        self.date.setAccessibleName("完成日期")
        self.date.setPlaceholderText("2026-05-20")
        add_calendar(self.date)
        for label, editor in ((self._date_label, self.date), (self._words_label, self.words)):
            label.setProperty("role", "detail")
            label.setBuddy(editor)
        self._texts = QHBoxLayout()
        for widget in (self._date_label, self.date, self._words_label):
            self._texts.addWidget(widget)
        self._texts.addWidget(self.words, 1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.addWidget(self.state)
        self._line.addLayout(self._texts, 1)
        self._column = QVBoxLayout(self)
        self._opener.setProperty("role", "small")
        self._opener.setAccessibleName("填写日期和说明")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._hint)
        head.addWidget(self._opener)
        self._column.addLayout(head)
        self._column.addWidget(self._from)
        self._column.addLayout(self._line)

    def _connect(self) -> None:
        self.state.chosen.connect(self._on_state)
        self.date.textEdited.connect(self._on_date)
        self.words.textEdited.connect(self._on_words)
        self.date.editingFinished.connect(self._show_texts)
        for editor in (self.date, self.words):
            editor.editingFinished.connect(self._model.leave_field)
            editor.returnPressed.connect(self._leave)
        self._opener.clicked.connect(self.edit_words)
        theme().changed.connect(self._on_theme)

    def show_rows(self, rows: Sequence[TaskRow], heading: str = "") -> None:
        """Show other tasks, or the same ones after a change; without any, a heading and nothing to edit."""
        if [row.key for row in rows] != [row.key for row in self._rows]:
            self._wants_reason = self._open = False
        self._rows = tuple(rows)
        asked, one = [row for row in rows if row.asked], len(rows) == 1
        locked = not asked or self._model.session.read_only
        self._title.setText(_title(rows) if rows else heading)
        self._from.setText(_origin(rows[0]) if one else _TOGETHER if rows else _FOLDS)
        states = {row.state for row in asked}
        self._show_state(states.pop() if len(states) == 1 else None)
        self._show_texts()
        for widget in (self.state, self.date, self.words):
            widget.setEnabled(not locked)

    def ask_reason(self) -> None:
        """Ask why the chosen tasks do not apply; nothing changes before something is written."""
        if not any(row.asked for row in self._rows) or self._model.session.read_only:
            return
        self._wants_reason = True
        self._show_state(TaskState.NOT_APPLICABLE)
        self.edit_words()

    def edit_words(self) -> None:
        """Go to the note (or the reason)."""
        self._open = True
        self._show_texts()
        if self.words.isEnabled() and not self.words.isHidden():
            self.words.setFocus()
            self.words.selectAll()

    def set_compact(self, compact: bool) -> None:
        """Be one line until something is to be written, or show all."""
        self._compact = compact
        self._show_texts()

    def _leave(self) -> None:
        self._open = False
        self.left.emit()
        self._show_texts()

    def _show_state(self, state: TaskState | None) -> None:
        if state in CHOICES:
            self.state.choose(state.value)
        else:
            self.state.clear()

    def _show_texts(self) -> None:
        one, reason = len(self._rows) < _SEVERAL, self._is_reason()
        shown = self._open or not self._compact
        answer = self._rows[0].answer if len(self._rows) == 1 else Answer()
        dates = not reason or bool(answer.date_typed) or self.date.hasFocus()  # what is wrong is to be mended
        for widget in (self._date_label, self.date):
            widget.setVisible(shown and one and dates)
        for widget in (self._words_label, self.words):
            widget.setVisible(shown and (one or reason))
        self._from.setVisible(not self._compact)
        self.state.setVisible(not self._compact)
        self._opener.setVisible(not shown and one)
        self._name_texts("不适用的原因" if reason else "说明")
        if not (self.date.hasFocus() and says_day_of(answer, self.date.text())):
            put_line(self.date, answer.day_text)
        put_line(self.words, self._text(reason))
        waits = self._wants_reason and not self.words.text().strip()
        self._tell(_WANTS_REASON if waits else _WRONG_DATE if answer.date_typed else "")

    def _name_texts(self, words: str) -> None:
        """Name day and note; those that came with a copied answer are last year's."""
        whose = "上年" if self._rows and all(row.answer.copied for row in self._rows) else ""
        self._date_label.setText(f"{whose}日期")
        self.date.setAccessibleName(f"{whose}完成日期")
        self._words_label.setText(f"{whose}{words}")
        self.words.setAccessibleName(f"{whose}{words}")

    def _text(self, reason: bool) -> str:
        answers = {row.answer.na_reason if reason else row.answer.note for row in self._rows}
        return answers.pop() if len(answers) == 1 else ""

    def _is_reason(self) -> bool:
        asked = [row for row in self._rows if row.asked]
        given = bool(asked) and all(row.answer.na_reason for row in asked)
        return self._wants_reason or given

    def _tell(self, text: str) -> None:
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def _on_state(self, word: str) -> None:
        self.set_state(TaskState(word))

    def set_state(self, state: TaskState) -> None:
        """Say of every chosen task how far it is, in one step."""
        if state is TaskState.NOT_APPLICABLE:
            self.ask_reason()
            return
        self._wants_reason = False
        changed = {row.key: answered(row.answer, state) for row in self._rows if row.asked}
        if changed:
            self._model.set_answers(changed, f"{_named(self._rows)}：{state}")
            self._model.save_now()

    def _on_date(self, text: str) -> None:
        (row,) = self._rows
        answer = dated(row.answer, text)
        self._tell(_WRONG_DATE if answer.date_typed else "")
        self._model.type_answers({row.key: answer}, f"{_named(self._rows)}的日期", f"date:{row.key}")

    def _on_words(self, text: str) -> None:
        reason = self._is_reason()
        rows = [row for row in self._rows if row.asked]
        if reason:
            self._wants_reason = True
            changed = {row.key: not_applicable(row.answer, text) for row in rows}
        else:
            changed = {row.key: replace(row.answer, note=text) for row in rows}
        if reason and not text.strip() and not any(row.answer.na_reason for row in rows):
            return
        what = "不适用的原因" if reason else "说明"
        typing = f"{what}:{'、'.join(changed)}"
        self._model.type_answers(changed, f"{_named(self._rows)}的{what}", typing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < theme().px(_NARROW)
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._line.setDirection(down if narrow else right)
        self._line.setSpacing(theme().px(6 if narrow else 16))

    def _on_theme(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(14), px(8), px(14), px(10))
        self._column.setSpacing(px(4))
        self._texts.setSpacing(px(8))
        self.date.setFixedWidth(px(_DATE_WIDTH))


def _title(rows: Sequence[TaskRow]) -> str:
    if len(rows) == 1:
        return f"第 {rows[0].task.no} 项　{rows[0].task.text}"
    return f"已选 {len(rows)} 项：第 {'、'.join(row.task.no for row in rows)} 项"


def _origin(row: TaskRow) -> str:
    lead = f"　牵头单位 {row.task.lead}" if row.task.lead else ""
    before = "".join(f"{text}　" for text in (last_state(row.answer), row.former) if text)
    units = f"　责任单位 {'、'.join(row.task.responsible)}" if row.task.responsible else ""
    return f"{before}{row.document} {row.task.clause}{lead}{units}"


def _named(rows: Sequence[TaskRow]) -> str:
    return f"任务第 {rows[0].task.no} 项" if len(rows) == 1 else f"任务 {len(rows)} 项"
