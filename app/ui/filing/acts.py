"""What can be done with a filing: freezing, writing, attaching, receiving, opening again; slow work off the main thread."""

import hashlib
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.filing import Filed
from app.errors import FilingError
from app.exchange.receipts import read_receipt_text
from app.paths import Paths
from app.services.deliveries import Deliveries
from app.services.evidence import read_scan
from app.services.exports import Judged
from app.services.filing import Prepared, keep_filing, open_receipt, prepare, write_package
from app.services.own_faces import kept_faces
from app.services.reporting import made_ready
from app.services.writing import Output, write_files
from app.storage.workspace import Workspace
from app.ui import messages
from app.ui.filing.files_card import PACKAGE, WORD, FiledFile, hashed
from app.ui.printing import ask_and_print
from app.ui.runner import Progress, Runner
from app.ui.session_model import SessionModel
from app.ui.widgets.one_job import OneJob
from app.ui.widgets.working import Working

_CHANGED = ("冻结期间数据有改动，未冻结", "请核对后再冻结")


class FilingActs(QObject):
    """Acts on the open year. ``renewed`` tells that it has to be opened anew, ``verified`` that a file was read back."""

    renewed = Signal()
    verified = Signal(object, object)
    scanned = Signal()

    def __init__(self, model: SessionModel, runner: Runner, paths: Paths, working: Working) -> None:
        super().__init__(working)
        self._model, self._paths, self._working = model, paths, working
        self.deliveries = Deliveries(paths.data)
        self._jobs = OneJob(runner, working)

    @property
    def busy(self) -> bool:
        """Whether something is going on that has to end first."""
        return self._jobs.busy

    @property
    def _workspace(self) -> Workspace:
        return self._model.session.workspace

    @property
    def _window(self) -> QWidget:
        parent = self._working.parentWidget()
        assert parent is not None
        return parent

    # Freezing

    def freeze(self, included: frozenset[str]) -> None:
        """Make the filing off the main thread, then keep it, if nothing was changed meanwhile."""
        if self.busy or not self._model.save_now():
            return
        session = self._model.session
        judged = Judged(session.assessment, session.evaluation, session.rulebook, self._paths)
        work = partial(_prepare_job, session.workspace, judged, datetime.now(), included)
        self._jobs.start(
            work, self._keep, "正在冻结备案：印制报告、判定表；完成前不作改动", "已取消，未冻结，数据未改动"
        )

    def _keep(self, made: object) -> None:
        assert isinstance(made, Prepared)
        if self._model.session.assessment is not made.judged.assessment:
            messages.show_error(self._window, FilingError(*_CHANGED))
            return
        keep = partial(keep_filing, self._workspace, made)
        messages.attempt(self._window, partial(self._model.meanwhile, keep), self._renew)

    def reopen(self, filed: Filed, reason: str) -> None:
        """Let the year be edited again, for a written reason."""
        messages.attempt(self._window, lambda: self._workspace.archive.reopen(filed, reason), self._renew)

    def _renew(self, _: object) -> None:
        self.renewed.emit()

    # Files

    def write(self, filed: Filed, name: str, place: Path) -> None:
        """Write one of the files of a filing to a place."""
        write = {PACKAGE: self.write_package, WORD: self.write_word}.get(name)
        if write is not None:
            write(filed, place)
        else:
            self.save_file(filed, name, place)

    def write_package(self, filed: Filed, place: Path) -> None:
        """Write the package, read it back and verify it, then move it in."""
        if self.busy:
            return
        work = partial(_package_job, self._workspace, filed, place)
        title = f"正在写出并核对 {place.name}，完成前不替换原有文件"
        self._jobs.start(work, partial(self._written, filed, place), title)

    def _written(self, filed: Filed, place: Path, file: FiledFile) -> None:
        messages.attempt(self._window, lambda: self.deliveries.remember(filed, place, datetime.now()))
        self._verified(place, file)

    def write_word(self, _: Filed, place: Path) -> None:
        """Write the editable report of the filing that froze the open year, under its seal."""
        if self.busy:
            return
        session = self._model.session
        judged = Judged(session.assessment, session.evaluation, session.rulebook, self._paths)
        work = partial(_word_job, session.workspace, judged, place)
        title = f"正在写出 {place.name}，完成前不替换原有文件"
        self._jobs.start(work, partial(self._verified, place), title)

    def save_file(self, filed: Filed, name: str, place: Path) -> None:
        """Write a file of the filing to a place, read back before it moves in."""

        def write() -> FiledFile:
            content = self._workspace.archive.filed_file(filed.number, name)
            write_files({place: content})
            return hashed(name, content)

        written = partial(self._verified, place)
        messages.attempt(self._window, partial(self._model.meanwhile, write), written)

    def print_report(self, pdf: bytes, title: str) -> None:
        """Ask for a printer and print a frozen report."""
        if self.busy:
            return
        tell = self._working.tell
        messages.attempt(self._window, lambda: ask_and_print(pdf, title, self._jobs, tell, self._window))

    def _verified(self, place: Path, file: object) -> None:
        assert isinstance(file, FiledFile)
        self._working.tell(f"已写出并读回核对：{place}")
        self.verified.emit(place, file)

    # What comes afterwards

    def attach_scan(self, filed: Filed, path: Path) -> None:
        """Keep a scan of the stamped paper."""
        if self.busy:
            return
        work = partial(_scan_job, self._workspace, filed, path)
        self._jobs.start(work, lambda _: self.scanned.emit(), f"正在读入 {path.name}", "已取消，未附上")

    def open_receipt(self, path: Path) -> None:
        """Keep a receipt; its remarks stand at their rows from now on."""
        messages.attempt(
            self._window, lambda: open_receipt(self._workspace, path, read_receipt_text(path)), self._renew
        )


def _prepare_job(
    workspace: Workspace, judged: Judged, at: datetime, included: frozenset[str], progress: Progress
) -> Prepared:
    fonts = kept_faces(judged.paths.data).fonts
    return prepare(workspace, replace(judged, fonts=fonts), at, included, progress.step)


def _package_job(workspace: Workspace, filed: Filed, place: Path, progress: Progress) -> FiledFile:
    write_package(workspace, filed, place, progress.step)
    digest = hashlib.sha256()
    with place.open("rb") as file:
        while part := file.read(1 << 20):
            digest.update(part)
    return FiledFile(PACKAGE, place.stat().st_size, digest.hexdigest())


def _word_job(workspace: Workspace, judged: Judged, place: Path, progress: Progress) -> FiledFile:
    progress.step(0, 1)
    content = made_ready(judged, workspace).source.written(Output.WORD)
    write_files({place: content})
    return hashed(WORD, content)


def _scan_job(workspace: Workspace, filed: Filed, path: Path, progress: Progress) -> None:
    content = read_scan(path, progress.step)
    workspace.archive.add_scan(filed, path.name, content)
