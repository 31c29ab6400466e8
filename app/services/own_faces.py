"""The user's own faces for 仿宋, 楷体 and 黑体: kept with the settings, and looked at before each use."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.domain.problem import Problem
from app.paths import SETTINGS
from app.reports.own_fonts import BUNDLED, FACE_NAMES, FontCheck, OwnFonts, check_font

_KEY = "fonts"
_BUNDLED_INSTEAD = "改用程序自带的字体；可在窗口的设置中另选"


@dataclass(frozen=True, slots=True)
class Faces:
    """The fonts that can be used now, and a sentence for each one chosen that cannot."""

    fonts: OwnFonts = BUNDLED
    told: tuple[str, ...] = ()


def kept_faces(data: Path) -> Faces:
    """Return the faces that the settings of a data folder name; what cannot be used is told, never an error."""
    return usable_faces(_kept(data / SETTINGS))


def usable_faces(chosen: Mapping[str, str]) -> Faces:
    """Return those of the chosen font files that can be used; the bundled faces stand in for the others."""
    usable: dict[str, Path] = {}
    told = []
    for face, name in FACE_NAMES.items():
        if not chosen.get(face):
            continue
        path = Path(chosen[face])
        found = look_at(path)
        if isinstance(found, Problem):
            told.append(f"{name}{_BUNDLED_INSTEAD}：{found.message}。")
        else:
            usable[face] = path
    return Faces(OwnFonts(**usable), tuple(told))


def look_at(path: Path) -> FontCheck | Problem:
    """Do as ``check_font`` does, once for each state of a file; a file that is gone is told as such."""
    try:
        known = path.stat()
    except OSError:
        return Problem(f"找不到字体文件 {path}", "文件在 U 盘上的，请插好后重试，或另选字体")
    return _checked(path, known.st_mtime_ns, known.st_size)


@lru_cache(maxsize=8)
def _checked(path: Path, _changed: int, _size: int) -> FontCheck | Problem:
    return check_font(path)


def _kept(settings: Path) -> Mapping[str, str]:
    """Read the one key that is needed; settings that cannot be read are told of where they are changed."""
    try:
        written = json.loads(settings.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    kept = written.get(_KEY) if isinstance(written, dict) else None
    if not isinstance(kept, dict):
        return {}
    return {face: path for face, path in kept.items() if isinstance(path, str)}
