import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontInfo, QImage, QPalette, QRawFont
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

import app.ui.theme as theme_module
from app.domain.standard import SourceState
from app.domain.verdict import Status
from app.paths import Paths, program_folder
from app.ui.icons import ICONS, drawing
from app.ui.metrics import Metrics
from app.ui.stylesheet import style_sheet
from app.ui.theme import Theme
from app.ui.tokens import tokens
from app.ui.widgets.status import SOURCE_LOOKS

DARK = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
#: The end of a range of characters in patterns; nobody is shown it.
RANGE_END = "\u9fff"
GROUNDS = ("window", "surface", "sunken", "hover", "selected")
BACKS = tuple(f"{status}.back" for status in Status)
#: Each ink, the grounds it is used on, and the least contrast (look.md 2).
INKS = [
    ("text", (*GROUNDS, *BACKS), 9.2),
    ("text.muted", GROUNDS, 6.0),
    ("text.faint", GROUNDS, 4.54),
    ("accent", GROUNDS, 4.5),
    ("accent.text", ("accent", "accent.hover"), 8.2),
    ("surface", ("met.bar", "missed.bar", "missed.text"), 4.75),
    ("line.strong", ("surface",), 3.0),
    ("focus", GROUNDS, 3.0),
    *((f"{status}.text", (f"{status}.back", *GROUNDS), 4.5) for status in Status),
    *(
        (f"{status}.text", (f"{status}.back", "surface", "window", "sunken", "selected"), 5.5)
        for status in Status
    ),
]
CODE = sorted((program_folder() / "app").rglob("*.py"))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def fixed_texts() -> Iterator[str]:
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


@DARK
@pytest.mark.parametrize(("ink", "grounds", "least"), INKS)
def test_every_ink_is_readable_on_its_grounds(
    ink: str, grounds: tuple[str, ...], least: float, dark: bool
) -> None:
    colours = tokens(dark)
    weak = {ground: round(contrast(colours[ink], colours[ground]), 2) for ground in grounds}
    assert {ground: ratio for ground, ratio in weak.items() if ratio < least} == {}


def test_both_themes_have_the_same_colours() -> None:
    assert tokens(True).keys() == tokens(False).keys()


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("serif", [False, True])
def test_every_fixed_character_is_in_the_bundled_fonts(app_theme: Theme, bold: bool, serif: bool) -> None:
    raw = QRawFont.fromFont(app_theme.font(14, bold, serif))
    wanted = {char for text in fixed_texts() for char in text if char.isprintable()} | set("㎡〔〕≥≤÷①②③…·–")
    wanted.discard(RANGE_END)
    assert sorted(char for char in wanted if not raw.supportsCharacter(ord(char))) == []


def test_every_character_of_forms_and_standards_is_in_the_screen_font(
    app_theme: Theme, shipped: Paths
) -> None:
    raw = QRawFont.fromFont(app_theme.font(14))
    files = [*shipped.forms.rglob("*.yaml"), *shipped.standards.rglob("*.yaml")]
    wanted = {char for path in files for char in path.read_text("utf-8") if char.isprintable()}
    assert sorted(char for char in wanted if not raw.supportsCharacter(ord(char))) == []


@pytest.mark.parametrize(
    ("serif", "family"), [(False, theme_module.SANS), (True, theme_module.SERIF)], ids=["sans", "serif"]
)
def test_fonts_are_the_bundled_ones(app_theme: Theme, serif: bool, family: str) -> None:
    font = app_theme.font(14, serif=serif)
    assert QFontInfo(font).family() == family
    assert QFontInfo(app_theme.font(14, bold=True, serif=serif)).weight() == 700


def test_an_icon_exists_for_every_name_that_is_asked_for() -> None:
    asked = re.compile(r'(?:\.icon|\.pixmap|set_icon|EmptyState|icon=)\(?(?:[^"()\n]+, )?"([a-z_]+)"')
    names = {name for path in CODE for name in asked.findall(path.read_text("utf-8")) if "ui" in path.parts}
    names |= {f"status_{status}" for status in Status} | {look[0] for look in SOURCE_LOOKS.values()}
    assert sorted(name for name in names if not (ICONS / f"{name}.svg").is_file()) == []
    assert SOURCE_LOOKS.keys() == set(SourceState)


def test_an_unknown_icon_is_refused() -> None:
    with pytest.raises(KeyError):
        drawing("dragon")


@DARK
def test_an_icon_is_drawn_in_the_colour_of_its_token(app_theme: Theme, dark: bool) -> None:
    app_theme.set_dark(dark)
    image = app_theme.pixmap("status_missed", "missed.text", 32).toImage()
    assert image.pixelColor(6, 16) == app_theme.colour("missed.text")
    assert image.pixelColor(16, 16) == app_theme.colour("surface")


def test_a_disabled_icon_is_faint(app_theme: Theme) -> None:
    icon = app_theme.icon("lock")
    normal, disabled = (icon.pixmap(20, mode).toImage() for mode in (icon.Mode.Normal, icon.Mode.Disabled))
    assert normal != disabled


@DARK
@pytest.mark.parametrize("scale", [100, 150, 200])
def test_the_style_sheet_has_every_colour_and_length_filled_in(scale: int, dark: bool) -> None:
    text = style_sheet(tokens(dark), Metrics(scale), dark)
    assert re.findall(r"[$~%@|]\S*", text) == []
    for image in re.findall(r"url\(\w+:([^)]+)\)", text):
        assert (ICONS / "qss" / image).is_file()


@DARK
def test_the_images_of_the_style_sheet_have_colours_of_the_theme(dark: bool) -> None:
    for path in (ICONS / "qss" / ("dark" if dark else "light")).glob("*.svg"):
        assert set(re.findall(r"#[0-9A-Fa-f]{6}", path.read_text("utf-8"))) <= set(tokens(dark).values())


def test_the_style_sheet_is_built_once_for_each_change(
    app_theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[int] = []

    def count(colours: object, metrics: Metrics, dark: bool) -> str:
        built.append(metrics.scale)
        return ""

    monkeypatch.setattr(theme_module, "style_sheet", count)
    app_theme.set_look(dark=True, scale=150)
    app_theme.set_scale(150)
    app_theme.set_dark(True)
    assert built == [150]


def test_a_change_is_told_after_the_application_was_styled(app_theme: Theme, qapp: QApplication) -> None:
    seen: list[tuple[str, int]] = []

    def look() -> None:
        seen.append((qapp.palette().color(QPalette.ColorRole.Window).name(), qapp.font().pixelSize()))

    app_theme.changed.connect(look)
    app_theme.set_look(dark=True, scale=150)
    app_theme.changed.disconnect(look)
    assert seen == [(tokens(True)["window"].lower(), 21)]


@pytest.mark.parametrize(("asked", "given"), [(100, 100), (125, 125), (200, 200), (50, 100), (900, 200)])
def test_the_scale_stays_between_100_and_200(app_theme: Theme, asked: int, given: int) -> None:
    app_theme.set_scale(asked)
    assert app_theme.scale == given


@pytest.mark.parametrize(
    ("scale", "length", "pixels"), [(100, 12, 12), (150, 12, 18), (125, 1, 1), (200, 0, 0)]
)
def test_lengths_and_fonts_grow_with_the_scale(
    app_theme: Theme, scale: int, length: int, pixels: int
) -> None:
    app_theme.set_scale(scale)
    assert app_theme.px(length) == pixels
    assert app_theme.font(12).pixelSize() == 12 * scale // 100


def test_labels_and_buttons_grow_with_the_scale(app_theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row, title, button = QHBoxLayout(window), QLabel("师资队伍"), QPushButton("备案")
    title.setProperty("role", "title")
    row.addWidget(title)
    row.addWidget(button)
    window.show()
    small = button.sizeHint().height()
    app_theme.set_scale(200)
    assert title.font().pixelSize() == 40
    assert button.sizeHint().height() > 1.8 * small


def test_an_icon_given_by_the_theme_follows_it(app_theme: Theme, qtbot: QtBot) -> None:
    button = QPushButton("导出")
    qtbot.addWidget(button)
    app_theme.set_icon(button, "export", "accent")
    before = button.icon().pixmap(20).toImage()
    app_theme.set_dark(True)
    assert button.icon().pixmap(20).toImage() != before


def test_qt_speaks_chinese(app_theme: Theme) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_qt_understands_the_style_sheet(
    app_theme: Theme, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    for widget in (QLineEdit(), QPushButton("导出"), QLabel("口径")):
        row.addWidget(widget)
    window.show()
    app_theme.set_dark(True)
    window.grab()
    assert "stylesheet" not in capfd.readouterr().err


def test_the_button_with_the_keyboard_has_a_ring_round_it(app_theme: Theme, qtbot: QtBot) -> None:
    first, second = ring_window(qtbot), ring_window(qtbot)
    for window in (first, second):
        window.activateWindow()
        plain = window.grab().toImage()
        button = window.findChild(QPushButton, "second")
        assert button is not None
        button.setFocus()
        qtbot.waitUntil(lambda window=window, plain=plain: window.grab().toImage() != plain)
        assert has_colour(window.grab().toImage(), app_theme.colour("focus").name())
        window.close()
        window.deleteLater()
        QCoreApplication.processEvents()


def ring_window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    row = QHBoxLayout(window)
    for name in ("first", "second"):
        button = QPushButton("导出")
        button.setObjectName(name)
        row.addWidget(button)
    window.show()
    return window


def has_colour(image: QImage, name: str) -> bool:
    return any(
        image.pixelColor(x, y).name() == name for x in range(image.width()) for y in range(image.height())
    )


def test_the_theme_answers_before_there_is_an_application() -> None:
    code = "from app.ui.theme import theme; t = theme(); t.set_look(True, 150); print(t.colour('text').name(), t.px(8))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(program_folder()), capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [tokens(True)["text"].lower(), "12"]


def test_no_widget_asks_for_a_look_by_a_property_that_qt_owns() -> None:
    owned = re.compile(r'setProperty\("(size|pos|font|palette|width|height|style)"')
    assert [path.name for path in CODE if owned.search(path.read_text("utf-8"))] == []


def test_every_role_that_is_asked_for_is_in_the_style_sheet() -> None:
    known = set(re.findall(r'role="([a-z-]+)"', style_sheet(tokens(False), Metrics(), False)))
    asked = {
        role
        for path in CODE
        for role in re.findall(r'setProperty\("role", "([^"]+)"\)', path.read_text("utf-8"))
    }
    assert asked - known == set()


@DARK
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_what_is_ticked_can_be_seen_where_it_cannot_be_changed(
    qtbot: QtBot, app_theme: Theme, kind: type[QCheckBox] | type[QRadioButton], dark: bool
) -> None:
    app_theme.set_dark(dark)
    box = kind("")
    qtbot.addWidget(box)
    box.setChecked(True)
    box.setEnabled(False)
    box.show()
    image = box.grab().toImage()
    middle = [
        image.pixelColor(x, y).name()
        for x in range(4, 15)
        for y in range(box.height() // 2 - 5, box.height() // 2 + 6)
    ]
    most = max(contrast(middle[0], other) for other in middle)
    assert most > 3


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_the_dialog_for_files_grows_with_the_type_and_stays_on_an_office_screen(
    qtbot: QtBot, app_theme: Theme, scale: int
) -> None:
    app_theme.set_scale(scale)
    dialog = QFileDialog(None, "打开")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    assert 600 * scale // 100 <= dialog.width() <= 1366
    assert 340 * scale // 100 <= dialog.height() <= 768 - 40
