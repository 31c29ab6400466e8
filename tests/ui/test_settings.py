from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QRadioButton, QSlider, QWidget
from pytestqt.qtbot import QtBot

from app.paths import program_folder
from app.ui.settings import (
    Look,
    Settings,
    SettingsDialog,
    SettingsStore,
    is_dark,
    pack_state,
    settings_changes,
    unpack_state,
)
from app.ui.theme import Theme


def test_settings_are_there_in_the_next_run(tmp_path: Path) -> None:
    SettingsStore(tmp_path).change(typist="李晓岚", look=Look.DARK, scale=150, splitters={"walk": "AA=="})
    kept = SettingsStore(tmp_path).current
    assert kept == Settings("李晓岚", Look.DARK, 150, splitters={"walk": "AA=="})


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert SettingsStore(tmp_path / "new").current == Settings()
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"scale": "x"}', '{"look": "pink"}', '{"typist": 3}', "\0"])
def test_a_broken_file_is_kept_aside_and_gives_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.json").write_text(text)
    assert SettingsStore(tmp_path).current == Settings()
    assert (tmp_path / "settings.broken.json").read_text() == text


def test_settings_of_another_version_are_read_as_far_as_they_are_known(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"typist": "周敏", "wings": 2, "scale": 900}', "utf-8")
    assert SettingsStore(tmp_path).current == Settings(typist="周敏", scale=200)


def test_nothing_is_written_when_nothing_changes(tmp_path: Path) -> None:
    SettingsStore(tmp_path).change(typist="")
    assert list(tmp_path.iterdir()) == []


def test_what_a_window_saves_of_itself_survives_as_text() -> None:
    state = QByteArray(bytes(range(256)))
    assert unpack_state(pack_state(state)) == state
    assert unpack_state("不是状态").isEmpty()


def test_the_look_of_the_system_is_asked_for(monkeypatch: pytest.MonkeyPatch, app_theme: Theme) -> None:
    assert is_dark(Look.DARK) and not is_dark(Look.LIGHT)
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert is_dark(Look.SYSTEM) is dark


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    made = SettingsStore(tmp_path)
    made.change(look=Look.LIGHT, typist="李晓岚")
    return made


@pytest.fixture
def dialog(qtbot: QtBot, app_theme: Theme, store: SettingsStore) -> SettingsDialog:
    made = SettingsDialog(store)
    qtbot.addWidget(made)
    made.show()
    return made


def named(dialog: QWidget, kind: type[QWidget], name: str) -> QWidget:
    return next(found for found in dialog.findChildren(kind) if found.accessibleName() == name)


def test_a_choice_is_seen_at_once_and_kept_by_its_verb(
    dialog: SettingsDialog, store: SettingsStore, app_theme: Theme
) -> None:
    named(dialog, QRadioButton, "颜色：深色").click()
    dialog.findChild(QSlider).setValue(150)
    assert app_theme.dark and app_theme.scale == 150
    named(dialog, QLineEdit, "填表人姓名").setText(" 周敏 ")
    named(dialog, QPushButton, "保存").click()
    assert store.current == Settings("周敏", Look.DARK, 150)
    assert app_theme.dark and app_theme.scale == 150


def test_cancelling_takes_everything_back(
    dialog: SettingsDialog, store: SettingsStore, app_theme: Theme
) -> None:
    named(dialog, QRadioButton, "颜色：深色").click()
    dialog.findChild(QSlider).setValue(200)
    named(dialog, QPushButton, "取消").click()
    assert not app_theme.dark and app_theme.scale == 100
    assert store.current == Settings("李晓岚", Look.LIGHT, 100)


def test_the_size_of_type_goes_in_steps_of_ten_by_the_keyboard(
    qtbot: QtBot, dialog: SettingsDialog, app_theme: Theme
) -> None:
    slider = dialog.findChild(QSlider)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert app_theme.scale == 120
    slider.setValue(133)
    assert slider.value() == 130


def test_every_control_has_a_name(dialog: SettingsDialog) -> None:
    for kind in (QLineEdit, QSlider, QRadioButton, QPushButton):
        assert all(found.accessibleName() for found in dialog.findChildren(kind))


FONT = program_folder() / "resources" / "fonts" / "NotoSansSC-Regular.ttf"


def test_a_font_is_chosen_kept_and_given_back(
    qtbot: QtBot, dialog: SettingsDialog, store: SettingsStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(FONT), ""))
    assert not named(dialog, QPushButton, "仿宋还原为程序自带").isEnabled()
    named(dialog, QPushButton, "选择仿宋字体文件").click()
    assert dialog.fonts.told.text() == "NotoSansSC-Regular.ttf 可以使用。"
    with qtbot.waitSignal(settings_changes().fonts):
        named(dialog, QPushButton, "保存").click()
    assert SettingsStore(store._file.parent).current.fonts == {"fangsong": str(FONT)}
    again = SettingsDialog(store)
    qtbot.addWidget(again)
    named(again, QPushButton, "仿宋还原为程序自带").click()
    named(again, QPushButton, "保存").click()
    assert store.current.fonts == {}


def test_what_is_no_font_is_told_and_not_taken(dialog: SettingsDialog, tmp_path: Path) -> None:
    wrong = tmp_path / "合同.ttf"
    wrong.write_bytes(b"%PDF-1.7")
    dialog.fonts.choose("heiti", wrong)
    assert dialog.fonts.chosen == {}
    assert dialog.fonts.told.text().startswith("字体 合同.ttf 不是可用的字体文件")


def test_a_chosen_font_that_is_gone_is_told_when_the_settings_are_opened(
    qtbot: QtBot, app_theme: Theme, store: SettingsStore, tmp_path: Path
) -> None:
    store.change(fonts={"kaiti": str(tmp_path / "simkai.ttf")})
    opened = SettingsDialog(store)
    qtbot.addWidget(opened)
    assert opened.fonts.told.text().startswith(f"找不到字体文件 {tmp_path / 'simkai.ttf'}")


@pytest.mark.parametrize("scale", [100, 200])
def test_the_settings_fit_the_screen(
    qtbot: QtBot, app_theme: Theme, store: SettingsStore, scale: int
) -> None:
    app_theme.set_look(dark=False, scale=scale)
    made = SettingsDialog(store)
    qtbot.addWidget(made)
    made.show()
    assert made.height() <= 720 and made.width() <= 1366
