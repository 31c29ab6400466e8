"""The small buttons at the right of the bar: undo, redo, find, settings."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QToolButton

from app.ui.nav_bar import tool_button

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.session_model import SessionModel
    from app.ui.work_area import WorkArea

_UNDO, _REDO = ("撤销", "Ctrl+Z"), ("重做", "Ctrl+Y")


class _StepName(QObject):
    """Says on a button which step it would take back or do again; goes with the button."""

    def __init__(self, button: QToolButton, verb: str, keys: str) -> None:
        super().__init__(button)
        self._button, self._verb, self._keys = button, verb, keys

    @Slot(str)
    def show(self, step: str) -> None:
        """Name a step, "" for none."""
        name = f"{self._verb}：{step}" if step else self._verb
        self._button.setAccessibleName(name)
        self._button.setToolTip(f"{name}（{self._keys}）")


def add_tools(window: "MainWindow", work: "WorkArea", model: "SessionModel") -> None:
    """Put the buttons into the bar of an open school; undo and redo name their step, and are grey without one."""
    undo, redo = tool_button("undo", *_UNDO, work), tool_button("redo", *_REDO, work)
    find = tool_button("search", "查找", "Ctrl+F", work)
    settings = tool_button("gear", "设置", "", work)
    for button, act in (
        (undo, window.acts.undo),
        (redo, window.acts.redo),
        (find, window.acts.open_finder),
        (settings, window.acts.set_up),
    ):
        button.clicked.connect(act)
    _follow_steps(model, undo, redo)
    work.nav.add_tools((undo, redo, find, settings))


def _follow_steps(model: "SessionModel", undo: QToolButton, redo: QToolButton) -> None:
    stack = model.undo_stack
    to_undo, to_redo = _StepName(undo, *_UNDO), _StepName(redo, *_REDO)
    stack.canUndoChanged.connect(undo.setEnabled)
    stack.canRedoChanged.connect(redo.setEnabled)
    stack.undoTextChanged.connect(to_undo.show)
    stack.redoTextChanged.connect(to_redo.show)
    undo.setEnabled(stack.canUndo())
    redo.setEnabled(stack.canRedo())
    to_undo.show(stack.undoText())
    to_redo.show(stack.redoText())
