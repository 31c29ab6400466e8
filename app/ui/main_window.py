"""The main window: the start page or an open school, menu keys, and how files are opened and closed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.errors import AppError
from app.paths import Paths
from app.services.recent import RecentFiles
from app.services.session import Session
from app.services.years import create_school_file, sample_file, start_next_year
from app.ui import messages
from app.ui.farewell import Farewell
from app.ui.nav_bar import tool_button
from app.ui.runner import Runner
from app.ui.session_model import SessionModel
from app.ui.settings import SettingsDialog, SettingsStore, pack_state, unpack_state
from app.ui.start import CRASHED, StartWidget
from app.ui.start_parts import choose_new_file, dropped_files
from app.ui.status_line import StatusLine
from app.ui.theme import theme
from app.ui.widgets.banner import Banner
from app.ui.widgets.stack import PageStack

if TYPE_CHECKING:
    from app.ui.work_area import WorkArea

T = TypeVar("T")
_TITLE = "职校达标自评"
_SPLITTER = "work"
_SMALLEST = (760, 520)
_PAGE_KEYS = ("fill", "overview", "ledger", "tasks", "checks", "report")


@dataclass(frozen=True)
class Surroundings:
    """What the window is given: folders, content, settings, recent files."""

    paths: Paths
    rulebook: Rulebook
    settings: SettingsStore
    recent: RecentFiles


class MainWindow(QMainWindow):
    """One window, one school at a time."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self.runner = Runner(self)
        self.model: SessionModel | None = None
        self.work: WorkArea | None = None
        self._told_unsaved, self._farewell = False, Farewell(self)
        self.start = self._make_start()
        self._stack = PageStack()
        self._stack.addWidget(self.start)
        self.status = StatusLine()
        self._notice = Banner("unanswered", *CRASHED, "知道了")
        self._build()
        self._add_keys()
        self.setWindowTitle(_TITLE)
        self.setMinimumSize(*_SMALLEST)
        self.setAcceptDrops(True)
        self.resize(1366, 738)
        self._restore()
        theme().changed.connect(self._on_theme_changed)

    # Building

    def _make_start(self) -> StartWidget:
        around = self._around
        start = StartWidget(around.rulebook, around.settings, around.recent, around.paths)
        start.open_wanted.connect(self.open_file)
        start.new_wanted.connect(self.new_file)
        start.sample_wanted.connect(self.open_sample)
        start.next_year_wanted.connect(self.next_year)
        return start

    def _build(self) -> None:
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._notice)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.status)
        self._notice.pressed.connect(self._notice.hide)
        self._notice.hide()
        self.setCentralWidget(centre)

    def show_crash(self) -> None:
        """Tell that the last run did not end in good order: above the open school, else on the start page."""
        if self.work is None:
            self.start.show_crash()
        else:
            self._notice.show()

    def _add_keys(self) -> None:
        self._key("打开学校文件", QKeySequence.StandardKey.Open, self.start.ask_open)
        self._key("保存", QKeySequence.StandardKey.Save, self._save)
        self._key("另存为", QKeySequence("Ctrl+Shift+S"), self.ask_save_as)
        self._key("撤销", QKeySequence.StandardKey.Undo, self._undo)
        self._key("重做", QKeySequence("Ctrl+Y"), self._redo)
        self._key("查找数据项", QKeySequence.StandardKey.Find, self.open_finder)
        self._key("帮助", QKeySequence("F1"), self._help)
        self._key("依据与判定", QKeySequence("F4"), self._toggle_panel)
        self._key("自评报告", QKeySequence("Ctrl+P"), partial(self._go_to, "report"))
        self._key("返回", QKeySequence("Alt+Backspace"), self._back)
        self._key("关闭学校文件", QKeySequence("Ctrl+W"), self._close_to_start)
        for number, name in enumerate(_PAGE_KEYS, start=1):
            self._key(f"第 {number} 页", QKeySequence(f"Ctrl+{number}"), partial(self._go_to, name))

    def _key(
        self, name: str, keys: QKeySequence | QKeySequence.StandardKey, act: Callable[[], object]
    ) -> None:
        action = QAction(name, self)
        action.setShortcut(keys)
        action.triggered.connect(lambda: act())
        self.addAction(action)

    # Opening

    def open_file(self, path: Path) -> bool:
        """Open a school file; one that another holds is opened for reading. Tell whether it is open."""
        if self.model is not None and self.model.session.workspace.path == path.resolve():
            return True
        # With sqlite_utils, for which the start page need not wait.
        from app.services.opening import open_session

        around = self._around
        who, backups = around.settings.current.typist, around.paths.backups
        try:
            session = open_session(path, around.rulebook, who, backups, self._tell_read_only)
        except AppError as error:
            messages.show_error(self, error)
            return False
        self._show_session(session)
        return True

    def _tell_read_only(self, reason: str) -> None:
        messages.inform(self, "以只读方式打开", reason)

    def new_file(self, path: Path, school: str, year: SchoolYear, who: str) -> None:
        """Make a school file and open it."""
        self._attempt(lambda: create_school_file(path, school, year, who), lambda made: self.open_file(made))

    def open_sample(self) -> None:
        """Open the invented school."""
        around = self._around
        self._attempt(lambda: sample_file(around.rulebook, around.paths), lambda path: self.open_file(path))

    def next_year(self, path: Path) -> None:
        """Start the next school year in a file, with last year's answers to be confirmed, and open it."""
        who = self._around.settings.current.typist
        backups = self._around.paths.backups
        self._attempt(lambda: start_next_year(path, who, backups), lambda _: self.open_file(path))

    def _attempt(self, act: Callable[[], T], then: Callable[[T], object]) -> None:
        try:
            result = act()
        except AppError as error:
            messages.show_error(self, error)
            return
        then(result)

    def _show_session(self, session: Session) -> None:
        if self.model is not None and not self.close_session():
            session.close()
            return
        self._take(session)

    def _show_work(self) -> None:
        assert self.model is not None
        from app.ui.work_area import WorkArea

        self.work = WorkArea(self.model, self.runner, self._around.paths)
        # Queued: the page that asks for it goes with all the others.
        self.work.navigation.anew_wanted.connect(self.open_anew, Qt.ConnectionType.QueuedConnection)
        self.work.navigation.content_wanted.connect(
            self.read_content_anew, Qt.ConnectionType.QueuedConnection
        )
        undo = tool_button("undo", "撤销", "Ctrl+Z", self.work)
        redo = tool_button("redo", "重做", "Ctrl+Y", self.work)
        find = tool_button("search", "查找", "Ctrl+F", self.work)
        settings = tool_button("gear", "设置", "", self.work)
        for button, act in (
            (undo, self._undo),
            (redo, self._redo),
            (find, self.open_finder),
            (settings, self.set_up),
        ):
            button.clicked.connect(act)
        self.model.undo_stack.canUndoChanged.connect(undo.setEnabled)
        self.model.undo_stack.canRedoChanged.connect(redo.setEnabled)
        undo.setEnabled(self.model.undo_stack.canUndo())
        redo.setEnabled(self.model.undo_stack.canRedo())
        self.work.nav.add_tools((undo, redo, find, settings))
        self._stack.addWidget(self.work)
        self._stack.setCurrentWidget(self.work)
        if kept := self._around.settings.current.splitters.get(_SPLITTER):
            self.work.splitter.restoreState(unpack_state(kept))
        self.status.follow(self.model)
        self._name_school()

    def read_content_anew(self) -> None:
        """Read the standards anew, and judge the open year by them, on the same page."""
        from app.services.own_values import (
            content,
        )  # with the reports, for which the start page need not wait

        try:
            rulebook = content(self._around.paths)
        except AppError as error:
            messages.show_error(self, error)
            return
        self._around = replace(self._around, rulebook=rulebook)
        self.start.show_standards(rulebook)
        self.open_anew()

    def open_anew(self) -> None:
        """Read the open year anew, saved first, and go on at the same place: what may be edited is another now."""
        if self.model is None or self.work is None or not self.model.save_now():
            return
        former, name = self.model, self.work.current
        session = former.session
        try:
            renewed = Session(session.workspace, self._around.rulebook, session.year)
        except AppError as error:
            messages.show_error(self, error)
            return
        self._discard(self.work)
        former.let_go()
        self._take(renewed)
        former.deleteLater()
        self.work.go_to(name)

    def _take(self, session: Session) -> None:
        self.model, self._told_unsaved = SessionModel(session, self), False
        self._around.recent.remember_session(session)
        self._show_work()
        self.model.saved.connect(self._on_saved)
        self.model.save_failed.connect(self._on_save_failed)
        self.model.verdicts_changed.connect(self._name_school)

    def _name_school(self) -> None:
        assert self.model is not None and self.work is not None
        session = self.model.session
        state = f"判定日 {session.judged_on.isoformat()}"
        if session.filed is not None:
            state = f"已备案 {session.filed.year.first}-{session.filed.sequence} · 只读"
        self.work.nav.set_school(session.evaluation.school, f"{session.year} 学年 · {state}")
        self.setWindowTitle(f"{session.workspace.path.name} — {_TITLE}")

    # Closing

    def close_session(self) -> bool:
        """Save and close what is open; tell whether it was closed (somebody may want to mend trouble first)."""
        if self.model is None:
            return True
        saved = self.model.save_now()
        if not saved and not self._leave_unsaved():
            return False
        self._around.recent.remember_session(self.model.session)
        model, work, self.model, self.work = self.model, self.work, None, None
        if work is not None:
            self._discard(work)
        try:
            model.close()
        except AppError as error:
            if saved:  # else it was told, and somebody chose to leave
                messages.show_error(self, error)
        model.deleteLater()
        return True

    def _discard(self, work: "WorkArea") -> None:
        """Take the pages away: at once for the eye, piece by piece for the memory."""
        self.runner.cancel_all()
        if state := work.splitter_state():
            self._keep(splitters={**self._around.settings.current.splitters, _SPLITTER: pack_state(state)})
        self._stack.removeWidget(work)
        self._farewell.take(work, work.large_parts())

    def _leave_unsaved(self) -> bool:
        return messages.ask(
            self,
            "尚未保存",
            "最近的修改还没有写入文件，仍要关闭吗？",
            "关闭后，这些修改将丢失。可先取消，清出磁盘空间或插回 U 盘后再保存。",
            "仍要关闭",
            destructive=True,
        )

    def _close_to_start(self) -> None:
        if self.close_session():
            self.setWindowTitle(_TITLE)
            self.status.clear()
            self.start.refresh()
            self._stack.setCurrentWidget(self.start)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.close_session():
            event.ignore()
            return
        self._keep(geometry=pack_state(self.saveGeometry()))
        self.runner.close()
        super().closeEvent(event)

    def _restore(self) -> None:
        kept = self._around.settings.current.geometry
        if kept:
            self.restoreGeometry(unpack_state(kept))

    def _keep(self, **changes: object) -> None:
        """Keep settings for the next run; not being able to is told, and nothing else suffers."""
        try:
            self._around.settings.change(**changes)
        except AppError as error:
            messages.show_error(self, error)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()).first is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_files(event.mimeData()).first
        if path is not None:
            self.open_file(path)

    # What keys and buttons do

    def _save(self) -> None:
        if self.model is not None:
            self.model.leave_field()

    def _undo(self) -> None:
        if self.model is not None:
            self.model.undo_stack.undo()

    def _redo(self) -> None:
        if self.model is not None:
            self.model.undo_stack.redo()

    def open_finder(self) -> None:
        """Ctrl+F: find a fact and go there."""
        if self.work is not None and self.model is not None:
            from app.ui.finder import Finder

            finder = Finder(self.model.session.rulebook, self.runner, self)
            finder.chosen.connect(self.work.navigation.show_fact)
            finder.open()

    def set_up(self) -> None:
        """Open the settings."""
        SettingsDialog(self._around.settings, self).exec()

    def _help(self) -> None:
        from app.ui.help import show_help

        page = self.work.current if self.work is not None else "index"
        show_help(self, _HELP_PAGES.get(page, "index"))

    def _toggle_panel(self) -> None:
        if self.work is not None:
            self.work.toggle_panel()

    def _go_to(self, name: str) -> None:
        if self.work is not None:
            self.work.go_to(name)

    def _back(self) -> None:
        if self.work is not None:
            self.work.go_back()

    def _on_saved(self, _: datetime) -> None:
        assert self.model is not None
        self._told_unsaved = False

    def _on_save_failed(self, reason: str) -> None:
        """Tell it once, not at every try; the line at the bottom says it as long as it is so."""
        if not self._told_unsaved:
            self._told_unsaved = True
            text = "所填内容仍在窗口中，程序每隔几秒再次保存。也可以现在另存为新文件，继续填写。"
            if messages.offer(self, "未能保存", reason, text, "另存为…"):
                self.ask_save_as()

    def ask_save_as(self) -> None:
        """Ask for a new place, and go on in a file there."""
        if self.model is None:
            return
        place = choose_new_file(self, self.start.folder() / self.model.session.workspace.path.name)
        if place is not None:
            self._attempt(partial(self.model.save_as, place), lambda _: self._on_saved_as(place))

    def _on_saved_as(self, place: Path) -> None:
        assert self.model is not None
        self._around.recent.remember_session(self.model.session)
        self._name_school()
        self.status.show_moved(place.name)

    def _on_theme_changed(self) -> None:
        """Lengths and colours are taken when widgets are made: make the pages anew, where one was."""
        if self.work is None or self.model is None:
            return
        old, name, fact = self.work, self.work.current, self.work.fill.focused_fact()
        self._discard(old)
        self._show_work()
        self.work.go_to(name)
        if fact:
            self.work.fill.focus_fact(fact)


_HELP_PAGES = {
    "fill": "fill",
    "overview": "verdicts",
    "ledger": "tasks",
    "tasks": "tasks",
    "checks": "checks",
    "report": "report",
    "filing": "filing",
    "documents": "standards",
    "evidence": "evidence",
}
