"""The desk as the window sees it: what is open, and slow work on it, one piece at a time."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.domain.district import Collection, ListedSchool
from app.domain.district_code import CodeAnswer, Finding, check_code
from app.domain.receipt import Receipt
from app.domain.rulebook import Rulebook
from app.errors import AppError
from app.exchange.school_list import read_school_list
from app.paths import Paths
from app.services.district_desk import FolderRead, Notes, NotesStore, paper_key, read_folder
from app.services.district_outputs import Gathered, gathered, write_district, write_reminders
from app.services.own_faces import kept_faces
from app.services.receipts import Answer, make_receipt
from app.ui import messages
from app.ui.district.rows import Desk, DeskRow
from app.ui.runner import Progress, Runner
from app.ui.widgets.one_job import OneJob
from app.ui.widgets.working import Working


class DeskActs(QObject):
    """What the clerk does. ``changed`` tells that rows and figures are others now."""

    changed = Signal()

    def __init__(
        self, rulebook: Rulebook, paths: Paths, store: NotesStore, runner: Runner, working: Working
    ) -> None:
        super().__init__(working)
        self._rulebook, self._paths, self._store = rulebook, paths, store
        self._working, self.jobs = working, OneJob(runner, working)
        self.read: FolderRead | None = None
        self.found: Gathered | None = None
        self.schools: tuple[ListedSchool, ...] | None = None

    @property
    def notes(self) -> Notes:
        """What is kept from one run to the next."""
        return self._store.current

    @property
    def busy(self) -> bool:
        """Whether something is going on that has to end first."""
        return self.jobs.busy

    @property
    def collection(self) -> Collection | None:
        """What was collected, None before a folder was read."""
        return self.found.roll_up.collection if self.found else None

    def desk(self) -> Desk | None:
        """Return what the rows are made of."""
        if self.read is None or self.found is None:
            return None
        conclusion = self._rulebook.conclusion
        monitored = conclusion[0].standards if conclusion else ()
        return Desk(self.found.roll_up.collection, self.notes.codes, self.read.receipts, tuple(monitored))

    # Reading

    def open_folder(self, folder: Path) -> None:
        """Read every package of a folder off the main thread."""
        self._keep(folder=str(folder))
        if self.schools is None and self.notes.schools:
            self._read_list(Path(self.notes.schools))
        work = partial(_read_job, folder, self._sorting())
        self.jobs.start(
            work, self._show_read, f"正在核对 {folder.name} 中的备案包", "已取消，仍显示此前读取的内容"
        )

    def read_again(self) -> None:
        """Read the open folder again."""
        if self.read is not None:
            self.open_folder(self.read.folder)

    def use_list(self, path: Path) -> None:
        """Take another list of schools; nothing is read again."""
        if self._read_list(path):
            self._keep(schools=str(path))
            self.sort_again()

    def set_terms(self, due: date | None, year: str) -> None:
        """Take another day or year; nothing is read again."""
        self._keep(due=due.isoformat() if due else "", year=year)
        self.sort_again()

    def sort_again(self) -> None:
        """Sort what was read out anew."""
        if self.read is not None:
            work = partial(_sort_job, self.read, self._sorting())
            self.jobs.start(work, self._show_read, "正在汇总", "已取消")

    def _read_list(self, path: Path) -> bool:
        try:
            self.schools = read_school_list(path)
        except AppError as error:
            messages.show_error(self._window(), error)
            return False
        return True

    def _sorting(self) -> Callable[[FolderRead], Gathered]:
        notes, schools, rulebook, paths = self.notes, self.schools, self._rulebook, self._paths
        return lambda read: gathered(read.sorted_out(schools, notes.due_day, notes.year), rulebook, paths)

    def _show_read(self, result: object) -> None:
        assert isinstance(result, tuple)
        self.read, self.found = result
        self.changed.emit()

    # Paper

    def check_paper(self, row: DeskRow, text: str) -> CodeAnswer | None:
        """Hold a code from paper against the files, and keep it where it is one."""
        collection = self.collection
        if collection is None or row.standing is None:
            return None
        answer = check_code(text, collection, row.standing)
        if answer.finding is not Finding.NO_CODE:
            key = paper_key(collection.year, row.standing.school)
            self._keep(codes={**self.notes.codes, key: text.strip()})
            self.changed.emit()
        return answer

    # Writing

    def answer(self, package: Path, answer: Answer, place: Path, done: Callable[[], object]) -> None:
        """Verify the package once more and write the receipt; ``done`` is called when it is there."""
        work = partial(_answer_job, package, answer, place)
        self.jobs.start(work, partial(self._answered, place, done), f"正在写出 {place.name}")

    def _answered(self, place: Path, done: Callable[[], object], receipt: object) -> None:
        assert isinstance(receipt, Receipt) and self.read is not None
        self._keep(authority=receipt.authority, officer=receipt.officer)
        receipts = {**self.read.receipts, receipt.fingerprint: receipt}
        self.read = FolderRead(self.read.folder, self.read.filed, self.read.broken, self.read.names, receipts)
        done()
        self._working.tell(f"已写出并读回核对：{place}")
        self.changed.emit()

    def export(self, xlsx: Path | None = None, pdf: Path | None = None) -> None:
        """Write the roll-up; what stands in the place stays until all is done."""
        if self.found is None:
            return
        names = "、".join(place.name for place in (xlsx, pdf) if place)
        work = partial(_export_job, self.found, xlsx, pdf)
        self.jobs.start(work, self._exported, f"正在导出 {names}，完成前不替换原有文件")

    def export_reminders(self, place: Path) -> None:
        """Write the schools to be urged."""
        if self.found is not None and self.read is not None:
            work = partial(_reminders_job, self.found, self.read.receipts, place)
            self.jobs.start(work, self._exported, f"正在导出 {place.name}，完成前不替换原有文件")

    def _exported(self, places: object) -> None:
        assert isinstance(places, list)
        self._working.tell("已导出 " + "、".join(str(place) for place in places))

    # How work is done

    def _window(self) -> Working:
        return self._working

    def keep_place(self, geometry: str) -> None:
        """Keep where the window stands."""
        self._keep(geometry=geometry)

    def _keep(self, **changes: object) -> None:
        try:
            self._store.change(**changes)
        except AppError as error:
            messages.show_error(self._window(), error)


def _read_job(
    folder: Path, sort: Callable[[FolderRead], Gathered], progress: Progress
) -> tuple[FolderRead, Gathered]:
    read = read_folder(folder, progress.step)
    return read, sort(read)


def _sort_job(
    read: FolderRead, sort: Callable[[FolderRead], Gathered], progress: Progress
) -> tuple[FolderRead, Gathered]:
    progress.step(0, 1)
    return read, sort(read)


def _answer_job(package: Path, answer: Answer, place: Path, progress: Progress) -> Receipt:
    progress.step(0, 1)
    return make_receipt(package, answer, place)


def _export_job(found: Gathered, xlsx: Path | None, pdf: Path | None, progress: Progress) -> list[Path]:
    found = replace(found, fonts=kept_faces(found.paths.data).fonts)
    return write_district(found, xlsx, pdf, progress.step)


def _reminders_job(
    found: Gathered, receipts: Mapping[str, Receipt], place: Path, progress: Progress
) -> list[Path]:
    progress.step(0, 1)
    return [write_reminders(found, receipts, place)]
