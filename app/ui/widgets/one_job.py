"""One piece of slow work at a time: begun, shown as it goes on, ended or stopped, and told in a sentence."""

from collections.abc import Callable
from functools import partial
from typing import Any

from app.ui import messages
from app.ui.runner import Job, Progress, Runner
from app.ui.widgets.working import Working

#: What is said where files were to be written.
UNCHANGED = "已取消，原有文件未改动"


class OneJob:
    """The slow work of a page; ``ended`` is called after each piece that was not stopped, came what may."""

    def __init__(self, runner: Runner, working: Working, ended: Callable[[], object] = lambda: None) -> None:
        self._runner, self._working, self._ended = runner, working, ended
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        """Whether something is going on that has to end first."""
        return self._job is not None

    def start(
        self,
        work: Callable[[Progress], object],
        done: Callable[[Any], object],
        title: str,
        cancelled: str = UNCHANGED,
        on_cancel: Callable[[], object] = lambda: None,
    ) -> None:
        """Begin a piece of work; what is going on is dropped.

        ``done`` gets the result on the main thread; ``cancelled`` is said, and ``on_cancel`` called, when
        somebody stops it.
        """
        self.drop()
        self._job = self._runner.run(
            work, partial(self._end, done), self._fail, title, on_progress=self._working.step
        )
        self._working.begin(title, partial(self._cancel, cancelled, on_cancel))

    def drop(self) -> None:
        """Stop what is going on without a word; its result is not used."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._working.finish()

    def _end(self, done: Callable[[Any], object], result: object) -> None:
        self._job = None
        self._working.finish()
        done(result)
        self._ended()

    def _fail(self, error: BaseException) -> None:
        self._job = None
        self._working.finish()
        messages.show_error(self._working.window(), error)
        self._ended()

    def _cancel(self, told: str, on_cancel: Callable[[], object]) -> None:
        self.drop()
        self._working.tell(told)
        on_cancel()
