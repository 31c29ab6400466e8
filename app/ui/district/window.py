"""区县工作台: a window of its own beside the schools' one, opened from the start page or the command line."""

from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from app.domain.district_code import Finding
from app.domain.receipt import Ruling
from app.domain.rulebook import Rulebook
from app.paths import Paths
from app.reports.district_reminders import reminder_text, reminders
from app.reports.district_words import title_of
from app.services.district_desk import NotesStore, receipt_place
from app.ui.district.answer_dialog import AnswerDialog
from app.ui.district.desk import DeskActs
from app.ui.district.head import Head
from app.ui.district.reminder_dialog import ReminderDialog
from app.ui.district.rows import DeskRow
from app.ui.district.terms_dialog import TermsDialog
from app.ui.district.view import DeskView
from app.ui.runner import Runner
from app.ui.settings import pack_state, unpack_state
from app.ui.start_parts import dropped_files
from app.ui.theme import theme
from app.ui.verdict_texts import document_name
from app.ui.widgets.working import Working
from app.ui.window_place import SMALLEST, WANTED, fit_to_screen

_TITLE = "区县工作台 — 职校达标自评"
_LISTS = "学校名单 (*.xlsx *.xls *.ods *.csv);;所有文件 (*)"
_ONE_ROW = 1180


class DistrictWindow(QMainWindow):
    """Head, what was collected, a line at the foot; all but slow work is made anew when the theme changes."""

    head: Head
    view: DeskView

    def __init__(self, rulebook: Rulebook, paths: Paths) -> None:
        super().__init__()
        self._rulebook = rulebook
        self.runner = Runner(self)
        self._working = Working(self)
        store = NotesStore(paths.data)
        self.acts = DeskActs(rulebook, paths, store, self.runner, self._working)
        self.setWindowTitle(_TITLE)
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        self.resize(WANTED)
        self._centre, self._column = QWidget(), QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._centre.setLayout(self._column)
        self.setCentralWidget(self._centre)
        self._parts = list[QWidget]()
        self._make_parts()
        self._add_keys()
        self.acts.changed.connect(self._show)
        theme().changed.connect(self._on_theme)
        self.restoreGeometry(unpack_state(store.current.geometry))

    # Building

    def _make_parts(self) -> None:
        exports = [("Excel 汇总表…", self.ask_excel), ("PDF 汇总报告…", self.ask_pdf)]
        self.head = Head(self.ask_folder, self.ask_list, self.ask_terms, exports)
        self.view = DeskView(self._rulebook)
        self._foot_words = QLabel()
        self._parts = [self.head, self.view, self._foot()]
        self._column.addWidget(self.head)
        self._column.addWidget(self._working)
        self._column.addWidget(self.view, 1)
        self._column.addWidget(self._parts[-1])
        self.view.begun.connect(self.ask_folder)
        self.view.reminders_wanted.connect(self.show_reminders)
        self.view.card.code_typed.connect(self._on_code)
        self.view.card.answer_wanted.connect(self.ask_answer)
        self._arrange()
        self._show()

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("role", "sunken")
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme().px(12), theme().px(3), theme().px(12), theme().px(3))
        row.setSpacing(theme().px(20))
        for label in (self._foot_words, QLabel("本程序不使用网络"), QLabel(f"字号 {theme().scale} %")):
            label.setProperty("role", "muted")
            row.addWidget(label)
        row.setStretchFactor(self._foot_words, 1)
        return foot

    def _add_keys(self) -> None:
        keys = (
            ("打开文件夹", "Ctrl+O", self.ask_folder),
            ("重新读取", "F5", self.acts.read_again),
            ("核对纸质码", "Ctrl+K", lambda: self.view.focus_code()),
            ("帮助", "F1", self._help),
            ("关闭", "Ctrl+W", self.close),
        )
        for name, key, act in keys:
            action = QAction(name, self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(lambda _checked, act=act: act())
            self.addAction(action)

    def _on_theme(self) -> None:
        """Lengths and colours are taken when widgets are made: make them anew, at the same school."""
        key, typed = self.view.table.current_key(), self.view.card.code.text()
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            shiboken6.delete(part)
        self._column.removeWidget(self._working)
        self._make_parts()
        if key is not None and self.view.table.set_current(key):
            self.view.card.code.setText(typed)

    def _arrange(self) -> None:
        self.head.set_narrow(self.width() < theme().px(_ONE_ROW))

    # Showing

    def _show(self) -> None:
        desk, found = self.acts.desk(), self.acts.found
        self.head.set_ready(desk is not None)
        if desk is None or found is None:
            self.head.show_counts({})
            self._foot_words.setText("尚未读取备案包")
            return
        collection, counts = desk.collection, desk.counts()
        self.view.show_desk(desk, found.roll_up)
        self.head.title.setText(title_of(collection))
        self.head.place.setText(self._place())
        self.head.show_counts(
            {
                "已报": len(collection.standings) - counts["missing"],
                "未报": counts["missing"],
                "文件校验通过": collection.packages,
                "纸质码不一致": desk.disagreeing(),
            }
        )
        officer = f"　经办人 {self.acts.notes.officer}" if self.acts.notes.officer else ""
        self._foot_words.setText(f"{collection.packages} 份备案包已读取{officer}")

    def _place(self) -> str:
        collection = self.acts.collection
        assert collection is not None
        parts = [f"截止 {collection.due.isoformat()}"] if collection.due else []
        parts.append(f"学校名单 {len(collection.standings)} 所" if collection.listed else "没有学校名单")
        parts.append(f"备案包文件夹：{collection.folder}")
        return "　".join(parts)

    # Asking

    def ask_folder(self) -> None:
        """Let a folder be chosen (Ctrl+O)."""
        chosen = QFileDialog.getExistingDirectory(self, "打开备案包文件夹", self.acts.notes.folder)
        if chosen:
            self.acts.open_folder(Path(chosen))

    def ask_list(self) -> None:
        """Let the list of schools be chosen."""
        kept = self.acts.notes.schools or self.acts.notes.folder
        chosen, _ = QFileDialog.getOpenFileName(self, "打开学校名单", kept, _LISTS)
        if chosen:
            self.acts.use_list(Path(chosen))

    def ask_terms(self) -> None:
        """Ask for day and year."""
        notes, read = self.acts.notes, self.acts.read
        dialog = TermsDialog(notes.due_day, notes.year, read.years if read else (), self)
        if dialog.exec() == TermsDialog.DialogCode.Accepted:
            self.acts.set_terms(dialog.due, dialog.year)

    def ask_excel(self) -> None:
        """Ask where, and write the workbook."""
        if place := self._ask_place(".xlsx", "Excel 表 (*.xlsx)"):
            self.acts.export(xlsx=place)

    def ask_pdf(self) -> None:
        """Ask where, and write the report."""
        if place := self._ask_place(".pdf", "PDF 文件 (*.pdf)"):
            self.acts.export(pdf=place)

    def show_reminders(self) -> ReminderDialog | None:
        """Show whom to write to, to be copied or saved."""
        collection, read = self.acts.collection, self.acts.read
        if collection is None or read is None:
            return None
        found = reminders(collection, read.receipts)
        dialog = ReminderDialog(reminder_text(collection, found), len(found), self.ask_reminders, self)
        dialog.open()
        return dialog

    def ask_reminders(self) -> None:
        """Ask where, and write whom to write to."""
        if place := self._ask_place("-催报名单.xlsx", "Excel 表 (*.xlsx)"):
            self.acts.export_reminders(place)

    def _ask_place(self, ending: str, kind: str) -> Path | None:
        collection = self.acts.collection
        if collection is None:
            return None
        suggested = Path(collection.folder).parent / f"{title_of(collection)}{ending}"
        chosen, _ = QFileDialog.getSaveFileName(self, "导出汇总", str(suggested), kind)
        return Path(chosen) if chosen else None

    # Paper and answers

    def _on_code(self, row: DeskRow, text: str) -> None:
        answer = self.acts.check_paper(row, text)
        if answer is not None and answer.finding is Finding.NO_CODE:
            self.view.card.say(answer.text)

    def ask_answer(self, row: DeskRow, ruling: Ruling) -> AnswerDialog | None:
        """Ask what the answer is, and write it as a receipt; the dialog stays until that is done."""
        read, notes = self.acts.read, self.acts.notes
        if read is None or row.submission is None:
            return None
        package = read.folder / row.submission.file
        place = receipt_place(package, ruling)
        named = {name: document_name(standard) for name, standard in self._rulebook.standards.items()}
        dialog = AnswerDialog(ruling, row.submission, place, notes.authority, notes.officer, named, self)
        dialog.wanted.connect(partial(self._write_answer, dialog, package))
        dialog.open()
        return dialog

    def _write_answer(self, dialog: AnswerDialog, package: Path, answer: object, place: Path) -> None:
        if not self.acts.busy:
            self.acts.answer(package, answer, place, dialog.accept)  # type: ignore[arg-type]

    # The window

    def _help(self) -> None:
        from app.ui.help import show_help

        show_help(self, "district")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(path.is_dir() for path in dropped_files(event.mimeData()).paths):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        folder = next((path for path in dropped_files(event.mimeData()).paths if path.is_dir()), None)
        if folder is not None:
            self.acts.open_folder(folder)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.acts.keep_place(pack_state(self.saveGeometry()))
        self.runner.close()
        super().closeEvent(event)


def show_district(rulebook: Rulebook, paths: Paths, folder: Path | None = None) -> DistrictWindow:
    """Show the desk; one that is open already comes to the front."""
    for opened in QApplication.topLevelWidgets():
        if isinstance(opened, DistrictWindow) and opened.isVisible():
            opened.raise_()
            opened.activateWindow()
            return opened
    window = DistrictWindow(rulebook, paths)
    fit_to_screen(window, window.screen().availableGeometry())
    window.show()
    kept = folder or (Path(window.acts.notes.folder) if window.acts.notes.folder else None)
    if folder is not None or (kept is not None and kept.is_dir()):
        assert kept is not None
        window.acts.open_folder(kept)
    return window
