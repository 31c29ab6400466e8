"""Runs slow work off the main thread and brings its result, or its error, back to it."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from app.ui import garbage
from app.ui.meanwhile import go_on_while

T = TypeVar("T")

#: Seconds for which slow work may keep the interpreter to itself while the window waits for its turn. Drawing a
#: page takes hundreds of turns; with Python's 5 ms a page that is opened while a report is made takes 0.3 s.
_TURN = 0.0002
#: Whoever has waited so long is shown that something is going on.
_CURSOR_MS = 250


class Cancelled(Exception):
    """Raised inside slow work that was asked to stop."""


@dataclass
class Job:
    """One piece of slow work: what it is called, and how one stops it or hears how far it is."""

    title: str
    on_done: Callable[[Any], None]
    on_error: Callable[[BaseException], None]
    on_progress: Callable[[int, int], None] | None = None
    #: Kept here so that the thread that does it is never the last to hold what it refers to.
    function: Callable[[Any], Any] | None = field(default=None, repr=False)
    _stop: Event = field(default_factory=Event)

    def cancel(self) -> None:
        """Ask the work to stop at its next step; nobody hears of its result, or of trouble, any more."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether the work was asked to stop."""
        return self._stop.is_set()


class Progress:
    """What slow work holds to tell how far it is; telling raises ``Cancelled`` once it shall stop."""

    def __init__(self, runner: "Runner", job: Job) -> None:
        self._runner, self._job = runner, job

    def step(self, done: int, total: int) -> None:
        """Tell that ``done`` of ``total`` is finished."""
        if self._job.cancelled:
            raise Cancelled
        self._runner.progressed.emit(self._job, done, total)


class Runner(QObject):
    """One long-lived object that owns the signals, so that no result is lost (code-anchors 8).

    Work is done one piece after another by one thread; it gets plain values and touches no widget.
    """

    finished = Signal(object, object)
    failed = Signal(object, object)
    progressed = Signal(object, int, int)
    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="dabiao")
        self._jobs: list[Job] = []
        #: Held until the next has ended: by then the thread has let go of it.
        self._last: Job | None = None
        self.finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
        self.failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        self.progressed.connect(self._on_progressed, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether work is going on or waiting."""
        return bool(self._jobs)

    def run(
        self,
        function: Callable[[Progress], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[BaseException], None],
        title: str = "",
        on_progress: Callable[[int, int], None] | None = None,
    ) -> Job:
        """Run ``function(progress)``; then call ``on_done(result)`` or ``on_error(error)`` on the main thread."""
        job = Job(title, on_done, on_error, on_progress, function)
        garbage.hold()
        try:
            future = self._pool.submit(function, Progress(self, job))
        except RuntimeError:  # closed
            garbage.release()
            raise
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self.busy_changed.emit(True)
        future.add_done_callback(lambda done: self._report(job, done))
        return job

    def wait_for(self, function: Callable[[], T]) -> T:
        """Run a function and return what it returns, or raise what it raises; the window goes on meanwhile.

        Work that is going on or waiting comes first; what the user does meanwhile, afterwards.

        Raises:
            Cancelled: the runner was closed or told to stop before it was done.
        """
        results, errors = list[T](), list[BaseException]()
        job = self.run(lambda _: function(), results.append, errors.append)
        with _waiting_cursor():
            go_on_while(lambda: job in self._jobs)
        if errors:
            raise errors.pop()  # nothing here keeps it, nor what its traceback holds
        if not results:
            raise Cancelled
        return results[0]

    def cancel_all(self) -> None:
        """Ask all work to stop; whoever wanted its results is going away."""
        for job in self._jobs:
            job.cancel()

    def close(self) -> None:
        """Ask all work to stop and wait for the piece that is going on."""
        self.cancel_all()
        self._pool.shutdown(wait=True, cancel_futures=True)
        ended, self._jobs, self._last = self._jobs, [], None
        garbage.release(len(ended))

    def _report(self, job: Job, done: "Future[Any]") -> None:
        if done.cancelled():
            self.failed.emit(job, Cancelled())
            return
        error = done.exception()
        if error is None:
            self.finished.emit(job, done.result())
        else:
            self.failed.emit(job, error)

    @Slot(object, object)
    def _on_finished(self, job: Job, result: object) -> None:
        if self._end(job) and not job.cancelled:
            job.on_done(result)

    @Slot(object, object)
    def _on_failed(self, job: Job, error: BaseException) -> None:
        # What was cancelled may fail for what was closed under it, and whoever wanted it may be gone.
        if self._end(job) and not job.cancelled and not isinstance(error, Cancelled):
            job.on_error(error)

    @Slot(object, int, int)
    def _on_progressed(self, job: Job, done: int, total: int) -> None:
        if job.on_progress is not None and not job.cancelled:
            job.on_progress(done, total)

    def _end(self, job: Job) -> bool:
        """Take a job off the list; tell whether it stood there: after closing nobody waits for it any more."""
        if job not in self._jobs:
            return False
        self._jobs.remove(job)
        self._last = job
        garbage.release()
        if not self._jobs:
            self.busy_changed.emit(False)
        return True


@contextmanager
def _waiting_cursor() -> Iterator[None]:
    """Show the cursor that asks to wait, unless it is over before anybody wonders."""
    timer = QTimer(singleShot=True, interval=_CURSOR_MS)
    timer.timeout.connect(lambda: QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor))
    timer.start()
    try:
        yield
    finally:
        if not timer.isActive():
            QGuiApplication.restoreOverrideCursor()
        timer.stop()
