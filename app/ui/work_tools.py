"""The small buttons at the right of the bar: undo, redo, find, settings."""

from typing import TYPE_CHECKING

from app.ui.nav_bar import tool_button

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.session_model import SessionModel
    from app.ui.work_area import WorkArea


def add_tools(window: "MainWindow", work: "WorkArea", model: "SessionModel") -> None:
    """Put the buttons into the bar of an open school; undo and redo are grey while there is nothing to undo."""
    undo = tool_button("undo", "撤销", "Ctrl+Z", work)
    redo = tool_button("redo", "重做", "Ctrl+Y", work)
    find = tool_button("search", "查找", "Ctrl+F", work)
    settings = tool_button("gear", "设置", "", work)
    for button, act in (
        (undo, window.undo),
        (redo, window.redo),
        (find, window.open_finder),
        (settings, window.set_up),
    ):
        button.clicked.connect(act)
    stack = model.undo_stack
    stack.canUndoChanged.connect(undo.setEnabled)
    stack.canRedoChanged.connect(redo.setEnabled)
    undo.setEnabled(stack.canUndo())
    redo.setEnabled(stack.canRedo())
    work.nav.add_tools((undo, redo, find, settings))
