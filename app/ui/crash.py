"""Errors of the program itself: answers are saved, the log is written, one dialog is shown, the next start told."""

import os
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtWidgets import QApplication

from app import __version__
from app.errors import AppError, FileInUseError
from app.storage.lock import FileLock, holder_of
from app.ui.messages import bug_dialog, show_error

_LOG, _LARGEST_LOG = "dabiao.log", 1_000_000
_RUN = "run"
#: What Qt says on every start without anything being wrong.
_HARMLESS = ("This plugin does not support propagateSizeHints",)
_LEVELS = {
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "critical",
    QtMsgType.QtFatalMsg: "fatal",
}
Save = Callable[[], bool | None]


class Log:
    """The log file in the data folder; one older file is kept. Writing to it never fails the caller."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / _LOG

    def write(self, text: str) -> None:
        """Add an entry; where the disk refuses, it goes to stderr alone."""
        entry = f"{datetime.now().isoformat(timespec='seconds')} {text.rstrip()}\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.exists() and self.path.stat().st_size > _LARGEST_LOG:
                self.path.replace(self.path.with_suffix(".1.log"))
            with self.path.open("a", encoding="utf-8") as file:
                file.write(entry)
        except OSError as error:
            _to_stderr(f"{self.path}: {error}\n{entry}")


class CrashReporter(QObject):
    """Takes what nobody caught: in slots, in threads, and what Qt itself complains of.

    ``save`` puts pending answers on the disk; False says that something could not be written.
    """

    _heard = Signal(object)

    def __init__(self, folder: Path, save: Save, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log, self.save = Log(folder), save
        self._showing = False
        self._former = sys.excepthook
        self._heard.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over from Python's and Qt's own handlers."""
        sys.excepthook = self.report
        threading.excepthook = self._report_from_thread
        qInstallMessageHandler(self._on_qt_message)

    def uninstall(self) -> None:
        """Give Python's and Qt's own handlers their place back."""
        sys.excepthook = self._former
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None = None
    ) -> None:
        """Log an error and show it; may be called from any thread."""
        if not isinstance(error, Exception):
            self._former(kind, error, trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        self.log.write(text)
        _to_stderr(text)
        self._heard.emit(error)

    def _report_from_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.report(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    @Slot(object)
    def _show(self, error: Exception) -> None:
        """Save, then tell; while one error is shown, further ones only go to the log."""
        if self._showing:
            return
        self._showing = True
        try:
            parent = QApplication.activeWindow()
            if isinstance(error, AppError):
                show_error(parent, error)
            else:
                bug_dialog(parent, self.details(error), self._saved()).exec()
        finally:
            self._showing = False

    def details(self, error: BaseException) -> str:
        """Return what a technician needs to know."""
        trace = "".join(traceback.format_exception(error)).rstrip()
        head = f"dabiao {__version__}，Python {sys.version.split()[0]}，Qt {qVersion()}，{sys.platform}"
        return f"{head}\n日志：{self.log.path}\n\n{trace}"

    def _saved(self) -> bool:
        try:
            return self.save() is not False
        except Exception:
            self.log.write(f"saving after an error failed\n{traceback.format_exc()}")
            return False

    def _on_qt_message(self, kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
        level = _LEVELS.get(kind)
        if level is not None and not text.startswith(_HARMLESS):
            self.log.write(f"Qt {level}: {text}")
            _to_stderr(f"{text}\n")


def _to_stderr(text: str) -> None:
    if sys.stderr is not None:  # a windowed program on Windows has none
        sys.stderr.write(text)


class RunMarker:
    """A locked file while the program runs: found unlocked at a start, it tells of a run that did not end.

    The lock is the operating system's, so that it vanishes with the program however that dies.
    """

    def __init__(self, folder: Path, number: int) -> None:
        self._folder, self._number = folder, number
        self._lock: FileLock | None = None

    def begin(self) -> bool:
        """Mark this run as going on; tell whether an earlier one ended without saying so."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            dead = [side for side in self._folder.glob(f".{_RUN}-*.lock") if holder_of(side) is None]
            for side in dead:
                side.unlink(missing_ok=True)
            self._lock = FileLock(self._folder / f"{_RUN}-{self._number}", "", datetime.now().astimezone())
        except (FileInUseError, OSError):
            # A folder that cannot be written, or another computer's run with our number on a shared one:
            # this run is not marked, and the next start tells nothing. Not worth refusing to start.
            return False
        return bool(dead)

    def end(self) -> None:
        """Mark this run as ended in good order."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None


@dataclass
class _Watch:
    """What watches over this run, from ``install`` to ``finish``."""

    reporter: CrashReporter
    marker: RunMarker


_watches: list[_Watch] = []


def install(folder: Path, save: Save) -> bool:
    """Watch over this run; tell whether an earlier one ended without saying so.

    ``save`` is called before an error is shown.
    """
    watch = _Watch(CrashReporter(folder, save), RunMarker(folder, os.getpid()))
    watch.reporter.install()
    _watches.append(watch)
    return watch.marker.begin()


def finish() -> None:
    """End this run in good order."""
    for watch in _watches:
        watch.reporter.uninstall()
        watch.marker.end()
    _watches.clear()
