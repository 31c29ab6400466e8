"""What can be done with a roster: taken in from a sheet, written out, marked complete, taken out."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.facts import Fact
from app.domain.roster import Roster
from app.domain.roster_count import Row
from app.domain.roster_summary import Mark
from app.domain.school_year import SchoolYear
from app.errors import AppError
from app.services.roster_figures import if_marked, turned
from app.services.rosters import RosterImport, read_import, write_roster
from app.services.session import Session
from app.ui import messages
from app.ui.rosters.dialogs import accepted, import_dialog, mark_dialog
from app.ui.runner import Progress, Runner
from app.ui.session_model import SessionModel
from app.ui.widgets.one_job import UNCHANGED, OneJob
from app.ui.widgets.working import Working

#: What a sheet that is taken in is called.
SHEETS = (".xlsx", ".xls", ".xlsm", ".ods", ".csv")
_KINDS = f"电子表格 ({' '.join(f'*{suffix}' for suffix in SHEETS)});;所有文件 (*)"
_BOOK, _SUFFIX = "Excel 工作簿 (*.xlsx)", ".xlsx"
_NOT_READ = "已取消，花名册未改动"
_PERSONAL = "表中有姓名、身份证号等个人信息，只供校内核对，请妥善保管，用后删去。"


class RosterActs:
    """Acts on one session's rosters; ``ended`` is called after slow work, whatever came of it."""

    def __init__(
        self,
        page: QWidget,
        model: SessionModel,
        runner: Runner,
        working: Working,
        ended: Callable[[], object],
    ) -> None:
        self._page, self._model, self._working = page, model, working
        self._jobs = OneJob(runner, working, ended)

    @property
    def busy(self) -> bool:
        """Whether something is going on that has to end first."""
        return self._jobs.busy

    @property
    def _session(self) -> Session:
        return self._model.session

    def _rows(self, roster: Roster) -> tuple[Row, ...]:
        kept = self._session.kept_rosters.get(roster.id)
        return kept.rows if kept is not None else ()

    # Taking in

    def ask_import(self, roster: Roster) -> None:
        """Ask for a sheet, and take it in once it was looked at."""
        name, _ = QFileDialog.getOpenFileName(self._page, f"导入{roster.title}", "", _KINDS)
        if name:
            self.read(roster, Path(name))

    def read(self, roster: Roster, path: Path) -> None:
        """Read a sheet off the main thread, and show what taking it in changes."""
        if self._session.read_only or self._jobs.busy:
            return
        work = partial(_read, roster, path, self._rows(roster), self._session.year)
        self._jobs.start(work, self._preview, f"正在读入 {path.name}", _NOT_READ)

    def _preview(self, found: RosterImport) -> None:
        former = len(self._rows(found.roster))
        if accepted(import_dialog(self._page, found, former, self._session.fact)):
            told = f"已导入{found.roster.title} {len(found.rows)} 行"
            self._change(lambda: self._model.import_roster(found.roster.id, found.rows), told)

    def _change(self, act: Callable[[], object], told: str) -> None:
        """Change what is kept, and say what came of it."""
        before, copied = self._session.evaluation, self._session.workspace.last_backup
        if not messages.attempt(self._page, act):
            return
        changed = turned(before, self._session.evaluation)
        verdicts = f"{changed} 项判定有变化" if changed else "判定没有变化"
        backup = self._session.workspace.last_backup
        parts = [told, verdicts]
        if backup is not None and backup is not copied and backup.path is not None:
            parts.append(f"此前的备份：{backup.path.name}")
        elif backup is not None and backup is not copied:
            parts.append(f"备份未能完成：{backup.error}")
        self._working.tell("；".join(parts))

    # Writing out

    def ask_blank(self, roster: Roster) -> None:
        """Ask where, and write the blank form."""
        self._ask_place(roster, (), f"空白{roster.title}")

    def ask_export(self, roster: Roster) -> None:
        """Ask where, and write the rows as they are kept."""
        personal = any(column.personal for column in roster.columns)
        if not personal or messages.ask(self._page, "导出花名册", f"导出{roster.title}？", _PERSONAL, "导出"):
            self._ask_place(roster, self._rows(roster), roster.title)

    def _ask_place(self, roster: Roster, rows: tuple[Row, ...], named: str) -> None:
        suggested = self._session.workspace.path.parent / f"{named}{_SUFFIX}"
        name, _ = QFileDialog.getSaveFileName(self._page, f"另存{named}", str(suggested), _BOOK)
        if name:
            self.write(roster, rows, Path(name if name.lower().endswith(_SUFFIX) else f"{name}{_SUFFIX}"))

    def write(self, roster: Roster, rows: tuple[Row, ...], place: Path) -> None:
        """Write rows, or without any the blank form, off the main thread."""
        if not self._jobs.busy:
            work = partial(_write, roster, rows, place, self._session.rulebook.facts)
            self._jobs.start(
                work, lambda _: self._working.tell(f"已写出：{place}"), f"正在写出 {place.name}", UNCHANGED
            )

    # Marking and taking out

    def ask_mark(self, roster: Roster, complete: bool) -> None:
        """Mark a roster complete once it is said what that changes; take the mark back at once."""
        if complete and not self._may_mark(roster):
            return
        told = f"{roster.title}已标为已核对完整" if complete else f"{roster.title}已取消“已核对完整”"
        self._change(lambda: self._model.mark_roster(roster.id, complete), told)

    def _may_mark(self, roster: Roster) -> bool:
        session = self._session
        effect = if_marked(session, roster.id, Mark(session.workspace.who, session.judged_on))
        return accepted(mark_dialog(self._page, roster, effect, session.assessment, session.fact))

    def ask_remove(self, roster: Roster) -> None:
        """Take a roster out, once that is wanted."""
        if messages.ask(
            self._page,
            "移除花名册",
            f"移除{roster.title}的 {len(self._rows(roster))} 行？",
            "判定改用填报数。不能撤销；移除前先备份，可从备份恢复。",
            "移除",
            destructive=True,
        ):
            self._change(lambda: self._model.import_roster(roster.id, ()), f"已移除{roster.title}")


def _read(roster: Roster, path: Path, kept: tuple[Row, ...], year: SchoolYear, _: Progress) -> RosterImport:
    """Read a sheet; what a mistake of ours says may cite a cell, and is left out of what is reported of it."""
    try:
        return read_import(roster, path, kept, year)
    except (AppError, OSError):
        raise
    except Exception as error:
        told = RuntimeError(f"{type(error).__name__} while reading a roster")
        raise told.with_traceback(error.__traceback__) from None


def _write(
    roster: Roster, rows: tuple[Row, ...], place: Path, facts: Mapping[str, Fact], _: Progress
) -> Path:
    return write_roster(roster, rows, place, facts)
