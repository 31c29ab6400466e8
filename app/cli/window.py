"""Opening the window from the command line, and saying why where that cannot be."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from app.bootstrap import Program
from app.errors import AppError

_LIBRARIES = "libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb-cursor0 libxkbcommon-x11-0 \\\n  libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"


class NoWindowError(AppError):
    """The window cannot be opened here."""


def open_window(file: Path | None = None, sample: bool = False) -> None:
    """Open the window and stay until it is closed.

    Raises:
        NoWindowError: there is no display, or the system lacks libraries.
    """
    if not has_display(os.environ, sys.platform):
        raise NoWindowError("没有可用的显示，不能打开窗口。请在桌面上运行；只用命令行的，见 dabiao --help。")
    try:
        code = Program().run_window(file, sample)
    except ImportError as error:
        raise NoWindowError(
            f"系统缺少显示窗口所需的程序库（{error}）。在 Debian 及同类系统上请运行：\n"
            f"sudo apt-get install -y --no-install-recommends {_LIBRARIES}"
        ) from error
    if code:
        click.get_current_context().exit(code)


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Tell whether Qt will find something to draw on; without, it would end the process."""
    if platform in ("win32", "darwin"):
        return True
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(environment.get(name) for name in named)
