"""The start page: continue, begin, open; recent files; the standards that are shipped; the state of backups."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QHideEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.domain.rulebook import Rulebook
from app.errors import AppError
from app.paths import Paths
from app.services.inputs import SUFFIX
from app.services.recent import RecentFile, RecentFiles, backup_state, restore
from app.services.years import year_to_follow
from app.ui.messages import ask, show_error
from app.ui.next_year import ask_next_year
from app.ui.settings import SettingsDialog, SettingsStore
from app.ui.start_left import StartLeft
from app.ui.start_new import NewSchoolDialog, documents_folder
from app.ui.start_parts import FILE_FILTER, dropped_files, heading, link_button
from app.ui.start_recent import RecentList, moment
from app.ui.start_standards import StandardsTable, issuer_lines
from app.ui.theme import theme
from app.ui.widgets.banner import Banner
from app.ui.widgets.scroll import VerticalScroll

CRASHED = (
    "上次程序没有正常退出。",
    "填写后已显示“已保存”的数据都在文件中，可继续填报；请核对最后填写的一两项。",
)
#: Below this logical width the two halves stand one above the other.
_NARROW = 1000


class StartWidget(QWidget):
    """What one sees before a school file is open. It asks; whoever listens to its signals acts.

    ``new_wanted`` carries the path, the school's name, the school year and the typist.
    """

    open_wanted = Signal(Path)
    new_wanted = Signal(Path, str, object, str)
    sample_wanted = Signal()
    next_year_wanted = Signal(Path)

    def __init__(
        self,
        rulebook: Rulebook,
        settings: SettingsStore,
        recent: RecentFiles,
        paths: Paths,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._recent, self._settings, self._paths = recent, settings, paths
        self._rulebook = rulebook
        self.setAcceptDrops(True)
        self._make_parts()
        self._standards.show_lines(issuer_lines(rulebook))
        self._arrange_parts()
        self._connect()
        self._on_theme()

    def show_standards(self, rulebook: Rulebook) -> None:
        """Show by which standards this computer judges now."""
        self._rulebook = rulebook
        self._standards.show_lines(issuer_lines(rulebook))

    def show_crash(self) -> None:
        """Tell that the run before this one did not end in good order."""
        self._notice.set_message("unanswered", *CRASHED)
        self._notice.show()

    def refresh(self) -> None:
        """Look again at the list of recent files, whether they are there, and at the backups."""
        self._list.show_entries(self._recent.entries())
        self._list.setVisible(bool(self._list.rows))
        self._empty.setVisible(not self._list.rows)
        self._left.show_newest(self._list.newest())
        self._show_backups()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._left.focus_first()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # a school was opened: what the run before did is told by now
            self._notice.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()).paths:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_files(event.mimeData()).first
        if path is not None:
            event.acceptProposedAction()
            self.open_wanted.emit(path)

    def typist(self) -> str:
        """Return who types, as the field says."""
        return self._left.typist.text().strip()

    def _make_parts(self) -> None:
        self._left = StartLeft(self._settings.current.typist)
        self._list = RecentList()
        self._notice = Banner("unanswered")
        self._notice.hide()
        self._backups = Banner("shown")
        self._standards = StandardsTable()
        self._empty = QLabel("还没有打开过学校文件。可新建，也可先打开示例学校看一看。")
        self._empty.setProperty("role", "muted")
        self._empty.setWordWrap(True)
        self._restore = link_button("从备份恢复…")

    def _arrange_parts(self) -> None:
        self._halves = QHBoxLayout()
        self._halves.setSpacing(0)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.addWidget(self._left)
        self._halves.addWidget(self._right_half(), 1)
        content = QWidget()
        content.setLayout(self._halves)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(VerticalScroll(content))

    def _right_half(self) -> QWidget:
        half = QWidget()
        self._column = QVBoxLayout(half)
        self._column.addWidget(self._notice)
        self._column.addLayout(heading("最近打开", "", self._restore))
        self._column.addWidget(self._list)
        self._column.addWidget(self._empty)
        self._column.addSpacing(theme().px(10))
        self._column.addLayout(heading("标准", "随程序提供，按学校类别、办学性质和区县自动适用"))
        self._column.addWidget(self._standards)
        self._column.addSpacing(theme().px(6))
        self._column.addWidget(self._backups)
        self._column.addStretch(1)
        return half

    def _connect(self) -> None:
        self._left.continue_way.clicked.connect(self._on_continue)
        self._left.new_way.clicked.connect(self._on_new)
        self._left.open_way.clicked.connect(self.ask_open)
        self._left.next_way.clicked.connect(self._on_next_year)
        self._left.sample_way.clicked.connect(self.sample_wanted)
        self._list.chosen.connect(self._open_or_remove)
        self._list.removed.connect(self._remove)
        self._restore.clicked.connect(self._on_restore)
        self._left.settings_link.clicked.connect(self._on_settings)
        self._left.help_link.clicked.connect(self._on_help)
        self._left.district_link.clicked.connect(self._on_district)
        self._left.typist.editingFinished.connect(self._on_typist)
        theme().changed.connect(self._on_theme)

    def _show_backups(self) -> None:
        state = backup_state(self._paths.backups)
        self._restore.setVisible(state.newest is not None)
        if state.newest is None:
            self._backups.set_message(
                "shown", "尚无备份。", "每天首次修改前自动备份到本机，备份后随即读回核对。", icon="history"
            )
            return
        made = moment(state.newest)
        text = f"最近一次备份：{made}，已读回核对；本机共 {state.count} 份。"
        self._backups.set_message("met", "备份正常。", text, icon="history")

    def _arrange(self) -> None:
        """Choose the arrangement for the width there is."""
        px = theme().px
        narrow = self.width() < px(_NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(direction)
        self._left.set_stacked(narrow, self.width())
        self._column.setContentsMargins(px(40 if narrow else 36), px(32), px(40), px(24))

    @Slot()
    def _on_theme(self) -> None:
        self._column.setSpacing(theme().px(10))
        self._arrange()

    @Slot()
    def _on_continue(self) -> None:
        entry = self._list.newest()
        if entry is not None:
            self.open_wanted.emit(entry.path)

    @Slot(object)
    def _open_or_remove(self, entry: RecentFile) -> None:
        if entry.found:
            self.open_wanted.emit(entry.path)
            return
        question = f"找不到 {entry.path}"
        consequence = "文件可能已移动、改名，或在未插好的 U 盘上。从列表移除不会删除文件。"
        if ask(self, "找不到文件", question, consequence, "从列表移除", destructive=True):
            self._remove(entry.path)

    @Slot(Path)
    def _remove(self, path: Path) -> None:
        try:
            self._recent.forget(path)
        except AppError as error:
            show_error(self, error)
        self.refresh()

    @Slot()
    def _on_new(self) -> None:
        dialog = NewSchoolDialog(self.folder(), self.typist(), self)
        if dialog.exec() == NewSchoolDialog.DialogCode.Accepted:
            self._left.typist.setText(dialog.who)
            self._keep(typist=dialog.who, folder=str(dialog.path.parent))
            self.new_wanted.emit(dialog.path, dialog.school, dialog.year, dialog.who)

    @Slot()
    def ask_open(self) -> None:
        """Let a school file be chosen (Ctrl+O)."""
        path = self._choose_file("打开学校文件", self.folder())
        if path is not None:
            self._keep(folder=str(path.parent))
            self.open_wanted.emit(path)

    @Slot()
    def _on_next_year(self) -> None:
        entry = self._list.newest()
        path = entry.path if entry is not None else self._choose_file("选择学校文件", self.folder())
        if path is None:
            return
        try:
            year = year_to_follow(path)
        except AppError as error:
            show_error(self, error)
            return
        if ask_next_year(self, entry.school if entry else path.stem, year):
            self.next_year_wanted.emit(path)

    @Slot()
    def _on_restore(self) -> None:
        backup = self._choose_file("选择备份", self._paths.backups)
        if backup is None:
            return
        stem = backup.stem.rsplit("-", 3)[0]
        place = _free_name(self.folder(), f"{stem}-恢复-{datetime.now():%Y%m%d}")
        question = f"恢复为 {place} ？"
        consequence = "备份和现有文件都不作改动，恢复后打开新文件。佐证文件不在备份中。"
        if ask(self, "从备份恢复", question, consequence, "恢复"):
            try:
                self.open_wanted.emit(restore(backup, place))
            except AppError as error:
                show_error(self, error)

    @Slot()
    def _on_settings(self) -> None:
        SettingsDialog(self._settings, self).exec()
        self._left.typist.setText(self._settings.current.typist)

    @Slot()
    def _on_help(self) -> None:
        from app.ui.help import show_help

        show_help(self)

    @Slot()
    def _on_district(self) -> None:
        from app.ui.district.window import show_district

        self._district = show_district(self._rulebook, self._paths)

    @Slot()
    def _on_typist(self) -> None:
        self._keep(typist=self.typist())

    def _keep(self, **changes: str) -> None:
        try:
            self._settings.change(**changes)
        except AppError as error:
            show_error(self, error)

    def folder(self) -> Path:
        """Return the folder in which school files are kept."""
        kept = Path(self._settings.current.folder)
        return kept if self._settings.current.folder and kept.is_dir() else documents_folder()

    def _choose_file(self, title: str, folder: Path) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self, title, str(folder), FILE_FILTER)
        return Path(name) if name else None


def _free_name(folder: Path, stem: str) -> Path:
    place, number = folder / f"{stem}{SUFFIX}", 1
    while place.exists():
        number += 1
        place = folder / f"{stem}-{number}{SUFFIX}"
    return place
