"""Opening the window from the command line, and saying why where that cannot be."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from app.bootstrap import Program
from app.cli.display import display_trouble
from app.errors import AppError

_LIBRARIES = "libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb-cursor0 libxkbcommon-x11-0 \\\n  libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"


class NoWindowError(AppError):
    """The window cannot be opened here."""


def open_window(file: Path | None = None, sample: bool = False) -> None:
    """Open the window and stay until it is closed.

    Raises:
        NoWindowError: there is no display, or the system lacks libraries.
    """
    _opened(lambda program: program.run_window(file, sample))


def open_district(folder: Path | None = None) -> None:
    """Open the window of the district desk and stay until it is closed.

    Raises:
        NoWindowError: there is no display, or the system lacks libraries.
    """
    _opened(lambda program: program.run_district(folder))


def _opened(run: Callable[[Program], int]) -> None:
    """Open a window and stay until it is closed.

    Raises:
        NoWindowError: there is no display, or the system lacks libraries.
    """
    if trouble := display_trouble(os.environ, sys.platform):
        raise NoWindowError(trouble)
    try:
        code = run(Program())
    except ImportError as error:
        raise NoWindowError(
            f"系统缺少显示窗口所需的程序库（{error}）。在 Debian 及同类系统上请运行：\n"
            f"sudo apt-get install -y --no-install-recommends {_LIBRARIES}"
        ) from error
    if code:
        click.get_current_context().exit(code)
