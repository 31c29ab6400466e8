"""设置 › 字体: font files of the user's own for 仿宋, 楷体 and 黑体, each looked at when it is chosen."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.problem import Problem
from app.reports.own_fonts import FACE_NAMES, FontCheck
from app.services.own_faces import look_at
from app.ui.filing.parts import line, small_button
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel

BUNDLED = "程序自带"
_FONTS = "字体文件 (*.ttf *.ttc *.otf);;所有文件 (*)"


class FontsPart(QWidget):
    """A row per face: which file, a way to choose another, a way back; what is wrong stands below."""

    def __init__(self, chosen: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen = {face: path for face, path in chosen.items() if path}
        self.told = line("", "muted")
        self.told.setMinimumHeight(2 * theme().metrics.line_height(12))
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._files: dict[str, QLabel] = {}
        self._back: dict[str, QPushButton] = {}
        rows = QGridLayout()
        rows.setHorizontalSpacing(theme().px(8))
        rows.setVerticalSpacing(theme().px(4))
        rows.setColumnStretch(1, 1)
        for number, (face, name) in enumerate(FACE_NAMES.items()):
            self._add_row(rows, number, face, name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(4))
        column.addLayout(rows)
        column.addWidget(self.told)
        self._show()
        self._tell(*self.chosen.values())

    def choose(self, face: str, path: Path) -> None:
        """Take a font file for a face, if it is one that can be used."""
        found = look_at(path)
        if isinstance(found, FontCheck):
            self.chosen[face] = str(path)
            self._show()
        self.told.setText(_sentence(path, found, "未选用"))

    def give_back(self, face: str) -> None:
        """Go back to the bundled face."""
        self.chosen.pop(face, None)
        self.told.setText("")
        self._show()

    def _add_row(self, rows: QGridLayout, number: int, face: str, name: str) -> None:
        file = self._files[face] = ElidedLabel("")
        choose = small_button("选择…", f"选择{name}字体文件", partial(self._ask, face))
        back = self._back[face] = small_button("还原", f"{name}还原为程序自带", partial(self.give_back, face))
        for column, widget in enumerate((QLabel(name), file, choose, back)):
            rows.addWidget(widget, number, column)

    def _ask(self, face: str) -> None:
        kept = self.chosen.get(face)
        folder = str(Path(kept).parent) if kept else _fonts_folder()
        chosen, _ = QFileDialog.getOpenFileName(self, f"选择{FACE_NAMES[face]}字体", folder, _FONTS)
        if chosen:
            self.choose(face, Path(chosen))

    def _show(self) -> None:
        for face, label in self._files.items():
            path = self.chosen.get(face, "")
            label.setText(Path(path).name if path else BUNDLED)
            label.setToolTip(path)
            label.setAccessibleName(f"{FACE_NAMES[face]}：{label.text()}")
            self._back[face].setEnabled(bool(path))

    def _tell(self, *paths: str) -> None:
        """Say what of the fonts chosen earlier cannot be used any more."""
        found = {path: look_at(Path(path)) for path in paths}
        instead = "改用程序自带的字体"
        broken = [
            _sentence(Path(path), told, instead) for path, told in found.items() if isinstance(told, Problem)
        ]
        self.told.setText("\n".join(broken))


def _sentence(path: Path, found: FontCheck | Problem, instead: str) -> str:
    if isinstance(found, Problem):
        return f"{found.message}，{instead}。{found.remedy}。"
    if found.lacking:
        return f"{path.name} 缺 {found.lacking} 个常用汉字，这些字用程序自带的字体。"
    return f"{path.name} 可以使用。"


def _fonts_folder() -> str:
    found = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.FontsLocation)
    return next((folder for folder in found if Path(folder).is_dir()), "")
