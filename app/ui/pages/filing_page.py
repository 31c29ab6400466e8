"""备案: what is left to do, freezing, the files of the frozen filing, and what the authority answers."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.filing import Filed, Scan
from app.domain.readiness import Hindrance, Obstacle
from app.errors import AppError
from app.paths import Paths
from app.services.filing import PDF, filed_data, package_size, receipts_of
from app.services.filing_steps import Delivery, filing_steps, hindering, short_number
from app.services.receipts import rows_of
from app.ui import messages
from app.ui.fields.flow import FlowBox
from app.ui.filing.acts import FilingActs
from app.ui.filing.choice_card import ChoiceCard
from app.ui.filing.files_card import PACKAGE, FiledFile, FilesCard, hashed, saved_name
from app.ui.filing.parts import line, link
from app.ui.filing.preview_column import PreviewColumn
from app.ui.filing.reason_dialog import ReasonDialog
from app.ui.filing.returns_card import ReceiptsCard, ScansCard
from app.ui.filing.seal_card import SealCard
from app.ui.filing.sign_card import SignCard
from app.ui.filing.steps_panel import StepsPanel
from app.ui.navigation import Navigation
from app.ui.opening_out import open_copy
from app.ui.pages.page import Badge, Page
from app.ui.printing import ask_and_print
from app.ui.runner import Runner
from app.ui.session_model import SessionModel
from app.ui.theme import theme
from app.ui.widgets.banner import Banner
from app.ui.widgets.scroll import VerticalScroll
from app.ui.widgets.separator import separator
from app.ui.widgets.working import Working, make_button

_LEFT, _RIGHT, _SHEET_HIGH, _ANY_WIDTH = 300, 334, 620, 16777215
#: Logical widths below which the preview stands below the rest, and the steps above it.
_PREVIEW_BELOW, _STEPS_BELOW = 1180, 900
_ZIP, _RECEIPTS, _ANY = "备案包 (*.zip)", "回执文件 (*.json);;所有文件 (*)", "所有文件 (*)"
_SCANS = "扫描件 (*.pdf *.png *.jpg *.jpeg *.bmp);;所有文件 (*)"


class FilingPage(Page):
    """The steps at the left, what is to be signed or was frozen in the middle, the frozen report at the right.

    What is frozen never changes, so the page is made for the year as it was opened: the window opens the year
    anew once it is frozen or may be edited again.
    """

    name = "filing"
    title = "备案"

    def __init__(
        self,
        model: SessionModel,
        navigation: Navigation,
        runner: Runner,
        paths: Paths,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(model, navigation, parent)
        self._archive = model.session.workspace.archive
        self.filed = model.session.filed
        self._filings = self._archive.filings()
        ours = [filed for filed in self._filings if filed.year == model.session.year]
        #: The filing that receipts and scans belong to: the frozen one, else the last one that was opened again.
        self.last = ours[-1] if ours else None
        self._written, self._stale, self._narrow = False, True, (False, False)
        self._working = Working(self)
        self.acts = FilingActs(model, runner, paths, self._working)
        self.steps = StepsPanel(self._go)
        self.banner = Banner("met")
        self.sign = SignCard(model)
        self.choice: ChoiceCard | None = None
        self.files: FilesCard | None = None
        self.seal: SealCard | None = None
        self.side = PreviewColumn(runner, self._print)
        self._receipts = receipts_of(model.session.workspace, self.last) if self.last else ()
        self._build()
        self._connect()

    # Building

    def _build(self) -> None:
        self._build_left()
        self._middle = QWidget()
        self._column = QVBoxLayout(self._middle)
        px = theme().px
        self._column.setContentsMargins(px(20), px(14), px(20), px(20))
        self._column.setSpacing(px(12))
        self._column.addWidget(self.banner)
        self._column.addWidget(self._working)
        self._fill_frozen() if self.filed is not None else self._fill_open()
        if self.last is not None:
            self._fill_answers(self.last)
        if len(self._filings) > (self.filed is not None):
            self._column.addLayout(self._history())
        self._column.addStretch(1)
        self._centre = VerticalScroll(self._middle)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._edges = (separator(vertical=True), separator(vertical=True))
        for widget in (self._pane, self._edges[0], self._centre, self._edges[1], self.side):
            self._row.addWidget(widget, int(widget is self._centre))
        self.side.setVisible(self.filed is not None)
        self._edges[1].setVisible(self.filed is not None)

    def _build_left(self) -> None:
        px = theme().px
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(px(18), px(14), px(18), px(14))
        column.setSpacing(px(8))
        session = self.model.session
        number = f"，备案编号 {short_number(self.filed)}" if self.filed else ""
        column.addWidget(line(self.title, "title", wrap=False))
        column.addWidget(line(f"{session.year} 学年{number}", "muted"))
        column.addWidget(self.steps)
        self.receive = make_button("打开回执…", self.ask_receipt)
        theme().set_icon(self.receive, "return")
        self.receive.setEnabled(bool(self._filings) and not session.workspace.read_only)
        buttons = QHBoxLayout()
        buttons.addWidget(self.receive)
        self.correct: QPushButton | None = None
        if self.filed is not None:
            self.correct = make_button("更正备案…", self.ask_reopen)
            self.correct.setProperty("role", "quiet")
            self.correct.setEnabled(not session.workspace.read_only)
            buttons.addWidget(self.correct)
        buttons.addStretch(1)
        column.addLayout(buttons)
        if self.filed is not None:
            note = f"更正须写明原因，另编 {self._next_number()}；{short_number(self.filed)} 保留不变。"
            column.addWidget(line(note, "faint"))
        column.addStretch(1)
        self._pane = VerticalScroll(self._left, "surface")

    def _fill_open(self) -> None:
        self.choice = ChoiceCard(self.model, partial(self.navigation.show_page, "evidence"))
        self.freeze_button = make_button("冻结备案…", self.ask_freeze, primary=True)
        theme().set_icon(self.freeze_button, "lock", "accent.text")
        self._column.addWidget(self.sign)
        self._column.addWidget(self.choice)
        self._column.addWidget(self.freeze_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _fill_frozen(self) -> None:
        assert self.filed is not None
        data = filed_data(self.model.session.workspace, self.filed)
        self.seal = SealCard(self.filed, [row["status"] for row in data["verdicts"]])
        self._column.addWidget(self.seal)
        self._column.addWidget(self.sign)
        self.files = self._files(self.filed)
        self._column.addWidget(self.files)

    def _files(self, filed: Filed) -> FilesCard:
        school = self.model.session.evaluation.school
        held = [name for name, _ in self._archive.filed_files(filed.number)]
        names = {name: saved_name(school, filed, name) for name in (*held, PACKAGE)}
        card = FilesCard(names, self.ask_save)
        for name in held:
            card.add_file(hashed(name, self._archive.filed_file(filed.number, name)))
        card.add_file(FiledFile(PACKAGE, package_size(self.model.session.workspace, filed)))
        return card

    def _fill_answers(self, last: Filed) -> None:
        titles = rows_of(filed_data(self.model.session.workspace, last))
        self.receipts = ReceiptsCard(self._go_to_row)
        self.receipts.show_receipts(self._receipts, titles)
        self.scans = ScansCard(self._look_at_scan)
        self.scans.show_scans(self._archive.scans(last.number))
        attach = link("附上扫描件…", "附上盖章件扫描", self.ask_scan)
        attach.setEnabled(not self.model.session.workspace.read_only)
        self.scans.head.addWidget(attach)
        self._column.addWidget(self.receipts)
        self._column.addWidget(self.scans)

    def _history(self) -> QHBoxLayout:
        row, links = QHBoxLayout(), FlowBox()
        title = line("历年备案：", "muted", wrap=False)
        row.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        links.set_items([self._history_link(filed) for filed in reversed(self._filings)])
        row.addWidget(links, 1)
        return row

    def _history_link(self, filed: Filed) -> QPushButton:
        said = "（已更正）" if filed.reopened else ""
        made = link(f"{short_number(filed)}{said}", f"查看备案 {filed.number}", partial(self.look_at, filed))
        made.setObjectName(filed.number)
        made.setToolTip(f"更正原因：{filed.reopened}" if filed.reopened else "")
        return made

    def _connect(self) -> None:
        model = self.model
        for signal in (model.answers_changed, model.explanations_changed, model.evidence_changed):
            signal.connect(self._on_changed)
        model.verdicts_changed.connect(self._on_changed)
        self.acts.renewed.connect(self.navigation.open_anew)
        self.acts.verified.connect(self._on_verified)
        self.acts.scanned.connect(self._on_scanned)
        self.banner.pressed.connect(self._go_on)

    # Showing

    def get_ready(self) -> None:
        if self._stale:
            self._refresh()

    def on_shown(self) -> None:
        """Show how far the filing is; the frozen report stands at the right."""
        if self._stale:
            self._refresh()
        if self.filed is not None and not self.side.pdf:
            self.show_filing(self.filed)
        self._arrange()

    def badge(self) -> Badge | None:
        """Nothing: what is open is counted where it is mended."""
        return None

    def _on_changed(self, *_: object) -> None:
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        self.steps.show_steps(filing_steps(self.model.session, Delivery(self._written, self._receipts)))
        if self.choice is not None:
            self.choice.refresh()
        self._tell()

    def _tell(self) -> None:
        """Say at the top of the page how it stands."""
        if self.filed is not None:
            text = "本次备案不再改动；之后的修改属于下一次备案。"
            self.banner.set_message("met", "已冻结。", text, icon="lock")
            return
        found = hindering(self.model.session)
        locked = self.model.session.read_only
        self.freeze_button.setEnabled(not found and not locked)
        again = (
            f"{short_number(self.last)} 已重新打开（{self.last.reopened}），改后另编 {self._next_number()}。"
            if self.last
            else ""
        )
        if locked:
            self.banner.set_message("unanswered", "本文件以只读方式打开，不能备案。", again)
        elif found:
            bold = f"备案前还须处理 {len(found)} 项。"
            self.banner.set_message("unanswered", bold, f"{again}逐项列在各步骤下。", "去处理第一项")
        else:
            text = f"{again}冻结后数据、判定与标准一并封存，编号 {self._next_number()}。"
            self.banner.set_message("met", "可以备案。", text)

    def _next_number(self) -> str:
        year = self.model.session.year
        return f"{year.first}-{self.last.sequence + 1 if self.last else 1}"

    def look_at(self, filed: Filed) -> None:
        """Show the frozen report of a filing, where it can be seen."""
        self.show_filing(filed)
        if self._narrow[0]:
            self._centre.reveal(self.side)

    def show_filing(self, filed: Filed) -> None:
        """Show the frozen report of a filing."""
        title = (
            "报告预览" if filed == self.filed else f"备案 {short_number(filed)}（{filed.frozen_at:%Y-%m-%d}）"
        )
        self.side.show_report(title, self._archive.filed_file(filed.number, PDF))
        self.side.show()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put steps and preview beside the rest, or above and below it where the width is short."""
        logical = self.width() * 100 // theme().scale
        below, above = logical < _PREVIEW_BELOW, logical < _STEPS_BELOW
        shown = bool(self.side.pdf)
        self._pane.setFixedWidth(theme().px(_LEFT))
        self.side.setMinimumHeight(theme().px(_SHEET_HIGH) if below else 0)
        if below:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(_ANY_WIDTH)
        else:
            self.side.setFixedWidth(theme().px(_RIGHT))
        self._edges[1].setVisible(not below and self.side.isVisibleTo(self) and shown)
        if (below, above) == self._narrow:
            return
        if below != self._narrow[0]:
            self._move_side(below)
        if above != self._narrow[1]:
            self._move_steps(above)
        self._narrow = (below, above)

    def _move_side(self, below: bool) -> None:
        visible = self.side.isVisibleTo(self)
        if below:
            self._row.removeWidget(self.side)
            self._column.insertWidget(self._column.count() - 1, self.side)
        else:
            self._column.removeWidget(self.side)
            self._row.addWidget(self.side)
        self.side.setVisible(visible)

    def _move_steps(self, above: bool) -> None:
        if above:
            self._left = self._pane.takeWidget()
            self._left.setMaximumWidth(_ANY_WIDTH)
            self._column.insertWidget(0, self._left)
            self._left.show()
        else:
            self._column.removeWidget(self._left)
            self._pane.set_content(self._left)
            self._left.show()
        self._pane.setVisible(not above)
        self._edges[0].setVisible(not above)

    # Going somewhere

    def _go_on(self) -> None:
        found = hindering(self.model.session)
        if found:
            self._go(found[0])

    def _go(self, obstacle: Obstacle) -> None:
        """Go where an obstacle is mended: a field here, a check, a fact, or a row of the ledger."""
        target = obstacle.target
        if obstacle.kind is Hindrance.SIGNATURE and self.sign.focus_fact(target):
            self._centre.reveal(self.sign.lines[target])
        elif target in self.model.session.rulebook.facts:
            self.navigation.show_fact(target)
        elif obstacle.kind in (Hindrance.LOGIC, Hindrance.UNEXPLAINED) or self._is_check(target):
            self.navigation.show_check(target)
        else:
            self.navigation.show_remedy(target)

    def _is_check(self, target: str) -> bool:
        return any(check.id == target for check in self.model.session.evaluation.checks)

    def _go_to_row(self, row: str) -> None:
        if row.startswith("task."):
            self.navigation.show_fact(row)
        else:
            self.navigation.show_verdict(row)

    # Acting

    def ask_freeze(self) -> None:
        """Ask once, with what follows from it, and freeze."""
        assert self.choice is not None
        if self.acts.busy:
            return
        number = self._next_number()
        if messages.ask(
            self,
            "冻结备案",
            f"确认冻结 {self.model.session.year} 学年的数据，编号 {number}？",
            "冻结后数据、判定与标准一并封存，不能再改；需要更正的，写明原因后另编备案号。",
            "冻结备案",
        ):
            self.acts.freeze(self.choice.included)

    def ask_reopen(self) -> None:
        """Ask for the written reason, and let the year be edited again."""
        assert self.filed is not None
        dialog = ReasonDialog(short_number(self.filed), self._next_number(), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.acts.reopen(self.filed, dialog.reason)

    def ask_save(self, name: str) -> None:
        """Ask for the place of a file of the filing, and write it there."""
        assert self.filed is not None
        school, folder = self.model.session.evaluation.school, self.model.session.workspace.path.parent
        suggested = str(folder / saved_name(school, self.filed, name))
        chosen, _ = QFileDialog.getSaveFileName(self, "保存", suggested, _ZIP if name == PACKAGE else _ANY)
        if chosen and name == PACKAGE:
            self.acts.write_package(self.filed, Path(chosen))
        elif chosen:
            self.acts.save_file(self.filed, name, Path(chosen))

    def ask_scan(self) -> None:
        """Ask for the scan of the stamped paper, and attach it."""
        assert self.last is not None
        chosen, _ = QFileDialog.getOpenFileName(self, "附上扫描件", "", _SCANS)
        if chosen:
            self.acts.attach_scan(self.last, Path(chosen))

    def ask_receipt(self) -> None:
        """Ask for a receipt, and open it."""
        chosen, _ = QFileDialog.getOpenFileName(self, "打开回执", "", _RECEIPTS)
        if chosen:
            self.acts.open_receipt(Path(chosen))

    def _print(self) -> None:
        try:
            ask_and_print(self.side.pdf, self.side.title.text(), self)
        except AppError as error:
            messages.show_error(self, error)

    def _on_verified(self, _: Path, file: FiledFile) -> None:
        assert self.files is not None
        self.files.show_verified(file)
        if file.name == PACKAGE:
            self._written = True
            self._refresh()

    def _on_scanned(self) -> None:
        if self.last is not None:
            self.scans.show_scans(self._archive.scans(self.last.number))

    def _look_at_scan(self, scan: Scan) -> None:
        try:
            open_copy(scan.name, self._archive.content(scan.sha256))
        except AppError as error:
            messages.show_error(self, error)
