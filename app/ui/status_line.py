"""The line at the bottom: what was saved when, who types, the last backup, and that nothing leaves the machine."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.services.editions import adoptable
from app.services.session import Session
from app.ui.fields.painting import repolish
from app.ui.session_model import SessionModel
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from app.storage.backup import Backup


class StatusLine(QWidget):
    """Facts about the file, never messages that vanish."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._saved, self._typist, self._backup = ElidedLabel(), QLabel(), ElidedLabel("")
        self._editions = QLabel()
        self._editions.setProperty("ink", "unanswered")
        self._saved.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._offline, self._scale = QLabel("本程序不使用网络"), QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(12), theme().px(3), theme().px(12), theme().px(3))
        row.setSpacing(theme().px(20))
        for label in (self._saved, self._typist, self._editions, self._backup):
            row.addWidget(label)
        row.setStretchFactor(self._backup, 1)
        row.addWidget(self._offline)
        row.addWidget(self._scale)
        self.show_scale()
        theme().changed.connect(self.show_scale)

    def follow(self, model: SessionModel) -> None:
        """Show the state of an opened session."""
        workspace = model.session.workspace
        self._typist.setText(f"填表人 {workspace.who}" if workspace.who else "填表人（未署名）")
        if model.session.read_only:
            self._tell(f"只读{_why(model.session)}", "unanswered")
        else:
            self._tell(f"已打开 {workspace.path.name}", "text")
        model.saved.connect(self.show_saved)
        model.save_failed.connect(self.show_failed)
        model.backed_up.connect(self.show_backup)
        model.reopened.connect(self.show_reopened)
        self._editions.setText("标准有新版本，见标准页" if adoptable(model.session.notices) else "")
        self._editions.setFont(theme().font(12))
        self._editions.setVisible(bool(self._editions.text()))
        self.show_backup(workspace.last_backup)

    def clear(self) -> None:
        """No file is open."""
        for label in (self._saved, self._typist, self._editions, self._backup):
            label.setText("")

    def show_saved(self, when: datetime) -> None:
        """Say when the last edit reached the disk."""
        self._tell(f"已保存 {when:%H:%M:%S}", "met")

    def show_reopened(self, when: datetime) -> None:
        """Say that the file is back and holds what waited for it."""
        self._tell(f"文件已在原处重新打开，所填内容已保存 {when:%H:%M:%S}", "met")

    def show_moved(self, name: str) -> None:
        """Say that the answers are in a new file from now on."""
        self._tell(f"已另存为 {name}，以后保存在该文件中", "met")

    def show_failed(self, reason: str) -> None:
        """Say that the last edit is not on the disk, and why."""
        self._tell(f"未保存：{reason}", "missed")

    def show_backup(self, backup: "Backup | None") -> None:
        """Say whether today's verified copy exists."""
        if backup is None:
            self._backup.setText("")
        elif backup.error is not None:
            self._backup.setText(f"备份未成功：{backup.error}")
        else:
            self._backup.setText(f"今日备份 {backup.at:%H:%M}，已验证可恢复")

    def show_scale(self) -> None:
        """Show the chosen size of type, in that size."""
        for label in (self._saved, self._typist, self._backup, self._offline, self._scale):
            label.setFont(theme().font(12))
        self._scale.setText(f"字号 {theme().scale} %")

    def _tell(self, text: str, status: str) -> None:
        self._saved.setText(text)
        repolish(self._saved, "ink", status)
        self._saved.setFont(theme().font(12))  # styling anew brings back the font of the first styling
        self._saved.setAccessibleName(text)


def _why(session: Session) -> str:
    """Say who holds the file, or that a filing froze the year."""
    if not session.workspace.read_only:
        return "：已冻结的备案"
    holder = session.workspace.held_by
    return f"，本文件正由“{holder}”使用" if holder else ""
