"""The fonts: registering them, measuring with them, and finding characters that none of them has."""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError

from app.errors import ExportError
from app.reports.own_fonts import BUNDLED, UNREADABLE, OwnFonts, font_problem
from app.reports.pdf_cid import WholeFont
from app.reports.pdf_style import FACES, FANGSONG, HEITI, KAITI, STAND_INS
from app.reports.report import Report

#: Stand-ins for drawn tick boxes; private characters, so no font has them and no user can type them.
EMPTY_BOX, TICKED_BOX = "\ue000", "\ue001"
_DRAWN = frozenset((EMPTY_BOX, TICKED_BOX))
#: The face of characters that are drawn as shapes.
DRAWN = "drawn"
_CONTEXT = 8
_NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that no bundled font has, the section it stands in and the words around it."""

    char: str
    section: str
    context: str

    def __str__(self) -> str:
        return f"“{self.char}”（U+{ord(self.char):04X}，见{self.section}“{self.context}”）"


class MissingGlyphError(ExportError):
    """A report holds characters that would print as blanks; ``missing`` names each."""

    def __init__(self, missing: tuple[MissingGlyph, ...], path: Path = Path("PDF")) -> None:
        self.missing = missing
        named = "、".join(str(glyph) for glyph in missing[:_NAMED_AT_MOST])
        more = f" 等 {len(missing)} 处" if len(missing) > _NAMED_AT_MOST else ""
        super().__init__(path, f"字库中没有这些字，打印出来会是空白：{named}{more}", "请改用其他写法后重试。")


class Fonts:
    """The bundled faces, and those of the user's own, by name: ready for measuring and printing."""

    def __init__(self, faces: dict[str, WholeFont]) -> None:
        self._faces = faces
        names = (*faces, *STAND_INS)
        self._widths: dict[str, dict[str, float]] = {name: {} for name in names}
        self._chosen: dict[str, dict[str, str]] = {name: {} for name in names}
        self._covered: dict[str, bool] = {}

    def has(self, char: str, face: str) -> bool:
        """Tell whether a face has a character; a face that was not given has none."""
        return face in self._faces and ord(char) in self._faces[face].face.charToGlyph

    def face_for(self, char: str, face: str) -> str:
        """Return the wanted face, the one that stands in for it, or the first other that has the character."""
        known = self._chosen[face]
        found = known.get(char)
        if found is None:
            found = known[char] = self._face_for(char, face)
        return found

    def _face_for(self, char: str, face: str) -> str:
        if char in _DRAWN:
            return DRAWN
        if self.has(char, face):
            return face
        stand_in = STAND_INS.get(face, face)
        if self.has(char, stand_in):
            return stand_in
        return next((other for other in self._faces if self.has(char, other)), stand_in)

    def width(self, char: str, face: str) -> float:
        """Return the width of a character in parts of the font size."""
        if face == DRAWN:
            return 1.0
        known = self._widths[face]
        width = known.get(char)
        if width is None:
            found = face if face in FACES else self.face_for(char, face)
            width = known[char] = self._measured(char, found)
        return width

    def _measured(self, char: str, face: str) -> float:
        if face == DRAWN:
            return 1.0
        glyphs = self._faces[face].face
        return float(glyphs.charWidths.get(ord(char), glyphs.defaultWidth) / 1000)

    def text_width(self, text: str, face: str, size: float) -> float:
        """Return the width of a text in one face."""
        return sum(self.width(char, face) for char in text) * size

    def codes(self, text: str, face: str, canvas: Any) -> str:
        """Return the codes of a text in a document, in hexadecimal digits."""
        return self._faces[face].splitString(text, canvas._doc)[0][1].hex()

    def name(self, face: str, canvas: Any) -> str:
        """Return the name by which a document's pages know a face."""
        return self._faces[face].getSubsetInternalName(0, canvas._doc)

    def covers(self, char: str) -> bool:
        """Tell whether any face has a character, or it prints as nothing anyway."""
        known = self._covered.get(char)
        if known is None:
            known = self._covered[char] = any(self.has(char, face) for face in self._faces)
        return known


@lru_cache(maxsize=4)
def load_fonts(folder: Path, own: OwnFonts = BUNDLED) -> Fonts:
    """Read and register the bundled fonts of a folder, and read the user's own.

    Raises:
        ExportError: naming the file that cannot be used.
    """
    chosen = {FANGSONG: own.fangsong, KAITI: own.kaiti, HEITI: own.heiti}
    theirs = {face: _load_own(path) for face, path in chosen.items() if path is not None}
    return Fonts(_bundled(folder) | theirs)


@lru_cache(maxsize=4)
def _bundled(folder: Path) -> dict[str, WholeFont]:
    return {name: _load(folder, name) for name in FACES}


def _load(folder: Path, name: str) -> WholeFont:
    path = folder / f"{name}.ttf"
    try:
        font = WholeFont(name, str(path))
    except (TTFError, OSError) as error:
        raise ExportError(path, "程序所带的字体文件缺失或损坏", "请重新安装本程序。") from error
    _lighten(font)
    pdfmetrics.registerFont(font)
    return font


def _lighten(font: WholeFont) -> None:
    """Let go of what a face keeps for shaping text, which nobody asks for, and keep equal widths once."""
    face: Any = font.face
    known: dict[tuple[float, int], tuple[float, int]] = {}
    face.hmetrics = [known.setdefault(metric, metric) for metric in face.hmetrics]
    face.glyphToChar = {}


@lru_cache(maxsize=8)
def _load_own(path: Path) -> WholeFont:
    """Read a font of the user's own, under a name and a tag that no other file has."""
    digest = hashlib.sha256(str(path).encode()).digest()
    try:
        font = WholeFont(f"own-{digest.hex()[:12]}", str(path))
    except (TTFError, *UNREADABLE) as error:
        problem = font_problem(path, error)
        raise ExportError(path, problem.message, f"{problem.remedy}。") from error
    _lighten(font)
    font.tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
    return font


def clean(text: str) -> str:
    """Return a text as it can be printed: odd spaces plain, control and invisible characters gone."""
    if text.isprintable():
        return text
    return "".join(_printable(char) for char in text.replace("\r\n", "\n"))


def _printable(char: str) -> str:
    if char in "\n\u3000\u00a0":
        return char
    category = unicodedata.category(char)
    if category == "Zs" or char == "\t":
        return " "
    if category in ("Zl", "Zp") or char == "\r":
        return "\n"
    return "" if category in ("Cc", "Cf", "Cs") else char


def missing_glyphs(report: Report, fonts: Fonts) -> tuple[MissingGlyph, ...]:
    """Return every character of a report that no bundled font has, once per section."""
    found: dict[tuple[str, str], MissingGlyph] = {}
    for place, text in _texts(report):
        for index, char in enumerate(text):
            if char > "\x7f" and not char.isspace() and not fonts.covers(char):
                around = text[max(0, index - _CONTEXT) : index + _CONTEXT + 1].replace("\n", " ")
                found.setdefault((place, char), MissingGlyph(char, place, around))
    return tuple(found.values())


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    for text in (report.head, report.school, report.foot_left, report.foot_right):
        yield "页眉页脚", clean(text)
    for section, block in report.blocks():
        for text in _strings(block):
            yield section, clean(text)


def _strings(value: object) -> Iterator[str]:
    """Yield every text inside a value of the report."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from _strings(getattr(value, part.name))
