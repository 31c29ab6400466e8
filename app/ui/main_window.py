"""The main window: the start page or an open school, menu keys, and how files are opened and closed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QVBoxLayout, QWidget

from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.errors import AppError
from app.paths import Paths
from app.services.copied import copied_name
from app.services.recent import RecentFiles
from app.services.session import Session
from app.services.years import year_states
from app.ui import messages
from app.ui.farewell import Farewell
from app.ui.file_acts import FileActs
from app.ui.meanwhile import go_on_while
from app.ui.pages.page import Place
from app.ui.remembering import Remembering
from app.ui.runner import Runner
from app.ui.saving import SavingTrouble, leave_unsaved
from app.ui.session_model import SessionModel
from app.ui.settings import SettingsStore, pack_state, unpack_state
from app.ui.start import CRASHED, StartWidget
from app.ui.start_parts import dropped_files
from app.ui.status_line import StatusLine
from app.ui.theme import theme
from app.ui.widgets.banner import Banner
from app.ui.widgets.stack import PageStack
from app.ui.window_acts import WindowActs
from app.ui.window_keys import add_keys
from app.ui.window_place import SMALLEST, WANTED
from app.ui.work_tools import add_tools

if TYPE_CHECKING:
    from app.ui.work_area import WorkArea

T = TypeVar("T")
_TITLE = "职校达标自评"
_SPLITTER = "work"


@dataclass(frozen=True)
class Surroundings:
    """What the window is given: folders, content, settings, recent files."""

    paths: Paths
    rulebook: Rulebook
    settings: SettingsStore
    recent: RecentFiles


@dataclass(frozen=True)
class Left:
    """Where one was when the pages were taken away, and what stands in their place."""

    page: str
    place: Place
    fact: str
    picture: QLabel


class MainWindow(QMainWindow):
    """One window, one school at a time."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.around, self.files, self.acts = around, FileActs(self), WindowActs(self)
        self._remember = Remembering(self, around.settings, around.recent)
        #: For what pages have done; the second for what is waited for, behind no report or printer.
        self.runner, self._urgent = Runner(self), Runner(self)
        self.model: SessionModel | None = None
        self.work: WorkArea | None = None
        self._trouble, self._farewell = SavingTrouble(self, self.files.ask_save_as), Farewell(self)
        self.start = self._make_start()
        self._stack = PageStack()
        self._stack.addWidget(self.start)
        self.status = StatusLine()
        self._notice = Banner("unanswered", *CRASHED, "知道了")
        self._build()
        add_keys(self)
        self.setWindowTitle(_TITLE)
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        self.resize(WANTED)
        self._restore()
        self._left: Left | None = None
        theme().about_to_change.connect(self._make_room)
        theme().changed.connect(self._on_theme_changed)

    # Building

    def _make_start(self) -> StartWidget:
        around = self.around
        start = StartWidget(around.rulebook, around.settings, around.recent, around.paths)
        start.open_wanted.connect(self.open_file)
        start.new_wanted.connect(self.files.new_file)
        start.sample_wanted.connect(self.files.open_sample)
        start.next_year_wanted.connect(self.files.next_year)
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

    # Opening

    def open_file(self, path: Path, year: SchoolYear | None = None) -> bool:
        """Open a school file in a year of it, else where it was open last; tell whether it is open.

        A file that another holds is opened for reading.
        """
        if self.model is not None and self.model.session.workspace.path == path.resolve():
            if year is not None and year != self.model.session.year:
                self.open_year(year)
            return True
        # With sqlite_utils, for which the start page need not wait.
        from app.services.opening import open_session

        around = self.around
        who, backups, wanted = (
            around.settings.current.typist,
            around.paths.backups,
            year or around.recent.year_of(path),
        )
        reasons = list[str]()
        opening = partial(open_session, path, around.rulebook, who, backups, reasons.append, wanted)
        return messages.attempt(self, partial(self.meanwhile, opening), partial(self._opened, reasons))

    def _opened(self, reasons: list[str], session: Session) -> None:
        for reason in reasons:
            self._tell_read_only(reason)
        self._show_session(session)

    def _tell_read_only(self, reason: str) -> None:
        messages.inform(self, "以只读方式打开", reason)

    def meanwhile(self, work: Callable[[], T]) -> T:
        """Do something off the main thread and return its result; a window that nobody sees yet waits for it."""
        handle = self.windowHandle()
        seen = handle is not None and handle.isExposed()
        return self._urgent.wait_for(work) if seen else work()

    def _show_session(self, session: Session) -> None:
        if self.model is not None and not self.close_session():
            session.close()
            return
        self._take(session)

    def _show_work(self) -> None:
        assert self.model is not None
        from app.ui.work_area import WorkArea

        self.work = WorkArea(self.model, self.runner, self.around.paths)
        # Queued: the page that asks for it goes with all the others.
        self.work.navigation.anew_wanted.connect(self.open_anew, Qt.ConnectionType.QueuedConnection)
        self.work.navigation.content_wanted.connect(
            self.read_content_anew, Qt.ConnectionType.QueuedConnection
        )
        self.work.nav.head.year_chosen.connect(self.open_year, Qt.ConnectionType.QueuedConnection)
        self.work.nav.head.new_year_wanted.connect(
            self.files.begin_next_year, Qt.ConnectionType.QueuedConnection
        )
        add_tools(self, self.work, self.model)
        self._stack.addWidget(self.work)
        self._stack.setCurrentWidget(self.work)
        self.work.steps.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if kept := self.around.settings.current.splitters.get(_SPLITTER):
            self.work.splitter.restoreState(unpack_state(kept))
        self.status.follow(self.model)
        self._name_school()

    def read_content_anew(self) -> None:
        """Read the standards anew, and judge the open year by them, on the same page."""
        # With the reports, for which the start page need not wait.
        from app.services.own_values import content

        read = partial(content, self.around.paths)
        messages.attempt(self, partial(self.meanwhile, read), self._take_content)

    def _take_content(self, rulebook: Rulebook) -> None:
        self.around = replace(self.around, rulebook=rulebook)
        self.start.show_standards(rulebook)
        self.open_anew()

    def open_anew(self) -> None:
        """Read the open year anew, saved first, and go on at the same place: what may be edited is another now."""
        if self.model is not None:
            self.open_year(self.model.session.year)

    def open_year(self, year: SchoolYear) -> None:
        """Go on with a year of the open file, on the same page; what was typed is saved first."""
        if self.model is None or self.work is None or not self.model.save_now():
            return
        from app.services.opening import session_of_year

        reading = partial(session_of_year, self.model.session.workspace, self.around.rulebook, year)
        messages.attempt(self, partial(self.meanwhile, reading), self._change_year)

    def _change_year(self, session: Session) -> None:
        assert self.model is not None and self.work is not None
        if self.model.session.dirty:  # an input method may bring a word while the year is read
            self.open_year(session.year)
            return
        former, name, place = self.model, self.work.current, self.work.place()
        self._discard(self.work)
        former.let_go()
        self._take(session)
        former.deleteLater()
        self.work.go_to(name)
        self.work.take_place(place)

    def _take(self, session: Session) -> None:
        self.model = SessionModel(session, self)
        self._show_work()
        self._trouble.watch(self.model)
        self.model.verdicts_changed.connect(self._name_school)
        self._remember.file(session)

    def _name_school(self) -> None:
        assert self.model is not None and self.work is not None
        session = self.model.session
        state = f"判定日 {session.judged_on.isoformat()}"
        if session.filed is not None:
            # That it is read-only stands at the foot; here it would be cut off.
            state = f"已备案 {session.filed.year.first}-{session.filed.sequence}"
        self.work.nav.head.show_school(
            session.evaluation.school,
            f"{session.year} 学年 · {state}",
            partial(year_states, session),
            copied_name(session),
        )
        self.setWindowTitle(f"{session.workspace.path.name} — {_TITLE}")

    # Closing

    def close_session(self) -> bool:
        """Save and close what is open; tell whether it was closed (somebody may want to mend trouble first)."""
        if self.model is None:
            return True
        saved = self.model.save_now()
        if not saved and not leave_unsaved(self):
            return False
        self._remember.file(self.model.session)
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
            self._remember.keep(
                splitters={**self.around.settings.current.splitters, _SPLITTER: pack_state(state)}
            )
        self._stack.removeWidget(work)
        self._farewell.take(work, work.large_parts())

    def close_to_start(self) -> None:
        """Close the school file and show the start page."""
        if self.close_session():
            self.setWindowTitle(_TITLE)
            self.status.clear()
            self.start.refresh()
            self._stack.setCurrentWidget(self.start)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.close_session():
            event.ignore()
            return
        self._remember.keep(geometry=pack_state(self.saveGeometry()))
        for runner in (self.runner, self._urgent):
            runner.close()
        super().closeEvent(event)

    def _restore(self) -> None:
        kept = self.around.settings.current.geometry
        if kept:
            self.restoreGeometry(unpack_state(kept))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()).first is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_files(event.mimeData()).first
        if path is not None:
            self.open_file(path)

    def tell_moved(self, place: Path) -> None:
        """The answers are in a new file from now on: remember and name it."""
        assert self.model is not None
        self._remember.file(self.model.session)
        self._name_school()
        self.status.show_moved(place.name)

    def _make_room(self) -> None:
        """The look is about to change, for which pages are made anew: take them away, that Qt need not dress them.

        A picture of them stands in their place meanwhile.
        """
        if self.work is None:
            return
        work, picture = self.work, QLabel()
        self._left = Left(work.current, work.place(), work.fill.focused_fact(), picture)
        picture.setPixmap(work.grab())
        picture.setMinimumSize(1, 1)
        self._stack.addWidget(picture)
        self._stack.setCurrentWidget(picture)
        self.work = None
        self._discard(work)
        go_on_while(lambda: not self._farewell.done)

    def _on_theme_changed(self) -> None:
        """Make the pages anew, where one was: they take lengths and colours when they are made."""
        if self._left is None or self.model is None:
            return
        left, self._left = self._left, None
        self._show_work()
        assert self.work is not None
        self.work.go_to(left.page)
        self.work.take_place(left.place)
        if left.fact:
            self.work.fill.focus_fact(left.fact)
        left.picture.deleteLater()
