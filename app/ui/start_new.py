"""The dialog for a new school file: whose, for which year, where; it never takes the name of a file that exists."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.school_year import SchoolYear
from app.errors import reason_of
from app.services.inputs import SUFFIX
from app.services.years import REFUSED, current_year, next_year, suggested_name
from app.ui.fields.one_line import OneLine
from app.ui.messages import dialog_buttons
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel


def documents_folder() -> Path:
    """Return the folder in which this person keeps documents, or the home folder where there is none."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()


class NewSchoolDialog(QDialog):
    """Asks for the school's name, the school year, the typist and a place for the file."""

    def __init__(self, folder: Path, typist: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建学校文件")
        self._folder, self._name_is_ours = folder, True
        self.school_field = self._line("学校名称")
        self.name_field = self._line("文件名")
        self.who_field = self._line("填表人姓名")
        self.who_field.setText(typist)
        self.year_field = self._years()
        self._place, self._problem = ElidedLabel(), QLabel()
        self._build()
        self.school_field.textChanged.connect(self._on_school)
        self.name_field.textEdited.connect(self._on_name)
        self._on_school("")
        self.school_field.setFocus()

    @property
    def path(self) -> Path:
        """Where the file is to be made."""
        name = self.name_field.text().strip() or suggested_name(self.school_field.text())
        return self._folder / (name if name.lower().endswith(SUFFIX) else f"{name}{SUFFIX}")

    @property
    def school(self) -> str:
        """The school's name."""
        return self.school_field.text().strip()

    @property
    def year(self) -> SchoolYear:
        """The school year to begin with."""
        return SchoolYear(self.year_field.currentData())

    @property
    def who(self) -> str:
        """Who types."""
        return self.who_field.text().strip()

    def accept(self) -> None:
        problem = self._problem_now()
        self._say(problem)
        if not problem:
            super().accept()

    def set_folder(self, folder: Path) -> None:
        """Put the file into another folder."""
        self._folder = folder
        self._place.setText(str(folder))
        self._say("")

    def _problem_now(self) -> str:
        if not self.school:
            return "请填写学校名称，与公章一致。"
        name = self.name_field.text()
        if set(name) & set(REFUSED) or not name.isprintable():
            return '文件名中不能有 \\ / : * ? " < > |，请修改。'
        try:
            taken = self.path.exists()
        except OSError as error:  # a name that no file can have, or a folder that cannot be looked into
            return f"{reason_of(error)}，请换一个文件名或文件夹。"
        return "该文件夹中已有同名文件，未作改动。请换一个文件名，或打开已有的文件。" if taken else ""

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _line(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setValidator(OneLine(field))
        field.setAccessibleName(name)
        return field

    def _years(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName("学年")
        present = current_year()
        for year in (next_year(present), present, present.previous, present.previous.previous):
            box.addItem(f"{year} 学年（统计时点 {year.day.isoformat()}）", year.first)
        box.setCurrentIndex(1)
        return box

    def _build(self) -> None:
        px = theme().px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(10))
        rows = (
            ("学校名称", self.school_field),
            ("学年", self.year_field),
            ("填表人姓名", self.who_field),
            ("文件名", self.name_field),
            ("存放位置", self._place_row()),
        )
        for row, (word, widget) in enumerate(rows):
            label = QLabel(word)
            label.setBuddy(widget)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        note = QLabel("一校一个文件，各学年都在其中，可放在 U 盘上。填写后即时保存。")
        note.setProperty("role", "muted")
        note.setWordWrap(True)
        self._problem.setProperty("ink", "missed")
        self._problem.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(20), px(20), px(20), px(20))
        layout.setSpacing(px(12))
        layout.addLayout(grid)
        layout.addWidget(note)
        layout.addWidget(self._problem)
        layout.addLayout(dialog_buttons(self, "新建"))
        self.setMinimumWidth(px(480))
        self.set_folder(self._folder)

    def _place_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(8))
        button = QPushButton("更改…")
        button.setAccessibleName("更改存放位置")
        button.setAutoDefault(False)
        button.clicked.connect(self._choose_folder)
        layout.addWidget(self._place, 1)
        layout.addWidget(button)
        return row

    @Slot(str)
    def _on_school(self, _: str) -> None:
        if self._name_is_ours:
            self.name_field.setText(suggested_name(self.school_field.text()))
        self._say("")

    @Slot(str)
    def _on_name(self, name: str) -> None:
        self._name_is_ours = not name.strip()
        self._say("")

    @Slot()
    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择存放位置", str(self._folder))
        if chosen:
            self.set_folder(Path(chosen))
