"""佐证材料: the files that prove something, what they show, and how they look."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.filing import Evidence, EvidenceLink
from app.domain.school_year import SchoolYear
from app.errors import AppError
from app.services.evidence import MOST_OF_ALL, MOST_OF_ONE, add_files, room, save_evidence
from app.services.evidence_links import INDICATOR, kind_of, link_to
from app.services.finding import entries, listed_in
from app.storage.workspace import Workspace
from app.ui import messages
from app.ui.filing.evidence_panel import EvidencePanel
from app.ui.filing.evidence_table import EvidenceDelegate, EvidenceModel, EvidenceRow, evidence_groups
from app.ui.filing.parts import line
from app.ui.finder import Finder
from app.ui.navigation import Navigation
from app.ui.opening_out import copy_out, open_copy
from app.ui.pages.page import Page
from app.ui.runner import Progress, Runner
from app.ui.session_model import SessionModel
from app.ui.start_parts import dropped_files
from app.ui.tables.view import TableView
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.one_job import OneJob
from app.ui.widgets.scroll import VerticalScroll
from app.ui.widgets.working import Working, make_button

_PANEL, _NARROW, _MIB = 420, 1000, 1 << 20
_LIMITS = f"单个文件不超过 {MOST_OF_ONE // _MIB} MB，合计不超过 {MOST_OF_ALL // _MIB} MB"
_HOW = f"PDF、图片、表格均可，{_LIMITS}。可以把文件拖到此处。"
_KINDS = "佐证文件 (*.pdf *.png *.jpg *.jpeg *.bmp *.xlsx *.xls *.docx *.doc *.zip);;所有文件 (*)"


class EvidencePage(Page):
    """The list at the left, the chosen file at the right (below, where the room is narrow)."""

    name = "evidence"
    title = "佐证材料"

    def __init__(
        self, model: SessionModel, navigation: Navigation, runner: Runner, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, navigation, parent)
        self._runner, self._stale = runner, True
        session = model.session
        self.setAcceptDrops(not session.read_only)
        self.view = TableView(EvidenceModel(), EvidenceDelegate(), self.title)
        self.panel = EvidencePanel(session.rulebook, runner, session.read_only)
        self.empty = EmptyState("clip", "尚未添加佐证材料", _HOW)
        self._working = Working(self)
        self.jobs = OneJob(runner, self._working, model.tell_evidence)
        self._used = ElidedLabel()
        self.add_button = make_button("添加佐证…", self.ask_files, primary=True)
        self.add_button.setEnabled(not session.read_only)
        self._build()
        self._connect()

    def _build(self) -> None:
        px = theme().px
        head = QHBoxLayout()
        head.setContentsMargins(px(20), px(12), px(20), px(8))
        head.setSpacing(px(8))
        self._used.setProperty("role", "muted")
        head.addWidget(line(self.title, "title", wrap=False))
        head.addWidget(self._used, 1)
        head.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._working)
        self._both = QHBoxLayout()
        self._both.setSpacing(0)
        self._right = VerticalScroll(self.panel, "surface")
        self._both.addWidget(self.view, 1)
        self._both.addWidget(self._right)
        column.addLayout(self._both, 1)
        column.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.view.row_changed.connect(self._show_chosen)
        self.view.opened.connect(lambda _: self.open_chosen())
        self.panel.open_wanted.connect(self.open_chosen)
        self.panel.save_wanted.connect(self.ask_save)
        self.panel.remove_wanted.connect(self.ask_remove)
        self.panel.link_wanted.connect(self.ask_link)
        self.panel.unlinked.connect(self._unlink)
        self.panel.paged.connect(self._page)
        self.panel.target_wanted.connect(self._go)
        self.model.evidence_changed.connect(self._on_changed)

    # Showing

    def get_ready(self) -> None:
        if self._stale:
            self._refresh()

    def on_shown(self) -> None:
        """Show the files as they are, ready for the keyboard."""
        if self._stale:
            self._refresh()
        self._arrange()
        self.view.setFocus() if self.view.isVisibleTo(self) else self.add_button.setFocus()

    def show_target(self, target: str, add: bool) -> None:
        """Go to the evidence of a fact, task or indicator; with ``add`` ask for files that show it."""
        self._refresh()
        found = self.model.session.evidence_for(target)
        if found:
            self.view.set_current(found[0].sha256)
        if add:
            self.ask_files(target)

    def _on_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        session = self.model.session
        self.view.show_groups(evidence_groups(session.evidence, session.rulebook))
        there = bool(session.evidence)
        self.view.setVisible(there)
        self._right.setVisible(there)
        self.empty.setVisible(not there)
        used = room(session.workspace, session.year).used
        self._used.setText(f"已用 {used / _MIB:.1f} MB；{_LIMITS}；可拖入文件")
        self._show_chosen()

    @property
    def chosen(self) -> Evidence | None:
        """The file that the keyboard is on."""
        row = self.view.current_row()
        return row.item if isinstance(row, EvidenceRow) else None

    def _show_chosen(self) -> None:
        try:
            self.panel.show_item(self.chosen, self.model.session.workspace.archive.content)
        except AppError as error:
            messages.show_error(self, error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        below = self.width() < theme().px(_NARROW)
        direction = QHBoxLayout.Direction.TopToBottom if below else QHBoxLayout.Direction.LeftToRight
        self._both.setDirection(direction)
        self._both.setStretch(1, int(below))
        self._right.setMinimumWidth(0 if below else theme().px(_PANEL))
        self._right.setMaximumWidth(16777215 if below else theme().px(_PANEL))

    # Adding

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()).paths:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add(dropped_files(event.mimeData()).paths)

    def ask_files(self, target: str = "") -> None:
        """Ask for files, and take them in; with ``target`` they show that."""
        chosen, _ = QFileDialog.getOpenFileNames(self, "添加佐证", "", _KINDS)
        if chosen:
            self.add([Path(name) for name in chosen], target)

    def add(self, paths: Sequence[Path], target: str = "") -> None:
        """Take files into the workspace off the main thread; with ``target`` they show that."""
        session = self.model.session
        if self.jobs.busy or session.read_only:
            return
        link = link_to(session.rulebook, target) if target else None
        work = partial(_add_job, session.workspace, session.year, tuple(paths), link)
        title, stopped = f"正在读入 {len(paths)} 个文件", "已取消；已读完的文件保留，其余未添加"
        self.jobs.start(work, self._added, title, stopped, self._stopped)

    def _stopped(self) -> None:
        """Those files that are in by the time that the work has really ended stay: show them then."""
        self._runner.run(
            lambda _: None,
            lambda _: self.model.tell_evidence(),
            lambda error: messages.show_error(self, error),
        )

    def _added(self, added: list[Evidence]) -> None:
        self.model.tell_evidence()
        self._working.tell(f"已添加 {len(added)} 份")
        self.view.set_current(added[-1].sha256)

    # What can be done with a file

    def open_chosen(self) -> None:
        """Open a copy with the computer's own program."""
        item, archive = self.chosen, self.model.session.workspace.archive
        if item is not None:
            name, sha256 = item.name, item.sha256
            copy = partial(self.model.meanwhile, lambda: copy_out(name, archive.content(sha256)))
            messages.attempt(self, lambda: open_copy(copy()))

    def ask_save(self) -> None:
        """Ask where, and write the file there as it was taken in."""
        if (item := self.chosen) is None:
            return
        suggested = str(self.model.session.workspace.path.parent / item.name)
        place, _ = QFileDialog.getSaveFileName(self, "另存佐证", suggested)
        save = partial(save_evidence, self.model.session.workspace, item, Path(place))
        if place and messages.attempt(self, partial(self.model.meanwhile, save)):
            self._working.tell(f"已写出并读回核对：{place}")

    def ask_remove(self) -> None:
        """Ask, and let go of the file."""
        item, session = self.chosen, self.model.session
        if item is not None and messages.ask(
            self,
            "移除佐证",
            f"移除“{item.name}”？",
            "它与数据项、任务、指标的关联一并解除，不能撤销。已备案的不受影响。",
            "移除",
            destructive=True,
        ):
            self._change(lambda: session.workspace.archive.remove_evidence(session.year, item.sha256))

    def ask_link(self) -> None:
        """Ask what the file shows."""
        session = self.model.session
        among = entries(session.rulebook, listed_in(session.evaluation))
        finder = Finder(among, self._runner, self, "添加关联", "关联")
        finder.chosen.connect(self.link)
        finder.open()

    def link(self, target: str) -> None:
        """Say that the chosen file shows something."""
        item, session = self.chosen, self.model.session
        if item is not None:
            made = link_to(session.rulebook, target)
            self._change(lambda: session.workspace.archive.link_evidence(session.year, item.sha256, made))
            self.panel.focus_pages(target)

    def _unlink(self, link: EvidenceLink) -> None:
        item, session = self.chosen, self.model.session
        if item is not None:
            self._change(lambda: session.workspace.archive.unlink_evidence(session.year, item.sha256, link))

    def _page(self, link: EvidenceLink, pages: str) -> None:
        item, session = self.chosen, self.model.session
        made = EvidenceLink(link.kind, link.id, pages.strip())
        if item is not None:
            self._change(lambda: session.workspace.archive.link_evidence(session.year, item.sha256, made))

    def _change(self, act: Callable[[], object]) -> None:
        if messages.attempt(self, partial(self.model.meanwhile, act)):
            self.model.tell_evidence()

    def _go(self, target: str) -> None:
        if kind_of(self.model.session.rulebook, target) == INDICATOR:
            self.navigation.show_verdict(target)
        else:
            self.navigation.show_fact(target)


def _add_job(
    workspace: Workspace,
    year: SchoolYear,
    paths: Sequence[Path],
    link: EvidenceLink | None,
    progress: Progress,
) -> list[Evidence]:
    added = add_files(workspace, year, paths, progress.step)
    if link is not None:
        for item in added:
            workspace.archive.link_evidence(year, item.sha256, link)
    return added
