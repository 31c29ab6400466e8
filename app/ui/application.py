"""Starts the window: one application, its theme, and what happens when something of ours breaks."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLibraryInfo
from PySide6.QtWidgets import QApplication

from app.domain.rulebook import Rulebook
from app.paths import Paths
from app.services.recent import RecentFiles
from app.ui import crash
from app.ui.ahead import LoadAhead
from app.ui.encoding import prepare_locale
from app.ui.input_method import prepare_input_method, watch_composing
from app.ui.main_window import MainWindow, Surroundings
from app.ui.screen_plugin import require_screen_plugin
from app.ui.settings import SettingsStore, apply_settings
from app.ui.system_look import SystemLook
from app.ui.theme import theme
from app.ui.window_place import fit_to_screen


def run_window(
    paths: Paths, load: Callable[[], Rulebook], file: Path | None = None, sample: bool = False
) -> int:
    """Open the window, on a file or on the sample school if asked; return the exit code."""
    settings = SettingsStore(paths.data)
    app = _application(settings)
    around = Surroundings(paths, load(), settings, RecentFiles(paths.data))
    window = MainWindow(around)
    crashed = crash.install(paths.data, lambda: _save(window))
    fit_to_screen(window, window.screen().availableGeometry())
    window.show()
    LoadAhead(window)
    if file is not None:
        window.open_file(file)
    elif sample:
        window.files.open_sample()
    if crashed:
        window.show_crash()
    code = app.exec()
    crash.finish()
    return code


def run_district(paths: Paths, load: Callable[[], Rulebook], folder: Path | None = None) -> int:
    """Open the window of the district desk, on a folder if asked; return the exit code."""
    from app.ui.district.window import show_district

    app = _application(SettingsStore(paths.data))
    crash.install(paths.data, lambda: True)
    shown = show_district(load(), paths, folder)
    code = app.exec()
    shown.close()
    crash.finish()
    return code


def _application(settings: SettingsStore) -> QApplication:
    prepare_locale()
    prepare_input_method(os.environ)
    plugins = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
    require_screen_plugin(os.environ, Path(plugins))
    app = QApplication(sys.argv[:1])
    app.setApplicationName("dabiao")
    app.setApplicationDisplayName("职校达标自评")
    theme().apply(app)
    apply_settings(settings.current)
    SystemLook(app, settings)
    watch_composing(app)
    return app


def _save(window: MainWindow) -> bool:
    return window.model is None or window.model.save_now()
