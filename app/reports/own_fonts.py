"""Fonts of the user's own for 仿宋, 楷体 and 黑体, and whether a file can be used."""

import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.domain.problem import Problem

#: A font with fewer of the common characters than this is no Chinese font.
_FEWEST = 3000
_REASONS = (
    ("postscript", "是 PostScript 轮廓的字体，不能嵌入报告", "请选用 TrueType 字体（.ttf 或 .ttc）"),
    ("embedding", "的版权设置不允许嵌入文件", "请换一种字体，或用程序自带的字体"),
)
#: What reading a file as a font raises beside the reader's own error, when it is damaged or none at all.
UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, struct.error)
_NO_FONT = ("不是可用的字体文件，或不能读取", "请选用 TrueType 字体（.ttf 或 .ttc）")


@dataclass(frozen=True, slots=True)
class OwnFonts:
    """Font files that a user points at; where there is none, the bundled faces stand in."""

    fangsong: Path | None = None
    kaiti: Path | None = None
    heiti: Path | None = None


#: What each of them is called.
FACE_NAMES = {"fangsong": "仿宋", "kaiti": "楷体", "heiti": "黑体"}
#: No fonts of one's own.
BUNDLED = OwnFonts()


@dataclass(frozen=True, slots=True)
class FontCheck:
    """A font that can be used: its name, and how many common characters the bundled faces must lend it."""

    name: str
    lacking: int


def check_font(path: Path) -> FontCheck | Problem:
    """Say whether a font file can be embedded, and how much of GB 2312 it has."""
    from reportlab.pdfbase.ttfonts import TTFError, TTFontFile

    try:
        face = TTFontFile(str(path))
        held = [ord(char) for char in common_characters() if ord(char) in face.charToGlyph]
        if len(held) >= _FEWEST:
            face.makeSubset(held)  # as printing will do: a glyph that is damaged shows only then
    except (TTFError, *UNREADABLE) as error:
        return font_problem(path, error)
    if len(held) < _FEWEST:
        return Problem(f"字体 {path.name} 没有足够的汉字", "请选用中文字体")
    return FontCheck(face.name.decode("ascii", "replace"), len(common_characters()) - len(held))


def font_problem(path: Path, error: Exception) -> Problem:
    """Say in words why a font file cannot be used."""
    told = str(error).lower()
    reason, remedy = next(((reason, remedy) for word, reason, remedy in _REASONS if word in told), _NO_FONT)
    return Problem(f"字体 {path.name} {reason}", remedy)


@cache
def common_characters() -> tuple[str, ...]:
    """Return the 6,763 characters of GB 2312."""
    found = []
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            char = bytes((high, low)).decode("gb2312", "ignore")
            if char:
                found.append(char)
    return tuple(found)
