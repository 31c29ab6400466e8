"""The only place that shows errors and asks questions: one plain sentence, and buttons that are verbs."""

import re
import sys
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError, DataFileError, RefusedError
from app.ui.runner import Cancelled
from app.ui.theme import theme

T = TypeVar("T")
_WIDTH, _DETAIL_HEIGHT = 480, 160
_BREAK = "\u200b"
#: More letters in a row than a line may lack at its end.
_LONG_NAME = re.compile(r"[!-~]{25,}")


class MessageDialog(QDialog):
    """A headline, what follows from it, details to copy if there are any; the caller adds the buttons.

    ``status`` gives the icon its colours: ``missed`` for what failed, ``unanswered`` for a question.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        headline: str,
        text: str = "",
        icon: str = "",
        status: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.message = "\n".join(part for part in (headline, text) if part)
        self.setAccessibleName(title)
        self.setAccessibleDescription(self.message)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(*[theme().px(20)] * 4)
        self._layout.setSpacing(theme().px(12))
        self._layout.addLayout(self._head(headline, text, icon, status))
        self.setFixedWidth(theme().px(_WIDTH))

    def add_details(self, details: str) -> None:
        """Show a longer text that can be read and copied."""
        box = QPlainTextEdit(details)
        box.setReadOnly(True)
        box.setAccessibleName("详情")
        box.setFixedHeight(theme().px(_DETAIL_HEIGHT))
        box.setTabChangesFocus(True)
        self._layout.addWidget(box)
        self.message = f"{self.message}\n\n{details}"

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Put the buttons at the foot, at the right."""
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        row.addStretch(1)
        for button in buttons:
            button.setAccessibleName(button.text())
            row.addWidget(button)
            if button.isDefault():
                button.setFocus()
        self._layout.addSpacing(theme().px(4))
        self._layout.addLayout(row)

    def copy_button(self) -> QPushButton:
        """Return a button that puts the whole message on the clipboard."""
        self._copy = QPushButton("复制")
        self._copy.setAutoDefault(False)
        self._copy.clicked.connect(self._copy_message)
        return self._copy

    @Slot()
    def _copy_message(self) -> None:
        QGuiApplication.clipboard().setText(self.message)
        self._copy.setText("已复制")

    def _head(self, headline: str, text: str, icon: str, status: str) -> QHBoxLayout:
        row, words = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(theme().px(12))
        words.setSpacing(theme().px(6))
        if icon:
            mark = QLabel()
            mark.setPixmap(theme().pixmap(icon, f"{status}.text" if status else "accent", 24))
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        for words_of, role in ((headline, "section"), (text, "")):
            if words_of:
                words.addWidget(_paragraph(words_of, role, self._room(bool(icon))))
        row.addLayout(words, 1)
        return row

    def _room(self, beside_icon: bool) -> int:
        """Return the width that texts have."""
        margins = theme().px(20) * 2
        return theme().px(_WIDTH) - margins - (theme().px(12) + theme().px(24) if beside_icon else 0)


def _no_more(_: object) -> None:
    """Nothing follows."""


def show_error(parent: QWidget | None, error: BaseException) -> None:
    """Tell that something could not be done; what nobody foresaw goes the way of every crash."""
    if isinstance(error, OSError):
        error = RefusedError(error)
    if isinstance(error, AppError):
        error_dialog(parent, error).exec()
    else:
        sys.excepthook(type(error), error, error.__traceback__)


def attempt(parent: QWidget | None, act: Callable[[], T], then: Callable[[T], object] = _no_more) -> bool:
    """Do something and go on with its result; known trouble is told instead. Tell whether it was done.

    What was stopped because everything ends is not told.
    """
    try:
        result = act()
    except (AppError, OSError) as error:
        show_error(parent, error)
        return False
    except Cancelled:
        return False
    then(result)
    return True


def error_dialog(parent: QWidget | None, error: AppError) -> MessageDialog:
    """Return the dialog for known trouble: its sentence, 复制 and 知道了."""
    if isinstance(error, DataFileError):
        headline, text, details = f"文件中有 {len(error.problems)} 处错误，未作改动", "", str(error)
    else:
        headline, text = _first_sentence(str(error))
        details = ""
    dialog = MessageDialog(parent, "未能完成", headline, text, "error", "missed")
    if details:
        dialog.add_details(details)
    dialog.add_buttons(dialog.copy_button(), _accepting(dialog, "知道了"))
    return dialog


def inform(parent: QWidget | None, title: str, headline: str, text: str = "") -> None:
    """Tell something that has to be known before going on."""
    inform_dialog(parent, title, headline, text).exec()


def inform_dialog(parent: QWidget | None, title: str, headline: str, text: str = "") -> MessageDialog:
    """Return the dialog of ``inform``."""
    dialog = MessageDialog(parent, title, headline, text, "info", "shown")
    dialog.add_buttons(_accepting(dialog, "知道了"))
    return dialog


def offer(parent: QWidget | None, title: str, headline: str, text: str, verb: str) -> bool:
    """Tell something, with one thing that may be done about it; tell whether to do it."""
    return offer_dialog(parent, title, headline, text, verb).exec() == QDialog.DialogCode.Accepted


def offer_dialog(parent: QWidget | None, title: str, headline: str, text: str, verb: str) -> MessageDialog:
    """Return the dialog of ``offer``: 知道了, which Enter means, then the verb."""
    dialog = MessageDialog(parent, title, headline, text, "warn", "unanswered")
    known, act = cancelling(dialog, "知道了"), _accepting(dialog, verb)
    act.setProperty("role", "")
    act.setDefault(False)
    act.setAutoDefault(False)
    known.setAutoDefault(True)
    known.setDefault(True)
    dialog.add_buttons(act, known)
    return dialog


def ask(
    parent: QWidget | None,
    title: str,
    question: str,
    consequence: str,
    verb: str,
    *,
    destructive: bool = False,
) -> bool:
    """Ask before an act; tell whether to go on. Enter means 取消 where the act cannot be taken back."""
    dialog = question_dialog(parent, title, question, consequence, verb, destructive=destructive)
    return dialog.exec() == QDialog.DialogCode.Accepted


def question_dialog(
    parent: QWidget | None,
    title: str,
    question: str,
    consequence: str,
    verb: str,
    *,
    destructive: bool = False,
) -> MessageDialog:
    """Return the dialog of ``ask``: 取消, then the verb."""
    dialog = MessageDialog(
        parent, title, question, consequence, "warn" if destructive else "info", "unanswered"
    )
    cancel, act = cancelling(dialog), _accepting(dialog, verb)
    if destructive:
        act.setDefault(False)
        act.setProperty("role", "")
        cancel.setAutoDefault(True)
        cancel.setDefault(True)
    dialog.add_buttons(cancel, act)
    return dialog


def bug_dialog(parent: QWidget | None, details: str, saved: bool) -> MessageDialog:
    """Return the dialog for an error of the program itself: what is safe, and details for technicians."""
    if saved:
        headline = "程序出错，已填数据均已保存"
        text = "可复制详情，交技术人员查看。可以继续填报；如显示不正常，请关闭程序后重新打开。"
    else:
        headline = "程序出错，最近的修改可能未保存"
        text = "此前保存的内容未受影响。请复制详情，交技术人员查看，并核对最后填写的几项。"
    dialog = MessageDialog(parent, "程序出错", headline, text, "error", "missed")
    dialog.add_details(details)
    dialog.add_buttons(dialog.copy_button(), _accepting(dialog, "继续"))
    return dialog


def dialog_buttons(dialog: QDialog, verb: str) -> QHBoxLayout:
    """Return the foot of a dialog: 取消, then the verb, which accepts it."""
    row = QHBoxLayout()
    row.setSpacing(theme().px(8))
    row.addStretch(1)
    row.addWidget(cancelling(dialog))
    row.addWidget(_accepting(dialog, verb))
    return row


def cancelling(dialog: QDialog, word: str = "取消") -> QPushButton:
    """Return the button that leaves everything as it is."""
    button = QPushButton(word, dialog)
    button.setAccessibleName(word)
    button.clicked.connect(dialog.reject)
    return button


def _accepting(dialog: QDialog, verb: str) -> QPushButton:
    button = QPushButton(verb, dialog)
    button.setAccessibleName(verb)
    button.setProperty("role", "primary")
    button.setDefault(True)
    button.clicked.connect(dialog.accept)
    return button


def _paragraph(text: str, role: str, width: int) -> QLabel:
    """Return a text that is exactly as high as its lines at a width."""
    label = QLabel(breakable(text))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.ensurePolished()
    label.setFixedSize(width, label.heightForWidth(width))
    return label


def breakable(text: str) -> str:
    """Let long paths be broken after each folder, and long names of letters anywhere."""
    folders = text.replace("/", f"/{_BREAK}").replace("\\", f"\\{_BREAK}")
    return _LONG_NAME.sub(lambda found: _BREAK.join(found[0]), folders)


def _first_sentence(text: str) -> tuple[str, str]:
    head, stop, rest = text.partition("。")
    return head + stop, rest
