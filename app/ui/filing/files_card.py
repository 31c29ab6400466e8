"""The files of a frozen filing: report, sheet and package, each with its size, its hash, and a way to save it."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.filing import Filed
from app.reports.sections.evidence import size_text
from app.services.filing import PDF, XLSX, package_size
from app.services.filing_steps import short_number
from app.services.years import suggested_name
from app.storage.workspace import Workspace
from app.ui.filing.parts import Sheet, line, small_button
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.status import StatusPlain

PACKAGE, WORD = "package", "report.docx"
#: What is not kept with a filing and made when it is asked for.
_MADE_LATER = (PACKAGE, WORD)


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file of a filing is called when it is saved, and what it is for."""

    ending: str
    purpose: str
    icon: str


_KINDS = {
    PDF: FileKind("-备案报告.pdf", "用于签字盖章", "file"),
    XLSX: FileKind("-判定表.xlsx", "数值表，含各项代码", "overview"),
    WORD: FileKind("-报告.docx", "可编辑稿，不作备案依据", "note"),
    PACKAGE: FileKind(".备案包.zip", "送主管部门；不含身份证号等个人信息", "stamp"),
}


@dataclass(frozen=True, slots=True)
class FiledFile:
    """One file: its name within the filing, its size, and its hash where it is known already."""

    name: str
    size: int
    sha256: str = ""


def kind_of(name: str) -> FileKind:
    """Return what is known of a file by its name within the filing."""
    return _KINDS.get(name, FileKind(f"-{name}", "", "file"))


def saved_name(school: str, filed: Filed, name: str) -> str:
    """Return the name under which a file of a filing is saved."""
    stem = Path(suggested_name(school)).stem
    return f"{stem}-{short_number(filed)}{kind_of(name).ending}"


def hashed(name: str, content: bytes) -> FiledFile:
    """Return a file by its bytes."""
    return FiledFile(name, len(content), hashlib.sha256(content).hexdigest())


class FilesCard(Sheet):
    """A row per file; ``save`` is told which one somebody wants."""

    def __init__(
        self, names: Mapping[str, str], save: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__("导出文件", "写在旁边，读回核对后才放到所选位置", parent)
        self._names, self._save = dict(names), save
        self.buttons: dict[str, QPushButton] = {}
        self._states: dict[str, QVBoxLayout] = {}
        self._hashes: dict[str, QLabel] = {}
        self._sizes: dict[str, QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme().px(12))
        self._grid.setVerticalSpacing(theme().px(8))
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        for column, (text, place) in enumerate(
            [("", 0), ("文件", 0), ("大小", Qt.AlignmentFlag.AlignRight), ("校验值", 0), ("读回", 0)]
        ):
            self._grid.addWidget(line(text, "faint", wrap=False), 0, column, Qt.AlignmentFlag(place))

    def add_file(self, file: FiledFile) -> None:
        """Show a file."""
        kind, row = kind_of(file.name), self._grid.rowCount()
        picture, words = QLabel(), QVBoxLayout()
        picture.setPixmap(theme().pixmap(kind.icon, "text.muted", 20))
        name = ElidedLabel(kind.ending.strip("-."))
        name.setToolTip(self._names[file.name])
        name.setProperty("bold", "true")
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(line(kind.purpose, "muted"))
        self._sizes[file.name] = line(size_text(file.size) if file.size else "—", wrap=False)
        self._hashes[file.name] = line(_short(file.sha256), "muted", wrap=False)
        self._hashes[file.name].setToolTip(file.sha256)
        state = self._states[file.name] = QVBoxLayout()
        state.addWidget(line("—" if file.name in _MADE_LATER else "已封存", "muted", wrap=False))
        verb = "写出备案包…" if file.name == PACKAGE else "另存为…"
        button = self.buttons[file.name] = small_button(
            verb, f"{verb.rstrip('…')}：{self._names[file.name]}", partial(self._save, file.name)
        )
        button.setObjectName(file.name)
        self._grid.addWidget(picture, row, 0)
        self._grid.addLayout(words, row, 1)
        self._grid.addWidget(self._sizes[file.name], row, 2, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(self._hashes[file.name], row, 3)
        self._grid.addLayout(state, row, 4)
        self._grid.addWidget(button, row, 5)

    def show_verified(self, file: FiledFile) -> None:
        """A file was written and read back: say so, with the hash of what stands there."""
        self._sizes[file.name].setText(size_text(file.size))
        self._hashes[file.name].setText(_short(file.sha256))
        self._hashes[file.name].setToolTip(file.sha256)
        state = self._states[file.name]
        item = state.takeAt(0)
        if item is not None and (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
        state.addWidget(StatusPlain("met", "已核对"))

    def state_of(self, name: str) -> str:
        """Return what is said of a file: 已封存, 已核对 or nothing yet."""
        item = self._states[name].itemAt(0)
        widget = item.widget() if item is not None else None
        return widget.accessibleName() or widget.text() if isinstance(widget, QLabel) else ""


def files_of(workspace: Workspace, school: str, filed: Filed, save: Callable[[str], None]) -> FilesCard:
    """Return the card of a frozen filing: what is kept with it, then what is made when it is asked for."""
    archive = workspace.archive
    held = [name for name, _ in archive.filed_files(filed.number)]
    card = FilesCard({name: saved_name(school, filed, name) for name in (*held, WORD, PACKAGE)}, save)
    for name in held:
        card.add_file(hashed(name, archive.filed_file(filed.number, name)))
    card.add_file(FiledFile(WORD, 0))
    card.add_file(FiledFile(PACKAGE, package_size(workspace, filed)))
    return card


def _short(sha256: str) -> str:
    return f"{sha256[:4]}…{sha256[-4:]}" if sha256 else "写出后列出"
