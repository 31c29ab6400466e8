"""What a person set in the window, kept as JSON in the data folder, and the dialog that changes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.paths import SETTINGS
from app.services.kept_choices import KeptChoices
from app.ui import messages
from app.ui.messages import dialog_buttons
from app.ui.metrics import LARGEST_SCALE, SMALLEST_SCALE, within_range
from app.ui.theme import theme
from app.ui.widgets.scroll import VerticalScroll

_STEP = 10
#: What the dialog's frame and buttons take of the screen's height.
_AROUND = 120


class Look(StrEnum):
    """Which of the two themes is shown."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is kept from one run of the window to the next, apart from recent files."""

    typist: str = ""
    look: Look = Look.SYSTEM
    scale: int = SMALLEST_SCALE
    geometry: str = ""
    splitters: Mapping[str, str] = field(default_factory=dict)
    folder: str = ""
    fonts: Mapping[str, str] = field(default_factory=dict)


class SettingsChanges(QObject):
    """Tells what of the settings others have to follow."""

    fonts = Signal()


@cache
def settings_changes() -> SettingsChanges:
    """Return the one object that tells of changes."""
    return SettingsChanges()


class SettingsStore(KeptChoices[Settings]):
    """The settings of this user."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / SETTINGS, Settings(), _decode)


def _decode(written: object) -> Settings:
    """Read settings; names from another version of the program are left out, wrong values raise."""
    if not isinstance(written, dict):
        raise TypeError(written)
    known = {item.name: written[item.name] for item in fields(Settings) if item.name in written}
    settings = Settings(**known)
    several = (*settings.splitters.values(), *settings.fonts.values())
    for text in (settings.typist, settings.geometry, settings.folder, *several):
        if not isinstance(text, str):
            raise TypeError(text)
    return replace(settings, look=Look(settings.look), scale=within_range(int(settings.scale)))


def pack_state(state: QByteArray) -> str:
    """Turn what a window or splitter saves of itself into text for the settings."""
    return bytes(state.toBase64().data()).decode("ascii")


def unpack_state(text: str) -> QByteArray:
    """Turn text of the settings into what a window or splitter restores itself from."""
    return QByteArray.fromBase64(text.encode("ascii", "ignore"))


def is_dark(look: Look) -> bool:
    """Tell whether a look is the dark theme; ``SYSTEM`` asks the desktop."""
    if look is Look.SYSTEM:
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return look is Look.DARK


def apply_settings(settings: Settings) -> None:
    """Show the theme and the size of type that the settings ask for."""
    theme().set_look(is_dark(settings.look), settings.scale)


_LOOK_WORDS = {Look.LIGHT: "浅色", Look.DARK: "深色", Look.SYSTEM: "跟随系统"}


class SettingsDialog(QDialog):
    """Theme, size of type, the typist's name, fonts for print; 取消 takes back what was seen at once."""

    def __init__(self, store: SettingsStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.setWindowTitle("设置")
        self._typist = QLineEdit(store.current.typist)
        self._typist.setAccessibleName("填表人姓名")
        self._looks = QButtonGroup(self)
        self._scale = self._slider()
        self._percent = QLabel()
        from app.ui.settings_fonts import (
            FontsPart,  # with the reports, for which the start page need not wait
        )

        self.fonts = FontsPart(store.current.fonts)
        self._build()
        self._looks.idClicked.connect(self._preview)
        self._scale.valueChanged.connect(self._on_scale)
        self._scale.sliderReleased.connect(self._preview)
        self._show_percent()

    def chosen(self) -> Settings:
        """Return the settings as they stand in the dialog."""
        look = list(Look)[self._looks.checkedId()]
        return replace(
            self._store.current,
            typist=self._typist.text().strip(),
            look=look,
            scale=self._scale.value(),
            fonts=dict(self.fonts.chosen),
        )

    def accept(self) -> None:
        chosen, fonts = self.chosen(), dict(self._store.current.fonts)
        kept = {"typist": chosen.typist, "look": chosen.look, "scale": chosen.scale, "fonts": chosen.fonts}
        try:
            self._store.change(**kept)
        except AppError as error:
            messages.show_error(self, error)
        apply_settings(chosen)
        if chosen.fonts != fonts:
            settings_changes().fonts.emit()
        super().accept()

    def reject(self) -> None:
        apply_settings(self._store.current)
        super().reject()

    def _build(self) -> None:
        content, column = QWidget(), QVBoxLayout(self)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(*[theme().px(20)] * 4)
        layout.setSpacing(theme().px(8))
        self._add_part(layout, "填表人姓名", "记入修改记录，不离开本机", self._typist)
        self._add_part(layout, "颜色", "", self._look_row())
        self._add_part(layout, "字号", "文字和间距一同放大", self._scale_row())
        self._add_part(layout, "公文字体", "印在 PDF 中，须是本机的 TrueType 字体", self.fonts)
        scroll = VerticalScroll(content, parent=self)
        buttons = dialog_buttons(self, "保存")
        buttons.setContentsMargins(*[theme().px(side) for side in (20, 0, 20, 16)])
        room = self.screen().availableGeometry().height() - theme().px(_AROUND)
        scroll.setMinimumHeight(min(content.sizeHint().height() + theme().px(16), room))
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll, 1)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(460))

    def _add_part(self, layout: QVBoxLayout, title: str, hint: str, content: QWidget) -> None:
        head = QHBoxLayout()
        name, note = QLabel(title), QLabel(hint)
        name.setProperty("bold", True)
        name.setBuddy(content)
        note.setProperty("role", "muted")
        head.addWidget(name)
        head.addWidget(note, 1)
        layout.addLayout(head)
        layout.addWidget(content)
        layout.addSpacing(theme().px(8))

    def _look_row(self) -> QWidget:
        row = QFrame()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(20))
        for number, look in enumerate(Look):
            button = QRadioButton(_LOOK_WORDS[look])
            button.setAccessibleName(f"颜色：{_LOOK_WORDS[look]}")
            button.setChecked(look is self._store.current.look)
            self._looks.addButton(button, number)
            layout.addWidget(button)
        layout.addStretch(1)
        return row

    def _scale_row(self) -> QWidget:
        row = QFrame()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scale, 1)
        self._percent.setMinimumWidth(theme().px(56))
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._percent)
        return row

    def _slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(SMALLEST_SCALE, LARGEST_SCALE)
        slider.setSingleStep(_STEP)
        slider.setPageStep(_STEP)
        slider.setTickInterval(_STEP)
        slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        slider.setValue(self._store.current.scale)
        slider.setAccessibleName("字号")
        return slider

    def _on_scale(self, value: int) -> None:
        stepped = round(value / _STEP) * _STEP
        if stepped != value:
            self._scale.setValue(stepped)
            return
        self._show_percent()
        if not self._scale.isSliderDown():
            self._preview()

    def _preview(self) -> None:
        apply_settings(self.chosen())

    def _show_percent(self) -> None:
        self._percent.setText(f"{self._scale.value()}\u00a0%")
