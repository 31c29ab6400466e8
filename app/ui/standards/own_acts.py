"""Packs and confirmed values of one's own in the window: added, confirmed, taken back; then judged anew."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.domain.standard import Confirmation
from app.paths import Paths
from app.services.clauses import ClauseRow
from app.services.confirming import ConfirmedRow
from app.services.library import typist
from app.services.overlay import Added
from app.services.own_values import add_own, confirm_own, remove_pack, withdraw_own
from app.ui import messages
from app.ui.navigation import Navigation
from app.ui.session_model import SessionModel
from app.ui.standards.confirm_dialog import ConfirmDialog

T = TypeVar("T")
_FILES = "标准文件 (local-*.yaml);;所有文件 (*)"


class OwnActs(QObject):
    """Acts on what a school or district added by itself; each that changed something has all content read anew.

    ``done`` says what was done before that, and names the document that was added, if one was.
    """

    done = Signal(str, str)

    def __init__(self, model: SessionModel, navigation: Navigation, paths: Paths, page: QWidget) -> None:
        super().__init__(page)
        self._model, self._navigation, self._paths, self._page = model, navigation, paths, page

    def choose_file(self) -> None:
        """Ask for a pack, and add it."""
        name, _ = QFileDialog.getOpenFileName(self._page, "增加标准", str(Path.home()), _FILES)
        if name:
            self.add(Path(name))

    def add(self, source: Path) -> None:
        """Add a pack; every fault is shown with its line, and then nothing is changed."""
        self._attempt(
            lambda: add_own(self._model.session, self._paths, source, self._who, date.today()), self._on_added
        )

    def _on_added(self, added: Added) -> None:
        standard = added.standard
        name = f"《{standard.document.title}》版本 {standard.edition}"
        if not added.fresh:
            messages.inform(self._page, "增加标准", f"已有{name}，内容相同，未改动。")
            return
        rows = (
            f"指标 {len(standard.indicators)} 项，任务 {len(standard.tasks)} 项，算例 {added.examples} 个。"
        )
        former = f"原版本 {added.former} 留存备查；本学年是否采用，见本页上方的提示。" if added.former else ""
        messages.inform(self._page, "增加标准", f"已加入{name}。", rows + former)
        self._read_anew(f"已加入{name}，见所选的一行。", standard.id)

    def remove(self, pack: str) -> None:
        """Ask, then take a pack of one's own out."""
        title = self._model.session.rulebook.standards[pack].document.title
        question, follows = f"移除《{title}》吗？", "本学年不再按它判定；原文件留存备查，可以重新加入。"
        if messages.ask(self._page, "移除增补的标准", question, follows, "移除", destructive=True):
            told = f"已移除《{title}》，本学年不再按它判定。"
            act = partial(remove_pack, self._model.session, self._paths, pack)
            self._attempt(act, lambda _: self._read_anew(told))

    def confirm(self, row: ClauseRow) -> None:
        """Ask for the figure, the text and the reader, and confirm."""
        if not self._model.save_now():
            return

        def act(confirmation: Confirmation) -> ConfirmedRow:
            confirm = partial(confirm_own, self._model.session, self._paths, confirmation)
            return self._model.meanwhile(confirm)

        dialog = ConfirmDialog(row, self._model.session.workspace.who or "", act, self._page)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            value = dialog.confirmation.value
            self._read_anew(f"已确认“{row.indicator.title}”的数值 {value}，此后按它判定。")

    def withdraw(self, row: ClauseRow) -> None:
        """Ask, then take the confirmations of a row back."""
        question = f"撤销对“{row.indicator.title}”数值的确认吗？"
        follows = "此后按程序所载的数值和核实程度判定；原确认留存备查。"
        if messages.ask(self._page, "撤销确认", question, follows, "撤销确认", destructive=True):
            told = f"已撤销对“{row.indicator.title}”数值的确认，此后按程序所载判定。"
            act = partial(withdraw_own, self._model.session, self._paths, row.key)
            self._attempt(act, lambda _: self._read_anew(told))

    @property
    def _who(self) -> str:
        return self._model.session.workspace.who or typist()

    def _read_anew(self, told: str, added: str = "") -> None:
        self.done.emit(told, added)
        self._navigation.read_content_anew()

    def _attempt(self, act: Callable[[], T], then: Callable[[T], None]) -> None:
        if self._model.save_now():
            messages.attempt(self._page, partial(self._model.meanwhile, act), then)
