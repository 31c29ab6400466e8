"""What the main window does on keys: one table, so that no key is given twice."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from app.ui.pages.making import TITLES

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

_Keys = QKeySequence | QKeySequence.StandardKey


def add_keys(window: "MainWindow") -> None:
    """Give the window its keys: files, editing, and a page on each of Ctrl+1 to Ctrl+9 and Ctrl+0."""
    for name, keys, act in _acts(window):
        action = QAction(name, window)
        action.setShortcut(keys)
        action.triggered.connect(partial(_press, act))
        window.addAction(action)


def _press(act: Callable[[], object], _checked: bool = False) -> None:
    act()


def _acts(window: "MainWindow") -> list[tuple[str, _Keys, Callable[[], object]]]:
    standard = QKeySequence.StandardKey
    acts: list[tuple[str, _Keys, Callable[[], object]]] = [
        ("打开学校文件", standard.Open, window.start.ask_open),
        ("保存", standard.Save, window.acts.save),
        ("另存为", QKeySequence("Ctrl+Shift+S"), window.files.ask_save_as),
        ("撤销", standard.Undo, window.acts.undo),
        ("重做", QKeySequence("Ctrl+Y"), window.acts.redo),
        ("查找数据项、任务、指标和花名册", standard.Find, window.acts.open_finder),
        ("帮助", QKeySequence("F1"), window.acts.show_help),
        ("依据与判定", QKeySequence("F4"), window.acts.toggle_panel),
        ("自评报告", QKeySequence("Ctrl+P"), partial(window.acts.go_to, "report")),
        ("返回", QKeySequence("Alt+Backspace"), window.acts.go_back),
        ("关闭学校文件", QKeySequence("Ctrl+W"), window.close_to_start),
    ]
    for number, (name, title) in enumerate(TITLES.items(), start=1):
        acts.append((title, QKeySequence(f"Ctrl+{number % 10}"), partial(window.acts.go_to, name)))
    return acts
