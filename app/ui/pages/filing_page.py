"""备案: what is left to do, freezing, the files of the frozen filing, and what the authority answers."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from app.domain.filing import Filed, Scan
from app.domain.readiness import Hindrance, Obstacle
from app.domain.receipt import Ruling, latest
from app.paths import Paths
from app.services.deliveries import Written
from app.services.filing import PDF, filed_data, receipts_of
from app.services.filing_steps import Delivery, filing_steps, hindering, short_number, to_look_at
from app.services.own_faces import kept_faces
from app.services.receipts import rows_of, told_apart
from app.services.reporting import personal_warning
from app.ui import messages
from app.ui.filing import questions
from app.ui.filing.acts import FilingActs
from app.ui.filing.banner_words import CORRECT, banner_words
from app.ui.filing.choice_card import ChoiceCard
from app.ui.filing.files_card import PACKAGE, FiledFile, FilesCard, files_of, saved_name
from app.ui.filing.history_line import HistoryLine
from app.ui.filing.left_pane import LeftPane
from app.ui.filing.parts import link
from app.ui.filing.preview_column import PreviewColumn
from app.ui.filing.reason_dialog import ReasonDialog
from app.ui.filing.returns_card import ReceiptsCard, ScansCard
from app.ui.filing.seal_card import SealCard
from app.ui.filing.sign_card import SignCard
from app.ui.filing.three_panes import ThreePanes
from app.ui.filing.ways import go_to_obstacle, go_to_row
from app.ui.navigation import Navigation
from app.ui.opening_out import copy_out, open_copy
from app.ui.pages.page import Badge
from app.ui.runner import Runner
from app.ui.session_model import SessionModel
from app.ui.theme import theme
from app.ui.widgets.banner import Banner
from app.ui.widgets.working import Working, make_button


class FilingPage(ThreePanes):
    """The steps at the left, what is to be signed or was frozen in the middle, the frozen report at the right.

    What is frozen never changes, so the page is made for the year as it was opened: the window opens the year
    anew once it is frozen or may be edited again.
    """

    name = "filing"
    title = "备案"
    side: PreviewColumn

    def __init__(
        self,
        model: SessionModel,
        navigation: Navigation,
        runner: Runner,
        paths: Paths,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(model, navigation, parent)
        self._paths, self._archive = paths, model.session.workspace.archive
        self.filed = model.session.filed
        self._filings = self._archive.filings()
        ours = [filed for filed in self._filings if filed.year == model.session.year]
        #: The filing that receipts and scans belong to: the frozen one, else the last one that was opened again.
        self.last = ours[-1] if ours else None
        self._receipts = receipts_of(model.session.workspace, self.last) if self.last else ()
        self._corrected = ours[:-1]
        self._stale = True
        self._working = Working(self)
        self.acts = FilingActs(model, runner, paths, self._working)
        self.banner = Banner("met")
        self.sign = SignCard(model)
        self.choice: ChoiceCard | None = None
        self.files: FilesCard | None = None
        self.seal: SealCard | None = None
        self._build(runner)
        self._connect()

    # Building

    def _build(self, runner: Runner) -> None:
        column = self.make_middle()
        column.addWidget(self.banner)
        column.addWidget(self._working)
        returned = bool(self._receipts) and latest(self._receipts).ruling is Ruling.RETURNED
        fill = [self._fill_year, self._fill_receipts]
        for part in reversed(fill) if returned else fill:  # what is to be mended comes first
            part()
        if self.last is not None:
            self._fill_scans(self.last)
        if len(self._filings) > (self.filed is not None):
            column.addWidget(HistoryLine(self._filings, self.look_at))
        left, side = self._make_left(), PreviewColumn(runner, self._print)
        self.lay_out(left, side)
        side.setVisible(self.filed is not None)  # not before: it would be a window of its own

    def _make_left(self) -> LeftPane:
        left = LeftPane(self.title, self.model.session, self._next_number(), self._go)
        self.steps = left.steps
        self.receive = left.add_button("打开回执…", self.ask_receipt, "return")
        self.receive.setEnabled(self.receive.isEnabled() and bool(self._filings))
        self.correct: QPushButton | None = None
        if self.filed is not None:
            self.correct = left.add_button(CORRECT, self.ask_reopen)
        left.end_buttons()
        return left

    def _fill_year(self) -> None:
        self._fill_frozen(self.filed) if self.filed is not None else self._fill_open()

    def _fill_open(self) -> None:
        self.choice = ChoiceCard(self.model, partial(self.navigation.show_page, "evidence"))
        self.freeze_button = make_button("冻结备案…", self.ask_freeze, primary=True)
        theme().set_icon(self.freeze_button, "lock", "accent.text")
        self._column.addWidget(self.sign)
        self._column.addWidget(self.choice)
        self._column.addWidget(self.freeze_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _fill_frozen(self, filed: Filed) -> None:
        data, school = filed_data(self.model.session.workspace, filed), self.model.session.evaluation.school
        self.seal = SealCard(filed, data["verdicts"])
        self.files = files_of(self.model.session.workspace, school, filed, self.ask_save)
        for card in (self.seal, self.sign, self.files):
            self._column.addWidget(card)

    def _fill_receipts(self) -> None:
        if self.last is None:
            return
        self.receipts = ReceiptsCard(self._go_to_row)
        self.receipts.show_receipts(self._receipts, self._titles(self.last))
        for former in reversed(self._corrected):
            if answered := receipts_of(self.model.session.workspace, former):
                self.receipts.add_former(short_number(former), answered, self._titles(former))
        self._column.addWidget(self.receipts)

    def _titles(self, filed: Filed) -> dict[str, str]:
        return told_apart(rows_of(filed_data(self.model.session.workspace, filed)))

    def _fill_scans(self, last: Filed) -> None:
        self.scans = ScansCard(self._look_at_scan)
        self.scans.show_scans(self._archive.scans(last.number))
        attach = link("附上扫描件…", "附上盖章件扫描", self.ask_scan)
        attach.setEnabled(not self.model.session.workspace.read_only)
        self.scans.head.addWidget(attach)
        self._column.addWidget(self.scans)

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
        """Show how far the filing is, ready for what is to be done next; the frozen report stands at the right."""
        if self._stale or self.filed is not None:  # a package may have been taken away meanwhile
            self._refresh()
        if self.filed is not None and not self.side.pdf:
            self.show_filing(self.filed)
        self.arrange()
        self._next_thing().setFocus(Qt.FocusReason.OtherFocusReason)

    def badge(self) -> Badge | None:
        """Nothing: what is open is counted where it is mended."""
        return None

    def _on_changed(self, *_: object) -> None:
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self._stale, session = False, self.model.session
        delivery, found = Delivery(self._written(), self._receipts), hindering(session)
        self.steps.show_steps(filing_steps(session, found, delivery, date.today()))
        if self.choice is not None:
            self.choice.refresh()
            self.freeze_button.setEnabled(not found and not session.read_only)
        words = banner_words(session, found, self.last, self._next_number(), delivery)
        self.banner.set_message(words.status, words.bold, words.text, words.link, icon=words.icon)

    def _written(self) -> Written | None:
        return self.acts.deliveries.of(self.filed) if self.filed is not None else None

    def _next_thing(self) -> QWidget:
        """Return what is to be done next: what the top leads to, freezing, or opening the receipt."""
        if self.banner.link is not None:
            return self.banner.link
        if self.choice is not None:
            return self.freeze_button if self.freeze_button.isEnabled() else self.choice.manage
        assert self.files is not None
        return self.receive if self.receive.isEnabled() else self.files.buttons[PACKAGE]

    def _next_number(self) -> str:
        year = self.model.session.year
        return f"{year.first}-{self.last.sequence + 1 if self.last else 1}"

    def look_at(self, filed: Filed) -> None:
        """Show the frozen report of a filing, where it can be seen."""
        self.show_filing(filed)
        self.reveal_side()

    def show_filing(self, filed: Filed) -> None:
        """Show the frozen report of a filing."""
        earlier = f"备案 {short_number(filed)}（{filed.frozen_at:%Y-%m-%d}）"
        self.side.show_report(
            "报告预览" if filed == self.filed else earlier, self._archive.filed_file(filed.number, PDF)
        )
        self.show_side()

    # Going somewhere

    def _go_on(self) -> None:
        if self.filed is None:
            self._go(hindering(self.model.session)[0])
        elif self._receipts:
            self.ask_reopen()
        else:
            self.ask_save(PACKAGE)

    def _go(self, obstacle: Obstacle) -> None:
        """Go where an obstacle is mended: a field here, or another page."""
        if obstacle.kind is Hindrance.SIGNATURE and self.sign.focus_fact(obstacle.target):
            self._centre.reveal(self.sign.lines[obstacle.target])
        else:
            go_to_obstacle(obstacle, self.model.session, self.navigation)

    def _go_to_row(self, row: str) -> None:
        go_to_row(row, self.navigation)

    # Acting

    def ask_freeze(self) -> None:
        """Ask once, with what follows from it, and freeze."""
        assert self.choice is not None
        if self.acts.busy:
            return
        session = self.model.session
        ahead = (f"{item.text}。" for item in to_look_at(session, date.today()))
        personal = personal_warning(session.assessment, session.rulebook)
        told = (*ahead, *kept_faces(self._paths.data).told, personal)
        if questions.freezing(self, str(session.year), self._next_number(), *told):
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
        suggested = folder / saved_name(school, self.filed, name)
        if place := questions.place_to_save(self, suggested, name == PACKAGE):
            self.acts.write(self.filed, name, place)

    def ask_scan(self) -> None:
        """Ask for the scan of the stamped paper, and attach it."""
        assert self.last is not None
        if scan := questions.scan_to_attach(self):
            self.acts.attach_scan(self.last, scan)

    def ask_receipt(self) -> None:
        """Ask for a receipt, and open it."""
        if receipt := questions.receipt_to_open(self):
            self.acts.open_receipt(receipt)

    def _print(self) -> None:
        self.acts.print_report(self.side.pdf, self.side.title.text())

    def _on_verified(self, _: Path, file: FiledFile) -> None:
        assert self.files is not None
        self.files.show_verified(file)
        if file.name == PACKAGE:
            self._refresh()

    def _on_scanned(self) -> None:
        if self.last is not None:
            self.scans.show_scans(self._archive.scans(self.last.number))

    def _look_at_scan(self, scan: Scan) -> None:
        def copy() -> Path:
            return copy_out(scan.name, self._archive.content(scan.sha256))

        messages.attempt(self, lambda: open_copy(self.model.meanwhile(copy)))
