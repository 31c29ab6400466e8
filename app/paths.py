"""Where shipped folders lie and where this user's files go: asked in one place and handed down."""

import errno
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

PROGRAM = "dabiao"
#: A file of this name beside the program keeps everything there (a program on a USB stick).
PORTABLE = "portable"
#: What the user set in the window, in his data folder.
SETTINGS = "settings.json"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one run of the program."""

    program: Path
    data: Path

    @property
    def forms(self) -> Path:
        """What is asked."""
        return self.program / "forms"

    @property
    def standards(self) -> Path:
        """What is required."""
        return self.program / "standards"

    @property
    def resources(self) -> Path:
        """Fonts, icons, samples."""
        return self.program / "resources"

    @property
    def fonts(self) -> Path:
        """The bundled fonts."""
        return self.resources / "fonts"

    @property
    def samples(self) -> Path:
        """The invented school."""
        return self.resources / "samples"

    @property
    def manual(self) -> Path:
        """The user's manual, which is also the help of the window."""
        return self.program / "docs" / "manual"

    @property
    def overlay(self) -> Path:
        """The user's own packs and confirmed values."""
        return self.data / "standards"

    @property
    def backups(self) -> Path:
        """Verified copies of workspaces."""
        return self.data / "backups"


def program_folder() -> Path:
    """Return the folder that holds ``forms/``, ``standards/`` and ``resources/``, also inside a bundle."""
    bundled = getattr(sys, "_MEIPASS", None)
    return Path(bundled) if bundled else Path(__file__).resolve().parent.parent


def standard_paths() -> Paths:
    """Return the folders for this user; ``DABIAO_DATA`` moves the user's own (tests, shared machines)."""
    program = program_folder()
    if override := os.environ.get("DABIAO_DATA"):
        return Paths(program, Path(override))
    beside = Path(sys.executable).resolve().parent if getattr(sys, "frozen", False) else program
    if (beside / PORTABLE).exists():
        return Paths(program, beside / "data")
    import platformdirs  # the only folder it knows that we need; 10 ms that the portable mode need not pay

    return Paths(program, Path(platformdirs.user_data_dir(PROGRAM, appauthor=False)))


def open_to_read(path: Path) -> BinaryIO:
    """Open a file for reading; a pipe or a device, of which reading may never end, is refused at once.

    Raises:
        OSError: also where the path is neither a file nor a folder.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.EINVAL, "是管道或设备，不是文件", str(path))
    return path.open("rb")
