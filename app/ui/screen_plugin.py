"""The part of Qt that draws on an X11 screen, loaded before Qt does so: Qt ends the process where a library is missing."""

import ctypes
import sys
from collections.abc import Mapping
from pathlib import Path

_X11, _PLUGIN = "xcb", "platforms/libqxcb.so"


def require_screen_plugin(environment: Mapping[str, str], plugins: Path) -> None:
    """Load the plugin from Qt's folder of plugins, if it will be asked for.

    Raises:
        ImportError: names the library that the system lacks.
    """
    asked = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if sys.platform != "linux" or (asked or _X11) != _X11:
        return
    if not asked and environment.get("WAYLAND_DISPLAY"):
        return  # Qt has another way to the screen
    try:
        ctypes.CDLL(str(plugins / _PLUGIN))
    except OSError as error:
        raise ImportError(str(error)) from error
