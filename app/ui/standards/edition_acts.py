"""What is done with editions in the window: looking at what changes, and adopting it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.errors import AppError
from app.services.adoption import Adoption, adopt_editions, preview_adoption
from app.ui import messages
from app.ui.navigation import Navigation
from app.ui.session_model import SessionModel
from app.ui.standards.adoption_dialog import TITLE, VERB, AdoptionDialog, consequence


class EditionActs(QObject):
    """Acts on the editions of the open year; ``done`` says what was done, then the year is opened anew."""

    done = Signal(str, str)

    def __init__(self, model: SessionModel, navigation: Navigation, page: QWidget) -> None:
        super().__init__(page)
        self._model, self._navigation, self._page = model, navigation, page

    def compare(self) -> None:
        """Show what adopting changes, and adopt if that is wanted."""
        adoption = self._preview()
        if adoption is None:
            return
        dialog = AdoptionDialog(adoption, not self._model.session.read_only, self._page)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._adopt()

    def adopt(self) -> None:
        """Ask once, then adopt."""
        adoption = self._preview()
        if adoption is None:
            return
        question = "本学年改按新版本判定吗？"
        if messages.ask(self._page, TITLE, question, consequence(adoption), VERB, destructive=True):
            self._adopt()

    def _preview(self) -> Adoption | None:
        """Return what would change; what was typed is on the disk first, because there it is compared."""
        if not self._model.session.read_only and not self._model.save_now():
            return None
        session = self._model.session
        try:
            return preview_adoption(session.workspace, session.year, session.base)
        except AppError as error:
            messages.show_error(self._page, error)
            return None

    def _adopt(self) -> None:
        session = self._model.session
        try:
            adopt_editions(session.workspace, session.year, session.base)
        except AppError as error:
            messages.show_error(self._page, error)
            return
        self.done.emit("本学年已改按本机的标准版本判定。", "")
        self._navigation.open_anew()
