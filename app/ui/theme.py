"""The application's theme: colours, lengths, fonts and icons, and the style sheet made of them."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QDir, QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.ui.focus_ring import FocusRing
from app.ui.icons import ICONS, draw_icon
from app.ui.metrics import Metrics, within_range
from app.ui.stylesheet import IMAGES, style_sheet
from app.ui.tokens import RESOURCES, tokens

SANS, SERIF = "Noto Sans SC", "Noto Serif SC"
_BODY = 14
_ICON_SIZES = (16, 20)
_ICON_NAME, _ICON_TOKEN = "iconName", "iconToken"


class Theme(QObject):
    """Light or dark at one scale. ``changed`` comes after the application was styled anew, ``about_to_change`` before.

    It can be made and asked for colours and lengths before there is an application.
    """

    about_to_change, changed = Signal(), Signal()

    def __init__(self) -> None:
        super().__init__()
        self._dark, self._metrics = False, Metrics()
        self._app: QApplication | None = None
        self._ring: FocusRing | None = None
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[int, bool, bool], QFont] = {}
        self._lines: dict[int, int] = {}

    @property
    def dark(self) -> bool:
        """Whether the theme is the dark one."""
        return self._dark

    @property
    def scale(self) -> int:
        """字号 in percent."""
        return self._metrics.scale

    @property
    def metrics(self) -> Metrics:
        """The table of lengths."""
        return self._metrics

    def set_dark(self, dark: bool) -> None:
        """Turn to the dark theme or to the light one."""
        self.set_look(dark, self.scale)

    def set_scale(self, scale: int) -> None:
        """Set 字号, within 100 to 200 percent."""
        self.set_look(self._dark, scale)

    def set_look(self, dark: bool, scale: int) -> None:
        """Set both at once, so that the window is styled once."""
        wanted = (dark, within_range(scale))
        if wanted == (self._dark, self.scale):
            return
        self.about_to_change.emit()
        self._dark, self._metrics = dark, Metrics(wanted[1])
        self._pixmaps.clear()
        self._colours.clear()
        self._fonts.clear()
        self._lines.clear()
        self._restyle()
        self.changed.emit()

    def colour(self, token: str) -> QColor:
        """Return a colour of tokens.json, such as ``missed.text``."""
        if token not in self._colours:
            self._colours[token] = QColor(tokens(self._dark)[token])
        return QColor(self._colours[token])

    def px(self, n: int) -> int:
        """Return a length of look.md at the present scale."""
        return self._metrics.px(n)

    def font(self, size: int, bold: bool = False, serif: bool = False) -> QFont:
        """Return a bundled font; ``size`` is one of look.md 4, in logical pixels at 100 percent."""
        key = (size, bold, serif)
        if key not in self._fonts:
            _load_fonts(serif)
            font = self._fonts[key] = QFont(SERIF if serif else SANS)
            font.setPixelSize(self.px(size))
            font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return QFont(self._fonts[key])

    def line_height(self, size: int) -> int:
        """Return the height of a line of text; asked for by every row of every table, so worked out once."""
        if size not in self._lines:
            self._lines[size] = max(self._metrics.line_height(size), QFontMetrics(self.font(size)).height())
        return self._lines[size]

    def pixmap(self, name: str, token: str, size: int = 20) -> QPixmap:
        """Return an icon in a colour; ``size`` in logical pixels at 100 percent."""
        ratio = _pixel_ratio()
        key = (name, token, self.px(size), ratio)
        if key not in self._pixmaps:
            ink, inside = tokens(self._dark)[token], tokens(self._dark)["surface"]
            self._pixmaps[key] = draw_icon(name, ink, inside, self.px(size), ratio)
        return self._pixmaps[key]

    def icon(self, name: str, token: str = "text") -> QIcon:
        """Return an icon for a button or a menu; a disabled one is faint."""
        icon = QIcon()
        for size in _ICON_SIZES:
            icon.addPixmap(self.pixmap(name, token, size))
            icon.addPixmap(self.pixmap(name, "text.faint", size), QIcon.Mode.Disabled)
        return icon

    def set_icon(self, button: QAbstractButton, name: str, token: str = "text") -> None:
        """Give a button an icon that follows the theme when it changes."""
        button.setProperty(_ICON_NAME, name)
        button.setProperty(_ICON_TOKEN, token)
        button.setIcon(self.icon(name, token))

    def apply(self, app: QApplication) -> None:
        """Style an application: Fusion, fonts, colours, style sheet, Qt's own words in Chinese."""
        self._app = app
        QDir.setSearchPaths(IMAGES, [str(ICONS / "qss")])
        QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        _translate(app)
        app.setStyle("Fusion")
        if self._ring is None:
            self._ring = FocusRing(app)
        self._restyle()

    def _restyle(self) -> None:
        if self._app is None:
            return
        self._app.setFont(self.font(_BODY))
        self._app.setPalette(self._palette())
        if self._ring is not None:
            self._ring.set_colour(self.colour("focus"))
        if self._app.styleSheet():
            # Taken off first: changing it in place, Qt 6.9 goes through every widget that it ever styled, and
            # that crashed on some that were gone.
            self._app.setStyleSheet("")
        self._app.setStyleSheet(style_sheet(tokens(self._dark), self._metrics, self._dark))
        for widget in self._app.allWidgets():
            if isinstance(widget, QAbstractButton) and (name := widget.property(_ICON_NAME)):
                widget.setIcon(self.icon(name, widget.property(_ICON_TOKEN)))

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, token in _PALETTE.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("text.faint"))
        return palette


_PALETTE = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "missed.text",
    QPalette.ColorRole.Highlight: "selected",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "text.faint",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "sunken",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line.strong",
    QPalette.ColorRole.Shadow: "line.strong",
}


@cache
def theme() -> Theme:
    """Return the application's one theme."""
    return Theme()


@cache
def _load_fonts(serif: bool) -> None:
    family = "NotoSerifSC" if serif else "NotoSansSC"
    for weight in ("Regular", "Bold"):
        _load_font(RESOURCES / "fonts" / f"{family}-{weight}.ttf")


def _load_font(path: Path) -> None:
    if QFontDatabase.addApplicationFont(str(path)) < 0:
        raise FileNotFoundError(path)


@cache
def _translator() -> QTranslator | None:
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return translator if translator.load("qtbase_zh_CN", folder) else None


def _translate(app: QApplication) -> None:
    translator = _translator()
    if translator is not None:
        app.removeTranslator(translator)
        app.installTranslator(translator)


def _pixel_ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
